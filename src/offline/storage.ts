/**
 * The ports of what survives a reload. Two implementations, IndexedDB and memory, pass one conformance suite.
 *
 * One database belongs to one backend; everything in it belongs to one person. Every method settles: within
 * `STORAGE_PATIENCE` it resolves, or rejects with a `StorageError`. Nothing is acknowledged before the transaction is
 * complete; what was written is durable by then where `strict` is said.
 */
import type { CaseQuery, CaseSummary, Id, Instant } from '../model/case.js';
import type { Operation } from '../model/operation.js';
import type { Session } from '../model/session.js';

/** The longest that one call may take before it counts as failed, ms. */
export const STORAGE_PATIENCE = 4500;

/**
 * Why storage does not keep what it is given:
 * `refused` by the browser (sandbox, cookies blocked, private window), `full`, `outdated` (a newer version of Casement owns the
 * database: the page must be loaded again), `blocked` (an older tab holds the database, or a frozen one a transaction), `lost`
 * (the database was deleted or emptied under the page), `broken` (anything else).
 */
export type StorageFault = 'refused' | 'full' | 'outdated' | 'blocked' | 'lost' | 'broken';

export class StorageError extends Error {
  override readonly name = 'StorageError';
  constructor(
    readonly fault: StorageFault,
    options?: ErrorOptions,
  ) {
    super(`storage: ${fault}`, options);
  }
}

/** What a page says about its storage. */
export interface StorageHealth {
  /** `disk`: survives. `memory`: goes with the page, for the reason given; healed when it can be. */
  readonly kept: 'disk' | 'memory';
  readonly fault: StorageFault | null;
  /** Undelivered operations that an earlier page had stored and that are gone: the customer is told the number. */
  readonly lost: number;
}

/** Somebody whom this browser has seen at this backend. */
export interface KnownPerson {
  readonly viewerId: Id;
  /** What the host page calls the person (`user-key`); null where it does not say. */
  readonly userKey: string | null;
  readonly session: Session;
  /** When the session was last answered by the backend; for the customer's eyes. */
  readonly asOf: Instant;
}

export interface PeopleStorage {
  /** The person of that host key; without one, the last who was admitted. Cannot be read without the secret it was sealed with. */
  person(userKey: string | null, secret?: string): Promise<KnownPerson | undefined>;
  /**
   * From now on this person is in charge; makes the key that seals their records, or opens it.
   * @param secret of the host's session: the key is derived from it and is not stored
   */
  admit(person: KnownPerson, secret?: string): Promise<void>;
  /** Everybody with something stored, and how many undelivered operations of each. */
  holdings(): Promise<readonly { readonly viewerId: Id; readonly undelivered: number }[]>;
  /**
   * Removes what belongs to a person. `delivered`: cache and session; operations and drafts stay sealed until they are back.
   * `everything`: the key too, so that what remains on the disk cannot be read.
   */
  wipe(viewerId: Id, what: 'delivered' | 'everything'): Promise<void>;
}

/** An operation as it stands in storage is replaced only by whoever knew its latest revision. */
export interface Replacement {
  readonly operation: Operation;
  /** The revision it replaces. */
  readonly revision: number;
  /** The id it stood under, where it was written anew under another key; its place in the order and its bytes go along. */
  readonly was?: Id;
}

export interface Commit {
  readonly viewerId: Id;
  /** New ones; `seq` is given by storage, in the order of the array. One that is there already: nothing is written. */
  readonly add?: readonly Operation[];
  /** Bytes of files, by the id of their operation, as they were read before the transaction. */
  readonly bytes?: ReadonlyMap<Id, ArrayBuffer>;
  readonly replace?: readonly Replacement[];
  /** Operations that leave, with their bytes. */
  readonly remove?: readonly { readonly id: Id; readonly revision: number }[];
  /** Snapshots that replace what the operations did. */
  readonly records?: readonly RecordWrite[];
  /** The sender's term of office: a commit of an older term than the latest is refused. */
  readonly epoch?: number;
  /** The last place in the order that whoever decided this knew of: refused when something of the person stands behind it. */
  readonly tail?: number;
}

export interface OutboxStorage {
  /** Outstanding operations of a person, in the order they were written. */
  operations(viewerId: Id): Promise<readonly Operation[]>;
  /**
   * All of it or none, in one strict transaction. Resolves when it is on disk, with the operations added;
   * null: an operation had moved on, or the term is over, and nothing was written.
   */
  commit(change: Commit): Promise<readonly Operation[] | null>;
  /** Bytes of a file's operation, checked against their SHA-256; undefined: missing or damaged. */
  bytes(viewerId: Id, operationId: Id): Promise<ArrayBuffer | undefined>;
}

/** Who of several tabs sends, where the browser has no locks, and the proof of it where it has. */
export interface TermStorage {
  /** Begins a new term; every older one is over. Resolves with its epoch. */
  beginTerm(viewerId: Id): Promise<number>;
  /** A sign of life of a term; false: it is over. */
  beat(viewerId: Id, epoch: number): Promise<boolean>;
  /** Leaves office, so that the next one need not wait out its silence. */
  endTerm(viewerId: Id, epoch: number): Promise<void>;
  /** The latest term and its beats so far; null: nobody is in office. Followers watch the beats move by their own clock. */
  term(viewerId: Id): Promise<{ readonly epoch: number; readonly beats: number } | null>;
}

/** `list`: a `CachedList` by `queryKey`. `case`: a `Case`. `thread`: its newest notes. `file`: bytes, by `<case id>/<attachment id>`. `sync`: where the changes cursor stands. */
export type RecordKind = 'list' | 'case' | 'thread' | 'article' | 'file' | 'draft' | 'sync';

export interface RecordWrite {
  readonly kind: RecordKind;
  readonly id: string;
  /** JSON, or bytes; undefined removes the record. */
  readonly value: unknown;
}

export interface Kept<T> {
  readonly value: T;
  /** When it was written; for the customer's eyes. */
  readonly asOf: Instant;
  /** Counts the writes of this record. */
  readonly revision: number;
}

/**
 * What can be asked for again; relaxed durability. Kept only of a person who was admitted and not wiped since: an answer that comes
 * after the person left is not kept.
 */
export interface CacheStorage {
  read<T>(viewerId: Id, kind: RecordKind, id: string): Promise<Kept<T> | undefined>;
  /** Ids of a kind, most recently written first. */
  ids(viewerId: Id, kind: RecordKind): Promise<readonly string[]>;
  write(viewerId: Id, records: readonly RecordWrite[]): Promise<void>;
  /** Takes a case out of records, lists (their `items`) and rows, with its notes and files: what is no longer permitted must not stay. */
  purgeCase(viewerId: Id, caseId: Id): Promise<void>;
}

/** What is being typed; strict durability. */
export interface DraftStorage {
  /**
   * Keeps a draft, unless another tab has kept a newer one since `revision`. One that was removed counts as none: any
   * revision replaces it, and the counting goes on.
   * @param value JSON, files as `ArrayBuffer`s within; undefined removes the draft
   * @returns the new revision; null: there is a newer one
   */
  keepDraft(viewerId: Id, id: string, value: unknown, revision: number): Promise<number | null>;
}

/** The customer's cases as rows, whole, so that lists work without a backend. Kept, like records, of a person who is admitted. */
export interface RowStorage {
  /** Rows with the ids of the scopes they belong to; replaces older rows of the same id. */
  putRows(
    viewerId: Id,
    rows: readonly { readonly row: CaseSummary; readonly scopes: readonly string[] }[],
  ): Promise<void>;
  /** One page in the query's order; `text` is matched against number and subject. Reads a page, never everything, unless the query has a text. */
  rows(
    viewerId: Id,
    query: CaseQuery,
    range: { readonly offset: number; readonly limit: number },
  ): Promise<{ readonly items: readonly CaseSummary[]; readonly total: number }>;
}

export interface CaseStorage
  extends PeopleStorage, OutboxStorage, TermStorage, CacheStorage, DraftStorage, RowStorage {
  readonly health: StorageHealth;
  /** Called after every change of `health`; returns the end of it. */
  onHealth(listener: () => void): () => void;
  close(): void;
}

/** Tells the other tabs of this database that something changed. Messages may be lost: whoever relies on one also looks. */
export interface Channel {
  /** false: messages reach nobody; whoever relies on them has to look. */
  readonly isOpen: boolean;
  post(message: ChannelMessage): void;
  listen(listener: (message: ChannelMessage) => void): () => void;
  close(): void;
}

/** What became of an operation. */
export interface Settled {
  readonly operation: Operation;
  /** What the backend answered, as the sender understood it; only of a delivered one. */
  readonly receipt?: unknown;
}

export type ChannelMessage =
  /** Operations of this person changed; those given left the outbox, or failed, with the backend's answer if there was one. */
  | { readonly type: 'operations'; readonly viewerId: Id; readonly settled: readonly Settled[] }
  /** Somebody looks, the network is back, or (`asked`) the customer wants another try: whoever sends need not wait any longer. */
  | { readonly type: 'wake'; readonly asked: boolean }
  /** Records were written by another tab. */
  | { readonly type: 'records'; readonly viewerId: Id; readonly ids: readonly string[] }
  /** Somebody signed out, or somebody else in. */
  | { readonly type: 'person'; readonly viewerId: Id | null };

/** Chooses the one tab that sends. */
export interface Leadership {
  /**
   * Waits for office and runs `work` in it, again and again until `signal` aborts. `term.signal` aborts when the office is lost:
   * a frozen tab finds out when it thaws, and every commit carries `term.epoch`.
   */
  lead(
    viewerId: Id,
    work: (term: { readonly epoch: number; readonly signal: AbortSignal }) => Promise<void>,
    signal: AbortSignal,
  ): Promise<void>;
}
