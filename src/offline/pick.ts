/** What goes next. */
import type { Id } from '../model/case.js';
import { restsOn } from '../model/dependence.js';
import { isSendable, type Operation } from '../model/operation.js';

/** Outstanding operations by their case, in order. */
export function byCase(operations: Iterable<Operation>): ReadonlyMap<Id, readonly Operation[]> {
  const cases = new Map<Id, Operation[]>();
  for (const operation of operations) {
    const own = cases.get(operation.caseId);
    if (own) own.push(operation);
    else cases.set(operation.caseId, [operation]);
  }
  return cases;
}

/**
 * The next request: one operation, or up to `most` that one request may carry. Of one case, those that may follow one another
 * in it: a change of a record whose version an earlier one will make has to wait for that. A file always goes alone.
 * @param isReady whether nothing but the order keeps it back
 */
export function pick(
  cases: ReadonlyMap<Id, readonly Operation[]>,
  isReady: (operation: Operation) => boolean,
  most: number,
): readonly Operation[] {
  const batch: Operation[] = [];
  for (const own of cases.values()) {
    const taken: Operation[] = [];
    for (const operation of own) {
      const others = own.filter((other) => !taken.includes(other));
      if (!isReady(operation) || !isSendable(operation, others)) continue;
      if (taken.some((earlier) => restsOn(operation, earlier))) break;
      if (isFile(operation) || most === 1) {
        if (batch.length + taken.length === 0) return [operation];
        continue;
      }
      taken.push(operation);
      if (batch.length + taken.length === most) return [...batch, ...taken];
    }
    batch.push(...taken);
  }
  return batch;
}

/** Does it carry bytes? */
export function isFile({ payload }: Operation): boolean {
  return payload.kind === 'putAttachment';
}

/** Somebody must sign in first: whatever is sent before that is turned away like the one that was. */
export function isOnHold(operations: Iterable<Operation>): boolean {
  for (const { state } of operations) if (state === 'held') return true;
  return false;
}
