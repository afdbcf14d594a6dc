/** Files in a folder. Node only. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { FileTooLarge } from './file-store.js';
import type { FileStore, StoredFile } from './file-store.js';

const SAFE_ID = /^[0-9a-f-]{36}$/;

/** A store in a folder of its own, one file per id, in subfolders by the first two digits. */
export class DiskFiles implements FileStore {
  constructor(private readonly folder: string) {}

  async put(id: string, bytes: ReadableStream<Uint8Array>, limit: number): Promise<StoredFile> {
    const path = this.#path(id);
    await mkdir(join(path, '..'), { recursive: true });
    const partial = `${path}.${crypto.randomUUID()}.part`;
    try {
      const stored = await writeStream(partial, bytes, limit);
      await rename(partial, path);
      return stored;
    } catch (error) {
      await rm(partial, { force: true });
      throw error;
    }
  }

  async get(id: string): Promise<ReadableStream<Uint8Array> | undefined> {
    const path = this.#path(id);
    const found = await stat(path).catch(() => undefined);
    if (!found) return undefined;
    return Readable.toWeb(createReadStream(path)) as ReadableStream<Uint8Array>;
  }

  async delete(id: string): Promise<void> {
    await rm(this.#path(id), { force: true });
  }

  #path(id: string): string {
    if (!SAFE_ID.test(id)) throw new Error('Not a file id.');
    return join(this.folder, id.slice(0, 2), id);
  }
}

async function writeStream(
  path: string,
  bytes: ReadableStream<Uint8Array>,
  limit: number,
): Promise<StoredFile> {
  const hash = createHash('sha256');
  const file = await open(path, 'wx');
  let size = 0;
  try {
    for await (const chunk of bytes as unknown as AsyncIterable<Uint8Array>) {
      size += chunk.length;
      if (size > limit) throw new FileTooLarge(limit);
      hash.update(chunk);
      await file.write(chunk);
    }
    // Acknowledged means kept: the bytes reach the disk before the record that names them is committed.
    await file.sync();
  } finally {
    await file.close();
  }
  return { size, sha256: hash.digest('hex') };
}
