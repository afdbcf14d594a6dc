/**
 * Commands that write: each becomes operations in the outbox, and their receipts become snapshots. Loaded after the first
 * paint, or with the first write.
 */
import type { Receipt } from '../backend/backend.js';
import type { Attachment, Id } from '../model/case.js';
import { isDoubtful, type Failure } from '../model/failure.js';
import type { AttachmentDraft, Note } from '../model/note.js';
import type { Operation, Payload } from '../model/operation.js';
import { isSilent } from '../model/project-summary.js';
import { Outbox, type Entry } from '../offline/outbox.js';
import type { Delivery } from '../offline/outcome.js';
import type { Settled } from '../offline/storage.js';
import type { Cell } from './cell.js';
import type { CachedThread } from './copies.js';
import type { Keeper } from './keeper.js';
import { newId } from './new-id.js';
import { ownCases } from './own-cases.js';
import { ownRows } from './own-rows.js';
import { applyReceipt, recordsFor } from './receipts.js';
import type { Outcome, Submission } from './store.js';

interface Waiter {
  readonly settle: (outcome: Outcome) => void;
  readonly finish: (outcome: Outcome) => void;
}

type Promises = Pick<Submission, 'settled' | 'kept' | 'done'>;

export interface WriteHooks {
  /** By this page or another; `isShown`: the backend's answer is in the state already. */
  readonly onDelivered: (operation: Operation, isShown: boolean) => void;
  /** The backend seems to know somebody else than whoever wrote it, or nobody. */
  readonly onStranger: () => void;
}

const UNKNOWN: Failure = { kind: 'protocol' };
const SIGNED_OUT: Failure = { kind: 'signed-out' };
const STRANGER = 'urn:casement:problem:viewer-mismatch';

export class Writes {
  readonly #cell: Cell;
  readonly #keeper: Keeper;
  readonly #hooks: WriteHooks;
  readonly #waiters = new Map<Id, Waiter>();
  /** Up to when each case was marked read. */
  readonly #read = new Map<Id, string>();
  readonly #unsubscribe: () => void;
  #outbox: Outbox | undefined;
  /** Whose outbox it is. */
  #viewerId: Id | undefined;

  constructor(cell: Cell, keeper: Keeper, hooks: WriteHooks) {
    this.#cell = cell;
    this.#keeper = keeper;
    this.#hooks = hooks;
    this.#unsubscribe = cell.subscribe(() => this.#follow());
    this.#follow();
  }

  /**
   * Takes the main write and its files in one step.
   * @param viewerId who wrote it: nothing of one person is sent as another who signed in meanwhile
   * @param files of the note, or of the case itself
   */
  submit(
    operationId: Id,
    viewerId: Id | undefined,
    caseId: Id,
    payload: Payload,
    files: readonly File[] = [],
  ): Promises {
    const [settled, settle] = deferred<Outcome>();
    const [done, finish] = deferred<Outcome>();
    const [kept, keep] = deferred<'disk' | 'memory'>();
    if (!viewerId || viewerId !== this.#viewerId || !this.#outbox) {
      settle(viewerId ? { state: 'discarded' } : { state: 'refused', failure: SIGNED_OUT });
      finish({ state: 'discarded' });
      return { settled, kept, done };
    }
    const base = { viewerId, caseId, enqueuedAt: new Date().toISOString() };
    const main: Entry = {
      ...base,
      id: operationId,
      payload,
      baseVersion: this.#baseVersion(caseId, payload),
      dependsOn: null,
    };
    const noteId = payload.kind === 'createNote' ? payload.draft.id : null;
    const uploads = files.map((file) => ({
      file,
      operation: uploadOf(base, file, noteId, operationId),
    }));
    this.#waiters.set(operationId, { settle, finish });
    const taking = this.#outbox.enqueue(
      [main, ...uploads.map(({ operation }) => operation)],
      new Map(uploads.map(({ file, operation }) => [operation.id, file])),
    );
    taking.then(
      () => keep(this.#keeper.storage.health.kept),
      () => this.#finish(operationId, NOT_KEPT),
    );
    return { settled, kept, done };
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

  async loadUndelivered(): Promise<readonly Operation[]> {
    await this.#outbox?.refresh();
    return this.undelivered();
  }

  async edit(operationId: Id, payload: Payload): Promise<boolean> {
    const operation = this.#cell.state.operations.find(({ id }) => id === operationId);
    if (!operation || !isOfSameRecord(operation.payload, payload)) return false;
    const id = newId();
    if (!(await this.#outbox?.edit(operationId, payload, id))) return false;
    const waiter = this.#waiters.get(operationId);
    this.#waiters.delete(operationId);
    if (waiter) this.#waiters.set(id, waiter);
    return true;
  }

  async fileOf(operationId: Id): Promise<Blob | undefined> {
    const operation = this.#cell.state.operations.find(({ id }) => id === operationId);
    if (operation?.payload.kind !== 'putAttachment') return undefined;
    const bytes = await this.#keeper.storage.bytes(operation.viewerId, operationId).catch(() => undefined);
    return bytes && new Blob([bytes], { type: operation.payload.attachment.type });
  }

  retry(operationId: Id): void {
    this.#outbox?.retry(operationId);
  }

  discard(operationId: Id): void {
    void this.#outbox?.discard(operationId);
  }

  /** Somebody looks, or the network is back. */
  wake(): void {
    this.#outbox?.wake();
  }

  /** The person in charge is signed in: what was held for that may go. */
  release(): void {
    if (this.#viewerId) this.#outbox?.release(this.#viewerId);
  }

  close(): void {
    this.#unsubscribe();
    this.#outbox?.close();
  }

  /** Somebody else is in charge, or nobody: tells those who wait. What is kept waits for whoever wrote it. */
  leave(): void {
    this.#outbox?.close();
    this.#outbox = this.#viewerId = undefined;
    for (const id of [...this.#waiters.keys()]) this.#finish(id, { state: 'discarded' });
    this.#read.clear();
  }

  #follow(): void {
    const { session } = this.#cell.state;
    if (!session || session.viewer.id === this.#viewerId) return;
    this.leave();
    const { id: viewerId } = session.viewer;
    const { backend } = this.#cell;
    const batches = session.capabilities.batch && backend.sendAll !== undefined;
    this.#viewerId = viewerId;
    this.#outbox = new Outbox({
      viewerId,
      ...this.#keeper.outboxParts(),
      send: (operation, bytes) => this.#send(operation, bytes),
      ...(batches ? { sendAll: (operations) => this.#sendAll(operations) } : {}),
      onChange: (operations, settled) => this.#show(operations, settled),
    });
  }

  #show(operations: readonly Operation[], settled: readonly Settled[]): void {
    const isInCharge = this.#cell.state.session?.viewer.id === this.#viewerId;
    // Answered, but for somebody who is not in charge any more: it is none of the present person's business.
    if (isInCharge)
      for (const { operation, receipt } of settled)
        if (receipt) applyReceipt(this.#cell, operation, receipt as Receipt);
    if (isInCharge || this.#cell.state.session === null)
      this.#cell.set({ operations, ownRows, ownCases, overdue: this.#outbox?.overdue ?? new Set() });
    for (const one of settled) this.#tell(one);
  }

  async #send(operation: Operation, bytes: ArrayBuffer | undefined): Promise<Delivery> {
    try {
      const receipt = await this.#cell.backend.send(operation, {
        ...(bytes ? { bytes: new Blob([bytes]) } : {}),
        onProgress: (share) => this.#progress(operation.id, share),
      });
      return await this.#deliveryOf(operation, receipt);
    } finally {
      this.#progress(operation.id, undefined);
    }
  }

  async #sendAll(operations: readonly Operation[]): Promise<readonly (Delivery | Failure)[]> {
    const answers = (await this.#cell.backend.sendAll?.(operations)) ?? [];
    // Notes of one case follow each other: what is kept after the later one holds the earlier.
    const threads = new Map<Id, CachedThread>();
    const deliveries: (Delivery | Failure)[] = [];
    for (const [i, operation] of operations.entries()) {
      const answer = answers[i] ?? UNKNOWN;
      if ('kind' in answer) {
        deliveries.push(answer);
        continue;
      }
      const delivery = await this.#deliveryOf(operation, answer, threads);
      for (const { kind, id, value } of delivery.records ?? [])
        if (kind === 'thread') threads.set(id, value as CachedThread);
      deliveries.push(delivery);
    }
    return deliveries;
  }

  async #deliveryOf(
    operation: Operation,
    receipt: Receipt,
    threads?: ReadonlyMap<Id, CachedThread>,
  ): Promise<Delivery> {
    const { version } = receipt.case ?? receipt.note ?? receipt.attachment ?? {};
    const records = this.#keeper.caches
      ? await recordsFor(operation, receipt, async (id) => threads?.get(id) ?? (await this.#threadOf(id)))
      : [];
    return { receipt, records, ...(version === undefined ? {} : { version }) };
  }

  async #threadOf(caseId: Id): Promise<CachedThread | undefined> {
    const thread = this.#cell.state.threads.get(caseId);
    if (thread?.status === 'ready') return { notes: thread.notes, nextCursor: thread.nextCursor };
    return await this.#keeper.threadOf(caseId);
  }

  #progress(id: Id, share: number | undefined): void {
    const progress = new Map(this.#cell.state.progress);
    if (share !== undefined) progress.set(id, share);
    else if (!progress.delete(id)) return;
    this.#cell.set({ progress });
  }

  #tell({ operation, receipt }: Settled): void {
    const outcome = outcomeOf(operation, receipt as Receipt | undefined);
    if (outcome.state === 'held') this.#cell.heed(outcome.failure);
    if ('failure' in outcome && (outcome.failure.type === STRANGER || isDoubtful(outcome.failure)))
      this.#hooks.onStranger();
    if (outcome.state === 'delivered') this.#hooks.onDelivered(operation, receipt !== undefined);
    if (outcome.state === 'delivered' || outcome.state === 'discarded') this.#finish(operation.id, outcome);
    else this.#waiters.get(operation.id)?.settle(outcome);
    // Nothing that the customer wrote: there is nothing to decide about.
    if (outcome.state === 'refused' && isSilent(operation)) this.discard(operation.id);
  }

  #finish(id: Id, outcome: Outcome): void {
    const waiter = this.#waiters.get(id);
    this.#waiters.delete(id);
    waiter?.settle(outcome);
    waiter?.finish(outcome);
  }

  /** The version that the customer saw of the record that is changed; null also for one that the backend does not have yet. */
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
}

/** Storage took nothing of it. */
const NOT_KEPT: Outcome = { state: 'not-kept', failure: { kind: 'unavailable' } };

function outcomeOf({ state, failure }: Operation, receipt: Receipt | undefined): Outcome {
  if (state === 'discarded') return { state };
  // Whatever ended otherwise than well says why.
  if (state === 'held' || state === 'refused') return { state, failure: failure ?? UNKNOWN };
  if (state !== 'delivered') return { state: 'waiting', failure: failure ?? UNKNOWN };
  return {
    state,
    ...(receipt?.case ? { case: receipt.case } : {}),
    ...(receipt?.note ? { note: receipt.note } : {}),
  };
}

/** Written anew it is still about the same record: its id is what makes a second delivery the same one. */
function isOfSameRecord(one: Payload, other: Payload): boolean {
  return one.kind === other.kind && recordOf(one) === recordOf(other);
}

function recordOf(payload: Payload): Id | undefined {
  if ('draft' in payload) return payload.draft.id;
  if ('noteId' in payload) return payload.noteId;
  return 'attachment' in payload ? payload.attachment.id : undefined;
}

function uploadOf(
  base: Pick<Entry, 'viewerId' | 'caseId' | 'enqueuedAt'>,
  file: File,
  noteId: Id | null,
  dependsOn: Id,
): Entry {
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

function deferred<T>(): readonly [Promise<T>, (value: T) => void] {
  let resolve!: (value: T) => void;
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return [promise, resolve];
}
