/** The delivery's half of `npm run bench:sync`: what waits on the disk goes out to the reference backend, at several distances. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as rest } from 'node:timers/promises';
import type { BrowserContext } from '@playwright/test';
import { startServer, type Handler } from '../../demo/server/node.js';
import { createReferenceBackend, type ReferenceBackend } from '../../demo/server/reference.js';
import { seedContent } from '../../demo/server/seed.js';
import { ask, startBrowser, startLab } from '../../test/storage/lab.js';
import type { Drained, Way } from './drain-page.js';
import type { Figure } from './storage.js';

/** How many cases' operations wait: fewer where each has to wait for the one before. */
const CASES: Readonly<Record<Way, number>> = { batches: 200, 'six in flight': 60, 'one by one': 20 };
const LATENCIES = [0, 50];
/** Operations a second, in batches at 50 ms: the promise. */
const LEAST = 300;

/** Who writes more in a minute than people do in a month is not to be held back here. */
const UNLIMITED = { burst: 1_000_000, perSecond: 1_000_000 };

export async function measureDrain(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'casement-drain-'));
  const backend = await createReferenceBackend({
    dataDir: join(folder, 'data'),
    seed: (db, files) => seedContent(db, files),
    rateLimit: UNLIMITED,
  });
  const pages = await startLab('scripts/bench-sync/drain-page.ts');
  const context = await startBrowser(join(folder, 'profile'));
  try {
    const figures: Figure[] = [];
    for (const latency of LATENCIES) {
      const distant: Handler = async (request) => {
        if (new URL(request.url).pathname.startsWith('/api')) await rest(latency);
        return undefined;
      };
      const handlers = [distant, backend.handler, passOn(pages.port)];
      const server = await startServer({ host: '127.0.0.1', port: 0, handlers });
      for (const way of Object.keys(CASES) as Way[]) {
        figures.push(await drain({ way, latency, context, backend, url: server.url }));
      }
      await server.close();
    }
    return figures;
  } finally {
    await context.close();
    await pages.close();
    await backend.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The page comes from the same address as the backend, as it does in a host's site. */
function passOn(port: number): Handler {
  return async (request) => {
    const { pathname } = new URL(request.url);
    const { status, headers, body } = await fetch(`http://127.0.0.1:${port}${pathname}`);
    return new Response(body, { status, headers: { 'Content-Type': headers.get('Content-Type') ?? '' } });
  };
}

interface Run {
  readonly way: Way;
  /** Milliseconds before the backend begins with a request. */
  readonly latency: number;
  readonly context: BrowserContext;
  readonly backend: ReferenceBackend;
  readonly url: string;
}

async function drain({ way, latency, context, backend, url }: Run): Promise<Figure> {
  const customer = backend.people.find(({ role }) => role === 'customer');
  if (!customer) throw new Error('nobody to write');
  const page = await context.newPage();
  await page.goto(url);
  const before = await deliveries(backend);
  const token = await backend.signToken(customer.id, 3600);
  const { count, taken } = await ask<Drained>(page, 'drain', way, CASES[way], token);
  const arrived = (await deliveries(backend)) - before;
  if (arrived !== count) throw new Error(`${arrived} of ${count} operations arrived`);
  await page.close();
  return {
    what: `${count.toLocaleString('en')} operations, ${way}, ${latency} ms away`,
    unit: 'op/s',
    value: (count / taken) * 1000,
    raw: null,
    gate: way === 'batches' && latency > 0 ? { least: LEAST } : null,
  };
}

async function deliveries({ db }: ReferenceBackend): Promise<number> {
  const [row] = await db.query<{ writes: number }>('select count(*)::int as writes from answered_write');
  return row?.writes ?? 0;
}
