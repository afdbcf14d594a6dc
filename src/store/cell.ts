import type { CaseBackend } from '../backend/backend.js';
import type { CaseSummary } from '../model/case.js';
import type { Failure } from '../model/failure.js';
import { INITIAL_STATE, type ListState, type StoreState } from './state.js';

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

  /**
   * Rows of a list, with what became known of their cases since they were asked for. Nothing is, until the first case
   * was opened or the first write was made.
   */
  reconcile: (items: readonly CaseSummary[], asked: number) => readonly CaseSummary[] = (items) => items;

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

  /** A failure that concerns the whole page: nobody is signed in any more. */
  heed(failure: Failure, asked = this.#moment): void {
    if (this.isForeign(asked)) return;
    if (failure.kind === 'signed-out' && this.#state.phase !== 'signed-out')
      this.set({ phase: 'signed-out' });
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
