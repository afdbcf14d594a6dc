import type { Id } from '../model/case.js';
import { toFailure } from '../model/failure.js';
import type { Cell } from './cell.js';

/** Notes asked for at a time. */
const PAGE_SIZE = 50;

/** Cases that are on screen with their notes, and their loading. */
export class Cases {
  readonly #cell: Cell;
  readonly #watched = new Map<Id, number>();

  constructor(cell: Cell) {
    this.#cell = cell;
  }

  watch(id: Id): () => void {
    const watchers = (this.#watched.get(id) ?? 0) + 1;
    this.#watched.set(id, watchers);
    if (watchers === 1) void this.refresh(id);
    let ended = false;
    return () => {
      const left = (this.#watched.get(id) ?? 1) - (ended ? 0 : 1);
      ended = true;
      if (left) this.#watched.set(id, left);
      else this.#watched.delete(id);
    };
  }

  async refreshWatched(): Promise<void> {
    await Promise.all([...this.#watched.keys()].map((id) => this.refresh(id)));
  }

  async refresh(id: Id): Promise<void> {
    await Promise.all([this.#loadCase(id), this.#loadNotes(id)]);
  }

  async older(id: Id): Promise<void> {
    const thread = this.#cell.state.threads.get(id);
    if (!thread?.nextCursor || thread.loadingOlder) return;
    this.#cell.setThread(id, { loadingOlder: true, failure: null });
    try {
      const page = await this.#cell.backend.listNotes(id, { cursor: thread.nextCursor, limit: PAGE_SIZE });
      this.#cell.upsertNotes(id, page.items);
      this.#cell.setThread(id, { nextCursor: page.nextCursor, loadingOlder: false });
    } catch (thrown) {
      this.#failThread(id, thrown);
    }
  }

  async #loadCase(id: Id): Promise<void> {
    const entry = this.#cell.state.cases.get(id);
    if (!entry?.snapshot) this.#cell.setCase(id, { status: 'loading', failure: null });
    try {
      this.#cell.upsertCase(await this.#cell.backend.getCase(id));
    } catch (thrown) {
      const failure = toFailure(thrown);
      this.#cell.heed(failure);
      if (failure.kind === 'not-found') this.#cell.removeCase(id);
      else
        this.#cell.setCase(id, {
          status: this.#cell.state.cases.get(id)?.snapshot ? 'ready' : 'failed',
          failure,
        });
    }
  }

  async #loadNotes(id: Id): Promise<void> {
    const before = this.#cell.state.threads.get(id);
    if (before?.status !== 'ready') this.#cell.setThread(id, { status: 'loading', failure: null });
    try {
      const page = await this.#cell.backend.listNotes(id, { limit: PAGE_SIZE });
      const oldest = page.items.at(-1)?.createdAt;
      const kept = this.#cell.state.threads.get(id);
      // Older notes that were scrolled to stay; what the page covers is taken from the page, so that removed ones go.
      const older =
        kept?.notes.filter(
          (note) => oldest !== undefined && page.nextCursor !== null && note.createdAt < oldest,
        ) ?? [];
      this.#cell.setThread(id, {
        status: 'ready',
        failure: null,
        notes: [...older, ...page.items],
        nextCursor: older.length ? kept!.nextCursor : page.nextCursor,
      });
    } catch (thrown) {
      this.#failThread(id, thrown);
    }
  }

  #failThread(id: Id, thrown: unknown): void {
    const failure = toFailure(thrown);
    this.#cell.heed(failure);
    const loaded = this.#cell.state.threads.get(id)?.status === 'ready';
    this.#cell.setThread(id, { status: loaded ? 'ready' : 'failed', failure, loadingOlder: false });
  }
}
