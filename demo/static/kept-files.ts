/** Files of the static demo: those of its first world lie beside its pages, what visitors attach lies in IndexedDB. */
import type { DBSchema, IDBPDatabase } from 'idb';
import { sha256Hex } from '../server/files/file-store.js';
import type { FileStore, StoredFile } from '../server/files/file-store.js';
import { readAll } from '../server/files/memory-files.js';

/** What the static demo keeps beside its database. */
export interface Shelf extends DBSchema {
  files: { key: string; value: ArrayBuffer };
  /** `world`: which copy of the database is the one that counts. */
  marks: { key: 'world'; value: number };
}

/** @param shipped folder of the files that came with the pages, with a slash at its end */
export class KeptFiles implements FileStore {
  constructor(
    private readonly shelf: IDBPDatabase<Shelf>,
    private readonly shipped: URL,
  ) {}

  async put(id: string, bytes: ReadableStream<Uint8Array>, limit: number): Promise<StoredFile> {
    const content = await readAll(bytes, limit);
    await this.shelf.put('files', content.buffer, id);
    return { size: content.length, sha256: await sha256Hex(content) };
  }

  async get(id: string): Promise<ReadableStream<Uint8Array> | undefined> {
    const kept = await this.shelf.get('files', id);
    if (kept) return new Blob([kept]).stream();
    const response = await fetch(new URL(id, this.shipped));
    return (response.ok && response.body) || undefined;
  }

  async delete(id: string): Promise<void> {
    await this.shelf.delete('files', id);
  }
}
