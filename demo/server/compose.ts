/** The reference backend on an embedded database that is open already, wherever that is: in a page or in a worker of it. */
import { createKeys, createSigner, createVerifier } from './auth.js';
import type { SignToken } from './auth.js';
import type { ContractDocument } from './contract.js';
import type { EmbeddedDatabase } from './db/pglite.js';
import { EventHub } from './events.js';
import type { FileStore } from './files/file-store.js';
import { createHandler } from './handler.js';
import type { FetchHandler, LogEntry } from './handler.js';
import { listPeople } from './people.js';
import type { DemoPerson } from './people.js';

/** What it is made of. */
export interface Parts<Files extends FileStore> {
  /** Migrated, and filled. */
  readonly db: EmbeddedDatabase;
  readonly files: Files;
  readonly contract: ContractDocument;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Path of the contract's server; default `/api`. */
  readonly basePath?: string;
  readonly log?: (entry: LogEntry) => void;
}

/** A backend with a key pair of its own: tokens of an earlier one mean nothing to it. */
export interface ComposedBackend<Files extends FileStore> {
  readonly handler: FetchHandler;
  /** The host's part: a token for one of the people. */
  readonly signToken: SignToken;
  readonly people: readonly DemoPerson[];
  readonly db: EmbeddedDatabase;
  readonly files: Files;
  /** The data directory, for `loadDataDir`. */
  dump(): Promise<File | Blob>;
  close(): Promise<void>;
}

/** Puts it together. */
export async function compose<Files extends FileStore>(parts: Parts<Files>): Promise<ComposedBackend<Files>> {
  const { db, files, contract, now, basePath = '/api', log } = parts;
  const keys = await createKeys();
  const events = new EventHub(db);
  return {
    handler: createHandler({
      db,
      files,
      events,
      now,
      contract,
      verify: await createVerifier(keys.publicKey, { now }),
      basePath,
      ...(log === undefined ? {} : { log }),
    }),
    signToken: await createSigner(keys.privateKey, { now }),
    people: await listPeople(db),
    db,
    files,
    dump: () => db.dump(),
    close: async () => {
      events.close();
      await db.close();
    },
  };
}
