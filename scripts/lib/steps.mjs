import { join } from 'node:path';
import { readdirSync } from 'node:fs';
import { ROOT } from './root.mjs';

const bin = (path) => join(ROOT, 'node_modules', path);

/** All files under `folder` that end with `ending`, in a stable order. */
export function filesUnder(folder, ending) {
  try {
    const names = readdirSync(join(ROOT, folder), { recursive: true });
    return names
      .filter((name) => name.endsWith(ending))
      .sort()
      .map((name) => join(folder, name));
  } catch {
    return [];
  }
}

const isFile = (argument) => !argument.startsWith('--');

const nodeTests = (folder) => ({
  kind: 'node-test',
  command: (args) => [
    '--import',
    'tsx',
    '--test',
    '--test-reporter=spec',
    '--test-concurrency=2',
    ...(args.length > 0 ? args : filesUnder(folder, '.test.ts')),
  ],
});

/** Like `nodeTests`, all in one process: for tests that share something which takes long to start. */
const nodeTestsTogether = (folder) => ({
  kind: 'node-test',
  command: (args) => [
    '--import',
    'tsx',
    '--test-reporter=spec',
    ...args.filter((argument) => argument.startsWith('--')),
    join(ROOT, 'scripts/lib/tests-together.mjs'),
    ...(args.some(isFile) ? args.filter(isFile) : filesUnder(folder, '.test.ts')),
  ],
});

const browserTests = (group) => ({
  kind: 'count-line',
  needsBrowser: true,
  command: (args) => [bin('@web/test-runner/dist/bin.js'), '--group', group, ...args],
});

const npmScript = (name) => ({ kind: 'check', npm: name });

/**
 * Everything that `npm test` runs. `lane`: steps of one lane run one after the other, the two lanes next to
 * each other, and what is in no lane runs when both have ended, alone. `needs` names steps whose success a
 * step depends on.
 */
export const STEPS = {
  contract: { ...npmScript('contract'), title: 'contract', lane: 1 },
  typecheck: { ...npmScript('typecheck'), title: 'type check', lane: 1 },
  lint: { ...npmScript('lint'), title: 'lint', lane: 1 },
  unit: { ...browserTests('unit'), title: 'unit tests', lane: 1 },
  sync: {
    kind: 'check',
    title: 'seeded schedules of the outbox',
    lane: 1,
    showOutput: true,
    command: () => ['--import', 'tsx', join(ROOT, 'scripts/test-sync.ts'), '--schedules', '1500'],
  },
  elements: { ...browserTests('elements'), title: 'element tests', lane: 1 },
  build: { ...npmScript('build'), title: 'build', lane: 2 },
  static: {
    kind: 'check',
    title: 'static demo',
    lane: 2,
    needs: ['build'],
    command: () => [join(ROOT, 'scripts/demo-static.mjs'), '--if-stale'],
  },
  package: { ...npmScript('package'), title: 'package', lane: 2, needs: ['build'] },
  size: { ...npmScript('size:debt'), title: 'size', lane: 2, needs: ['build'], showOutput: true },
  checks: { ...nodeTests('test/checks'), title: 'checks of the source tree', lane: 2, needs: ['build'] },
  backend: { ...nodeTestsTogether('test/server'), title: 'backend tests', lane: 2 },
  storage: {
    ...nodeTests('test/storage'),
    title: 'storage in hostile browsers',
    lane: 2,
    needsBrowser: true,
  },
  chaos: {
    kind: 'count-line',
    title: 'kills and faults in a real browser',
    lane: 2,
    needs: ['build'],
    needsBrowser: true,
    showOutput: true,
    command: (args) => [
      '--import',
      'tsx',
      join(ROOT, 'test/chaos/chaos.ts'),
      // A few of them here, hundreds on demand.
      ...(args.length > 0 ? args : ['--schedules', '25']),
    ],
  },
  e2e: {
    kind: 'playwright',
    title: 'end-to-end tests',
    needs: ['build', 'static'],
    needsBrowser: true,
    command: (args) => [bin('@playwright/test/cli.js'), 'test', ...args],
  },
};

/** Parts that can be run alone, each with the steps that must come before it. */
export const PARTS = {
  unit: ['unit'],
  elements: ['elements'],
  backend: ['backend'],
  checks: ['build', 'checks'],
  storage: ['storage'],
  e2e: ['build', 'static', 'e2e'],
  chaos: ['build', 'chaos'],
};
