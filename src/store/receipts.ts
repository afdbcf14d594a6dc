/** The backend's answers to writes: shown wherever the record is shown, and kept in place of what the write did. */
import type { Receipt } from '../backend/backend.js';
import type { CaseSummary, Id } from '../model/case.js';
import type { Note } from '../model/note.js';
import type { Operation } from '../model/operation.js';
import { inScope } from '../model/scope.js';
import { compareRows } from '../offline/row-query.js';
import type { RecordWrite } from '../offline/storage.js';
import type { Cell } from './cell.js';
import type { CachedThread } from './copies.js';
import { learn, notesOf, recordsOf, summaryOf } from './records.js';

/** Shows it. */
export function applyReceipt(cell: Cell, { payload, caseId }: Operation, receipt: Receipt): void {
  if (receipt.case) recordsOf(cell).upsertCase(receipt.case);
  if (receipt.case && payload.kind === 'createCase') {
    addCase(cell, summaryOf(receipt.case));
    // It has no notes yet, or none that were waited for so far.
    if (cell.state.threads.get(caseId)?.status !== 'ready')
      recordsOf(cell).setThread(caseId, { status: 'ready', failure: null });
  }
  if (receipt.note) {
    if (payload.kind === 'createNote') countNote(cell, caseId, receipt.note.id);
    recordsOf(cell).upsertNotes(caseId, [receipt.note]);
  }
  if (receipt.attachment) addAttachment(cell, receipt.attachment);
  if (receipt.unreadCount !== undefined) patchCase(cell, caseId, { unreadCount: receipt.unreadCount });
  if (payload.kind === 'deleteCase') recordsOf(cell).removeCase(caseId);
  if (payload.kind === 'deleteNote') recordsOf(cell).removeNote(caseId, payload.noteId);
  if (payload.kind === 'deleteAttachment') recordsOf(cell).removeAttachment(caseId, payload.attachmentId);
}

/**
 * What is kept in the same transaction in which the operation leaves.
 * @param threadOf the notes of the case as they are known here
 */
export async function recordsFor(
  { payload, caseId }: Operation,
  receipt: Receipt,
  threadOf: (caseId: Id) => Promise<CachedThread | undefined>,
): Promise<readonly RecordWrite[]> {
  if (payload.kind === 'deleteCase')
    return [
      { kind: 'case', id: caseId, value: undefined },
      { kind: 'thread', id: caseId, value: undefined },
    ];
  const records: RecordWrite[] = [];
  if (receipt.case) records.push({ kind: 'case', id: caseId, value: receipt.case });
  if (payload.kind === 'createCase')
    records.push({ kind: 'thread', id: caseId, value: { notes: [], nextCursor: null } });
  const { note } = receipt;
  const gone = payload.kind === 'deleteNote' ? payload.noteId : undefined;
  const thread = note || gone ? await threadOf(caseId) : undefined;
  if (thread) {
    const others = thread.notes.filter(({ id }) => id !== note?.id && id !== gone);
    records.push({
      kind: 'thread',
      id: caseId,
      value: { ...thread, notes: note ? [...others, note] : others },
    });
  }
  return records;
}

/** A new case, in its place in the lists that it belongs to: it leaves those that are on their way. */
function addCase(cell: Cell, row: CaseSummary): void {
  const { lists, session } = cell.state;
  const added = [...lists].flatMap(([key, list]) => {
    const { scope, state, text, sort } = list.query;
    const asked = session?.scopes.find(({ id }) => id === scope);
    const belongs =
      session &&
      asked &&
      !text.trim() &&
      (asked.kind === 'mine' || inScope(row, asked, session.viewer.id)) &&
      (state === 'all' || state === row.state);
    if (!belongs || list.items.some(({ id }) => id === row.id)) return [];
    const items = [...list.items, row].sort(compareRows(sort));
    return [[key, { ...list, items, total: list.total + 1 }] as const];
  });
  if (added.length) cell.set({ lists: new Map([...lists, ...added]) });
}

/** One more, unless an event was faster than the answer and the note is counted already. */
function countNote(cell: Cell, caseId: Id, noteId: Id): void {
  const { cases, threads } = cell.state;
  const snapshot = cases.get(caseId)?.snapshot;
  const isKnown = (notes: readonly Note[] = []) => notes.some(({ id }) => id === noteId);
  if (snapshot && !isKnown(threads.get(caseId)?.notes))
    patchCase(cell, caseId, { noteCount: snapshot.noteCount + 1 });
}

/** Numbers of a case, wherever it is shown. */
function patchCase(
  cell: Cell,
  caseId: Id,
  patch: Partial<Pick<CaseSummary, 'noteCount' | 'unreadCount'>>,
): void {
  const snapshot = cell.state.cases.get(caseId)?.snapshot;
  learn(cell, caseId);
  if (snapshot) recordsOf(cell).setCase(caseId, { snapshot: { ...snapshot, ...patch } });
  recordsOf(cell).patchSummary(caseId, patch);
}

function addAttachment(cell: Cell, attachment: NonNullable<Receipt['attachment']>): void {
  const { caseId, noteId } = attachment;
  learn(cell, caseId);
  learn(cell, notesOf(caseId));
  const join = <T extends { readonly attachments: readonly { readonly id: Id }[] }>(record: T): T => ({
    ...record,
    attachments: [...record.attachments.filter((file) => file.id !== attachment.id), attachment],
  });
  const snapshot = cell.state.cases.get(caseId)?.snapshot;
  if (noteId === null && snapshot) recordsOf(cell).setCase(caseId, { snapshot: join(snapshot) });
  const thread = cell.state.threads.get(caseId);
  if (noteId !== null && thread)
    recordsOf(cell).setThread(caseId, {
      notes: thread.notes.map((note) => (note.id === noteId ? join(note) : note)),
    });
}
