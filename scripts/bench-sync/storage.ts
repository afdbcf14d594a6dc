/**
 * The storage's half of `npm run bench:sync`: writing an operation, and reading a page of cases from the cache, against IndexedDB with
 * nothing around it. Both take turns in the same page; medians are compared.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { ask, startBrowser, startLab } from '../../test/storage/lab.js';

export interface Figure {
  readonly what: string;
  readonly unit: string;
  readonly value: number;
  /** The same of raw IndexedDB; null where there is nothing to compare with. */
  readonly raw: number | null;
  /** The most that is allowed: of the value, or of its ratio to raw. */
  readonly gate: { readonly value?: number; readonly ratio?: number } | null;
}

const ROUNDS = 7;
const TIMES = 30;

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

async function listing(page: Page, cases: number): Promise<Figure[]> {
  const of = `${cases.toLocaleString('en')} cases`;
  const [own, raw] = await inTurn(page, ['page', TIMES, 0], ['rawPage', TIMES]);
  const deep = await ask<number[]>(page, 'page', TIMES, Math.floor(cases / 2));
  await ask(page, 'longestTask');
  const build = await ask<number>(page, 'build');
  const buildTask = await ask<number>(page, 'longestTask');
  const keys = await ask<number[]>(page, 'keystrokes', TIMES * 4);
  const figure = (what: string, value: number, gate: Figure['gate'] = null): Figure => ({
    what: `${of}: ${what}`,
    unit: 'ms',
    value,
    raw: null,
    gate,
  });
  return [
    { what: `${of}: newest page`, unit: 'ms', value: median(own), raw: median(raw), gate: { ratio: 1.3 } },
    figure('page from the middle', median(deep)),
    figure('keystroke p95', quantile(keys, 0.95), { value: 50 }),
    figure('search index built', build),
    figure('longest task meanwhile', buildTask, { value: 50 }),
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
    await ask(page, 'start', 'casement:bench');
    await ask(page, 'enqueue', TIMES, 0);
    const figures = [await enqueueing(page, 0, 'a note'), await enqueueing(page, 50_000, 'a file of 50 KB')];
    let from = 0;
    for (const to of sizes) {
      await ask(page, 'longestTask');
      const own = await ask<number>(page, 'fill', from, to);
      const task = await ask<number>(page, 'longestTask');
      const raw = await ask<number>(page, 'rawFill', from, to);
      const count = to - from;
      figures.push(
        {
          what: `${count.toLocaleString('en')} cases kept`,
          unit: 'cases/s',
          value: (count / own) * 1000,
          raw: (count / raw) * 1000,
          gate: null,
        },
        { what: 'longest task meanwhile', unit: 'ms', value: task, raw: null, gate: { value: 50 } },
        ...(await listing(page, to)),
      );
      from = to;
    }
    return figures;
  } finally {
    await context.close();
    await server.close();
    rmSync(profile, { recursive: true, force: true });
  }
}
