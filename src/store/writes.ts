/** Commands that write: each becomes operations in the outbox, and their receipts become snapshots. */
import type { Receipt } from '../backend/backend.js';
import type { CaseChange, CaseDraft, Id, Transition } from '../model/case.js';
import type { DeflectionOutcome } from '../model/article.js';
import type { Failure } from '../model/failure.js';
import { uuidFrom } from '../model/id.js';
import type { AttachmentDraft } from '../model/note.js';
import type { Operation, Payload } from '../model/operation.js';
import { Outbox } from '../offline/outbox.js';
import type { OperationStorage } from '../offline/storage.js';
import type { Cell } from './cell.js';
import type { NewNote, Outcome, Submission } from './store.js';

interface Waiter {
  readonly settle: (outcome: Outcome) => void;
  readonly finish: (outcome: Outcome) => void;
}

type Draft = Omit<Operation, 'seq' | 'state' | 'attempts' | 'failure'>;

const SIGNED_OUT: Failure = { kind: 'signed-out' };

export class Writes {
  readonly outbox: Outbox;
  readonly #cell: Cell;
  readonly #waiters = new Map<Id, Waiter>();
  readonly #receipts = new Map<Id, Receipt>();

  constructor(cell: Cell, storage: OperationStorage) {
    this.#cell = cell;
    this.outbox = new Outbox({
      storage,
      send: (operation, bytes) => this.#send(operation, bytes),
      onChange: (operations, settled) => {
        cell.set({ operations });
        if (settled) this.#tell(settled);
      },
    });
  }

  createCase(draft: Omit<CaseDraft, 'id'>, files: readonly File[]): Submission {
    const id = newId();
    return this.#submit(id, id, { kind: 'createCase', draft: { ...draft, id } }, null, files.map((file) => [file, null]));
  }

  updateCase(id: Id, change: CaseChange): Submission {
    return this.#submit(id, id, { kind: 'updateCase', change }, this.#versionOf(id));
  }

  transition(id: Id, transition: Transition): Submission {
    return this.#submit(id, id, { kind: 'transitionCase', transition }, this.#versionOf(id));
  }

  addNote(caseId: Id, { text, visibility, files = [] }: NewNote): Submission {
    const id = newId();
    const draft = { id, text, visibility: visibility ?? 'public' };
    return this.#submit(id, caseId, { kind: 'createNote', draft }, null, files.map((file) => [file, id]));
  }

  updateNote(caseId: Id, noteId: Id, text: string): Submission {
    return this.#submit(noteId, caseId, { kind: 'updateNote', noteId, text }, this.#noteVersion(caseId, noteId));
  }

  deleteNote(caseId: Id, noteId: Id): Submission {
    return this.#submit(noteId, caseId, { kind: 'deleteNote', noteId }, this.#noteVersion(caseId, noteId));
  }

  deleteAttachment(caseId: Id, attachmentId: Id): Submission {
    const files = [
      ...(this.#cell.state.cases.get(caseId)?.snapshot?.attachments ?? []),
      ...(this.#cell.state.threads.get(caseId)?.notes ?? []).flatMap((note) => note.attachments),
    ];
    const version = files.find((file) => file.id === attachmentId)?.version ?? null;
    return this.#submit(attachmentId, caseId, { kind: 'deleteAttachment', attachmentId }, version);
  }

  markRead(caseId: Id): void {
    const { state } = this.#cell;
    const snapshot = state.cases.get(caseId)?.snapshot;
    if (!snapshot?.unreadCount || !state.session?.capabilities.readMarks) return;
    const moments = (state.threads.get(caseId)?.notes ?? []).map((note) => note.createdAt);
    const readUntil = moments.reduce((latest, moment) => moment > latest ? moment : latest, '');
    const marked = state.operations.some(({ payload, caseId: of }) =>
      of === caseId && payload.kind === 'markCaseRead' && payload.readUntil >= readUntil);
    if (readUntil && !marked) this.#submit(caseId, caseId, { kind: 'markCaseRead', readUntil }, null);
  }

  recordDeflection(outcome: Omit<DeflectionOutcome, 'id'>): void {
    const id = newId();
    this.#submit(id, outcome.caseId ?? id, { kind: 'recordDeflection', outcome: { ...outcome, id } }, null);
  }

  /** Takes everything out and tells those who wait. */
  async clear(): Promise<void> {
    await this.outbox.clear();
    for (const waiter of this.#waiters.values()) {
      waiter.settle({ state: 'discarded' });
      waiter.finish({ state: 'discarded' });
    }
    this.#waiters.clear();
  }

  /** The main write and its files, taken in one step. */
  #submit(
    id: Id, caseId: Id, payload: Payload, baseVersion: string | null, files: readonly (readonly [File, Id | null])[] = [],
  ): Submission {
    const viewerId = this.#cell.state.session?.viewer.id;
    const operationId = newId();
    const [settled, settle] = deferred<Outcome>();
    const [done, finish] = deferred<Outcome>();
    if (!viewerId) {
      settle({ state: 'held', failure: SIGNED_OUT });
      finish({ state: 'discarded' });
      return { id, operationId, settled, done };
    }
    const base = { viewerId, caseId, enqueuedAt: new Date().toISOString() };
    const main: Draft = { ...base, id: operationId, payload, baseVersion, dependsOn: null };
    const uploads = files.map(([file, noteId]) => ({ file, operation: uploadOf(base, file, noteId, operationId) }));
    this.#waiters.set(operationId, { settle, finish });
    void this.outbox.enqueue(
      [main, ...uploads.map(({ operation }) => operation)],
      new Map(uploads.map(({ file, operation }) => [operation.id, file])),
    );
    return { id, operationId, settled, done };
  }

  #versionOf(id: Id): string | null {
    const { cases, lists } = this.#cell.state;
    const listed = [...lists.values()].flatMap((list) => list.items).find((item) => item.id === id);
    return cases.get(id)?.snapshot?.version ?? listed?.version ?? null;
  }

  #noteVersion(caseId: Id, noteId: Id): string | null {
    return this.#cell.state.threads.get(caseId)?.notes.find((note) => note.id === noteId)?.version ?? null;
  }

  async #send(operation: Operation, bytes: Blob | undefined): Promise<string | undefined> {
    try {
      const receipt = await this.#cell.backend.send(operation, {
        ...(bytes ? { bytes } : {}), onProgress: (share) => this.#progress(operation.id, share),
      });
      this.#receipts.set(operation.id, receipt);
      applyReceipt(this.#cell, operation, receipt);
      return receipt.case?.version ?? receipt.note?.version;
    } finally {
      this.#progress(operation.id, undefined);
    }
  }

  #progress(id: Id, share: number | undefined): void {
    const progress = new Map(this.#cell.state.progress);
    if (share !== undefined) progress.set(id, share);
    else if (!progress.delete(id)) return;
    this.#cell.set({ progress });
  }

  #tell(operation: Operation): void {
    const outcome = this.#outcomeOf(operation);
    if (outcome.state === 'held') this.#cell.heed(outcome.failure);
    const waiter = this.#waiters.get(operation.id);
    waiter?.settle(outcome);
    if (outcome.state === 'delivered' || outcome.state === 'discarded') {
      waiter?.finish(outcome);
      this.#waiters.delete(operation.id);
      this.#receipts.delete(operation.id);
    }
  }

  #outcomeOf({ id, state, failure }: Operation): Outcome {
    if (state === 'discarded') return { state };
    if (state === 'held' || state === 'refused') return { state, failure: failure! };
    if (state !== 'delivered') return { state: 'waiting', failure: failure! };
    const receipt = this.#receipts.get(id);
    return { state, ...(receipt?.case ? { case: receipt.case } : {}), ...(receipt?.note ? { note: receipt.note } : {}) };
  }
}

function uploadOf(base: Pick<Draft, 'viewerId' | 'caseId' | 'enqueuedAt'>, file: File, noteId: Id | null, dependsOn: Id): Draft {
  const attachment: AttachmentDraft = {
    id: newId(), caseId: base.caseId, noteId, name: file.name, type: file.type || 'application/octet-stream', size: file.size,
  };
  return { ...base, id: newId(), payload: { kind: 'putAttachment', attachment }, baseVersion: null, dependsOn };
}

/** The backend's answer to a write, shown wherever the record is shown. */
function applyReceipt(cell: Cell, { payload, caseId }: Operation, receipt: Receipt): void {
  if (receipt.case) cell.upsertCase(receipt.case);
  if (receipt.note) {
    cell.upsertNotes(caseId, [receipt.note]);
    if (payload.kind === 'createNote') countNote(cell, caseId);
  }
  if (receipt.attachment) addAttachment(cell, receipt.attachment);
  if (receipt.unreadCount !== undefined) markSeen(cell, caseId, receipt.unreadCount);
  if (payload.kind === 'deleteCase') cell.removeCase(caseId);
  if (payload.kind === 'deleteNote') cell.removeNote(caseId, payload.noteId);
  if (payload.kind === 'deleteAttachment') cell.removeAttachment(caseId, payload.attachmentId);
}

function countNote(cell: Cell, caseId: Id): void {
  const snapshot = cell.state.cases.get(caseId)?.snapshot;
  if (snapshot) cell.upsertCase({ ...snapshot, noteCount: snapshot.noteCount + 1 });
}

function markSeen(cell: Cell, caseId: Id, unreadCount: number): void {
  const snapshot = cell.state.cases.get(caseId)?.snapshot;
  if (snapshot) cell.setCase(caseId, { snapshot: { ...snapshot, unreadCount } });
  cell.patchSummary(caseId, { unreadCount });
}

function addAttachment(cell: Cell, attachment: NonNullable<Receipt['attachment']>): void {
  const { caseId, noteId } = attachment;
  const join = <T extends { readonly attachments: readonly { readonly id: Id }[] }>(record: T): T =>
    ({ ...record, attachments: [...record.attachments.filter((file) => file.id !== attachment.id), attachment] });
  const snapshot = cell.state.cases.get(caseId)?.snapshot;
  if (noteId === null && snapshot) cell.setCase(caseId, { snapshot: join(snapshot) });
  const thread = cell.state.threads.get(caseId);
  if (noteId !== null && thread) cell.setThread(caseId, { notes: thread.notes.map((note) => note.id === noteId ? join(note) : note) });
}

function newId(): Id {
  return uuidFrom(crypto.getRandomValues(new Uint8Array(16)));
}

function deferred<T>(): readonly [Promise<T>, (value: T) => void] {
  let resolve!: (value: T) => void;
  const promise = new Promise<T>((settle) => { resolve = settle; });
  return [promise, resolve];
}
