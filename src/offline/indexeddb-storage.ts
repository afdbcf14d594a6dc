/** The port of storage on the browser's disk: one IndexedDB database, everything a person wrote or read sealed in it. */
import type { CaseQuery, Id } from '../model/case.js';
import type { Operation } from '../model/operation.js';
import { Canary } from './canary.js';
import { Connection, type Mishap, type Patience } from './connection.js';
import { Operations } from './operations.js';
import { People } from './people.js';
import { Records } from './records.js';
import { Rows, type KeptRow, type Range, type RowPage } from './rows.js';
import type {
  CaseStorage,
  Commit,
  Kept,
  KnownPerson,
  RecordKind,
  RecordWrite,
  StorageHealth,
} from './storage.js';
import { STORES } from './schema.js';
import { Terms } from './terms.js';

export class IndexedDbStorage implements CaseStorage {
  #health: StorageHealth = { kept: 'disk', fault: null, lost: 0 };
  readonly #listeners = new Set<() => void>();
  readonly #connection: Connection;
  readonly #people: People;
  readonly #operations: Operations;
  readonly #records: Records;
  readonly #rows: Rows;
  readonly #terms: Terms;

  /** @param name of the database, one for each backend */
  constructor(name: string, patience?: Patience) {
    const canary = new Canary(name);
    this.#connection = new Connection(name, canary, (mishap) => this.#suffer(mishap), patience);
    this.#people = new People(this.#connection, canary);
    this.#operations = new Operations(this.#connection, this.#people, canary);
    this.#records = new Records(this.#connection, this.#people);
    this.#rows = new Rows(this.#connection, this.#people);
    this.#terms = new Terms(this.#connection);
  }

  get health(): StorageHealth {
    return this.#health;
  }

  onHealth(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Resolves when the database is there; rejects with what is in the way. */
  open(): Promise<void> {
    return this.#connection.open();
  }

  /** Resolves when everything can be written to, though nothing is: nobody holds a transaction. */
  async probe(): Promise<void> {
    await this.#connection.write(STORES, 'relaxed', async () => undefined);
  }

  close(): void {
    this.#connection.close();
    this.#listeners.clear();
  }

  person(userKey: string | null, secret?: string): Promise<KnownPerson | undefined> {
    return this.#people.person(userKey, secret);
  }

  admit(person: KnownPerson, secret?: string): Promise<void> {
    return this.#people.admit(person, secret);
  }

  holdings(): Promise<readonly { readonly viewerId: Id; readonly undelivered: number }[]> {
    return this.#people.holdings();
  }

  wipe(viewerId: Id, what: 'delivered' | 'everything'): Promise<void> {
    return this.#people.wipe(viewerId, what);
  }

  operations(viewerId: Id): Promise<readonly Operation[]> {
    return this.#operations.operations(viewerId);
  }

  commit(change: Commit): Promise<readonly Operation[] | null> {
    return this.#operations.commit(change);
  }

  bytes(viewerId: Id, operationId: Id): Promise<ArrayBuffer | undefined> {
    return this.#operations.bytes(viewerId, operationId);
  }

  /** Writes operations again that a page still holds; those that are there already stay. Resolves with how many were missing. */
  async restore(
    viewerId: Id,
    operations: readonly Operation[],
    bytes: ReadonlyMap<Id, ArrayBuffer>,
  ): Promise<number> {
    const missing = await this.#operations.restore(viewerId, operations, bytes);
    this.#set({ lost: Math.max(0, this.#health.lost - missing) });
    return missing;
  }

  /** Whatever a page still held of a database that was lost is in the new one. */
  recovered(): void {
    this.#set({ fault: null });
  }

  beginTerm(viewerId: Id): Promise<number> {
    return this.#terms.beginTerm(viewerId);
  }

  beat(viewerId: Id, epoch: number): Promise<boolean> {
    return this.#terms.beat(viewerId, epoch);
  }

  endTerm(viewerId: Id, epoch: number): Promise<void> {
    return this.#terms.endTerm(viewerId, epoch);
  }

  term(viewerId: Id): Promise<{ readonly epoch: number; readonly beats: number } | null> {
    return this.#terms.term(viewerId);
  }

  read<T>(viewerId: Id, kind: RecordKind, id: string): Promise<Kept<T> | undefined> {
    return this.#records.read<T>(viewerId, kind, id);
  }

  ids(viewerId: Id, kind: RecordKind): Promise<readonly string[]> {
    return this.#records.ids(viewerId, kind);
  }

  write(viewerId: Id, records: readonly RecordWrite[]): Promise<void> {
    return this.#records.write(viewerId, records);
  }

  purgeCase(viewerId: Id, caseId: Id): Promise<void> {
    return this.#records.purgeCase(viewerId, caseId);
  }

  keepDraft(viewerId: Id, id: string, value: unknown, revision: number): Promise<number | null> {
    return this.#records.keepDraft(viewerId, id, value, revision);
  }

  putRows(viewerId: Id, rows: readonly KeptRow[]): Promise<void> {
    return this.#rows.putRows(viewerId, rows);
  }

  rows(viewerId: Id, query: CaseQuery, range: Range): Promise<RowPage> {
    return this.#rows.rows(viewerId, query, range);
  }

  #suffer(mishap: Mishap): void {
    if (mishap.type === 'outdated') return this.#set({ fault: 'outdated' });
    // Keys went with the database.
    this.#people.forgetAll();
    const lost = this.#health.lost + mishap.operations;
    this.#set(mishap.underThePage ? { lost, fault: 'lost' } : { lost });
  }

  #set(patch: Partial<StorageHealth>): void {
    this.#health = { ...this.#health, ...patch };
    for (const listener of [...this.#listeners]) listener();
  }
}
