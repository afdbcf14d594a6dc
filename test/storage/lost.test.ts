/** A database that goes away: what the open page knows is written again, and what nobody knows any more is told. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { BrowserContext, Page } from '@playwright/test';
import { printGate, runsOf } from '../../scripts/lib/gate.js';
import type { StorageHealth } from '../../src/offline/storage.js';
import type { Kept } from '../support/storage-lab.js';
import { ask, startBrowser, startLab, type LabServer, until } from './lab.js';

const NAME = 'casement:lost';

let lab: LabServer;
let context: BrowserContext;
const profile = mkdtempSync(join(tmpdir(), 'casement-lost-'));

before(async () => {
  lab = await startLab();
  lab.hangs = true;
  context = await startBrowser(profile);
});
after(async () => {
  await context.close();
  await lab.close();
  rmSync(profile, { recursive: true, force: true });
});

/** How a database goes away under an open page. */
const WAYS: readonly (readonly [string, (page: Page, origin: string) => Promise<unknown>])[] = [
  [
    'deleted by another tab',
    (_, origin) => inAnotherTab(origin, (other) => ask(other, 'deleteDatabase', NAME)),
  ],
  ['site data cleared by the customer', clearedBy('all')],
  ['database cleared by the customer', clearedBy('indexeddb')],
  ['evicted by the browser', evicted],
];

async function inAnotherTab(origin: string, work: (page: Page) => Promise<unknown>): Promise<void> {
  const page = await context.newPage();
  await page.goto(origin);
  await work(page);
  await page.close();
}

function clearedBy(storageTypes: string) {
  return async (page: Page, origin: string): Promise<void> => {
    const session = await context.newCDPSession(page);
    await session.send('Storage.clearDataForOrigin', { origin, storageTypes });
    await session.detach();
  };
}

/** What a browser does that runs out of room: the origin's storage goes at once, without a word. */
async function evicted(page: Page, origin: string): Promise<void> {
  await clearedBy('indexeddb,cache_storage,file_systems,service_workers')(page, origin);
}

async function openPage(origin: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(origin);
  await ask(page, 'open', NAME);
  await ask(page, 'startOutbox', NAME);
  return page;
}

describe('a database that goes away', () => {
  const runs = runsOf(4, 25);

  it(`under an open page: is all that waits written again, in ${runs} runs?`, async () => {
    let again = 0;
    for (let run = 0; run < runs; run++) {
      const [what, takeAway] = WAYS[run % WAYS.length] as (typeof WAYS)[number];
      const origin = `http://under-${run}.localhost:${lab.port}`;
      const page = await openPage(origin);
      const written = [await ask<Kept>(page, 'write'), await ask<Kept>(page, 'write')];
      await takeAway(page, origin);
      written.push(await ask<Kept>(page, 'write'));
      const there = async (): Promise<string[]> => [...(await ask<string[]>(page, 'ids'))].sort();
      await until(async () => (await there()).length === 3, `${what}: written again`);
      const health = (): Promise<StorageHealth> => ask<StorageHealth>(page, 'health');
      // What memory took meanwhile, as the page says, moves to the disk by itself.
      await until(async () => (await health()).kept === 'disk', `${what}: on the disk again`);
      assert.equal((await health()).lost, 0, `${what}: nothing is lost`);
      await page.reload();
      await ask(page, 'open', NAME);
      assert.deepEqual(await there(), written.map(({ id }) => id).sort(), `${what}: there after a reload`);
      again++;
      await page.close();
    }
    printGate(
      'R10',
      again === runs,
      `gone under an open page in ${WAYS.length} ways, ${runs} runs: all that waited written again in ${again}`,
    );
  });

  it(`between two visits: is the customer told how much went, in ${runs} runs?`, async () => {
    // With all of a site's data goes what would tell.
    const ways = WAYS.filter(([what]) => !what.startsWith('site data'));
    let told = 0;
    for (let run = 0; run < runs; run++) {
      const [what, takeAway] = ways[run % ways.length] as (typeof WAYS)[number];
      const origin = `http://between-${run}.localhost:${lab.port}`;
      const page = await openPage(origin);
      for (let n = 0; n < 3; n++) await ask(page, 'write');
      await page.goto(`${origin}/blank`);
      await takeAway(page, origin);
      await page.goto(origin);
      await ask(page, 'open', NAME);
      const { lost } = await ask<StorageHealth>(page, 'health');
      assert.equal(lost, 3, `${what}: as many as were there`);
      told++;
      await page.close();
    }
    printGate(
      'R10',
      told === runs,
      `gone between two visits in ${ways.length} ways, ${runs} runs: told how much in ${told}`,
    );
  });
});
