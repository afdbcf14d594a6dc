import type { Id } from '../model/case.js';
import type { Operation } from '../model/operation.js';
import type { OperationStorage } from './storage.js';

/** Keeps operations for as long as the page lives. */
export class MemoryOperations implements OperationStorage {
  readonly #operations = new Map<Id, Operation>();
  readonly #bytes = new Map<Id, Blob>();

  async all(): Promise<readonly Operation[]> {
    return [...this.#operations.values()].sort((a, b) => a.seq - b.seq);
  }

  async add(operations: readonly Operation[], bytes: ReadonlyMap<Id, Blob> = new Map()): Promise<void> {
    for (const operation of operations) this.#operations.set(operation.id, operation);
    for (const [id, blob] of bytes) this.#bytes.set(id, blob);
  }

  async update(operations: readonly Operation[]): Promise<void> {
    for (const operation of operations) {
      if (this.#operations.has(operation.id)) this.#operations.set(operation.id, operation);
    }
  }

  async remove(id: Id): Promise<void> {
    this.#operations.delete(id);
    this.#bytes.delete(id);
  }

  async bytes(id: Id): Promise<Blob | undefined> {
    return this.#bytes.get(id);
  }

  async clear(): Promise<void> {
    this.#operations.clear();
    this.#bytes.clear();
  }
}
