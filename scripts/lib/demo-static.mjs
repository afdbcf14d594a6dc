import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { digestOf } from './build-stamp.mjs';
import { ensureBuilt } from './demo.mjs';
import { PlainFailure } from './failure.mjs';
import { ensureInstalled, requireWritable } from './install.mjs';
import { ROOT } from './root.mjs';
import { run, runInForeground } from './run.mjs';

const FOLDER = join(ROOT, 'dist-demo');
const CACHE = join(ROOT, 'node_modules/.cache/casement');
/** What the data of the first day is made of. */
const WORLD = [
  'demo/content',
  'demo/server',
  'demo/host/answers.ts',
  'scripts/lib/dump-demo.ts',
  'package-lock.json',
];
/** What the pages are made of beside it. */
const PAGES = [
  'demo/host',
  'demo/static',
  'openapi.yaml',
  'scripts/lib/static-demo.ts',
  'scripts/lib/static-validators.ts',
];
const MEGABYTE = 1e6;

async function script(name, args) {
  const { code, output } = await run(process.execPath, [
    '--import',
    'tsx',
    join(ROOT, 'scripts/lib', name),
    ...args,
  ]);
  if (code !== 0) throw new PlainFailure(`${output.trimEnd()}\nThe static demo could not be built.`);
}

/** The folder with the data, filled when what it is made of has changed: that takes longer than all the rest. */
async function world() {
  const folder = join(CACHE, `world-${digestOf(WORLD)}`);
  if (existsSync(folder)) return folder;
  console.error('Filling a database for the static demo …');
  mkdirSync(CACHE, { recursive: true });
  for (const old of readdirSync(CACHE))
    if (old.startsWith('world-')) rmSync(join(CACHE, old), { recursive: true });
  const fresh = join(CACHE, `fresh-world.${process.pid}`);
  await script('dump-demo.ts', [fresh]);
  renameSync(fresh, folder);
  return folder;
}

function sizeOf(folder) {
  return readdirSync(folder, { recursive: true })
    .map((name) => statSync(join(folder, name)))
    .reduce((sum, file) => sum + (file.isFile() ? file.size : 0), 0);
}

async function build(digest) {
  const started = Date.now();
  const fresh = `${FOLDER}.${process.pid}.tmp`;
  try {
    await script('static-demo.ts', [fresh, await world()]);
    writeFileSync(join(fresh, '.stamp'), digest);
    rmSync(FOLDER, { recursive: true, force: true });
    renameSync(fresh, FOLDER);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  console.log(
    `Built dist-demo/ in ${seconds} s: ${(sizeOf(FOLDER) / MEGABYTE).toFixed(1)} MB for any static web host.`,
  );
}

/**
 * Builds, and serves when asked to.
 * @param {string[]} options from the command line
 * @returns {Promise<number | undefined>} the exit code of what was served
 */
export async function buildStaticDemo(options) {
  await ensureInstalled();
  requireWritable();
  await ensureBuilt();
  const digest = digestOf([...WORLD, ...PAGES, 'dist/.stamp']);
  const stamp = join(FOLDER, '.stamp');
  const isFresh = existsSync(stamp) && readFileSync(stamp, 'utf8') === digest;
  if (isFresh && options.includes('--if-stale')) console.log('dist-demo/ is up to date.');
  else await build(digest);
  if (options.includes('--serve'))
    return await runInForeground(['--import', 'tsx', 'scripts/lib/serve-static.ts']);
  return undefined;
}
