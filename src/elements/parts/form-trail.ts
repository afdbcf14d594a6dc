import type { Id, SearchTrail } from '../../model/case.js';

/** Ids that a trail may carry: the contract's limit. */
const MAX = 50;

/** The search before the form and the one beside its subject, as one; undefined where nothing was searched. */
export function joinTrails(
  before: SearchTrail | undefined,
  beside: SearchTrail | undefined,
): SearchTrail | undefined {
  const query = before?.query.trim() ? before.query : beside?.query;
  if (!query) return undefined;
  const join = (a: readonly Id[] = [], b: readonly Id[] = []): Id[] =>
    [...new Set([...a, ...b])].slice(0, MAX);
  return {
    query: query.slice(0, 500),
    shown: join(before?.shown, beside?.shown),
    opened: join(before?.opened, beside?.opened),
  };
}
