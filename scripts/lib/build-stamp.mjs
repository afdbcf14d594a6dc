import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './root.mjs';

/** What the build reads. */
const INPUTS = [
  'src',
  'vite.config.ts',
  'tsconfig.json',
  'tsconfig.build.json',
  'custom-elements-manifest.config.mjs',
  'scripts/build.mjs',
  'scripts/lib/compact-templates.ts',
  'package-lock.json',
];

export const STAMP = join(ROOT, 'dist/.stamp');

function filesOf(path) {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesOf(join(path, name)));
}

/** A digest over files and whole folders, named from the repository's root. */
export function digestOf(inputs) {
  const hash = createHash('sha256');
  for (const input of inputs) {
    for (const file of filesOf(join(ROOT, input))) {
      hash.update(`${file.slice(ROOT.length)}\0`).update(readFileSync(file));
    }
  }
  return hash.digest('hex');
}

/** A digest over all inputs of the build: equal digests give equal builds. */
export const inputDigest = () => digestOf(INPUTS);

/** True when `dist/` is there and was built from the sources as they are now. */
export function isBuilt() {
  return existsSync(STAMP) && readFileSync(STAMP, 'utf8') === inputDigest();
}
