/**
 * The storage's half of `npm run bench:sync`: writing an operation, and reading a page of cases from the cache, against IndexedDB with
 * nothing around it. Both take turns in the same page; medians are compared.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { longestTask, type Longest } from './tasks.js';
import { ask, startBrowser, startLab } from '../../test/storage/lab.js';

export interface Figure {
  readonly what: string;
  readonly unit: string;
  readonly value: number;
  /** The same of raw IndexedDB; null where there is nothing to compare with. */
  readonly raw: number | null;
  /** The most that is allowed, of the value or of its ratio to raw; or the least that the value has to be. */
  readonly gate: { readonly value?: number; readonly ratio?: number; readonly least?: number } | null;
}

const ROUNDS = 7;
const TIMES = 30;
const DATABASE = 'casement:bench';
/** Cases of a first sync. */
const PULLED = 10_000;

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}

const median = (values: readonly number[]): number => quantile(values, 0.5);

/** Takes turns, so that a busy moment of the machine meets both. */
async function inTurn(
  page: Page,
  own: [string, ...number[]],
  raw: [string, ...number[]],
): Promise<[number[], number[]]> {
  const times: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round++) {
    for (const [side, [name, ...args]] of [own, raw].entries()) {
      times[side]?.push(...(await ask<number[]>(page, name, ...args)));
    }
  }
  return times;
}

async function enqueueing(page: Page, bytes: number, what: string): Promise<Figure> {
  const [own, raw] = await inTurn(page, ['enqueue', TIMES, bytes], ['rawEnqueue', TIMES, bytes]);
  return { what, unit: 'ms/op', value: median(own), raw: median(raw), gate: null };
}

/** The longest task is judged by the processor's time: by the clock it tells more of what else the machine does. */
function tasksOf(what: string, { clock, processor }: Longest): Figure[] {
  const figure = { unit: 'ms', raw: null };
  return [
    { ...figure, what: `${what}: longest task, processor`, value: processor, gate: { value: 50 } },
    { ...figure, what: `${what}: longest task, clock`, value: clock, gate: null },
  ];
}

const quiet = (what: string, value: number, gate: Figure['gate'] = null): Figure => ({
  what,
  unit: 'ms',
  value,
  raw: null,
  gate,
});

async function listing(page: Page, cases: number): Promise<Figure[]> {
  const of = `${cases.toLocaleString('en')} cases`;
  const [own, raw] = await inTurn(page, ['page', TIMES, 0], ['rawPage', TIMES]);
  const atOnce = await ask<number[]>(page, 'rawPageAtOnce', TIMES);
  const deep = await ask<number[]>(page, 'page', 3, Math.floor(cases / 4));
  const onward = await ask<number[]>(page, 'onward', 6, Math.floor(cases / 4));
  return [
    { what: `${of}: list`, unit: 'ms', value: median(own), raw: median(raw), gate: { ratio: 1.3 } },
    {
      what: `${of}: list, raw with one request`,
      unit: 'ms',
      value: median(own),
      raw: median(atOnce),
      gate: null,
    },
    quiet(`${of}: page far on, out of the blue`, median(deep)),
    quiet(`${of}: page far on, after the one before`, median(onward)),
    ...(await filtering(page, of)),
  ];
}

async function filtering(page: Page, of: string): Promise<Figure[]> {
  const first: number[] = [];
  const build = async (): Promise<Longest> =>
    await longestTask(page, async () => first.push(await ask<number>(page, 'build')));
  const built = await build();
  const keys = await ask<number[]>(page, 'keystrokes', TIMES * 4);
  const figures = [
    quiet(`${of}: keystroke p95`, quantile(keys, 0.95), { value: 50 }),
    quiet(`${of}: keystroke p50`, median(keys)),
  ];
  const isKept = await kept(page);
  await ask(page, 'restart', DATABASE);
  const again = await build();
  return [
    ...figures,
    quiet(`${of}: first keystroke ever`, first[0] ?? NaN),
    ...tasksOf(`${of}: first keystroke ever`, built),
    quiet(`${of}: first keystroke of a visit${isKept ? '' : ' (nothing kept)'}`, first[1] ?? NaN),
    ...tasksOf(`${of}: first keystroke of a visit`, again),
  ];
}

/** Waits until what a search needs is kept for the next visit; few rows are not. */
async function kept(page: Page): Promise<boolean> {
  for (let tries = 0; tries < 60; tries++) {
    if (await ask<boolean>(page, 'isSearchKept')) return true;
    await page.waitForTimeout(100);
  }
  return false;
}

async function pulling(page: Page): Promise<Figure[]> {
  await ask(page, 'start', `${DATABASE}-pull`);
  await ask(page, 'prepare', PULLED);
  const taken: number[] = [];
  const longest = await longestTask(page, async () => taken.push(await ask<number>(page, 'pull')));
  const raw = await ask<number>(page, 'rawPull');
  const what = `first sync of ${PULLED.toLocaleString('en')} cases`;
  const rate = (ms: number): number => (PULLED / ms) * 1000;
  return [
    { what, unit: 'cases/s', value: rate(taken[0] ?? NaN), raw: rate(raw), gate: null },
    ...tasksOf(what, longest),
  ];
}

/** @param sizes how many cases are kept when a page is read, ascending */
export async function measureStorage(sizes: readonly number[]): Promise<Figure[]> {
  const profile = mkdtempSync(join(tmpdir(), 'casement-bench-'));
  const server = await startLab('scripts/bench-sync/page.ts');
  const context = await startBrowser(profile);
  try {
    const page = await context.newPage();
    await page.goto(`http://localhost:${server.port}`);
    const figures = await pulling(page);
    await ask(page, 'start', DATABASE);
    await ask(page, 'enqueue', TIMES, 0);
    figures.push(await enqueueing(page, 0, 'a note'), await enqueueing(page, 50_000, 'a file of 50 KB'));
    let from = 0;
    for (const to of sizes) {
      figures.push(await filling(page, from, to), ...(await listing(page, to)));
      from = to;
    }
    return figures;
  } finally {
    await context.close();
    await server.close();
    rmSync(profile, { recursive: true, force: true });
  }
}

async function filling(page: Page, from: number, to: number): Promise<Figure> {
  const count = to - from;
  const [own, raw] = [
    await ask<number>(page, 'fill', from, to),
    await ask<number>(page, 'rawFill', from, to),
  ];
  return {
    what: `${count.toLocaleString('en')} cases kept at once`,
    unit: 'cases/s',
    value: (count / own) * 1000,
    raw: (count / raw) * 1000,
    gate: null,
  };
}
