/**
 * How much of the outbox the tests notice when it is changed: `npm run test:mutation`. Below `GATE` it fails.
 * `-- src/offline/gate.ts` for some files only.
 */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Stryker } from '@stryker-mutator/core';

/** Share of the mutants that must be noticed, in percent. */
const GATE = 85;

/** What decides what is sent when. Each is tested by files that need no browser. */
const FILES = [
  'src/model/operation.ts',
  'src/model/dependence.ts',
  ...[
    'backoff',
    'change',
    'gate',
    'leadership',
    'mirror',
    'outbox',
    'outcome',
    'pauses',
    'pick',
    'sender',
    'watchdog',
  ].map((name) => `src/offline/${name}.ts`),
];

/** @typedef {{ noticed: number, all: number }} Counts */

const NOTICED = ['Killed', 'Timeout'];
/** @type {Map<string, Counts>} */
const counts = new Map();
const chosen = process.argv.slice(2);

const results = await new Stryker({
  mutate: chosen.length ? chosen : FILES,
  testRunner: 'in-process',
  plugins: ['./scripts/lib/stryker-runner.mjs'],
  coverageAnalysis: 'perTest',
  // Made once while the file is loaded: they cannot be switched on later.
  ignoreStatic: true,
  // What a message says is for people.
  mutator: { excludedMutations: ['StringLiteral'] },
  // A copy is made of the rest.
  ignorePatterns: ['/dist', '/demo', '/test-results', '/playwright-report', '/coverage', '/.casement'],
  tempDirName: join(tmpdir(), 'casement-mutants'),
  reporters: [],
  concurrency: 2,
  timeoutMS: 30_000,
  fileLogLevel: 'off',
  logLevel: 'error',
  allowConsoleColors: false,
}).runMutationTest();

for (const { fileName, status, location, replacement, mutatorName } of results) {
  if (status === 'Ignored' || status === 'CompileError') continue;
  const file = fileName.slice(fileName.indexOf('src/'));
  const one = counts.get(file) ?? { noticed: 0, all: 0 };
  counts.set(file, { noticed: one.noticed + (NOTICED.includes(status) ? 1 : 0), all: one.all + 1 });
  if (!NOTICED.includes(status)) {
    const what = replacement?.replaceAll(/\s+/g, ' ').slice(0, 60) ?? '';
    console.log(`${status}: ${file}:${location.start.line}:${location.start.column} ${mutatorName} ${what}`);
  }
}
const total = [...counts.values()].reduce(
  (sum, { noticed, all }) => ({ noticed: sum.noticed + noticed, all: sum.all + all }),
  {
    noticed: 0,
    all: 0,
  },
);
/** @param {Counts} counts */
const share = ({ noticed, all }) => Math.round((1000 * noticed) / all) / 10;
console.table([...counts].map(([file, count]) => ({ file, ...count, percent: share(count) })));
console.log(
  `mutation score ${share(total)} % (${total.noticed} of ${total.all} mutants noticed; gate ${GATE} %)`,
);
process.exitCode = share(total) >= GATE ? 0 : 1;
