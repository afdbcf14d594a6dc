import type { Id } from '../model/case.js';
import type { Operation } from '../model/operation.js';
import type { Commit } from './storage.js';

/** Bytes of files that a page holds on to, in case the database goes away with them. */
const MOST_BYTES = 64_000_000;

/** Operations of one person as this page last knew them to be on the disk. */
export class Ledger {
  readonly operations = new Map<Id, Operation>();
  /** Of files that were written in this page. */
  readonly bytes = new Map<Id, ArrayBuffer>();

  /** All that there is. */
  see(all: readonly Operation[]): void {
    this.operations.clear();
    for (const operation of all) this.operations.set(operation.id, operation);
    for (const id of this.bytes.keys()) if (!this.operations.has(id)) this.bytes.delete(id);
  }

  /** A commit that succeeded, with the operations it added. */
  apply(change: Commit, added: readonly Operation[]): void {
    for (const { operation, was = operation.id } of change.replace ?? []) {
      const bytes = this.bytes.get(was);
      this.#drop(was);
      this.operations.set(operation.id, operation);
      if (bytes) this.bytes.set(operation.id, bytes);
    }
    for (const { id } of change.remove ?? []) this.#drop(id);
    for (const operation of added) this.operations.set(operation.id, operation);
    for (const [id, bytes] of change.bytes ?? []) if (this.#hasRoomFor(bytes)) this.bytes.set(id, bytes);
  }

  get inOrder(): readonly Operation[] {
    return [...this.operations.values()].sort((a, b) => a.seq - b.seq);
  }

  #drop(id: Id): void {
    this.operations.delete(id);
    this.bytes.delete(id);
  }

  #hasRoomFor({ byteLength }: ArrayBuffer): boolean {
    return [...this.bytes.values()].reduce((sum, kept) => sum + kept.byteLength, byteLength) <= MOST_BYTES;
  }
}
