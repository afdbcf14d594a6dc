/**
 * Remembers, outside of the database, that undelivered operations are in it. A database that was deleted, evicted or found
 * damaged by the browser comes back empty and silent: only by this can the customer be told.
 */
export class Canary {
  readonly #key: string;

  /** @param name of the database */
  constructor(name: string) {
    this.#key = `${name}:unsent`;
  }

  /**
   * Says how many undelivered operations the database with this birth mark has. Called within the transaction that
   * changes them, so that tabs speak in the order of their transactions.
   */
  keep(born: string, count: number): void {
    attempt((storage) => {
      if (count > 0) storage.setItem(this.#key, `${born}:${String(count)}`);
      else storage.removeItem(this.#key);
    });
  }

  /** How many operations went with a database that had another birth mark. */
  missing(born: string): number {
    const kept = attempt((storage) => storage.getItem(this.#key)) ?? '';
    const [of, count] = kept.split(':');
    return of === born ? 0 : Number(count) || 0;
  }
}

/** Where storage is refused the mere word `localStorage` throws. */
function attempt<T>(work: (storage: Storage) => T): T | undefined {
  try {
    return work(localStorage);
  } catch {
    return undefined;
  }
}
