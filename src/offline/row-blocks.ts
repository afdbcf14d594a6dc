/**
 * What a search needs of the rows, kept in a few sealed blocks: to open every row again on every visit would take seconds. A row
 * always belongs to the same block, so that blocks of several tabs, or of several days, make one whole.
 */
import type { Id } from '../model/case.js';
import type { Connection } from './connection.js';
import { isAdmitted } from './people.js';
import { PLACES } from './sealed.js';
import type { Vault } from './vault.js';

const BLOCKS = 128;

interface Block<T> {
  /** The last change of the rows that is in it. */
  readonly upTo: number;
  readonly entries: readonly T[];
}

const nameOf = (block: number): string => `find/${block}`;

/** The end of an id differs even where ids are counted. */
const blockOf = (id: Id): number => (parseInt(id.slice(-2), 36) || 0) % BLOCKS;

/** Keys of all blocks of a person. */
export function rangeOfBlocks(viewerId: Id): IDBKeyRange {
  return IDBKeyRange.bound([viewerId, 'sync', 'find/'], [viewerId, 'sync', 'find/\uffff']);
}

/**
 * Hands out all that is kept, a block at a time.
 * @returns the change up to which all of it is known to stand; null: it is not whole, and worth nothing
 */
export async function readBlocks<T>(
  connection: Connection,
  vault: Vault,
  take: (entries: readonly T[]) => void,
): Promise<number | null> {
  const { viewerId } = vault;
  let upTo = Infinity;
  for (let n = 0; n < BLOCKS; n++) {
    const id = nameOf(n);
    const record = await connection.read(['records'], (access) =>
      access.objectStore('records').get([viewerId, 'sync', id]),
    );
    const place = PLACES.record(viewerId, 'sync', id);
    const block = record?.sealed && (await vault.open<Block<T>>(record.sealed, place));
    if (!block) return null;
    upTo = Math.min(upTo, block.upTo);
    take(block.entries);
  }
  return upTo;
}

/** @returns false: rows changed meanwhile, or the person left, and what was to be kept is old */
export async function writeBlocks<T extends { readonly id: Id }>(
  connection: Connection,
  vault: Vault,
  { upTo, entries }: { readonly upTo: number | null; readonly entries: Iterable<T> },
): Promise<boolean> {
  const { viewerId } = vault;
  const blocks = Array.from({ length: BLOCKS }, (): T[] => []);
  for (const entry of entries) blocks[blockOf(entry.id)]?.push(entry);
  for (const [n, block] of blocks.entries()) {
    const id = nameOf(n);
    const sealed = await vault.seal({ upTo, entries: block }, PLACES.record(viewerId, 'sync', id));
    const isLatest = await connection.write(['people', 'records', 'changes'], 'relaxed', async (access) => {
      const newest = await access.objectStore('changes').openKeyCursor(null, 'prev');
      if (newest?.key !== upTo || !(await isAdmitted(access, vault))) return false;
      // Nobody is ever told when.
      await access.objectStore('records').put({ viewerId, kind: 'sync', id, revision: 0, asOf: '', sealed });
      return true;
    });
    if (!isLatest) return false;
  }
  return true;
}
