/** The port to where the bytes of attachments live. */

/** What was stored. */
export interface StoredFile {
  /** Bytes. */
  readonly size: number;
  /** Lower-case hex of the bytes' SHA-256. */
  readonly sha256: string;
}

/** Thrown by `put` as soon as more bytes came than the limit allows; nothing is kept. */
export class FileTooLarge extends Error {
  constructor(readonly limit: number) {
    super(`More than ${limit} bytes.`);
    this.name = 'FileTooLarge';
  }
}

/** Keeps files by id. */
export interface FileStore {
  /**
   * Stores a stream whole or not at all.
   *
   * @throws FileTooLarge when it has more than `limit` bytes.
   */
  put(id: string, bytes: ReadableStream<Uint8Array>, limit: number): Promise<StoredFile>;
  /** The bytes; undefined where there are none of that id. */
  get(id: string): Promise<ReadableStream<Uint8Array> | undefined>;
  /** Removes the bytes, if they are there. */
  delete(id: string): Promise<void>;
}

/** Lower-case hex of a SHA-256. */
export async function sha256Hex(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', bytes);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
