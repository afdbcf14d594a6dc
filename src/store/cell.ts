import type { CaseBackend } from '../backend/backend.js';
import type { Case, CaseSummary, Id } from '../model/case.js';
import type { Failure } from '../model/failure.js';
import type { Note } from '../model/note.js';
import { INITIAL_STATE, type CaseEntry, type ListState, type StoreState, type ThreadState } from './state.js';

/** The one mutable place: the current state and who listens. Everything else in the store is functions over it. */
export class Cell {
  readonly backend: CaseBackend;
  readonly #listeners = new Set<() => void>();
  #state: StoreState = INITIAL_STATE;
  /** This store's own time: it counts questions and what became known, in the order they happened. */
  #moment = 0;
  /** Answers to questions before this moment were meant for somebody else. */
  #since = 0;
  /** When the newest word on a case (by its id) or its notes (`notesOf`) was spoken. */
  readonly #known = new Map<string, number>();

  constructor(backend: CaseBackend) {
    this.backend = backend;
  }

  get state(): StoreState {
    return this.#state;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  set(patch: Partial<StoreState>): void {
    this.#state = { ...this.#state, ...patch };
    for (const listener of [...this.#listeners]) {
      if (this.#listeners.has(listener)) this.#notify(listener);
    }
  }

  /** The moment a question is asked; its answer is measured by it. */
  ask(): number {
    return ++this.#moment;
  }

  /** Nobody waits for an answer to this question any more: another person is in charge. */
  isForeign(asked: number): boolean {
    return asked < this.#since;
  }

  /** Has something newer than the answer to this question become known about a case, or about `notesOf` it? */
  isOvertaken(subject: string, asked: number): boolean {
    return asked < (this.#known.get(subject) ?? 0);
  }

  /** Something is known about a subject as of a moment. */
  learn(subject: string, moment = this.ask()): void {
    this.#known.set(subject, Math.max(moment, this.#known.get(subject) ?? 0));
  }

  /** Drops what is known, keeps nothing of whoever it was, and takes no answer that is still on its way. */
  restart(): void {
    this.#since = ++this.#moment;
    this.#known.clear();
    this.set({ ...INITIAL_STATE });
  }

  setList(key: string, patch: Partial<ListState>): void {
    const list = this.#state.lists.get(key);
    if (list) this.set({ lists: new Map(this.#state.lists).set(key, { ...list, ...patch }) });
  }

  setCase(id: Id, patch: Partial<CaseEntry>): void {
    const entry = this.#state.cases.get(id) ?? { status: 'loading', snapshot: null, failure: null };
    this.set({ cases: new Map(this.#state.cases).set(id, { ...entry, ...patch }) });
  }

  setThread(id: Id, patch: Partial<ThreadState>): void {
    const thread = this.#state.threads.get(id) ?? {
      status: 'loading',
      notes: [],
      nextCursor: null,
      loadingOlder: false,
      failure: null,
    };
    this.set({ threads: new Map(this.#state.threads).set(id, { ...thread, ...patch }) });
  }

  /** A failure that concerns the whole page: nobody is signed in any more. */
  heed(failure: Failure, asked = this.#moment): void {
    if (this.isForeign(asked)) return;
    if (failure.kind === 'signed-out' && this.#state.phase !== 'signed-out')
      this.set({ phase: 'signed-out' });
  }

  /**
   * The backend's word on a case, wherever the case is shown.
   * @param asked when it was asked for: an older answer never replaces a newer one; the answer to a write is new by itself
   */
  upsertCase(snapshot: Case, asked = this.ask()): void {
    if (this.isForeign(asked)) return;
    if (this.isOvertaken(snapshot.id, asked) && !this.#isNewer(snapshot)) return;
    this.learn(snapshot.id, asked);
    this.setCase(snapshot.id, { status: 'ready', snapshot, failure: null });
    this.patchSummary(snapshot.id, summaryOf(snapshot));
  }

  patchSummary(id: Id, patch: Partial<CaseSummary>): void {
    const touched = [...this.#state.lists].filter(([, list]) => list.items.some((item) => item.id === id));
    if (!touched.length) return;
    const lists = new Map(this.#state.lists);
    for (const [key, list] of touched) {
      lists.set(key, {
        ...list,
        items: list.items.map((item) => (item.id === id ? { ...item, ...patch } : item)),
      });
    }
    this.set({ lists });
  }

  /** Rows of a list, with what became known since they were asked for. */
  reconcile(items: readonly CaseSummary[], asked: number): readonly CaseSummary[] {
    return items.flatMap((item) => {
      const entry = this.#state.cases.get(item.id);
      if (!entry || !this.isOvertaken(item.id, asked)) return [item];
      if (!entry.snapshot) return entry.status === 'gone' ? [] : [item];
      return [this.#isNewer(item) ? item : summaryOf(entry.snapshot)];
    });
  }

  upsertNotes(caseId: Id, notes: readonly Note[]): void {
    this.learn(notesOf(caseId));
    const thread = this.#state.threads.get(caseId);
    if (!thread || !notes.length) return;
    const byId = new Map([...thread.notes, ...notes].map((note) => [note.id, note]));
    this.setThread(caseId, { notes: [...byId.values()] });
  }

  removeCase(id: Id): void {
    this.learn(id);
    this.learn(notesOf(id));
    const holds = (list: ListState) => list.items.some((item) => item.id === id);
    const lists = new Map(
      [...this.#state.lists].map(([key, list]) => [
        key,
        holds(list)
          ? {
              ...list,
              items: list.items.filter((item) => item.id !== id),
              total: Math.max(0, list.total - 1),
            }
          : list,
      ]),
    );
    const threads = new Map(this.#state.threads);
    threads.delete(id);
    const cases = new Map(this.#state.cases);
    if (cases.has(id)) cases.set(id, { status: 'gone', snapshot: null, failure: null });
    this.set({ lists, threads, cases });
  }

  removeNote(caseId: Id, noteId: Id): void {
    this.learn(notesOf(caseId));
    const thread = this.#state.threads.get(caseId);
    if (thread) this.setThread(caseId, { notes: thread.notes.filter((note) => note.id !== noteId) });
  }

  /** Takes a file out of its note or its case. */
  removeAttachment(caseId: Id, attachmentId: Id): void {
    this.learn(caseId);
    this.learn(notesOf(caseId));
    const without = <T extends { readonly attachments: readonly { readonly id: Id }[] }>(record: T): T =>
      record.attachments.some((file) => file.id === attachmentId)
        ? { ...record, attachments: record.attachments.filter((file) => file.id !== attachmentId) }
        : record;
    const snapshot = this.#state.cases.get(caseId)?.snapshot;
    if (snapshot) this.setCase(caseId, { snapshot: without(snapshot) });
    const thread = this.#state.threads.get(caseId);
    if (thread) this.setThread(caseId, { notes: thread.notes.map(without) });
  }

  #isNewer({ id, updatedAt }: Pick<CaseSummary, 'id' | 'updatedAt'>): boolean {
    const held = this.#state.cases.get(id)?.snapshot;
    return held !== null && held !== undefined && updatedAt > held.updatedAt;
  }

  /** One listener that throws keeps neither the others nor the store from their work. */
  #notify(listener: () => void): void {
    try {
      listener();
    } catch (thrown) {
      queueMicrotask(() => {
        throw thrown;
      });
    }
  }
}

/** The name of a case's notes, as something that is known or not. */
export function notesOf(caseId: Id): string {
  return `${caseId}/notes`;
}

/** What lists show of a case. */
function summaryOf(snapshot: Case): CaseSummary {
  const {
    description: _d,
    resolution: _r,
    owner: _o,
    published: _p,
    firstResponse: _f,
    resolveBy: _b,
    entitlement: _e,
    timeSpentMinutes: _t,
    attachments: _a,
    actions: _x,
    openActivityCount: _c,
    deflection: _s,
    fields: _v,
    ...summary
  } = snapshot;
  return summary;
}
