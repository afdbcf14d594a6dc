import { openDB, type IDBPDatabase, type IDBPTransaction } from 'idb';
import type { Canary } from './canary.js';
import { VERSION, migrate, type Schema, type StoreName } from './schema.js';
import { STORAGE_PATIENCE, StorageError, type StorageFault } from './storage.js';

/** The longest that things may take, ms. */
export interface Patience {
  /** Opening the database. */
  readonly open: number;
  /** One call, opening included. */
  readonly call: number;
}

/** How long a transaction that has ended may take to say so, ms. */
const GRACE = 250;

const PATIENCE: Patience = { open: 2500, call: STORAGE_PATIENCE };

type Database = IDBPDatabase<Schema>;
export type Access<Mode extends 'readonly' | 'readwrite'> = IDBPTransaction<Schema, StoreName[], Mode>;

/** What befell the database while it was open. */
export type Mishap =
  /** It was deleted or emptied, with so many operations that were not delivered; by now, or before this page began. */
  | { readonly type: 'lost'; readonly operations: number; readonly underThePage: boolean }
  /** A newer version of Casement took it over. */
  | { readonly type: 'outdated' };

/**
 * One connection to the database, opened when it is first needed, and again when it died. Makes way for an upgrade or a deletion
 * by another tab. Every transaction ends within `STORAGE_PATIENCE`, one way or the other.
 */
export class Connection {
  readonly #name: string;
  readonly #canary: Canary;
  readonly #onMishap: (mishap: Mishap) => void;
  readonly #patience: Patience;
  #opening: Promise<Database> | null = null;
  #outdated = false;
  #closed = false;
  /** Birth mark of the database that was open last. */
  #born: string | null = null;

  constructor(
    name: string,
    canary: Canary,
    onMishap: (mishap: Mishap) => void,
    patience: Patience = PATIENCE,
  ) {
    this.#name = name;
    this.#canary = canary;
    this.#onMishap = onMishap;
    this.#patience = patience;
  }

  /** Birth mark of the open database. */
  get born(): string {
    return this.#born ?? '';
  }

  /** Resolves when the database is open and known. */
  async open(): Promise<void> {
    await this.#database();
  }

  read<T>(stores: readonly StoreName[], work: (access: Access<'readonly'>) => Promise<T>): Promise<T> {
    return this.#run(stores, 'readonly', {}, work);
  }

  /** Resolves when the transaction is complete: with `strict`, on the disk. */
  write<T>(
    stores: readonly StoreName[],
    durability: 'strict' | 'relaxed',
    work: (access: Access<'readwrite'>) => Promise<T>,
  ): Promise<T> {
    return this.#run(stores, 'readwrite', { durability }, work);
  }

  close(): void {
    this.#closed = true;
    this.#drop();
  }

  async #run<T, Mode extends 'readonly' | 'readwrite'>(
    stores: readonly StoreName[],
    mode: Mode,
    options: IDBTransactionOptions,
    work: (access: Access<Mode>) => Promise<T>,
  ): Promise<T> {
    const until = performance.now() + this.#patience.call;
    const once = async (): Promise<T> => {
      const database = await this.#database();
      return bounded(database.transaction([...stores], mode, options) as Access<Mode>, until, work);
    };
    // Nothing is full that is only read.
    const unknown = mode === 'readonly' ? 'broken' : 'full';
    try {
      return await once();
    } catch (thrown) {
      if (!isDead(thrown) || this.#closed) throw toStorageError(thrown, unknown);
    }
    // The browser dropped the connection, and nothing was written through it.
    this.#drop();
    try {
      return await once();
    } catch (thrown) {
      throw toStorageError(thrown, unknown);
    }
  }

  async #database(): Promise<Database> {
    if (this.#closed) throw new StorageError('broken');
    if (this.#outdated) throw new StorageError('outdated');
    this.#opening ??= this.#open();
    const opening = this.#opening;
    try {
      return await opening;
    } catch (thrown) {
      if (this.#opening === opening) this.#opening = null;
      throw thrown;
    }
  }

  #open(): Promise<Database> {
    let blocked = false;
    let late = false;
    // Where storage is refused the mere word `indexedDB` may throw.
    const opened = Promise.resolve().then(() =>
      openDB<Schema>(this.#name, VERSION, {
        upgrade: (database, from, _to, transaction) => {
          migrate(database, from);
          if (from < 1) void transaction.objectStore('meta').put(randomMark(), 'born');
        },
        blocked: () => (blocked = true),
        blocking: (_from, to, event) => this.#makeWay(event.target, to),
        terminated: () => void this.#returned(),
      }),
    );
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        late = true;
        reject(new StorageError(blocked ? 'blocked' : 'broken'));
      }, this.#patience.open);
      const end = (): void => clearTimeout(timer);
      opened
        .then(async (database) => {
          // Somebody gave up on it: left open it would stand in the way of others.
          if (late || this.#closed) return database.close();
          await this.#recognise(database);
          resolve(database);
        })
        .catch((thrown: unknown) => reject(toStorageError(thrown, 'refused')))
        .finally(end);
    });
  }

  /** Is it the database that was here before? */
  async #recognise(database: Database): Promise<void> {
    const transaction = database.transaction(['meta', 'operations']);
    const born = (await transaction.objectStore('meta').get('born')) ?? '';
    const count = await transaction.objectStore('operations').count();
    const missing = this.#canary.missing(born);
    const underThePage = this.#born !== null && this.#born !== born;
    this.#born = born;
    this.#canary.keep(born, count);
    if (underThePage || missing > 0) this.#onMishap({ type: 'lost', operations: missing, underThePage });
  }

  /** Another tab wants to upgrade or delete it: a connection that stays would block that tab for ever. */
  #makeWay(target: EventTarget | null, to: number | null): void {
    if (target instanceof IDBDatabase) target.close();
    this.#opening = null;
    if (to === null) return void this.#returned();
    this.#outdated = true;
    this.#onMishap({ type: 'outdated' });
  }

  /** The database went away under the page: looks at once what is there now, so that what is lost is known at once. */
  async #returned(): Promise<void> {
    this.#opening = null;
    // Whether that succeeds shows at the next use.
    if (!this.#closed) await this.#database().catch(() => undefined);
  }

  #drop(): void {
    const opening = this.#opening;
    this.#opening = null;
    opening?.then(
      (database) => database.close(),
      () => undefined,
    );
  }
}

/** Ends a transaction that takes too long; whoever was told that it failed must not see it succeed later. */
async function bounded<T, Mode extends 'readonly' | 'readwrite'>(
  access: Access<Mode>,
  until: number,
  work: (access: Access<Mode>) => Promise<T>,
): Promise<T> {
  // Its reason is asked for below; unseen it would be reported as unhandled.
  access.done.catch(() => undefined);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const expiry = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      const expire = (): void => reject(new StorageError('blocked'));
      if (end(access)) return expire();
      // One that cannot be ended has ended, and is about to say how; unless the browser forgot a request of it.
      timer = setTimeout(expire, GRACE);
    }, until - performance.now());
  });
  try {
    return await Promise.race([settle(access, work), expiry]);
  } finally {
    clearTimeout(timer);
  }
}

async function settle<T, Mode extends 'readonly' | 'readwrite'>(
  access: Access<Mode>,
  work: (access: Access<Mode>) => Promise<T>,
): Promise<T> {
  try {
    const result = await work(access);
    await access.done;
    return result;
  } catch (thrown) {
    end(access);
    // Requests that go down with a transaction say only that it was aborted.
    throw access.error ?? thrown;
  }
}

function end(access: { abort(): void }): boolean {
  try {
    access.abort();
    return true;
  } catch {
    return false;
  }
}

/** The connection was gone before anything was written, or took its transactions with it. */
function isDead(thrown: unknown): boolean {
  return (
    thrown instanceof DOMException && (thrown.name === 'InvalidStateError' || thrown.name === 'AbortError')
  );
}

const FAULTS: Readonly<Record<string, StorageFault>> = {
  QuotaExceededError: 'full',
  VersionError: 'outdated',
  SecurityError: 'refused',
};

/** @param unknown what an `UnknownError` means: a full disk while writing, a refusal while opening */
function toStorageError(thrown: unknown, unknown: StorageFault): StorageError {
  if (thrown instanceof StorageError) return thrown;
  const name = thrown instanceof Error || thrown instanceof DOMException ? thrown.name : '';
  // A browser that has no IndexedDB at all answers with a TypeError.
  const isRefused = unknown === 'refused' && (name === 'InvalidStateError' || name === 'TypeError');
  const fault = name === 'UnknownError' || isRefused ? unknown : (FAULTS[name] ?? 'broken');
  return new StorageError(fault, { cause: thrown });
}

function randomMark(): string {
  return Array.from(crypto.getRandomValues(new Uint32Array(3)), (part) => part.toString(36)).join('');
}
