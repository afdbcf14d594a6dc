/** A server with the storage's page, and browsers to load it in. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { chromium, type BrowserContext, type Page } from '@playwright/test';
import { build, type Plugin, type Rolldown } from 'vite';
import { VERSION } from '../../src/offline/schema.js';
import { ROOT } from '../checks/source-tree.js';
import { PLAYWRIGHT_FLAGS } from '../support/chromium.js';

const PAGE =
  '<!doctype html><meta charset="utf-8"><title>lab</title><script type="module" src="/lab.js"></script>';
const SANDBOX = `<!doctype html><title>host</title><iframe sandbox="allow-scripts" src="/"></iframe>`;

/** @param version of the database that the code takes for the newest */
async function bundle(entry: string, version?: number): Promise<string> {
  const [result] = (await build({
    configFile: false,
    root: ROOT,
    publicDir: false,
    logLevel: 'warn',
    plugins: version === undefined ? [] : [ofVersion(version)],
    build: {
      write: false,
      target: 'es2022',
      lib: { entry: join(ROOT, entry), formats: ['es'] },
      rolldownOptions: { output: { codeSplitting: false } },
    },
  })) as Rolldown.RolldownOutput[];
  const chunk = result?.output[0];
  if (chunk?.type !== 'chunk') throw new Error('the bundle has no code');
  return chunk.code;
}

/** The same code as a release with another version of the database. */
function ofVersion(version: number): Plugin {
  return {
    name: 'version',
    enforce: 'pre',
    transform(code, id) {
      if (!id.endsWith('/src/offline/schema.ts')) return undefined;
      const changed = code.replace(`VERSION = ${VERSION};`, `VERSION = ${version};`);
      if (changed === code) throw new Error('the version is not where it was');
      return changed;
    },
  };
}

export interface LabServer {
  readonly port: number;
  /** Ids of the operations that were delivered, in order, as often as they came. */
  readonly delivered: readonly string[];
  /** Deliveries are taken, but not answered. */
  hangs: boolean;
  close(): Promise<void>;
}

/**
 * Serves `/`, a page that gives `lab`; `/next`, the same of a release whose database has the next version; `/blank`, a page
 * without anything; and `/sandbox`, the
 * first page in a frame without an origin.
 */
export async function startLab(entry = 'test/support/storage-lab.ts'): Promise<LabServer> {
  const [code, next] = await Promise.all([bundle(entry), bundle(entry, VERSION + 1)]);
  const answers: Readonly<Record<string, readonly [string, string]>> = {
    '/': ['text/html', PAGE],
    '/next': ['text/html', PAGE.replace('/lab.js', '/next.js')],
    '/sandbox': ['text/html', SANDBOX],
    '/blank': ['text/html', '<!doctype html><title>blank</title>'],
    '/lab.js': ['text/javascript', code],
    '/next.js': ['text/javascript', next],
  };
  const delivered: string[] = [];
  const server: Server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://lab');
    // A frame without an origin is foreign to every server.
    response.setHeader('Access-Control-Allow-Origin', '*');
    if (pathname === '/deliver') {
      delivered.push(searchParams.get('id') ?? '');
      if (!lab.hangs) response.end('{}');
      return;
    }
    // Browsers ask for an icon of their own accord, and complain where there is none.
    const [type, body] = answers[pathname] ?? ['text/plain', ''];
    response.setHeader('Content-Type', type);
    response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const lab: LabServer = {
    port: (server.address() as AddressInfo).port,
    delivered,
    hangs: false,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return lab;
}

/** A browser on a profile of its own. */
export async function startBrowser(profile: string, args: readonly string[] = []): Promise<BrowserContext> {
  // Chosen by the test runner; without it Playwright takes its own.
  const executablePath = process.env.CASEMENT_CHROMIUM;
  return await chromium.launchPersistentContext(profile, {
    ...(executablePath ? { executablePath } : {}),
    args: [...PLAYWRIGHT_FLAGS, ...args],
  });
}

type Target = Pick<Page, 'evaluate' | 'waitForFunction'>;

/** The functions of `lab` in a page, by name. */
export async function ask<T>(target: Target, name: string, ...args: readonly unknown[]): Promise<T> {
  await target.waitForFunction('globalThis.lab');
  const call = `lab[${JSON.stringify(name)}](...${JSON.stringify(args)})`;
  return await target.evaluate<T>(call);
}

/** A page of the lab on a host of the browser's own; each has storage of its own. */
export async function openLab(context: BrowserContext, origin: string, database: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(origin);
  await ask(page, 'open', database);
  return page;
}

/** Until a test gives up waiting, ms. */
const PATIENCE = 90_000;

/** Asks again and again. @returns how long it took, ms */
export async function until(holds: () => boolean | Promise<boolean>, what: string): Promise<number> {
  const began = performance.now();
  while (!(await holds())) {
    if (performance.now() - began > PATIENCE) throw new Error(`in ${PATIENCE} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return performance.now() - began;
}
