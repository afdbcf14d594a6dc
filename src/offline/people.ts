import type { Id } from '../model/case.js';
import { isOutstanding } from '../model/outstanding.js';
import type { Canary } from './canary.js';
import type { Access, Connection } from './connection.js';
import { rangeOfRecords, type PersonRecord, type StoreName } from './schema.js';
import { PLACES, openKeys, openSealed, subtleOf, userKeyDigest } from './sealed.js';
import { StorageError, type KnownPerson, type RecordKind } from './storage.js';
import { Vault, makeKey, sealWith } from './vault.js';

const DELIVERED: readonly RecordKind[] = ['list', 'case', 'thread', 'article', 'file', 'sync'];

/** Who has something in the database, and the keys that open it. */
export class People {
  readonly #connection: Connection;
  readonly #canary: Canary;
  readonly #vaults = new Map<Id, Promise<Vault | undefined>>();
  /** Given by the host; kept as long as the page lives. */
  readonly #secrets = new Map<Id, string>();
  /** Some browsers have no place for keys in their database. */
  #keysAreStorable = true;

  constructor(connection: Connection, canary: Canary) {
    this.#connection = connection;
    this.#canary = canary;
  }

  async person(userKey: string | null, secret?: string): Promise<KnownPerson | undefined> {
    // The database is opened meanwhile; a failure shows with the first read.
    this.#connection.open().catch(() => undefined);
    const digest = userKey === null ? null : await userKeyDigest(userKey);
    const [records, last] = await this.#connection.read(['people', 'meta'], (access) =>
      Promise.all([access.objectStore('people').getAll(), access.objectStore('meta').get('last')]),
    );
    const record = pickPerson(records, last, userKey, digest);
    if (!record?.session) return undefined;
    const { viewerId } = record;
    const vault = await vaultOf(record, secret);
    const known = await openSealed<KnownPerson>(vault.keys, record.session, PLACES.session(viewerId));
    if (!known) return undefined;
    if (secret !== undefined) this.#remember(viewerId, secret);
    // What is shown next opens with the same keys.
    if (secret === this.#secrets.get(viewerId) && !this.#vaults.has(viewerId))
      this.#vaults.set(viewerId, Promise.resolve(vault));
    return known;
  }

  async admit(person: KnownPerson, secret?: string): Promise<void> {
    const { viewerId, userKey } = person;
    if (secret !== undefined) this.#remember(viewerId, secret);
    const digest = userKey === null ? null : await userKeyDigest(userKey);
    for (;;) {
      const before = await this.#record(viewerId);
      const { record, vault, key } = await this.#keyed(viewerId, before, secret);
      const admitted: PersonRecord = key
        ? {
            ...record,
            userKey: digest,
            session: await sealWith(key.key, key.index, person, PLACES.session(viewerId)),
            admitted: 1,
          }
        : record;
      if (await this.#put(admitted, before, true)) {
        this.#vaults.set(viewerId, Promise.resolve(vault));
        return;
      }
    }
  }

  /** The person's keys; undefined: nothing is stored of them. */
  async vault(viewerId: Id): Promise<Vault | undefined> {
    const known = this.#vaults.get(viewerId) ?? this.#open(viewerId);
    this.#vaults.set(viewerId, known);
    try {
      const vault = await known;
      if (!vault) this.#forget(viewerId, known);
      return vault;
    } catch (thrown) {
      this.#forget(viewerId, known);
      throw thrown;
    }
  }

  /** The person's keys, made where there are none. */
  async ownVault(viewerId: Id): Promise<Vault> {
    for (;;) {
      const vault = await this.vault(viewerId);
      if (vault && (vault.sealing || !subtleOf())) return vault;
      const before = await this.#record(viewerId);
      const made = await this.#keyed(viewerId, before, this.#secrets.get(viewerId));
      if (await this.#put(made.record, before, false))
        this.#vaults.set(viewerId, Promise.resolve(made.vault));
      else this.forget(viewerId);
    }
  }

  /** Keys are read anew: another tab may have wiped them, or made others. */
  forget(viewerId: Id): void {
    this.#vaults.delete(viewerId);
  }

  /** The database came back empty. */
  forgetAll(): void {
    this.#vaults.clear();
  }

  async holdings(): Promise<readonly { readonly viewerId: Id; readonly undelivered: number }[]> {
    const [people, operations] = await this.#connection.read(['people', 'operations'], (access) =>
      Promise.all([access.objectStore('people').getAllKeys(), access.objectStore('operations').getAll()]),
    );
    const counts = new Map(people.map((viewerId) => [viewerId, 0]));
    for (const { viewerId } of operations.filter(isOutstanding)) {
      counts.set(viewerId, (counts.get(viewerId) ?? 0) + 1);
    }
    return [...counts].map(([viewerId, undelivered]) => ({ viewerId, undelivered }));
  }

  async wipe(viewerId: Id, what: 'delivered' | 'everything'): Promise<void> {
    const stores: StoreName[] = [
      'people',
      'operations',
      'bytes',
      'terms',
      'records',
      'rows',
      'totals',
      'changes',
    ];
    await this.#connection.write(stores, 'strict', async (access) => {
      const person = await access.objectStore('people').get(viewerId);
      await wipeDelivered(access, viewerId, person);
      if (what === 'everything') await wipeRest(access, viewerId);
      this.#canary.keep(this.#connection.born, await access.objectStore('operations').count());
    });
    this.forget(viewerId);
    if (what === 'everything') this.#secrets.delete(viewerId);
  }

  #remember(viewerId: Id, secret: string): void {
    if (this.#secrets.get(viewerId) === secret) return;
    this.#secrets.set(viewerId, secret);
    this.forget(viewerId);
  }

  #forget(viewerId: Id, known: Promise<Vault | undefined>): void {
    if (this.#vaults.get(viewerId) === known) this.#vaults.delete(viewerId);
  }

  async #open(viewerId: Id): Promise<Vault | undefined> {
    const record = await this.#record(viewerId);
    return record && vaultOf(record, this.#secrets.get(viewerId));
  }

  #record(viewerId: Id): Promise<PersonRecord | undefined> {
    return this.#connection.read(['people'], (access) => access.objectStore('people').get(viewerId));
  }

  #keyed(viewerId: Id, before: PersonRecord | undefined, secret: string | undefined): Promise<Keyed> {
    return keyed(viewerId, before, secret, this.#keysAreStorable);
  }

  /** @returns false: another tab was faster, or the key cannot be stored as it is; nothing was written */
  async #put(record: PersonRecord, before: PersonRecord | undefined, isLast: boolean): Promise<boolean> {
    try {
      return await this.#store(record, before, isLast);
    } catch (thrown) {
      if (!this.#keysAreStorable || !isUncloneable(thrown)) throw thrown;
      this.#keysAreStorable = false;
      return false;
    }
  }

  #store(record: PersonRecord, before: PersonRecord | undefined, isLast: boolean): Promise<boolean> {
    return this.#connection.write(['people', 'meta'], 'strict', async (access) => {
      const people = access.objectStore('people');
      const now = await people.get(record.viewerId);
      if (now?.generation !== before?.generation || now?.keys.length !== before?.keys.length) return false;
      await people.put(record);
      if (isLast) await access.objectStore('meta').put(record.viewerId, 'last');
      return true;
    });
  }
}

async function wipeDelivered(
  access: Access<'readwrite'>,
  viewerId: Id,
  person: PersonRecord | undefined,
): Promise<void> {
  const records = access.objectStore('records');
  await Promise.all(DELIVERED.map((kind) => records.delete(rangeOfRecords(viewerId, kind))));
  if (!person) return;
  const { generation } = person;
  const all = IDBKeyRange.bound([generation], [generation, []]);
  await Promise.all([access.objectStore('rows').delete(all), access.objectStore('totals').delete(all)]);
  await access.objectStore('changes').add({ generation, ids: null });
  const { session: _session, admitted: _admitted, ...kept } = person;
  await access.objectStore('people').put(kept);
}

/** What was not delivered, and the keys: with them gone, what lingers in the browser's files is noise. */
async function wipeRest(access: Access<'readwrite'>, viewerId: Id): Promise<void> {
  for (const name of ['operations', 'bytes'] as const) {
    const store = access.objectStore(name);
    const keys = await store.index('viewerId').getAllKeys(viewerId);
    await Promise.all(keys.map((key) => store.delete(key)));
  }
  await access.objectStore('records').delete(rangeOfRecords(viewerId, 'draft'));
  await access.objectStore('terms').delete(viewerId);
  await access.objectStore('people').delete(viewerId);
}

/** Is what was sealed with these keys still of use? Asked within the transaction that writes it. */
export async function isCurrent(access: Access<'readwrite'>, vault: Vault): Promise<boolean> {
  const people = access.objectStore('people').index('generation');
  return (await people.getKey([vault.viewerId, vault.generation])) !== undefined;
}

/** Is the person signed in here, so that what can be asked for again may be kept? */
export async function isAdmitted(access: Access<'readwrite'>, vault: Vault): Promise<boolean> {
  const people = access.objectStore('people').index('admitted');
  return (await people.getKey([vault.viewerId, vault.generation, 1])) !== undefined;
}

async function vaultOf(record: PersonRecord, secret: string | undefined): Promise<Vault> {
  const keys = await openKeys(record.viewerId, record.keys, secret);
  return new Vault(record.viewerId, record.generation, keys, currentKey(record, keys, secret));
}

/** A secret seals where there is one: a key that stands in the database protects less. */
function currentKey(record: PersonRecord, keys: Vault['keys'], secret: string | undefined): number | null {
  const isDerived = secret !== undefined;
  const index = keys.findLastIndex((key, at) => {
    const stored = record.keys[at];
    return key !== undefined && stored !== undefined && 'salt' in stored === isDerived;
  });
  return index < 0 ? null : index;
}

interface Keyed {
  readonly record: PersonRecord;
  readonly vault: Vault;
  /** The key that seals; null without Web Crypto. */
  readonly key: { readonly key: CryptoKey; readonly index: number } | null;
}

/** The person's record with a key that can seal, made if need be. */
async function keyed(
  viewerId: Id,
  before: PersonRecord | undefined,
  secret: string | undefined,
  storable: boolean,
): Promise<Keyed> {
  const record = before ?? { viewerId, generation: randomNumber(), keys: [] };
  const vault = await vaultOf(record, secret);
  if (vault.sealing) return { record, vault, key: vault.sealing };
  const index = record.keys.length;
  const made = await makeKey(viewerId, index, secret, storable);
  if (!made) return { record, vault, key: null };
  return {
    record: { ...record, keys: [...record.keys, made.record] },
    vault: new Vault(viewerId, record.generation, [...vault.keys, made.key], index),
    key: { key: made.key, index },
  };
}

function isUncloneable(thrown: unknown): boolean {
  return (
    thrown instanceof StorageError &&
    thrown.cause instanceof DOMException &&
    thrown.cause.name === 'DataCloneError'
  );
}

function randomNumber(): number {
  return crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;
}

/** The record of the person of that key; without a key, of whoever was here last, unless they have left. */
function pickPerson(
  people: readonly PersonRecord[],
  last: Id | undefined,
  userKey: string | null,
  digest: string | null,
): PersonRecord | undefined {
  if (userKey === null) return people.find(({ viewerId }) => viewerId === last);
  return people.find((person) => person.session !== undefined && person.userKey === digest);
}
