import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PlainFailure } from './failure.mjs';
import { ROOT } from './root.mjs';
import { run } from './run.mjs';

/** True when every package that the lock file demands is there in its version. */
export function isInstalled(root = ROOT) {
  const hidden = join(root, 'node_modules/.package-lock.json');
  if (!existsSync(hidden)) return false;
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  const present = JSON.parse(readFileSync(hidden, 'utf8')).packages;
  return Object.entries(wanted).every(
    ([path, entry]) =>
      path === '' || entry.optional || entry.devOptional || present[path]?.version === entry.version,
  );
}

/** Fails in one sentence when the repository's folder cannot be written to. */
export function requireWritable(folder = ROOT) {
  const probe = join(folder, `.casement-probe-${process.pid}`);
  try {
    writeFileSync(probe, '');
    rmSync(probe);
  } catch {
    throw new PlainFailure(
      `The folder ${folder} cannot be written to: allow it, or clone into another folder.`,
    );
  }
}

/** Installs the locked dependencies unless they are there. */
export async function ensureInstalled() {
  if (isInstalled()) return;
  requireWritable();
  console.error('Installing dependencies (npm ci, about a minute) …');
  const started = Date.now();
  const { code, output } = await run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  if (code !== 0) {
    console.error(output.trimEnd());
    throw new PlainFailure('The dependencies could not be installed: npm ci failed, its output is above.');
  }
  console.error(`Dependencies installed in ${((Date.now() - started) / 1000).toFixed(1)} s.`);
}
