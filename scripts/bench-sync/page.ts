/** What `bench:sync` runs in the page: Casement's storage, and IndexedDB with nothing around it, on the same work. */
import type { CaseQuery, CaseSummary } from '../../src/model/case.js';
import type { Operation } from '../../src/model/operation.js';
import { openStorage } from '../../src/offline/resilient-storage.js';
import type { CaseStorage } from '../../src/offline/storage.js';
import { ADA, aSession, aSummary, anOperation, payloads, uuid } from '../../test/model/samples.js';

/** Milliseconds, one for each time. */
type Times = number[];

const PAGE = 50;
const MOMENT = 600_000;
const NEWEST: CaseQuery = { scope: 'mine', state: 'active', text: '', sort: '-updatedAt' };
const WORDS = ['Card', 'Account', 'Invoice', 'Delivery', 'Password', 'Refund'] as const;

let storage: CaseStorage | undefined;
let raw: IDBDatabase | undefined;
let longest = 0;

new PerformanceObserver((list) => {
  for (const { duration } of list.getEntries()) longest = Math.max(longest, duration);
}).observe({ type: 'longtask' });

function started(): { readonly storage: CaseStorage; readonly raw: IDBDatabase } {
  if (!storage || !raw) throw new Error('start() comes first');
  return { storage, raw };
}

function aRow(n: number): CaseSummary {
  const closed = n % 5 === 0;
  return aSummary({
    id: uuid(n),
    number: `CAS-${String(n).padStart(6, '0')}`,
    subject: `${WORDS[n % WORDS.length] ?? ''} ${n % 977} was charged twice on the way to ${n % 89}`,
    status: closed ? 'closed' : 'open',
    state: closed ? 'closed' : 'active',
    createdAt: new Date(Date.UTC(2020, 0, 1) + n * MOMENT).toISOString(),
    updatedAt: new Date(Date.UTC(2021, 0, 1) + ((n * 7919) % 1_000_003) * MOMENT).toISOString(),
  });
}

function rawWrite(store: string, values: readonly object[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const transaction = started().raw.transaction(store, 'readwrite', { durability: 'strict' });
    for (const value of values) transaction.objectStore(store).put(value);
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(new Error('aborted'));
  });
}

/** The newest page, as a program would read it that does nothing else. */
function rawPage(): Promise<readonly unknown[]> {
  return new Promise((resolve) => {
    const transaction = started().raw.transaction('rows');
    const index = transaction.objectStore('rows').index('newest');
    const range = IDBKeyRange.bound(['active'], ['active', []]);
    const rows: unknown[] = [];
    index.openCursor(range, 'prev').onsuccess = (event) => {
      const cursor = (event.target as IDBRequest<IDBCursorWithValue | null>).result;
      if (cursor) rows.push(cursor.value);
      if (cursor && rows.length < PAGE) cursor.continue();
    };
    transaction.oncomplete = () => resolve(rows);
  });
}

async function timed(times: number, work: (n: number) => Promise<unknown>): Promise<Times> {
  const taken: Times = [];
  for (let n = 0; n < times; n++) {
    const from = performance.now();
    await work(n);
    taken.push(performance.now() - from);
  }
  return taken;
}

const anEntry = (n: number, bytes: number): Operation =>
  bytes
    ? anOperation(payloads.file(uuid(n)))
    : anOperation(payloads.note(uuid(n), 'A line of text. '.repeat(12)));

export const lab = {
  async start(database: string): Promise<void> {
    storage = openStorage(database);
    await storage.admit({
      viewerId: ADA.id,
      userKey: 'ada',
      session: aSession(ADA),
      asOf: new Date().toISOString(),
    });
    raw = await new Promise((resolve) => {
      const request = indexedDB.open(`${database}-raw`, 1);
      request.onupgradeneeded = () => {
        request.result.createObjectStore('operations', { autoIncrement: true });
        request.result
          .createObjectStore('rows', { keyPath: 'id' })
          .createIndex('newest', ['state', 'updatedAt']);
      };
      request.onsuccess = () => resolve(request.result);
    });
  },

  /** Operations with files of that many bytes, one after the other, each on the disk before the next. */
  enqueue: (times: number, bytes: number): Promise<Times> =>
    timed(times, async (n) => {
      const operation = anEntry(n, bytes);
      const files = new Map(bytes ? [[operation.id, new ArrayBuffer(bytes)]] : []);
      await started().storage.commit({ viewerId: ADA.id, add: [operation], bytes: files });
      if (started().storage.health.kept !== 'disk') throw new Error('it is not on the disk');
    }),

  rawEnqueue: (times: number, bytes: number): Promise<Times> =>
    timed(times, (n) =>
      rawWrite('operations', [{ ...anEntry(n, bytes), ...(bytes ? { bytes: new ArrayBuffer(bytes) } : {}) }]),
    ),

  /** @returns milliseconds for all of them */
  async fill(from: number, to: number): Promise<number> {
    const begun = performance.now();
    for (let at = from; at < to; at += 1000) {
      const rows = Array.from({ length: Math.min(1000, to - at) }, (_, n) => ({
        row: aRow(at + n),
        scopes: ['mine'],
      }));
      await started().storage.putRows(ADA.id, rows);
    }
    return performance.now() - begun;
  },

  async rawFill(from: number, to: number): Promise<number> {
    const begun = performance.now();
    for (let at = from; at < to; at += 1000) {
      await rawWrite(
        'rows',
        Array.from({ length: Math.min(1000, to - at) }, (_, n) => aRow(at + n)),
      );
    }
    return performance.now() - begun;
  },

  page: (times: number, offset: number): Promise<Times> =>
    timed(times, async () => {
      const { items } = await started().storage.rows(ADA.id, NEWEST, { offset, limit: PAGE });
      if (items.length !== PAGE) throw new Error(`a page of ${items.length}`);
    }),

  rawPage: (times: number): Promise<Times> =>
    timed(times, async () => {
      if ((await rawPage()).length !== PAGE) throw new Error('not a page');
    }),

  /** The first keystroke, which builds the index. */
  async build(): Promise<number> {
    return (await timed(1, () => search('c')))[0] ?? NaN;
  },

  keystrokes: async (times: number): Promise<Times> => {
    const typed = [
      'c',
      'ca',
      'car',
      'card',
      'card ',
      'card 4',
      'card 48',
      'cas-0',
      '12',
      'delivery to',
      'e',
      'nothing',
    ];
    return await timed(times, (n) => search(typed[n % typed.length] ?? ''));
  },

  /** The longest task since this was asked last, ms. */
  longestTask(): number {
    const longestSoFar = longest;
    longest = 0;
    return longestSoFar;
  },
};

async function search(text: string): Promise<void> {
  await started().storage.rows(ADA.id, { ...NEWEST, text }, { offset: 0, limit: PAGE });
}

(globalThis as unknown as { lab: typeof lab }).lab = lab;
