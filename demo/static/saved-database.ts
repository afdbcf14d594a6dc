/**
 * The bank's database in a worker: PostgreSQL in memory, written to IndexedDB after what changed it, whole and between
 * two statements, so that what is there is always a database.
 */
import { IdbFs } from '@electric-sql/pglite';
import { openDB } from 'idb';
import type { IDBPDatabase } from 'idb';
import { migrate } from '../server/db/migrate.js';
import { openEmbedded } from '../server/db/pglite.js';
import type { EmbeddedDatabase } from '../server/db/pglite.js';
import type { Shelf } from './kept-files.js';

/** A database that is written when it is told to. */
export interface SavedDatabase {
  readonly db: EmbeddedDatabase;
  /** `anew`: there was one, and it could not be opened. */
  readonly was: 'new' | 'kept' | 'anew';
  /** Writes what changed since the last time. Rejects when the browser refuses. */
  readonly save: () => Promise<void>;
}

/** PGlite would write after every statement. */
class PatientFs extends IdbFs {
  override syncToFs(): Promise<void> {
    return Promise.resolve();
  }

  write(): Promise<void> {
    return super.syncToFs();
  }
}

/** The shelf beside the database. Rejects where the browser keeps nothing. */
export async function openShelf(name: string): Promise<IDBPDatabase<Shelf>> {
  return await openDB<Shelf>(`${name}-shelf`, 1, {
    upgrade: (shelf) => {
      shelf.createObjectStore('files');
      shelf.createObjectStore('marks');
    },
  });
}

/**
 * Opens the database that was kept under the name, or begins with `first`.
 * @param fill makes the data that was loaded that of this place and time
 */
export async function openSaved(
  name: string,
  shelf: IDBPDatabase<Shelf>,
  first: () => Promise<Blob>,
  fill: (db: EmbeddedDatabase) => Promise<void>,
): Promise<SavedDatabase> {
  const mark = await shelf.get('marks', 'world');
  if (mark !== undefined) {
    const kept = await openAt(`${name}-${mark}`).catch(() => undefined);
    if (kept) return { ...kept, was: 'kept' };
  }
  // Under a name of its own: the rest of a broken one may still be held open.
  const next = (mark ?? 0) + 1;
  const opened = await openAt(`${name}-${next}`, await first());
  await fill(opened.db);
  const save = async (): Promise<void> => {
    await opened.save();
    await shelf.put('marks', next, 'world');
  };
  // Nobody waits for it: there is nothing yet that could be lost.
  void save().catch(() => undefined);
  return { db: opened.db, save, was: mark === undefined ? 'new' : 'anew' };
}

async function openAt(name: string, loadDataDir?: Blob): Promise<Omit<SavedDatabase, 'was'>> {
  const fs = new PatientFs(name);
  const db = await openEmbedded({ fs, ...(loadDataDir && { loadDataDir }) });
  await migrate(db);
  return { db, save: savingOnce(() => db.alone(() => fs.write())) };
}

/** Calls while one is under way share the next: it writes what all of them changed. */
function savingOnce(write: () => Promise<void>): () => Promise<void> {
  let current: Promise<void> = Promise.resolve();
  let next: Promise<void> | undefined;
  return () => {
    next ??= current
      .catch(() => undefined)
      .then(() => {
        next = undefined;
        return (current = write());
      });
    return next;
  };
}
