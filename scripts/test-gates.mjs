#!/usr/bin/env node
/**
 * `npm run test:gates`: every promise about what is written, with the runs that it is about, and one table of what was seen. Takes
 * an hour or more; `-- --only storage,scenes` for some parts (chaos needs build).
 */
import { parseArgs } from 'node:util';
import { join } from 'node:path';
import { ensureBrowser } from './lib/browser.mjs';
import { runMain } from './lib/failure.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { ROOT } from './lib/root.mjs';
import { runNode } from './lib/run.mjs';
import { filesUnder } from './lib/steps.mjs';

/** The longest that a part may take, ms. */
const PATIENCE = 3 * 60 * 60_000;
const LINE = /^(R\d+) (ok|NOT REACHED): (.*)$/gm;

const typescript = (file, ...args) => ['--import', 'tsx', join(ROOT, file), ...args];
const storageTests = () => [
  '--import',
  'tsx',
  '--test',
  '--test-reporter=spec',
  // One after the other: some of them take times.
  '--test-concurrency=1',
  ...filesUnder('test/storage', '.test.ts'),
];

/**
 * `promise`: of a part that prints no line of its own: the last line that it prints is what was seen.
 * @type {Readonly<Record<string, { command: () => string[], promise?: string }>>}
 */
const PARTS = {
  schedules: { command: () => typescript('scripts/test-sync.ts') },
  scenes: { command: () => typescript('scripts/test-sync.ts', '--scenes') },
  planted: { command: () => typescript('scripts/test-sync.ts', '--planted'), promise: 'R17' },
  storage: { command: storageTests },
  build: { command: () => [join(ROOT, 'scripts/build.mjs')] },
  chaos: { command: () => typescript('test/chaos/chaos.ts', '--schedules', '300'), promise: 'R2' },
  mutation: { command: () => [join(ROOT, 'scripts/test-mutation.mjs')], promise: 'R17' },
};

await runMain(async () => {
  const { values } = parseArgs({
    options: { only: { type: 'string', default: Object.keys(PARTS).join(',') } },
  });
  await ensureInstalled();
  await ensureBrowser();
  const rows = [];
  let failed = 0;
  for (const name of values.only.split(',')) {
    const part = PARTS[name];
    if (!part) throw new Error(`There is no part "${name}": ${Object.keys(PARTS).join(', ')}.`);
    const { code, output } = await runNode(part.command()[0], part.command().slice(1), {
      show: true,
      timeoutMs: PATIENCE,
      env: { CASEMENT_GATES: '1', CASEMENT_QUOTA_THRESHOLDS: '200' },
    });
    for (const [, promise, verdict, seen] of output.matchAll(LINE)) rows.push({ promise, verdict, seen });
    if (part.promise) {
      const seen =
        output
          .trimEnd()
          .split('\n')
          .findLast((line) => /\d/.test(line)) ?? '';
      rows.push({ promise: part.promise, verdict: code === 0 ? 'ok' : 'NOT REACHED', seen });
    }
    if (code !== 0) failed++;
  }
  const number = ({ promise }) => Number(promise.slice(1));
  rows.sort((a, b) => number(a) - number(b));
  console.log('\nWhat is promised, and what was seen:');
  for (const { promise, verdict, seen } of rows)
    console.log(`${promise.padEnd(4)}${verdict.padEnd(12)}${seen}`);
  const missed = rows.filter(({ verdict }) => verdict !== 'ok').length;
  console.log(`${rows.length} figures, ${missed} not reached, ${failed} parts failed`);
  return missed || failed ? 1 : 0;
});
