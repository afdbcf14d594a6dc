/** What `bench:sync` runs in the page: Casement's storage, and IndexedDB with nothing around it, on the same work. */
import type { CaseQuery, CaseSummary } from '../../src/model/case.js';
import type { Operation } from '../../src/model/operation.js';
import { openStorage } from '../../src/offline/resilient-storage.js';
import type { CaseStorage } from '../../src/offline/storage.js';
import { answersOf, eachPage, firstSync } from './pull.js';
import { RawCases } from './raw.js';
import { ADA, aSession, aSummary, anOperation, payloads, uuid } from '../../test/model/samples.js';

/** Milliseconds, one for each time. */
type Times = number[];

const PAGE = 50;
const MOMENT = 600_000;
const NEWEST: CaseQuery = { scope: 'mine', state: 'active', text: '', sort: '-updatedAt' };
const WORDS = ['Card', 'Account', 'Invoice', 'Delivery', 'Password', 'Refund'] as const;

let storage: CaseStorage | undefined;
let raw: RawCases | undefined;
let answers: readonly string[] = [];

function started(): { readonly storage: CaseStorage; readonly raw: RawCases } {
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

const rowsOf = (from: number, to: number): CaseSummary[] =>
  Array.from({ length: to - from }, (_, n) => aRow(from + n));

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
    raw = await RawCases.open(`${database}-raw`);
  },

  /** As after a reload: nothing is in memory. */
  async restart(database: string): Promise<void> {
    storage?.close();
    storage = openStorage(database);
    await storage.person('ada');
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
      started().raw.write('operations', [
        { ...anEntry(n, bytes), ...(bytes ? { bytes: new ArrayBuffer(bytes) } : {}) },
      ]),
    ),

  /** @returns milliseconds for all of them */
  async fill(from: number, to: number): Promise<number> {
    const begun = performance.now();
    for (let at = from; at < to; at += 1000) {
      const rows = rowsOf(at, Math.min(at + 1000, to)).map((row) => ({ row, scopes: ['mine'] }));
      await started().storage.putRows(ADA.id, rows);
    }
    return performance.now() - begun;
  },

  async rawFill(from: number, to: number): Promise<number> {
    const begun = performance.now();
    for (let at = from; at < to; at += 1000) {
      await started().raw.write('rows', rowsOf(at, Math.min(at + 1000, to)));
    }
    return performance.now() - begun;
  },

  /** What a backend has to tell in a first sync. */
  prepare(cases: number): void {
    answers = answersOf(rowsOf(0, cases));
  },

  /** The first sync of these cases, as it runs in the background. @returns milliseconds */
  pull: (): Promise<number> => firstSync(started().storage, answers),

  /** As many, page by page in the background, into the bare database. @returns milliseconds */
  async rawPull(): Promise<number> {
    const begun = performance.now();
    await eachPage(answers, (rows) => started().raw.write('rows', rows));
    return performance.now() - begun;
  },

  page: (times: number, offset: number): Promise<Times> => timed(times, () => readPage(offset)),

  /** Pages one after the other, as a list is continued. */
  onward: async (times: number, offset: number): Promise<Times> => {
    await readPage(offset);
    return await timed(times, (n) => readPage(offset + (n + 1) * PAGE));
  },

  rawPage: (times: number): Promise<Times> =>
    timed(times, async () => {
      if ((await started().raw.page(PAGE)).length !== PAGE) throw new Error('not a page');
    }),

  rawPageAtOnce: (times: number): Promise<Times> =>
    timed(times, async () => {
      if ((await started().raw.pageAtOnce(PAGE)).length !== PAGE) throw new Error('not a page');
    }),

  /** Whether all that a search needs is kept for the next visit. */
  isSearchKept: async (): Promise<boolean> =>
    (await started().storage.read(ADA.id, 'sync', 'find/127')) !== undefined,

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
};

async function readPage(offset: number): Promise<void> {
  const { items } = await started().storage.rows(ADA.id, NEWEST, { offset, limit: PAGE });
  if (items.length !== PAGE) throw new Error(`a page of ${items.length}`);
}

async function search(text: string): Promise<void> {
  await started().storage.rows(ADA.id, { ...NEWEST, text }, { offset: 0, limit: PAGE });
}

(globalThis as unknown as { lab: typeof lab }).lab = lab;
