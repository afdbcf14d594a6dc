import type { CaseBackend } from '../backend/backend.js';
import type { CasePage, CaseSummary, Instant } from '../model/case.js';
import { toFailure, type Failure } from '../model/failure.js';
import { INITIAL_STATE, type ListState, type StoreState } from './state.js';

export type ListCases = (
  ...args: Parameters<CaseBackend['listCases']>
) => Promise<CasePage & { readonly asOf?: Instant | null }>;

/** The one mutable place: the current state and who listens. Everything else in the store is functions over it. */
export class Cell {
  readonly backend: CaseBackend;
  readonly #listeners = new Set<() => void>();
  #state: StoreState = INITIAL_STATE;
  /** This store's own time: it counts questions and what became known, in the order they happened. */
  #moment = 0;
  /** Answers to questions before this moment were meant for somebody else. */
  #since = 0;
  /** When the newest word on a case (by its id) or its notes (`notesOf`) was spoken; for `learn` and `isOvertaken`. */
  readonly known = new Map<string, number>();

  /**
   * Rows of a list, with what became known of their cases since they were asked for. Nothing is, until the first case
   * was opened or the first write was made.
   */
  reconcile: (items: readonly CaseSummary[], asked: number) => readonly CaseSummary[] = (items) => items;

  /** Where changes begin that came after the first list, if nothing older is shown. */
  firstCursor: string | undefined;

  /** Rows for a list: the backend's, or what is kept of them where it cannot be reached. */
  listCases: ListCases;

  constructor(backend: CaseBackend) {
    this.backend = watched(backend, (failure) => this.#meet(failure));
    this.listCases = (...args) => this.backend.listCases(...args);
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

  /** Drops what is known, keeps nothing of whoever it was, and takes no answer that is still on its way. */
  restart(): void {
    this.#since = ++this.#moment;
    this.known.clear();
    this.firstCursor = undefined;
    const { storage, reachable } = this.#state;
    this.set({ ...INITIAL_STATE, storage, reachable });
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

  /** A request ended: with an answer, whatever it said, or without one. */
  #meet(failure?: Failure): void {
    if (failure?.kind === 'aborted') return;
    const reachable = !failure || !isUnreachable(failure);
    if (reachable !== this.#state.reachable) this.set({ reachable });
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

/** There was no backend, or none that could answer: nothing was said about the request itself. */
export function isUnreachable({ kind }: Failure): boolean {
  return kind === 'network' || kind === 'unavailable';
}

/** The backend, with word of how each request ended. A stream says nothing by its end. */
function watched(backend: CaseBackend, meet: (failure?: Failure) => void): CaseBackend {
  return new Proxy(backend, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function') return member;
      return (...args: unknown[]) => {
        const answer: unknown = Reflect.apply(member, target, args);
        if (answer instanceof Promise && name !== 'streamEvents')
          answer.then(
            () => meet(),
            (thrown) => meet(toFailure(thrown)),
          );
        return answer;
      };
    },
  });
}
