/** A server with the storage's page, and browsers to load it in. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { chromium, type BrowserContext, type Page } from '@playwright/test';
import { build, type Rolldown } from 'vite';
import { ROOT } from '../checks/source-tree.js';

const FLAGS = ['--no-sandbox', '--disable-quic', '--disable-background-networking', '--no-first-run'];

const PAGE =
  '<!doctype html><meta charset="utf-8"><title>lab</title><script type="module" src="/lab.js"></script>';
const SANDBOX = `<!doctype html><title>host</title><iframe sandbox="allow-scripts" src="/"></iframe>`;

async function bundle(entry: string): Promise<string> {
  const [result] = (await build({
    configFile: false,
    root: ROOT,
    publicDir: false,
    logLevel: 'warn',
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

export interface LabServer {
  readonly port: number;
  close(): Promise<void>;
}

/** Serves `/`, a page that gives `lab`, and `/sandbox`, that page in a frame without an origin. */
export async function startLab(entry = 'test/support/storage-lab.ts'): Promise<LabServer> {
  const code = await bundle(entry);
  const server: Server = createServer((request, response) => {
    const isCode = request.url === '/lab.js';
    response.setHeader('Content-Type', isCode ? 'text/javascript' : 'text/html');
    // A frame without an origin is foreign to every server.
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.end(isCode ? code : request.url === '/sandbox' ? SANDBOX : PAGE);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A browser on a profile of its own. */
export async function startBrowser(profile: string, args: readonly string[] = []): Promise<BrowserContext> {
  // Chosen by the test runner; without it Playwright takes its own.
  const executablePath = process.env.CASEMENT_CHROMIUM;
  return await chromium.launchPersistentContext(profile, {
    ...(executablePath ? { executablePath } : {}),
    args: [...FLAGS, ...args],
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
