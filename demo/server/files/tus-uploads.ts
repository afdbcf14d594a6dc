/** Uploads in pieces by the tus project's own server, in a folder. Node only. */
import { mkdir } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { FileStore } from '@tus/file-store';
import { Server } from '@tus/server';
import type { UploadPlace, Uploads } from './uploads.js';

const PATH = '/uploads';
const EXPIRES_MS = 7 * 24 * 60 * 60 * 1000;
/** How long a request that broke off may hold its upload when another one wants to go on. */
const LOCK_PATIENCE_MS = 500;

/** Opens the folder, making it if need be. */
export async function openUploads(folder: string): Promise<Uploads> {
  await mkdir(folder, { recursive: true });
  return new TusUploads(folder);
}

class TusUploads implements Uploads {
  readonly #store: FileStore;
  readonly #server: Server;
  // What the protocol's own options are asked for, by the request that they are asked about.
  readonly #places = new WeakMap<Request, UploadPlace>();

  constructor(folder: string) {
    this.#store = new FileStore({ directory: folder, expirationPeriodInMilliseconds: EXPIRES_MS });
    this.#server = new Server({
      path: PATH,
      datastore: this.#store,
      lockDrainTimeout: LOCK_PATIENCE_MS,
      relativeLocation: true,
      namingFunction: (request) => nameOf(this.#placeOf(request)),
      getFileIdFromRequest: (request) => nameOf(this.#placeOf(request)),
      maxSize: (request) => this.#placeOf(request).limit,
    });
  }

  async answer(request: Request, place: UploadPlace): Promise<Response> {
    const isNew = request.method === 'POST';
    const inner = new Request(new URL(isNew ? PATH : `${PATH}/${place.id}`, request.url), {
      method: request.method,
      headers: request.headers,
      signal: request.signal,
      // Bytes come with PATCH alone.
      ...(request.method === 'PATCH' ? { body: request.body, duplex: 'half' } : {}),
    });
    this.#places.set(inner, place);
    return this.#server.handleWeb(inner);
  }

  async finished(personId: string, id: string): Promise<ReadableStream<Uint8Array> | undefined> {
    const name = nameOf({ personId, id });
    const upload = await this.#store.getUpload(name).catch(() => undefined);
    if (!upload || upload.offset !== upload.size) return undefined;
    return Readable.toWeb(this.#store.read(name)) as ReadableStream<Uint8Array>;
  }

  async remove(personId: string, id: string): Promise<void> {
    await this.#store.remove(nameOf({ personId, id })).catch(() => undefined);
  }

  async removeExpired(): Promise<void> {
    await this.#server.cleanUpExpiredUploads();
  }

  #placeOf(request: Request): UploadPlace {
    const place = this.#places.get(request);
    if (!place) throw new Error('An upload came by another way.');
    return place;
  }
}

// Both are UUIDs by now.
function nameOf({ personId, id }: Pick<UploadPlace, 'personId' | 'id'>): string {
  return `${personId}.${id}`;
}
