/** A release with a newer database, and tabs of the one before that are still open. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import type { BrowserContext, Page } from '@playwright/test';
import { printGate, seconds } from '../../scripts/lib/gate.js';
import { VERSION } from '../../src/offline/schema.js';
import type { StorageHealth } from '../../src/offline/storage.js';
import type { Written } from '../support/storage-lab.js';
import { ask, startBrowser, startLab, type LabServer, until } from './lab.js';

const NAME = 'casement:upgrade';
const FILE = 5_000;
/** Longest until both tabs know where they stand, ms. */
const SETTLED = 3_000;

let lab: LabServer;
let profile: string;
let context: BrowserContext;

before(async () => {
  lab = await startLab();
});
after(() => lab.close());
beforeEach(async () => {
  profile = mkdtempSync(join(tmpdir(), 'casement-upgrade-'));
  context = await startBrowser(profile);
});
afterEach(async () => {
  await context.close();
  rmSync(profile, { recursive: true, force: true });
});

async function open(release: 'this' | 'next'): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`http://localhost:${lab.port}/${release === 'next' ? 'next' : ''}`);
  await ask(page, 'open', NAME);
  return page;
}

const health = (page: Page): Promise<StorageHealth> => ask<StorageHealth>(page, 'health');
const intact = (page: Page): Promise<string[]> => ask<string[]>(page, 'intact', FILE);

async function timed<T>(work: Promise<T>): Promise<[T, number]> {
  const began = performance.now();
  const value = await work;
  return [value, performance.now() - began];
}

describe('two releases at once', () => {
  it('the newer one is opened while the older one is: does it take over, with everything, and does the older one know?', async () => {
    const older = await open('this');
    const { onDisk } = await ask<Written>(older, 'fill', 3, FILE);
    const newer = await open('next');
    const [found, ms] = await timed(intact(newer));
    assert.deepEqual(found, onDisk);
    assert.deepEqual(await health(newer), { kept: 'disk', fault: null, lost: 0 });
    const late = await ask<Written>(older, 'fill', 1, FILE);
    assert.deepEqual(await health(older), { kept: 'memory', fault: 'outdated', lost: 0 });
    assert.deepEqual((await intact(older)).slice(-1), late.inMemory, 'and goes on in memory');
    printGate(
      'R9',
      ms <= SETTLED,
      `older tab open: the newer one had all 3 after ${seconds(ms)}, the older one asks to be reloaded`,
    );
  });

  it('the older one is opened after the newer one: does it touch nothing, and know?', async () => {
    const newer = await open('next');
    const { onDisk } = await ask<Written>(newer, 'fill', 3, FILE);
    const older = await open('this');
    const [written, ms] = await timed(ask<Written>(older, 'fill', 1, FILE));
    assert.equal(written.inMemory.length, 1);
    assert.equal((await health(older)).fault, 'outdated');
    assert.deepEqual(await intact(newer), onDisk);
    assert.deepEqual(await health(newer), { kept: 'disk', fault: null, lost: 0 });
    printGate(
      'R9',
      ms <= SETTLED,
      `newer tab open: the older one kept a write in memory after ${seconds(ms)}, and asks to be reloaded`,
    );
  });

  it('the older one does not make way: does the newer one go on in memory, and move to the disk when it can?', async () => {
    const stubborn = await context.newPage();
    await stubborn.goto(`http://localhost:${lab.port}/`);
    await ask(stubborn, 'open', NAME);
    const { onDisk } = await ask<Written>(stubborn, 'fill', 2, FILE);
    await ask(stubborn, 'connectStubbornly', NAME, VERSION);
    const newer = await open('next');
    const [written, ms] = await timed(ask<Written>(newer, 'fill', 1, FILE));
    assert.deepEqual(written.onDisk, [], 'it cannot be on the disk');
    assert.equal((await health(newer)).fault, 'blocked');
    await ask(stubborn, 'letGo');
    await until(async () => (await health(newer)).kept === 'disk', 'it moves to the disk');
    const { onDisk: later } = await ask<Written>(newer, 'fill', 1, FILE);
    assert.equal(later.length, 1);
    await newer.reload();
    await ask(newer, 'open', NAME);
    assert.deepEqual((await intact(newer)).sort(), [...onDisk, ...written.inMemory, ...later].sort());
    printGate(
      'R9',
      ms <= SETTLED,
      `older tab in the way: the newer one kept a write in memory after ${seconds(ms)}; all 4 on the disk once it was gone`,
    );
  });
});
