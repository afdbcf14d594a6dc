#!/usr/bin/env node
/** `npm start`: installs and builds what is missing, then runs the demo until it is stopped. */
import { requireNode } from './lib/node-version.mjs';

requireNode();
// Loaded after the check: an old Node could not even read them.
void Promise.all([import('./lib/failure.mjs'), import('./lib/demo.mjs')]).then(
  ([{ runMain }, { startDemo }]) => runMain(startDemo),
);
