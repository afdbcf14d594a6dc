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
  /** A database of one test; `url` where other processes can reach it. */
  create(): Promise<{ db: Database; url?: string }>;
  stop(): Promise<void>;
}

/** The engines of this machine: the embedded one always, PostgreSQL where its package is installed. */
export function databaseSources(): DatabaseSource[] {
  const programs = findPostgres();
  if (programs === undefined) console.log('PostgreSQL is not installed: its tests are left out.');
  return [embeddedSource(), ...(programs === undefined ? [] : [postgresSource(programs)])];
}

function embeddedSource(): DatabaseSource {
  let template: Blob | undefined;
  return {
    engine: 'pglite',
    start: async () => {
      template = await embeddedTemplate();
    },
    create: async () => ({ db: await openEmbedded(template ? { loadDataDir: template } : {}) }),
    stop: () => Promise.resolve(),
  };
}

// Made once for all test files: setting up an empty engine takes seconds, copying one does not.
async function embeddedTemplate(): Promise<Blob> {
  const folder = join(tmpdir(), 'casement-test-templates');
  const path = join(folder, `${await schemaDigest()}.tar`);
  const ready = await readFile(path).catch(() => undefined);
  if (ready) return new Blob([ready]);
  const db = await openEmbedded();
  await migrate(db);
  await seedMinimal(db);
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
  for (const path of [...sources, join(server, 'seed-minimal.ts'), join(server, 'fixtures.ts')]) {
    hash.update(await readFile(path));
  }
  const packageFile = join(server, '../../node_modules/@electric-sql/pglite/package.json');
  return hash
    .update(await readFile(packageFile))
    .digest('hex')
    .slice(0, 16);
}

const TEMPLATE = 'casement_template';

function postgresSource(programs: string): DatabaseSource {
  let server: Awaited<ReturnType<typeof startPostgres>> | undefined;
  let admin: Database | undefined;
  let count = 0;
  return {
    engine: 'postgres',
    start: async () => {
      server = await startPostgres(programs);
      admin = await openPostgres(server.url('postgres'), 1);
      await admin.exec(`create database ${TEMPLATE}`);
      const db = await openPostgres(server.url(TEMPLATE), 1);
      await migrate(db);
      await seedMinimal(db);
      await db.close();
    },
    create: async () => {
      if (!server || !admin) throw new Error('The server was not started.');
      count += 1;
      const name = `casement_${count}`;
      await admin.exec(`create database ${name} template ${TEMPLATE}`);
      const url = server.url(name);
      return { db: await openPostgres(url), url };
    },
    stop: async () => {
      await admin?.close();
      await server?.stop();
    },
  };
}
