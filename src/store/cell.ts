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
    for (const listener of [...this.#listeners]) listener();
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
  heed(failure: Failure): void {
    if (failure.kind === 'signed-out' && this.#state.phase !== 'signed-out')
      this.set({ phase: 'signed-out' });
  }

  /** The backend's newest word on a case, wherever the case is shown. */
  upsertCase(snapshot: Case): void {
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

  upsertNotes(caseId: Id, notes: readonly Note[]): void {
    const thread = this.#state.threads.get(caseId);
    if (!thread || !notes.length) return;
    const byId = new Map([...thread.notes, ...notes].map((note) => [note.id, note]));
    this.setThread(caseId, { notes: [...byId.values()] });
  }

  removeCase(id: Id): void {
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
    const thread = this.#state.threads.get(caseId);
    if (thread) this.setThread(caseId, { notes: thread.notes.filter((note) => note.id !== noteId) });
  }

  /** Takes a file out of its note or its case. */
  removeAttachment(caseId: Id, attachmentId: Id): void {
    const without = <T extends { readonly attachments: readonly { readonly id: Id }[] }>(record: T): T =>
      record.attachments.some((file) => file.id === attachmentId)
        ? { ...record, attachments: record.attachments.filter((file) => file.id !== attachmentId) }
        : record;
    const snapshot = this.#state.cases.get(caseId)?.snapshot;
    if (snapshot) this.setCase(caseId, { snapshot: without(snapshot) });
    const thread = this.#state.threads.get(caseId);
    if (thread) this.setThread(caseId, { notes: thread.notes.map(without) });
  }
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
