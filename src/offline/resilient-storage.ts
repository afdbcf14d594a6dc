/** The storage that a page uses: the disk as long as it works, memory while it does not, the disk again as soon as it can. */
import type { CaseQuery, Id } from '../model/case.js';
import type { Operation } from '../model/operation.js';
import { IndexedDbStorage } from './indexeddb-storage.js';
import { Ledger } from './ledger.js';
import type { KeptRow, Range, RowPage } from './rows.js';
import { StandIn } from './stand-in.js';
import {
  StorageError,
  type CaseStorage,
  type Commit,
  type Kept,
  type KnownPerson,
  type RecordKind,
  type RecordWrite,
  type StorageFault,
  type StorageHealth,
} from './storage.js';
import { REAL_TIMERS, type Timers } from './timers.js';

/** How long a disk that failed is left alone, ms. */
const REST = 10_000;

export interface StorageOptions {
  readonly timers?: Timers;
}

/**
 * Opens the storage of a backend. Never fails: where the browser refuses or breaks its storage everything goes on in memory, and
 * `health` says so. What memory took is moved to the disk when that works again.
 * @param name of the database
 */
export function openStorage(name: string, options: StorageOptions = {}): CaseStorage {
  return new ResilientStorage(new IndexedDbStorage(name), options.timers ?? REAL_TIMERS);
}

export class ResilientStorage implements CaseStorage {
  readonly #disk: IndexedDbStorage;
  readonly #timers: Timers;
  readonly #listeners = new Set<() => void>();
  /** What this page knows to be on the disk, by person. */
  readonly #ledgers = new Map<Id, Ledger>();
  /** While the disk fails. */
  #standIn: StandIn | null = null;
  /** Resolves when memory has what it stands in for. */
  #taking: Promise<StandIn> | null = null;
  #fault: StorageFault | null = null;
  /** Whoever is in charge: without them nothing that is read would be kept. */
  #person: { readonly person: KnownPerson; readonly secret: string | undefined } | null = null;
  /** The database went away under the page: what is known of it is being written again. */
  #restoring: Promise<void> | null = null;
  #healing: Promise<void> | null = null;
  #healTimer: unknown;
  /** One change of operations after the other, so that none falls between disk and memory. */
  #last: Promise<unknown> = Promise.resolve();
  #closed = false;

  constructor(disk: IndexedDbStorage, timers: Timers) {
    this.#disk = disk;
    this.#timers = timers;
    disk.onHealth(() => this.#hear());
    globalThis.document?.addEventListener('visibilitychange', this.#onVisible);
  }

  get health(): StorageHealth {
    const { lost, fault } = this.#disk.health;
    return { kept: this.#standIn ? 'memory' : 'disk', fault: this.#fault ?? fault, lost };
  }

  onHealth(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  close(): void {
    this.#closed = true;
    this.#timers.clear(this.#healTimer);
    globalThis.document?.removeEventListener('visibilitychange', this.#onVisible);
    this.#disk.close();
    this.#listeners.clear();
  }

  async person(userKey: string | null, secret?: string): Promise<KnownPerson | undefined> {
    const there = await this.#either(
      (disk) => disk.person(userKey, secret),
      ({ memory }) => memory.person(userKey, secret),
    );
    return there;
  }

  async admit(person: KnownPerson, secret?: string): Promise<void> {
    this.#person = { person, secret };
    await this.#change((storage) => storage.admit(person, secret));
  }

  holdings(): Promise<readonly { readonly viewerId: Id; readonly undelivered: number }[]> {
    return this.#either(
      (disk) => disk.holdings(),
      ({ memory }) => memory.holdings(),
    );
  }

  async wipe(viewerId: Id, what: 'delivered' | 'everything'): Promise<void> {
    if (this.#person?.person.viewerId === viewerId) this.#person = null;
    await this.#turn(async () => {
      if (what === 'everything') this.#ledgers.delete(viewerId);
      await this.#change((storage) => storage.wipe(viewerId, what));
    });
  }

  operations(viewerId: Id): Promise<readonly Operation[]> {
    return this.#turn(() =>
      this.#either(
        async (disk) => {
          let all = await disk.operations(viewerId);
          // An empty answer of a database that is new says nothing of what was in the old one.
          if (await this.#wasRestored()) all = await disk.operations(viewerId);
          this.#ledger(viewerId).see(all);
          return all;
        },
        ({ memory }) => memory.operations(viewerId),
      ),
    );
  }

  /**
   * Resolves when it is on the disk; or, where the disk did not take it, when it is in memory: then `health.kept` is `memory`
   * before this resolves, and the customer is told that it goes with the page.
   */
  commit(change: Commit): Promise<readonly Operation[] | null> {
    return this.#turn(async () => {
      // A full disk says at once whether it still is; others may take their time over it.
      if (this.#fault === 'full') await this.#heal();
      return await this.#either(
        async (disk) => {
          let added = await disk.commit(change);
          if (await this.#wasRestored()) added ??= await disk.commit(change);
          if (added) this.#ledger(change.viewerId).apply(change, added);
          return added;
        },
        (standIn) => standIn.commit(change),
      );
    });
  }

  bytes(viewerId: Id, operationId: Id): Promise<ArrayBuffer | undefined> {
    return this.#either(
      async (disk) =>
        (await disk.bytes(viewerId, operationId)) ?? this.#ledgers.get(viewerId)?.bytes.get(operationId),
      async ({ memory }) =>
        (await memory.bytes(viewerId, operationId)) ??
        (this.#isReadable ? await this.#disk.bytes(viewerId, operationId).catch(() => undefined) : undefined),
    );
  }

  beginTerm(viewerId: Id): Promise<number> {
    return this.#either(
      (disk) => disk.beginTerm(viewerId),
      ({ memory }) => memory.beginTerm(viewerId),
    );
  }

  beat(viewerId: Id, epoch: number): Promise<boolean> {
    return this.#either(
      (disk) => disk.beat(viewerId, epoch),
      // The term was begun on the disk: nobody who works in memory can contest it.
      async ({ memory }) => (await memory.beat(viewerId, epoch)) || (await memory.term(viewerId)) === null,
    );
  }

  endTerm(viewerId: Id, epoch: number): Promise<void> {
    return this.#either(
      (disk) => disk.endTerm(viewerId, epoch),
      ({ memory }) => memory.endTerm(viewerId, epoch),
    );
  }

  term(viewerId: Id): Promise<{ readonly epoch: number; readonly beats: number } | null> {
    return this.#either(
      (disk) => disk.term(viewerId),
      ({ memory }) => memory.term(viewerId),
    );
  }

  async read<T>(viewerId: Id, kind: RecordKind, id: string): Promise<Kept<T> | undefined> {
    const draft = kind === 'draft' ? await this.#standIn?.draft<T>(viewerId, id) : undefined;
    if (draft !== undefined) return draft ?? undefined;
    return this.#cached(
      (disk) => disk.read<T>(viewerId, kind, id),
      ({ memory }) => memory.read<T>(viewerId, kind, id),
    );
  }

  ids(viewerId: Id, kind: RecordKind): Promise<readonly string[]> {
    return this.#cached(
      (disk) => disk.ids(viewerId, kind),
      ({ memory }) => memory.ids(viewerId, kind),
    );
  }

  write(viewerId: Id, records: readonly RecordWrite[]): Promise<void> {
    return this.#cached(
      (disk) => disk.write(viewerId, records).catch(unlessFull),
      ({ memory }) => memory.write(viewerId, records),
    );
  }

  async purgeCase(viewerId: Id, caseId: Id): Promise<void> {
    await this.#change((storage) => storage.purgeCase(viewerId, caseId));
  }

  keepDraft(viewerId: Id, id: string, value: unknown, revision: number): Promise<number | null> {
    return this.#turn(async () => {
      if (this.#fault === 'full') await this.#heal();
      return await this.#either(
        (disk) => disk.keepDraft(viewerId, id, value, revision),
        (standIn) => standIn.keepDraft(viewerId, id, value, revision),
      );
    });
  }

  putRows(viewerId: Id, rows: readonly KeptRow[]): Promise<void> {
    return this.#cached(
      (disk) => disk.putRows(viewerId, rows).catch(unlessFull),
      ({ memory }) => memory.putRows(viewerId, rows),
    );
  }

  rows(viewerId: Id, query: CaseQuery, range: Range): Promise<RowPage> {
    return this.#cached(
      (disk) => disk.rows(viewerId, query, range),
      ({ memory }) => memory.rows(viewerId, query, range),
    );
  }

  /** A full disk can still be read, unless it has what should be gone. */
  get #isReadable(): boolean {
    return !this.#standIn || (this.#fault === 'full' && !this.#standIn.isInDebt);
  }

  /** Asks the disk, or memory while it stands in, or from the moment on when the disk fails. */
  async #either<T>(
    onDisk: (disk: IndexedDbStorage) => Promise<T>,
    inMemory: (standIn: StandIn) => Promise<T>,
    isBearable: (thrown: unknown) => boolean = () => false,
  ): Promise<T> {
    if (!this.#standIn) {
      try {
        return await onDisk(this.#disk);
      } catch (thrown) {
        if (isBearable(thrown)) throw thrown;
        await this.#fail(thrown);
      }
    }
    return await inMemory(await this.#takenOver());
  }

  /** What can be asked for again stays on a disk that is merely full, or slow just now. */
  async #cached<T>(
    onDisk: (disk: IndexedDbStorage) => Promise<T>,
    inMemory: (standIn: StandIn) => Promise<T>,
  ): Promise<T> {
    if (this.#standIn && this.#isReadable) {
      try {
        return await onDisk(this.#disk);
      } catch {
        return await inMemory(await this.#takenOver());
      }
    }
    return await this.#either(onDisk, inMemory, isSlow);
  }

  /** A change that the disk must see, sooner or later. */
  async #change(work: (storage: CaseStorage) => Promise<void>): Promise<void> {
    await this.#either(work, async (standIn) => {
      standIn.owe(work);
      await work(standIn.memory);
    });
  }

  #ledger(viewerId: Id): Ledger {
    let ledger = this.#ledgers.get(viewerId);
    if (!ledger) this.#ledgers.set(viewerId, (ledger = new Ledger()));
    return ledger;
  }

  /** Memory, once it has all that it stands in for. */
  async #takenOver(): Promise<StandIn> {
    return await (this.#taking ?? Promise.reject(new StorageError('broken')));
  }

  async #fail(thrown: unknown): Promise<void> {
    if (!(thrown instanceof StorageError) || this.#closed) throw thrown;
    if (this.#standIn) return;
    const standIn = new StandIn();
    this.#standIn = standIn;
    this.#fault = thrown.fault;
    this.#taking = this.#prepare(standIn);
    await this.#taking;
    this.#notify();
    this.#rest();
  }

  async #prepare(standIn: StandIn): Promise<StandIn> {
    await standIn.takeOver(this.#ledgers);
    if (this.#person) await standIn.memory.admit(this.#person.person, this.#person.secret);
    return standIn;
  }

  readonly #onVisible = (): void => {
    if (document.visibilityState === 'visible' && this.#standIn) void this.#look();
  };

  #rest(): void {
    this.#timers.clear(this.#healTimer);
    // A newer version does not go away again as long as this page lives.
    if (this.#fault === 'outdated' || this.#closed) return;
    this.#healTimer = this.#timers.set(() => void this.#look(), REST);
  }

  /** Looks whether the disk works, without holding up whoever writes meanwhile. */
  async #look(): Promise<void> {
    try {
      await this.#disk.probe();
    } catch (thrown) {
      return this.#ail(thrown);
    }
    await this.#turn(() => this.#heal());
  }

  /** The disk still fails, perhaps for another reason. */
  #ail(thrown: unknown): void {
    const fault = thrown instanceof StorageError ? thrown.fault : 'broken';
    if (!this.#standIn) return;
    const isNews = fault !== this.#fault;
    this.#fault = fault;
    if (isNews) this.#notify();
    this.#rest();
  }

  /** Moves what memory holds to the disk, if that works again. */
  #heal(): Promise<void> {
    this.#healing ??= this.#tryToHeal().finally(() => (this.#healing = null));
    return this.#healing;
  }

  async #tryToHeal(): Promise<void> {
    const standIn = this.#standIn;
    if (!standIn || this.#fault === 'outdated' || this.#closed) return;
    try {
      await standIn.handOver(this.#disk);
    } catch (thrown) {
      return this.#ail(thrown);
    }
    this.#standIn = this.#taking = this.#fault = null;
    this.#timers.clear(this.#healTimer);
    this.#notify();
  }

  #hear(): void {
    const { fault } = this.#disk.health;
    if (fault === 'lost') this.#restoring ??= this.#restore().finally(() => (this.#restoring = null));
    if (fault === 'outdated') void this.#fail(new StorageError('outdated'));
    this.#notify();
  }

  /** @returns whether there was something to restore, which is done now */
  async #wasRestored(): Promise<boolean> {
    const restoring = this.#restoring;
    await restoring;
    return restoring !== null;
  }

  /** The database is new: gives it back what this page knows of the old one. */
  async #restore(): Promise<void> {
    try {
      if (this.#person) await this.#disk.admit(this.#person.person, this.#person.secret);
      for (const [viewerId, ledger] of this.#ledgers) {
        await this.#disk.restore(viewerId, ledger.inOrder, ledger.bytes);
      }
      this.#disk.recovered();
    } catch (thrown) {
      // A page that is closed needs no memory.
      await this.#fail(thrown).catch(() => undefined);
    }
  }

  #notify(): void {
    for (const listener of [...this.#listeners]) listener();
  }

  async #turn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(work);
    this.#last = turn.catch(() => undefined);
    return await turn;
  }
}

/** A copy that does not come in time is no reason to give the disk up. */
function isSlow(thrown: unknown): boolean {
  return thrown instanceof StorageError && thrown.fault === 'blocked';
}

/** A cache that finds no room is a smaller cache. */
function unlessFull(thrown: unknown): void {
  if (!(thrown instanceof StorageError) || thrown.fault !== 'full') throw thrown;
}
