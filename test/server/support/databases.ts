/** Fresh databases with the small world of the fixtures, on every engine that this machine has. */
import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir, rename, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from '../../../demo/server/db/database.js';
import { migrate } from '../../../demo/server/db/migrate.js';
import { openEmbedded } from '../../../demo/server/db/pglite.js';
import { openPostgres } from '../../../demo/server/db/postgres.js';
import { seedMinimal } from '../../../demo/server/seed-minimal.js';
import { remember, restore } from '../../support/snapshot.js';
import { findPostgres, startPostgres } from './postgres-server.js';

/** Makes databases of one engine. */
export interface DatabaseSource {
  readonly engine: Database['engine'];
  start(): Promise<void>;
  /** The database as the fixtures have it, for one test at a time; `url` where other processes can reach it. */
  fresh(): Promise<{ db: Database; url?: string }>;
  stop(): Promise<void>;
}

/** The engines of this machine: the embedded one always, PostgreSQL where its package is installed. */
export function databaseSources(): DatabaseSource[] {
  const programs = findPostgres();
  if (programs === undefined) console.log('PostgreSQL is not installed: its tests are left out.');
  return [embeddedSource(), ...(programs === undefined ? [] : [postgresSource(programs)])];
}

function embeddedSource(): DatabaseSource {
  let db: Database | undefined;
  return {
    engine: 'pglite',
    start: async () => {
      db = await openEmbedded({ loadDataDir: await embeddedTemplate() });
      await furnish(db);
    },
    fresh: async () => ({ db: await resetTo(db) }),
    stop: async () => db?.close(),
  };
}

async function resetTo(db: Database | undefined): Promise<Database> {
  if (!db) throw new Error('The engine was not started.');
  await restore(db);
  return db;
}

/** Fills a migrated database with the small world, and has it remember that. */
async function furnish(db: Database): Promise<void> {
  await seedMinimal(db);
  await remember(db);
}

// Made once for all test files: setting up an empty engine takes seconds, copying one does not.
async function embeddedTemplate(): Promise<Blob> {
  const folder = join(tmpdir(), 'casement-test-templates');
  const path = join(folder, `${await schemaDigest()}.tar`);
  const ready = await readFile(path).catch(() => undefined);
  if (ready) return new Blob([ready]);
  const db = await openEmbedded();
  await migrate(db);
  const bytes = new Uint8Array(await (await db.dump()).arrayBuffer());
  await db.close();
  await mkdir(folder, { recursive: true });
  const partial = `${path}.${process.pid}`;
  await writeFile(partial, bytes);
  await rename(partial, path);
  return new Blob([bytes]);
}

async function schemaDigest(): Promise<string> {
  const server = join(import.meta.dirname, '../../../demo/server');
  const migrations = join(server, 'db/migrations');
  const sources = (await readdir(migrations)).sort().map((name) => join(migrations, name));
  const hash = createHash('sha256');
  for (const path of sources) {
    hash.update(await readFile(path));
  }
  const packageFile = join(server, '../../node_modules/@electric-sql/pglite/package.json');
  return hash
    .update(await readFile(packageFile))
    .digest('hex')
    .slice(0, 16);
}

const DATABASE = 'casement';

function postgresSource(programs: string): DatabaseSource {
  let server: Awaited<ReturnType<typeof startPostgres>> | undefined;
  let db: Database | undefined;
  return {
    engine: 'postgres',
    start: async () => {
      server = await startPostgres(programs);
      const admin = await openPostgres(server.url('postgres'), 1);
      await admin.exec(`create database ${DATABASE}`);
      await admin.close();
      db = await openPostgres(server.url(DATABASE));
      await migrate(db);
      await furnish(db);
    },
    fresh: async () => {
      if (!server) throw new Error('The server was not started.');
      return { db: await resetTo(db), url: server.url(DATABASE) };
    },
    stop: async () => {
      await db?.close();
      await server?.stop();
    },
  };
}
