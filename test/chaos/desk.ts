/** What the chaos happens to: the reference backend and the built widget in a host page, behind the faulty proxy. */
import { fileURLToPath } from 'node:url';
import { openAssets, type Assets } from '../../demo/assets.js';
import { migrate } from '../../demo/server/db/migrate.js';
import { openEmbedded } from '../../demo/server/db/pglite.js';
import { PEOPLE } from '../../demo/server/fixtures.js';
import { startServer, type RunningServer } from '../../demo/server/node.js';
import { createReferenceBackend, type ReferenceBackend } from '../../demo/server/reference.js';
import { seedMinimal } from '../../demo/server/seed-minimal.js';
import { startProxy, type FaultyProxy } from './faults.js';

const CDN = fileURLToPath(new URL('../../dist/cdn', import.meta.url));

export type Who = 'ada' | 'ben';

export interface Desk {
  readonly url: string;
  readonly proxy: FaultyProxy;
  readonly backend: ReferenceBackend;
  close(): Promise<void>;
}

/** What the desks of a run have in common, made once: each would take seconds for it. */
export interface Supplies {
  /** The data directory of a database with the small world in it. */
  readonly world: Blob;
  readonly assets: Assets;
}

export async function gatherSupplies(): Promise<Supplies> {
  const db = await openEmbedded();
  await migrate(db);
  await seedMinimal(db);
  const world = await db.dump();
  await db.close();
  return { world, assets: await openAssets(CDN) };
}

export async function startDesk({ world, assets }: Supplies): Promise<Desk> {
  const backend = await createReferenceBackend({ loadDataDir: world, rateLimit: NO_LIMIT });
  const server = await startServer({
    host: '127.0.0.1',
    port: 0,
    handlers: [backend.handler, assets.handler, (request) => hostPage(request, backend, assets.path)],
  });
  const proxy = await startProxy(server.url);
  return { url: proxy.url, proxy, backend, close: () => end(proxy, server, backend) };
}

/** A schedule writes faster than a customer. */
const NO_LIMIT = { burst: 1e9, perSecond: 1e9 };

async function end(proxy: FaultyProxy, server: RunningServer, backend: ReferenceBackend): Promise<void> {
  await proxy.close();
  await server.close();
  await backend.close();
}

/** `/as/ada` is the page of a host that has signed Ada in, `/as/ada/token` where it gives her token. */
async function hostPage(
  request: Request,
  backend: ReferenceBackend,
  folder: string,
): Promise<Response | undefined> {
  const { pathname } = new URL(request.url);
  const [, who, token] = /^\/as\/(ada|ben)(\/token)?$/.exec(pathname) ?? [];
  if (pathname === '/login') return htmlPage('<h1>Sign in</h1>');
  if (who !== 'ada' && who !== 'ben') return undefined;
  if (token) return Response.json({ token: await backend.signToken(PEOPLE[who]) });
  return htmlPage(`<script type="module" src="${folder}casement.js"></script>
    <case-provider base-url="/api" token-url="/as/${who}/token" user-key="${who}">
      <case-outbox></case-outbox>
      <case-list></case-list>
    </case-provider>`);
}

function htmlPage(body: string): Response {
  return new Response(
    `<!doctype html><html lang="en"><meta charset="utf-8"><title>Chaos</title>${body}</html>`,
    {
      headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
    },
  );
}
