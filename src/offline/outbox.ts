/** Keeps what was written and sees it delivered: in order per case, several cases at once, every try under one key. */
import type { Id } from '../model/case.js';
import { toFailure, type Failure } from '../model/failure.js';
import {
  advance,
  isOutstanding,
  isSendable,
  type Operation,
  type OperationEvent,
} from '../model/operation.js';
import { backoff } from './backoff.js';
import type { OperationStorage } from './storage.js';

/** Delivers one operation; rejects with what went wrong. Resolves with the version of the record it changed, if any. */
export type Send = (operation: Operation, bytes: Blob | undefined) => Promise<string | undefined>;

export interface OutboxOptions {
  readonly storage: OperationStorage;
  readonly send: Send;
  /** The operations changed. The one given was just delivered, failed or discarded. */
  readonly onChange: (operations: readonly Operation[], settled?: Operation) => void;
  /** In [0, 1). */
  readonly random?: () => number;
  readonly setTimer?: (run: () => void, ms: number) => unknown;
  readonly clearTimer?: (timer: unknown) => void;
}

/** Cases served at once. */
const LANES = 6;

export class Outbox {
  readonly #options: Required<OutboxOptions>;
  #operations: readonly Operation[] = [];
  /** Operations that wait out a pause, by id. */
  readonly #pauses = new Map<Id, unknown>();
  /** Operations that storage has not taken yet: their bytes cannot be read back. */
  readonly #keeping = new Set<Id>();
  #sending = 0;
  #seq = 0;
  #closed = false;

  constructor(options: OutboxOptions) {
    this.#options = {
      random: Math.random,
      setTimer: (run, ms) => setTimeout(run, ms),
      clearTimer: (timer) => clearTimeout(timer as number),
      ...options,
    };
  }

  /** Takes operations in one step, or none of them; resolves when they are kept. */
  async enqueue(
    operations: readonly Omit<Operation, 'seq' | 'state' | 'revision' | 'attempts' | 'inDoubt' | 'failure'>[],
    bytes?: ReadonlyMap<Id, Blob>,
  ): Promise<void> {
    const added = operations.map((operation): Operation => ({
      ...operation,
      seq: ++this.#seq,
      state: 'queued',
      revision: 0,
      attempts: 0,
      inDoubt: false,
      failure: null,
    }));
    // Shown at once: the order of writing is the order of the calls, whatever storage does.
    for (const { id } of added) this.#keeping.add(id);
    this.#replace([...this.#operations, ...added]);
    try {
      await this.#options.storage.add(added, bytes);
    } finally {
      for (const { id } of added) this.#keeping.delete(id);
    }
    this.#drain();
  }

  /**
   * Tries an operation, or all that are worth it, without waiting out the pause. One that was refused because the record
   * had changed goes out against the record as it now is: whoever asks for another try has seen that it changed.
   */
  retry(id?: Id): void {
    for (const operation of this.#operations) {
      const worth = id
        ? operation.id === id && operation.state !== 'sending'
        : operation.state === 'queued' && operation.attempts > 0;
      if (!worth) continue;
      const version = id && currentVersion(operation.failure);
      if (version) this.#apply(operation.id, { type: 'rebase', version });
      this.#apply(operation.id, { type: 'retry' });
    }
    this.#drain();
  }

  /** The person is signed in: what was held for that may go. */
  release(viewerId: Id): void {
    for (const { id } of this.#operations.filter((op) => op.state === 'held' && op.viewerId === viewerId))
      this.#apply(id, { type: 'retry' });
    this.#drain();
  }

  /** Takes an operation out, with whatever depends on it: files of a note, everything of a case that is not to be. */
  async discard(id: Id): Promise<void> {
    const operation = this.#find(id);
    if (!operation || operation.state === 'sending') return;
    const all = [...this.#operations.filter((op) => needs(op, operation)), operation];
    // All at once: between two steps one of them could be on its way.
    await Promise.all(all.map((op) => this.#finish(advance(op, { type: 'discard' }))));
  }

  /** Forgets everything, e.g. because another person signed in. */
  async clear(): Promise<void> {
    for (const id of [...this.#pauses.keys()]) this.#wake(id);
    this.#keeping.clear();
    this.#replace([]);
    await this.#options.storage.clear();
  }

  close(): void {
    this.#closed = true;
    for (const id of [...this.#pauses.keys()]) this.#wake(id);
  }

  #drain(): void {
    for (const { id } of this.#operations) {
      if (this.#closed || this.#sending >= LANES) return;
      // Looked up again: whoever listens may have changed it while the one before was sent.
      const operation = this.#find(id);
      if (!operation || this.#pauses.has(id) || this.#keeping.has(id)) continue;
      if (isSendable(operation, this.#operations)) void this.#deliver(operation);
    }
  }

  async #deliver(queued: Operation): Promise<void> {
    this.#sending++;
    const operation = this.#apply(queued.id, { type: 'send' });
    try {
      const bytes =
        operation.payload.kind === 'putAttachment'
          ? await this.#options.storage.bytes(operation.id)
          : undefined;
      const version = await this.#options.send(operation, bytes);
      await this.#acknowledge(operation, version);
    } catch (thrown) {
      this.#fail(operation, toFailure(thrown));
    } finally {
      this.#sending--;
      this.#drain();
    }
  }

  async #acknowledge(operation: Operation, version: string | undefined): Promise<void> {
    if (!this.#find(operation.id)) return;
    // Later changes were made on top of this one: they go out against its result.
    if (version) {
      for (const later of this.#operations.filter((op) => restsOn(op, operation)))
        this.#apply(later.id, { type: 'rebase', version });
    }
    await this.#finish(advance(operation, { type: 'acknowledge' }));
  }

  #fail(operation: Operation, failure: Failure): void {
    // Cleared while it was on its way: nobody waits for it any more.
    if (!this.#find(operation.id)) return;
    const failed = this.#apply(operation.id, { type: 'fail', failure });
    if (failed.state === 'queued' && !this.#closed) {
      const pause = backoff(failed.attempts, this.#options.random(), failure.retryAfter);
      this.#pauses.set(
        failed.id,
        this.#options.setTimer(() => {
          this.#wake(failed.id);
          this.#drain();
        }, pause),
      );
    }
    this.#options.onChange(this.#operations, failed);
  }

  #wake(id: Id): void {
    this.#options.clearTimer(this.#pauses.get(id));
    this.#pauses.delete(id);
  }

  async #finish(settled: Operation): Promise<void> {
    if (!this.#find(settled.id)) return;
    this.#wake(settled.id);
    this.#operations = this.#operations.filter((op) => op.id !== settled.id);
    this.#options.onChange(this.#operations, settled);
    await this.#options.storage.remove(settled.id);
    this.#drain();
  }

  #apply(id: Id, event: OperationEvent): Operation {
    if (event.type === 'retry') this.#wake(id);
    const operation = this.#find(id);
    if (!operation) throw new Error(`${event.type} for an operation that is not in the outbox`);
    const next = advance(operation, event);
    this.#replace(this.#operations.map((op) => (op.id === id ? next : op)));
    void this.#options.storage.update([next]);
    return next;
  }

  #replace(operations: readonly Operation[]): void {
    this.#operations = operations;
    this.#options.onChange(operations);
  }

  #find(id: Id): Operation | undefined {
    return this.#operations.find((op) => op.id === id && isOutstanding(op));
  }
}

/** Does `later` change the same record on top of what `earlier` left? */
function restsOn(later: Operation, earlier: Operation): boolean {
  const record = recordOf(later);
  return (
    record !== undefined &&
    later.seq > earlier.seq &&
    later.caseId === earlier.caseId &&
    later.state !== 'sending' &&
    record === recordOf(earlier)
  );
}

/** Is `later` about something that exists only when `earlier` is delivered? */
function needs(later: Operation, earlier: Operation): boolean {
  if (later.id === earlier.id || later.caseId !== earlier.caseId) return false;
  if (later.dependsOn === earlier.id || earlier.payload.kind === 'createCase') return true;
  return earlier.payload.kind === 'createNote' && recordOf(later) === earlier.payload.draft.id;
}

/** The version in the `current` record of a conflict. */
function currentVersion(failure: Failure | null): string | undefined {
  const current = failure?.kind === 'conflict' ? failure.current : undefined;
  if (typeof current !== 'object' || current === null || !('version' in current)) return undefined;
  return typeof current.version === 'string' ? current.version : undefined;
}

function recordOf({ payload, caseId }: Operation): Id | undefined {
  switch (payload.kind) {
    case 'createNote':
      return payload.draft.id;
    case 'updateNote':
    case 'deleteNote':
      return payload.noteId;
    case 'deleteAttachment':
      return payload.attachmentId;
    case 'createCase':
    case 'updateCase':
    case 'transitionCase':
    case 'assignCase':
    case 'deleteCase':
      return caseId;
    default:
      return undefined;
  }
}
