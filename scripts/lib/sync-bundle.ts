import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build, type Plugin } from 'vite';
import type { Plant } from '../../test/sync/planted.js';

const ROOT = resolve(import.meta.dirname, '../..');

export interface Bundle {
  readonly file: string;
  remove(): void;
}

/** The schedules and the outbox as one file that a worker can load; with a plant, the outbox is broken in that way. */
export async function bundle(plant?: Plant): Promise<Bundle> {
  const result = await build({
    configFile: false,
    root: ROOT,
    logLevel: 'error',
    plugins: plant ? [breaking(plant)] : [],
    build: { ssr: 'test/sync/main.ts', write: false, minify: false, target: 'es2022' },
  });
  const output = Array.isArray(result) || !('output' in result) ? undefined : result.output[0];
  if (!output) throw new Error('the schedules could not be bundled');
  const folder = mkdtempSync(join(tmpdir(), 'casement-sync-'));
  const file = join(folder, 'schedules.mjs');
  writeFileSync(file, output.code);
  return { file, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Replaces what the plant says, and insists that it was there: a break that breaks nothing would seem to be missed. */
function breaking({ name, patches = [] }: Plant): Plugin {
  for (const { file, from } of patches) {
    if (!readFileSync(join(ROOT, file), 'utf8').includes(from))
      throw new Error(`"${name}" looks for text that is not in ${file} any more: ${from}`);
  }
  return {
    name: 'planted',
    enforce: 'pre',
    transform(code, id) {
      const own = patches.filter(({ file }) => id === join(ROOT, file));
      return own.reduce((source, { from, to }) => source.replace(from, () => to), code);
    },
  };
}
