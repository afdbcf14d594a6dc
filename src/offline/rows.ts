import type { IDBPIndex } from 'idb';
import type { CaseQuery, CaseSummary, Id } from '../model/case.js';
import type { Connection, Access } from './connection.js';
import { isAdmitted, type People } from './people.js';
import { RowSearch, openRows, rowsById } from './row-search.js';
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

/** Rows that are sealed and written together: more would hold up the page. */
const BATCH = 50;
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
      const records = await Promise.all(rows.slice(from, from + BATCH).map((kept) => sealRow(vault, kept)));
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
    return pageOf(vault, await rowsById(this.#connection, vault, ids), total);
  }

  async #page(vault: Vault, query: CaseQuery, order: IndexedOrder, range: Range): Promise<RowPage> {
    const keys = rangeOf(vault.generation, query, order);
    const direction = query.sort.startsWith('-') ? 'next' : 'prev';
    const name = `${keys.lower} ${query.sort}`;
    const end = this.#ends.get(name);
    const offset = range.offset;
    const [total, records] = await this.#connection.read(['rows', 'totals'], (access) =>
      Promise.all([
        access.objectStore('totals').get(totalKeyOf(vault.generation, query)),
        range.limit > 0
          ? readPage(
              access.objectStore('rows').index('orders'),
              keys,
              direction,
              range,
              end?.offset === offset ? end : undefined,
            )
          : [],
      ]),
    );
    const last = records.at(-1);
    const key = last?.entries.find((entry) => keys.includes(entry));
    if (last && key) this.#ends.set(name, { offset: offset + records.length, key, id: last.id });
    return pageOf(vault, records, total?.count ?? 0);
  }
}

async function pageOf(
  vault: Vault,
  records: Parameters<typeof openRows>[1],
  total: number,
): Promise<RowPage> {
  return { items: (await openRows(vault, records)).map(({ row }) => row), total };
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

type Direction = 'next' | 'prev';
type Orders = IDBPIndex<Schema, StoreName[], 'rows', 'orders', 'readonly'>;

/** Both ends of the page are sought, and what lies between is read at once; against the way of the index it is turned round. */
async function readPage(
  index: Orders,
  keys: IDBKeyRange,
  direction: Direction,
  { offset, limit }: Range,
  end?: End,
): Promise<RowRecord[]> {
  if (direction === 'next' && offset === 0) return index.getAll(keys, limit);
  const cursor = await seek(index, keys, direction, offset, end);
  if (!cursor) return [];
  const [first, id] = [cursor.key, cursor.primaryKey[1]];
  const last = (limit > 1 ? await cursor.advance(limit - 1) : cursor)?.key;
  const all = await index.getAll(reach(keys, direction, first, last));
  if (direction === 'prev') all.reverse();
  // Cases of the very same moment may stand before it.
  const at = all.findIndex((record) => record.id === id);
  return all.slice(at, at + limit);
}

/** From one place on, as far as another, or all that there is. */
const reach = (keys: IDBKeyRange, direction: Direction, from: Entry, to?: Entry): IDBKeyRange =>
  direction === 'next'
    ? IDBKeyRange.bound(from, to ?? keys.upper)
    : IDBKeyRange.bound(to ?? keys.lower, from);

/** The first row of a page: behind `end` if that is where it was, and otherwise counted from the beginning, which takes long. */
async function seek(index: Orders, keys: IDBKeyRange, direction: 'next' | 'prev', offset: number, end?: End) {
  if (end) {
    const { key, id } = end;
    let cursor = await index.openKeyCursor(reach(keys, direction, key), direction);
    // Cases of the very same moment.
    while (cursor && cursor.primaryKey[1] !== id && !indexedDB.cmp(cursor.key, key))
      cursor = await cursor.continue();
    if (cursor?.primaryKey[1] === id) return await cursor.continue();
  }
  const cursor = await index.openKeyCursor(keys, direction);
  return offset > 0 ? await cursor?.advance(offset) : cursor;
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
  const before = await Promise.all(latest.map(({ id }) => store.get([generation, id])));
  const n = await changes.add({ generation, ids: latest.map(({ id }) => id) });
  await Promise.all([
    ...latest.map((record) => store.put(record)),
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
  before: readonly (RowRecord | undefined)[],
  after: readonly RowRecord[],
): Promise<void> {
  const more = new Map<string, number>();
  const count = (rows: readonly (RowRecord | undefined)[], one: 1 | -1): void => {
    for (const [, scope, state, order] of rows.flatMap((row) => row?.entries ?? [])) {
      // A row has an entry for each order, and counts once.
      if (order !== 0) continue;
      const key = JSON.stringify([scope, state]);
      more.set(key, (more.get(key) ?? 0) + one);
    }
  };
  count(before, -1);
  count(after, 1);
  const totals = access.objectStore('totals');
  for (const [key, by] of more) {
    if (by === 0) continue;
    const [scope, state] = JSON.parse(key) as [string, number];
    const total = await totals.get([generation, scope, state]);
    await totals.put({ generation, scope, state, count: (total?.count ?? 0) + by });
  }
}
