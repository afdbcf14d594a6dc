/** Rows of a list with what was written here laid over them. Comes with the outbox: without it there is nothing to lay. */
import type { CaseQuery, CaseSummary, Id, Status } from '../model/case.js';
import type { Operation } from '../model/operation.js';
import { isNewCase, newCaseOf } from '../model/project-new.js';
import { projectSummary, type CaseRow } from '../model/project-summary.js';
import { inScope } from '../model/scope.js';
import type { Session } from '../model/session.js';
import { matchesText } from '../offline/row-query.js';
import { summaryOf } from './records.js';

/**
 * The backend's rows, and above them the cases that it does not have yet, newest first: they have no place in its order.
 * @param plainRow the row of a case that nothing is written to
 */
export function ownRows(
  items: readonly CaseSummary[],
  query: CaseQuery,
  operations: readonly Operation[],
  labels: ReadonlyMap<Status, string>,
  session: Session | null,
  plainRow: (summary: CaseSummary) => CaseRow,
): readonly CaseRow[] {
  const written = byCase(operations);
  const rows = items.map((item) => {
    const own = written.get(item.id);
    return own ? projectSummary(item, own, labels) : plainRow(item);
  });
  const listed = new Set(items.map(({ id }) => id));
  if (!session) return rows;
  const unsent = operations
    .filter(isNewCase)
    .filter(({ caseId }) => !listed.has(caseId))
    .map((operation) =>
      projectSummary(summaryOf(newCaseOf(operation, session)), written.get(operation.caseId) ?? [], labels),
    )
    .filter((row) => belongs(row, query, session));
  return [...unsent.reverse(), ...rows];
}

function byCase(operations: readonly Operation[]): ReadonlyMap<Id, readonly Operation[]> {
  const cases = new Map<Id, Operation[]>();
  for (const operation of operations) {
    const own = cases.get(operation.caseId);
    if (own) own.push(operation);
    else cases.set(operation.caseId, [operation]);
  }
  return cases;
}

function belongs(row: CaseRow, { scope, state, text }: CaseQuery, { scopes, viewer }: Session): boolean {
  const asked = scopes.find(({ id }) => id === scope);
  // Whatever the viewer files is their own, whomever it is about.
  const isInScope = asked !== undefined && (asked.kind === 'mine' || inScope(row, asked, viewer.id));
  return isInScope && (state === 'all' || state === row.state) && matchesText(row, text);
}
