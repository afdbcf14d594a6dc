import { readFile } from 'node:fs/promises';
import { defaultReporter, summaryReporter } from '@web/test-runner';
import { chromeLauncher } from '@web/test-runner-chrome';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { CHROMIUM_FLAGS, findBrowser } from './scripts/lib/browser.mjs';
import { countReporter } from './scripts/lib/wtr-counts.mjs';
import {
  pageBackendPlugin,
  serveDataFiles,
  serveFixtures,
  strictConsolePlugin,
} from './scripts/lib/wtr-plugins.mjs';

const narrowed = process.argv.some((argument) => argument === '--files' || argument.startsWith('--files='));

/** `--files` narrows a group: a group that names files of its own would ignore it. */
const group = (name, files) => (narrowed ? { name } : { name, files });

const SERVED = {
  '/mockServiceWorker.js': ['node_modules/msw/lib/mockServiceWorker.js', 'text/javascript'],
  '/openapi.yaml': ['openapi.yaml', 'application/yaml'],
};

/** Files that tests ask for at the root, where a host page would have them. */
async function serveAtRoot(context, next) {
  const served = SERVED[context.path];
  if (!served) return next();
  context.body = await readFile(served[0]);
  context.type = served[1];
}

export default {
  nodeResolve: { exportConditions: ['browser', 'development'] },
  groups: [
    group('unit', ['test/{model,backend,offline,store,context,scenarios}/**/*.test.ts']),
    group('elements', ['test/elements/**/*.test.ts']),
  ],
  plugins: [
    pageBackendPlugin(),
    esbuildPlugin({ ts: true, tsconfig: 'tsconfig.json', target: 'es2022' }),
    strictConsolePlugin(),
  ],
  middleware: [serveFixtures(), serveAtRoot, serveDataFiles],
  browsers: [
    chromeLauncher({
      launchOptions: { executablePath: findBrowser(), args: CHROMIUM_FLAGS },
      // A tab behind another one gets no frames, and waits for them for ever: every file has a window of its own.
      createPage: async ({ browser }) => (await browser.createBrowserContext()).newPage(),
    }),
  ],
  concurrency: 2,
  // A file of element tests talks to a database in its page; on a busy machine that takes a while.
  testsFinishTimeout: 540_000,
  testFramework: { config: { timeout: 30_000, forbidOnly: true } },
  reporters: [
    defaultReporter({ reportTestResults: true, reportTestProgress: process.stdout.isTTY === true }),
    ...(process.env.CASEMENT_LIST_TESTS ? [summaryReporter()] : []),
    countReporter(),
  ],
};
