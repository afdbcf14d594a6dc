/** Pages and disks that no browser test can have from within: frames without an origin, plain HTTP, damaged and searched files. */
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import type { BrowserContext, Page } from '@playwright/test';
import { printGate } from '../../scripts/lib/gate.js';
import type { StorageHealth } from '../../src/offline/storage.js';
import type { Written } from '../support/storage-lab.js';
import { filesWith } from '../support/residue.js';
import { ask, openLab, startBrowser, startLab, type LabServer } from './lab.js';

const NAME = 'casement:hostile';
const FILE = 5_000;

let lab: LabServer;
let profile: string;
let context: BrowserContext | undefined;

before(async () => {
  lab = await startLab();
});
after(() => lab.close());
beforeEach(() => {
  profile = mkdtempSync(join(tmpdir(), 'casement-hostile-'));
});
afterEach(async () => {
  await context?.close();
  context = undefined;
  rmSync(profile, { recursive: true, force: true });
});

const origin = (): string => `http://localhost:${lab.port}`;

async function start(args: readonly string[] = []): Promise<BrowserContext> {
  context = await startBrowser(profile, args);
  return context;
}

/** What a page says against: exceptions, and promises that nobody looked after. */
function complaints(page: Page): string[] {
  const heard: string[] = [];
  page.on('pageerror', (error) => heard.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('favicon')) heard.push(message.text());
  });
  return heard;
}

describe('a page that may keep nothing', () => {
  it('in a sandboxed frame without an origin: does it go on in memory, and say so?', async () => {
    const page = await (await start()).newPage();
    const heard = complaints(page);
    await page.goto(`${origin()}/sandbox`);
    const frame = page.frames()[1];
    assert.ok(frame, 'the frame is there');
    await ask(frame, 'open', NAME);
    const written = await ask<Written>(frame, 'fill', 1, FILE);
    assert.deepEqual(await ask(frame, 'intact', FILE), written.inMemory);
    assert.deepEqual(await ask(frame, 'health'), { kept: 'memory', fault: 'refused', lost: 0 });
    assert.deepEqual(heard, []);
    printGate('R11', true, 'sandboxed frame without an origin: goes on in memory and says so, 0 exceptions');
  });

  it('in a browser without IndexedDB: does it go on in memory, and say so?', async () => {
    const page = await (await start()).newPage();
    const heard = complaints(page);
    await page.addInitScript('Object.defineProperty(window, "indexedDB", { value: undefined })');
    await page.goto(origin());
    await ask(page, 'open', NAME);
    const written = await ask<Written>(page, 'fill', 1, FILE);
    assert.deepEqual(await ask(page, 'intact', FILE), written.inMemory);
    assert.deepEqual(await ask(page, 'health'), { kept: 'memory', fault: 'refused', lost: 0 });
    assert.deepEqual(heard, []);
    printGate('R11', true, 'no IndexedDB: goes on in memory and says so, 0 exceptions');
  });
});

describe('a page of plain HTTP', () => {
  it('without Web Crypto: is what was written there after a reload, and what was read kept nowhere?', async () => {
    const page = await (await start(['--host-resolver-rules=MAP shop.test 127.0.0.1'])).newPage();
    const heard = complaints(page);
    await page.goto(`http://shop.test:${lab.port}`);
    assert.equal(await page.evaluate('crypto.subtle === undefined && navigator.locks === undefined'), true);
    await ask(page, 'open', NAME);
    await ask(page, 'admit', 'Ada');
    await ask(page, 'putRows', 0, 10);
    const { onDisk } = await ask<Written>(page, 'fill', 3, FILE);
    await page.reload();
    await ask(page, 'open', NAME);
    assert.equal(onDisk.length, 3);
    assert.deepEqual(await ask(page, 'intact', FILE), onDisk);
    assert.equal(await ask(page, 'known', null), undefined);
    assert.equal(await ask(page, 'total', { scope: 'mine', state: 'all', text: '', sort: '-updatedAt' }), 0);
    assert.deepEqual(heard, []);
    printGate(
      'R11',
      true,
      'plain HTTP, no Web Crypto and no locks: writes survive a reload, what is read is not kept, 0 exceptions',
    );
  });
});

/** Files of the databases of all origins. */
function databaseFiles(): string[] {
  const folder = join(profile, 'Default', 'IndexedDB');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());
}

const DAMAGES: readonly (readonly [string, (path: string) => void])[] = [
  ['overwritten', (path) => writeFileSync(path, Buffer.alloc(statSync(path).size, 0x5a))],
  ['cut off', (path) => truncateSync(path, Math.floor(statSync(path).size / 3))],
  ['gone', (path) => rmSync(path)],
];

describe('a database whose files were damaged between two sessions', () => {
  for (const [what, damage] of DAMAGES) {
    it(`${what}: is the customer told how much is gone, and does storage work again?`, async () => {
      const page = await openLab(await start(), origin(), NAME);
      const { onDisk } = await ask<Written>(page, 'fill', 4, FILE);
      await context?.close();
      for (const path of databaseFiles()) damage(path);
      const again = await openLab(await start(), origin(), NAME);
      const health = await ask<StorageHealth>(again, 'health');
      const left = await ask<string[]>(again, 'intact', FILE);
      assert.equal(left.length + health.lost, onDisk.length, 'each is there or known to be lost');
      assert.ok(health.lost > 0, 'something was lost');
      const { onDisk: later } = await ask<Written>(again, 'fill', 1, FILE);
      assert.equal(later.length, 1);
      await again.reload();
      await ask(again, 'open', NAME);
      assert.deepEqual(await ask(again, 'intact', FILE), [...left, ...later]);
      assert.equal((await ask<StorageHealth>(again, 'health')).lost, 0, 'it is told once');
    });
  }
});

describe('files of the browser', () => {
  const [WORDS, NAME_OF_PERSON, SECRET, CLEAR] = [
    'qzanarywords',
    'qzanaryperson',
    'qzanarysecret',
    'qzanaryclear',
  ];
  const sealed = [WORDS, NAME_OF_PERSON, SECRET];
  const found = (): string[] =>
    sealed.flatMap((text) => filesWith(profile, text).map((path) => `${text} in ${path}`));

  it('before and after everything is wiped, open, closed and started again: can anything be read in them?', async () => {
    const page = await openLab(await start(), origin(), NAME);
    await ask(page, 'admit', NAME_OF_PERSON, SECRET);
    await ask(page, 'writeEverywhere', WORDS);
    await ask(page, 'writeInClear', 'clear', CLEAR);
    assert.ok(filesWith(profile, CLEAR).length > 0, 'a text that is not sealed is found');
    assert.deepEqual(found(), [], 'kept');
    await ask(page, 'wipe');
    assert.deepEqual(found(), [], 'wiped, browser open');
    await context?.close();
    assert.deepEqual(found(), [], 'wiped, browser closed');
    const again = await openLab(await start(), origin(), NAME);
    assert.deepEqual(await ask(again, 'ids'), []);
    assert.equal(await ask(again, 'known', null), undefined);
    assert.deepEqual(found(), [], 'wiped, browser started again');
    assert.ok(filesWith(profile, CLEAR).length > 0, 'the search still finds');
    printGate(
      'R14',
      true,
      `${sealed.length} texts sought in the files of the browser, kept and wiped, open and closed: found in 0`,
    );
  });
});
