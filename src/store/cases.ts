import type { Id } from '../model/case.js';
import { toFailure } from '../model/failure.js';
import { newCaseIn } from '../model/project-new.js';
import type { Cell } from './cell.js';
import { isOvertaken, learn, notesOf, recordsOf } from './records.js';

/** Notes asked for at a time. */
const PAGE_SIZE = 50;
/** Cases that nobody looks at any more and that are kept, so that going back to one shows it at once. */
const KEPT = 20;

/** Cases that are on screen with their notes, and their loading. Fetched with the first case that is opened. */
export class Cases {
  readonly #cell: Cell;
  readonly #records: ReturnType<typeof recordsOf>;
  readonly #watched = new Map<Id, number>();

  constructor(cell: Cell) {
    this.#cell = cell;
    this.#records = recordsOf(cell);
  }

  watch(id: Id): () => void {
    const watchers = (this.#watched.get(id) ?? 0) + 1;
    this.#watched.set(id, watchers);
    if (watchers === 1) void this.refresh(id);
    let ended = false;
    return () => {
      if (ended) return;
      ended = true;
      const left = (this.#watched.get(id) ?? 1) - 1;
      if (left) this.#watched.set(id, left);
      else this.#leave(id);
    };
  }

  async refreshWatched(): Promise<void> {
    await Promise.all([...this.#watched.keys()].map((id) => this.refresh(id)));
  }

  async refresh(id: Id): Promise<void> {
    // The backend cannot know it.
    if (newCaseIn(this.#cell.state.operations, id)) return;
    await Promise.all([this.#loadCase(id), this.#loadNotes(id)]);
  }

  /** What was written here is there now: whoever looks at it sees what the backend made of it. */
  async arrive(id: Id): Promise<void> {
    if (this.#watched.has(id)) await this.refresh(id);
  }

  async older(id: Id): Promise<void> {
    const thread = this.#cell.state.threads.get(id);
    if (!thread?.nextCursor || thread.loadingOlder) return;
    const asked = this.#cell.ask();
    this.#records.setThread(id, { loadingOlder: true, failure: null });
    try {
      const page = await this.#cell.backend.listNotes(id, { cursor: thread.nextCursor, limit: PAGE_SIZE });
      const now = this.#cell.state.threads.get(id);
      if (!now || this.#cell.isForeign(asked)) return;
      const known = new Set(now.notes.map((note) => note.id));
      const notes = [...page.items.filter((note) => !known.has(note.id)), ...now.notes];
      this.#records.setThread(id, { notes, nextCursor: page.nextCursor, loadingOlder: false });
    } catch (thrown) {
      this.#failThread(id, thrown, asked);
    }
  }

  async #loadCase(id: Id): Promise<void> {
    const asked = this.#cell.ask();
    const entry = this.#cell.state.cases.get(id);
    if (!entry?.snapshot && entry?.status !== 'gone')
      this.#records.setCase(id, { status: 'loading', failure: null });
    try {
      this.#records.upsertCase(await this.#cell.backend.getCase(id), asked);
    } catch (thrown) {
      const failure = toFailure(thrown);
      this.#cell.heed(failure, asked);
      if (this.#cell.isForeign(asked)) return;
      if (failure.kind === 'not-found') this.#records.removeCase(id);
      else
        this.#records.setCase(id, {
          status: this.#cell.state.cases.get(id)?.snapshot ? 'ready' : 'failed',
          failure,
        });
    }
  }

  async #loadNotes(id: Id): Promise<void> {
    const asked = this.#cell.ask();
    const before = this.#cell.state.threads.get(id);
    if (before?.status !== 'ready') this.#records.setThread(id, { status: 'loading', failure: null });
    try {
      const page = await this.#cell.backend.listNotes(id, { limit: PAGE_SIZE });
      if (this.#cell.isForeign(asked)) return;
      // A note was written or removed meanwhile: this page may not know.
      if (isOvertaken(this.#cell, notesOf(id), asked)) return await this.#loadNotes(id);
      learn(this.#cell, notesOf(id), asked);
      const oldest = page.items.at(-1)?.createdAt;
      const covered = new Set(page.items.map((note) => note.id));
      const kept = this.#cell.state.threads.get(id);
      // Older notes that were scrolled to stay; what the page covers is taken from the page, so that removed ones go.
      const isOlder = (note: { readonly id: Id; readonly createdAt: string }) =>
        oldest !== undefined && page.nextCursor !== null && note.createdAt <= oldest && !covered.has(note.id);
      // Those of a copy are as old as the copy.
      const older = (!kept?.asOf && kept?.notes.filter(isOlder)) || [];
      this.#records.setThread(id, {
        status: 'ready',
        failure: null,
        asOf: null,
        notes: [...older, ...page.items],
        nextCursor: kept && older.length ? kept.nextCursor : page.nextCursor,
      });
    } catch (thrown) {
      this.#failThread(id, thrown, asked);
    }
  }

  #failThread(id: Id, thrown: unknown, asked: number): void {
    const failure = toFailure(thrown);
    this.#cell.heed(failure, asked);
    if (this.#cell.isForeign(asked)) return;
    const loaded = this.#cell.state.threads.get(id)?.status === 'ready';
    this.#records.setThread(id, { status: loaded ? 'ready' : 'failed', failure, loadingOlder: false });
  }

  #leave(id: Id): void {
    this.#watched.delete(id);
    const cases = new Map(this.#cell.state.cases);
    const entry = cases.get(id);
    if (!entry) return;
    // The last one left is the last one forgotten.
    cases.delete(id);
    cases.set(id, entry);
    const idle = [...cases.keys()].filter((other) => !this.#watched.has(other));
    const threads = new Map(this.#cell.state.threads);
    for (const other of idle.slice(0, -KEPT)) {
      cases.delete(other);
      threads.delete(other);
    }
    this.#cell.set({ cases, threads });
  }
}
