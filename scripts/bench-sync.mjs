#!/usr/bin/env node
/** `npm run bench:sync`: installs and finds a browser where need be, then measures what is kept and delivered. */
import { join } from 'node:path';
import { ensureBrowser } from './lib/browser.mjs';
import { runMain } from './lib/failure.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { ROOT } from './lib/root.mjs';
import { runInForeground } from './lib/run.mjs';

await runMain(async () => {
  await ensureInstalled();
  await ensureBrowser();
  const bench = join(ROOT, 'scripts/bench-sync/bench.ts');
  return runInForeground(['--import', 'tsx', bench, ...process.argv.slice(2)]);
});
