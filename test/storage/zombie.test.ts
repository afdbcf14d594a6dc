/** A tab that the system stopped in the midst of something, and another one in which the customer goes on. */
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import type { Page } from '@playwright/test';
import { printGate, seconds } from '../../scripts/lib/gate.js';
import { VERSION } from '../../src/offline/schema.js';
import { RealBrowser } from '../chaos/browser.js';
import type { Kept } from '../support/storage-lab.js';
import { ask, startLab, type LabServer, until } from './lab.js';

const NAME = 'casement:zombie';
/** Longest that an answer may take, and until the other tab has delivered, ms. */
const [SAVED, DELIVERED] = [5_000, 15_000];

let lab: LabServer;
let browser: RealBrowser;
let stopped: number | undefined;

before(async () => {
  lab = await startLab();
});
after(() => lab.close());
beforeEach(async () => {
  // Chosen by the test runner.
  browser = await RealBrowser.start(process.env.CASEMENT_CHROMIUM ?? '');
  lab.hangs = false;
});
afterEach(async () => {
  goOn();
  await browser.close();
});

async function openTab(setUp?: (page: Page) => Promise<unknown>): Promise<Page> {
  const page = await browser.open(`http://localhost:${lab.port}/`);
  await setUp?.(page);
  await ask(page, 'open', NAME);
  await ask(page, 'startOutbox', NAME);
  return page;
}

/** Stops the process of that page: it is the one that is busy, and the one that does not answer any more. */
async function stop(page: Page): Promise<void> {
  for (let tries = 0; tries < 10; tries++) {
    const earlier = await browser.renderers();
    await ask(page, 'burn', 600);
    const now = await browser.renderers();
    const spent = (pid: number): number => (now.get(pid) ?? 0) - (earlier.get(pid) ?? 0);
    const [pid] = [...now.keys()].sort((a, b) => spent(b) - spent(a));
    assert.ok(pid, 'the page has a process');
    process.kill(pid, 'SIGSTOP');
    stopped = pid;
    const answers = page.evaluate('true').catch(() => true);
    const silence = new Promise<boolean>((resolve) => setTimeout(() => resolve(false), 1000));
    if (!(await Promise.race([answers, silence]))) return;
    goOn();
  }
  assert.fail('the page could not be stopped');
}

function goOn(): void {
  if (stopped !== undefined) process.kill(stopped, 'SIGCONT');
  stopped = undefined;
}

const arrived = (id: string): boolean => lab.delivered.includes(id);
/** The page cannot ask for a lock. */
const withoutLocks = (page: Page): Promise<unknown> =>
  page.evaluate('Object.defineProperty(navigator, "locks", { value: undefined })');

interface Scene {
  readonly what: string;
  readonly setUp?: (page: Page) => Promise<unknown>;
  /** What the first tab is in the midst of when it is stopped. */
  readonly midst: (page: Page) => Promise<unknown>;
}

/** It sends, and nobody answers. */
async function sends(page: Page): Promise<unknown> {
  lab.hangs = true;
  const { id } = await ask<Kept>(page, 'write');
  return await until(() => arrived(id), 'the first tab sends');
}

const SCENES: readonly Scene[] = [
  { what: 'while it is the one that sends', midst: sends },
  { what: 'while it is the one that sends, without locks', setUp: withoutLocks, midst: sends },
  { what: 'within a transaction', midst: (page) => ask(page, 'holdTransaction', NAME, VERSION) },
];

describe('a tab that is stopped', () => {
  for (const { what, setUp, midst } of SCENES) {
    it(`${what}: is what is written in another tab kept, delivered by it, and everything delivered once?`, async () => {
      const zombie = await openTab(setUp);
      const tab = await openTab(setUp);
      await ask(tab, 'outstanding');
      await midst(zombie);
      await stop(zombie);
      lab.hangs = false;
      const { id, ms, where } = await ask<Kept>(tab, 'write');
      const wait = await until(() => arrived(id), 'the other tab delivers');
      goOn();
      const isDone = async (page: Page): Promise<boolean> =>
        !(await ask<string[]>(page, 'outstanding')).length;
      await until(async () => (await isDone(zombie)) && (await isDone(tab)), 'nothing is outstanding');
      printGate(
        'R8',
        ms <= SAVED && ms + wait <= DELIVERED,
        `stopped ${what}: kept in ${where === 'disk' ? 'the database' : 'memory'} and said so after ${seconds(ms)}, delivered by the other tab after ${seconds(ms + wait)}`,
      );
      // The key of a write is its id: the same again is done once.
      assert.ok(lab.delivered.filter((one) => one === id).length <= 2);
    });
  }
});
