/** What comes after the first page of a list. Fetched when it is first wanted. */
import type { CaseQuery } from '../model/case.js';
import type { Cell } from './cell.js';
import type { ListState } from './state.js';

/** Cases asked for at a time. */
const PAGE_SIZE = 50;

export interface TailParts {
  readonly cell: Cell;
  /** Refreshes under way, by list. */
  readonly refreshing: ReadonlyMap<string, Promise<void>>;
  readonly fail: (key: string, thrown: unknown, asked: number, patch: Partial<ListState>) => void;
}

/** Loads the next page. */
export async function loadMore(parts: TailParts, key: string, query: CaseQuery): Promise<void> {
  while (!(await append(parts, key, query)));
}

/** @returns whether it is done; not, when the list was loaded anew meanwhile, and its end may be another one */
async function append(
  { cell, refreshing, fail }: TailParts,
  key: string,
  query: CaseQuery,
): Promise<boolean> {
  const asked = cell.ask();
  await refreshing.get(key);
  const cursor = cell.state.lists.get(key)?.nextCursor;
  if (cell.isForeign(asked)) return true;
  if (!cursor) {
    cell.setList(key, { loadingMore: false });
    return true;
  }
  try {
    const page = await cell.listCases(query, { cursor, limit: PAGE_SIZE });
    const list = cell.state.lists.get(key);
    if (!list || cell.isForeign(asked)) return true;
    if (refreshing.has(key) || list.nextCursor !== cursor) return false;
    const known = new Set(list.items.map((item) => item.id));
    const added = cell.reconcile(page.items, asked).filter((item) => !known.has(item.id));
    cell.setList(key, {
      items: [...list.items, ...added],
      nextCursor: page.nextCursor,
      total: page.total,
      loadingMore: false,
      failure: null,
      asOf: page.asOf ?? list.asOf,
    });
  } catch (thrown) {
    fail(key, thrown, asked, { loadingMore: false });
  }
  return true;
}

/** A fresh first page before the older tail that it does not reach: what came after the last case that both know. */
export function mergeFirst(
  list: ListState,
  items: ListState['items'],
  nextCursor: string | null,
): Pick<ListState, 'items' | 'nextCursor'> {
  if (items.length >= list.items.length || nextCursor === null) return { items, nextCursor };
  const fresh = new Set(items.map((item) => item.id));
  const places = new Map(list.items.map((item, place) => [item.id, place]));
  const last = items.findLast((item) => places.has(item.id));
  const place = last && places.get(last.id);
  const tail = place === undefined ? [] : list.items.slice(place + 1).filter((item) => !fresh.has(item.id));
  return { items: [...items, ...tail], nextCursor: tail.length ? list.nextCursor : nextCursor };
}
