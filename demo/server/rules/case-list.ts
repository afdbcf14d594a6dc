/** `GET /cases`: one scope, filtered, sorted, a page at a time. */
import { Parameters, containing } from '../db/sql.js';
import { notFound } from '../problems.js';
import { ownCases, readableAccounts, visibleCases, visibleNotes } from './access.js';
import { limitOf, optionalText, text } from './call.js';
import type { Call, Reply } from './call.js';
import { selectCases } from './case-rows.js';
import type { CaseRow } from './case-rows.js';
import { cursorOfNow } from './changes.js';
import { isInstant, isUuid, isWhole, readCursor, writeCursor } from './cursors.js';
import { CLOSED_STATUSES, STATUSES } from './lifecycle.js';
import { presentSummary } from './present.js';
import { ACCOUNT_SCOPE } from './session.js';

const MAX_WORDS = 10;

interface Order {
  readonly expression: string;
  readonly type: 'timestamptz' | 'bigint' | 'text';
  readonly isValue: (value: string) => boolean;
}

/** `GET /cases` */
export async function listCases(call: Call): Promise<Reply> {
  const limit = limitOf(call);
  // Before the page is read: what changes meanwhile comes twice rather than never.
  const changesCursor = await cursorOfNow(call.db);
  const parameters = new Parameters();
  const filter = filterOf(call, parameters);
  const sort = text(call, 'sort');
  const order = orderOf(call, sort.replace(/^-/, ''));
  const descending = sort.startsWith('-');
  const from = readCursor(call, order.isValue);

  const page = new Parameters();
  const pageFilter = filterOf(call, page);
  const after = from
    ? `and (${order.expression}, c.id) ${descending ? '<' : '>'} (${page.add(from.value)}::${order.type}, ${page.add(from.id)}::uuid)`
    : '';
  const direction = descending ? 'desc' : 'asc';
  // The page is found first and dressed after: counting unread notes of rows that are not shown would be waste.
  const inner = `select c.id, ${order.expression} as sort_value from support_case c where ${pageFilter} ${after}
    order by ${order.expression} ${direction}, c.id ${direction} limit ${limit + 1}`;
  const select = selectCases(call.viewer, page).replace(
    'from support_case c',
    `, found.sort_value::text as sort_text from (${inner}) found join support_case c on c.id = found.id`,
  );
  const [rows, counted] = await Promise.all([
    call.db.query<CaseRow & { sort_text: string }>(
      `${select} order by found.sort_value ${direction}, c.id ${direction}`,
      page.values,
    ),
    call.db.query<{ total: number }>(
      `select count(*)::int as total from support_case c where ${filter}`,
      parameters.values,
    ),
  ]);
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return {
    status: 200,
    body: {
      items: rows.slice(0, limit).map((row) => presentSummary(row, call)),
      nextCursor: last ? writeCursor(call, { value: cursorValue(last.sort_text, order), id: last.id }) : null,
      total: counted[0]?.total ?? 0,
      changesCursor,
    },
  };
}

function cursorValue(sortText: string, order: Order): string {
  return order.type === 'timestamptz' ? new Date(sortText).toISOString() : sortText;
}

function filterOf(call: Call, parameters: Parameters): string {
  const conditions = [visibleCases(call.viewer, parameters), scopeFilter(call, parameters)];
  const state = text(call, 'state');
  if (state !== 'all') {
    const closed = `c.status in (${CLOSED_STATUSES.map((status) => `'${status}'`).join(', ')})`;
    conditions.push(state === 'closed' ? closed : `not ${closed}`);
  }
  for (const name of ['status', 'priority', 'category']) {
    const value = optionalText(call, name);
    if (value !== undefined) conditions.push(`c.${name} = ${parameters.add(value)}`);
  }
  const words = (optionalText(call, 'q') ?? '').split(/\s+/u).filter((word) => word !== '');
  for (const word of words.slice(0, MAX_WORDS)) conditions.push(wordFilter(call, parameters, word));
  return conditions.join(' and ');
}

function scopeFilter(call: Call, parameters: Parameters): string {
  const { viewer } = call;
  const scope = text(call, 'scope');
  const staff = viewer.side === 'staff';
  if (scope === 'mine') return ownCases(viewer, parameters);
  if (scope === 'all' && staff) return 'true';
  if (scope === 'assigned' && staff) {
    const person = parameters.add(viewer.id);
    return `(c.assignee_person_id = ${person}::uuid or c.assignee_team_id = any(${parameters.add(viewer.teamIds)}::uuid[]))`;
  }
  if (scope.startsWith(ACCOUNT_SCOPE)) {
    const account = scope.slice(ACCOUNT_SCOPE.length);
    if (isUuid(account) && (staff || readableAccounts(viewer).includes(account))) {
      return `c.account_id = ${parameters.add(account)}::uuid`;
    }
  }
  throw notFound();
}

function wordFilter(call: Call, parameters: Parameters, word: string): string {
  const pattern = parameters.add(containing(word));
  const number = /^(?:cas-?)?0*(\d{1,15})$/i.exec(word)?.[1];
  const byNumber = number === undefined ? '' : `or c.number::text like ${parameters.add(`%${number}%`)}`;
  return `(c.subject ilike ${pattern} escape '\\' or c.description ilike ${pattern} escape '\\' ${byNumber}
    or exists (select 1 from note n where n.case_id = c.id and ${visibleNotes(call.viewer)}
      and replace(n.text, '*WEB*', '') ilike ${pattern} escape '\\'))`;
}

function orderOf(call: Call, name: string): Order {
  const updated = call.viewer.side === 'staff' ? 'c.updated_at' : 'c.public_updated_at';
  switch (name) {
    case 'createdAt':
      return { expression: 'c.created_at', type: 'timestamptz', isValue: isInstant };
    case 'number':
      return { expression: 'c.number', type: 'bigint', isValue: isWhole };
    case 'subject':
      return { expression: 'lower(c.subject)', type: 'text', isValue: (value) => !value.includes('\0') };
    case 'priority':
      return {
        expression: `array_position(array['low', 'normal', 'high'], c.priority)::bigint`,
        type: 'bigint',
        isValue: isWhole,
      };
    case 'status':
      return {
        expression: `array_position(array[${STATUSES.map((status) => `'${status}'`).join(', ')}], c.status)::bigint`,
        type: 'bigint',
        isValue: isWhole,
      };
    default:
      return { expression: updated, type: 'timestamptz', isValue: isInstant };
  }
}
