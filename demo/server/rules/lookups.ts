/** Options of look-up fields, and the enumerations of the session. */
import type { Queryable } from '../db/database.js';
import { Parameters, containing } from '../db/sql.js';
import { notFound } from '../problems.js';
import type { Option } from '../types.js';
import { accountRights } from './access.js';
import { limitOf, optionalText, text } from './call.js';
import type { Call, Reply } from './call.js';
import { isUuid, readCursor, writeCursor } from './cursors.js';
import type { Viewer } from './viewer.js';

/** Priorities in the words of forms and lists. */
export const PRIORITIES: readonly Option[] = [
  { value: 'low', label: 'Low' },
  { value: 'normal', label: 'Normal' },
  { value: 'high', label: 'High' },
];

/** Where cases come from, in words. */
export const ORIGINS: readonly Option[] = [
  { value: 'web', label: 'Web' },
  { value: 'email', label: 'E-mail' },
  { value: 'phone', label: 'Phone' },
  { value: 'other', label: 'Other' },
];

/** Categories in the owner's order: all of them, or those that forms offer. */
export async function loadCategories(db: Queryable, which: 'all' | 'offered'): Promise<Option[]> {
  return db.query<Option>(
    `select value, label from category where offered or $1 order by position, label, value`,
    [which === 'all'],
  );
}

/** `GET /lookups/{lookup}` */
export async function getLookup(call: Call): Promise<Reply> {
  const parameters = new Parameters();
  const source = sourceOf(text(call, 'lookup'), call, parameters);
  if (source === undefined) throw notFound();
  const conditions = ['true'];
  const query = optionalText(call, 'q');
  if (query !== undefined) {
    const pattern = parameters.add(containing(query));
    conditions.push(`(o.label ilike ${pattern} escape '\\' or o.description ilike ${pattern} escape '\\')`);
  }
  const from = readCursor(
    call,
    () => true,
    (id) => id.length <= 200,
  );
  if (from)
    conditions.push(
      `(lower(o.label), o.value) > (${parameters.add(from.value)}, ${parameters.add(from.id)})`,
    );
  const limit = limitOf(call);
  const rows = await call.db.query<{
    value: string;
    label: string;
    description: string | null;
    sort: string;
  }>(
    `select o.*, lower(o.label) as sort from (${source}) o where ${conditions.join(' and ')}
     order by lower(o.label), o.value limit ${limit + 1}`,
    parameters.values,
  );
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  const items = rows.slice(0, limit).map(({ value, label, description }) => ({
    value,
    label,
    ...(description === null ? {} : { description }),
  }));
  return {
    status: 200,
    body: { items, nextCursor: last ? writeCursor(call, { value: last.sort, id: last.value }) : null },
  };
}

function sourceOf(name: string, call: Call, parameters: Parameters): string | undefined {
  const staff = call.viewer.side === 'staff';
  switch (name) {
    case 'accounts':
      return accounts(call.viewer, parameters);
    case 'contacts':
      return contacts(call, parameters);
    case 'categories':
      return 'select value, label, null::text as description from category where offered';
    case 'people':
      return staff
        ? `select id::text as value, name as label, email as description from person where side = 'staff'`
        : undefined;
    case 'teams':
      return staff
        ? 'select id::text as value, name as label, null::text as description from team'
        : undefined;
    case 'queues':
      return staff
        ? 'select id::text as value, name as label, null::text as description from queue'
        : undefined;
    default:
      return undefined;
  }
}

function accounts(viewer: Viewer, parameters: Parameters): string {
  const columns = 'select id::text as value, name as label, null::text as description from account';
  if (viewer.side === 'staff') return columns;
  const mine = viewer.memberships.filter((entry) => entry.rights.create).map((entry) => entry.accountId);
  return `${columns} where id = any(${parameters.add(mine)}::uuid[])`;
}

// A customer meets other people only as contacts of an account for which they may file.
function contacts(call: Call, parameters: Parameters): string {
  const columns = 'select p.id::text as value, p.name as label, p.email as description from person p';
  const account = optionalText(call, 'dependsOn');
  if (account === undefined || account === '') {
    return call.viewer.side === 'staff'
      ? `${columns} where p.side = 'customer'`
      : `${columns} where p.id = ${parameters.add(call.viewer.id)}::uuid`;
  }
  if (!isUuid(account) || !accountRights(call.viewer, account).create) return `${columns} where false`;
  return `${columns} join membership m on m.person_id = p.id where m.account_id = ${parameters.add(account)}::uuid`;
}
