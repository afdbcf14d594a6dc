/** Tests that are written for the browser, but need none, as one module for Node's test runner. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'vite';

const ROOT = resolve(import.meta.dirname, '../..');

/** @param files relative to the root */
export async function bundleTests(files: readonly string[]): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'casement-tests-'));
  const entry = join(folder, 'tests.ts');
  writeFileSync(entry, files.map((file) => `import '${join(ROOT, file)}';\n`).join(''));
  try {
    const result = await build({
      configFile: false,
      root: ROOT,
      logLevel: 'error',
      resolve: { alias: { '@open-wc/testing': join(ROOT, 'scripts/lib/browser-globals.mjs') } },
      ssr: { noExternal: true },
      // Tests are there for their effects alone, whatever the package says of its files.
      build: { ssr: entry, write: false, minify: false, rolldownOptions: { treeshake: false } },
    });
    const output = Array.isArray(result) || !('output' in result) ? undefined : result.output[0];
    if (!output) throw new Error('the tests could not be bundled');
    return output.code;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
