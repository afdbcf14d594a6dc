import type { Id } from '../model/case.js';
import type { Operation } from '../model/operation.js';
import type { Canary } from './canary.js';
import type { Access, Connection } from './connection.js';
import { isCurrent, type People } from './people.js';
import { putRecords, sealRecords, type SealedRecord } from './records.js';
import type { BytesRecord, OperationRecord, Sealed, StoreName } from './schema.js';
import { PLACES, sha256 } from './sealed.js';
import type { Commit } from './storage.js';
import type { Vault } from './vault.js';

const STORES: StoreName[] = ['people', 'operations', 'bytes', 'terms', 'records'];

/** All of a commit that takes time, done before its transaction begins. */
interface SealedCommit {
  readonly add: readonly Sealed[];
  readonly replace: readonly Sealed[];
  readonly bytes: readonly BytesRecord[];
  readonly records: readonly SealedRecord[];
}

interface ProvenBytes {
  readonly bytes: ArrayBuffer;
  /** Lower-case hex; null: this page has no Web Crypto. */
  readonly sha256: string | null;
}

/** Operations that were not delivered yet, and the bytes of their files. */
export class Operations {
  readonly #connection: Connection;
  readonly #people: People;
  readonly #canary: Canary;

  constructor(connection: Connection, people: People, canary: Canary) {
    this.#connection = connection;
    this.#people = people;
    this.#canary = canary;
  }

  async operations(viewerId: Id): Promise<readonly Operation[]> {
    const records = await this.#connection.read(['operations'], (access) =>
      access.objectStore('operations').index('viewerId').getAll(viewerId),
    );
    if (records.length === 0) return [];
    const open = async (): Promise<readonly (Operation | undefined)[]> => {
      const vault = await this.#people.vault(viewerId);
      return vault ? Promise.all(records.map((record) => openOperation(vault, record))) : [];
    };
    let opened = await open();
    if (opened.length === 0 || opened.includes(undefined)) {
      // Another tab may have made other keys.
      this.#people.forget(viewerId);
      opened = await open();
    }
    // One that does not open must not keep the others from being read.
    return opened.filter((operation) => operation !== undefined);
  }

  async commit(change: Commit): Promise<readonly Operation[] | null> {
    const { viewerId } = change;
    const vault = await this.#people.ownVault(viewerId);
    const sealed = await sealCommit(vault, change);
    const outcome = await this.#transact(async (access) => {
      // Asked together: each question is a way to another process and back.
      const [current, legal] = await Promise.all([isCurrent(access, vault), isLegal(access, change)]);
      if (!current) return 'wiped' as const;
      if (!legal) return null;
      const seqs = await apply(access, change, sealed);
      await putRecords(access, vault, sealed.records);
      return (change.add ?? []).map((operation, index) => ({
        ...operation,
        seq: seqs[index] ?? operation.seq,
      }));
    });
    if (outcome !== 'wiped') return outcome;
    this.#people.forget(viewerId);
    return this.commit(change);
  }

  async bytes(viewerId: Id, operationId: Id): Promise<ArrayBuffer | undefined> {
    const [vault, record] = await Promise.all([
      this.#people.vault(viewerId),
      this.#connection.read(['bytes'], (access) => access.objectStore('bytes').get(operationId)),
    ]);
    if (!vault || record?.viewerId !== viewerId) return undefined;
    const kept = await vault.open<ProvenBytes>(record.sealed, PLACES.bytes(viewerId));
    if (!kept) return undefined;
    return kept.sha256 === null || kept.sha256 === (await sha256(kept.bytes)) ? kept.bytes : undefined;
  }

  /**
   * Writes operations again that a page still holds, after the database went away with them. Each keeps its place in the
   * order where that is free.
   * @returns how many were missing
   */
  async restore(
    viewerId: Id,
    operations: readonly Operation[],
    bytes: ReadonlyMap<Id, ArrayBuffer>,
  ): Promise<number> {
    const vault = await this.#people.ownVault(viewerId);
    const sealed = await sealCommit(vault, { viewerId, add: operations, bytes });
    const missing = await this.#transact(async (access) =>
      (await isCurrent(access, vault)) ? restore(access, operations, sealed) : null,
    );
    if (missing !== null) return missing;
    // The keys went with the database.
    this.#people.forget(viewerId);
    return this.restore(viewerId, operations, bytes);
  }

  /** A strict transaction over operations, with what is remembered of their number outside of the database. */
  async #transact<T>(work: (access: Access<'readwrite'>) => Promise<T>): Promise<T> {
    const count = async (access: Access<'readonly'> | Access<'readwrite'>): Promise<void> => {
      this.#canary.keep(this.#connection.born, await access.objectStore('operations').count());
    };
    try {
      return await this.#connection.write(STORES, 'strict', async (access) => {
        const result = await work(access);
        await count(access);
        return result;
      });
    } catch (thrown) {
      // What was remembered in advance did not come to pass; if that cannot be read either, it is remembered at the next one.
      await this.#connection.read(['operations'], count).catch(() => undefined);
      throw thrown;
    }
  }
}

async function openOperation(
  vault: Vault,
  record: OperationRecord | Omit<OperationRecord, 'seq'>,
): Promise<Operation | undefined> {
  const operation = await vault.open<Operation>(record.sealed, PLACES.operation(vault.viewerId, record.id));
  return operation && 'seq' in record ? { ...operation, seq: record.seq } : undefined;
}

async function sealCommit(vault: Vault, change: Commit): Promise<SealedCommit> {
  const seal = (operation: Operation): Promise<Sealed> =>
    vault.seal(operation, PLACES.operation(vault.viewerId, operation.id));
  const [add, replace, bytes, records] = await Promise.all([
    Promise.all((change.add ?? []).map(seal)),
    Promise.all((change.replace ?? []).map(({ operation }) => seal(operation))),
    Promise.all([...(change.bytes ?? [])].map(([id, buffer]) => sealBytes(vault, id, buffer))),
    sealRecords(vault, change.records ?? []),
  ]);
  return { add, replace, bytes, records };
}

async function sealBytes(vault: Vault, id: Id, bytes: ArrayBuffer): Promise<BytesRecord> {
  const proven: ProvenBytes = { bytes, sha256: await sha256(bytes) };
  const sealed = await vault.seal(proven, PLACES.bytes(vault.viewerId));
  return { id, viewerId: vault.viewerId, sealed };
}

/** Is every operation where its writer last saw it, and the writer's term not over? */
async function isLegal(access: Access<'readwrite'>, change: Commit): Promise<boolean> {
  const { viewerId, add = [], replace = [], remove = [], epoch, tail } = change;
  const operations = access.objectStore('operations').index('id');
  if (tail !== undefined) {
    const last = await access.objectStore('operations').index('viewerId').openKeyCursor(viewerId, 'prev');
    if (last && last.primaryKey > tail) return false;
  }
  if (epoch !== undefined) {
    const term = await access.objectStore('terms').get(viewerId);
    if (term && term.epoch > epoch) return false;
  }
  const latest = [
    ...replace.map(({ operation, was, revision }) => ({ id: was ?? operation.id, revision })),
    ...remove,
  ];
  const stands = await Promise.all(
    latest.map(async ({ id, revision }) => {
      const record = await operations.get(id);
      return record?.viewerId === viewerId && record.revision === revision;
    }),
  );
  const taken = await Promise.all(add.map(({ id }) => operations.getKey(id)));
  return stands.every(Boolean) && taken.every((key) => key === undefined);
}

/** @returns the places of the operations added */
async function apply(access: Access<'readwrite'>, change: Commit, sealed: SealedCommit): Promise<number[]> {
  const store = access.objectStore('operations');
  const bytes = access.objectStore('bytes');
  for (const [index, { operation, was = operation.id }] of (change.replace ?? []).entries()) {
    const seq = await store.index('id').getKey(was);
    if (seq !== undefined) await store.put({ ...recordOf(operation, sealed.replace[index]), seq });
    if (was !== operation.id) await moveBytes(access, was, operation.id);
  }
  for (const { id } of change.remove ?? []) {
    const seq = await store.index('id').getKey(id);
    if (seq !== undefined) await store.delete(seq);
    await bytes.delete(id);
  }
  const [seqs] = await Promise.all([
    Promise.all(
      (change.add ?? []).map((operation, index) => store.add(recordOf(operation, sealed.add[index]))),
    ),
    Promise.all(sealed.bytes.map((record) => bytes.put(record))),
  ]);
  return seqs;
}

/** @returns how many were missing */
async function restore(
  access: Access<'readwrite'>,
  operations: readonly Operation[],
  sealed: SealedCommit,
): Promise<number> {
  const store = access.objectStore('operations');
  let missing = 0;
  for (const [index, operation] of operations.entries()) {
    if ((await store.index('id').getKey(operation.id)) !== undefined) continue;
    const record = recordOf(operation, sealed.add[index]);
    const isFree = (await store.getKey(operation.seq)) === undefined;
    await store.add(isFree ? { ...record, seq: operation.seq } : record);
    missing++;
  }
  await Promise.all(sealed.bytes.map((record) => access.objectStore('bytes').put(record)));
  return missing;
}

async function moveBytes(access: Access<'readwrite'>, was: Id, id: Id): Promise<void> {
  const bytes = access.objectStore('bytes');
  const record = await bytes.get(was);
  if (!record) return;
  await bytes.delete(was);
  await bytes.put({ ...record, id });
}

function recordOf(operation: Operation, sealed: Sealed | undefined): Omit<OperationRecord, 'seq'> {
  const { id, viewerId, revision, state } = operation;
  return { id, viewerId, revision, state, sealed: sealed ?? { plain: operation } };
}
