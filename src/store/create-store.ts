import type { CaseBackend } from '../backend/backend.js';
import { toFailure } from '../model/failure.js';
import type { Session } from '../model/session.js';
import { onWake } from '../offline/connectivity.js';
import { MemoryStorage } from '../offline/memory-storage.js';
import type { OperationStorage } from '../offline/storage.js';
import { Cases } from './cases.js';
import { Cell } from './cell.js';
import { Lists } from './lists.js';
import { INITIAL_STATE } from './state.js';
import type { CaseStore } from './store.js';
import { Writes } from './writes.js';

export interface StoreOptions {
  readonly backend: CaseBackend;
  /** Where undelivered writes are kept. Default: in memory. */
  readonly storage?: OperationStorage;
}

export function createStore({ backend, storage = new MemoryStorage() }: StoreOptions): CaseStore {
  const cell = new Cell(backend);
  const lists = new Lists(cell);
  const cases = new Cases(cell);
  const writes = new Writes(cell, storage);
  const person = new PersonInCharge(cell, lists, cases, writes);
  return {
    get: () => cell.state,
    subscribe: (listener) => cell.subscribe(listener),
    start: () => person.start(),
    reconnect: () => person.reconnect(),
    watchList: (query) => lists.watch(query),
    refreshList: (query) => lists.refresh(query),
    loadMore: (query) => lists.more(query),
    watchCase: (id) => cases.watch(id),
    refreshCase: (id) => cases.refresh(id),
    loadOlderNotes: (id) => cases.older(id),
    createCase: (draft, files = []) => {
      const submission = writes.createCase(draft, files);
      // Where a new case stands in a list is the backend's business.
      void submission.done.then((outcome) => { if (outcome.state === 'delivered') void lists.refreshWatched(); });
      return submission;
    },
    updateCase: (id, change) => writes.updateCase(id, change),
    transition: (id, transition) => {
      const submission = writes.transition(id, transition);
      void submission.done.then((outcome) => { if (outcome.state === 'delivered') void lists.refreshWatched(); });
      return submission;
    },
    addNote: (caseId, note) => writes.addNote(caseId, note),
    updateNote: (caseId, noteId, text) => writes.updateNote(caseId, noteId, text),
    deleteNote: (caseId, noteId) => writes.deleteNote(caseId, noteId),
    deleteAttachment: (caseId, attachmentId) => writes.deleteAttachment(caseId, attachmentId),
    markRead: (caseId) => writes.markRead(caseId),
    recordDeflection: (outcome) => writes.recordDeflection(outcome),
    retry: (operationId) => writes.outbox.retry(operationId),
    discard: (operationId) => void writes.outbox.discard(operationId),
    search: (query, signal) => backend.search(query, signal),
    getArticle: (id, signal) => backend.getArticle(id, signal),
    getLookup: (lookup, query, signal) => backend.getLookup(lookup, query, signal ? { signal } : {}),
    getAttachment: (attachment, signal) => backend.getAttachment(attachment, signal),
    close: () => person.close(),
  };
}

/** Who the page works for, and everything that begins and ends with that person. */
class PersonInCharge {
  readonly #cell: Cell;
  readonly #lists: Lists;
  readonly #cases: Cases;
  readonly #writes: Writes;
  #started = false;
  #asking: Promise<void> | undefined;
  #live: AbortController | undefined;
  #endWake: (() => void) | undefined;

  constructor(cell: Cell, lists: Lists, cases: Cases, writes: Writes) {
    this.#cell = cell;
    this.#lists = lists;
    this.#cases = cases;
    this.#writes = writes;
  }

  start(): void {
    if (this.#started) return;
    this.#started = true;
    this.#endWake = onWake(() => this.#wake());
    void this.#ask();
  }

  async reconnect(): Promise<void> {
    this.#cell.backend.reset();
    this.#cell.set({ phase: this.#cell.state.session ? this.#cell.state.phase : 'starting', failure: null });
    const before = this.#cell.state.session;
    await this.#ask();
    if (this.#cell.state.phase === 'ready' && (before || this.#cell.state.lists.size)) await this.#refreshScreen();
  }

  close(): void {
    this.#live?.abort();
    this.#endWake?.();
    this.#writes.outbox.close();
    this.#started = false;
  }

  async #ask(): Promise<void> {
    await (this.#asking ??= this.#askOnce().finally(() => { this.#asking = undefined; }));
  }

  async #askOnce(): Promise<void> {
    try {
      await this.#adopt(await this.#cell.backend.getSession());
    } catch (thrown) {
      const failure = toFailure(thrown);
      this.#live?.abort();
      if (failure.kind === 'signed-out') this.#cell.set({ phase: 'signed-out', failure: null });
      // A page that is in use goes on with the session it has.
      else this.#cell.set(this.#cell.state.session ? { phase: 'ready' } : { phase: 'failed', failure });
    }
  }

  async #adopt(session: Session): Promise<void> {
    const before = this.#cell.state.session;
    if (before && before.viewer.id !== session.viewer.id) {
      this.#live?.abort();
      await this.#writes.clear();
      this.#cell.set({ ...INITIAL_STATE });
    }
    this.#cell.set({ session, phase: 'ready', failure: null });
    this.#writes.outbox.release(session.viewer.id);
    this.#goLive(session);
  }

  /** After the first paint: what others do can wait for what the customer came for. */
  #goLive({ capabilities }: Session): void {
    this.#live?.abort();
    if (!capabilities.changes) return;
    const live = this.#live = new AbortController();
    const begin = async () => {
      const { runLive } = await import('./live.js');
      await runLive({
        cell: this.#cell, events: capabilities.events, signal: live.signal,
        resync: () => this.#refreshScreen(), refreshLists: () => this.#lists.refreshWatched(),
      });
    };
    // A chunk that cannot be fetched leaves the page without live changes, not without cases.
    whenIdle(() => { if (!live.signal.aborted) begin().catch(() => this.#cell.set({ live: 'off' })); });
  }

  async #refreshScreen(): Promise<void> {
    await Promise.all([this.#lists.refreshWatched(), this.#cases.refreshWatched()]);
  }

  #wake(): void {
    if (this.#cell.state.phase === 'failed') void this.reconnect();
    this.#writes.outbox.retry();
  }
}

function whenIdle(run: () => void): void {
  if (globalThis.requestIdleCallback) globalThis.requestIdleCallback(run, { timeout: 2000 });
  else setTimeout(run, 200);
}
