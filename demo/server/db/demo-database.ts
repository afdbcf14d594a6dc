/** The demo's database for a command beside the demo. Environment as for the demo: `CASEMENT_DATA`, `DATABASE_URL`. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { takeFolder } from '../data-folder.js';
import type { Database } from './database.js';
import { migrate } from './migrate.js';
import { openEmbedded } from './pglite.js';
import { openPostgres } from './postgres.js';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** Opens it, brings it up to date, and closes it when the work is done. @throws StartError when the demo runs on it */
export async function withDemoDatabase<Result>(work: (db: Database) => Promise<Result>): Promise<Result> {
  const url = process.env['DATABASE_URL'] || undefined;
  const folder =
    url === undefined ? await takeFolder(process.env['CASEMENT_DATA'] ?? join(ROOT, '.casement')) : undefined;
  try {
    const db =
      url === undefined
        ? await openEmbedded({ dataDir: folder?.at('database') ?? '' })
        : await openPostgres(url);
    try {
      await migrate(db);
      return await work(db);
    } finally {
      await db.close();
    }
  } finally {
    await folder?.release();
  }
}
