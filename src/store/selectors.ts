/** Pure readings of the state. Parts that did not change keep their identity, so that a shallow comparison suffices. */
import type { CaseQuery, CaseSummary, Instant, Status } from '../model/case.js';
import type { Failure } from '../model/failure.js';
import type { CaseRow } from '../model/project-summary.js';
import type { Option } from '../model/form.js';
import { queryKey, type ListState, type LoadStatus, type StoreState } from './state.js';

export interface ListView {
  readonly status: LoadStatus;
  readonly rows: readonly CaseRow[];
  readonly total: number;
  readonly hasMore: boolean;
  readonly loadingMore: boolean;
  readonly failure: Failure | null;
  /** When a copy was current; null: it is the backend's word. */
  readonly asOf: Instant | null;
}

const NO_LIST: ListView = {
  status: 'loading',
  rows: [],
  total: 0,
  hasMore: false,
  loadingMore: false,
  failure: null,
  asOf: null,
};
/** Remembers one result per source object and the other inputs it was made with. */
export function memo<S extends object, I, R>(make: (source: S, input: I, state: StoreState) => R) {
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

export function labelsOf(state: StoreState): ReadonlyMap<Status, string> {
  const options = state.session?.enumerations.status ?? NO_OPTIONS;
  let labels = statusLabels.get(options);
  if (!labels)
    statusLabels.set(options, (labels = new Map(options.map((o) => [o.value as Status, o.label]))));
  return labels;
}

/** Rows of cases that nothing is written to: the same object as long as the summary is the same. */
const plainRows = new WeakMap<CaseSummary, CaseRow>();

function plainRow(summary: CaseSummary): CaseRow {
  let row = plainRows.get(summary);
  if (!row) plainRows.set(summary, (row = { ...summary, mark: null }));
  return row;
}

const makeList = memo((list: ListState, _: null, state): ListView => {
  const { items, query, status, total } = list;
  const { operations, ownRows, session } = state;
  const rows =
    operations.length && ownRows
      ? ownRows(items, query, operations, labelsOf(state), session, plainRow)
      : items.map(plainRow);
  const unsent = rows.length - items.length;
  return {
    // There is something to see, whatever became of the request.
    status: status === 'failed' && unsent ? 'ready' : status,
    total: total + unsent,
    rows,
    failure: list.failure,
    asOf: list.asOf,
    loadingMore: list.loadingMore,
    hasMore: list.nextCursor !== null,
  };
});

export function selectList(state: StoreState, query: CaseQuery): ListView {
  const list = state.lists.get(queryKey(query));
  return list ? makeList(list, null, state, [state.operations, state.session]) : NO_LIST;
}
