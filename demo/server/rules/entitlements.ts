/** Service level agreements: what an account was promised, and how many cases are left of it. */
import { Problem } from '../problems.js';
import type { Call } from './call.js';

const MINUTE_MS = 60_000;

/** What a case was bound to. Deadlines are plain clock time from filing, RFC 3339. */
export interface BoundEntitlement {
  readonly id: string;
  readonly firstResponseDue: string | null;
  readonly resolveDue: string | null;
}

interface EntitlementRow {
  id: string;
  first_response_minutes: number | null;
  resolve_minutes: number | null;
}

/**
 * Takes one case off the account's entitlement; undefined when it has none.
 *
 * @throws Problem `entitlement-required` when the owner demands one.
 */
export async function bindEntitlement(
  call: Call,
  accountId: string | null,
): Promise<BoundEntitlement | undefined> {
  if (accountId === null) return undefined;
  const [row] = await call.db.query<EntitlementRow>(
    `update entitlement set remaining_cases = remaining_cases - 1
     where id = (select id from entitlement where account_id = $1 and (remaining_cases is null or remaining_cases > 0)
                 order by name, id limit 1 for update)
     returning id, first_response_minutes, resolve_minutes`,
    [accountId],
  );
  if (!row) {
    if (!call.settings.entitlementRequired) return undefined;
    throw new Problem('entitlement-required', {
      errors: [
        { pointer: '/accountId', code: 'entitlement', detail: 'The account has no entitlement left.' },
      ],
    });
  }
  return {
    id: row.id,
    firstResponseDue: dueAt(call.now, row.first_response_minutes),
    resolveDue: dueAt(call.now, row.resolve_minutes),
  };
}

function dueAt(from: string, minutes: number | null): string | null {
  return minutes === null ? null : new Date(Date.parse(from) + minutes * MINUTE_MS).toISOString();
}
