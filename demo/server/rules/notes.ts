/** The conversation on a case. */
import { digestOf } from '../digest.js';
import type { Queryable } from '../db/database.js';
import { Parameters } from '../db/sql.js';
import { Problem, forbidden, invalid, notFound } from '../problems.js';
import type { Attachment, Note, NoteChange, NoteDraft } from '../types.js';
import { visibleCases, visibleNotes } from './access.js';
import { attachmentsOfNotes } from './attachment-rows.js';
import { etag, limitOf, text } from './call.js';
import type { Call, Reply } from './call.js';
import { lockCase, requireCase } from './case-rows.js';
import type { FullCaseRow } from './case-rows.js';
import { requireAction, touchCase } from './case-writes.js';
import { audienceOf } from './change-log.js';
import { isInstant, isWhole, readCursor, writeCursor } from './cursors.js';
import { requireMatch } from './versions.js';
import type { Viewer } from './viewer.js';

/** A note as the database gives it. */
export interface NoteRow {
  id: string;
  case_id: string;
  version: number;
  author_id: string;
  author_name: string;
  author_side: 'customer' | 'staff';
  text: string;
  visible: boolean;
  created_at: string;
  edited_at: string | null;
  position: number;
  unread: boolean;
  draft_digest: string | null;
}

// Other systems mark a public note in its text; the mark is storage, not words.
const MARKER = /\*WEB\*[ \t\r\n]*/g;

function selectNotes(viewer: Viewer, parameters: Parameters): string {
  const person = parameters.add(viewer.id);
  return `select n.id, n.case_id, n.version, n.author_id, author.name as author_name, author.side as author_side, n.text,
      n.visible, n.created_at, n.edited_at, n.position, n.draft_digest,
      (n.author_id <> ${person}::uuid and n.created_at > coalesce((select r.read_until from read_mark r
        where r.case_id = n.case_id and r.person_id = ${person}::uuid), '-infinity')) as unread
    from note n join person author on author.id = n.author_id`;
}

/** `GET /cases/{caseId}/notes` */
export async function listNotes(call: Call): Promise<Reply> {
  const row = await requireCase(call);
  const limit = limitOf(call);
  const from = readCursor(call, isInstant, isWhole);
  const parameters = new Parameters();
  const select = selectNotes(call.viewer, parameters);
  const after = from
    ? `and (n.created_at, n.position) < (${parameters.add(from.value)}::timestamptz, ${parameters.add(from.id)}::bigint)`
    : '';
  const rows = await call.db.query<NoteRow>(
    `${select} where n.case_id = ${parameters.add(row.id)}::uuid and ${visibleNotes(call.viewer)} ${after}
     order by n.created_at desc, n.position desc limit ${limit + 1}`,
    parameters.values,
  );
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return {
    status: 200,
    body: {
      items: await presentNotes(call, rows.slice(0, limit)),
      nextCursor: last ? writeCursor(call, { value: last.created_at, id: String(last.position) }) : null,
    },
  };
}

/** Notes among `ids` that the viewer may see. */
export async function loadNotes(db: Queryable, viewer: Viewer, ids: readonly string[]): Promise<NoteRow[]> {
  if (ids.length === 0) return [];
  const parameters = new Parameters();
  return db.query<NoteRow>(
    `${selectNotes(viewer, parameters)} join support_case c on c.id = n.case_id
     where n.id = any(${parameters.add(ids)}::uuid[]) and ${visibleNotes(viewer)} and ${visibleCases(viewer, parameters)}`,
    parameters.values,
  );
}

/** Notes in the words of the contract, with their files. */
export async function presentNotes(call: Call, rows: readonly NoteRow[]): Promise<Note[]> {
  const attachments = await attachmentsOfNotes(
    call.db,
    call.viewer,
    rows.map((row) => row.id),
  );
  return rows.map((row) => presentNote(call, row, attachments.get(row.id) ?? []));
}

function presentNote(call: Call, row: NoteRow, attachments: Attachment[]): Note {
  return {
    id: row.id,
    caseId: row.case_id,
    version: String(row.version),
    author: { id: row.author_id, name: row.author_name, side: row.author_side },
    own: row.author_id === call.viewer.id,
    text: row.text.replace(MARKER, ''),
    visibility: row.visible ? 'public' : 'internal',
    createdAt: row.created_at,
    editedAt: row.edited_at,
    unread: row.unread,
    editable: isEditable(call, row),
    attachments,
  };
}

/** Whether the viewer may still correct or remove what they wrote. */
export function isEditable(
  call: Call,
  record: { readonly author_id: string; readonly created_at: string },
): boolean {
  const age = Date.parse(call.now) - Date.parse(record.created_at);
  return record.author_id === call.viewer.id && age < call.settings.noteEditMinutes * 60_000;
}

/** The note of the request's path. @throws Problem 404 when the viewer may not see it. */
export async function requireNote(call: Call, caseId: string, id = text(call, 'noteId')): Promise<NoteRow> {
  const [row] = await loadNotes(call.db, call.viewer, [id]);
  if (!row || row.case_id !== caseId) throw notFound();
  return row;
}

/** `GET /cases/{caseId}/notes/{noteId}` */
export async function getNote(call: Call): Promise<Reply> {
  const row = await requireNote(call, text(call, 'caseId'));
  const [note] = await presentNotes(call, [row]);
  return { status: 200, body: note, headers: etag(String(row.version)) };
}

/** `POST /cases/{caseId}/notes` */
export async function createNote(call: Call): Promise<Reply> {
  const draft = call.body as NoteDraft;
  const row = await lockCase(call);
  const digest = await digestOf({ ...draft, caseId: row.id });
  if (await isRepeated(call, draft.id, digest)) return noteReceipt(call, row.id, draft.id, 201);
  requireAction(call, 'addNote', row);
  const isPublic = draft.visibility !== 'internal';
  if (!isPublic && call.viewer.side !== 'staff') throw forbidden('Only our staff can write internal notes.');
  await call.db.query(
    `insert into note (id, case_id, author_id, text, is_public, created_at, draft_digest)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [draft.id, row.id, call.viewer.id, storedText(call, draft.text), isPublic, call.now, digest],
  );
  await recordFirstResponse(call, row, isPublic);
  await noteChanged(call, row, { id: draft.id, visible: isPublic }, 'added');
  // Nothing can have been attached to it yet.
  return receiptOf(call, presentNote(call, await requireNote(call, row.id, draft.id), []), 201);
}

async function isRepeated(call: Call, id: string, digest: string): Promise<boolean> {
  const [existing] = await call.db.query<{ author_id: string; draft_digest: string | null }>(
    'select author_id, draft_digest from note where id = $1',
    [id],
  );
  if (!existing) return false;
  if (existing.author_id === call.viewer.id && existing.draft_digest === digest) return true;
  throw new Problem('id-taken');
}

// Visibility is what the writer chose, never what their words happen to contain.
function storedText(call: Call, words: string): string {
  const stored = words.replace(MARKER, '');
  const limit = call.settings.noteMaxLength;
  if (stored.length > limit) throw invalid('/text', 'maxLength', `A note has at most ${limit} characters.`);
  return stored;
}

async function recordFirstResponse(call: Call, row: FullCaseRow, isPublic: boolean): Promise<void> {
  if (call.viewer.side !== 'staff' || !isPublic || row.first_responded_at !== null) return;
  await call.db.query('update support_case set first_responded_at = $2 where id = $1', [row.id, call.now]);
}

async function noteChanged(
  call: Call,
  row: FullCaseRow,
  note: { readonly id: string; readonly visible: boolean },
  how: 'added' | 'edited' | 'removed',
): Promise<void> {
  const audience = audienceOf(row, note.visible);
  call.changes.push({
    kind: 'note',
    recordId: note.id,
    caseId: row.id,
    removed: how === 'removed',
    before: how === 'added' ? null : audience,
    after: how === 'removed' ? null : audience,
    at: call.now,
  });
  await touchCase(call, row, { fields: false, isPublic: note.visible });
}

async function noteReceipt(call: Call, caseId: string, noteId: string, status: 200 | 201): Promise<Reply> {
  const [note] = await presentNotes(call, [await requireNote(call, caseId, noteId)]);
  if (!note) throw notFound();
  return receiptOf(call, note, status);
}

function receiptOf(call: Call, note: Note, status: 200 | 201): Reply {
  return {
    status,
    body: { operation: call.operationKey, id: note.id, note },
    headers: etag(note.version),
  };
}

/** `PATCH /cases/{caseId}/notes/{noteId}` */
export async function updateNote(call: Call): Promise<Reply> {
  const row = await lockCase(call);
  const note = await requireOwnNote(call, row);
  const words = storedText(call, (call.body as NoteChange).text);
  if (words === '') throw invalid('/text', 'minLength', 'This must not be empty.');
  await call.db.query(
    'update note set text = $2, is_public = visible, edited_at = $3, version = version + 1 where id = $1',
    [note.id, words, call.now],
  );
  await noteChanged(call, row, note, 'edited');
  return noteReceipt(call, row.id, note.id, 200);
}

/** `DELETE /cases/{caseId}/notes/{noteId}` */
export async function deleteNote(call: Call): Promise<Reply> {
  const row = await lockCase(call);
  const note = await requireOwnNote(call, row);
  await call.db.query(
    'insert into file_to_remove (id) select file_id from attachment where note_id = $1 on conflict do nothing',
    [note.id],
  );
  await call.db.query('delete from note where id = $1', [note.id]);
  await noteChanged(call, row, note, 'removed');
  return { status: 200, body: { operation: call.operationKey, id: note.id } };
}

async function requireOwnNote(call: Call, row: FullCaseRow): Promise<NoteRow> {
  const note = await requireNote(call, row.id);
  await requireMatch(call.headers, note.version, async () => (await presentNotes(call, [note]))[0]);
  requireAction(call, 'addNote', row);
  if (note.author_id !== call.viewer.id) throw forbidden('Only its author can change a note.');
  if (!isEditable(call, note)) {
    const minutes = call.settings.noteEditMinutes;
    throw forbidden(
      minutes === 0 ? 'Notes cannot be changed.' : `A note can be changed for ${minutes} minutes.`,
    );
  }
  return note;
}
