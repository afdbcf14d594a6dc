#!/usr/bin/env node
/**
 * Holds the built page module to its budgets: bytes of every file that a page fetches, each compressed alone with
 * brotli at its best, as a server would keep them. 1 KB = 1000 bytes. `--json` prints the figures as JSON.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { PlainFailure, runMain } from './lib/failure.mjs';
import { ROOT } from './lib/root.mjs';

const KB = 1000;
const LIST_BUDGET = 22 * KB;
const ELEMENT_BUDGET = 6 * KB;
const TOTAL_BUDGET = 48 * KB;

/**
 * Rows that are over their budget today, and what they may not exceed until they are within it. `npm run size` fails on
 * them; with `--debt`, as `npm test` asks, it fails when one has grown. A row that has come within its budget must leave
 * this table.
 */
const DEBT = new Map([
  ['everything that ships', 122 * KB],
  ['single script (iife)', 94 * KB],
]);

const ENTRY = 'src/define.ts';

/** Filters, orders and the keyboard's place of the list. */
const CONTROLS = /^src\/elements\/parts\/list-controls\.ts$/;

/**
 * Modules that a page with a list fetches after the list is usable, or only when something is done. Every other
 * dynamic import counts as part of the first load.
 */
const FETCHED_LATER = [
  // The controls above the rows: fetched beside the rows' data, which does not wait for them. A row of its own in the table.
  CONTROLS,
  // Before somebody signs out.
  /^src\/elements\/parts\/sign-out\.ts$/,
  /^src\/elements\/case-(deflection|form|view|notes|outbox|support)\.ts$/,
  // Live changes: after the first page of the list is there.
  /^src\/store\/live\.ts$/,
  // What a failure says of itself: with the first failure.
  /^src\/backend\/rest\/problem\.ts$/,
  /^src\/backend\/rest\/events\.ts$/,
  // The outbox: after it, too. When the first write is made, and the first file sent.
  /^src\/store\/writes\.ts$/,
  /^src\/backend\/rest\/(deliver|deliver-all|upload|upload-pieces)\.ts$/,
  // What is kept on the device: beside the first answers. No request and no row of a first visit waits for it.
  // The build names the file of the keeper and all that it needs by itself.
  /^_keeper\.js$/,
  /^src\/offline\//,
  // When a list is continued after its first page.
  /^src\/store\/list-tail\.ts$/,
  // When the first case is opened, or the first search made.
  /^src\/store\/cases\.ts$/,
  /^src\/backend\/rest\/later-reads\.ts$/,
];

/** Left out of the total by its definition: fetched when an article with markup is first shown. */
const SANITIZER_AND_SEARCH = [/dompurify/, /minisearch/];

const matches = (patterns, key) => patterns.some((pattern) => pattern.test(key));

function readManifest() {
  try {
    return JSON.parse(readFileSync(join(ROOT, 'dist/.cdn-manifest.json'), 'utf8'));
  } catch {
    throw new PlainFailure('There is no build to measure: run npm run build first.');
  }
}

/** Keys of all chunks that come with `key`: its static imports, and the dynamic ones that `follow` accepts. */
function closure(manifest, key, follow, seen = new Set()) {
  if (seen.has(key)) return seen;
  seen.add(key);
  const { imports = [], dynamicImports = [] } = manifest[key];
  for (const next of [...imports, ...dynamicImports.filter(follow)]) closure(manifest, next, follow, seen);
  return seen;
}

function compressedSize(file) {
  const content = readFileSync(join(ROOT, 'dist/cdn', file));
  const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
  return brotliCompressSync(content, { params }).length;
}

function measure(manifest) {
  const sizes = new Map(Object.entries(manifest).map(([key, { file }]) => [key, compressedSize(file)]));
  const sum = (keys) => [...keys].reduce((total, key) => total + sizes.get(key), 0);
  const first = closure(manifest, ENTRY, (key) => !matches(FETCHED_LATER, key));
  const beyondFirst = (key) => [...closure(manifest, key, () => false)].filter((part) => !first.has(part));
  const row = (what, keys, budget) => ({
    what,
    bytes: sum(keys),
    budget,
    files: [...keys].map((key) => manifest[key].file),
  });

  const elements = Object.keys(manifest).filter(
    (key) => /^src\/elements\/case-[a-z]+\.ts$/.test(key) && !first.has(key),
  );
  const shipped = Object.keys(manifest).filter((key) => !matches(SANITIZER_AND_SEARCH, key));
  return [
    row('<case-list> usable', first, LIST_BUDGET),
    ...Object.keys(manifest)
      .filter((key) => CONTROLS.test(key))
      .map((key) => row('<case-list> controls', beyondFirst(key), ELEMENT_BUDGET)),
    ...elements.map((key) =>
      row(`<${key.slice('src/elements/'.length, -'.ts'.length)}> further`, beyondFirst(key), ELEMENT_BUDGET),
    ),
    row('everything that ships', shipped, TOTAL_BUDGET),
    {
      what: 'single script (iife)',
      bytes: compressedSize('casement.iife.js'),
      budget: TOTAL_BUDGET,
      files: ['casement.iife.js'],
    },
  ];
}

const kilobytes = (bytes) => `${(bytes / KB).toFixed(2)} KB`;

function printTable(rows) {
  console.log(`${'brotli'.padEnd(28)}${'size'.padStart(10)}${'budget'.padStart(10)}${'files'.padStart(7)}`);
  for (const { what, bytes, budget, files } of rows) {
    const over = bytes > budget ? `  over by ${bytes - budget} bytes` : '';
    const verdict = over && DEBT.has(what) ? `${over}: debt, at most ${kilobytes(DEBT.get(what))}` : over;
    const figures = [
      kilobytes(bytes).padStart(10),
      kilobytes(budget).padStart(10),
      String(files.length).padStart(7),
    ];
    console.log(`${what.padEnd(28)}${figures.join('')}${verdict}`);
  }
}

await runMain(async () => {
  const rows = measure(readManifest());
  if (process.argv.includes('--json')) console.log(JSON.stringify(rows, null, 2));
  else printTable(rows);
  const tolerated = process.argv.includes('--debt') ? DEBT : new Map();
  const settled = rows.filter(({ what, bytes, budget }) => tolerated.has(what) && bytes <= budget);
  for (const { what } of settled) console.log(`${what} is within its budget: take it out of the debts.`);
  const failed = rows.filter(({ what, bytes, budget }) => bytes > (tolerated.get(what) ?? budget));
  return failed.length + settled.length > 0 ? 1 : 0;
});
