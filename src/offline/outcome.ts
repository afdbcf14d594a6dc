/** What the answers of a backend make of the operations that were sent. */
import type { Id } from '../model/case.js';
import type { Failure } from '../model/failure.js';
import type { Operation } from '../model/operation.js';
import type { Change } from './change.js';
import type { RecordWrite } from './storage.js';

/** What came of an operation that was delivered. */
export interface Delivery {
  /** The version of the record it changed, if there is one: what rests on it goes out against that. */
  readonly version?: string;
  /** Snapshots that replace what the operation did; kept in one transaction with its end. */
  readonly records?: readonly RecordWrite[];
  /** The backend's answer, for whoever waits for it, in any tab. */
  readonly receipt?: unknown;
}

export type Answer = Delivery | Failure;

const NO_ANSWER: Failure = { kind: 'protocol' };

export function isFailure(answer: Answer): answer is Failure {
  return 'kind' in answer;
}

/** One answer for each operation, whatever the backend gave. */
export function aligned(sent: readonly Operation[], answers: readonly Answer[]): readonly Answer[] {
  return sent.map((_, i) => answers[i] ?? NO_ANSWER);
}

/** Those that are on their way without anybody waiting for their answer: the tab that was sending is gone, or lost track. */
export function recover(change: Change, flying: ReadonlySet<Id>): void {
  for (const { id, state } of change.all) {
    if (state === 'sending' && !flying.has(id)) change.apply(id, { type: 'recover' });
  }
}

/** Writes down what came of those that are still on their way: what another tab recovered meanwhile is its business. */
export function conclude(change: Change, sent: readonly Operation[], answers: readonly Answer[]): void {
  sent.forEach((operation, i) => {
    const answer = answers[i] ?? NO_ANSWER;
    if (change.find(operation.id)?.revision !== operation.revision) return;
    if (isFailure(answer)) change.settle(change.apply(operation.id, { type: 'fail', failure: answer }));
    else acknowledge(change, operation, answer);
  });
}

function acknowledge(change: Change, operation: Operation, { version, records, receipt }: Delivery): void {
  if (version !== undefined) change.supersede(operation, version);
  change.records.push(...(records ?? []));
  change.settle(change.apply(operation.id, { type: 'acknowledge' }), receipt);
}
