#!/usr/bin/env node
/**
 * `npm run demo:static`: builds the demo that needs no server into `dist-demo/`. `-- --if-stale` leaves a build of the
 * same sources as it is, `-- --serve` shows it on this machine.
 */
import { requireNode } from './lib/node-version.mjs';

requireNode();
// Loaded after the check: an old Node could not even read them.
void Promise.all([import('./lib/failure.mjs'), import('./lib/demo-static.mjs')]).then(
  ([{ runMain }, { buildStaticDemo }]) => runMain(() => buildStaticDemo(process.argv.slice(2))),
);
