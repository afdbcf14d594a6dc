import type { CaseBackend } from '../backend/backend.js';
import type { Id } from '../model/case.js';
import { isRetriable, toFailure, type Failure } from '../model/failure.js';
import type { Payload } from '../model/operation.js';
import type { Session } from '../model/session.js';
import { onWake } from '../offline/connectivity.js';
import type { OperationStorage } from '../offline/storage.js';
import type { Cases } from './cases.js';
import { Cell } from './cell.js';
import { Lists } from './lists.js';
import { lazy, type Lazy } from './lazy.js';
import { newId } from './new-id.js';
import type { CaseEntry } from './state.js';
import type { CaseStore, Outcome, Submission } from './store.js';
import type { Writes } from './writes.js';

export interface StoreOptions {
  readonly backend: CaseBackend;
  /** Where undelivered writes are kept. Default: in memory. */
  readonly storage?: OperationStorage;
}

export function createStore({ backend, storage }: StoreOptions): CaseStore {
  const cell = new Cell(backend);
  const lists = new Lists(cell);
  const cases = lazy(async () => new (await import('./cases.js')).Cases(cell));
  const writing = lazy(async () => new (await import('./writes.js')).Writes(cell, storage));
  const drafts = lazy(async () => new (await import('./drafts.js')).Drafts());
  const person = new PersonInCharge(cell, lists, cases, writing);

  /** Ids are known at once, so that an element can show what it wrote before the outbox is there. */
  const write = (
    id: Id,
    caseId: Id,
    payload: Payload,
    files?: readonly (readonly [File, Id | null])[],
  ): Submission => {
    const operationId = newId();
    const viewerId = cell.state.session?.viewer.id;
    const begun = writing
      .load()
      .then((writes) => writes.submit(operationId, viewerId, caseId, payload, files));
    const settled = begun.then(({ settled: promise }) => promise, notKept);
    const kept = begun.then(({ kept: promise }) => promise, never);
    return {
      id,
      operationId,
      settled,
      kept,
      done: begun.then(({ done }) => done, notKept),
    };
  };
  /** A write after which the case may stand elsewhere in the lists. */
  const moving = (submission: Submission): Submission => {
    void submission.done.then(({ state }) => {
      if (state === 'delivered') void lists.refreshWatched();
    });
    return submission;
  };

  return {
    get: () => cell.state,
    subscribe: (listener) => cell.subscribe(listener),
    start: () => person.start(),
    reconnect: () => person.reconnect(),
    watchList: (query) => lists.watch(query),
    refreshList: (query) => lists.refresh(query),
    loadMore: (query) => lists.more(query),
    watchCase: (id) => {
      let end: (() => void) | undefined;
      let ended = false;
      const begin = (loaded: Cases) => {
        if (!ended) end = loaded.watch(id);
      };
      cases.load().then(begin, () => failCase(cell, id));
      return () => {
        ended = true;
        end?.();
      };
    },
    refreshCase: (id) =>
      cases.load().then(
        (loaded) => loaded.refresh(id),
        () => failCase(cell, id),
      ),
    loadOlderNotes: async (id) => await cases.loaded?.older(id),
    createCase: (draft, files = []) => {
      const id = newId();
      return moving(
        write(
          id,
          id,
          { kind: 'createCase', draft: { ...draft, id } },
          files.map((file) => [file, null]),
        ),
      );
    },
    updateCase: (id, change) => write(id, id, { kind: 'updateCase', change }),
    transition: (id, transition) => moving(write(id, id, { kind: 'transitionCase', transition })),
    addNote: (caseId, { text, visibility = 'public', files = [] }) => {
      const id = newId();
      return write(
        id,
        caseId,
        { kind: 'createNote', draft: { id, text, visibility } },
        files.map((file) => [file, id]),
      );
    },
    updateNote: (caseId, noteId, text) => write(noteId, caseId, { kind: 'updateNote', noteId, text }),
    deleteNote: (caseId, noteId) => write(noteId, caseId, { kind: 'deleteNote', noteId }),
    deleteAttachment: (caseId, attachmentId) =>
      write(attachmentId, caseId, { kind: 'deleteAttachment', attachmentId }),
    markRead: (caseId) => writing.use((writes) => writes.markRead(caseId)),
    recordDeflection: (outcome) => {
      const id = newId();
      write(id, outcome.caseId ?? id, { kind: 'recordDeflection', outcome: { ...outcome, id } });
    },
    retry: (operationId) => writing.use((writes) => writes.outbox.retry(operationId)),
    edit: async (operationId, payload) => (await writing.loaded?.edit(operationId, payload)) ?? false,
    undelivered: () => writing.loaded?.undelivered() ?? [],
    fileOf: async (operationId) => await writing.loaded?.fileOf(operationId),
    sync: () => person.sync(),
    readDraft: async (id) => await (await drafts.load()).read(id),
    keepDraft: async (id, value, revision) => await (await drafts.load()).keep(id, value, revision),
    onDraft: () => () => undefined,
    signOut: async () => {
      drafts.loaded?.clear();
      await person.signOut();
    },
    discard: (operationId) => writing.use((writes) => void writes.outbox.discard(operationId)),
    search: (query, signal) => backend.search(query, signal),
    getArticle: (id, signal) => backend.getArticle(id, signal),
    getLookup: (lookup, query, signal) => backend.getLookup(lookup, query, signal ? { signal } : {}),
    getAttachment: (attachment, signal) => backend.getAttachment(attachment, signal),
    close: () => person.close(),
  };
}

/** The outbox could not even be loaded: nothing was taken, and the element keeps what was typed. */
const notKept = (): Outcome => ({ state: 'not-kept', failure: { kind: 'network' } });
const never = (): Promise<never> => new Promise(() => undefined);

/** What shows a case could not even be loaded. */
function failCase(cell: Cell, id: Id): void {
  const entry: CaseEntry = { status: 'failed', snapshot: null, failure: { kind: 'network' }, asOf: null };
  cell.set({ cases: new Map(cell.state.cases).set(id, entry) });
}

/** Who the page works for, and everything that begins and ends with that person. */
class PersonInCharge {
  readonly #cell: Cell;
  readonly #lists: Lists;
  readonly #cases: Lazy<Cases>;
  readonly #writing: Lazy<Writes>;
  #started = false;
  /** Ends the newest question who this is: the answer to an older one may name somebody else. */
  #asking: AbortController | undefined;
  #live: AbortController | undefined;
  #endWake: (() => void) | undefined;

  constructor(cell: Cell, lists: Lists, cases: Lazy<Cases>, writing: Lazy<Writes>) {
    this.#cell = cell;
    this.#lists = lists;
    this.#cases = cases;
    this.#writing = writing;
  }

  start(): void {
    if (this.#started) return;
    this.#started = true;
    this.#endWake = onWake(() => this.#wake());
    void this.#ask();
  }

  async reconnect(): Promise<void> {
    this.#cell.backend.reset();
    // What was read before anybody was known may have been read by somebody else.
    if (this.#cell.state.session) this.#cell.set({ failure: null });
    else this.#cell.restart();
    if (await this.#ask()) await this.#refreshScreen();
  }

  /** Tries now whatever waits, and asks again for what is on screen. */
  async sync(): Promise<void> {
    this.#writing.loaded?.outbox.retry();
    if (this.#cell.state.phase === 'ready') await this.#refreshScreen();
    else await this.reconnect();
  }

  /** Nobody is in charge any more. */
  async signOut(): Promise<void> {
    this.#asking?.abort();
    this.#endLive();
    this.#cell.backend.reset();
    await this.#writing.loaded?.clear();
    this.#cell.restart();
    this.#cell.set({ phase: 'signed-out' });
  }

  close(): void {
    this.#asking?.abort();
    this.#endLive();
    this.#endWake?.();
    // An outbox that is still being loaded sends nothing either.
    this.#writing.last((writes) => writes.outbox.close());
    this.#started = false;
  }

  /** @returns whether a session came of it */
  async #ask(): Promise<boolean> {
    this.#asking?.abort();
    const { signal } = (this.#asking = new AbortController());
    try {
      const session = await this.#cell.backend.getSession(signal);
      if (!signal.aborted) await this.#adopt(session, signal);
      return !signal.aborted;
    } catch (thrown) {
      if (!signal.aborted) this.#miss(toFailure(thrown));
      return false;
    }
  }

  #miss(failure: Failure): void {
    if (failure.kind === 'signed-out') {
      this.#endLive();
      this.#cell.set({ phase: 'signed-out', failure: null });
    } else if (!this.#cell.state.session) {
      this.#cell.set({ phase: 'failed', failure });
    }
    // Else a page that is in use goes on with the session it has.
  }

  async #adopt(session: Session, signal: AbortSignal): Promise<void> {
    const before = this.#cell.state.session;
    if (before && before.viewer.id !== session.viewer.id) {
      this.#endLive();
      this.#cell.restart();
      await this.#writing.loaded?.clear();
      if (signal.aborted) return;
    }
    this.#cell.set({ session, phase: 'ready', failure: null });
    this.#writing.loaded?.outbox.release(session.viewer.id);
    this.#goLive(session);
  }

  #endLive(): void {
    this.#live?.abort();
    if (this.#cell.state.live !== 'off') this.#cell.set({ live: 'off' });
  }

  /** After the first rows: outbox and live changes can wait for what the customer came for. */
  #goLive({ capabilities }: Session): void {
    this.#endLive();
    const live = (this.#live = new AbortController());
    const begin = async () => {
      await this.#writing.load();
      if (!capabilities.changes || live.signal.aborted) return;
      const { runLive } = await import('./live.js');
      await runLive({
        cell: this.#cell,
        events: capabilities.events,
        signal: live.signal,
        resync: () => this.#refreshScreen(),
        refreshLists: () => this.#lists.refreshWatched(),
      });
    };
    const start = () => {
      // A chunk that cannot be fetched leaves the page without live changes, not without cases.
      if (!live.signal.aborted) begin().catch(() => live.signal.aborted || this.#cell.set({ live: 'off' }));
    };
    void this.#lists.settled().then(() => whenIdle(start));
  }

  async #refreshScreen(): Promise<void> {
    await Promise.all([this.#lists.refreshWatched(), this.#cases.loaded?.refreshWatched()]);
  }

  #wake(): void {
    const { phase, lists, cases } = this.#cell.state;
    if (phase === 'failed') void this.reconnect();
    else if ([...lists.values(), ...cases.values()].some(({ failure }) => failure && isRetriable(failure)))
      void this.#refreshScreen();
    this.#writing.loaded?.outbox.retry();
  }
}

function whenIdle(run: () => void): void {
  if (globalThis.requestIdleCallback) globalThis.requestIdleCallback(run, { timeout: 2000 });
  else setTimeout(run, 200);
}
