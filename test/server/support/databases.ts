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
    },
    fresh: async () => ({ db: await resetTo(db) }),
    stop: async () => db?.close(),
  };
}

// Emptying and filling a database again is many times faster than making one.
async function resetTo(db: Database | undefined): Promise<Database> {
  if (!db) throw new Error('The engine was not started.');
  const [setting] = await db.query<{ value: string }>(`select value from setting where name = 'database/id'`);
  const tables = await db.query<{ name: string }>(
    `select quote_ident(tablename) as name from pg_tables where schemaname = 'public' and tablename <> 'migration'`,
  );
  await db.exec(`truncate ${tables.map(({ name }) => name).join(', ')} restart identity cascade;
    alter sequence case_number restart;
    insert into change_log_purge (purged_to) values ('0')`);
  await db.query(`insert into setting (name, value) values ('database/id', $1)`, [
    setting?.value ?? '00000000',
  ]);
  await seedMinimal(db);
  return db;
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
