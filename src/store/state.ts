import type { Case, CaseQuery, CaseSummary, Id, Instant } from '../model/case.js';
import type { Failure } from '../model/failure.js';
import type { Note } from '../model/note.js';
import type { Operation } from '../model/operation.js';
import type { Session } from '../model/session.js';
import type { StorageHealth } from '../offline/storage.js';
import type { ownCases } from './own-cases.js';
import type { ownRows } from './own-rows.js';

export type LoadStatus = 'loading' | 'ready' | 'failed';

export interface ListState {
  readonly query: CaseQuery;
  readonly status: LoadStatus;
  readonly items: readonly CaseSummary[];
  /** Cases that match the query at the backend. */
  readonly total: number;
  readonly nextCursor: string | null;
  readonly loadingMore: boolean;
  /** Of the last request; items may still be shown beside it. */
  readonly failure: Failure | null;
  /** Null: answered by the backend in this page's life. Else a copy, and when it was current. */
  readonly asOf: Instant | null;
}

export interface CaseEntry {
  /** `gone`: not found, or no longer permitted. */
  readonly status: LoadStatus | 'gone';
  readonly snapshot: Case | null;
  readonly failure: Failure | null;
  /** As in `ListState`. */
  readonly asOf: Instant | null;
}

export interface ThreadState {
  readonly status: LoadStatus;
  /** Oldest first. */
  readonly notes: readonly Note[];
  /** Leads to older notes. */
  readonly nextCursor: string | null;
  readonly loadingOlder: boolean;
  readonly failure: Failure | null;
  /** As in `ListState`. */
  readonly asOf: Instant | null;
}

/** How changes of others reach this page. */
export type LiveState = 'off' | 'connecting' | 'live' | 'polling';

export interface StoreState {
  /** `signed-out`: the backend wants to know who this is. `failed`: it could not be reached or understood. */
  readonly phase: 'starting' | 'ready' | 'signed-out' | 'failed';
  readonly session: Session | null;
  /** Why `phase` is `failed`. */
  readonly failure: Failure | null;
  readonly lists: ReadonlyMap<string, ListState>;
  readonly cases: ReadonlyMap<Id, CaseEntry>;
  readonly threads: ReadonlyMap<Id, ThreadState>;
  /** Outstanding ones, in the order they were written. */
  readonly operations: readonly Operation[];
  /** Those of them that are not delivered for long although there is a network. */
  readonly overdue: ReadonlySet<Id>;
  /** How a list looks with them: comes with the outbox, since without it there are none. */
  readonly ownRows: typeof ownRows | null;
  /** How a case looks with them: as `ownRows`. */
  readonly ownCases: typeof ownCases | null;
  /** Share of the bytes sent, 0 to 1, by operation; only while sending. */
  readonly progress: ReadonlyMap<Id, number>;
  readonly live: LiveState;
  /** What becomes of what is written when the page goes; in memory, without a fault, where no storage was asked for. */
  readonly storage: StorageHealth;
  /** False since a request found no backend (no network, 5xx); true again with the next answer. */
  readonly reachable: boolean;
}

export const INITIAL_STATE: StoreState = {
  phase: 'starting',
  session: null,
  failure: null,
  lists: new Map(),
  cases: new Map(),
  threads: new Map(),
  operations: [],
  overdue: new Set(),
  ownRows: null,
  ownCases: null,
  progress: new Map(),
  live: 'off',
  storage: { kept: 'memory', fault: null, lost: 0 },
  reachable: true,
};

/** Equal queries share one key. */
export function queryKey(query: CaseQuery): string {
  return JSON.stringify([query.scope, query.state, query.text.trim(), query.sort]);
}
