import type { IDBPIndex } from 'idb';
import type { CaseQuery, CaseSummary, Id } from '../model/case.js';
import type { Connection, Access } from './connection.js';
import { isAdmitted, type People } from './people.js';
import { RowSearch } from './row-search.js';
import {
  entriesOf,
  rangeOf,
  totalKeyOf,
  type Entry,
  type IndexedOrder,
  type RowRecord,
  type Schema,
  type StoreName,
} from './schema.js';
import { PLACES } from './sealed.js';
import type { Vault } from './vault.js';

/** Rows in one transaction. */
const BATCH = 250;
/** Rows that are sealed, or handed to the database, in one task: more would hold up the page. */
const SLICE = 25;
/** Changes of rows that are remembered for search indexes of other tabs; one that is further behind is built anew. */
const REMEMBERED = 200;

export interface KeptRow {
  readonly row: CaseSummary;
  readonly scopes: readonly string[];
}
export interface Range {
  readonly offset: number;
  readonly limit: number;
}
export interface RowPage {
  readonly items: readonly CaseSummary[];
  readonly total: number;
}

/** The customer's cases as rows. */
export class Rows {
  readonly #connection: Connection;
  readonly #people: People;
  #search: RowSearch | null = null;
  /** Of each list, the end of the page that was read last. */
  readonly #ends = new Map<string, End>();

  constructor(connection: Connection, people: People) {
    this.#connection = connection;
    this.#people = people;
  }

  async putRows(viewerId: Id, rows: readonly KeptRow[]): Promise<void> {
    const vault = await this.#people.vault(viewerId);
    if (!vault) return;
    for (let from = 0; from < rows.length; from += BATCH) {
      const records = await sealRows(vault, rows.slice(from, from + BATCH));
      await this.#connection.write(['people', 'rows', 'totals', 'changes'], 'relaxed', async (access) => {
        if (await isAdmitted(access, vault)) await putRows(access, vault, records);
      });
    }
  }

  async rows(viewerId: Id, query: CaseQuery, range: Range): Promise<RowPage> {
    const vault = await this.#people.vault(viewerId);
    if (!vault) return { items: [], total: 0 };
    const order = query.text.trim() === '' ? indexedOrder(query.sort) : null;
    if (order) return this.#page(vault, query, order, range);
    if (this.#search?.vault.generation !== vault.generation) {
      this.#search = new RowSearch(this.#connection, vault);
    }
    const { ids, total } = await this.#search.find(query, range);
    return { items: await openRows(vault, await this.#byIds(vault, ids)), total };
  }

  async #page(vault: Vault, query: CaseQuery, order: IndexedOrder, range: Range): Promise<RowPage> {
    const keys = rangeOf(vault.generation, query, order);
    const page = query.sort.startsWith('-') ? newestFirst : oldestFirst;
    const name = `${keys.lower} ${query.sort}`;
    const end = this.#ends.get(name);
    const offset = range.offset;
    const [total, records] = await this.#connection.read(['rows', 'totals'], (access) =>
      Promise.all([
        access.objectStore('totals').get(totalKeyOf(vault.generation, query)),
        range.limit > 0
          ? page(
              access.objectStore('rows').index('orders'),
              keys,
              range,
              end?.offset === offset ? end : undefined,
            )
          : [],
      ]),
    );
    const last = records.at(-1);
    const key = last?.entries.find((entry) => keys.includes(entry));
    if (last && key) this.#ends.set(name, { offset: offset + records.length, key, id: last.id });
    return { items: await openRows(vault, records), total: total?.count ?? 0 };
  }

  async #byIds(vault: Vault, ids: readonly Id[]): Promise<readonly RowRecord[]> {
    const records = await this.#connection.read(['rows'], (access) =>
      Promise.all(ids.map((id) => access.objectStore('rows').get([vault.generation, id]))),
    );
    return records.filter((record) => record !== undefined);
  }
}

function indexedOrder(sort: CaseQuery['sort']): IndexedOrder | null {
  const order = sort.replace('-', '');
  return order === 'updatedAt' || order === 'createdAt' ? order : null;
}

/** The last row of a page that was read: the next page begins behind it. */
interface End {
  /** Rows up to and with it. */
  readonly offset: number;
  readonly key: Entry;
  readonly id: Id;
}

type Orders = IDBPIndex<Schema, StoreName[], 'rows', 'orders', 'readonly'>;

/** The way of the index: from the page's first place on. */
async function newestFirst(
  index: Orders,
  keys: IDBKeyRange,
  { offset, limit }: Range,
  end?: End,
): Promise<RowRecord[]> {
  if (offset === 0) return index.getAll(keys, limit);
  const first = await seek(index, keys, 'next', offset, end);
  if (!first) return [];
  const range = IDBKeyRange.bound(first.key, keys.upper);
  const id = first.primaryKey[1];
  const page = await index.getAll(range, limit);
  const start = page.findIndex((record) => record.id === id);
  if (start === 0) return page;
  // Cases of the very same moment stand before it, perhaps more than a page of them.
  const all = await index.getAll(range, start < 0 ? undefined : limit + start);
  const at = all.findIndex((record) => record.id === id);
  return all.slice(at, at + limit);
}

/** Against the way of the index: both ends of the page are sought, and what lies between is turned round. */
async function oldestFirst(
  index: Orders,
  keys: IDBKeyRange,
  { offset, limit }: Range,
  end?: End,
): Promise<RowRecord[]> {
  const cursor = await seek(index, keys, 'prev', offset, end);
  if (!cursor) return [];
  const [upper, id] = [cursor.key, cursor.primaryKey[1]];
  const last = limit > 1 ? await cursor.advance(limit - 1) : cursor;
  const all = await index.getAll(IDBKeyRange.bound(last?.key ?? keys.lower, upper));
  all.reverse();
  const at = all.findIndex((record) => record.id === id);
  return all.slice(at, at + limit);
}

/** The first row of a page: behind `end` if that is where it was, and otherwise counted from the beginning, which takes long. */
async function seek(index: Orders, keys: IDBKeyRange, direction: 'next' | 'prev', offset: number, end?: End) {
  if (end) {
    const { key, id } = end;
    const [from, to] = direction === 'next' ? [key, keys.upper] : [keys.lower, key];
    let cursor = await index.openKeyCursor(IDBKeyRange.bound(from, to), direction);
    // Cases of the very same moment.
    while (cursor && cursor.primaryKey[1] !== id && !indexedDB.cmp(cursor.key, key))
      cursor = await cursor.continue();
    if (cursor?.primaryKey[1] === id) return await cursor.continue();
  }
  const cursor = await index.openKeyCursor(keys, direction);
  return offset > 0 ? await cursor?.advance(offset) : cursor;
}

async function openRows(vault: Vault, records: readonly RowRecord[]): Promise<readonly CaseSummary[]> {
  const opened = await Promise.all(
    records.map(({ id, sealed }) => vault.open<KeptRow>(sealed, PLACES.row(id))),
  );
  return opened.filter((kept) => kept !== undefined).map(({ row }) => row);
}

async function sealRows(vault: Vault, rows: readonly KeptRow[]): Promise<RowRecord[]> {
  const sealed: RowRecord[] = [];
  for (let from = 0; from < rows.length; from += SLICE) {
    sealed.push(...(await Promise.all(rows.slice(from, from + SLICE).map((kept) => sealRow(vault, kept)))));
  }
  return sealed;
}

async function sealRow(vault: Vault, { row, scopes }: KeptRow): Promise<RowRecord> {
  const { generation } = vault;
  return {
    generation,
    id: row.id,
    entries: entriesOf(row, scopes, generation),
    sealed: await vault.seal({ row, scopes }, PLACES.row(row.id)),
  };
}

async function putRows(
  access: Access<'readwrite'>,
  { generation }: Vault,
  records: readonly RowRecord[],
): Promise<void> {
  const store = access.objectStore('rows');
  const changes = access.objectStore('changes');
  // Of one case that comes twice the later stands.
  const latest = [...new Map(records.map((record) => [record.id, record])).values()];
  const before: RowRecord[] = [];
  for (let from = 0; from < latest.length; from += SLICE) {
    const slice = latest.slice(from, from + SLICE);
    const old = await Promise.all(slice.map(({ id }) => store.get([generation, id])));
    before.push(...old.filter((record) => record !== undefined));
    await Promise.all(slice.map((record) => store.put(record)));
  }
  const n = await changes.add({ generation, ids: latest.map(({ id }) => id) });
  await Promise.all([
    recount(access, generation, before, latest),
    changes.delete(IDBKeyRange.upperBound(n - REMEMBERED)),
  ]);
}

/** Takes a row out, and out of what is counted. */
export async function deleteRow(access: Access<'readwrite'>, generation: number, id: Id): Promise<void> {
  const before = await access.objectStore('rows').get([generation, id]);
  if (!before) return;
  await access.objectStore('rows').delete([generation, id]);
  await access.objectStore('changes').add({ generation, ids: [id] });
  await recount(access, generation, [before], []);
}

/** Brings the totals up to date when rows were replaced by others. */
async function recount(
  access: Access<'readwrite'>,
  generation: number,
  before: readonly RowRecord[],
  after: readonly RowRecord[],
): Promise<void> {
  const more = new Map<string, { scope: string; state: number; count: number }>();
  const count = (rows: readonly RowRecord[], one: 1 | -1): void => {
    for (const [, scope, state, order] of rows.flatMap(({ entries }) => entries)) {
      // A row has an entry for each order, and counts once.
      if (order !== 0) continue;
      const key = `${state} ${scope}`;
      const total = more.get(key) ?? { scope, state, count: 0 };
      total.count += one;
      more.set(key, total);
    }
  };
  count(before, -1);
  count(after, 1);
  const totals = access.objectStore('totals');
  for (const { scope, state, count: by } of more.values()) {
    if (by === 0) continue;
    const total = await totals.get([generation, scope, state]);
    await totals.put({ generation, scope, state, count: (total?.count ?? 0) + by });
  }
}
