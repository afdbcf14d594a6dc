/** A store over the real REST backend, with a wire that the test answers. */
import { createStore, type StoreOptions } from '../../src/store/create-store.js';
import type { CaseStore } from '../../src/store/store.js';
import type { CaseSummary, Person } from '../../src/model/case.js';
import { Wire, json, type Asked } from '../backend/wire.js';
import { ADA, aSession } from '../model/samples.js';
import { MemoryStorage } from '../../src/offline/memory-storage.js';
import type { CaseStorage, StorageHealth } from '../../src/offline/storage.js';

const PATIENCE = 3000;

export interface World {
  readonly wire: Wire;
  readonly store: CaseStore;
}

const open: CaseStore[] = [];

/** Ends what the tests of a file began. */
export function closeAll(): void {
  for (const store of open.splice(0)) store.close();
}

/** A store that nobody has started; the session is Ada's. */
export function setUp(viewer: Person = ADA, options: Partial<StoreOptions> = {}): World {
  const wire = new Wire();
  wire.on('GET /session', () => json(aSession(viewer)));
  const store = createStore({ backend: wire.backend, ...options });
  open.push(store);
  return { wire, store };
}

/** A store whose session is there. */
export async function setUpReady(viewer: Person = ADA): Promise<World> {
  const world = setUp(viewer);
  world.store.start();
  await until(() => world.store.get().phase === 'ready');
  return world;
}

let devices = 0;

/** Stands for the disk: other pages see it. */
class Disk extends MemoryStorage {
  override readonly health: StorageHealth = { kept: 'disk', fault: null, lost: 0 };
}

/** What pages of one browser share. Without a user key the host does not say who is signed in. */
export function aDevice(storage: CaseStorage = new Disk(), userKey: string | null = 'ada') {
  const name = `test ${Date.now()} ${++devices}`;
  return { storage: () => storage, name, userKey };
}

/** As if there were no network. */
export function cut({ wire }: World): void {
  const { routes } = wire;
  for (const route of routes.keys()) routes.set(route, unreachable);
  wire.fallback = unreachable;
}

/** Never resolves to an answer. */
export function unreachable(): never {
  throw new TypeError('Failed to fetch');
}

/** Waits until it holds. */
export async function until(holds: () => boolean): Promise<void> {
  const began = performance.now();
  while (!holds()) {
    if (performance.now() - began > PATIENCE) throw new Error(`never: ${holds.toString()}`);
    await idle();
  }
}

/** Asks until it is so. */
export async function eventually(isSo: () => Promise<boolean>): Promise<void> {
  const began = performance.now();
  while (!(await isSo())) {
    if (performance.now() - began > PATIENCE) throw new Error(`never: ${isSo.toString()}`);
    await idle();
  }
}

/** Leaves the page to itself, so that what waits for that can run. */
async function idle(): Promise<void> {
  await new Promise<void>((resolve) => requestIdleCallback(() => resolve(), { timeout: 50 }));
}

/** Lets everything happen that needs no timer. */
export async function nextTask(): Promise<void> {
  await new Promise<void>((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

/** Some turns of the event loop, for what must not happen. */
export async function quiet(): Promise<void> {
  for (let i = 0; i < 10; i++) await nextTask();
}

export function page(
  items: readonly CaseSummary[],
  nextCursor: string | null = null,
  total = items.length,
): Response {
  return json({ items, nextCursor, total });
}

/** The answer to a write. */
export function receipt({ headers }: Asked, id: string, extra: object = {}): Response {
  return json({ operation: headers.get('Idempotency-Key')?.replaceAll('"', ''), id, ...extra });
}
