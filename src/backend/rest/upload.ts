/** The bytes of a file, with progress: `XMLHttpRequest`, since `fetch` cannot tell how much has left. Loaded on first use. */
import type { AttachmentDraft } from '../../model/note.js';
import { BackendError } from '../../model/failure.js';
import type { Access } from './access.js';
import { checkAnswer, readJson } from './answer.js';
import { ACCEPT, type Connection } from './rest-backend.js';

export async function upload(
  { baseUrl, access }: Connection,
  header: Readonly<Record<string, string>>,
  file: AttachmentDraft,
  bytes: Blob,
  onProgress?: (share: number) => void,
  signal?: AbortSignal,
): Promise<unknown> {
  const query = new URLSearchParams({
    name: file.name,
    type: file.type || 'application/octet-stream',
    ...(file.noteId ? { noteId: file.noteId } : {}),
    ...(file.alt ? { alt: file.alt } : {}),
  });
  const url = `${baseUrl}/cases/${file.caseId}/attachments/${file.id}?${query}`;
  const headers = {
    ...header,
    'Content-Type': 'application/octet-stream',
    Accept: ACCEPT,
  };
  if (access.ownFetch)
    return await readJson(
      await access.fetch(new Request(url, { method: 'PUT', headers, body: bytes, signal: signal ?? null })),
    );
  const put = async (token: Readonly<Record<string, string>>) =>
    await checkAnswer(await putBytes(url, { ...headers, ...token }, bytes, access, onProgress, signal));
  const token = await access.headers();
  try {
    return await readJson(await put(token));
  } catch (thrown) {
    return await readJson(await put(await access.renewed(token, thrown)));
  }
}

function putBytes(
  url: string,
  headers: Readonly<Record<string, string>>,
  bytes: Blob,
  access: Access,
  onProgress?: (share: number) => void,
  signal?: AbortSignal,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const fail = (kind: 'network' | 'aborted') => () => reject(new BackendError({ kind }));
    request.open('PUT', url);
    request.withCredentials = access.credentials === 'include';
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.onprogress = (event) => event.lengthComputable && onProgress?.(event.loaded / event.total);
    request.onload = () => {
      const response = toResponse(request, url);
      if (response) resolve(response);
      else reject(new BackendError({ kind: 'protocol', status: request.status }));
    };
    request.onerror = fail('network');
    request.onabort = fail('aborted');
    if (signal?.aborted) return fail('aborted')();
    signal?.addEventListener('abort', () => request.abort(), { once: true });
    request.send(bytes);
  });
}

/** The answer as `fetch` would give it; undefined where its status is none of HTTP's. */
function toResponse(request: XMLHttpRequest, url: string): Response | undefined {
  if (request.status < 200 || request.status > 599) return undefined;
  const headers = new Headers();
  for (const line of request.getAllResponseHeaders().trim().split(/\r?\n/)) {
    const colon = line.indexOf(':');
    if (colon > 0) headers.append(line.slice(0, colon), line.slice(colon + 1).trim());
  }
  const empty = [204, 205, 304].includes(request.status);
  const response = new Response(empty ? null : request.responseText, { status: request.status, headers });
  // Only the browser can make a response that says so itself.
  const redirected =
    request.responseURL !== '' && request.responseURL !== new URL(url, document.baseURI).href;
  return Object.defineProperty(response, 'redirected', { value: redirected });
}
