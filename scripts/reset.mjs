#!/usr/bin/env node
/** `npm run demo:reset`: forgets everything the demo has stored; the next start fills it anew. */
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runMain } from './lib/failure.mjs';
import { ROOT } from './lib/root.mjs';

await runMain(async () => {
  const folder = process.env.CASEMENT_DATA ?? join(ROOT, '.casement');
  if (!existsSync(folder)) {
    console.log(`There is nothing to forget in ${folder}.`);
    return;
  }
  rmSync(folder, { recursive: true });
  console.log(`Everything in ${folder} is gone; npm start fills it anew.`);
});
