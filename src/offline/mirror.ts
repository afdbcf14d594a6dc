/** The operations of one person as storage holds them, seen from one of several tabs that write them. */
import type { Id } from '../model/case.js';
import { needs } from '../model/dependence.js';
import { isOutstanding, type Operation } from '../model/operation.js';
import { Change } from './change.js';
import { StorageError, type Channel, type Commit, type OutboxStorage, type Settled } from './storage.js';

/** `done`: it is kept. `nothing`: there was nothing to change any more. `over`: storage refused it again and again: the term is over. */
export type Verdict = 'done' | 'nothing' | 'over';

export interface MirrorOptions {
  readonly viewerId: Id;
  readonly storage: OutboxStorage;
  readonly channel: Channel;
  readonly onChange: (settled: readonly Settled[]) => void;
}

/** How often another tab may be faster, before a change counts as refused. */
const TRIES = 4;

export class Mirror {
  readonly #options: MirrorOptions;
  /** In order. */
  #kept: ReadonlyMap<Id, Operation> = new Map();
  /** Written, but not yet in storage. */
  #keeping: readonly Operation[] = [];
  /** Operations that left the outbox: an answer of storage that is older than that does not bring them back. */
  readonly #gone = new Set<Id>();
  /** Those that were gone before a word of what became of them came: the word may still come. */
  readonly #guessed = new Set<Id>();
  /** Operations that storage did not take in time: whoever wrote them was told so. */
  readonly #abandoned = new Set<Id>();
  #last: Promise<unknown> = Promise.resolve();
  #entries: Promise<unknown> = Promise.resolve();
  #reading: Promise<void> | undefined;
  #lost = false;
  /** The last place in the order that this tab knows of. */
  #seq = 0;
  /** What storage would not take: nothing that needs it can be kept either. */
  #rejected: readonly Operation[] = [];

  constructor(options: MirrorOptions) {
    this.#options = options;
  }

  /** All that is outstanding, what is being kept last. */
  get operations(): readonly Operation[] {
    return [...this.#kept.values(), ...this.#keeping];
  }

  /** What storage holds, in order. */
  get kept(): ReadonlyMap<Id, Operation> {
    return this.#kept;
  }

  /** Looks at what storage holds; several calls share one look, if it has not begun. */
  async refresh(): Promise<void> {
    await (this.#reading ??= this.#turn(async () => {
      this.#reading = undefined;
      await this.#read();
    }));
  }

  /** What another tab says became of operations; what it does not say is looked for. */
  hear(settled: readonly Settled[]): void {
    const kept = new Map(this.#kept);
    const news = settled.filter(({ operation }) => {
      const known = kept.get(operation.id);
      if (this.#guessed.delete(operation.id)) return true;
      // One that is not known yet comes with the next look, and with all that belongs to it.
      return known
        ? known.revision < operation.revision
        : !isOutstanding(operation) && !this.#gone.has(operation.id);
    });
    for (const { operation } of news) this.#place(kept, operation.id, operation);
    if (news.length) this.#replace(kept, news);
  }

  /**
   * Takes operations, in the order of the calls; rejects if storage did not take them, and nothing of them stays.
   * @param bytes of their files, read meanwhile
   */
  async add(operations: readonly Operation[], bytes: Promise<ReadonlyMap<Id, ArrayBuffer>>): Promise<void> {
    const ids = operations.map(({ id }) => id);
    this.#keeping = [...this.#keeping, ...operations];
    this.#options.onChange([]);
    // Whoever waits for an earlier entry hears of this one too late for the browser's taste.
    bytes.catch(() => undefined);
    const entry = this.#entries.then(async () => {
      try {
        const read = await bytes;
        await this.#turn(() => this.#keep(ids, read));
      } finally {
        this.#keeping = this.#keeping.filter(({ id }) => !ids.includes(id));
        this.#options.onChange([]);
      }
    });
    this.#entries = entry.catch(() => undefined);
    await entry;
    this.#tell([]);
  }

  /**
   * Changes what is there. `decide` is asked again, with what storage holds then, whenever another tab was faster.
   * @param epoch of the sender's term
   */
  async change(decide: (change: Change) => void, epoch?: number): Promise<Verdict> {
    return await this.#turn(async () => {
      for (let tries = 0; tries < TRIES; tries++) {
        const change = new Change(this.#kept);
        decide(change);
        if (change.isEmpty) return 'nothing';
        if (await this.#write(change, guardOf(epoch, tries === 0 ? this.#seq : Infinity))) {
          this.#apply(change);
          return 'done';
        }
        await this.#read();
      }
      return 'over';
    });
  }

  /** Storage lost everything: what this page still knows is written again. */
  async restore(): Promise<void> {
    this.#lost = true;
    await this.refresh();
    this.#tell([]);
  }

  async #keep(ids: readonly Id[], bytes: ReadonlyMap<Id, ArrayBuffer>): Promise<void> {
    const operations = this.#keeping.filter(({ id }) => ids.includes(id));
    // A note to a case that could not be kept has nothing to be about.
    if (operations.some((one) => this.#rejected.some((other) => isOrphan(one, other))))
      throw new StorageError('broken');
    const add = operations.map((operation) => ({ ...operation, revision: 0 }));
    const added = await this.#commit({ viewerId: this.#options.viewerId, add, bytes }).catch(
      (thrown: unknown) => {
        this.#rejected = [...this.#rejected, ...operations];
        throw thrown;
      },
    );
    this.#rejected = this.#rejected.filter((old) => !added.some(({ caseId }) => caseId === old.caseId));
    // Something stands before it that this tab has not heard of; it must not be overtaken.
    if (added.some(({ seq }, i) => seq !== this.#seq + i + 1)) await this.#read();
    const kept = new Map(this.#kept);
    for (const operation of added) this.#place(kept, operation.id, operation);
    // Shown once: they leave what is being kept in the same moment.
    this.#keeping = this.#keeping.filter(({ id }) => !ids.includes(id));
    this.#replace(kept, []);
  }

  /** Storage that does not answer in time may have written all the same: then it is kept, whatever it said. */
  async #commit(commit: Commit): Promise<readonly Operation[]> {
    const { storage, viewerId } = this.#options;
    const ids = new Set(commit.add?.map(({ id }) => id));
    try {
      const added = await storage.commit(commit);
      if (added) return added;
      throw new StorageError('broken');
    } catch (thrown) {
      const there = await storage.operations(viewerId).catch(() => []);
      const own = there.filter(({ id }) => ids.has(id));
      if (own.length === ids.size) return own;
      for (const id of ids) this.#abandoned.add(id);
      throw thrown;
    }
  }

  /** @returns whether it is kept; storage that did not answer in time may have written all the same */
  async #write(change: Change, guard: Pick<Commit, 'epoch' | 'tail'>): Promise<boolean> {
    const { storage, viewerId } = this.#options;
    try {
      return (await storage.commit(change.toCommit(viewerId, guard))) !== null;
    } catch (thrown) {
      const there = await storage.operations(viewerId);
      if (change.isDoneIn(there)) return true;
      throw thrown;
    }
  }

  async #read(): Promise<void> {
    const { storage, viewerId } = this.#options;
    let all = await storage.operations(viewerId);
    if (this.#lost) {
      const missing = [...this.#kept.values()].filter(
        ({ id }) => !all.some((operation) => operation.id === id),
      );
      if (missing.length) all = [...all, ...((await storage.commit({ viewerId, add: missing })) ?? missing)];
      this.#lost = false;
    }
    const late = all.filter((operation) => this.#isAbandoned(operation, all));
    if (late.length) await storage.commit({ viewerId, remove: late.map(({ id }) => ({ id, revision: 0 })) });
    const there = all.filter((operation) => !late.includes(operation) && !this.#gone.has(operation.id));
    const kept = new Map(there.map((operation) => [operation.id, operation]));
    // One that was written anew elsewhere has another id in the same place.
    const places = new Set(there.map(({ seq }) => seq));
    const vanished = [...this.#kept.values()].filter(({ id }) => !kept.has(id));
    for (const { id } of vanished) this.#gone.add(id);
    const taken = vanished.filter(({ seq }) => !places.has(seq));
    for (const { id } of taken) this.#guessed.add(id);
    if (vanished.length || there.some((operation) => !isSame(operation, this.#kept.get(operation.id))))
      this.#replace(kept, taken.map(guess));
  }

  /** Not if another tab has built on it meanwhile: its customer was told that it is kept. */
  #isAbandoned(operation: Operation, all: readonly Operation[]): boolean {
    if (!this.#abandoned.has(operation.id) || operation.revision > 0) return false;
    return all.every((other) => this.#abandoned.has(other.id) || !needs(other, operation));
  }

  #apply(change: Change): void {
    const kept = new Map(this.#kept);
    for (const [was, operation] of change.steps) this.#place(kept, was, operation);
    this.#keeping = this.#keeping.map((operation) => change.rebase(operation));
    this.#replace(kept, change.settled);
    this.#tell(change.settled);
  }

  #place(kept: Map<Id, Operation>, was: Id, operation: Operation): void {
    const leaves = !isOutstanding(operation);
    if (leaves || was !== operation.id) {
      kept.delete(was);
      this.#gone.add(was);
    }
    if (!leaves) kept.set(operation.id, operation);
  }

  #replace(kept: ReadonlyMap<Id, Operation>, settled: readonly Settled[]): void {
    this.#kept = inOrder(kept);
    for (const { seq } of kept.values()) this.#seq = Math.max(this.#seq, seq);
    this.#options.onChange(settled);
  }

  #tell(settled: readonly Settled[]): void {
    this.#options.channel.post({ type: 'operations', viewerId: this.#options.viewerId, settled });
  }

  /** One after the other: what is decided on the mirror is decided on how it stands. */
  async #turn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(work);
    this.#last = turn.catch(() => undefined);
    return await turn;
  }
}

/** The sender decides for all that is written: it must know of all. After a look, one that cannot be read does not stop it. */
function guardOf(epoch: number | undefined, tail: number): Pick<Commit, 'epoch' | 'tail'> {
  return epoch === undefined ? {} : { epoch, tail };
}

/** Is `later` about something that was to be made by `rejected`? */
function isOrphan(later: Operation, rejected: Operation): boolean {
  return later.payload.kind !== 'createCase' && needs(later, rejected);
}

function isSame(one: Operation, other: Operation | undefined): boolean {
  return one.revision === other?.revision && one.seq === other.seq;
}

/** An entry that kept its place by its number may stand at the end of a map. */
function inOrder(kept: ReadonlyMap<Id, Operation>): ReadonlyMap<Id, Operation> {
  return new Map([...kept].sort(([, a], [, b]) => a.seq - b.seq));
}

/**
 * What became of an operation that another tab took out without a word that arrived: one that was refused most likely did not
 * go out after all.
 */
function guess(operation: Operation): Settled {
  return { operation: { ...operation, state: operation.state === 'refused' ? 'discarded' : 'delivered' } };
}
