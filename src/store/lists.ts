import type { CaseQuery } from '../model/case.js';
import { BackendError, toFailure } from '../model/failure.js';
import type { Cell } from './cell.js';
import type * as Tail from './list-tail.js';
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
  /** There, as soon as a list was continued. */
  #tail: Pick<typeof Tail, 'loadMore' | 'mergeFirst'> | undefined;

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
    const newest = this.#refreshing.get(key);
    if (newest === refreshing) this.#refreshing.delete(key);
    // Overtaken by another one: the list is as fresh as was asked for when that is done.
    else await newest;
  }

  async more(query: CaseQuery): Promise<void> {
    const key = queryKey(query);
    const list = this.#cell.state.lists.get(key);
    if (!list?.nextCursor || list.loadingMore) return;
    this.#cell.setList(key, { loadingMore: true, failure: null });
    const asked = this.#cell.ask();
    const fail: Tail.TailParts['fail'] = (...args) => this.#fail(...args);
    try {
      this.#tail ??= await import('./list-tail.js');
    } catch {
      // Code that cannot be fetched: the network again.
      return fail(key, new BackendError({ kind: 'network' }), asked, { loadingMore: false });
    }
    await this.#tail.loadMore({ cell: this.#cell, refreshing: this.#refreshing, fail }, key, query);
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
      const merged =
        list.asOf || asOf || !this.#tail
          ? { items, nextCursor }
          : this.#tail.mergeFirst(list, items, nextCursor);
      this.#cell.setList(key, { ...merged, total, asOf, status: 'ready', failure: null });
    } catch (thrown) {
      if (isNewest()) this.#fail(key, thrown, asked);
    }
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
