/** Who a case may be about: contacts, accounts, categories. */
import type { Queryable } from '../db/database.js';
import { Problem, forbidden, invalid } from '../problems.js';
import { accountRights } from './access.js';
import type { Owned } from './access.js';
import type { Call } from './call.js';

/** What the owner may replace under the name `cases/unrelatedcontact`. */
export const UNRELATED_CONTACT =
  "The specified contact doesn't belong to the account selected as the customer. " +
  'Specify a contact that belongs to the selected account, and then try again.';

/**
 * Contact and account belong together, and the viewer may file for them. `before` is a case that changes hands.
 *
 * @throws Problem 422 `unrelated-contact`, 422 `validation` or 403.
 */
export async function checkAccount(
  call: Call,
  contactId: string,
  accountId: string | null,
  before?: Owned,
): Promise<void> {
  const { viewer } = call;
  if (accountId === null) {
    const known = contactId === viewer.id || contactId === before?.contact_id;
    if (known || (viewer.side === 'staff' && (await exists(call.db, 'person', contactId)))) return;
    throw invalid('/contactId', 'contact', 'Choose yourself, or a contact of an account that you file for.');
  }
  const related = await call.db.query('select 1 from membership where person_id = $1 and account_id = $2', [
    contactId,
    accountId,
  ]);
  if (related.length === 0) throw await unrelatedContact(call.db);
  if (viewer.side === 'staff') return;
  const unchanged = before?.account_id === accountId;
  if (!accountRights(viewer, accountId).create && !(unchanged && contactId === viewer.id)) {
    throw forbidden('You may not file cases for this account.');
  }
}

async function unrelatedContact(db: Queryable): Promise<Problem> {
  const [replaced] = await db.query<{ value: string }>('select value from replaced_text where name = $1', [
    'cases/unrelatedcontact',
  ]);
  const detail = replaced?.value ?? UNRELATED_CONTACT;
  return new Problem('unrelated-contact', {
    detail,
    errors: [{ pointer: '/contactId', code: 'unrelated-contact', detail }],
  });
}

/** @throws Problem 422 for a category that the owner does not have. */
export async function requireCategory(db: Queryable, category: string | null): Promise<void> {
  if (category === null) return;
  const found = await db.query('select 1 from category where value = $1', [category]);
  if (found.length === 0) throw invalid('/category', 'option', 'Choose one of the options.');
}

/** Whether a row of that id is there. */
export async function exists(
  db: Queryable,
  table: 'person' | 'team' | 'queue',
  id: string,
): Promise<boolean> {
  const found = await db.query(`select 1 from ${table} where id = $1`, [id]);
  return found.length > 0;
}
