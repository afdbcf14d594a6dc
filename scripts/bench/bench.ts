/**
 * `npm run bench`: time from the navigation to the first case on the screen, with an empty cache (cold) and again in
 * the same browser profile (warm), of the built page module next to the least that Lit can do. The warm visit of ours
 * is to a backend that never answers. Runs are interleaved and their medians compared. Options: `--rounds 15`,
 * `--mobile` (4 times slower processor, slow 4G), `--json`.
 */
import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium, type Browser, type BrowserContext, type Page } from '@playwright/test';
import { openAssets } from '../../demo/assets.js';
import { startServer, type Handler } from '../../demo/server/node.js';
import { PLAYWRIGHT_FLAGS } from '../../test/support/chromium.js';
import { createAnswers, type Answers } from './answers.js';
import { buildPages, contendersAt, type Contender } from './contenders.js';

const COLD_BUDGET = 1.25;
const WARM_BUDGET = 0.8;
const CDN = fileURLToPath(new URL('../../dist/cdn', import.meta.url));
const READY_TIMEOUT_MS = 30_000;

/** Script that tells how many records the page keeps, of whatever kind. */
const COUNT_KEPT = `(async () => {
  const settled = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  let kept = 0;
  for (const { name } of await indexedDB.databases()) {
    const database = await settled(indexedDB.open(name));
    for (const store of database.objectStoreNames)
      kept += await settled(database.transaction(store).objectStore(store).count());
    database.close();
  }
  return kept;
})()`;
/** How long nothing more must be kept before it is all, ms. */
const CALM_MS = 1500;

interface Settings {
  rounds: number;
  mobile: boolean;
}

/** Milliseconds, one entry for each round. */
interface Times {
  cold: number[];
  warm: number[];
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}

/**
 * Script that runs in the page before anything else: notes when the element's first case, or its ready mark, is
 * drawn. Text, because the loader of this file adds helpers to functions that no page has.
 */
const watchFor = (element: string): string => `{
  const look = () => {
    const root = document.querySelector('${element}')?.shadowRoot;
    if (!root?.querySelector('[part~="ready"], [part~="case"]')) return requestAnimationFrame(look);
    // The frame that shows it has been handed over by the time of the next task.
    setTimeout(() => { window.readyAfter = performance.now(); });
  };
  look();
}`;

async function slowDown(context: BrowserContext, page: Page): Promise<void> {
  const session = await context.newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  const slow4g = { latency: 150, downloadThroughput: 200_000, uploadThroughput: 93_750 };
  await session.send('Network.emulateNetworkConditions', { offline: false, ...slow4g });
}

async function visit(
  context: BrowserContext,
  url: string,
  { element, keeps }: Contender,
  mobile: boolean,
  last = false,
): Promise<number> {
  const page = await context.newPage();
  const tell = (what: string): void => console.error(`${element}: ${what}`);
  page.on('pageerror', (error) => tell(error.message));
  page.on('console', (message) => tell(message.text()));
  page.on('requestfailed', (request) => tell(`${request.url()} ${request.failure()?.errorText ?? ''}`));
  try {
    if (mobile) await slowDown(context, page);
    await page.addInitScript(watchFor(element));
    await page.goto(url, { waitUntil: 'commit' });
    await page.waitForFunction('window.readyAfter', undefined, { timeout: READY_TIMEOUT_MS });
    const readyAfter = Number(await page.evaluate('window.readyAfter'));
    if (keeps && !last) await untilKept(page);
    return readyAfter;
  } finally {
    await page.close();
  }
}

/** Resolves when the page has kept what it keeps of a visit. */
async function untilKept(page: Page): Promise<void> {
  let before = 0;
  for (;;) {
    await page.waitForTimeout(CALM_MS);
    const kept = Number(await page.evaluate(COUNT_KEPT));
    if (kept > 0 && kept === before) return;
    before = kept;
  }
}

/** One round of all contenders: each in a profile of its own, so that its first visit is cold. */
async function runRound(
  browser: Browser,
  url: string,
  answers: Answers,
  contenders: readonly Contender[],
  times: Map<Contender, Times>,
  mobile: boolean,
): Promise<void> {
  for (const [index, contender] of contenders.entries()) {
    const context = await browser.newContext();
    const address = `${url}/page/${index}`;
    times.get(contender)?.cold.push(await visit(context, address, contender, mobile));
    answers.hang(contender.keeps ?? false);
    times.get(contender)?.warm.push(await visit(context, address, contender, mobile, true));
    answers.hang(false);
    await context.close();
  }
}

/** Serves `/page/0` and so on. */
function servePages(contenders: readonly Contender[]): Handler {
  return (request) => {
    const index = /^\/page\/(\d)$/.exec(new URL(request.url).pathname)?.[1];
    const contender = contenders[Number(index)];
    const headers = { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-cache' };
    return Promise.resolve(contender && new Response(contender.html, { headers }));
  };
}

async function measure({ rounds, mobile }: Settings): Promise<Map<Contender, Times>> {
  const folder = await buildPages();
  const answers = await createAnswers();
  const [bench, casement] = await Promise.all([openAssets(folder, '/bench/'), openAssets(CDN)]);
  const contenders = contendersAt(bench.path, casement.path);
  const handlers = [servePages(contenders), answers.handler, bench.handler, casement.handler];
  const server = await startServer({ host: '127.0.0.1', port: 0, handlers });
  const executablePath = process.env['CASEMENT_CHROMIUM'];
  const browser = await chromium.launch({
    args: PLAYWRIGHT_FLAGS,
    ...(executablePath ? { executablePath } : {}),
  });
  const times = new Map<Contender, Times>(contenders.map((contender) => [contender, { cold: [], warm: [] }]));
  try {
    // The first round fills the server's own caches and is not counted.
    await runRound(browser, server.url, answers, contenders, new Map(), mobile);
    for (let round = 0; round < rounds; round++)
      await runRound(browser, server.url, answers, contenders, times, mobile);
  } finally {
    await browser.close();
    await server.close();
    await answers.close();
    await rm(folder, { recursive: true });
  }
  return times;
}

function summarize(times: Map<Contender, Times>) {
  const floor = [...times.values()][1];
  return [...times].map(([{ name }, { cold, warm }]) => ({
    name,
    coldMs: median(cold),
    warmMs: median(warm),
    coldToFloor: median(cold) / median(floor?.cold ?? []),
    warmToFloorCold: median(warm) / median(floor?.cold ?? []),
  }));
}

function print(rows: ReturnType<typeof summarize>, { rounds, mobile }: Settings): void {
  const profile = mobile ? 'slow 4G, processor 4 times slower' : 'desktop';
  console.log(`Until the first case is on the screen; medians of ${rounds} interleaved runs, ${profile}.\n`);
  console.log(
    `${''.padEnd(42)}${['cold ms', 'warm ms', 'cold / floor', 'warm / cold floor'].map((head) => head.padStart(18)).join('')}`,
  );
  for (const { name, coldMs, warmMs, coldToFloor, warmToFloorCold } of rows) {
    const figures = [
      coldMs.toFixed(0),
      warmMs.toFixed(0),
      `${coldToFloor.toFixed(2)} x`,
      `${warmToFloorCold.toFixed(2)} x`,
    ];
    console.log(`${name.padEnd(42)}${figures.map((figure) => figure.padStart(18)).join('')}`);
  }
  const { coldToFloor = Number.NaN, warmToFloorCold = Number.NaN } = rows.at(-1) ?? {};
  const verdict = (ratio: number, budget: number): string =>
    `${ratio.toFixed(2)} x, ${ratio <= budget ? 'within' : 'over'} the budget of ${budget} x`;
  console.log(`\nCold, to the cold floor: ${verdict(coldToFloor, COLD_BUDGET)}.`);
  console.log(
    `Warm with a backend that never answers, to the cold floor: ${verdict(warmToFloorCold, WARM_BUDGET)}.`,
  );
}

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '15' },
    mobile: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});
const settings: Settings = { rounds: Math.max(1, Number(values.rounds) || 15), mobile: values.mobile };
const rows = summarize(await measure(settings));
if (values.json) console.log(JSON.stringify({ ...settings, contenders: rows }, null, 2));
else print(rows, settings);
