/** Files on cases and notes. */
import type { Database } from '../db/database.js';
import { canonicalJson, digestOf } from '../digest.js';
import { FileTooLarge } from '../files/file-store.js';
import type { StoredFile } from '../files/file-store.js';
import { Problem, forbidden, malformed, notFound } from '../problems.js';
import { ATTACHMENT_COLUMNS, presentAttachment } from './attachment-rows.js';
import type { AttachmentRow } from './attachment-rows.js';
import { checkType, peek, refuse } from './attachment-types.js';
import { optionalText, text } from './call.js';
import type { Call, Reply } from './call.js';
import { lockCase, requireCase } from './case-rows.js';
import type { FullCaseRow } from './case-rows.js';
import { requireAction, touchCase } from './case-writes.js';
import { audienceOf } from './change-log.js';
import { inSitting } from './idempotency.js';
import type { Settled } from './idempotency.js';
import { isEditable, loadNotes, requireNote } from './notes.js';
import { requireMatch } from './versions.js';
import { loadViewer } from './viewer.js';

/**
 * `PUT /cases/{caseId}/attachments/{attachmentId}`: the bytes go to the file store while they arrive, under a name that
 * nobody knows yet; the record that names them is written, once, when they are all there.
 */
export async function putAttachment(call: Call, db: Database, request: Request): Promise<Settled> {
  await requireCase(call);
  const announced = announcedDigest(request.headers);
  const uploaded = call.parameters['uploaded'] === true;
  if (uploaded && announced === undefined)
    throw malformed('Say which bytes were uploaded.', '/headers/Repr-Digest');
  const bytes = uploaded
    ? await call.uploads?.finished(call.viewer.id, text(call, 'attachmentId'))
    : request.body;
  if (!bytes && !uploaded) throw refuse('The file is empty.');
  if (!bytes) {
    // Made into an attachment before, perhaps: then that answer is given again.
    return record(db, call, request, { sha256: announced ?? '' }, () =>
      Promise.reject(new Problem('upload-incomplete')),
    );
  }
  const { stored, fileId } = await store(call, request, bytes, announced);
  let kept = false;
  try {
    const reply = await record(db, call, request, stored, (writing) => insert(writing, stored, fileId));
    const [used] = await db.query('select 1 from attachment where file_id = $1', [fileId]);
    kept = used !== undefined;
    if (uploaded) await forgetUpload(call);
    return reply;
  } finally {
    if (!kept) await call.files.delete(fileId);
  }
}

/** Puts the bytes into the file store, under a new name. */
async function store(
  call: Call,
  request: Request,
  bytes: ReadableStream<Uint8Array>,
  announced: string | undefined,
): Promise<{ stored: StoredFile; fileId: string }> {
  const limit = call.settings.attachmentMaxBytes;
  if (Number(request.headers.get('Content-Length') ?? 0) > limit) throw tooLarge(limit);
  const { head, stream } = await peek(bytes);
  try {
    checkType(call.settings, { name: text(call, 'name'), type: typeOf(call), head });
  } catch (error) {
    await stream.cancel().catch(() => undefined);
    throw error;
  }
  const fileId = crypto.randomUUID();
  const stored = await call.files.put(fileId, stream, limit).catch((error: unknown) => {
    throw error instanceof FileTooLarge ? tooLarge(limit) : brokenOff(error, request);
  });
  if (announced === undefined || announced === stored.sha256) return { stored, fileId };
  await call.files.delete(fileId);
  // Damaged on the way: the next try begins anew.
  await forgetUpload(call);
  throw new Problem('upload-incomplete', {
    detail: 'The bytes that came are not those that were announced.',
  });
}

async function forgetUpload(call: Call): Promise<void> {
  await call.uploads?.remove(call.viewer.id, text(call, 'attachmentId'));
}

/** The same whichever way the bytes came. */
/** The write of the record: once, whatever becomes of the bytes. */
async function record(
  db: Database,
  call: Call,
  request: Request,
  file: Pick<StoredFile, 'sha256'>,
  write: (call: Call) => Promise<Reply>,
): Promise<Settled> {
  const { viewer, operationKey: key, now } = call;
  const fingerprint = await digestOf(['PUT', new URL(request.url).pathname, content(call, file)]);
  return inSitting(db, { personId: viewer.id, keys: [key], forgives: false, now }, (once) =>
    once({ key, fingerprint }, async (desk) =>
      write({ ...call, ...desk, ...(await loadViewer(desk.db, viewer.id)) }),
    ),
  );
}

/** Lower-case hex of the SHA-256 in `Repr-Digest` (RFC 9530), which the contract has checked. */
function announcedDigest(headers: Headers): string | undefined {
  const base64 = /^sha-256=:(.+):$/.exec(headers.get('Repr-Digest') ?? '')?.[1];
  if (base64 === undefined) return undefined;
  return Array.from(atob(base64), (char) => char.charCodeAt(0).toString(16).padStart(2, '0')).join('');
}

function typeOf(call: Call): string {
  return text(call, 'type').toLowerCase();
}

/** 413 with the limit in words. */
export function tooLarge(limit: number): Problem {
  return new Problem('payload-too-large', { detail: `A file has at most ${inWords(limit)}.` });
}

function inWords(bytes: number): string {
  const megabytes = bytes / 1024 / 1024;
  if (megabytes >= 1) return `${Number(megabytes.toFixed(1))} MB`;
  return bytes >= 1024 ? `${Number((bytes / 1024).toFixed(1))} KB` : `${bytes} bytes`;
}

function brokenOff(error: unknown, request: Request): unknown {
  return request.signal.aborted ? malformed('The upload broke off.') : error;
}

function content(call: Call, { sha256 }: Pick<StoredFile, 'sha256'>): Readonly<Record<string, unknown>> {
  return {
    name: text(call, 'name'),
    type: typeOf(call),
    noteId: optionalText(call, 'noteId'),
    alt: optionalText(call, 'alt'),
    sha256,
  };
}

async function insert(call: Call, stored: StoredFile, fileId: string): Promise<Reply> {
  const row = await lockCase(call);
  const id = text(call, 'attachmentId');
  const noteId = optionalText(call, 'noteId') ?? null;
  const digest = await digestOf(canonicalJson([row.id, content(call, stored)]));
  const existing = await findAny(call, id);
  if (existing) {
    if (existing.author_id === call.viewer.id && existing.draft_digest === digest)
      return receipt(call, existing);
    throw new Problem('id-taken');
  }
  requireAction(call, 'addNote', row);
  const isPublic = await checkPlace(call, row, noteId);
  if (stored.size === 0) throw refuse('The file is empty.');
  const [created] = await call.db.query<AttachmentRow>(
    `insert into attachment (id, case_id, note_id, author_id, file_id, name, type, size, sha256, alt, created_at, draft_digest)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) returning ${ATTACHMENT_COLUMNS}`,
    [
      id,
      row.id,
      noteId,
      call.viewer.id,
      fileId,
      text(call, 'name'),
      typeOf(call),
      stored.size,
      stored.sha256,
      optionalText(call, 'alt') ?? null,
      call.now,
      digest,
    ],
  );
  if (!created) throw new Error('The file was not recorded.');
  await attachmentChanged(call, row, created, isPublic, 'added');
  return receipt(call, created);
}

// A file joins what its sender wrote: the case, or one of their own notes on it.
async function checkPlace(call: Call, row: FullCaseRow, noteId: string | null): Promise<boolean> {
  const most = call.settings.attachmentMaxCount;
  const [count] = await call.db.query<{ files: number }>(
    `select count(*)::int as files from attachment where case_id = $1 and note_id is not distinct from $2::uuid`,
    [row.id, noteId],
  );
  if ((count?.files ?? 0) >= most) throw refuse(`There can be at most ${most} files here.`);
  if (noteId === null) return true;
  const note = await requireNote(call, row.id, noteId);
  if (note.author_id !== call.viewer.id) throw forbidden('Files can be added to your own notes only.');
  return note.visible;
}

async function attachmentChanged(
  call: Call,
  row: FullCaseRow,
  attachment: AttachmentRow,
  isPublic: boolean,
  how: 'added' | 'removed',
): Promise<void> {
  const audience = audienceOf(row, isPublic);
  call.changes.push({
    kind: 'attachment',
    recordId: attachment.id,
    caseId: row.id,
    removed: how === 'removed',
    before: how === 'added' ? null : audience,
    after: how === 'removed' ? null : audience,
    at: call.now,
  });
  if (attachment.note_id !== null) {
    call.changes.push({
      kind: 'note',
      recordId: attachment.note_id,
      caseId: row.id,
      before: audience,
      after: audience,
      at: call.now,
    });
  }
  await touchCase(call, row, { fields: false, isPublic });
}

function receipt(call: Call, row: AttachmentRow): Reply {
  const attachment = presentAttachment(row, call.viewer);
  return { status: 201, body: { operation: call.operationKey, id: row.id, attachment } };
}

async function findAny(call: Call, id: string): Promise<AttachmentRow | undefined> {
  const [row] = await call.db.query<AttachmentRow>(
    `select ${ATTACHMENT_COLUMNS} from attachment where id = $1`,
    [id],
  );
  return row;
}

async function requireAttachment(call: Call): Promise<{ row: AttachmentRow; isPublic: boolean }> {
  const row = await findAny(call, text(call, 'attachmentId'));
  if (!row || row.case_id !== text(call, 'caseId')) throw notFound();
  if (row.note_id === null) return { row, isPublic: true };
  const [note] = await loadNotes(call.db, call.viewer, [row.note_id]);
  if (!note) throw notFound();
  return { row, isPublic: note.visible };
}

/** `DELETE /cases/{caseId}/attachments/{attachmentId}` */
export async function deleteAttachment(call: Call): Promise<Reply> {
  const row = await lockCase(call);
  const { row: attachment, isPublic } = await requireAttachment(call);
  await requireMatch(call.headers, attachment.version, () => presentAttachment(attachment, call.viewer));
  requireAction(call, 'addNote', row);
  if (!isEditable(call, attachment)) {
    const minutes = call.settings.noteEditMinutes;
    const own = attachment.author_id === call.viewer.id;
    throw forbidden(
      own ? `A file can be removed for ${minutes} minutes.` : 'Only its sender can remove a file.',
    );
  }
  await call.db.query('delete from attachment where id = $1', [attachment.id]);
  await call.db.query('insert into file_to_remove (id) values ($1)', [attachment.file_id]);
  await attachmentChanged(call, row, attachment, isPublic, 'removed');
  return { status: 200, body: { operation: call.operationKey, id: attachment.id } };
}

/** `GET /cases/{caseId}/attachments/{attachmentId}/content`: always a download, never something that runs. */
export async function getAttachmentContent(call: Call): Promise<Reply> {
  await requireCase(call);
  const { row } = await requireAttachment(call);
  const stream = await call.files.get(row.file_id);
  if (!stream) throw new Problem('unavailable', { detail: 'The file cannot be read at the moment.' });
  return {
    status: 200,
    stream,
    headers: {
      'Content-Type': row.type,
      'Content-Length': String(row.size),
      'Content-Disposition': disposition(row.name),
      'Content-Security-Policy': "sandbox; default-src 'none'",
      'Cache-Control': 'private, no-store',
    },
  };
}

/** `attachment` with the name twice: in ASCII for old clients, and whole (RFC 8187). */
export function disposition(name: string): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/gu, '_');
  const whole = encodeURIComponent(name).replace(
    /['()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${whole}`;
}
