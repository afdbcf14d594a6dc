import type { CaseQuery } from '../model/case.js';
import { toFailure } from '../model/failure.js';
import type { Cell } from './cell.js';
import { queryKey, type ListState } from './state.js';

/** Cases asked for at a time. */
const PAGE_SIZE = 50;
/** The most that one request may ask for. */
const LARGEST_PAGE = 200;
/** Lists that nobody looks at any more and that are kept, so that going back to one shows it at once. */
const KEPT = 8;

/** Lists that are on screen, and their loading. */
export class Lists {
  readonly #cell: Cell;
  readonly #watched = new Map<string, { query: CaseQuery; watchers: number }>();
  /** The newest refresh of each list, told apart by identity: an older answer never replaces a newer one. */
  readonly #newest = new Map<string, object>();
  /** Refreshes under way. */
  readonly #refreshing = new Map<string, Promise<void>>();

  constructor(cell: Cell) {
    this.#cell = cell;
  }

  watch(query: CaseQuery): () => void {
    const key = queryKey(query);
    const entry = this.#watched.get(key) ?? { query, watchers: 0 };
    entry.watchers++;
    this.#watched.set(key, entry);
    if (entry.watchers === 1) void this.refresh(query);
    let ended = false;
    return () => {
      if (!ended && --entry.watchers === 0) this.#leave(key);
      ended = true;
    };
  }

  async refreshWatched(): Promise<void> {
    await Promise.all([...this.#watched.values()].map(({ query }) => this.refresh(query)));
  }

  /** Resolves when nothing is being loaded, or failed to be. */
  async settled(): Promise<void> {
    await Promise.all(this.#refreshing.values());
  }

  async refresh(query: CaseQuery): Promise<void> {
    const key = queryKey(query);
    this.#begin(key, query);
    const turn = {};
    this.#newest.set(key, turn);
    const refreshing = this.#load(key, query, () => this.#newest.get(key) === turn);
    this.#refreshing.set(key, refreshing);
    await refreshing;
    if (this.#refreshing.get(key) === refreshing) this.#refreshing.delete(key);
  }

  async more(query: CaseQuery): Promise<void> {
    const key = queryKey(query);
    const list = this.#cell.state.lists.get(key);
    if (!list?.nextCursor || list.loadingMore) return;
    this.#cell.setList(key, { loadingMore: true, failure: null });
    while (!(await this.#append(key, query)));
  }

  #begin(key: string, query: CaseQuery): void {
    const before = this.#cell.state.lists.get(key);
    if (before?.status === 'failed') this.#cell.setList(key, { status: 'loading', failure: null });
    if (before) return;
    const list: ListState = {
      query,
      status: 'loading',
      items: [],
      total: 0,
      nextCursor: null,
      loadingMore: false,
      failure: null,
      asOf: null,
    };
    this.#cell.set({ lists: new Map(this.#cell.state.lists).set(key, list) });
  }

  async #load(key: string, query: CaseQuery, isNewest: () => boolean): Promise<void> {
    const asked = this.#cell.ask();
    const length = this.#cell.state.lists.get(key)?.items.length ?? 0;
    const limit = Math.min(LARGEST_PAGE, Math.max(PAGE_SIZE, length));
    try {
      const page = await this.#cell.listCases(query, { limit });
      const list = this.#cell.state.lists.get(key);
      if (!list || !isNewest() || this.#cell.isForeign(asked)) return;
      if (!this.#cell.state.cases.size) this.#cell.firstCursor ??= page.changesCursor;
      const items = this.#cell.reconcile(page.items, asked);
      const { nextCursor, total, asOf = null } = page;
      // The tail of a copy is as old as the copy.
      const merged = list.asOf || asOf ? { items, nextCursor } : mergeFirst(list, items, nextCursor);
      this.#cell.setList(key, { ...merged, total, asOf, status: 'ready', failure: null });
    } catch (thrown) {
      if (isNewest()) this.#fail(key, thrown, asked);
    }
  }

  /** @returns whether it is done; not, when the list was loaded anew meanwhile, and its end may be another one */
  async #append(key: string, query: CaseQuery): Promise<boolean> {
    const asked = this.#cell.ask();
    await this.#refreshing.get(key);
    const cursor = this.#cell.state.lists.get(key)?.nextCursor;
    if (this.#cell.isForeign(asked)) return true;
    if (!cursor) {
      this.#cell.setList(key, { loadingMore: false });
      return true;
    }
    try {
      const page = await this.#cell.listCases(query, { cursor, limit: PAGE_SIZE });
      const list = this.#cell.state.lists.get(key);
      if (!list || this.#cell.isForeign(asked)) return true;
      if (this.#refreshing.has(key) || list.nextCursor !== cursor) return false;
      const known = new Set(list.items.map((item) => item.id));
      const added = this.#cell.reconcile(page.items, asked).filter((item) => !known.has(item.id));
      this.#cell.setList(key, {
        items: [...list.items, ...added],
        nextCursor: page.nextCursor,
        total: page.total,
        loadingMore: false,
        failure: null,
        asOf: page.asOf ?? list.asOf,
      });
    } catch (thrown) {
      this.#fail(key, thrown, asked, { loadingMore: false });
    }
    return true;
  }

  #fail(key: string, thrown: unknown, asked: number, patch: Partial<ListState> = {}): void {
    const failure = toFailure(thrown);
    this.#cell.heed(failure, asked);
    const list = this.#cell.state.lists.get(key);
    if (!list || this.#cell.isForeign(asked)) return;
    // What is on screen stays there, with the failure beside it.
    this.#cell.setList(key, { status: list.items.length ? 'ready' : 'failed', failure, ...patch });
  }

  #leave(key: string): void {
    this.#watched.delete(key);
    const lists = new Map(this.#cell.state.lists);
    const list = lists.get(key);
    if (!list) return;
    // The last one left is the last one forgotten.
    lists.delete(key);
    lists.set(key, list);
    const idle = [...lists.keys()].filter((other) => !this.#watched.has(other));
    for (const other of idle.slice(0, -KEPT)) {
      lists.delete(other);
      this.#newest.delete(other);
    }
    this.#cell.set({ lists });
  }
}

/** A fresh first page before the older tail that it does not reach: what came after the last case that both know. */
function mergeFirst(
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
