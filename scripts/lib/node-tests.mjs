import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';

/**
 * Loads tests that are written for the browser, but need none.
 * @param {string} root of the project, or of a copy of it
 * @param {readonly string[]} files relative to the root
 * @returns {Promise<{ name: string, run: () => unknown }[]>}
 */
export async function loadTests(root, files) {
  const folder = mkdtempSync(join(tmpdir(), 'casement-tests-'));
  const entry = join(folder, 'tests.ts');
  writeFileSync(entry, files.map((file) => `import '${join(root, file)}';\n`).join(''));
  try {
    const result = await build({
      configFile: false,
      root,
      logLevel: 'error',
      resolve: { alias: { '@open-wc/testing': join(root, 'scripts/lib/node-mocha.mjs') } },
      ssr: { noExternal: true },
      // Tests are there for their effects alone, whatever the package says of its files.
      build: { ssr: entry, write: false, minify: false, rolldownOptions: { treeshake: false } },
    });
    const file = join(folder, 'tests.mjs');
    writeFileSync(file, result.output[0].code);
    await import(pathToFileURL(file).href);
    return globalThis.collectedTests;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
