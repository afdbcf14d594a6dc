/** What `bench:sync` runs in the page to see an outbox emptied: all of Casement's own code from the disk to the request. */
import type { CaseBackend } from '../../src/backend/backend.js';
import { createRestBackend } from '../../src/backend/rest/rest-backend.js';
import type { Operation, Payload } from '../../src/model/operation.js';
import { openStorage } from '../../src/offline/resilient-storage.js';
import type { CaseStorage } from '../../src/offline/storage.js';
import { createStore } from '../../src/store/create-store.js';
import type { CaseStore } from '../../src/store/store.js';
import { newId } from '../../src/store/new-id.js';
import { anOperation } from '../../test/model/samples.js';

/** How operations go out: many with one request, each with its own but six at once, or one after the other. */
export type Way = 'batches' | 'six in flight' | 'one by one';

/** What was delivered. */
export interface Drained {
  readonly count: number;
  /** Milliseconds from the opening until the last one is out of the outbox. */
  readonly taken: number;
}

const NAME = 'casement:bench-drain';
const NOTES = 3;

/** Of one case: it is filed, notes are added, and it is closed. */
function writesOf(n: number, id: string): Payload[] {
  const note = (): Payload => ({
    kind: 'createNote',
    draft: { id: newId(), text: 'A line of text. '.repeat(12), visibility: 'public' },
  });
  const subject = `Card ${n} was charged twice`;
  const description = 'It happened yesterday, on the way home. '.repeat(6);
  return [
    { kind: 'createCase', draft: { id, subject, description, deflection: { query: 'card' } } },
    ...Array.from({ length: NOTES }, note),
    { kind: 'transitionCase', transition: { action: 'close' } },
  ];
}

/** Takes one call at a time. */
function inLine<A extends readonly unknown[], T>(
  work: (...args: A) => Promise<T>,
): (...args: A) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (...args) => {
    const next = last.then(() => work(...args));
    last = next.catch(() => undefined);
    return next;
  };
}

/** @returns how many operations that makes */
async function fill(storage: CaseStorage, viewerId: string, cases: number): Promise<number> {
  let count = 0;
  for (let n = 0; n < cases; n++) {
    const caseId = newId();
    const add = writesOf(n, caseId).map((payload): Operation =>
      anOperation(payload, { id: newId(), viewerId, caseId }),
    );
    await storage.commit({ viewerId, add });
    count += add.length;
  }
  return count;
}

/** The backend as it is asked in this way. */
function inWay(backend: CaseBackend, way: Way): CaseBackend {
  if (way === 'batches') return backend;
  const { sendAll: _none, ...single } = backend;
  return way === 'one by one' ? { ...single, send: inLine(backend.send) } : single;
}

/** Until nothing is outstanding. */
function emptied(store: CaseStore): Promise<void> {
  return new Promise((resolve, reject) => {
    let hasBegun = false;
    store.subscribe(() => {
      const { operations } = store.get();
      const stopped = operations.find(({ state }) => state === 'refused' || state === 'held');
      if (stopped) reject(new Error(`not delivered: ${JSON.stringify(stopped)}`));
      if (hasBegun && operations.length === 0) resolve();
      hasBegun ||= operations.length > 0;
    });
  });
}

export const lab = {
  /**
   * As after a visit without a network: so many cases' operations wait on the disk, and go out when the page is opened.
   */
  async drain(way: Way, cases: number, token: string): Promise<Drained> {
    const backend = inWay(createRestBackend({ baseUrl: '/api', getToken: () => token }), way);
    const session = await backend.getSession();
    const viewerId = session.viewer.id;
    const storage = openStorage(NAME);
    await storage.admit({ viewerId, userKey: 'bench', session, asOf: new Date().toISOString() });
    const count = await fill(storage, viewerId, cases);
    const store = createStore({ backend, storage: () => storage, name: NAME, userKey: 'bench' });
    const done = emptied(store);
    const begun = performance.now();
    store.start();
    await done;
    const taken = performance.now() - begun;
    const left = await storage.operations(viewerId);
    if (left.length > 0 || storage.health.kept !== 'disk') throw new Error(`${left.length} are left`);
    store.close();
    storage.close();
    return { count, taken };
  },
};

(globalThis as unknown as { lab: typeof lab }).lab = lab;
