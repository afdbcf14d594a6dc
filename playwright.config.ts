import { defineConfig } from '@playwright/test';
import { PLAYWRIGHT_FLAGS } from './test/support/chromium.js';

/** Chosen by `scripts/lib/browser.mjs`; absent when Playwright's own Chromium is to be used. */
const executablePath = process.env['CASEMENT_CHROMIUM'];

export default defineConfig({
  testDir: 'test/e2e',
  globalSetup: './test/e2e/support/demo.ts',
  outputDir: 'test-results',
  fullyParallel: true,
  forbidOnly: true,
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: 'list',
  use: {
    locale: 'en-GB',
    timezoneId: 'Europe/London',
    // The demo's own would be installed by every test; the one about it lets it.
    serviceWorkers: 'block',
    // Recording every step costs a third of the time: `npm run test:e2e -- --trace=on` where it is wanted.
    trace: 'off',
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      args: PLAYWRIGHT_FLAGS,
    },
  },
});
