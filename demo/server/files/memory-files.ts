/** Files in memory: for a page that is its own backend, and for tests. */
import { FileTooLarge, sha256Hex } from './file-store.js';
import type { FileStore, StoredFile } from './file-store.js';

/** A store that forgets when its page or process ends. */
export class MemoryFiles implements FileStore {
  readonly #files = new Map<string, Uint8Array<ArrayBuffer>>();

  /** How many files are kept. */
  get count(): number {
    return this.#files.size;
  }

  async put(id: string, bytes: ReadableStream<Uint8Array>, limit: number): Promise<StoredFile> {
    const content = await readAll(bytes, limit);
    this.#files.set(id, content);
    return { size: content.length, sha256: await sha256Hex(content) };
  }

  get(id: string): Promise<ReadableStream<Uint8Array> | undefined> {
    const content = this.#files.get(id);
    return Promise.resolve(content && new Blob([content]).stream());
  }

  delete(id: string): Promise<void> {
    this.#files.delete(id);
    return Promise.resolve();
  }
}

/** The bytes of a stream. @throws FileTooLarge when it has more than `limit`. */
export async function readAll(
  stream: ReadableStream<Uint8Array>,
  limit: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = stream.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    size += part.value.length;
    if (size > limit) {
      await reader.cancel().catch(() => undefined);
      throw new FileTooLarge(limit);
    }
    chunks.push(part.value);
  }
  const content = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    content.set(chunk, offset);
    offset += chunk.length;
  }
  return content;
}
