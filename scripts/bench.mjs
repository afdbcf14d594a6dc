#!/usr/bin/env node
/** `npm run bench`: installs, builds and finds a browser where need be, then runs the comparison. */
import { join } from 'node:path';
import { ensureBrowser } from './lib/browser.mjs';
import { runMain } from './lib/failure.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { ROOT } from './lib/root.mjs';
import { ensureBuilt } from './lib/demo.mjs';
import { runInForeground } from './lib/run.mjs';

await runMain(async () => {
  await ensureInstalled();
  await ensureBuilt();
  await ensureBrowser();
  return runInForeground(['--import', 'tsx', join(ROOT, 'scripts/bench/bench.ts'), ...process.argv.slice(2)]);
});
