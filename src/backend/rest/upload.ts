/** The bytes of a file, with progress: `XMLHttpRequest`, since `fetch` cannot tell how much has left. Loaded on first use. */
import type { AttachmentDraft } from '../../model/note.js';
import { BackendError } from '../../model/failure.js';
import type { Access } from './access.js';
import { checkAnswer, readJson } from './answer.js';
import { part } from './part.js';
import { ACCEPT, type Connection } from './rest-backend.js';
import { watch } from './watchdog.js';

/** Bytes from which a file goes in pieces, where the backend takes them. */
const LARGE = 5 * 1024 * 1024;
/** Silence after which an upload is taken for dead, ms. */
const SILENCE = 60_000;

/** The answer to the write. Rejects with a `BackendError`. */
export async function upload(job: UploadJob): Promise<unknown> {
  const { bytes } = job;
  // Without a digest (on a page of plain HTTP) nobody could tell whether the pieces fit together.
  if (bytes.size > LARGE && (globalThis.crypto as Partial<Crypto>).subtle) {
    const { uploadInPieces } = await part(import('./upload-pieces.js'));
    const answer = await uploadInPieces(job);
    if (answer !== undefined) return answer;
  }
  return await readJson(await putFile(job, bytes));
}

/** One file on its way. */
export interface UploadJob {
  readonly connection: Connection;
  /** Of the write. */
  readonly header: Readonly<Record<string, string>>;
  readonly file: AttachmentDraft;
  readonly bytes: Blob;
  readonly isFirstTry: boolean;
  /** Share of the bytes that left, 0 to 1. */
  readonly onProgress: ((share: number) => void) | undefined;
  readonly signal: AbortSignal | undefined;
}

/** Makes the attachment, of these bytes or of those that `query` and `headers` speak of. */
export function putFile(
  { connection, header, file, onProgress, signal }: UploadJob,
  bytes: Blob,
  query: Readonly<Record<string, string>> = {},
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const parameters = new URLSearchParams({
    name: file.name,
    type: file.type || 'application/octet-stream',
    ...(file.noteId ? { noteId: file.noteId } : {}),
    ...(file.alt ? { alt: file.alt } : {}),
    ...query,
  });
  return sendBytes(connection.access, {
    method: 'PUT',
    url: `${connection.baseUrl}/cases/${file.caseId}/attachments/${file.id}?${parameters}`,
    headers: { ...header, 'Content-Type': 'application/octet-stream', Accept: ACCEPT, ...headers },
    bytes,
    signal,
    ...(onProgress ? { onSent: (sent) => onProgress(bytes.size ? sent / bytes.size : 1) } : {}),
  });
}

export interface BytesRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Blob;
  readonly signal: AbortSignal | undefined;
  /** Bytes that left. */
  readonly onSent?: (sent: number) => void;
}

/** The answer, checked; a 401 is tried once more with a new token. Rejects with a `BackendError`. */
export async function sendBytes(access: Access, request: BytesRequest): Promise<Response> {
  if (access.ownFetch) {
    const { method, url, headers, bytes, signal } = request;
    return await access.fetch(
      new Request(url, { method, headers, body: bytes, signal: signal ?? null }),
      Infinity,
    );
  }
  const token = await access.headers();
  try {
    return await checkAnswer(await transmit(request, token, access));
  } catch (thrown) {
    return await checkAnswer(await transmit(request, await access.renewed(token, thrown), access));
  }
}

function transmit(
  { method, url, headers, bytes, signal, onSent }: BytesRequest,
  token: Readonly<Record<string, string>>,
  access: Access,
): Promise<Response> {
  const dog = watch(SILENCE, signal);
  return new Promise<Response>((resolve, reject) => {
    const request = new XMLHttpRequest();
    const fail = (kind: 'network' | 'aborted') => reject(new BackendError({ kind }));
    // Given up by whoever wanted it, or by us because it fell silent.
    const aborted = () => fail(signal?.aborted ? 'aborted' : 'network');
    request.open(method, url);
    request.withCredentials = access.credentials === 'include';
    for (const [name, value] of Object.entries({ ...headers, ...token }))
      request.setRequestHeader(name, value);
    request.upload.onprogress = ({ loaded }) => {
      dog.alive();
      onSent?.(loaded);
    };
    request.onload = () => {
      const response = toResponse(request, url);
      if (response) resolve(response);
      else reject(new BackendError({ kind: 'protocol', status: request.status }));
    };
    request.onerror = () => fail('network');
    request.onabort = aborted;
    if (dog.signal.aborted) return aborted();
    dog.signal.addEventListener('abort', () => request.abort(), { once: true });
    request.send(bytes);
  }).finally(dog.end);
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
