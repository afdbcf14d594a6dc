/** What is being typed, kept for the person in charge. */
import type { Kept } from '../offline/storage.js';

/** Drafts for as long as the page lives. */
export class Drafts {
  readonly #drafts = new Map<string, Kept<unknown>>();

  async read<T>(id: string): Promise<Kept<T> | undefined> {
    return this.#drafts.get(id) as Kept<T> | undefined;
  }

  async keep(id: string, value: unknown, revision: number): Promise<number | null> {
    if ((this.#drafts.get(id)?.revision ?? 0) !== revision) return null;
    if (value === undefined) this.#drafts.delete(id);
    else this.#drafts.set(id, { value, asOf: new Date().toISOString(), revision: revision + 1 });
    return revision + 1;
  }

  clear(): void {
    this.#drafts.clear();
  }
}
