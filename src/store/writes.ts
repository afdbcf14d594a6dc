/**
 * Commands that write: each becomes operations in the outbox, and their receipts become snapshots. Loaded after the first
 * paint, or with the first write.
 */
import type { Receipt } from '../backend/backend.js';
import type { Attachment, CaseSummary, Id } from '../model/case.js';
import type { Failure } from '../model/failure.js';
import type { AttachmentDraft, Note } from '../model/note.js';
import type { Operation, Payload } from '../model/operation.js';
import { isSilent } from '../model/project-summary.js';
import { MemoryOperations } from '../offline/memory-operations.js';
import { Outbox } from '../offline/outbox.js';
import type { OperationStorage } from '../offline/storage.js';
import type { Cell } from './cell.js';
import { notesOf, recordsOf } from './records.js';
import { newId } from './new-id.js';
import { ownRows } from './own-rows.js';
import type { Outcome, Submission } from './store.js';

interface Waiter {
  readonly settle: (outcome: Outcome) => void;
  readonly finish: (outcome: Outcome) => void;
}

type Promises = Pick<Submission, 'settled' | 'kept' | 'done'>;
type Draft = Omit<Operation, 'seq' | 'state' | 'revision' | 'attempts' | 'inDoubt' | 'failure'>;

const UNKNOWN: Failure = { kind: 'protocol' };
const SIGNED_OUT: Failure = { kind: 'signed-out' };

export class Writes {
  readonly outbox: Outbox;
  readonly #cell: Cell;
  readonly #waiters = new Map<Id, Waiter>();
  readonly #receipts = new Map<Id, Receipt>();
  /** Up to when each case was marked read. */
  readonly #read = new Map<Id, string>();

  constructor(cell: Cell, storage: OperationStorage = new MemoryOperations()) {
    this.#cell = cell;
    this.outbox = new Outbox({
      storage,
      send: (operation, bytes) => this.#send(operation, bytes),
      onChange: (operations, settled) => {
        cell.set({ operations, ownRows });
        if (settled) this.#tell(settled);
      },
    });
  }

  /**
   * Takes the main write and its files in one step.
   * @param viewerId who wrote it: nothing of one person is sent as another who signed in meanwhile
   * @param files each with the note it belongs to, or null for the case itself
   */
  submit(
    operationId: Id,
    viewerId: Id | undefined,
    caseId: Id,
    payload: Payload,
    files: readonly (readonly [File, Id | null])[] = [],
  ): Promises {
    const [settled, settle] = deferred<Outcome>();
    const [done, finish] = deferred<Outcome>();
    if (!viewerId || viewerId !== this.#cell.state.session?.viewer.id) {
      settle(viewerId ? { state: 'discarded' } : { state: 'refused', failure: SIGNED_OUT });
      finish({ state: 'discarded' });
      return { settled, kept: new Promise(() => undefined), done };
    }
    const base = { viewerId, caseId, enqueuedAt: new Date().toISOString() };
    const main: Draft = {
      ...base,
      id: operationId,
      payload,
      baseVersion: this.#baseVersion(caseId, payload),
      dependsOn: null,
    };
    const uploads = files.map(([file, noteId]) => ({
      file,
      operation: uploadOf(base, file, noteId, operationId),
    }));
    this.#waiters.set(operationId, { settle, finish });
    const taken = this.outbox.enqueue(
      [main, ...uploads.map(({ operation }) => operation)],
      new Map(uploads.map(({ file, operation }) => [operation.id, file])),
    );
    return { settled, kept: taken.then(() => 'memory'), done };
  }

  markRead(caseId: Id): void {
    const { state } = this.#cell;
    const snapshot = state.cases.get(caseId)?.snapshot;
    if (!snapshot?.unreadCount || !state.session?.capabilities.readMarks) return;
    const moments = (state.threads.get(caseId)?.notes ?? []).map((note) => note.createdAt);
    const readUntil = moments.reduce((latest, moment) => (moment > latest ? moment : latest), '');
    const marked = state.operations.some(
      ({ payload, caseId: of }) =>
        of === caseId && payload.kind === 'markCaseRead' && payload.readUntil >= readUntil,
    );
    // Asked again only for newer notes, even where the backend goes on counting something as unread.
    if (!readUntil || marked || readUntil <= (this.#read.get(caseId) ?? '')) return;
    this.#read.set(caseId, readUntil);
    this.submit(newId(), state.session.viewer.id, caseId, { kind: 'markCaseRead', readUntil });
  }

  undelivered(): readonly Operation[] {
    return this.#cell.state.operations.filter((operation) => !isSilent(operation));
  }

  /** Written anew: not yet by this outbox. */
  async edit(_id: Id, _payload: Payload): Promise<boolean> {
    return false;
  }

  async fileOf(_id: Id): Promise<Blob | undefined> {
    return undefined;
  }

  /** Takes everything out and tells those who wait. */
  async clear(): Promise<void> {
    await this.outbox.clear();
    for (const waiter of this.#waiters.values()) {
      waiter.settle({ state: 'discarded' });
      waiter.finish({ state: 'discarded' });
    }
    this.#waiters.clear();
    this.#receipts.clear();
    this.#read.clear();
  }

  /** The version that the customer saw of the record that is changed. */
  #baseVersion(caseId: Id, payload: Payload): string | null {
    switch (payload.kind) {
      case 'updateCase':
      case 'transitionCase':
      case 'assignCase':
      case 'deleteCase':
        return this.#caseVersion(caseId);
      case 'updateNote':
      case 'deleteNote':
        return this.#notes(caseId).find((note) => note.id === payload.noteId)?.version ?? null;
      case 'deleteAttachment':
        return this.#files(caseId).find((file) => file.id === payload.attachmentId)?.version ?? null;
      default:
        return null;
    }
  }

  #caseVersion(id: Id): string | null {
    const { cases, lists } = this.#cell.state;
    const listed = [...lists.values()].flatMap((list) => list.items).find((item) => item.id === id);
    return cases.get(id)?.snapshot?.version ?? listed?.version ?? null;
  }

  #notes(caseId: Id): readonly Note[] {
    return this.#cell.state.threads.get(caseId)?.notes ?? [];
  }

  #files(caseId: Id): readonly Attachment[] {
    const own = this.#cell.state.cases.get(caseId)?.snapshot?.attachments ?? [];
    return [...own, ...this.#notes(caseId).flatMap((note) => note.attachments)];
  }

  async #send(operation: Operation, bytes: Blob | undefined): Promise<string | undefined> {
    try {
      const receipt = await this.#cell.backend.send(operation, {
        ...(bytes ? { bytes } : {}),
        onProgress: (share) => this.#progress(operation.id, share),
      });
      // Delivered, but for somebody who is not in charge any more: it is none of the present person's business.
      if (operation.viewerId !== this.#cell.state.session?.viewer.id) return undefined;
      this.#receipts.set(operation.id, receipt);
      applyReceipt(this.#cell, operation, receipt);
      return (receipt.case ?? receipt.note ?? receipt.attachment)?.version;
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
    // Nothing that the customer wrote: there is nothing to decide about.
    if (outcome.state === 'refused' && isSilent(operation)) void this.outbox.discard(operation.id);
  }

  #outcomeOf({ id, state, failure }: Operation): Outcome {
    if (state === 'discarded') return { state };
    // Whatever ended otherwise than well says why.
    if (state === 'held' || state === 'refused') return { state, failure: failure ?? UNKNOWN };
    if (state !== 'delivered') return { state: 'waiting', failure: failure ?? UNKNOWN };
    const receipt = this.#receipts.get(id);
    return {
      state,
      ...(receipt?.case ? { case: receipt.case } : {}),
      ...(receipt?.note ? { note: receipt.note } : {}),
    };
  }
}

function uploadOf(
  base: Pick<Draft, 'viewerId' | 'caseId' | 'enqueuedAt'>,
  file: File,
  noteId: Id | null,
  dependsOn: Id,
): Draft {
  const attachment: AttachmentDraft = {
    id: newId(),
    caseId: base.caseId,
    noteId,
    name: file.name,
    type: file.type || 'application/octet-stream',
    size: file.size,
  };
  return {
    ...base,
    id: newId(),
    payload: { kind: 'putAttachment', attachment },
    baseVersion: null,
    dependsOn,
  };
}

/** The backend's answer to a write, shown wherever the record is shown. */
function applyReceipt(cell: Cell, { payload, caseId }: Operation, receipt: Receipt): void {
  if (receipt.case) recordsOf(cell).upsertCase(receipt.case);
  if (receipt.note) {
    if (payload.kind === 'createNote') countNote(cell, caseId, receipt.note.id);
    recordsOf(cell).upsertNotes(caseId, [receipt.note]);
  }
  if (receipt.attachment) addAttachment(cell, receipt.attachment);
  if (receipt.unreadCount !== undefined) markSeen(cell, caseId, receipt.unreadCount);
  if (payload.kind === 'deleteCase') recordsOf(cell).removeCase(caseId);
  if (payload.kind === 'deleteNote') recordsOf(cell).removeNote(caseId, payload.noteId);
  if (payload.kind === 'deleteAttachment') recordsOf(cell).removeAttachment(caseId, payload.attachmentId);
}

/** One more, unless an event was faster than the answer and the note is counted already. */
function countNote(cell: Cell, caseId: Id, noteId: Id): void {
  const { cases, threads } = cell.state;
  const snapshot = cases.get(caseId)?.snapshot;
  if (snapshot && !threads.get(caseId)?.notes.some(({ id }) => id === noteId)) {
    patchCase(cell, caseId, { noteCount: snapshot.noteCount + 1 });
  }
}

function markSeen(cell: Cell, caseId: Id, unreadCount: number): void {
  patchCase(cell, caseId, { unreadCount });
}

/** Numbers of a case, wherever it is shown. */
function patchCase(
  cell: Cell,
  caseId: Id,
  patch: Partial<Pick<CaseSummary, 'noteCount' | 'unreadCount'>>,
): void {
  const snapshot = cell.state.cases.get(caseId)?.snapshot;
  cell.learn(caseId);
  if (snapshot) recordsOf(cell).setCase(caseId, { snapshot: { ...snapshot, ...patch } });
  recordsOf(cell).patchSummary(caseId, patch);
}

function addAttachment(cell: Cell, attachment: NonNullable<Receipt['attachment']>): void {
  const { caseId, noteId } = attachment;
  cell.learn(caseId);
  cell.learn(notesOf(caseId));
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

function deferred<T>(): readonly [Promise<T>, (value: T) => void] {
  let resolve!: (value: T) => void;
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return [promise, resolve];
}
