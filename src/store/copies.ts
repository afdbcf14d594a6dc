/**
 * The state and what is kept of it: whatever the backend answers is kept, and whatever is asked for is shown from what is kept
 * until the backend answers. It watches the state, so that no request knows of it.
 */
import type { Case, CaseSummary, Id } from '../model/case.js';
import type { Failure } from '../model/failure.js';
import type { Note } from '../model/note.js';
import type { CaseStorage, Kept, RecordKind, RecordWrite } from '../offline/storage.js';
import { isUnreachable, type Cell } from './cell.js';
import { whenIdle } from './idle.js';
import { keptCursor, type KeptReads } from './kept-reads.js';
import { recordsOf } from './records.js';
import type { CaseEntry, ListState, StoreState, ThreadState } from './state.js';

/** The first page of a list. */
export interface CachedList {
  readonly items: readonly CaseSummary[];
  readonly total: number;
}

export interface CachedThread {
  readonly notes: readonly Note[];
  readonly nextCursor: string | null;
}

/** Rows of a list that are kept with it; further ones are kept as rows. */
const FIRST_PAGE = 50;
/** Records kept of a kind, those written last. */
const KEPT: readonly (readonly [RecordKind, number])[] = [
  ['list', 30],
  ['case', 500],
  ['thread', 500],
  ['article', 200],
];

type Aged = Pick<CaseEntry, 'failure' | 'asOf'>;

export class Copies {
  readonly #cell: Cell;
  readonly #storage: CaseStorage;
  readonly #reads: KeptReads;
  readonly #viewerId: Id;
  readonly #admitted: () => Promise<void>;
  readonly #unsubscribe: () => void;
  #seen: Pick<StoreState, 'lists' | 'cases' | 'threads'> = {
    lists: new Map(),
    cases: new Map(),
    threads: new Map(),
  };
  /** What was looked for in storage already. */
  readonly #sought = new Set<string>();
  /** What is to be written, by kind and id. */
  readonly #dirty = new Map<string, () => RecordWrite | undefined>();
  #flushing: Promise<void> | undefined;
  #ended = false;

  /** @param admitted resolves when storage has a key for this person */
  constructor(
    cell: Cell,
    storage: CaseStorage,
    reads: KeptReads,
    viewerId: Id,
    admitted: () => Promise<void>,
  ) {
    this.#cell = cell;
    this.#storage = storage;
    this.#reads = reads;
    this.#viewerId = viewerId;
    this.#admitted = admitted;
    this.#unsubscribe = cell.subscribe(() => this.#look());
    globalThis.document?.addEventListener('visibilitychange', this.#onHidden);
    this.#look();
    whenIdle(() => void this.#prune());
  }

  end(): void {
    this.#ended = true;
    this.#unsubscribe();
    globalThis.document?.removeEventListener('visibilitychange', this.#onHidden);
    this.#dirty.clear();
  }

  readonly #onHidden = () => void (document.visibilityState === 'hidden' && this.#flush());

  #look(): void {
    const { phase, lists, cases, threads } = this.#cell.state;
    if (this.#ended || phase === 'signed-out') return;
    const seen = this.#seen;
    this.#seen = { lists, cases, threads };
    if (lists !== seen.lists)
      for (const [key, list] of lists) if (list !== seen.lists.get(key)) this.#list(key, list);
    if (cases !== seen.cases)
      for (const [id, entry] of cases) if (entry !== seen.cases.get(id)) this.#case(id, entry);
    if (threads !== seen.threads)
      for (const [id, thread] of threads) if (thread !== seen.threads.get(id)) this.#thread(id, thread);
  }

  #list(key: string, list: ListState): void {
    if (isMissing(list) && !list.items.length)
      return this.#seek<CachedList>('list', key, (kept) => this.#showList(key, kept));
    if (list.status !== 'ready' || list.asOf) return;
    this.#touch('list', key, () => {
      const now = this.#cell.state.lists.get(key);
      return now && !now.asOf && { items: now.items.slice(0, FIRST_PAGE), total: now.total };
    });
  }

  #case(id: Id, entry: CaseEntry): void {
    if (entry.status === 'gone') return this.#purge(id);
    if (!entry.snapshot) {
      if (isMissing(entry)) this.#seek<Case>('case', id, (kept) => this.#showCase(id, kept));
      return;
    }
    if (!entry.asOf) this.#touch('case', id, () => this.#cell.state.cases.get(id)?.snapshot ?? undefined);
  }

  #thread(id: Id, thread: ThreadState): void {
    if (isMissing(thread))
      return this.#seek<CachedThread>('thread', id, (kept) => this.#showThread(id, kept));
    if (thread.status !== 'ready' || thread.asOf) return;
    this.#touch('thread', id, () => {
      const now = this.#cell.state.threads.get(id);
      return now && { notes: now.notes, nextCursor: now.nextCursor };
    });
  }

  async #showList(key: string, kept: Kept<CachedList> | undefined): Promise<void> {
    const list = this.#cell.state.lists.get(key);
    if (!list) return;
    const page = kept
      ? { ...kept.value, asOf: kept.asOf, nextCursor: keptCursor(kept.value) }
      : await this.#reads.rows(list.query, 0, FIRST_PAGE);
    const now = this.#cell.state.lists.get(key);
    if (!page || !now || this.#ended || !isMissing(now) || now.items.length) return;
    this.#cell.setList(key, { ...page, status: 'ready' });
  }

  #showCase(id: Id, kept: Kept<Case> | undefined): void {
    const entry = this.#cell.state.cases.get(id);
    if (kept && entry && !entry.snapshot && isMissing(entry))
      recordsOf(this.#cell).setCase(id, { status: 'ready', snapshot: kept.value, asOf: kept.asOf });
  }

  #showThread(id: Id, kept: Kept<CachedThread> | undefined): void {
    const thread = this.#cell.state.threads.get(id);
    if (kept && thread && isMissing(thread))
      recordsOf(this.#cell).setThread(id, { ...kept.value, status: 'ready', asOf: kept.asOf });
  }

  /** Looks once for what the state lacks; again when it was there meanwhile. */
  #seek<T>(kind: RecordKind, id: string, show: (kept: Kept<T> | undefined) => void | Promise<void>): void {
    const name = nameOf(kind, id);
    if (this.#sought.has(name)) return;
    this.#sought.add(name);
    void this.#storage
      .read<T>(this.#viewerId, kind, id)
      .catch(() => undefined)
      .then((kept) => {
        if (!this.#ended && this.#cell.state.phase !== 'signed-out') return show(kept);
        return undefined;
      });
  }

  #touch(kind: RecordKind, id: string, valueOf: () => unknown): void {
    const name = nameOf(kind, id);
    this.#sought.delete(name);
    this.#dirty.set(name, () => {
      const value = valueOf();
      return value === undefined ? undefined : { kind, id, value };
    });
    this.#flushing ??= new Promise<void>((resolve) => whenIdle(resolve)).then(() => {
      this.#flushing = undefined;
      return this.#flush();
    });
  }

  async #flush(): Promise<void> {
    const dirty = [...this.#dirty.values()];
    this.#dirty.clear();
    await this.#admitted();
    if (this.#ended) return;
    const records = dirty.flatMap((recordOf) => recordOf() ?? []);
    // What can be asked for again may be lost; storage says by its health that it fails.
    if (records.length) await this.#storage.write(this.#viewerId, records).catch(() => undefined);
  }

  #purge(id: Id): void {
    this.#dirty.delete(nameOf('case', id));
    this.#dirty.delete(nameOf('thread', id));
    void this.#storage.purgeCase(this.#viewerId, id).catch(() => undefined);
  }

  /** Forgets what was not written for longest. */
  async #prune(): Promise<void> {
    await this.#admitted();
    for (const [kind, kept] of KEPT) {
      if (this.#ended) return;
      const ids = await this.#storage.ids(this.#viewerId, kind).catch(() => []);
      const old = ids.slice(kept).map((id) => ({ kind, id, value: undefined }));
      if (old.length && !this.#ended) await this.#storage.write(this.#viewerId, old).catch(() => undefined);
    }
  }
}

/** Nothing was answered, and not because the backend had something against it. */
function isMissing({ status, failure, asOf }: Aged & { readonly status: string }): boolean {
  return !asOf && (status === 'loading' || (status === 'failed' && mayBeKept(failure)));
}

function mayBeKept(failure: Failure | null): boolean {
  return !failure || isUnreachable(failure);
}

function nameOf(kind: RecordKind, id: string): string {
  return `${kind} ${id}`;
}
