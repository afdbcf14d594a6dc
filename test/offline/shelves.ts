/** Databases for tests, each of its own name, removed when the test is over. */
import { deleteDB } from 'idb';
import type { Patience } from '../../src/offline/connection.js';
import { IndexedDbStorage } from '../../src/offline/indexeddb-storage.js';

const names: string[] = [];
const open: { close(): void }[] = [];
const replacements: (() => void)[] = [];
let made = 0;

/** A name that no database had before. */
export function freshName(): string {
  const name = `casement:test-${Date.now()}-${++made}`;
  names.push(name);
  return name;
}

/** A tab that has the database open, closed when the test is over. */
export function aTab(name: string, patience?: Patience): IndexedDbStorage {
  return closedLater(new IndexedDbStorage(name, patience));
}

export function closedLater<T extends { close(): void }>(thing: T): T {
  open.push(thing);
  return thing;
}

/** For `afterEach`. */
export async function clearShelves(): Promise<void> {
  for (const end of replacements.splice(0).reverse()) end();
  for (const thing of open.splice(0)) thing.close();
  for (const name of names.splice(0)) {
    await deleteDB(name);
    localStorage.removeItem(`${name}:unsent`);
  }
}

/** Replaces a method until the test is over, or until the returned function is called. */
export function replaced<T extends object, K extends keyof T>(owner: T, key: K, value: T[K]): () => void {
  const before = Object.getOwnPropertyDescriptor(owner, key);
  Object.defineProperty(owner, key, { configurable: true, writable: true, value });
  let ended = false;
  const end = (): void => {
    if (ended) return;
    ended = true;
    if (before) Object.defineProperty(owner, key, before);
    else Reflect.deleteProperty(owner, key);
  };
  replacements.push(end);
  return end;
}
