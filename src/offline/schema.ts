import type { DBSchema, IDBPDatabase } from 'idb';
import type { CaseQuery, CaseSummary, Id, Instant } from '../model/case.js';
import type { OperationState } from '../model/operation.js';
import type { RecordKind } from './storage.js';

/** Version of the database. Old code that finds a newer one leaves it alone. */
export const VERSION = 1;

/** What a browser can index but cannot read: sealed bytes, or the value itself where the page has no Web Crypto. */
export type Sealed = ArrayBuffer | { readonly plain: unknown };

/** A key that stands in the database, or what it takes to derive it again from the host's secret. */
export type KeyRecord =
  | { readonly key: CryptoKey }
  /** Where the browser cannot store keys themselves. */
  | { readonly raw: ArrayBuffer }
  /** `proof` opens only with the key that the right secret gives. */
  | { readonly salt: ArrayBuffer; readonly proof: ArrayBuffer };

export interface PersonRecord {
  readonly viewerId: Id;
  /** Random; another one after everything of the person was wiped, so that a tab that still holds the old keys finds out. */
  readonly generation: number;
  /** Sealed values name their key by its place here. */
  readonly keys: readonly KeyRecord[];
  /** SHA-256 of the host's name for the person, hex; null where it gives none. */
  readonly userKey?: string | null;
  /** The `KnownPerson`; missing after sign-out. */
  readonly session?: ArrayBuffer;
  /** 1 while a session is here: cache is kept of somebody who is signed in, and of nobody else. */
  readonly admitted?: 1;
}

export interface OperationRecord {
  readonly seq: number;
  readonly id: Id;
  readonly viewerId: Id;
  readonly revision: number;
  readonly state: OperationState;
  /** The whole `Operation`; its `seq` and `revision` are those above. */
  readonly sealed: Sealed;
}

export interface BytesRecord {
  readonly id: Id;
  readonly viewerId: Id;
  /** The bytes as they were read from the file, with their SHA-256. */
  readonly sealed: Sealed;
}

export interface TermRecord {
  readonly viewerId: Id;
  readonly epoch: number;
  readonly beats: number;
  /** Nobody is in office; the number stays, so that the next term has a higher one. */
  readonly ended: boolean;
}

export interface CacheRecord {
  readonly viewerId: Id;
  readonly kind: RecordKind;
  readonly id: string;
  readonly revision: number;
  /** Counts the writes of a kind: the order of `ids`. */
  readonly written?: number;
  readonly asOf: Instant;
  /** Missing, like `written`: a draft that was removed, whose revision lives on. */
  readonly sealed?: Sealed;
}

/** A place in the order of a list: generation, scope, state, order, moment. */
export type Entry = [generation: number, scope: string, state: number, order: number, place: number];

export interface RowRecord {
  readonly generation: number;
  readonly id: Id;
  readonly entries: readonly Entry[];
  /** The row with its scopes. */
  readonly sealed: Sealed;
}

/** How many rows a list has: to count them would take longer than to read a page. */
export interface TotalRecord {
  readonly generation: number;
  readonly scope: string;
  readonly state: number;
  readonly count: number;
}

/** Which rows changed, so that another tab's search index follows; `ids: null` says that rows left. */
export interface RowChange {
  readonly n: number;
  readonly generation: number;
  readonly ids: readonly Id[] | null;
}

export interface Schema extends DBSchema {
  people: {
    key: Id;
    value: PersonRecord;
    indexes: { generation: [Id, number]; admitted: [Id, number, number] };
  };
  /** `born`: random, made with the database. `last`: whoever was admitted last. */
  meta: { key: 'born' | 'last'; value: string };
  operations: {
    key: number;
    value: OperationRecord | Omit<OperationRecord, 'seq'>;
    indexes: { id: Id; viewerId: Id };
  };
  bytes: { key: Id; value: BytesRecord; indexes: { viewerId: Id } };
  terms: { key: Id; value: TermRecord };
  records: {
    key: [Id, RecordKind, string];
    value: CacheRecord;
    indexes: {
      written: [Id, RecordKind, number];
      /** Tells a record's revision without reading what may be a large file. */
      revision: [Id, RecordKind, string, number];
    };
  };
  rows: { key: [number, Id]; value: RowRecord; indexes: { orders: Entry } };
  totals: { key: [number, string, number]; value: TotalRecord };
  changes: { key: number; value: RowChange | Omit<RowChange, 'n'>; indexes: Record<never, never> };
}

export const STORES = [
  'people',
  'meta',
  'operations',
  'bytes',
  'terms',
  'records',
  'rows',
  'totals',
  'changes',
] as const;

export type StoreName = (typeof STORES)[number];

/** Brings a database from `from` to `VERSION`, a version at a time. */
export function migrate(database: IDBPDatabase<Schema>, from: number): void {
  if (from < 1) createFirst(database);
}

function createFirst(database: IDBPDatabase<Schema>): void {
  const people = database.createObjectStore('people', { keyPath: 'viewerId' });
  people.createIndex('generation', ['viewerId', 'generation']);
  people.createIndex('admitted', ['viewerId', 'generation', 'admitted']);
  database.createObjectStore('meta');
  const operations = database.createObjectStore('operations', { keyPath: 'seq', autoIncrement: true });
  operations.createIndex('id', 'id', { unique: true });
  operations.createIndex('viewerId', 'viewerId');
  database.createObjectStore('bytes', { keyPath: 'id' }).createIndex('viewerId', 'viewerId');
  database.createObjectStore('terms', { keyPath: 'viewerId' });
  const records = database.createObjectStore('records', { keyPath: ['viewerId', 'kind', 'id'] });
  records.createIndex('written', ['viewerId', 'kind', 'written']);
  records.createIndex('revision', ['viewerId', 'kind', 'id', 'revision']);
  const rows = database.createObjectStore('rows', { keyPath: ['generation', 'id'] });
  rows.createIndex('orders', 'entries', { multiEntry: true });
  database.createObjectStore('totals', { keyPath: ['generation', 'scope', 'state'] });
  database.createObjectStore('changes', { keyPath: 'n', autoIncrement: true });
}

const STATES: Readonly<Record<CaseQuery['state'], number>> = { active: 0, closed: 1, all: 2 };
const ORDERS = { updatedAt: 0, createdAt: 1 } as const;

/** The orders that an index answers; every other one is sorted from the search index. */
export type IndexedOrder = keyof typeof ORDERS;

/**
 * The moment of an order as a number that sorts, newest first: milliseconds, and the first twelve bits of the id, which
 * part most cases of one moment.
 */
function placeOf(at: Instant, id: Id): number {
  const first = parseInt(id.slice(0, 3), 16);
  return -((Date.parse(at) || 0) * 4096 + (Number.isNaN(first) ? 0 : first));
}

/** Under which entries a row is found. */
export function entriesOf(row: CaseSummary, scopes: readonly string[], generation: number): Entry[] {
  const orders = Object.keys(ORDERS) as IndexedOrder[];
  return scopes.flatMap((scope) =>
    [STATES[row.state], STATES.all].flatMap((state) =>
      orders.map((order): Entry => [generation, scope, state, ORDERS[order], placeOf(row[order], row.id)]),
    ),
  );
}

/** Under which total the rows of a list are counted. */
export function totalKeyOf(
  generation: number,
  { scope, state }: Pick<CaseQuery, 'scope' | 'state'>,
): [number, string, number] {
  return [generation, scope, STATES[state]];
}

/** All entries of a scope and state in one order, newest first. */
export function rangeOf(
  generation: number,
  { scope, state }: Pick<CaseQuery, 'scope' | 'state'>,
  order: IndexedOrder,
): IDBKeyRange {
  const from = [generation, scope, STATES[state], ORDERS[order]];
  return IDBKeyRange.bound(from, [...from, []]);
}

/** Every record of a kind, by key or by the order of writing. */
export function rangeOfRecords(viewerId: Id, kind: RecordKind): IDBKeyRange {
  return IDBKeyRange.bound([viewerId, kind], [viewerId, kind, []]);
}
