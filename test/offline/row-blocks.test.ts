import { expect } from '@open-wc/testing';
import { openDB } from 'idb';
import type { CaseQuery, CaseSummary, Id } from '../../src/model/case.js';
import type { CaseStorage } from '../../src/offline/storage.js';
import { ADA, aSummary, uuid } from '../model/samples.js';
import { aTab, clearShelves, freshName, replaced } from './shelves.js';
import { ada } from './storage-conformance.js';

/** More than are opened again on every visit. */
const MANY = 1_050;
const BLOCK = 'find/127';
const QUERY: CaseQuery = { scope: 'mine', state: 'all', text: 'late', sort: '-updatedAt' };
const PAGE = { offset: 0, limit: 10 };

const aRow = (n: number, subject: string): CaseSummary =>
  aSummary({ id: uuid(n), subject, updatedAt: new Date(Date.UTC(2026, 0, 1) + n * 1000).toISOString() });

const put = (storage: CaseStorage, ...rows: readonly CaseSummary[]): Promise<void> =>
  storage.putRows(
    ADA.id,
    rows.map((row) => ({ row, scopes: ['mine'] })),
  );

const find = async (storage: CaseStorage, text: string): Promise<readonly Id[]> =>
  (await storage.rows(ADA.id, { ...QUERY, text }, PAGE)).items.map(({ id }) => id);

/** A database with many rows, and with what a search made of them. */
async function searched(name: string): Promise<CaseStorage> {
  const storage = aTab(name);
  await storage.admit(ada());
  await put(storage, ...Array.from({ length: MANY }, (_, n) => aRow(n, n === 7 ? 'Too late' : 'In time')));
  expect(await find(storage, 'late')).to.deep.equal([uuid(7)]);
  for (let tries = 0; !(await isKept(name)); tries++) {
    if (tries === 200) throw new Error('nothing is kept for the next visit');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return storage;
}

async function isKept(name: string, block = BLOCK): Promise<boolean> {
  const database = await openDB(name);
  const record: unknown = await database.get('records', [ADA.id, 'sync', block]);
  database.close();
  return record !== undefined;
}

/** How many values were opened. */
function countOpened(): () => number {
  const { subtle } = crypto;
  const decrypt = subtle.decrypt.bind(subtle);
  let count = 0;
  replaced(subtle, 'decrypt', (...args) => {
    count++;
    return decrypt(...args);
  });
  return () => count;
}

describe('what a search needs of many rows', () => {
  afterEach(clearShelves);

  it('on the next visit, is every row opened again?', async () => {
    const name = freshName();
    await searched(name);
    const later = aTab(name);
    const opened = countOpened();
    expect(await find(later, 'late')).to.deep.equal([uuid(7)]);
    expect(opened()).to.be.lessThan(MANY / 2);
    expect(await find(later, 'in time')).to.have.lengthOf(PAGE.limit);
  });

  it('does the next visit find what changed since it was kept, in this tab and in another?', async () => {
    const name = freshName();
    const storage = await searched(name);
    await put(storage, aRow(7, 'In time after all'), aRow(MANY, 'Late again'));
    await aTab(name).purgeCase(ADA.id, uuid(8));
    expect(await find(aTab(name), 'late')).to.deep.equal([uuid(MANY)]);
    const { total } = await aTab(name).rows(ADA.id, { ...QUERY, text: 'time' }, PAGE);
    expect(total).to.equal(MANY - 1);
  });

  it('is anything of it left of a case that must not stay?', async () => {
    const name = freshName();
    const storage = await searched(name);
    await storage.purgeCase(ADA.id, uuid(7));
    for (const block of ['find/0', 'find/64', BLOCK]) expect(await isKept(name, block)).to.equal(false);
    expect(await find(aTab(name), 'late')).to.deep.equal([]);
  });

  it('is anything of it left when the person signed out?', async () => {
    const name = freshName();
    const storage = await searched(name);
    await storage.wipe(ADA.id, 'delivered');
    expect(await isKept(name)).to.equal(false);
    await storage.admit(ada());
    expect(await find(aTab(name), 'late')).to.deep.equal([]);
  });

  it('when a part of it is gone, is every case found all the same?', async () => {
    const name = freshName();
    await searched(name);
    const database = await openDB(name);
    await database.delete('records', [ADA.id, 'sync', 'find/77']);
    database.close();
    expect((await aTab(name).rows(ADA.id, { ...QUERY, text: 'cas' }, PAGE)).total).to.equal(MANY);
  });
});

describe('a list that is continued', () => {
  afterEach(clearShelves);

  for (const sort of ['-updatedAt', 'updatedAt'] as const) {
    it(`by ${sort}, when the last case that was read moved, does it go on where it counts to?`, async () => {
      const storage = aTab(freshName());
      await storage.admit(ada());
      await put(storage, ...Array.from({ length: 30 }, (_, n) => aRow(n, 'A case')));
      const query = { ...QUERY, text: '', sort };
      const { items } = await storage.rows(ADA.id, query, PAGE);
      const last = items.at(-1);
      if (!last) throw new Error('no case');
      await put(storage, { ...last, updatedAt: '2027-01-01T00:00:00.000Z' });
      const next = await storage.rows(ADA.id, query, { offset: 10, limit: 10 });
      const whole = await storage.rows(ADA.id, query, { offset: 0, limit: 30 });
      expect(next.items).to.deep.equal(whole.items.slice(10, 20));
    });

    it(`by ${sort}, when a case came before the page, is one shown twice?`, async () => {
      const storage = aTab(freshName());
      await storage.admit(ada());
      // All of one moment: only their ids tell them apart.
      const at = '2026-03-01T00:00:00.000Z';
      const rows = Array.from({ length: 30 }, (_, n) => ({ ...aRow(n, 'A case'), updatedAt: at }));
      await put(storage, ...rows);
      const query = { ...QUERY, text: '', sort };
      const before = await storage.rows(ADA.id, query, PAGE);
      const first = sort === 'updatedAt' ? '2025-01-01T00:00:00.000Z' : '2027-01-01T00:00:00.000Z';
      await put(storage, { ...aRow(99, 'Before all'), updatedAt: first });
      const next = await storage.rows(ADA.id, query, { offset: 10, limit: 30 });
      const ids = [...before.items, ...next.items].map(({ id }) => id);
      expect(new Set(ids).size).to.equal(30);
      expect(ids).to.have.lengthOf(30);
    });
  }
});
