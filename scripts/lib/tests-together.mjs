/**
 * Runs the test files that the command line names one after the other in this process: what they share, such as an
 * engine of a database, starts once. (`node --test` gives every file a process of its own.)
 */
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

for (const file of process.argv.slice(2)) await import(pathToFileURL(resolve(file)).href);
