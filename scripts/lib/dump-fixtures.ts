/** Writes the data directory of the tests' small world to the file named on the command line. */
import { writeFile } from 'node:fs/promises';
import { openEmbedded } from '../../demo/server/db/pglite.js';
import { migrate } from '../../demo/server/db/migrate.js';
import { seedMinimal } from '../../demo/server/seed-minimal.js';

const [file] = process.argv.slice(2);
if (file === undefined) throw new Error('Name the file to write.');
const db = await openEmbedded();
await migrate(db);
await seedMinimal(db);
const dump = await db.dump();
await writeFile(file, new Uint8Array(await dump.arrayBuffer()));
await db.close();
