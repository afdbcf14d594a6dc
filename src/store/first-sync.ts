/**
 * Reads the viewer's cases page by page in the background, so that any list can be answered without a backend. The changes
 * cursor is taken before the first page: what changes meanwhile comes with the changes. After a reload it goes on where it was.
 */
import type { CasePage, CaseSummary, Id } from '../model/case.js';
import { inScope } from '../model/scope.js';
import type { Scope, Session } from '../model/session.js';
import type { CaseStorage } from '../offline/storage.js';
import type { Cell } from './cell.js';
import { whenIdle } from './idle.js';
import type { Listed, SyncProgress } from './kept-changes.js';

/** Rows at a time: few enough that what is done with them is no long task on a slow phone. */
const PAGE = 100;
/** Rows that are read of one scope; whoever may see more finds the rest at the backend. */
const MOST = 100_000;

export class FirstSync {
  readonly #cell: Cell;
  readonly #storage: CaseStorage;
  readonly #session: Session;
  readonly #signal: AbortSignal;
  /** Cases that turned up, where they are read again. */
  readonly #seen = new Set<Id>();
  #progress: SyncProgress = { done: [], cursor: null, complete: false, again: false };

  constructor(cell: Cell, storage: CaseStorage, session: Session, signal: AbortSignal) {
    this.#cell = cell;
    this.#storage = storage;
    this.#session = session;
    this.#signal = signal;
  }

  /** Cases of which the changes tell: they are there, whatever the pages say. */
  meet(cases: readonly { readonly id: Id }[]): void {
    for (const { id } of cases) this.#seen.add(id);
  }

  /** Resolves when all is read, or rejects with what kept it from going on. */
  async run(): Promise<void> {
    const { scopes, viewer } = this.#session;
    const kept = await this.#storage.read<SyncProgress>(viewer.id, 'sync', 'rows');
    if (kept) this.#progress = kept.value;
    // What turned up before a reload is forgotten.
    if (this.#progress.again) await this.#keep({ done: [], cursor: null });
    for (const scope of scopes) {
      if (!this.#progress.done.includes(scope.id)) await this.#readScope(scope);
      if (this.#signal.aborted) return;
    }
    if (this.#progress.again) await this.#sweep();
    if (!this.#progress.complete) await this.#keep({ complete: true, again: false });
  }

  async #readScope(scope: Scope): Promise<void> {
    const query = { scope: scope.id, state: 'all', text: '', sort: '-createdAt' } as const;
    for (let read = 0; read < MOST; read += PAGE) {
      await new Promise<void>((resolve) => whenIdle(resolve));
      if (this.#signal.aborted) return;
      const { cursor } = this.#progress;
      const page = await this.#cell.backend.listCases(query, { cursor, limit: PAGE, signal: this.#signal });
      if (this.#signal.aborted) return;
      await this.#take(page, scope);
      if (!page.nextCursor || page.nextCursor === cursor) break;
      await this.#keep({ cursor: page.nextCursor });
    }
    await this.#keep({ done: [...this.#progress.done, scope.id], cursor: null });
  }

  async #take({ items }: CasePage, scope: Scope): Promise<void> {
    const { scopes, viewer } = this.#session;
    this.meet(items);
    const surprising = items.filter((row) => !inScope(row, scope, viewer.id)).map(({ id }) => id);
    const listed = await this.#list(scope, surprising);
    const belongs = (row: CaseSummary, to: Scope) =>
      to.id === scope.id || inScope(row, to, viewer.id) || (listed[to.id]?.includes(row.id) ?? false);
    await this.#storage.putRows(
      viewer.id,
      items.map((row) => ({ row, scopes: scopes.filter((to) => belongs(row, to)).map(({ id }) => id) })),
    );
  }

  /** Remembers what is listed in a scope although the row does not tell. */
  async #list({ id }: Scope, ids: readonly Id[]): Promise<Listed> {
    const viewerId = this.#session.viewer.id;
    const listed = (await this.#storage.read<Listed>(viewerId, 'sync', 'listed'))?.value ?? {};
    if (!ids.length) return listed;
    const whole = { ...listed, [id]: [...new Set([...(listed[id] ?? []), ...ids])] };
    await this.#storage.write(viewerId, [{ kind: 'sync', id: 'listed', value: whole }]);
    return whole;
  }

  /** Takes out what is here and did not turn up. */
  async #sweep(): Promise<void> {
    const { scopes, viewer } = this.#session;
    const here = new Set(await this.#storage.ids(viewer.id, 'case'));
    for (const { id: scope } of scopes) {
      const query = { scope, state: 'all', text: '', sort: '-createdAt' } as const;
      for (let offset = 0, more = true; more && !this.#signal.aborted; offset += PAGE) {
        const { items, total } = await this.#storage.rows(viewer.id, query, { offset, limit: PAGE });
        for (const { id } of items) here.add(id);
        more = items.length > 0 && offset + PAGE < total;
      }
    }
    for (const id of here) if (!this.#seen.has(id)) await this.#storage.purgeCase(viewer.id, id);
  }

  async #keep(patch: Partial<SyncProgress>): Promise<void> {
    if (this.#signal.aborted) return;
    this.#progress = { ...this.#progress, ...patch };
    const value = this.#progress;
    await this.#storage.write(this.#session.viewer.id, [{ kind: 'sync', id: 'rows', value }]);
  }
}
