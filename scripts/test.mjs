#!/usr/bin/env node
import { requireNode } from './lib/node-version.mjs';

requireNode();
// Loaded after the check: an old Node could not even read them.
void Promise.all([import('./lib/failure.mjs'), import('./lib/test-runner.mjs')]).then(
  ([{ runMain }, { main }]) => runMain(() => main(process.argv.slice(2))),
);
