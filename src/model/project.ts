/**
 * Server snapshot + outstanding operations -> what the customer sees. Since nothing optimistic is ever written into a
 * snapshot, there is nothing to roll back: a refused operation simply stops counting.
 */
import type { Attachment, Case, Id, Person, Status } from './case.js';
import { compareNotes, type AttachmentDraft, type Note } from './note.js';
import type { Operation } from './operation.js';
import { isOutstanding } from './outstanding.js';
import { applies, markOf, projectChange, projectSummary, type Mark } from './project-summary.js';

export { markOf, projectSummary, type CaseRow, type Mark } from './project-summary.js';

export interface CaseDetail extends Omit<Case, 'attachments'> {
  readonly mark: Mark | null;
  readonly attachments: readonly FileView[];
}

export interface NoteView extends Omit<Note, 'attachments'> {
  readonly mark: Mark | null;
  readonly attachments: readonly FileView[];
}

export interface FileView extends Omit<Attachment, 'sha256' | 'version'> {
  readonly mark: Mark | null;
}

export function projectCase(
  snapshot: Case,
  operations: readonly Operation[],
  labels: ReadonlyMap<Status, string>,
): CaseDetail {
  const own = operations.filter((op) => op.caseId === snapshot.id);
  const change = projectChange(own);
  return {
    ...projectSummary(snapshot, own, labels),
    description: change.description ?? snapshot.description,
    resolution: change.resolution === undefined ? snapshot.resolution : change.resolution,
    published: change.published ?? snapshot.published,
    fields: change.fields ? { ...snapshot.fields, ...change.fields } : snapshot.fields,
    attachments: projectFiles(snapshot.attachments, own, null),
  };
}

/** Notes oldest first; own unsent ones last, in the order they were written. */
export function projectNotes(
  notes: readonly Note[],
  operations: readonly Operation[],
  viewer: Person,
): readonly NoteView[] {
  const known = new Set(notes.map((note) => note.id));
  const removed = new Set(
    operations
      .filter(applies)
      .map(({ payload }) => (payload.kind === 'deleteNote' ? payload.noteId : undefined)),
  );
  const sent = notes
    .filter((note) => !removed.has(note.id))
    .sort(compareNotes)
    .map((note) => projectNote(note, operations));
  const unsent = operations.flatMap((op) =>
    op.payload.kind === 'createNote' && isOutstanding(op) && !known.has(op.payload.draft.id)
      ? [unsentNote(op, op.payload.draft, operations, viewer)]
      : [],
  );
  return [...sent, ...unsent];
}

function projectNote(note: Note, operations: readonly Operation[]): NoteView {
  const edit = operations.findLast(
    (op) => op.payload.kind === 'updateNote' && op.payload.noteId === note.id && isOutstanding(op),
  );
  const text = edit?.payload.kind === 'updateNote' && applies(edit) ? edit.payload.text : note.text;
  return {
    ...note,
    text,
    mark: markOf(edit),
    attachments: projectFiles(note.attachments, operations, note.id),
  };
}

function unsentNote(
  operation: Operation,
  draft: { id: Id; text: string; visibility?: Note['visibility'] },
  operations: readonly Operation[],
  viewer: Person,
): NoteView {
  return {
    id: draft.id,
    caseId: operation.caseId,
    version: '',
    author: viewer,
    own: true,
    text: draft.text,
    visibility: draft.visibility ?? 'public',
    createdAt: operation.enqueuedAt,
    editedAt: null,
    unread: false,
    editable: false,
    mark: markOf(operation),
    attachments: projectFiles([], operations, draft.id),
  };
}

/** Files of a note, or of the case itself (`noteId` null), those on their way included. */
function projectFiles(
  files: readonly Attachment[],
  operations: readonly Operation[],
  noteId: Id | null,
): readonly FileView[] {
  const known = new Set(files.map((file) => file.id));
  const removed = new Set(
    operations
      .filter(applies)
      .map(({ payload }) => (payload.kind === 'deleteAttachment' ? payload.attachmentId : undefined)),
  );
  const sent = files.filter((file) => !removed.has(file.id)).map((file) => ({ ...file, mark: null }));
  const unsent = operations.flatMap((op) =>
    op.payload.kind === 'putAttachment' &&
    op.payload.attachment.noteId === noteId &&
    isOutstanding(op) &&
    !known.has(op.payload.attachment.id)
      ? [unsentFile(op, op.payload.attachment)]
      : [],
  );
  return [...sent, ...unsent];
}

function unsentFile(operation: Operation, draft: AttachmentDraft): FileView {
  return {
    id: draft.id,
    caseId: draft.caseId,
    noteId: draft.noteId,
    name: draft.name,
    type: draft.type,
    size: draft.size,
    alt: draft.alt ?? null,
    createdAt: operation.enqueuedAt,
    own: true,
    mark: markOf(operation),
  };
}
