/** A search as the customer types it: waits for a pause, lets nothing old replace anything newer, keeps the trail. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { SearchPage, SearchResult } from '../../model/article.js';
import type { Id, SearchTrail } from '../../model/case.js';
import type { Failure } from '../../model/failure.js';
import type { CaseStore } from '../../store/store.js';
import { Latest, type Answer } from './latest.js';

/** Milliseconds without a keystroke after which a typed text is searched. */
const PAUSE = 300;
/** Milliseconds after which nobody should have to wait for an answer any more. */
const PATIENCE = 5000;
/** Of a query, in UTF-16 code units: the contract's limit. */
export const QUERY_MAX_LENGTH = 500;
/** Ids that a trail may carry: the contract's limit. */
const TRAIL_MAX = 50;

interface SearchOptions {
  readonly store: () => CaseStore | undefined;
  /** Results wanted at a time. */
  readonly limit: number;
  /** An answer arrived, or there was none. */
  readonly onSettled?: (search: SearchController) => void;
}

export class SearchController implements ReactiveController {
  status: 'idle' | 'searching' | 'ready' | 'failed' = 'idle';
  /** What was searched last; results may still be those of the search before, while `status` is `searching`. */
  query = '';
  results: readonly SearchResult[] = [];
  /** Answers at the backend. */
  total = 0;
  loadingMore = false;
  /** The search takes unusually long. */
  slow = false;
  failure: Failure | null = null;
  #cursor: string | null = null;
  #pause: ReturnType<typeof setTimeout> | undefined;
  #patience: ReturnType<typeof setTimeout> | undefined;
  readonly #latest = new Latest();
  /** The last query that had an answer, a failure or its time. */
  #asked = '';
  readonly #shown = new Set<Id>();
  readonly #opened = new Set<Id>();

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly options: SearchOptions,
  ) {
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#stop();
    // A moved element comes back: it must not wait for an answer that was called off.
    if (this.status === 'searching') this.status = this.results.length ? 'ready' : 'idle';
  }

  /** A typed text waits for its pause. */
  get pending(): boolean {
    return this.#pause !== undefined;
  }

  get hasMore(): boolean {
    return this.#cursor !== null;
  }

  /** What travels with a new case; undefined until something was searched. */
  get trail(): (SearchTrail & { readonly shown: readonly Id[]; readonly opened: readonly Id[] }) | undefined {
    if (!this.#asked) return undefined;
    return {
      query: this.#asked,
      shown: [...this.#shown].slice(-TRAIL_MAX),
      opened: [...this.#opened].slice(-TRAIL_MAX),
    };
  }

  /** The text as it is typed; shorter than `minLength` it calls off what was under way. */
  typed(text: string, minLength: number): void {
    this.#stop();
    if (this.status === 'searching') this.status = this.results.length ? 'ready' : 'idle';
    const query = clean(text);
    if (!query) this.#clear();
    else if (query.length >= minLength && (query !== this.query || this.status !== 'ready')) {
      this.#pause = setTimeout(() => void this.search(query), PAUSE);
    }
    this.host.requestUpdate();
  }

  async search(text: string): Promise<void> {
    this.#stop();
    const store = this.options.store();
    const query = clean(text);
    if (!store || !query) return;
    Object.assign(this, { status: 'searching', query, failure: null });
    this.#patience = setTimeout(() => this.#lose(query), PATIENCE);
    this.host.requestUpdate();
    const answer = await this.#ask(store);
    if (!answer) return;
    const { value, failure } = answer;
    if (value) this.#take(value);
    else {
      this.#clear();
      Object.assign(this, { status: 'failed', failure });
    }
    this.#asked = query;
    this.#settle();
  }

  /** The next page, below what is shown. */
  async more(): Promise<void> {
    const store = this.options.store();
    if (!store || !this.#cursor || this.loadingMore) return;
    this.loadingMore = true;
    this.failure = null;
    this.host.requestUpdate();
    const answer = await this.#ask(store, this.#cursor);
    if (!answer) return;
    const { value, failure = null } = answer;
    this.failure = failure;
    if (value) this.#take(value, this.results);
    this.loadingMore = false;
    this.#settle();
  }

  /** The customer opened a result. */
  opened(id: Id): void {
    this.#opened.add(id);
  }

  wasOpened(id: Id): boolean {
    return this.#opened.has(id);
  }

  /** Forgets everything, the trail too. */
  reset(): void {
    this.#stop();
    this.#clear();
    this.query = this.#asked = '';
    this.#shown.clear();
    this.#opened.clear();
    this.host.requestUpdate();
  }

  #ask(store: CaseStore, cursor?: string): Promise<Answer<SearchPage> | undefined> {
    const query = { text: this.query, limit: this.options.limit, ...(cursor ? { cursor } : {}) };
    return this.#latest.ask((signal) => store.search(query, signal));
  }

  #take({ items, nextCursor, total }: SearchPage, before: readonly SearchResult[] = []): void {
    this.results = [...before, ...items];
    this.total = total;
    this.#cursor = nextCursor;
    this.status = 'ready';
    for (const { id } of items) this.#shown.add(id);
  }

  /** Patience: the customer may go on without an answer. */
  #lose(query: string): void {
    this.slow = true;
    this.#asked = query;
    this.host.requestUpdate();
  }

  #settle(): void {
    clearTimeout(this.#patience);
    this.slow = false;
    this.host.requestUpdate();
    this.options.onSettled?.(this);
  }

  #clear(): void {
    Object.assign(this, { status: 'idle', results: [], total: 0, failure: null });
    this.#cursor = null;
  }

  #stop(): void {
    clearTimeout(this.#pause);
    clearTimeout(this.#patience);
    this.#pause = undefined;
    this.#latest.stop();
    this.loadingMore = this.slow = false;
  }
}

function clean(text: string): string {
  return text.replaceAll('\0', '').trim().slice(0, QUERY_MAX_LENGTH);
}
