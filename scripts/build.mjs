#!/usr/bin/env node
/**
 * Builds `dist/`: ES modules for bundlers, the page module, the single script, declarations and the custom
 * elements manifest. With `--if-stale` nothing happens when the sources did not change since the last build.
 * It is built next to `dist/` and swapped in whole, so that nobody ever serves half of it.
 */
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inputDigest, isBuilt } from './lib/build-stamp.mjs';
import { PlainFailure, runMain } from './lib/failure.mjs';
import { requireWritable } from './lib/install.mjs';
import { ROOT } from './lib/root.mjs';
import { runNode } from './lib/run.mjs';

const bin = (path) => join(ROOT, 'node_modules', path);

async function step(title, file, args) {
  const { code, output } = await runNode(bin(file), args);
  if (code !== 0) throw new PlainFailure(`${output.trimEnd()}\nThe build failed at: ${title}.`);
}

const vite = (mode, outDir) =>
  step(`vite, ${mode}`, 'vite/bin/vite.js', ['build', '--mode', mode, '--outDir', outDir]);

async function buildInto(folder) {
  await Promise.all([
    vite('npm', folder).then(() => vite('iife', join(folder, 'cdn'))),
    vite('cdn', join(folder, 'cdn')).then(() =>
      step('declarations', '@typescript/native/bin/tsc', [
        '-p',
        'tsconfig.build.json',
        '--outDir',
        join(folder, 'types'),
      ]),
    ),
  ]);
  // Only the size report reads it: it is not published.
  renameSync(join(ROOT, folder, 'cdn/.vite/manifest.json'), join(ROOT, folder, '.cdn-manifest.json'));
  rmSync(join(ROOT, folder, 'cdn/.vite'), { recursive: true });
  await step('manifest', '@custom-elements-manifest/analyzer/cem.js', [
    'analyze',
    '--quiet',
    '--outdir',
    folder,
  ]);
}

async function build() {
  requireWritable();
  const started = Date.now();
  const digest = inputDigest();
  const fresh = `dist.${process.pid}.tmp`;
  mkdirSync(join(ROOT, fresh), { recursive: true });
  try {
    await buildInto(fresh);
    writeFileSync(join(ROOT, fresh, '.stamp'), digest);
    rmSync(join(ROOT, 'dist'), { recursive: true, force: true });
    renameSync(join(ROOT, fresh), join(ROOT, 'dist'));
  } finally {
    rmSync(join(ROOT, fresh), { recursive: true, force: true });
  }
  console.log(`Built dist/ in ${((Date.now() - started) / 1000).toFixed(1)} s.`);
}

await runMain(async () => {
  if (process.argv.includes('--if-stale') && isBuilt()) console.log('dist/ is up to date.');
  else await build();
});
