import type { CaseQuery, CaseState, Id } from '../model/case.js';
import type { Connection } from './connection.js';
import { readBlocks, writeBlocks } from './row-blocks.js';
import { compareRows, fold, type Sortable } from './row-query.js';
import type { RowChange, RowRecord } from './schema.js';
import { PLACES } from './sealed.js';
import type { KeptRow, Range } from './rows.js';
import type { Vault } from './vault.js';

/** Rows opened at a time while the index is built: the page breathes in between. */
const SLICE = 100;
/** Rows that may be opened anew on the next visit before it is worth while to keep what was made of them. */
const FEW = 1000;

/** What is asked of a row before it is shown. */
interface Entry extends Sortable {
  readonly state: CaseState;
  readonly scopes: string;
  /** Number and subject, folded. */
  readonly text: string;
}

/**
 * Finds rows by words, and in orders that the database has no index for. Sealed rows cannot be searched where they lie, so it holds
 * the little that a search needs, in memory, built when first asked and brought up to date before every answer.
 */
export class RowSearch {
  readonly #connection: Connection;
  readonly #entries = new Map<Id, Entry>();
  #list: { readonly name: string; readonly entries: readonly Entry[] } | null = null;
  /** The last change that is in; null: not built. */
  #upTo: number | null = null;
  #updating: Promise<void> | null = null;
  /** Rows opened since what is kept of them was read or written. */
  #opened = 0;

  constructor(
    connection: Connection,
    readonly vault: Vault,
  ) {
    this.#connection = connection;
  }

  async find(
    query: CaseQuery,
    { offset, limit }: Range,
  ): Promise<{ readonly ids: readonly Id[]; readonly total: number }> {
    this.#updating ??= this.#update().finally(() => (this.#updating = null));
    await this.#updating;
    if (this.#opened > FEW) this.#keep();
    const words = fold(query.text).split(/\s+/u).filter(Boolean);
    const compare = compareRows(query.sort);
    const reach = offset + limit;
    const first: Entry[] = [];
    let total = 0;
    let last: Entry | undefined;
    search: for (const entry of this.#listOf(query)) {
      for (const word of words) if (!entry.text.includes(word)) continue search;
      total++;
      if (last && compare(entry, last) > 0) continue;
      first.push(entry);
      // To sort everything would take long: now and then the first are kept, and whatever stands behind them is no longer looked at.
      if (first.length < 2 * reach + SLICE) continue;
      first.sort(compare).length = reach;
      last = first.at(-1);
    }
    return {
      ids: first
        .sort(compare)
        .slice(offset, reach)
        .map(({ id }) => id),
      total,
    };
  }

  /** Where the words of a query are looked for: the same rows with every key, until one of them changes. */
  #listOf({ scope, state }: CaseQuery): readonly Entry[] {
    const name = mark(scope) + state;
    if (this.#list?.name !== name) {
      const entries = [...this.#entries.values()].filter(
        (entry) => (state === 'all' || entry.state === state) && entry.scopes.includes(mark(scope)),
      );
      this.#list = { name, entries };
    }
    return this.#list.entries;
  }

  async #update(): Promise<void> {
    const upTo = this.#upTo ?? (await this.#recall());
    const [newest, since] = await this.#connection.read(['changes'], (access) => {
      const store = access.objectStore('changes');
      const from = IDBKeyRange.lowerBound(upTo ?? Infinity);
      return Promise.all([store.openKeyCursor(null, 'prev'), store.getAll(from) as Promise<RowChange[]>]);
    });
    const [known, ...news] = since;
    const mine = news.filter(({ generation }) => generation === this.vault.generation);
    // Without the change that is known, others may have gone with it.
    if (known?.n !== upTo || mine.some(({ ids }) => ids === null)) await this.#build();
    else await this.#follow([...new Set(mine.flatMap(({ ids }) => ids ?? []))]);
    this.#upTo = newest?.key ?? null;
  }

  #recall(): Promise<number | null> {
    return readBlocks<Entry>(this.#connection, this.vault, (entries) => {
      for (const entry of entries) this.#entries.set(entry.id, entry);
    });
  }

  /** In the background. What goes wrong with it is only slow: the next visit opens the rows again. */
  #keep(): void {
    this.#opened = 0;
    const kept = { upTo: this.#upTo, entries: this.#entries.values() };
    writeBlocks(this.#connection, this.vault, kept).then(
      // Rows changed meanwhile: once more after the next change.
      (isWhole) => (this.#opened += isWhole ? 0 : FEW),
      () => undefined,
    );
  }

  async #build(): Promise<void> {
    this.#list = null;
    this.#entries.clear();
    const { generation } = this.vault;
    let after: Id = '';
    for (;;) {
      const range = IDBKeyRange.bound([generation, after], [generation, []], true);
      const records = await this.#connection.read(['rows'], (access) =>
        access.objectStore('rows').getAll(range, SLICE),
      );
      await this.#take(records);
      after = records.at(-1)?.id ?? '';
      if (records.length < SLICE) return;
    }
  }

  async #follow(ids: readonly Id[]): Promise<void> {
    for (let from = 0; from < ids.length; from += SLICE) {
      const slice = ids.slice(from, from + SLICE);
      const records = await rowsById(this.#connection, this.vault, slice);
      this.#list = null;
      for (const id of slice) this.#entries.delete(id);
      await this.#take(records);
    }
  }

  async #take(records: Found): Promise<void> {
    const opened = await openRows(this.vault, records);
    this.#opened += records.length;
    for (const kept of opened) this.#entries.set(kept.row.id, entryOf(kept));
  }
}

type Found = readonly (RowRecord | undefined)[];

/** In the order of the ids. */
export function rowsById(connection: Connection, vault: Vault, ids: readonly Id[]): Promise<Found> {
  return connection.read(['rows'], (access) =>
    Promise.all(ids.map((id) => access.objectStore('rows').get([vault.generation, id]))),
  );
}

/** Those that are there, and can be opened. */
export async function openRows(vault: Vault, records: Found): Promise<readonly KeptRow[]> {
  const opened = await Promise.all(
    records.map(
      async (record) => record && (await vault.open<KeptRow>(record.sealed, PLACES.row(record.id))),
    ),
  );
  return opened.filter((kept) => kept !== undefined);
}

/** A scope as it stands among a row's scopes. */
const mark = (scope: string): string => `\n${scope}\n`;

function entryOf({ row, scopes }: KeptRow): Entry {
  const { id, number, subject, status, priority, state, createdAt, updatedAt } = row;
  const text = fold(`${number} ${subject}`);
  return {
    id,
    number,
    subject,
    status,
    priority,
    state,
    createdAt,
    updatedAt,
    text,
    scopes: `\n${scopes.join('\n')}\n`,
  };
}
