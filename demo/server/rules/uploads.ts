/** Uploads in pieces: who may begin and go on, and what the protocol's answers mean in the contract's words. */
import type { UploadPlace, Uploads } from '../files/uploads.js';
import { Problem, malformed, notFound } from '../problems.js';
import type { ProblemKind } from '../problems.js';
import { checkName } from './attachment-types.js';
import { tooLarge } from './attachments.js';
import type { Call, Reply } from './call.js';
import { requireCase } from './case-rows.js';
import { requireAction } from './case-writes.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const VERSION = { 'Tus-Resumable': '1.0.0' };
const KIND_OF_STATUS: Readonly<Record<number, ProblemKind>> = {
  404: 'not-found',
  410: 'not-found',
  409: 'upload-conflict',
  413: 'payload-too-large',
  415: 'unsupported-media-type',
  423: 'upload-locked',
};

/** `POST /uploads`; `call` has no parameters, they are in the header `Upload-Metadata`. */
export async function createUpload(
  call: Call,
  uploads: Uploads,
  request: Request,
  basePath: string,
): Promise<Reply> {
  const metadata = readMetadata(request.headers.get('Upload-Metadata') ?? '');
  const [id = '', caseId = '', name = '', type = ''] = ['id', 'caseId', 'name', 'type'].map(
    (key) => metadata.get(key) ?? '',
  );
  if (!UUID.test(id))
    throw malformed('The upload needs the id of its attachment.', '/headers/Upload-Metadata');
  if (!UUID.test(caseId)) throw notFound();
  const row = await requireCase({ ...call, parameters: { caseId } });
  requireAction(call, 'addNote', row);
  checkName(call.settings, { name, type: type.toLowerCase() });
  const limit = call.settings.attachmentMaxBytes;
  if (Number(request.headers.get('Upload-Length')) > limit) throw tooLarge(limit);
  await ask(uploads, request, { personId: call.viewer.id, id, limit });
  return { status: 201, headers: { ...VERSION, Location: `${basePath}/uploads/${id}` } };
}

/** `HEAD` and `PATCH /uploads/{attachmentId}` */
export async function continueUpload(
  call: Call,
  uploads: Uploads,
  request: Request,
  id: string,
): Promise<Reply> {
  const place = { personId: call.viewer.id, id, limit: call.settings.attachmentMaxBytes };
  try {
    const answer = await ask(uploads, request, place);
    const kept = ['Upload-Offset', 'Upload-Length', 'Upload-Expires'].flatMap((name) => {
      const value = answer.headers.get(name);
      return value === null ? [] : [[name, value] as const];
    });
    return { status: answer.status, headers: { ...VERSION, ...Object.fromEntries(kept) } };
  } catch (error) {
    const isLook = request.method === 'HEAD' && error instanceof Problem && error.kind === 'not-found';
    const size = isLook ? await sizeOfAttachment(call, id) : undefined;
    if (size === undefined) throw error;
    // Its answer may have been lost: whoever asks need not send a byte again.
    return {
      status: 200,
      headers: { ...VERSION, 'Upload-Offset': String(size), 'Upload-Length': String(size) },
    };
  }
}

async function sizeOfAttachment(call: Call, id: string): Promise<number | undefined> {
  const [own] = await call.db.query<{ size: number }>(
    'select size from attachment where id = $1 and author_id = $2',
    [id, call.viewer.id],
  );
  return own?.size;
}

async function ask(uploads: Uploads, request: Request, place: UploadPlace): Promise<Response> {
  const answer = await uploads.answer(request, place);
  if (answer.ok) return answer;
  await answer.body?.cancel();
  if (answer.status >= 500) throw new Problem('unavailable');
  throw new Problem(KIND_OF_STATUS[answer.status] ?? 'malformed-request');
}

/** The header's pairs of a key and a value in base 64; what is none is left out. */
function readMetadata(header: string): Map<string, string> {
  const pairs = header.split(',').flatMap((pair) => {
    const [key = '', value = ''] = pair.trim().split(' ');
    try {
      const bytes = Uint8Array.from(atob(value), (char) => char.charCodeAt(0));
      return [[key, new TextDecoder('utf-8', { fatal: true }).decode(bytes)] as const];
    } catch {
      return [];
    }
  });
  return new Map(pairs);
}
