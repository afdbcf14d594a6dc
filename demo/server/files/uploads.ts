/** The port to uploads in pieces (tus 1.0.0). Where there is none, files come whole. */

/** Whose upload, which, and how large it may be. */
export interface UploadPlace {
  readonly personId: string;
  /** The attachment that it will be. */
  readonly id: string;
  /** Bytes. */
  readonly limit: number;
}

/** Keeps uploads until they are complete and become attachments. Every upload belongs to one person. */
export interface Uploads {
  /** Answers one POST, HEAD or PATCH of the protocol; whether the person may is the caller's concern. */
  answer(request: Request, place: UploadPlace): Promise<Response>;
  /** The bytes when all of them are there; undefined before, and when there is no such upload. */
  finished(personId: string, id: string): Promise<ReadableStream<Uint8Array> | undefined>;
  /** Forgets an upload, if it is there. */
  remove(personId: string, id: string): Promise<void>;
  /** Forgets uploads that nobody went on with. */
  removeExpired(): Promise<void>;
}
