import { findEngines } from './scripts/lib/engines.mjs';
import base from './web-test-runner.config.mjs';

/** The browser tests in Firefox and WebKit: those of the storage, or what `--files` names. */
const narrowed = process.argv.some((argument) => argument === '--files' || argument.startsWith('--files='));
const { groups: _groups, ...shared } = base;

export default {
  ...shared,
  ...(narrowed ? {} : { files: ['test/offline/{storage-conformance,indexeddb-storage}.test.ts'] }),
  browsers: findEngines().launchers,
  concurrency: 1,
};
