/** A real Chromium on one profile that can be killed, whole or a tab at a time, and started again. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from '@playwright/test';
import { WITHOUT_ADDRESS_BAR } from '../support/chromium.js';

const START_PATIENCE = 20_000;
/** No Playwright defaults: some of them change how storage is parted. */
const FLAGS = [
  '--headless=new',
  '--no-sandbox',
  '--disable-quic',
  '--disable-background-networking',
  '--no-first-run',
  '--disable-gpu',
  '--remote-debugging-port=0',
  WITHOUT_ADDRESS_BAR,
];

export class RealBrowser {
  readonly #executable: string;
  readonly #profile: string;
  #process: ChildProcess | undefined;
  #browser: Browser | undefined;
  /** Processes that were killed so far. */
  kills = 0;

  private constructor(executable: string, profile: string) {
    this.#executable = executable;
    this.#profile = profile;
  }

  static async start(executable: string): Promise<RealBrowser> {
    const browser = new RealBrowser(executable, await mkdtemp(join(tmpdir(), 'casement-chaos-')));
    await browser.#launch();
    return browser;
  }

  get #context(): BrowserContext {
    const context = this.#browser?.contexts()[0];
    if (!context) throw new Error('The browser is not running.');
    return context;
  }

  get tabs(): readonly Page[] {
    return this.#context.pages();
  }

  openEmpty(): Promise<Page> {
    return this.#context.newPage();
  }

  async open(url: string): Promise<Page> {
    const page = await this.openEmpty();
    await page.goto(url, { waitUntil: 'commit' });
    return page;
  }

  /** Whole browser, as by the system when memory runs out; then the same profile again, without tabs of ours. */
  async killAndRestart(): Promise<void> {
    this.kills++;
    await this.#end('SIGKILL');
    await this.#launch();
  }

  /** One renderer: the tabs in it crash. */
  async killRenderer(choose: (pids: readonly number[]) => number): Promise<void> {
    const renderers = [...(await this.renderers()).keys()];
    if (!renderers.length) return;
    this.kills++;
    process.kill(choose(renderers), 'SIGKILL');
  }

  /** Seconds of processor time that each renderer took, by its process id. */
  async renderers(): Promise<ReadonlyMap<number, number>> {
    const session = await this.#browser?.newBrowserCDPSession();
    const { processInfo } = (await session?.send('SystemInfo.getProcessInfo')) ?? { processInfo: [] };
    await session?.detach();
    const renderers = processInfo.filter(({ type }) => type === 'renderer');
    return new Map(renderers.map(({ id, cpuTime }) => [id, cpuTime]));
  }

  async close(): Promise<void> {
    await this.#end('SIGKILL');
    await rm(this.#profile, { recursive: true, force: true, maxRetries: 5 });
  }

  async #launch(): Promise<void> {
    const port = join(this.#profile, 'DevToolsActivePort');
    await rm(port, { force: true });
    // What a killed browser leaves behind would keep the next one from this profile.
    for (const lock of ['SingletonLock', 'SingletonSocket', 'SingletonCookie'])
      await rm(join(this.#profile, lock), { force: true });
    this.#process = spawn(this.#executable, [...FLAGS, `--user-data-dir=${this.#profile}`, 'about:blank'], {
      stdio: 'ignore',
    });
    const end = performance.now() + START_PATIENCE;
    for (;;) {
      const [number, path] = (await readFile(port, 'utf8').catch(() => '')).split('\n');
      if (number && path) {
        this.#browser = await chromium.connectOverCDP(`ws://127.0.0.1:${number}${path}`);
        // Functions that run in the page have been through a loader that gives each a name by this helper.
        await this.#context.addInitScript('globalThis.__name ??= (named) => named;');
        return;
      }
      if (performance.now() > end) throw new Error('Chromium did not start.');
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const ended = this.#process?.exitCode === null ? once(this.#process, 'exit') : undefined;
    this.#process?.kill(signal);
    await ended;
    await this.#browser?.close().catch(() => undefined);
    this.#process = this.#browser = undefined;
  }
}
