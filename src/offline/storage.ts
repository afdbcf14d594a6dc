/** The port of what survives between two deliveries. Implementations pass one conformance suite. */
import type { Id } from '../model/case.js';
import type { Operation } from '../model/operation.js';

export interface OperationStorage {
  /** Outstanding operations, in the order they were written. */
  all(): Promise<readonly Operation[]>;
  /** Resolves when all of them are kept, with the bytes of their files; one or none. */
  add(operations: readonly Operation[], bytes?: ReadonlyMap<Id, Blob>): Promise<void>;
  /** Replaces operations that are there; others are left out. */
  update(operations: readonly Operation[]): Promise<void>;
  remove(id: Id): Promise<void>;
  /** Bytes of a file's operation. */
  bytes(id: Id): Promise<Blob | undefined>;
  clear(): Promise<void>;
}
