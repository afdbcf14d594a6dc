/** Tabs of one browser for the tests of the outbox: time, network and storage are in the test's hands. */
import { BackendError, type Failure } from '../../src/model/failure.js';
import type { Operation, OperationState } from '../../src/model/operation.js';
import { MemoryStorage } from '../../src/offline/memory-storage.js';
import { Outbox, type OutboxOptions } from '../../src/offline/outbox.js';
import type { Answer, Delivery } from '../../src/offline/outcome.js';
import type { Channel, ChannelMessage, Leadership, Settled } from '../../src/offline/storage.js';
import type { Timers } from '../../src/offline/timers.js';
import { ADA, anOperation, payloads, uuid } from '../model/samples.js';

export const NETWORK: Failure = { kind: 'network' };
/** ms */
export const MINUTE = 60_000;
export const ids = (all: readonly { readonly id: string }[]) => all.map(({ id }) => id);
/** Idempotency keys of requests. */
export const keys = (all: readonly Delivered[]) => all.map(({ operation }) => operation.id);
/** Notes, each to a case of its own. */
export const notes = (count: number) =>
  Array.from({ length: count }, (_, i) =>
    anOperation(payloads.note(uuid(1000 + i)), { caseId: uuid(100 + i) }),
  );

/** Lets everything happen that needs no time. */
export async function quiet(): Promise<void> {
  for (let i = 0; i < 200; i++) await Promise.resolve();
}

/** Time that passes when the test says so. */
export class FakeTimers implements Timers {
  #now = 0;
  #count = 0;
  readonly #timers = new Map<number, { readonly at: number; readonly run: () => void }>();

  now = (): number => this.#now;

  set = (run: () => void, ms: number): number => {
    this.#timers.set(++this.#count, { at: this.#now + ms, run });
    return this.#count;
  };

  clear = (timer: unknown): void => void this.#timers.delete(timer as number);

  get pending(): number {
    return this.#timers.size;
  }

  async pass(ms: number): Promise<void> {
    const end = this.#now + ms;
    await quiet();
    for (;;) {
      const due = [...this.#timers].filter(([, { at }]) => at <= end).sort(([, a], [, b]) => a.at - b.at)[0];
      if (!due) break;
      const [id, { at, run }] = due;
      this.#timers.delete(id);
      this.#now = at;
      run();
      await quiet();
    }
    this.#now = end;
  }
}

/** What tabs hear of one another. */
export class Hub {
  readonly #listeners = new Map<(message: ChannelMessage) => void, object>();

  channel(isOpen = true): Channel {
    const own = {};
    return {
      isOpen,
      post: (message) => {
        if (!isOpen) return;
        for (const [listener, from] of [...this.#listeners])
          if (from !== own) queueMicrotask(() => listener(message));
      },
      listen: (listener) => {
        if (isOpen) this.#listeners.set(listener, own);
        return () => void this.#listeners.delete(listener);
      },
      close: () => undefined,
    };
  }
}

/** One office for all tabs; whoever came first holds it until they leave, or are put out. */
export class Office {
  readonly #storage: MemoryStorage;
  #last: Promise<void> = Promise.resolve();
  #term: AbortController | undefined;

  constructor(storage: MemoryStorage) {
    this.#storage = storage;
  }

  readonly leadership: Leadership = {
    lead: async (viewerId, work, signal) => {
      const before = this.#last;
      let leave: () => void = () => undefined;
      this.#last = new Promise((resolve) => (leave = resolve));
      await before;
      const term = (this.#term = new AbortController());
      signal.addEventListener('abort', () => term.abort());
      if (signal.aborted) term.abort();
      const epoch = await this.#storage.beginTerm(viewerId);
      this.#putOut = leave;
      await work({ epoch, signal: term.signal });
      leave();
    },
  };

  #putOut: () => void = () => undefined;

  /** Whoever is in office is lost without a word, as a tab that dies. */
  abandon(): void {
    this.#putOut();
  }

  /** Whoever is in office is told to go. */
  depose(): void {
    this.#term?.abort();
  }
}

export interface Delivered {
  readonly operation: Operation;
  readonly bytes: ArrayBuffer | undefined;
  /** A failure, or what came of it. */
  readonly answer: (reply?: Failure | Delivery) => Promise<void>;
}

export interface Batch {
  readonly operations: readonly Operation[];
  readonly answer: (answers: readonly Answer[] | Failure) => Promise<void>;
}

export interface World {
  readonly storage: MemoryStorage;
  readonly hub: Hub;
  readonly office: Office;
}

export function aWorld(storage = new MemoryStorage()): World {
  return { storage, hub: new Hub(), office: new Office(storage) };
}

/** A tab with its outbox, whose deliveries wait for the test's answers. */
export function aTab(world: World = aWorld(), options: Partial<OutboxOptions> & { batches?: boolean } = {}) {
  const { batches = false, ...rest } = options;
  const timers = new FakeTimers();
  const sent: Delivered[] = [];
  const sentTogether: Batch[] = [];
  const settled: [string, OperationState, unknown?][] = [];
  const tab = { hidden: false, online: true };
  let shown: readonly Operation[] = [];
  const outbox = new Outbox({
    viewerId: ADA.id,
    storage: world.storage,
    channel: world.hub.channel(),
    leadership: world.office.leadership,
    timers,
    random: () => 1,
    isHidden: () => tab.hidden,
    isOnline: () => tab.online,
    onChange: (operations, news: readonly Settled[]) => {
      shown = operations;
      for (const { operation, receipt } of news)
        settled.push(
          receipt === undefined ? [operation.id, operation.state] : [operation.id, operation.state, receipt],
        );
    },
    send: (operation, bytes) =>
      new Promise((resolve, reject) => {
        const answer = async (reply: Failure | Delivery = {}) => {
          if ('kind' in reply) reject(new BackendError(reply));
          else resolve(reply);
          await quiet();
        };
        sent.push({ operation, bytes, answer });
      }),
    ...(batches
      ? {
          sendAll: (operations: readonly Operation[]) =>
            new Promise<readonly Answer[]>((resolve, reject) => {
              const answer = async (reply: readonly Answer[] | Failure) => {
                if ('kind' in reply) reject(new BackendError(reply));
                else resolve(reply);
                await quiet();
              };
              sentTogether.push({ operations, answer });
            }),
        }
      : {}),
    ...rest,
  });
  const add = async (...all: Operation[]) => {
    await outbox.enqueue(all);
    await quiet();
  };
  const last = () => sent.at(-1) as Delivered;
  const states = () => shown.map(({ state }) => state);
  return { outbox, timers, sent, sentTogether, settled, tab, add, last, states, shown: () => shown };
}

/** What an outbox gives an operation is not the test's to say. */
export function aWrite(...rest: Parameters<typeof anOperation>): Operation {
  return { ...anOperation(...rest), seq: 0 };
}
