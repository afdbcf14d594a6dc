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
    operations: readonly Omit<Operation, 'seq' | 'state' | 'attempts' | 'failure'>[],
    bytes?: ReadonlyMap<Id, Blob>,
  ): Promise<void> {
    const added = operations.map((operation): Operation => ({
      ...operation,
      seq: ++this.#seq,
      state: 'queued',
      attempts: 0,
      failure: null,
    }));
    // Shown at once: the order of writing is the order of the calls, whatever storage does.
    this.#replace([...this.#operations, ...added]);
    await this.#options.storage.add(added, bytes);
    this.#drain();
  }

  /** Tries an operation, or all that are worth it, without waiting out the pause. */
  retry(id?: Id): void {
    for (const operation of this.#operations) {
      const worth = id
        ? operation.id === id && operation.state !== 'sending'
        : operation.state === 'queued' && operation.attempts > 0;
      if (worth) this.#apply(operation.id, { type: 'retry' });
    }
    this.#drain();
  }

  /** The person is signed in: what was held for that may go. */
  release(viewerId: Id): void {
    for (const { id } of this.#operations.filter((op) => op.state === 'held' && op.viewerId === viewerId))
      this.#apply(id, { type: 'retry' });
    this.#drain();
  }

  /** Takes an operation out, with whatever depends on it: files of a note that is not to be. */
  async discard(id: Id): Promise<void> {
    const operation = this.#find(id);
    if (!operation || operation.state === 'sending') return;
    for (const dependent of this.#operations.filter((op) => op.dependsOn === id))
      await this.discard(dependent.id);
    await this.#finish(advance(operation, { type: 'discard' }));
  }

  /** Forgets everything, e.g. because another person signed in. */
  async clear(): Promise<void> {
    for (const id of [...this.#pauses.keys()]) this.#wake(id);
    this.#replace([]);
    await this.#options.storage.clear();
  }

  close(): void {
    this.#closed = true;
    for (const id of [...this.#pauses.keys()]) this.#wake(id);
  }

  #drain(): void {
    for (const operation of this.#operations) {
      if (this.#closed || this.#sending >= LANES) return;
      if (!this.#pauses.has(operation.id) && isSendable(operation, this.#operations))
        void this.#deliver(operation);
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
    if (failed.state === 'queued') {
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
    const next = advance(this.#find(id)!, event);
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
  return (
    later.seq > earlier.seq &&
    later.caseId === earlier.caseId &&
    later.baseVersion !== null &&
    later.state !== 'sending' &&
    recordOf(later) === recordOf(earlier)
  );
}

function recordOf({ payload, caseId }: Operation): Id | undefined {
  switch (payload.kind) {
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
