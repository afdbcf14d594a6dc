/**
 * What the first paint needs of the cache, and no more: raw IndexedDB, one transaction, nothing created. Whatever goes wrong,
 * the answer is that nothing is known.
 */
import type { Id } from '../model/case.js';
import type { CacheRecord, PersonRecord } from './schema.js';
import { PLACES, openKeys, openSealed, userKeyDigest } from './sealed.js';
import type { Kept, KnownPerson } from './storage.js';

/** Mirrors the version of the schema, which is not loaded here. */
const FIRST_READABLE = 1;

export interface FirstRead<T> {
  readonly person: KnownPerson;
  /** Undefined: that list was never seen. */
  readonly list: Kept<T> | undefined;
}

/**
 * The person and one of their lists, as they were last seen.
 * @param name of the database
 * @param userKey what the host calls the person; null: whoever was here last
 * @param listId the list's `queryKey`
 * @param secret of the host's session, where the host gives one
 */
export async function firstRead<T>(
  name: string,
  userKey: string | null,
  listId: string,
  secret?: string,
): Promise<FirstRead<T> | undefined> {
  try {
    const digest = userKey === null ? null : await userKeyDigest(userKey);
    const database = await openExisting(name);
    try {
      return await readFirst<T>(database, userKey, digest, listId, secret);
    } finally {
      database.close();
    }
  } catch {
    return undefined;
  }
}

/** A database that is not there is not made. */
function openExisting(name: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name);
    request.onupgradeneeded = () => request.transaction?.abort();
    request.onsuccess = () => {
      const database = request.result;
      if (database.version === FIRST_READABLE) return resolve(database);
      database.close();
      reject(new Error('another version'));
    };
    request.onerror = () => reject(new Error('no database'));
  });
}

async function readFirst<T>(
  database: IDBDatabase,
  userKey: string | null,
  digest: string | null,
  listId: string,
  secret: string | undefined,
): Promise<FirstRead<T> | undefined> {
  const transaction = database.transaction(['people', 'meta', 'records']);
  const ask = <R>(store: string, question: (from: IDBObjectStore) => IDBRequest<R>): Promise<R> =>
    answer(question(transaction.objectStore(store)));
  const [people, last] = await Promise.all([
    ask('people', (from) => from.getAll() as IDBRequest<PersonRecord[]>),
    ask('meta', (from) => from.get('last') as IDBRequest<Id | undefined>),
  ]);
  const record = pickPerson(people, last, userKey, digest);
  if (!record?.session) return undefined;
  const { viewerId } = record;
  const kept = await ask(
    'records',
    (from) => from.get([viewerId, 'list', listId]) as IDBRequest<CacheRecord | undefined>,
  );
  const keys = await openKeys(viewerId, record.keys, secret);
  const person = await openSealed<KnownPerson>(keys, record.session, PLACES.session(viewerId));
  if (!person) return undefined;
  const value =
    kept?.sealed && (await openSealed<T>(keys, kept.sealed, PLACES.record(viewerId, 'list', listId)));
  return {
    person,
    list: kept && value !== undefined ? { value, asOf: kept.asOf, revision: kept.revision } : undefined,
  };
}

function answer<R>(request: IDBRequest<R>): Promise<R> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(new Error('unreadable'));
  });
}

/** The record of the person of that key; without a key, of whoever was here last, unless they have left. */
export function pickPerson(
  people: readonly PersonRecord[],
  last: Id | undefined,
  userKey: string | null,
  digest: string | null,
): PersonRecord | undefined {
  if (userKey === null) return people.find(({ viewerId }) => viewerId === last);
  return people.find((person) => person.session !== undefined && person.userKey === digest);
}
