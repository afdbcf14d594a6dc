import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { BrowserContext, Page } from '@playwright/test';
import { printGate } from '../../scripts/lib/gate.js';
import type { Written } from '../support/storage-lab.js';
import { ask, openLab, startBrowser, startLab, type LabServer } from './lab.js';

/** `npm run test:quota` asks for more of them. */
const THRESHOLDS = Number(process.env.CASEMENT_QUOTA_THRESHOLDS ?? 10);
/** Bytes: from what hardly takes the empty database to what takes a dozen files. */
const [LEAST, MOST] = [20_000, 900_000];
const FILE = 60_000;
const MOST_FILES = 25;

let lab: LabServer;
let context: BrowserContext;
const profile = mkdtempSync(join(tmpdir(), 'casement-quota-'));

before(async () => {
  lab = await startLab();
  context = await startBrowser(profile);
});
after(async () => {
  await context.close();
  await lab.close();
  rmSync(profile, { recursive: true, force: true });
});

type SetQuota = (bytes?: number) => Promise<void>;

/** Sets how much the page's origin may store. Holds as long as the page lives. */
async function quotaOf(page: Page, origin: string): Promise<SetQuota> {
  const session = await context.newCDPSession(page);
  return async (quotaSize) => {
    const quota = quotaSize === undefined ? {} : { quotaSize };
    await session.send('Storage.overrideQuotaForOrigin', { origin, ...quota });
  };
}

interface Outcome {
  readonly written: Written;
  /** Shown in the page that wrote. */
  readonly shown: readonly string[];
  /** There after a reload while the disk is still full. */
  readonly reloaded: readonly string[];
}

/** Fills a disk of that size, and looks from a new page what is there. */
async function fillUp(origin: string, quota: number): Promise<Outcome> {
  const page = await openLab(context, origin, 'casement:quota');
  const setQuota = await quotaOf(page, origin);
  await setQuota(quota);
  const written = await ask<Written>(page, 'fill', MOST_FILES, FILE);
  const shown = await ask<string[]>(page, 'intact', FILE);
  await page.reload();
  await ask(page, 'open', 'casement:quota');
  const reloaded = await ask<string[]>(page, 'intact', FILE);
  await page.close();
  return { written, shown, reloaded };
}

/** Fills a disk, and makes room while the page is open. */
async function makeRoom(origin: string, quota: number): Promise<{ written: string[]; reloaded: string[] }> {
  const page = await openLab(context, origin, 'casement:room');
  const setQuota = await quotaOf(page, origin);
  await setQuota(quota);
  const full = await ask<Written>(page, 'fill', MOST_FILES, FILE);
  await setQuota();
  const roomy = await ask<Written>(page, 'fill', 1, FILE);
  await page.reload();
  await ask(page, 'open', 'casement:room');
  const reloaded = await ask<string[]>(page, 'intact', FILE);
  await page.close();
  return { written: [...full.onDisk, ...full.inMemory, ...roomy.onDisk, ...roomy.inMemory], reloaded };
}

const quotas = Array.from({ length: THRESHOLDS }, (_, n) =>
  Math.round(LEAST + ((MOST - LEAST) * n) / Math.max(1, THRESHOLDS - 1)),
);

describe('a disk with little room', () => {
  it(`is all that was said to be saved there afterwards, at ${THRESHOLDS} sizes?`, async () => {
    const counts = { onDisk: 0, inMemory: 0 };
    for (const [n, quota] of quotas.entries()) {
      const outcome = await fillUp(`http://full-${n}.localhost:${lab.port}`, quota);
      const { onDisk, inMemory } = outcome.written;
      const said = `at ${quota} bytes`;
      assert.deepEqual(outcome.reloaded, onDisk, `${said}: saved, and there after a reload`);
      assert.deepEqual(outcome.shown, [...onDisk, ...inMemory], `${said}: shown by the page that wrote`);
      counts.onDisk += onDisk.length;
      counts.inMemory += inMemory.length;
    }
    printGate(
      'R6',
      true,
      `${quotas.length} sizes of disk filled up: ${counts.onDisk} saved, ${counts.inMemory} kept in memory and said so, 0 falsely said to be saved`,
    );
    assert.ok(counts.onDisk > 0 && counts.inMemory > THRESHOLDS / 2, 'the disk was filled, and got full');
  });

  it('once there is room again, does what memory took get there?', async () => {
    for (const quota of [LEAST, 200_000, 500_000]) {
      const { written, reloaded } = await makeRoom(`http://room-${quota}.localhost:${lab.port}`, quota);
      assert.deepEqual([...reloaded].sort(), [...written].sort(), `at ${quota} bytes`);
    }
  });
});

/** Mounts a disk of that many megabytes; false: only root may. */
function mount(folder: string, megabytes: number): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Takes all the room that is left. */
function fillDisk(path: string): void {
  const piece = Buffer.alloc(64 * 1024, 1);
  const file = openSync(path, 'w');
  try {
    for (let size = piece.length; size >= 1;) {
      try {
        size = writeSync(file, piece, 0, size) === size ? size : size >> 1;
      } catch {
        size >>= 1;
      }
    }
  } finally {
    closeSync(file);
  }
}

describe('a disk that is really full', () => {
  const disk = mkdtempSync(join(tmpdir(), 'casement-disk-'));
  const isMounted = mount(disk, 96);
  after(() => {
    if (isMounted) execFileSync('umount', ['-l', disk]);
    rmSync(disk, { recursive: true, force: true });
  });

  it('is nothing said to be saved that is not, and is all there once there is room?', async () => {
    if (!isMounted) return console.log('R6: a really full disk can be had by root only; not measured here');
    const browser = await startBrowser(disk);
    try {
      const page = await openLab(browser, `http://localhost:${lab.port}`, 'casement:enospc');
      const before = await ask<Written>(page, 'fill', 2, FILE);
      assert.equal(before.onDisk.length, 2);
      const filler = join(disk, 'filler');
      fillDisk(filler);
      const full = await ask<Written>(page, 'fill', MOST_FILES, FILE);
      const written = [...before.onDisk, ...full.onDisk, ...full.inMemory];
      assert.ok(full.inMemory.length > 0, 'the disk took everything');
      assert.deepEqual(await ask(page, 'intact', FILE), written, 'shown by the page that wrote');
      rmSync(filler);
      const { onDisk: later } = await ask<Written>(page, 'fill', 1, FILE);
      assert.equal(later.length, 1, 'it goes on to the disk');
      await page.reload();
      await ask(page, 'open', 'casement:enospc');
      const there = await ask<string[]>(page, 'intact', FILE);
      assert.deepEqual([...there].sort(), [...written, ...later].sort());
      printGate(
        'R6',
        true,
        `a disk without a byte left: ${full.onDisk.length} saved, ${full.inMemory.length} kept in memory and said so; all ${there.length} there once there was room`,
      );
    } finally {
      await browser.close();
    }
  });
});
