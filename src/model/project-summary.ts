/** The part of the projection that lists need: a row, after the outstanding operations of its case. */
import type { CaseChange, CaseSummary, Id, Instant, Status } from './case.js';
import type { Failure } from './failure.js';
import { LIFECYCLE, stateOf } from './lifecycle.js';
import type { Operation, OperationState } from './operation.js';
import { isOutstanding } from './outstanding.js';

/** What a pending or refused write looks like beside the record that it changes. */
export interface Mark {
  readonly operationId: Id;
  readonly state: Exclude<OperationState, 'delivered' | 'discarded'>;
  readonly failure: Failure | null;
  /** When it was written. */
  readonly since: Instant;
}

export interface CaseRow extends CaseSummary {
  readonly mark: Mark | null;
}

/** An operation that the screen shows as if it were done: everything outstanding that was not refused. */
export function applies(operation: Operation): boolean {
  return isOutstanding(operation) && operation.state !== 'refused';
}

export function markOf(operation: Operation | undefined): Mark | null {
  if (!operation || !isOutstanding(operation)) return null;
  const state = operation.state as Mark['state'];
  return { operationId: operation.id, state, failure: operation.failure, since: operation.enqueuedAt };
}

/** The mark of a case: its first write that is still outstanding; reading marks and statistics are nobody's business. */
function caseMark(operations: readonly Operation[]): Mark | null {
  return markOf(operations.find((op) => isOutstanding(op) && !isSilent(op)));
}

/** Written by the program for the customer: marks of reading, and what became of a search. */
export function isSilent(operation: Operation): boolean {
  return operation.payload.kind === 'markCaseRead' || operation.payload.kind === 'recordDeflection';
}

function projectStatus(current: Status, operations: readonly Operation[]): Status {
  return operations
    .filter(applies)
    .reduce<Status>(
      (status, { payload }) =>
        payload.kind === 'transitionCase'
          ? LIFECYCLE[payload.transition.action].to
          : (payload.kind === 'updateCase' && payload.change.status) || status,
      current,
    );
}

/** What the outstanding changes of a case come to: of each field the last one. */
export function projectChange(operations: readonly Operation[]): CaseChange {
  return operations.filter(applies).reduce<CaseChange>((whole, { payload }) => {
    if (payload.kind !== 'updateCase') return whole;
    const { fields = {}, ...rest } = payload.change;
    return { ...whole, ...rest, fields: { ...whole.fields, ...fields } };
  }, {});
}

/** Fields of a summary after the outstanding operations of its case. `labels` names the statuses. */
export function projectSummary<C extends CaseSummary>(
  summary: C,
  operations: readonly Operation[],
  labels: ReadonlyMap<Status, string>,
): C & { readonly mark: Mark | null } {
  const own = operations.filter((op) => op.caseId === summary.id);
  if (!own.length) return { ...summary, mark: null };
  const status = projectStatus(summary.status, own);
  const { subject, priority, category } = { ...summary, ...projectChange(own) };
  const read = own.some((op) => op.payload.kind === 'markCaseRead' && applies(op));
  return {
    ...summary,
    subject,
    priority,
    category,
    status,
    state: status === summary.status ? summary.state : stateOf(status),
    statusLabel: status === summary.status ? summary.statusLabel : (labels.get(status) ?? status),
    unreadCount: read ? 0 : summary.unreadCount,
    noteCount: summary.noteCount + own.filter((op) => op.payload.kind === 'createNote' && applies(op)).length,
    mark: caseMark(own),
  };
}
