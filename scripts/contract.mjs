#!/usr/bin/env node
/** Lints `openapi.yaml` and fails when the types generated from it are stale. */
import { readFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PlainFailure, runMain } from './lib/failure.mjs';
import { ROOT } from './lib/root.mjs';
import { runNode } from './lib/run.mjs';

const bin = (path) => join(ROOT, 'node_modules', path);

async function lintContract() {
  const env = { REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };
  const { code, output } = await runNode(bin('@redocly/cli/bin/cli.js'), ['lint', 'openapi.yaml'], { env });
  if (code !== 0) throw new PlainFailure(`${output.trimEnd()}\nopenapi.yaml has the faults above.`);
}

async function checkTypes() {
  const folder = mkdtempSync(join(tmpdir(), 'casement-contract-'));
  try {
    const fresh = join(folder, 'schema.ts');
    const { code, output } = await runNode(bin('openapi-typescript/bin/cli.js'), [
      'openapi.yaml',
      '-o',
      fresh,
    ]);
    if (code !== 0) throw new PlainFailure(output.trimEnd());
    const kept = readFileSync(join(ROOT, 'src/backend/rest/schema.ts'), 'utf8');
    if (readFileSync(fresh, 'utf8') !== kept) {
      throw new PlainFailure('src/backend/rest/schema.ts is not what openapi.yaml says: run npm run api.');
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

await runMain(async () => {
  await Promise.all([lintContract(), checkTypes()]);
  console.log('openapi.yaml is sound and its types are fresh.');
});
