#!/usr/bin/env node
/**
 * `npm run test:engines`: what every storage must do, in Firefox and WebKit, where they are installed; `-- --files 'test/elements/*'`
 * for other browser tests. The last line is `N passed, N failed`; an engine that is missing is named before it.
 */
import { join } from 'node:path';
import { ensureBrowser } from './lib/browser.mjs';
import { runMain } from './lib/failure.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { ROOT } from './lib/root.mjs';
import { runInForeground } from './lib/run.mjs';

await runMain(async () => {
  await ensureInstalled();
  // The configuration that this one extends names Chromium.
  await ensureBrowser();
  const { findEngines } = await import('./lib/engines.mjs');
  const { launchers, missing } = findEngines();
  for (const line of missing) console.log(line);
  if (launchers.length === 0) {
    console.log('0 passed, 0 failed');
    return 0;
  }
  console.log(`Running in ${launchers.map(({ name }) => name).join(' and ')}.`);
  const runner = join(ROOT, 'node_modules/@web/test-runner/dist/bin.js');
  const config = join(ROOT, 'web-test-runner.engines.mjs');
  return runInForeground([runner, '--config', config, ...process.argv.slice(2)]);
});
