#!/usr/bin/env node
/** `npm run test:quota`: fills disks of many sizes and counts what was falsely said to be saved; `-- 500` for another number. */
import { join } from 'node:path';
import { ensureBrowser } from './lib/browser.mjs';
import { runMain } from './lib/failure.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { ROOT } from './lib/root.mjs';
import { runInForeground } from './lib/run.mjs';

const LONG_RUN = '200';

await runMain(async () => {
  await ensureInstalled();
  await ensureBrowser();
  process.env.CASEMENT_QUOTA_THRESHOLDS = process.argv[2] ?? LONG_RUN;
  const test = join(ROOT, 'test/storage/quota.test.ts');
  return runInForeground(['--import', 'tsx', '--test', '--test-reporter=spec', test]);
});
