/** What waits in the outbox, as the customer reads it. */
import type { Id, Instant } from '../model/case.js';
import type { Failure } from '../model/failure.js';
import { isEditable, type Operation, type OperationState } from '../model/operation.js';
import { isSilent } from '../model/project-summary.js';
import type { StoreState } from './state.js';

export interface OutboxEntry {
  readonly operation: Operation;
  readonly caseId: Id;
  /** The subject of the case as far as it is known here. */
  readonly caseTitle: string | null;
  readonly state: OperationState;
  /** May it still be written anew? */
  readonly isEditable: boolean;
  readonly since: Instant;
  /** Not delivered for long although there is a network: somebody should know. */
  readonly isOverdue: boolean;
  /** Why it waits or was refused; null: it was not tried, or is being tried. */
  readonly failure: Failure | null;
  /** Share of the bytes sent, 0 to 1; null: nothing is being sent. */
  readonly progress: number | null;
  /** Files that go with it. */
  readonly files: readonly OutboxEntry[];
}

/** What waits of one case, in the order it was written. */
export interface OutboxCase {
  readonly caseId: Id;
  readonly caseTitle: string | null;
  readonly entries: readonly OutboxEntry[];
}

export interface OutboxView {
  /** Everything that the customer wrote and that is not delivered, files included. */
  readonly count: number;
  /** Those of them that only the customer can settle. */
  readonly refused: number;
  /** The case whose oldest write is the oldest comes first. */
  readonly cases: readonly OutboxCase[];
}

let last: { readonly deps: readonly unknown[]; readonly view: OutboxView } | undefined;

/** The same object as long as nothing in it changed. */
export function selectOutbox(state: StoreState): OutboxView {
  const deps = [state.operations, state.cases, state.lists, state.progress, state.overdue];
  if (!last || last.deps.some((value, index) => value !== deps[index])) last = { deps, view: viewOf(state) };
  return last.view;
}

function viewOf(state: StoreState): OutboxView {
  const written = state.operations.filter((operation) => !isSilent(operation));
  const cases = new Map<Id, Operation[]>();
  for (const operation of written) {
    const own = cases.get(operation.caseId);
    if (own) own.push(operation);
    else cases.set(operation.caseId, [operation]);
  }
  return {
    count: written.length,
    refused: written.filter((operation) => operation.state === 'refused').length,
    cases: [...cases].map(([caseId, own]) => caseOf(state, caseId, own)),
  };
}

function caseOf(state: StoreState, caseId: Id, own: readonly Operation[]): OutboxCase {
  const caseTitle = titleOf(state, caseId, own);
  const entryOf = (operation: Operation): OutboxEntry => ({
    operation,
    caseId,
    caseTitle,
    state: operation.state,
    isEditable: isEditable(operation),
    since: operation.enqueuedAt,
    isOverdue: state.overdue.has(operation.id),
    failure: operation.failure,
    progress: state.progress.get(operation.id) ?? null,
    files: own.filter((other) => isFileOf(other, operation)).map(entryOf),
  });
  const isMain = (operation: Operation) => !own.some((other) => isFileOf(operation, other));
  return { caseId, caseTitle, entries: own.filter(isMain).map(entryOf) };
}

function isFileOf({ payload, dependsOn }: Operation, of: Operation): boolean {
  return payload.kind === 'putAttachment' && dependsOn === of.id;
}

function titleOf(state: StoreState, caseId: Id, own: readonly Operation[]): string | null {
  for (const { payload } of own.toReversed()) {
    if (payload.kind === 'updateCase' && payload.change.subject) return payload.change.subject;
    if (payload.kind === 'createCase') return payload.draft.subject;
  }
  const listed = [...state.lists.values()].flatMap(({ items }) => items).find(({ id }) => id === caseId);
  return state.cases.get(caseId)?.snapshot?.subject ?? listed?.subject ?? null;
}
