import type { Id } from '../model/case.js';
import type { Operation } from '../model/operation.js';
import type { Ledger } from './ledger.js';
import { MemoryStorage } from './memory-storage.js';
import type { CaseStorage, Commit, Kept, RecordKind, Replacement } from './storage.js';

/** What is worth moving to the disk later. Rows and the changes cursor are not: half of them would be taken for all. */
const MOVED: readonly RecordKind[] = ['list', 'case', 'thread', 'article'];

/** A revision that no draft on the disk has reached: a draft that was sent goes, whoever wrote it last. */
const BEYOND = 2 ** 40;

/** What is to be done to the disk as soon as it works again, in order. */
type Debt = (disk: CaseStorage) => Promise<unknown>;

/**
 * Memory that stands in for the disk while the disk fails, and remembers what it must hand over afterwards. Another tab may go on
 * writing to that disk: what it changed meanwhile is not overwritten.
 */
export class StandIn {
  readonly memory = new MemoryStorage();
  readonly #debts: Debt[] = [];
  /** By person: the revision of each operation on the disk when memory took over. */
  readonly #base = new Map<Id, Map<Id, number>>();
  /** The id on the disk of operations that got another one since. */
  readonly #was = new Map<Id, Id>();
  /** Revisions on the disk of drafts that memory took over, by person and id. */
  readonly #drafts = new Map<string, { viewerId: Id; id: string; base: number }>();

  /** Takes over what this page knows to be on the disk. */
  async takeOver(ledgers: ReadonlyMap<Id, Ledger>): Promise<void> {
    for (const [viewerId, ledger] of ledgers) {
      const operations = ledger.inOrder;
      this.#base.set(viewerId, new Map(operations.map(({ id, revision }) => [id, revision])));
      await this.memory.commit({ viewerId, add: operations, bytes: ledger.bytes });
    }
  }

  /** Must the disk not be read, since it still has what should be gone? */
  get isInDebt(): boolean {
    return this.#debts.length > 0;
  }

  owe(debt: Debt): void {
    this.#debts.push(debt);
  }

  async commit(change: Commit): Promise<readonly Operation[] | null> {
    const added = await this.memory.commit(change);
    if (!added) return null;
    for (const { operation, was } of change.replace ?? []) {
      if (was !== undefined) this.#was.set(operation.id, this.#was.get(was) ?? was);
    }
    for (const { kind, id } of change.records ?? []) {
      if (kind === 'draft') this.#owns(change.viewerId, id, BEYOND);
    }
    return added;
  }

  /** Counts on from the revision that the page knows. */
  async keepDraft(viewerId: Id, id: string, value: unknown, revision: number): Promise<number | null> {
    const { base } = this.#owns(viewerId, id, revision);
    const kept = await this.memory.keepDraft(viewerId, id, value, revision - base);
    return kept === null ? null : kept + base;
  }

  /** A draft that memory has; null: it was removed here; undefined: memory knows nothing of it. */
  async draft<T>(viewerId: Id, id: string): Promise<Kept<T> | null | undefined> {
    const own = this.#drafts.get(keyOf(viewerId, id));
    if (!own) return undefined;
    const kept = await this.memory.read<T>(viewerId, 'draft', id);
    return kept ? { ...kept, revision: kept.revision + own.base } : null;
  }

  /** Brings the disk up to date. Done in part it may be done again: what is there already stays as it is. */
  async handOver(disk: CaseStorage): Promise<void> {
    for (let debt = this.#debts[0]; debt; debt = this.#debts[0]) {
      await debt(disk);
      this.#debts.shift();
    }
    const here = (await this.memory.holdings()).map(({ viewerId }) => viewerId);
    for (const viewerId of new Set([...this.#base.keys(), ...here])) {
      await this.#moveOperations(disk, viewerId);
      await this.#moveRecords(disk, viewerId);
    }
    for (const { viewerId, id, base } of this.#drafts.values()) {
      const kept = await this.memory.read(viewerId, 'draft', id);
      await disk.keepDraft(viewerId, id, kept?.value, base);
    }
    this.#drafts.clear();
  }

  #owns(viewerId: Id, id: string, base: number): { readonly base: number } {
    const key = keyOf(viewerId, id);
    const known = this.#drafts.get(key);
    if (known) return known;
    const own = { viewerId, id, base };
    this.#drafts.set(key, own);
    return own;
  }

  async #moveOperations(disk: CaseStorage, viewerId: Id): Promise<void> {
    const change = await this.#difference(viewerId);
    if (await disk.commit(change)) return;
    // Another tab changed some of them meanwhile: theirs stand, the others go one by one.
    const { add = [], replace = [], remove = [], bytes } = change;
    for (const one of add) await disk.commit({ viewerId, add: [one], ...pick(bytes, one.id) });
    for (const one of replace) await disk.commit({ viewerId, replace: [one] });
    for (const one of remove) await disk.commit({ viewerId, remove: [one] });
  }

  async #difference(viewerId: Id): Promise<Commit> {
    const base = new Map(this.#base.get(viewerId));
    const add: Operation[] = [];
    const replace: Replacement[] = [];
    const bytes = new Map<Id, ArrayBuffer>();
    for (const operation of await this.memory.operations(viewerId)) {
      const was = this.#was.get(operation.id) ?? operation.id;
      const revision = base.get(was);
      base.delete(was);
      if (revision === undefined) {
        add.push(operation);
        const kept = await this.memory.bytes(viewerId, operation.id);
        if (kept) bytes.set(operation.id, kept);
      } else if (revision !== operation.revision) {
        replace.push({ operation, revision, ...(was === operation.id ? {} : { was }) });
      }
    }
    const remove = [...base].map(([id, revision]) => ({ id, revision }));
    return { viewerId, add, replace, remove, bytes };
  }

  async #moveRecords(disk: CaseStorage, viewerId: Id): Promise<void> {
    for (const kind of MOVED) {
      for (const id of [...(await this.memory.ids(viewerId, kind))].reverse()) {
        const kept = await this.memory.read(viewerId, kind, id);
        if (kept) await disk.write(viewerId, [{ kind, id, value: kept.value }]);
      }
    }
  }
}

function keyOf(viewerId: Id, id: string): string {
  return `${viewerId} ${id}`;
}

function pick(bytes: ReadonlyMap<Id, ArrayBuffer> | undefined, id: Id): Pick<Commit, 'bytes'> {
  const own = bytes?.get(id);
  return own ? { bytes: new Map([[id, own]]) } : {};
}
