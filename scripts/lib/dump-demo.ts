/**
 * Writes the demo's world as it is after its first start into the folder named on the command line: `world.bin` (the
 * database's data directory, a tar, compressed), `files/<id>` (what was attached) and `world.json`.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { migrate } from '../../demo/server/db/migrate.js';
import { openEmbedded } from '../../demo/server/db/pglite.js';
import type { FileStore, StoredFile } from '../../demo/server/files/file-store.js';
import { MemoryFiles } from '../../demo/server/files/memory-files.js';
import { listPeople } from '../../demo/server/people.js';
import { seedContent } from '../../demo/server/seed.js';

const SMALLEST = 9;

/** Files in memory, each of them written to the folder as well. */
class WrittenFiles extends MemoryFiles implements FileStore {
  constructor(private readonly folder: string) {
    super();
  }

  override async put(id: string, bytes: ReadableStream<Uint8Array>, limit: number): Promise<StoredFile> {
    const [kept, written] = bytes.tee();
    const content = new Uint8Array(await new Response(written).arrayBuffer());
    await writeFile(join(this.folder, id), content);
    return await super.put(id, kept, limit);
  }
}

async function dump(folder: string): Promise<void> {
  await mkdir(join(folder, 'files'), { recursive: true });
  const seededAt = Date.now();
  const db = await openEmbedded({ smallLog: true });
  await migrate(db);
  await seedContent(db, new WrittenFiles(join(folder, 'files')), seededAt);
  // What seeding left behind is not worth the visitor's time.
  await db.exec('vacuum full');
  await db.exec('checkpoint');
  const data = await (await db.dump()).arrayBuffer();
  await writeFile(
    join(folder, 'world.bin'),
    await promisify(gzip)(new Uint8Array(data), { level: SMALLEST }),
  );
  await writeFile(join(folder, 'world.json'), JSON.stringify({ seededAt, people: await listPeople(db) }));
  await db.close();
}

const [target] = process.argv.slice(2);
if (target === undefined) throw new Error('Name the folder to write to.');
await dump(target);
