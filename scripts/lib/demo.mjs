import { join } from 'node:path';
import { PlainFailure } from './failure.mjs';
import { isBuilt } from './build-stamp.mjs';
import { ensureInstalled } from './install.mjs';
import { ROOT } from './root.mjs';
import { runInForeground, runNode } from './run.mjs';

/** Builds `dist/` unless it is up to date. */
export async function ensureBuilt() {
  if (isBuilt()) return;
  console.error('Building the elements …');
  const { code, output } = await runNode(join(ROOT, 'scripts/build.mjs'), []);
  if (code !== 0) throw new PlainFailure(output.trimEnd());
}

/** Installs and builds what is missing, then runs the demo until it is stopped. */
export async function startDemo() {
  await ensureInstalled();
  await ensureBuilt();
  return runInForeground(['--import', 'tsx', 'demo/main.ts']);
}
