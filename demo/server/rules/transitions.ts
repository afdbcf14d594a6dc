/** `POST /cases/{caseId}/transitions`: close, cancel, resolve, reopen. */
import { forbidden } from '../problems.js';
import type { Transition } from '../types.js';
import type { Call, Reply } from './call.js';
import { lockCase } from './case-rows.js';
import type { FullCaseRow } from './case-rows.js';
import { caseReceipt, representation, requireAction, touchCase } from './case-writes.js';
import { LIFECYCLE } from '../../../src/model/lifecycle.js';
import { requireMatch } from './versions.js';

/** `POST /cases/{caseId}/transitions` */
export async function transitionCase(call: Call): Promise<Reply> {
  const transition = call.body as Transition;
  const row = await lockCase(call);
  await requireMatch(call.headers, row.version, () => representation(call, row));
  requireAction(call, transition.action, row);
  checkStaffMembers(call, transition);
  if (transition.action === 'reopen') await reopen(call, row);
  else await end(call, row, transition);
  await touchCase(call, row, { fields: true, isPublic: true });
  return caseReceipt(call, row.id, 200);
}

function checkStaffMembers(call: Call, transition: Transition): void {
  const names = (['resolution', 'timeSpentMinutes', 'published'] as const).filter(
    (name) => transition[name] !== undefined,
  );
  if (call.viewer.side !== 'staff' && names.length > 0)
    throw forbidden(`Only our staff can give: ${names.join(', ')}.`);
}

async function end(call: Call, row: FullCaseRow, transition: Transition): Promise<void> {
  await call.db.query(
    `update activity set state = 'cancelled', closed_at = $2, version = version + 1
     where case_id = $1 and state = 'open'`,
    [row.id, call.now],
  );
  const minutes =
    transition.action === 'resolve'
      ? (transition.timeSpentMinutes ?? (await minutesSpent(call, row.id)))
      : null;
  await call.db.query(
    `update support_case set status = $2, closed_at = $3, time_spent_minutes = coalesce($4::int, time_spent_minutes),
       resolution = $5, published = $6 where id = $1`,
    [
      row.id,
      LIFECYCLE[transition.action].to,
      call.now,
      minutes,
      transition.resolution ?? row.resolution,
      transition.published ?? row.published,
    ],
  );
}

async function minutesSpent(call: Call, caseId: string): Promise<number> {
  const [sum] = await call.db.query<{ minutes: number }>(
    'select least(coalesce(sum(minutes), 0), 2147483647)::int as minutes from activity where case_id = $1',
    [caseId],
  );
  return sum?.minutes ?? 0;
}

async function reopen(call: Call, row: FullCaseRow): Promise<void> {
  await call.db.query('update support_case set status = $2, closed_at = null where id = $1', [
    row.id,
    LIFECYCLE.reopen.to,
  ]);
}
