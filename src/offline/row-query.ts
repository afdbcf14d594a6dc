/** What a list makes of rows that are all at hand: the order and the words of a query. */
import type { CaseQuery, CaseSummary } from '../model/case.js';

const PRIORITIES = ['low', 'normal', 'high'];
/** In the order of a case's life. */
const STATUSES = ['new', 'open', 'in_progress', 'waiting', 'on_hold', 'resolved', 'closed', 'cancelled'];

/** Letters without case and accents, so that what people type finds what others wrote. */
export function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

/** Does every word of `text` stand in the number or the subject? */
export function matchesText(row: Pick<CaseSummary, 'number' | 'subject'>, text: string): boolean {
  const haystack = fold(`${row.number} ${row.subject}`);
  return fold(text)
    .split(/\s+/u)
    .every((word) => haystack.includes(word));
}

/** What orders are made of. */
export type Sortable = Pick<
  CaseSummary,
  'id' | 'number' | 'subject' | 'status' | 'priority' | 'createdAt' | 'updatedAt'
>;

/** Order of two rows; equal ones by id, as the backend has it. */
export function compareRows(sort: CaseQuery['sort']): (a: Sortable, b: Sortable) => number {
  const descending = sort.startsWith('-');
  const field = sort.replace('-', '') as Exclude<CaseQuery['sort'], `-${string}`>;
  return (a, b) => {
    const order = compareField(field, a, b) || compareText(a.id, b.id);
    return descending ? -order : order;
  };
}

function compareField(field: Exclude<CaseQuery['sort'], `-${string}`>, a: Sortable, b: Sortable): number {
  switch (field) {
    case 'number':
      return a.number.length - b.number.length || compareText(a.number, b.number);
    case 'subject':
      return compareText(a.subject.toLowerCase(), b.subject.toLowerCase());
    case 'priority':
      return PRIORITIES.indexOf(a.priority) - PRIORITIES.indexOf(b.priority);
    case 'status':
      return STATUSES.indexOf(a.status) - STATUSES.indexOf(b.status);
    default:
      return compareText(a[field], b[field]);
  }
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
