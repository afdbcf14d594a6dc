import type { CaseQuery, CaseState, Id } from '../model/case.js';
import type { Connection } from './connection.js';
import { readBlocks, writeBlocks } from './row-blocks.js';
import { compareRows, fold, type Sortable } from './row-query.js';
import type { RowRecord } from './schema.js';
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
  /** The last change that is in; null: not built. */
  #upTo: number | null = null;
  #updating: Promise<void> | null = null;
  /** Rows opened since what is kept of them was read or written. */
  #opened = 0;
  #keeping = false;

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
    if (this.#opened > FEW) void this.#keep();
    const words = fold(query.text).split(/\s+/u).filter(Boolean);
    const scope = mark(query.scope);
    const compare = compareRows(query.sort);
    const reach = offset + limit;
    const first: Entry[] = [];
    let total = 0;
    let last: Entry | undefined;
    for (const entry of this.#entries.values()) {
      if (query.state !== 'all' && entry.state !== query.state) continue;
      if (!entry.scopes.includes(scope) || !words.every((word) => entry.text.includes(word))) continue;
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

  async #update(): Promise<void> {
    const upTo = this.#upTo ?? (await this.#recall());
    const changes = await this.#connection.read(['changes'], async (access) => {
      const store = access.objectStore('changes');
      const [oldest, newest] = await Promise.all([store.openKeyCursor(), store.openKeyCursor(null, 'prev')]);
      const end = newest?.key ?? 0;
      const isBehind = upTo === null || (oldest !== null && oldest.key > upTo + 1);
      return { end, since: isBehind ? null : await store.getAll(IDBKeyRange.lowerBound(upTo, true)) };
    });
    const mine = changes.since?.filter(({ generation }) => generation === this.vault.generation);
    if (!mine || mine.some(({ ids }) => ids === null)) await this.#build();
    else await this.#follow([...new Set(mine.flatMap(({ ids }) => ids ?? []))]);
    this.#upTo = changes.end;
  }

  #recall(): Promise<number | null> {
    return readBlocks<Entry>(this.#connection, this.vault, (entries) => {
      for (const entry of entries) this.#entries.set(entry.id, entry);
    });
  }

  /** In the background; what goes wrong with it is only slow. */
  async #keep(): Promise<void> {
    if (this.#keeping) return;
    this.#keeping = true;
    try {
      const kept = { upTo: this.#upTo, entries: this.#entries.values() };
      if (await writeBlocks(this.#connection, this.vault, kept)) this.#opened = 0;
    } catch {
      // The next visit opens the rows again.
    }
    this.#keeping = false;
  }

  async #build(): Promise<void> {
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
      const records = await this.#connection.read(['rows'], (access) =>
        Promise.all(slice.map((id) => access.objectStore('rows').get([this.vault.generation, id]))),
      );
      for (const id of slice) this.#entries.delete(id);
      await this.#take(records.filter((record) => record !== undefined));
    }
  }

  async #take(records: readonly RowRecord[]): Promise<void> {
    const opened = await Promise.all(
      records.map(({ id, sealed }) => this.vault.open<KeptRow>(sealed, PLACES.row(id))),
    );
    this.#opened += records.length;
    for (const kept of opened) if (kept) this.#entries.set(kept.row.id, entryOf(kept));
  }
}

/** A scope as it stands among a row's scopes. */
const mark = (scope: string): string => `\n${scope}\n`;

function entryOf({ row, scopes }: KeptRow): Entry {
  const { id, number, subject, status, priority, state, createdAt, updatedAt } = row;
  const text = fold(`${number} ${subject}`);
  return {
    id,
    number,
    // As it is compared.
    subject: subject.toLowerCase(),
    status,
    priority,
    state,
    createdAt,
    updatedAt,
    text,
    scopes: `\n${scopes.join('\n')}\n`,
  };
}
