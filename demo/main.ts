/**
 * Runs the demo: the reference backend, the bank's site as its host, and the built elements, on one address.
 * Environment: `PORT` (4173), `CASEMENT_DATA` (`.casement`), `DATABASE_URL` (the embedded database without it),
 * `CASEMENT_ORIGINS` (other sites that may call the backend, such as `https://a.example https://b.example`; default none).
 */
import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openAssets } from './assets.js';
import { articles, people as contentPeople, posts } from './content/index.js';
import { createHost, type HostPerson } from './host/host.js';
import { StartError, requirePort, startServer } from './server/node.js';
import { createReferenceBackend, type ReferenceBackend } from './server/reference.js';
import { seedContent } from './server/seed.js';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const DEFAULT_PORT = 4173;
const SECRET_BYTES = 32;

interface Settings {
  port: number;
  dataDir: string;
  databaseUrl: string | undefined;
  allowedOrigins: readonly string[];
}

function readSettings(environment: NodeJS.ProcessEnv): Settings {
  const port = Number(environment['PORT'] ?? DEFAULT_PORT);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new StartError(`PORT is "${environment['PORT'] ?? ''}", which is no port number.`);
  }
  return {
    port,
    dataDir: environment['CASEMENT_DATA'] ?? join(ROOT, '.casement'),
    // Set to nothing is not set.
    databaseUrl: environment['DATABASE_URL'] || undefined,
    allowedOrigins: readOrigins(environment['CASEMENT_ORIGINS'] ?? ''),
  };
}

function readOrigins(list: string): readonly string[] {
  const origins = list.split(/[\s,]+/).filter((origin) => origin !== '');
  for (const origin of origins) {
    if (!URL.canParse(origin) || new URL(origin).origin !== origin)
      throw new StartError(
        `CASEMENT_ORIGINS has "${origin}", which is no origin such as https://bank.example.`,
      );
  }
  return origins;
}

/** The key of the bank's session cookie, kept so that a restart signs nobody out. */
async function sessionSecret(dataDir: string): Promise<Uint8Array> {
  const path = join(dataDir, 'session.key');
  const kept = await readFile(path).catch(() => undefined);
  if (kept?.length === SECRET_BYTES) return new Uint8Array(kept);
  const secret = randomBytes(SECRET_BYTES);
  await mkdir(dataDir, { recursive: true });
  await writeFile(path, secret, { mode: 0o600 });
  return new Uint8Array(secret);
}

function hostPeople(backend: ReferenceBackend): HostPerson[] {
  const blurbs = new Map(contentPeople.map(({ id, blurb }) => [id, blurb]));
  return backend.people.map((person) => ({ ...person, blurb: blurbs.get(person.id) ?? '' }));
}

async function start({
  port,
  dataDir,
  databaseUrl,
  allowedOrigins,
}: Settings): Promise<{ url: string; close: () => Promise<void> }> {
  // Before the database is filled, which takes a while.
  await requirePort('127.0.0.1', port);
  const backend = await createReferenceBackend({
    dataDir,
    allowedOrigins,
    seed: async (db, files) => {
      console.log('Filling the database for the first time …');
      await seedContent(db, files);
    },
    log: ({ method, path, fault, instance }) => {
      if (fault !== undefined) console.error(`${method} ${path} failed (${instance}): ${fault}`);
    },
    ...(databaseUrl === undefined ? {} : { databaseUrl }),
  });
  try {
    const people = hostPeople(backend);
    const casement = await openAssets(join(ROOT, 'dist/cdn'));
    const host = createHost({
      people,
      signToken: backend.signToken,
      assets: () => Promise.resolve(undefined),
      casementPath: casement.path,
      casementFiles: casement.modules,
      secret: await sessionSecret(dataDir),
      apiPath: '/api',
      articles: [...articles, ...posts],
    });
    const handlers = [backend.handler, casement.handler, host];
    const server = await startServer({ host: '127.0.0.1', port, handlers });
    announce(server.url, people);
    return { url: server.url, close: () => server.close().then(() => backend.close()) };
  } catch (error) {
    await backend.close();
    throw error;
  }
}

function announce(url: string, people: readonly HostPerson[]): void {
  const names = (role: HostPerson['role']) =>
    people
      .filter((person) => person.role === role)
      .map(({ name }) => name)
      .join(', ');
  console.log(`
  Northquay Bank, with Casement in its pages:  ${url}

  My cases     ${url}/support   sign in as ${names('customer')}
  Staff desk   ${url}/agent   sign in as ${names('agent')}
  Launcher     ${url}/card

  Ctrl-C stops it; npm run demo:reset forgets everything.
`);
}

/** Stops once, however often it is asked to: a terminal and npm may both pass the same signal on. */
function stopOnSignal(close: () => Promise<void>): void {
  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    console.log('Stopping …');
    close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
}

try {
  const { close } = await start(readSettings(process.env));
  stopOnSignal(close);
} catch (error) {
  console.error(error instanceof StartError ? error.message : error);
  process.exit(1);
}
