import type { CaseBackend } from '../backend/backend.js';
import type { Id } from '../model/case.js';
import { toFailure } from '../model/failure.js';
import type { Payload } from '../model/operation.js';
import { Cell } from './cell.js';
import type { OpenStorage, Others } from './keeper.js';
import { Lists } from './lists.js';
import { lazy, type Lazy } from './lazy.js';
import { newId } from './new-id.js';
import { PersonInCharge } from './person.js';
import type { CaseEntry } from './state.js';
import type { CaseStore, Outcome, Submission } from './store.js';

export interface StoreOptions {
  readonly backend: CaseBackend;
  /**
   * Keeps what was read and written; asked for when it is needed. `disk` is the browser's own. Default: what was written, for as
   * long as the page lives.
   */
  readonly storage?: OpenStorage | 'disk' | undefined;
  /** What pages that share a storage go by. Default: made of the backend's `identity`. */
  readonly name?: string | undefined;
  /** What the host calls its signed-in person: what is kept of them is shown before any answer. */
  readonly userKey?: string | null | undefined;
  /** Of the host's session: what is kept can be read with it only. */
  readonly secret?: (() => Promise<string | null> | string | null) | undefined;
  /**
   * What becomes of others who used this browser when somebody signs in. `seal` (default): what was delivered goes, the rest
   * stays sealed until they are back. `keep`: everything stays sealed. `wipe`: everything goes.
   */
  readonly others?: Others | undefined;
}

export function createStore(options: StoreOptions): CaseStore {
  const { backend, storage, userKey = null } = options;
  const cell = new Cell(backend);
  const lists = new Lists(cell);
  const caches = storage !== undefined;
  const cases = lazy(async () => new (await import('./cases.js')).Cases(cell));
  const keeping = lazy(async () => {
    const { openKeeper } = await import('./keeper.js');
    return await openKeeper(cell, options, (id) => person.follow(id));
  });
  const writing = lazy(async () => {
    const [{ Writes }, keeper] = await Promise.all([import('./writes.js'), keeping.load()]);
    return new Writes(cell, keeper, {
      onDelivered: ({ payload, caseId }, isShown) => {
        // After these the case may stand elsewhere in the lists.
        if (!isShown || ['createCase', 'transitionCase'].includes(payload.kind)) void lists.refreshWatched();
        if (!isShown || payload.kind === 'createCase') void cases.loaded?.arrive(caseId);
      },
      onStranger: () => person.meetStranger(),
    });
  });
  const person = new PersonInCharge({
    cell,
    lists,
    cases,
    writing,
    keeping,
    caches,
    isNamed: userKey !== null,
  });
  /** A question whose answer may be that nobody is signed in any more. */
  const heeded = async <T>(answer: Promise<T>): Promise<T> => {
    const asked = cell.ask();
    try {
      return await answer;
    } catch (thrown) {
      cell.heed(toFailure(thrown), asked);
      throw thrown;
    }
  };

  /** Ids are known at once, so that an element can show what it wrote before the outbox is there. */
  const write = (id: Id, caseId: Id, payload: Payload, files?: readonly File[]): Submission => {
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
  return {
    get: () => cell.state,
    subscribe: (listener) => cell.subscribe(listener),
    start: () => person.start(),
    reconnect: () => person.reconnect(),
    watchList: (query) => lists.watch(query),
    refreshList: (query) => lists.refresh(query),
    loadMore: (query) => lists.more(query),
    watchCase: (id) =>
      whenLoaded(
        cases,
        (loaded) => loaded.watch(id),
        () => failCase(cell, id),
      ),
    refreshCase: (id) =>
      cases.load().then(
        (loaded) => loaded.refresh(id),
        () => failCase(cell, id),
      ),
    loadOlderNotes: async (id) => await cases.loaded?.older(id),
    createCase: (draft, files) => {
      const id = newId();
      return write(id, id, { kind: 'createCase', draft: { ...draft, id } }, files);
    },
    updateCase: (id, change) => write(id, id, { kind: 'updateCase', change }),
    transition: (id, transition) => write(id, id, { kind: 'transitionCase', transition }),
    addNote: (caseId, { text, visibility = 'public', files }) => {
      const id = newId();
      return write(id, caseId, { kind: 'createNote', draft: { id, text, visibility } }, files);
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
    retry: (operationId) => writing.use((writes) => writes.retry(operationId)),
    discard: (operationId) => writing.use((writes) => writes.discard(operationId)),
    edit: async (operationId, payload) => (await writing.loaded?.edit(operationId, payload)) ?? false,
    undelivered: () => writing.loaded?.undelivered() ?? [],
    loadUndelivered: async () => (await writing.load()).loadUndelivered(),
    fileOf: async (operationId) => await writing.loaded?.fileOf(operationId),
    sync: () => person.sync(),
    readDraft: async (id) => await (await keeping.load()).readDraft(id),
    keepDraft: async (id, value, revision) => await (await keeping.load()).keepDraft(id, value, revision),
    onDraft: (id, listener) => whenLoaded(keeping, (keeper) => keeper.onDraft(id, listener)),
    signOut: async (undelivered) => {
      const viewerId = person.leave();
      const what = undelivered === 'keep' ? 'delivered' : 'everything';
      await keeping.load().then(
        (keeper) => keeper.wipe(viewerId, what),
        () => undefined,
      );
    },
    search: (query, signal) => heeded(cell.backend.search(query, signal)),
    getArticle: (id, signal) => heeded((keeping.loaded ?? cell.backend).getArticle(id, signal)),
    getLookup: (lookup, query, signal) =>
      heeded(cell.backend.getLookup(lookup, query, signal ? { signal } : {})),
    getAttachment: (attachment, signal) =>
      heeded((keeping.loaded ?? cell.backend).getAttachment(attachment, signal)),
    close: () => person.close(),
  };
}

/** Begins something with code that may still be on its way; returns the end of it. */
function whenLoaded<T>(part: Lazy<T>, begin: (loaded: T) => () => void, fail?: () => void): () => void {
  let end: (() => void) | undefined;
  let ended = false;
  part.load().then(
    (loaded) => {
      if (!ended) end = begin(loaded);
    },
    fail ?? (() => undefined),
  );
  return () => {
    ended = true;
    end?.();
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
