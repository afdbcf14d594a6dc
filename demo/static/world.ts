/**
 * The worker that is the bank's backend in the static demo: one for all tabs where the browser has shared workers, else
 * one for the tab. Its address says which world (`?world=…`): starting over is another one.
 */
import { compose } from '../server/compose.js';
import type { ComposedBackend } from '../server/compose.js';
import { migrate } from '../server/db/migrate.js';
import { openEmbedded } from '../server/db/pglite.js';
import type { EmbeddedDatabase } from '../server/db/pglite.js';
import type { FileStore } from '../server/files/file-store.js';
import { MemoryFiles } from '../server/files/memory-files.js';
import { fetchFirstWorld, settle } from './first-world.js';
import { contract, seededAt } from './given.js';
import { KeptFiles } from './kept-files.js';
import { supplyRequestBody } from './request-body.js';
import { openSaved, openShelf } from './saved-database.js';
import { serve } from './serve.js';
import type { WorldState } from './wire.js';
import { apiPath, worldOf } from './worlds.js';

const ROOT = new URL('..', location.href);
const WORLD = worldOf(new URL(location.href));
const NAME = `northquay${ROOT.pathname.replaceAll('/', '-')}${WORLD}`;
/** A worker that ends lets go of its world a moment later. */
const PATIENCE_MS = 5000;

/** A backend, how its data is kept, and what has to be done after a change. */
interface World {
  readonly backend: ComposedBackend<FileStore>;
  readonly state: WorldState;
  readonly save: () => Promise<void>;
}

async function start(): Promise<World> {
  await holdAlone(NAME);
  const first = (): Promise<Blob> => fetchFirstWorld(new URL('world.bin', ROOT));
  const fill = (db: EmbeddedDatabase): Promise<void> => settle(db, seededAt, Date.now(), ROOT.pathname);
  const shelf = await openShelf(NAME).catch(() => undefined);
  if (!shelf) return inMemory(await first(), fill);
  const { db, was, save } = await openSaved(NAME, shelf, first, fill);
  const files = new KeptFiles(shelf, new URL('files/', ROOT));
  return { backend: await composed(db, files), state: { kind: was === 'anew' ? 'anew' : 'kept' }, save };
}

async function inMemory(first: Blob, fill: (db: EmbeddedDatabase) => Promise<void>): Promise<World> {
  const db = await openEmbedded({ loadDataDir: first });
  await migrate(db);
  await fill(db);
  const backend = await composed(db, new MemoryFiles());
  return { backend, state: { kind: 'memory' }, save: () => Promise.resolve() };
}

function composed(db: EmbeddedDatabase, files: FileStore): Promise<ComposedBackend<FileStore>> {
  const basePath = ROOT.pathname + apiPath(WORLD).slice(1);
  return compose({
    db,
    files,
    contract,
    now: Date.now,
    basePath,
    log: ({ method, path, fault }) => {
      if (fault !== undefined) console.error(`${method} ${path} failed: ${fault}`);
    },
  });
}

/** Two engines on the same data would each write over what the other wrote. Rejects while another has it. */
async function holdAlone(name: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const held = navigator.locks.request(name, { signal }, () => {
      resolve();
      // As long as the worker lives.
      return new Promise<void>(() => undefined);
    });
    held.catch(() =>
      reject(new Error('The bank is open in another tab, and this browser can have it in one only.')),
    );
  });
}

supplyRequestBody();
const world = start();
serve(self, {
  state: world.then(
    ({ state }) => state,
    (error: unknown) => ({ kind: 'failed', reason: error instanceof Error ? error.message : String(error) }),
  ),
  sign: async (personId) => (await world).backend.signToken(personId),
  answer: async (request) => {
    const { backend, save } = await world;
    const response = await backend.handler(request);
    // Answered means kept.
    if (!/^(GET|HEAD)$/.test(request.method)) await save();
    return response;
  },
});
