/** What the tabs of a simulated browser share: storage that may fail, locks that may be stolen, a channel that may lose. */
import { MemoryStorage } from '../../src/offline/memory-storage.js';
import {
  StorageError,
  type CaseStorage,
  type Channel,
  type ChannelMessage,
  type Commit,
  type StorageHealth,
} from '../../src/offline/storage.js';
import type { Random, Scheduler } from './clock.js';
import type { Tab } from './tab.js';

export interface Conditions {
  /** Probability that a call of storage fails; half of those have done their work all the same. */
  storageFaults: number;
  /** Probability that a message between tabs is lost. */
  channelLoss: number;
  readonly hasLocks: boolean;
  readonly hasChannel: boolean;
}

interface Holder {
  readonly tab: Tab;
  readonly lost: () => void;
}

interface Waiting {
  readonly tab: Tab;
  readonly grant: () => void;
  readonly signal: AbortSignal | undefined;
}

/** Only what the outbox calls: an honest subset of the port. */
export type TabStorage = Pick<
  CaseStorage,
  'operations' | 'commit' | 'bytes' | 'beginTerm' | 'beat' | 'endTerm' | 'term' | 'health' | 'onHealth'
>;

export class Browser {
  readonly disk = new MemoryStorage();
  readonly conditions: Conditions;
  readonly #scheduler: Scheduler;
  readonly #random: Random;
  readonly #holders = new Map<string, Holder>();
  readonly #queues = new Map<string, Waiting[]>();
  readonly #listeners = new Set<{ tab: Tab; hear: (message: ChannelMessage) => void }>();

  constructor(scheduler: Scheduler, random: Random, conditions: Conditions) {
    this.#scheduler = scheduler;
    this.#random = random;
    this.conditions = conditions;
  }

  storageOf(tab: Tab): TabStorage {
    const { disk } = this;
    const health: StorageHealth = { kept: 'disk', fault: null, lost: 0 };
    return {
      health,
      onHealth: () => () => undefined,
      operations: (viewerId) => this.#call(tab, () => disk.operations(viewerId)),
      commit: (change: Commit) => this.#call(tab, () => disk.commit(change)),
      bytes: (viewerId, id) => this.#call(tab, () => disk.bytes(viewerId, id)),
      beginTerm: (viewerId) => this.#call(tab, () => disk.beginTerm(viewerId)),
      beat: (viewerId, epoch) => this.#call(tab, () => disk.beat(viewerId, epoch)),
      endTerm: (viewerId, epoch) => this.#call(tab, () => disk.endTerm(viewerId, epoch)),
      term: (viewerId) => this.#call(tab, () => disk.term(viewerId)),
    };
  }

  /** A transaction that was begun happens even if its page dies meanwhile, or does not; its page hears of it later, or never. */
  async #call<T>(tab: Tab, work: () => Promise<T>): Promise<T> {
    const random = this.#random;
    const fails = random.chance(this.conditions.storageFaults);
    const happens = !fails || random.chance(0.5);
    const survives = random.chance(0.5);
    return await new Promise<T>((resolve, reject) => {
      const transact = () => {
        const done = happens ? work() : Promise.resolve(undefined as T);
        void done.then((value) =>
          tab.after(random.below(3), () => {
            if (fails) reject(new StorageError('broken'));
            else resolve(value);
          }),
        );
      };
      if (survives) this.#scheduler.after(random.below(4), transact);
      else tab.after(random.below(4), transact);
    });
  }

  locksOf(tab: Tab): LockManager | undefined {
    if (!this.conditions.hasLocks) return undefined;
    const request = async (name: string, options: LockOptions, work: () => Promise<void>): Promise<void> =>
      await this.#request(tab, name, options, work);
    return { request } as unknown as LockManager;
  }

  async #request(
    tab: Tab,
    name: string,
    { signal, steal = false }: LockOptions,
    work: () => Promise<void>,
  ): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const grant = () => {
        const holder: Holder = { tab, lost: () => tab.after(0, () => reject(aborted())) };
        this.#holders.set(name, holder);
        const release = () => this.#release(name, holder);
        tab.onDeath.push(release);
        tab.after(
          0,
          () =>
            void work().then(
              () => {
                release();
                resolve();
              },
              (thrown: unknown) => {
                release();
                reject(thrown instanceof Error ? thrown : new Error('work failed'));
              },
            ),
        );
      };
      if (steal) {
        this.#holders.get(name)?.lost();
        grant();
        return;
      }
      const waiting: Waiting = { tab, grant, signal };
      signal?.addEventListener('abort', () => {
        const queue = this.#queues.get(name) ?? [];
        if (!queue.includes(waiting)) return;
        this.#queues.set(
          name,
          queue.filter((other) => other !== waiting),
        );
        reject(aborted());
      });
      if (signal?.aborted) reject(aborted());
      else this.#queues.set(name, [...(this.#queues.get(name) ?? []), waiting]);
      this.#next(name);
    });
  }

  #release(name: string, holder: Holder): void {
    if (this.#holders.get(name) !== holder) return;
    this.#holders.delete(name);
    this.#next(name);
  }

  #next(name: string): void {
    if (this.#holders.has(name)) return;
    const queue = (this.#queues.get(name) ?? []).filter(({ tab }) => tab.alive);
    this.#queues.set(name, queue.slice(1));
    queue[0]?.grant();
  }

  channelOf(tab: Tab): Channel {
    const own = new Set<{ tab: Tab; hear: (message: ChannelMessage) => void }>();
    const isOpen = this.conditions.hasChannel;
    return {
      isOpen,
      post: (message) => {
        if (!isOpen || !tab.alive) return;
        for (const listener of this.#listeners) {
          if (own.has(listener) || this.#random.chance(this.conditions.channelLoss)) continue;
          listener.tab.after(this.#random.below(4), () => {
            if (this.#listeners.has(listener)) listener.hear(message);
          });
        }
      },
      listen: (hear) => {
        const listener = { tab, hear };
        own.add(listener);
        this.#listeners.add(listener);
        return () => void this.#listeners.delete(listener);
      },
      close: () => {
        for (const listener of own) this.#listeners.delete(listener);
      },
    };
  }
}

function aborted(): Error {
  return new DOMException('stolen or given up', 'AbortError');
}
