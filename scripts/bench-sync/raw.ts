/** IndexedDB with nothing around it: cases as they are, one index, nothing sealed. */

const range = IDBKeyRange.bound(['active'], ['active', []]);

export class RawCases {
  readonly #database: IDBDatabase;

  private constructor(database: IDBDatabase) {
    this.#database = database;
  }

  static open(name: string): Promise<RawCases> {
    return new Promise((resolve, reject) => {
      const request = indexedDB.open(name, 1);
      request.onupgradeneeded = () => {
        request.result.createObjectStore('operations', { keyPath: 'id' });
        const rows = request.result.createObjectStore('rows', { keyPath: 'id' });
        rows.createIndex('newest', ['state', 'updatedAt']);
      };
      request.onsuccess = () => resolve(new RawCases(request.result));
      request.onerror = () => reject(request.error ?? new Error('not opened'));
    });
  }

  /** One strict transaction. */
  write(store: 'operations' | 'rows', values: readonly object[]): Promise<void> {
    return this.#change(store, (objects) => {
      for (const value of values) objects.put(value);
    });
  }

  remove(store: 'operations' | 'rows', ids: readonly string[]): Promise<void> {
    return this.#change(store, (objects) => {
      for (const id of ids) objects.delete(id);
    });
  }

  /** The newest page, newest first, as it is usually read: case by case. */
  page(limit: number): Promise<readonly unknown[]> {
    return new Promise((resolve) => {
      const transaction = this.#database.transaction('rows');
      const rows: unknown[] = [];
      const index = transaction.objectStore('rows').index('newest');
      index.openCursor(range, 'prev').onsuccess = (event) => {
        const cursor = (event.target as IDBRequest<IDBCursorWithValue | null>).result;
        if (cursor) rows.push(cursor.value);
        if (cursor && rows.length < limit) cursor.continue();
      };
      transaction.oncomplete = () => resolve(rows);
    });
  }

  /** A page with one request: the oldest, since no request gives the newest at once in every browser. */
  pageAtOnce(limit: number): Promise<readonly unknown[]> {
    return new Promise((resolve) => {
      const transaction = this.#database.transaction('rows');
      const request = transaction.objectStore('rows').index('newest').getAll(range, limit);
      transaction.oncomplete = () => resolve(request.result);
    });
  }

  #change(store: string, work: (objects: IDBObjectStore) => void): Promise<void> {
    return new Promise((resolve, reject) => {
      const transaction = this.#database.transaction(store, 'readwrite', { durability: 'strict' });
      work(transaction.objectStore(store));
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error ?? new Error('aborted'));
    });
  }
}
