/**
 * A large file in pieces (tus 1.0.0: core protocol and `creation`). The upload is found again by the attachment's id, so a page
 * that was killed goes on where it was without having kept anything. Loaded with the first large file.
 */
import { BackendError, toFailure } from '../../model/failure.js';
import { readJson } from './answer.js';
import { putFile, sendBytes, type UploadJob } from './upload.js';

/** Bytes of a piece: what a proxy that passes on whole requests only can lose. */
const PIECE = 5 * 1024 * 1024;
const TUS = { 'Tus-Resumable': '1.0.0' };

/** The answer to the write; undefined where the backend does not take pieces. Rejects with a `BackendError`. */
export async function uploadInPieces(job: UploadJob): Promise<unknown> {
  const digest = await digestOf(job.bytes);
  // Nothing can be there before the first try; to ask all the same would cost a round trip.
  let offset = job.isFirstTry ? undefined : await stand(job);
  if (offset === undefined) {
    if (!(await begin(job))) return undefined;
    offset = 0;
  }
  while (offset < job.bytes.size) offset = await sendPiece(job, offset);
  const made = await putFile(
    { ...job, onProgress: undefined },
    new Blob(),
    { uploaded: 'true' },
    { 'Repr-Digest': digest },
  );
  return await readJson(made);
}

async function digestOf(bytes: Blob): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await bytes.arrayBuffer()));
  return `sha-256=:${toBase64(digest)}:`;
}

function toBase64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}

/** How much is there; undefined: nothing was begun. */
async function stand(job: UploadJob): Promise<number | undefined> {
  const { access } = job.connection;
  const request = new Request(urlOf(job), {
    method: 'HEAD',
    headers: TUS,
    credentials: access.credentials,
    signal: job.signal ?? null,
  });
  try {
    return offsetOf(await access.fetch(request), -1);
  } catch (thrown) {
    const { status } = toFailure(thrown);
    if (status === 404 || status === 410 || status === 405) return undefined;
    throw isBusy(status) ? busy(status) : thrown;
  }
}

/** False where the backend has no such address. */
async function begin(job: UploadJob): Promise<boolean> {
  const { connection, bytes, header, signal } = job;
  const { access, baseUrl } = connection;
  const request = new Request(`${baseUrl}/uploads`, {
    method: 'POST',
    headers: {
      ...TUS,
      ...viewerOf(header),
      'Upload-Length': String(bytes.size),
      'Upload-Metadata': metadataOf(job),
    },
    credentials: access.credentials,
    signal: signal ?? null,
  });
  try {
    await (await access.fetch(request)).text();
    return true;
  } catch (thrown) {
    const { status } = toFailure(thrown);
    if (status === 404 || status === 405 || status === 501) return false;
    throw thrown;
  }
}

/** Where the upload stands after the next piece. */
async function sendPiece(job: UploadJob, offset: number): Promise<number> {
  const { connection, bytes, onProgress, header, signal } = job;
  try {
    const answer = await sendBytes(connection.access, {
      method: 'PATCH',
      url: urlOf(job),
      headers: {
        ...TUS,
        ...viewerOf(header),
        'Upload-Offset': String(offset),
        'Content-Type': 'application/offset+octet-stream',
      },
      bytes: bytes.slice(offset, offset + PIECE),
      signal,
      ...(onProgress ? { onSent: (sent) => onProgress((offset + sent) / bytes.size) } : {}),
    });
    return offsetOf(answer, offset);
  } catch (thrown) {
    const { status } = toFailure(thrown);
    // Another tab goes on with it, or it is gone: the next try asks anew where it stands.
    throw status === 404 || status === 410 || isBusy(status) ? busy(status) : thrown;
  }
}

function offsetOf({ headers }: Response, before: number): number {
  const offset = Number(headers.get('Upload-Offset') ?? NaN);
  // A backend that does not move on would be sent the same piece for ever.
  if (!Number.isSafeInteger(offset) || offset <= before) throw new BackendError({ kind: 'protocol' });
  return offset;
}

/** Another request is sending the same upload, or has just moved it on. */
function isBusy(status: number | undefined): boolean {
  return status === 409 || status === 423;
}

function busy(status: number | undefined): BackendError {
  return new BackendError({ kind: 'unavailable', ...(status === undefined ? {} : { status }) });
}

function urlOf({ connection, file }: UploadJob): string {
  return `${connection.baseUrl}/uploads/${file.id}`;
}

function viewerOf(header: Readonly<Record<string, string>>): Record<string, string> {
  return { 'Casement-Viewer': header['Casement-Viewer'] ?? '' };
}

function metadataOf({ file }: UploadJob): string {
  const { id, caseId, name, type } = file;
  return Object.entries({ id, caseId, name, type: type || 'application/octet-stream' })
    .map(([key, value]) => `${key} ${toBase64(new TextEncoder().encode(value))}`)
    .join(',');
}
