/**
 * THE place that decides which rows a person may see and what they may do to them: once as an SQL predicate for
 * queries, once as a check of a row at hand. Every rule that reads or writes goes through here.
 */
import type { Parameters } from '../db/sql.js';
import type { Rights } from '../types.js';
import type { Viewer } from './viewer.js';

/** The columns of a case that rights depend on. */
export interface Owned {
  readonly contact_id: string;
  readonly created_by: string;
  readonly account_id: string | null;
}

const NO_RIGHTS: Rights = { create: false, read: false, write: false, delete: false };
const OWN_RIGHTS: Rights = { create: true, read: true, write: true, delete: false };

/** Rights on own cases. */
export function ownRights(viewer: Viewer): Rights {
  return viewer.side === 'staff' ? { ...OWN_RIGHTS, delete: viewer.mayDelete } : OWN_RIGHTS;
}

/** Rights on the cases of an account. */
export function accountRights(viewer: Viewer, accountId: string): Rights {
  if (viewer.side === 'staff') return ownRights(viewer);
  return viewer.memberships.find((entry) => entry.accountId === accountId)?.rights ?? NO_RIGHTS;
}

/** What the viewer may do with this case; without `read` it does not exist for them. */
export function caseRights(viewer: Viewer, row: Owned): Rights {
  if (viewer.side === 'staff') return ownRights(viewer);
  const own = isOwn(viewer, row) ? OWN_RIGHTS : NO_RIGHTS;
  const shared = row.account_id === null ? NO_RIGHTS : accountRights(viewer, row.account_id);
  const read = own.read || shared.read;
  return {
    create: read && (own.create || shared.create),
    read,
    write: read && (own.write || shared.write),
    delete: read && (own.delete || shared.delete),
  };
}

/** Whether the case is the viewer's own: about them, or filed by them. */
export function isOwn(viewer: Viewer, row: Owned): boolean {
  return row.contact_id === viewer.id || row.created_by === viewer.id;
}

/** Accounts whose cases the viewer may read. */
export function readableAccounts(viewer: Viewer): string[] {
  return viewer.memberships.filter((entry) => entry.rights.read).map((entry) => entry.accountId);
}

/** SQL that is true of the rows of `support_case`, known as `alias`, that the viewer may see. */
export function visibleCases(viewer: Viewer, parameters: Parameters, alias = 'c'): string {
  if (viewer.side === 'staff') return 'true';
  const accounts = parameters.add(readableAccounts(viewer));
  return `(${ownCases(viewer, parameters, alias)} or ${alias}.account_id = any(${accounts}::uuid[]))`;
}

/** SQL that is true of the viewer's own cases. */
export function ownCases(viewer: Viewer, parameters: Parameters, alias = 'c'): string {
  const person = parameters.add(viewer.id);
  return `(${alias}.contact_id = ${person}::uuid or ${alias}.created_by = ${person}::uuid)`;
}

/** SQL that is true of the rows of `note`, known as `alias`, that the viewer may see on a visible case. */
export function visibleNotes(viewer: Viewer, alias = 'n'): string {
  return viewer.side === 'staff' ? 'true' : `${alias}.visible`;
}
