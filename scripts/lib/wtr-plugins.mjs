import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { digestOf } from './build-stamp.mjs';
import { ROOT } from './root.mjs';

const STRICT_CONSOLE = '/test/support/strict-console.ts';

/** Makes every test file load the strict console first. */
export function strictConsolePlugin() {
  return {
    name: 'strict-console',
    transform(context) {
      if (!/^\/test\/.*\.test\.ts$/.test(context.path)) return undefined;
      // On the first line, so that source maps keep their lines.
      return { body: `import '${STRICT_CONSOLE}';${context.body}` };
    },
  };
}

/** PGlite's data directory begins with words: the dev server would take it for text, and spoil it. */
export async function serveDataFiles(context, next) {
  if (!/^\/node_modules\/@electric-sql\/pglite\/dist\/[\w.-]+\.data$/.test(context.path)) return next();
  context.body = await readFile(join(ROOT, context.path));
  context.type = 'application/octet-stream';
}

const PAGE_BACKEND = '/demo/server/page.ts';
/** What PGlite imports in Node only; in a page the import is resolved though never run. */
const NODE_ONLY = '/node-only.js';

/**
 * Serves the reference backend as one bundled module: its validation libraries are CommonJS, which no browser
 * loads. PGlite stays outside, since it finds its data files by its own address.
 */
export function pageBackendPlugin() {
  let bundled;
  const bundle = async () => {
    const { build } = await import('vite');
    const [result] = await build({
      configFile: false,
      root: ROOT,
      publicDir: false,
      logLevel: 'warn',
      define: { 'process.env.NODE_ENV': '"test"' },
      build: {
        write: false,
        minify: false,
        target: 'es2022',
        sourcemap: 'inline',
        lib: { entry: join(ROOT, PAGE_BACKEND), formats: ['es'] },
        rolldownOptions: { external: [/^@electric-sql\/pglite($|\/)/], output: { codeSplitting: false } },
      },
    });
    return result.output[0].code;
  };
  return {
    name: 'page-backend',
    resolveImport({ source, context }) {
      return context.path.includes('/@electric-sql/pglite/') && isBuiltin(source) ? NODE_ONLY : undefined;
    },
    async serve(context) {
      if (context.path === NODE_ONLY) return { body: 'export {};', type: 'js' };
      if (context.path !== PAGE_BACKEND) return undefined;
      bundled ??= bundle();
      return { body: await bundled, type: 'js' };
    },
  };
}

const DATABASE = '/fixtures.database';
const CACHE = join(ROOT, 'node_modules/.cache/casement');

/** The file of the tests' database, made when what it is made of has changed. */
async function fixturesFile() {
  const file = join(CACHE, `fixtures-${digestOf(['demo/server', 'package-lock.json'])}.tar`);
  if (existsSync(file)) return file;
  mkdirSync(CACHE, { recursive: true });
  for (const old of readdirSync(CACHE)) if (old.startsWith('fixtures-')) rmSync(join(CACHE, old));
  const fresh = `${file}.${process.pid}`;
  const script = join(ROOT, 'scripts/lib/dump-fixtures.ts');
  await promisify(execFile)(process.execPath, ['--import', 'tsx', script, fresh], { cwd: ROOT });
  renameSync(fresh, file);
  return file;
}

/** Serves the data directory of the tests' small world: a page opens it ten times faster than it makes its own. */
export function serveFixtures() {
  let file;
  return async function fixtures(context, next) {
    if (context.path !== DATABASE) return next();
    file ??= fixturesFile();
    context.body = await readFile(await file);
    context.type = 'application/octet-stream';
  };
}
