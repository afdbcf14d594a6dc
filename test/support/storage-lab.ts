/**
 * The storage in a page of its own, for tests and measurements that do to the browser what a page cannot do to itself. They call
 * the functions of `lab` by name.
 */
import type { CaseQuery, CaseSummary } from '../../src/model/case.js';
import type { Operation } from '../../src/model/operation.js';
import { BackendError } from '../../src/model/failure.js';
import { openChannel } from '../../src/offline/channel.js';
import { TabLeadership } from '../../src/offline/leadership.js';
import { Outbox } from '../../src/offline/outbox.js';
import { openStorage } from '../../src/offline/resilient-storage.js';
import type { CaseStorage, KnownPerson, StorageHealth } from '../../src/offline/storage.js';
import { ADA, aCase, aSession, aSummary, anOperation, payloads, uuid } from '../model/samples.js';

/** What became of a series of writes. */
export interface Written {
  /** Said to be on the disk. */
  readonly onDisk: readonly string[];
  /** Said to be in memory only. */
  readonly inMemory: readonly string[];
}

/** A note that was written. */
export interface Kept {
  readonly id: string;
  /** Until it was said to be kept, ms. */
  readonly ms: number;
  readonly where: StorageHealth['kept'];
}

let storage: CaseStorage | undefined;
let outbox: Outbox | undefined;
/** Connections of a page that takes no notice of others. */
const stubborn: IDBDatabase[] = [];
let unique = Date.now() * 1000;

function opened(): CaseStorage {
  if (!storage) throw new Error('open() comes first');
  return storage;
}

const person = (name: string): KnownPerson => ({
  viewerId: ADA.id,
  userKey: name,
  session: aSession({ ...ADA, name }),
  asOf: '2026-01-05T10:00:00.000Z',
});

/** Bytes that can be told from others of the same length, and that no browser makes smaller. */
function fileOf(operation: Operation, size: number): ArrayBuffer {
  const bytes = new Uint8Array(size);
  let state = parseInt(operation.id.slice(-8), 16) || 1;
  for (let at = 0; at < size; at++) {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    bytes[at] = state >>> 16;
  }
  return bytes.buffer;
}

function isSame(one: ArrayBuffer | undefined, other: ArrayBuffer): boolean {
  if (one?.byteLength !== other.byteLength) return false;
  const [left, right] = [new Uint8Array(one), new Uint8Array(other)];
  return left.every((byte, at) => byte === right[at]);
}

const aRow = (n: number): CaseSummary =>
  aSummary({
    id: uuid(n),
    number: `CAS-${String(n).padStart(6, '0')}`,
    subject: `${['Card', 'Account', 'Invoice', 'Delivery'][n % 4] ?? ''} ${n} ${['is blocked', 'was charged twice', 'came late'][n % 3] ?? ''}`,
    status: n % 5 ? 'open' : 'closed',
    state: n % 5 ? 'active' : 'closed',
    createdAt: new Date(Date.UTC(2020, 0, 1) + n * 600_000).toISOString(),
    updatedAt: new Date(Date.UTC(2021, 0, 1) + ((n * 7919) % 100_003) * 600_000).toISOString(),
  });

export const lab = {
  open(name: string): void {
    storage?.close();
    storage = openStorage(name);
  },

  close(): void {
    storage?.close();
    storage = undefined;
  },

  async health(): Promise<StorageHealth> {
    await opened().operations(ADA.id);
    return opened().health;
  },

  admit: (name: string, secret?: string): Promise<void> => opened().admit(person(name), secret),

  known: async (name: string | null): Promise<string | undefined> =>
    (await opened().person(name))?.session.viewer.name,

  wipe: (): Promise<void> => opened().wipe(ADA.id, 'everything'),

  /** Writes operations with files of `size` bytes one after the other, until memory must take one. */
  async fill(count: number, size: number): Promise<Written> {
    const onDisk: string[] = [];
    const inMemory: string[] = [];
    for (let n = 0; n < count && inMemory.length === 0; n++) {
      const operation = anOperation(payloads.file(), { id: uuid(++unique) });
      const bytes = new Map([[operation.id, fileOf(operation, size)]]);
      const added = await opened().commit({ viewerId: ADA.id, add: [operation], bytes });
      if (!added) throw new Error('a new operation was refused');
      (opened().health.kept === 'disk' ? onDisk : inMemory).push(operation.id);
    }
    return { onDisk, inMemory };
  },

  /** Ids of the operations that are there with every byte of their files of `size` bytes. */
  async intact(size: number): Promise<readonly string[]> {
    const found: string[] = [];
    for (const operation of await opened().operations(ADA.id)) {
      const bytes = await opened().bytes(ADA.id, operation.id);
      if (isSame(bytes, fileOf(operation, size))) found.push(operation.id);
    }
    return found;
  },

  ids: async (): Promise<readonly string[]> => (await opened().operations(ADA.id)).map(({ id }) => id),

  /** Writes a text wherever something can be written. */
  async writeEverywhere(text: string): Promise<void> {
    const operation = anOperation(payloads.note(uuid(1), text), { id: uuid(++unique) });
    const bytes = new TextEncoder().encode(text.repeat(10)).buffer;
    await opened().commit({ viewerId: ADA.id, add: [operation], bytes: new Map([[operation.id, bytes]]) });
    await opened().keepDraft(ADA.id, 'form', { text }, 0);
    await opened().write(ADA.id, [
      { kind: 'case', id: uuid(2), value: aCase({ description: text }) },
      { kind: 'file', id: `${uuid(2)}/${uuid(3)}`, value: bytes },
    ]);
    await opened().putRows(ADA.id, [{ row: aSummary({ subject: text }), scopes: ['mine'] }]);
  },

  /** The same text in a database that nobody seals: shows that it would be found. */
  async writeInClear(name: string, text: string): Promise<void> {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => request.result.createObjectStore('texts');
    await new Promise((resolve) => (request.onsuccess = resolve));
    const transaction = request.result.transaction('texts', 'readwrite', { durability: 'strict' });
    transaction.objectStore('texts').put({ text }, 1);
    await new Promise((resolve) => (transaction.oncomplete = resolve));
    request.result.close();
  },

  /** From now on what is written here is sent, in whichever tab that is. */
  startOutbox(name: string): void {
    const shared = opened();
    outbox = new Outbox({
      viewerId: ADA.id,
      storage: shared,
      channel: openChannel(name),
      leadership: new TabLeadership({ storage: shared, name }),
      send: async ({ id }) => {
        await deliver(id).catch((thrown: unknown) => {
          throw thrown instanceof BackendError ? thrown : new BackendError({ kind: 'network' });
        });
        return { receipt: id, version: '1' };
      },
      onChange: () => undefined,
    });
  },

  /** Writes a note to the one case there is. */
  async write(): Promise<Kept> {
    if (!outbox) throw new Error('startOutbox() comes first');
    const operation = anOperation(payloads.note(uuid(++unique)), { id: uuid(++unique) });
    const began = performance.now();
    await outbox.enqueue([operation]);
    return { id: operation.id, ms: performance.now() - began, where: opened().health.kept };
  },

  /** Ids of what this page shows as outstanding. */
  outstanding: (): readonly string[] => outbox?.operations.map(({ id }) => id) ?? [],

  async connectStubbornly(name: string, version: number): Promise<void> {
    await openStubbornly(name, version);
  },

  letGo(): void {
    for (const database of stubborn.splice(0)) database.close();
  },

  /** Begins a transaction on everything, and does not end it. */
  async holdTransaction(name: string, version: number): Promise<void> {
    const database = await openStubbornly(name, version);
    const transaction = database.transaction([...database.objectStoreNames], 'readwrite');
    const store = transaction.objectStore('operations');
    await new Promise<void>((resolve) => {
      const again = (): void => {
        store.count().onsuccess = again;
        resolve();
      };
      again();
    });
  },

  /** @returns when the database is gone */
  async deleteDatabase(name: string): Promise<void> {
    const request = indexedDB.deleteDatabase(name);
    await new Promise((resolve) => (request.onsuccess = resolve));
  },

  /** Keeps the processor busy, so that this page's process can be told from others. */
  burn(ms: number): void {
    for (const end = performance.now() + ms; performance.now() < end;);
  },

  putRows: async (from: number, to: number): Promise<void> => {
    const rows = Array.from({ length: to - from }, (_, n) => ({ row: aRow(from + n), scopes: ['mine'] }));
    await opened().putRows(ADA.id, rows);
  },

  async total(query: CaseQuery): Promise<number> {
    return (await opened().rows(ADA.id, query, { offset: 0, limit: 50 })).total;
  },
};

export type Lab = typeof lab;

/** Tells the server of an operation; it may never answer. */
async function deliver(id: string): Promise<void> {
  const response = await fetch(`/deliver?id=${id}`, { method: 'POST', signal: AbortSignal.timeout(30_000) });
  if (!response.ok) throw new BackendError({ kind: 'unavailable', status: response.status });
}

/** A connection as a program opens it that does not make way. */
async function openStubbornly(name: string, version: number): Promise<IDBDatabase> {
  const request = indexedDB.open(name, version);
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('not opened'));
  });
  stubborn.push(database);
  return database;
}

(globalThis as unknown as { lab: Lab }).lab = lab;
