/**
 * The whole reference backend for Node: database, migrations, seed, files, keys and handler.
 *
 * ```ts
 * const backend = await createReferenceBackend({ dataDir: '.casement' });
 * const server = await startServer({ host: '127.0.0.1', port: 8080, handlers: [backend.handler] });
 * ```
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { createKeys, createSigner, createVerifier } from './auth.js';
import type { KeyPair, SignToken } from './auth.js';
import type { ContractDocument } from './contract.js';
import type { Database } from './db/database.js';
import { migrate } from './db/migrate.js';
import { openEmbedded } from './db/pglite.js';
import { openPostgres } from './db/postgres.js';
import { takeFolder } from './data-folder.js';
import type { DataFolder } from './data-folder.js';
import { EventHub } from './events.js';
import { DiskFiles } from './files/disk-files.js';
import { openUploads } from './files/tus-uploads.js';
import { createHandler } from './handler.js';
import type { FetchHandler, LogEntry } from './handler.js';
import type { RateLimit } from './rate-limit.js';
import { CHANGE_CHANNEL } from './rules/change-log.js';
import { purge } from './rules/idempotency.js';
import { StartError } from './node.js';
import { engineOf } from './search/engine.js';
import { purgeTally } from './search/tally.js';
import { listPeople } from './people.js';
import type { DemoPerson } from './people.js';

const DAY_MS = 86_400_000;
const CONTRACT = new URL('../../openapi.yaml', import.meta.url);

/** Where data lives, and how the backend behaves. */
export interface ReferenceOptions {
  /** Folder of files, keys and, without `databaseUrl`, of the embedded database. Absent: everything is temporary. */
  readonly dataDir?: string;
  /** `postgres://…`: a PostgreSQL server instead of the embedded database. */
  readonly databaseUrl?: string;
  /** A data directory of an earlier `dump`, from which a temporary embedded database begins. */
  readonly loadDataDir?: Blob;
  /** Fills an empty database, after the migrations. */
  readonly seed?: (db: Database, files: DiskFiles) => Promise<void>;
  readonly allowedOrigins?: readonly string[];
  readonly basePath?: string;
  readonly log?: (entry: LogEntry) => void;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  readonly rateLimit?: RateLimit;
}

/** A backend that runs. */
export interface ReferenceBackend {
  /** Answers what is below the base path; leaves other addresses to others. */
  readonly handler: (request: Request) => Promise<Response | undefined>;
  /** The host server's part: a token for one of the people. */
  readonly signToken: SignToken;
  readonly people: readonly DemoPerson[];
  readonly db: Database;
  readonly files: DiskFiles;
  /** True when this start filled an empty database. */
  readonly seeded: boolean;
  close(): Promise<void>;
}

/** Starts everything. @throws StartError in one sentence for what the user can put right. */
export async function createReferenceBackend(options: ReferenceOptions = {}): Promise<ReferenceBackend> {
  const folder = await takeFolder(options.dataDir ?? (await mkdtemp(join(tmpdir(), 'casement-'))));
  let db: Database | undefined;
  try {
    db = await openDatabase(options, folder);
    return await compose(options, folder, db);
  } catch (error) {
    await db?.close();
    await folder.release();
    throw error;
  }
}

async function openDatabase(options: ReferenceOptions, folder: DataFolder): Promise<Database> {
  if (options.databaseUrl !== undefined) return openServer(options.databaseUrl);
  if (options.dataDir !== undefined) return openEmbedded({ dataDir: folder.at('database') });
  return openEmbedded(options.loadDataDir === undefined ? {} : { loadDataDir: options.loadDataDir });
}

async function openServer(databaseUrl: string): Promise<Database> {
  try {
    return await openPostgres(databaseUrl);
  } catch (error) {
    // Never the address as it is given: it may have a password in it.
    const host = URL.canParse(databaseUrl) ? new URL(databaseUrl).host : 'the address in DATABASE_URL';
    const code =
      error instanceof Error && 'code' in error ? String(error.code) : 'no answer that is understood';
    throw new StartError(
      `The PostgreSQL server at ${host} cannot be used (${code}): is it running, and may you in?`,
    );
  }
}

async function compose(
  options: ReferenceOptions,
  folder: DataFolder,
  db: Database,
): Promise<ReferenceBackend> {
  const now = options.now ?? Date.now;
  await migrate(db);
  const files = new DiskFiles(folder.at('files'));
  const uploads = await openUploads(folder.at('uploads'));
  const seeded = await fillIfEmpty(db, files, options.seed);
  // Whoever searches first does not wait for the index as long as they would.
  const warm = engineOf(db)
    .follow()
    .catch(() => undefined);
  const keys = await loadKeys(folder.at('keys.json'));
  const events = new EventHub(db);
  const stopListening = await db.listen?.(CHANGE_CHANNEL, () => events.changed());
  const handler = createHandler({
    db,
    files,
    uploads,
    events,
    now,
    contract: parse(await readFile(CONTRACT, 'utf8')) as ContractDocument,
    verify: await createVerifier(keys.publicKey, { now }),
    allowedOrigins: options.allowedOrigins ?? [],
    basePath: options.basePath ?? '/api',
    ...(options.log === undefined ? {} : { log: options.log }),
    ...(options.rateLimit === undefined ? {} : { rateLimit: options.rateLimit }),
  });
  const tidy = async (): Promise<void> => {
    await purge(db, new Date(now()).toISOString());
    await purgeTally(db, new Date(now()).toISOString());
    await uploads.removeExpired();
  };
  await tidy();
  const daily = setInterval(() => void tidy().catch(() => undefined), DAY_MS);
  daily.unref();
  return {
    handler: below(options.basePath ?? '/api', handler),
    signToken: await createSigner(keys.privateKey, { now }),
    people: await listPeople(db),
    db,
    files,
    seeded,
    close: async () => {
      clearInterval(daily);
      events.close();
      await stopListening?.();
      await warm;
      await db.close();
      await folder.release();
      if (options.dataDir === undefined) await rm(folder.path, { recursive: true, force: true });
    },
  };
}

function below(basePath: string, handler: FetchHandler): (request: Request) => Promise<Response | undefined> {
  return async (request) => {
    const { pathname } = new URL(request.url);
    return pathname === basePath || pathname.startsWith(`${basePath}/`) ? handler(request) : undefined;
  };
}

async function fillIfEmpty(db: Database, files: DiskFiles, seed: ReferenceOptions['seed']): Promise<boolean> {
  if (!seed) return false;
  const people = await db.query('select 1 from person limit 1');
  if (people.length > 0) return false;
  await seed(db, files);
  return true;
}

async function loadKeys(path: string): Promise<KeyPair> {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text !== undefined) return JSON.parse(text) as KeyPair;
  const keys = await createKeys();
  await writeFile(path, JSON.stringify(keys), { mode: 0o600 });
  return keys;
}
