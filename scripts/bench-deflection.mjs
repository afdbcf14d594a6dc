#!/usr/bin/env node
/** `npm run bench:deflection -- --data questions.csv`: how often a search finds an answer, and how soon. */
import { join } from 'node:path';
import { runMain } from './lib/failure.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { ROOT } from './lib/root.mjs';
import { runInForeground } from './lib/run.mjs';

await runMain(async () => {
  await ensureInstalled();
  const bench = join(ROOT, 'scripts/bench-deflection/bench.ts');
  return runInForeground(['--import', 'tsx', bench, ...process.argv.slice(2)]);
});
