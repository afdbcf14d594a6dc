/** Pure readings of the state. Parts that did not change keep their identity, so that a shallow comparison suffices. */
import type { CaseQuery, Id, Status } from '../model/case.js';
import type { Failure } from '../model/failure.js';
import { isOutstanding, type Operation } from '../model/operation.js';
import {
  projectCase,
  projectNotes,
  projectSummary,
  type CaseDetail,
  type CaseRow,
  type NoteView,
} from '../model/project.js';
import type { Option } from '../model/form.js';
import {
  queryKey,
  type CaseEntry,
  type ListState,
  type LoadStatus,
  type StoreState,
  type ThreadState,
} from './state.js';

export interface ListView {
  readonly status: LoadStatus;
  readonly rows: readonly CaseRow[];
  readonly total: number;
  readonly hasMore: boolean;
  readonly loadingMore: boolean;
  readonly failure: Failure | null;
}

export interface CaseView {
  readonly status: CaseEntry['status'];
  readonly case: CaseDetail | null;
  readonly failure: Failure | null;
}

export interface ThreadView {
  readonly status: LoadStatus;
  /** Oldest first, own unsent ones last. */
  readonly notes: readonly NoteView[];
  readonly hasOlder: boolean;
  readonly loadingOlder: boolean;
  readonly failure: Failure | null;
}

const NO_LIST: ListView = {
  status: 'loading',
  rows: [],
  total: 0,
  hasMore: false,
  loadingMore: false,
  failure: null,
};
const NO_CASE: CaseView = { status: 'loading', case: null, failure: null };
const NO_THREAD: ThreadView = {
  status: 'loading',
  notes: [],
  hasOlder: false,
  loadingOlder: false,
  failure: null,
};

/** Remembers one result per source object and the other inputs it was made with. */
function memo<S extends object, I, R>(make: (source: S, input: I, state: StoreState) => R) {
  const results = new WeakMap<S, { input: readonly unknown[]; result: R }>();
  return (source: S, input: I, state: StoreState, deps: readonly unknown[]): R => {
    const hit = results.get(source);
    if (hit && hit.input.every((value, index) => value === deps[index])) return hit.result;
    const result = make(source, input, state);
    results.set(source, { input: deps, result });
    return result;
  };
}

const statusLabels = new WeakMap<readonly Option[], ReadonlyMap<Status, string>>();
const NO_OPTIONS: readonly Option[] = [];

function labelsOf(state: StoreState): ReadonlyMap<Status, string> {
  const options = state.session?.enumerations.status ?? NO_OPTIONS;
  let labels = statusLabels.get(options);
  if (!labels)
    statusLabels.set(options, (labels = new Map(options.map((o) => [o.value as Status, o.label]))));
  return labels;
}

const makeList = memo((list: ListState, _: null, state): ListView => {
  const outstanding = state.operations.filter(isOutstanding);
  return {
    status: list.status,
    total: list.total,
    failure: list.failure,
    loadingMore: list.loadingMore,
    hasMore: list.nextCursor !== null,
    rows: list.items.map((item) => projectSummary(item, outstanding, labelsOf(state))),
  };
});

export function selectList(state: StoreState, query: CaseQuery): ListView {
  const list = state.lists.get(queryKey(query));
  return list ? makeList(list, null, state, [state.operations, state.session]) : NO_LIST;
}

const makeCase = memo((entry: CaseEntry, id: Id, state): CaseView => ({
  status: entry.status,
  failure: entry.failure,
  case: entry.snapshot && projectCase(entry.snapshot, ownOf(state, id), labelsOf(state)),
}));

export function selectCase(state: StoreState, id: Id): CaseView {
  const entry = state.cases.get(id);
  return entry ? makeCase(entry, id, state, [state.operations, state.session]) : NO_CASE;
}

const makeThread = memo((thread: ThreadState, id: Id, state): ThreadView => ({
  status: thread.status,
  failure: thread.failure,
  hasOlder: thread.nextCursor !== null,
  loadingOlder: thread.loadingOlder,
  notes: state.session ? projectNotes(thread.notes, ownOf(state, id), state.session.viewer) : [],
}));

export function selectThread(state: StoreState, caseId: Id): ThreadView {
  const thread = state.threads.get(caseId);
  return thread ? makeThread(thread, caseId, state, [state.operations, state.session]) : NO_THREAD;
}

function ownOf(state: StoreState, caseId: Id): readonly Operation[] {
  return state.operations.filter((operation) => operation.caseId === caseId);
}
