import type { CaseQuery } from '../model/case.js';
import { toFailure } from '../model/failure.js';
import type { Cell } from './cell.js';
import { queryKey, type ListState } from './state.js';

/** Cases asked for at a time. */
const PAGE_SIZE = 50;
/** The most that one request may ask for. */
const LARGEST_PAGE = 200;

/** Lists that are on screen, and their loading. */
export class Lists {
  readonly #cell: Cell;
  readonly #watched = new Map<string, { query: CaseQuery; watchers: number }>();
  /** Number of the newest request of each list: an older answer never replaces a newer one. */
  readonly #newest = new Map<string, number>();

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
      if (!ended && --entry.watchers === 0) this.#watched.delete(key);
      ended = true;
    };
  }

  async refreshWatched(): Promise<void> {
    await Promise.all([...this.#watched.values()].map(({ query }) => this.refresh(query)));
  }

  async refresh(query: CaseQuery): Promise<void> {
    const key = queryKey(query);
    const before = this.#cell.state.lists.get(key);
    if (!before) {
      const list: ListState = {
        query,
        status: 'loading',
        items: [],
        total: 0,
        nextCursor: null,
        loadingMore: false,
        failure: null,
      };
      this.#cell.set({ lists: new Map(this.#cell.state.lists).set(key, list) });
    } else if (before.status === 'failed') {
      this.#cell.setList(key, { status: 'loading', failure: null });
    }
    const limit = Math.min(LARGEST_PAGE, Math.max(PAGE_SIZE, before?.items.length ?? 0));
    await this.#request(key, async () => {
      const page = await this.#cell.backend.listCases(query, { limit });
      return (list) => ({
        ...mergeFirst(list, page.items, page.nextCursor),
        total: page.total,
        loadingMore: false,
      });
    });
  }

  async more(query: CaseQuery): Promise<void> {
    const key = queryKey(query);
    const list = this.#cell.state.lists.get(key);
    if (!list?.nextCursor || list.loadingMore) return;
    this.#cell.setList(key, { loadingMore: true, failure: null });
    const cursor = list.nextCursor;
    await this.#request(key, async () => {
      const page = await this.#cell.backend.listCases(query, { cursor, limit: PAGE_SIZE });
      return (current) => {
        const known = new Set(current.items.map((item) => item.id));
        const items = [...current.items, ...page.items.filter((item) => !known.has(item.id))];
        return { items, nextCursor: page.nextCursor, total: page.total, loadingMore: false };
      };
    });
  }

  async #request(key: string, load: () => Promise<(list: ListState) => Partial<ListState>>): Promise<void> {
    const number = (this.#newest.get(key) ?? 0) + 1;
    this.#newest.set(key, number);
    try {
      const patch = await load();
      const list = this.#cell.state.lists.get(key);
      if (list && this.#newest.get(key) === number)
        this.#cell.setList(key, { ...patch(list), status: 'ready', failure: null });
    } catch (thrown) {
      const failure = toFailure(thrown);
      this.#cell.heed(failure);
      const list = this.#cell.state.lists.get(key);
      // What is on screen stays there, with the failure beside it.
      if (list && this.#newest.get(key) === number) {
        this.#cell.setList(key, {
          status: list.items.length ? 'ready' : 'failed',
          failure,
          loadingMore: false,
        });
      }
    }
  }
}

/** A fresh first page before the older tail that it does not reach. */
function mergeFirst(
  list: ListState,
  items: ListState['items'],
  nextCursor: string | null,
): Partial<ListState> {
  if (items.length >= list.items.length || nextCursor === null) return { items, nextCursor };
  const fresh = new Set(items.map((item) => item.id));
  const tail = list.items.slice(items.length).filter((item) => !fresh.has(item.id));
  return { items: [...items, ...tail], nextCursor: tail.length ? list.nextCursor : nextCursor };
}
