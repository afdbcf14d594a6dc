import type { CaseQuery, CaseState, Id } from '../model/case.js';
import type { Connection } from './connection.js';
import { compareRows, fold, type Sortable } from './row-query.js';
import type { RowRecord } from './schema.js';
import { PLACES } from './sealed.js';
import type { KeptRow, Range } from './rows.js';
import type { Vault } from './vault.js';

/** Rows opened at a time while the index is built: the page breathes in between. */
const SLICE = 100;

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
    const words = fold(query.text).split(/\s+/u).filter(Boolean);
    const scope = mark(query.scope);
    const found: Entry[] = [];
    for (const entry of this.#entries.values()) {
      if (query.state !== 'all' && entry.state !== query.state) continue;
      if (!entry.scopes.includes(scope)) continue;
      if (words.every((word) => entry.text.includes(word))) found.push(entry);
    }
    const compare = compareRows(query.sort);
    const reach = Math.min(offset + limit, found.length);
    bringForward(found, reach, compare);
    const page = found.slice(0, reach).sort(compare).slice(offset);
    return { ids: page.map(({ id }) => id), total: found.length };
  }

  async #update(): Promise<void> {
    const upTo = this.#upTo;
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

/** Moves the `count` first of the order to the front, in any order: to sort everything would take long. */
function bringForward<T>(items: T[], count: number, compare: (a: T, b: T) => number): void {
  let [low, high] = [0, items.length - 1];
  while (low < high && count > 0 && count < items.length) {
    const pivot = items[(low + high) >> 1] as T;
    let [left, right] = [low, high];
    while (left <= right) {
      while (compare(items[left] as T, pivot) < 0) left++;
      while (compare(items[right] as T, pivot) > 0) right--;
      if (left > right) break;
      [items[left], items[right]] = [items[right] as T, items[left] as T];
      left++;
      right--;
    }
    if (count <= right + 1) high = right;
    else if (count > left) low = left;
    else return;
  }
}
