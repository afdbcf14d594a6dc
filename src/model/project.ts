/**
 * Server snapshot + outstanding operations -> what the customer sees. Since nothing optimistic is ever written into a
 * snapshot, there is nothing to roll back: a refused operation simply stops counting.
 */
import type { Attachment, Case, CaseChange, CaseSummary, Id, Person, Status } from './case.js';
import type { Failure } from './failure.js';
import { LIFECYCLE, stateOf } from './lifecycle.js';
import { compareNotes, type AttachmentDraft, type Note } from './note.js';
import { isOutstanding, type Operation, type OperationState } from './operation.js';

/** What a pending or refused write looks like beside the record that it changes. */
export interface Mark {
  readonly operationId: Id;
  readonly state: Exclude<OperationState, 'delivered' | 'discarded'>;
  readonly failure: Failure | null;
}

export interface CaseRow extends CaseSummary {
  readonly mark: Mark | null;
}

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

/** An operation that the screen shows as if it were done: everything outstanding that was not refused. */
function applies(operation: Operation): boolean {
  return isOutstanding(operation) && operation.state !== 'refused';
}

export function markOf(operation: Operation | undefined): Mark | null {
  if (!operation || !isOutstanding(operation)) return null;
  const state = operation.state as Mark['state'];
  return { operationId: operation.id, state, failure: operation.failure };
}

/** The mark of a case: its first write that is still outstanding; reading marks and statistics are nobody's business. */
function caseMark(operations: readonly Operation[]): Mark | null {
  return markOf(operations.find((op) => isOutstanding(op) && !isSilent(op)));
}

function isSilent(operation: Operation): boolean {
  return operation.payload.kind === 'markCaseRead' || operation.payload.kind === 'recordDeflection';
}

function projectStatus(current: Status, operations: readonly Operation[]): Status {
  return operations
    .filter(applies)
    .reduce<Status>(
      (status, { payload }) =>
        payload.kind === 'transitionCase'
          ? LIFECYCLE[payload.transition.action].to
          : (payload.kind === 'updateCase' && payload.change.status) || status,
      current,
    );
}

/** What the outstanding changes of a case come to: of each field the last one. */
function projectChange(operations: readonly Operation[]): CaseChange {
  return operations.filter(applies).reduce<CaseChange>((whole, { payload }) => {
    if (payload.kind !== 'updateCase') return whole;
    const { fields = {}, ...rest } = payload.change;
    return { ...whole, ...rest, fields: { ...whole.fields, ...fields } };
  }, {});
}

/** Fields of a summary after the outstanding operations of its case. `labels` names the statuses. */
export function projectSummary<C extends CaseSummary>(
  summary: C,
  operations: readonly Operation[],
  labels: ReadonlyMap<Status, string>,
): C & { readonly mark: Mark | null } {
  const own = operations.filter((op) => op.caseId === summary.id);
  if (!own.length) return { ...summary, mark: null };
  const status = projectStatus(summary.status, own);
  const { subject, priority, category } = { ...summary, ...projectChange(own) };
  const read = own.some((op) => op.payload.kind === 'markCaseRead' && applies(op));
  return {
    ...summary,
    subject,
    priority,
    category,
    status,
    state: status === summary.status ? summary.state : stateOf(status),
    statusLabel: status === summary.status ? summary.statusLabel : (labels.get(status) ?? status),
    unreadCount: read ? 0 : summary.unreadCount,
    noteCount: summary.noteCount + own.filter((op) => op.payload.kind === 'createNote' && applies(op)).length,
    mark: caseMark(own),
  };
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
