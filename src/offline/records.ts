import type { Id, Instant } from '../model/case.js';
import type { Access, Connection } from './connection.js';
import { isAdmitted, isCurrent, type People } from './people.js';
import { rangeOfRecords, type CacheRecord, type Sealed, type StoreName } from './schema.js';
import { rangeOfBlocks } from './row-blocks.js';
import { deleteRow } from './rows.js';
import { PLACES } from './sealed.js';
import type { Kept, RecordKind, RecordWrite } from './storage.js';
import type { Vault } from './vault.js';

/** A record ready to be written; without `sealed` it is removed. */
export interface SealedRecord {
  readonly kind: RecordKind;
  readonly id: string;
  readonly asOf: Instant;
  readonly sealed?: Sealed;
}

/** What was seen of the backend, and drafts: one sealed record each. */
export class Records {
  readonly #connection: Connection;
  readonly #people: People;

  constructor(connection: Connection, people: People) {
    this.#connection = connection;
    this.#people = people;
  }

  async read<T>(viewerId: Id, kind: RecordKind, id: string): Promise<Kept<T> | undefined> {
    const [vault, record] = await Promise.all([
      this.#people.vault(viewerId),
      this.#connection.read(['records'], (access) => access.objectStore('records').get([viewerId, kind, id])),
    ]);
    if (!record?.sealed || !vault) return undefined;
    const value = await vault.open<T>(record.sealed, PLACES.record(viewerId, kind, id));
    return value === undefined ? undefined : { value, asOf: record.asOf, revision: record.revision };
  }

  async ids(viewerId: Id, kind: RecordKind): Promise<readonly string[]> {
    const keys = await this.#connection.read(['records'], (access) =>
      access.objectStore('records').index('written').getAllKeys(rangeOfRecords(viewerId, kind)),
    );
    return keys.map(([, , id]) => id).reverse();
  }

  async write(viewerId: Id, records: readonly RecordWrite[]): Promise<void> {
    const vault = await this.#people.vault(viewerId);
    if (!vault || records.length === 0) return;
    const sealed = await sealRecords(vault, records);
    await this.#connection.write(['people', 'records'], 'relaxed', async (access) => {
      await putRecords(access, vault, sealed);
    });
  }

  async keepDraft(viewerId: Id, id: string, value: unknown, revision: number): Promise<number | null> {
    const vault = await this.#people.ownVault(viewerId);
    const [sealed] = await sealRecords(vault, [{ kind: 'draft', id, value }]);
    if (!sealed) return null;
    const outcome = await this.#connection.write(['people', 'records'], 'strict', async (access) => {
      if (!(await isCurrent(access, vault))) return 'wiped' as const;
      const latest = await revisionOf(access, viewerId, 'draft', id);
      // One that was removed is in nobody's way.
      if (revision < latest && (await isThere(access, viewerId, id))) return null;
      await putRecords(access, vault, [sealed]);
      return latest + 1;
    });
    if (outcome !== 'wiped') return outcome;
    this.#people.forget(viewerId);
    return this.keepDraft(viewerId, id, value, revision);
  }

  async purgeCase(viewerId: Id, caseId: Id): Promise<void> {
    const vault = await this.#people.vault(viewerId);
    const lists = vault ? await this.#listsWithout(vault, caseId) : [];
    const stores: StoreName[] = ['people', 'records', 'rows', 'totals', 'changes'];
    await this.#connection.write(stores, 'relaxed', async (access) => {
      const records = access.objectStore('records');
      await Promise.all([
        records.delete([viewerId, 'case', caseId]),
        records.delete([viewerId, 'thread', caseId]),
        records.delete(
          IDBKeyRange.bound([viewerId, 'file', `${caseId}/`], [viewerId, 'file', `${caseId}/\uffff`]),
        ),
        records.delete(rangeOfBlocks(viewerId)),
      ]);
      if (!vault) return;
      await deleteRow(access, vault.generation, caseId);
      for (const list of lists) {
        // One that was written meanwhile comes from somebody who asked later.
        if ((await revisionOf(access, viewerId, 'list', list.id)) === list.revision) await records.put(list);
      }
    });
  }

  /** Kept lists that have the case in them, as they stand without it. */
  async #listsWithout(vault: Vault, caseId: Id): Promise<readonly CacheRecord[]> {
    const records = await this.#connection.read(['records'], (access) =>
      access.objectStore('records').getAll(rangeOfRecords(vault.viewerId, 'list')),
    );
    const changed: CacheRecord[] = [];
    for (const record of records) {
      const place = PLACES.record(vault.viewerId, 'list', record.id);
      const list = record.sealed && (await vault.open<ListOfCases>(record.sealed, place));
      const items = list?.items?.filter(({ id }) => id !== caseId);
      if (!items || items.length === list?.items?.length) continue;
      changed.push({ ...record, sealed: await vault.seal({ ...list, items }, place) });
    }
    return changed;
  }
}

interface ListOfCases {
  readonly items?: readonly { readonly id: Id }[];
}

export function sealRecords(vault: Vault, records: readonly RecordWrite[]): Promise<SealedRecord[]> {
  const asOf = new Date().toISOString();
  return Promise.all(
    records.map(async ({ kind, id, value }) => {
      if (value === undefined) return { kind, id, asOf };
      const sealed = await vault.seal(value, PLACES.record(vault.viewerId, kind, id));
      return { kind, id, asOf, sealed };
    }),
  );
}

/** Writes drafts, and whatever can be asked for again as long as the person is signed in here. */
export async function putRecords(
  access: Access<'readwrite'>,
  vault: Vault,
  records: readonly SealedRecord[],
): Promise<void> {
  if (records.length === 0) return;
  const isHere = await isAdmitted(access, vault);
  const store = access.objectStore('records');
  const kinds = new Map<RecordKind, number>();
  for (const { kind, id, asOf, sealed } of records) {
    if (kind !== 'draft' && (!sealed || !isHere)) {
      if (!sealed) await store.delete([vault.viewerId, kind, id]);
      continue;
    }
    const revision = (await revisionOf(access, vault.viewerId, kind, id)) + 1;
    const written = (kinds.get(kind) ?? (await latestOf(access, vault.viewerId, kind))) + 1;
    kinds.set(kind, written);
    await store.put({
      viewerId: vault.viewerId,
      kind,
      id,
      revision,
      asOf,
      ...(sealed && { sealed, written }),
    });
  }
}

async function isThere(access: Access<'readwrite'>, viewerId: Id, draftId: string): Promise<boolean> {
  const record = await access.objectStore('records').get([viewerId, 'draft', draftId]);
  return record?.sealed !== undefined;
}

/** 0: never written. */
async function revisionOf(
  access: Access<'readwrite'>,
  viewerId: Id,
  kind: RecordKind,
  id: string,
): Promise<number> {
  const range = IDBKeyRange.bound([viewerId, kind, id], [viewerId, kind, id, []]);
  const cursor = await access.objectStore('records').index('revision').openKeyCursor(range);
  return cursor?.key[3] ?? 0;
}

async function latestOf(access: Access<'readwrite'>, viewerId: Id, kind: RecordKind): Promise<number> {
  const written = access.objectStore('records').index('written');
  const cursor = await written.openKeyCursor(rangeOfRecords(viewerId, kind), 'prev');
  return cursor?.key[2] ?? 0;
}
