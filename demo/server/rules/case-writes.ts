/** What every write to a case has in common: counting it, logging it, answering with the case as it now is. */
import { Problem, forbidden } from '../problems.js';
import type { Case } from '../types.js';
import { refusalOf } from './actions.js';
import type { ActionSubject, Refusal } from './actions.js';
import { attachmentsOfCases } from './attachment-rows.js';
import { audienceOf } from './change-log.js';
import type { Call, Reply } from './call.js';
import { etag } from './call.js';
import { requireCase } from './case-rows.js';
import type { FullCaseRow } from './case-rows.js';
import { presentCase } from './present.js';
import type { CaseAction } from '../types.js';

/** The case in the words of the contract. */
export async function representation(call: Call, row: FullCaseRow): Promise<Case> {
  const attachments = await attachmentsOfCases(call.db, call.viewer, [row.id]);
  return presentCase(row, attachments.get(row.id) ?? [], call);
}

/** The answer to a write: the case as it now is. */
export async function caseReceipt(call: Call, id: string, status: 200 | 201): Promise<Reply> {
  return receiptOf(call, await representation(call, await requireCase(call, id)), status);
}

/** The answer to whoever made a case in this very transaction: nothing can have been attached to it. */
export async function newCaseReceipt(call: Call, id: string): Promise<Reply> {
  return receiptOf(call, presentCase(await requireCase(call, id), [], call), 201);
}

function receiptOf(call: Call, record: Case, status: 200 | 201): Reply {
  const { id } = record;
  return { status, body: { operation: call.operationKey, id, case: record }, headers: etag(record.version) };
}

/** @throws Problem that says why the viewer may not do this now. */
export function requireAction(call: Call, action: CaseAction['action'], subject: ActionSubject): void {
  const refusal = refusalOf(action, subject, call);
  if (refusal) throw refused(refusal);
}

function refused(refusal: Refusal): Problem {
  if (refusal.cause === 'right') return forbidden(refusal.reason);
  return new Problem(refusal.cause === 'activities' ? 'open-activities' : 'transition-refused', {
    detail: refusal.reason,
  });
}

/** How far a change reaches. */
export interface Touch {
  /** It conflicts with other changes of fields: counts for `If-Match`. */
  readonly fields: boolean;
  /** Customers see it. */
  readonly isPublic: boolean;
}

/** Counts a change of the case and logs it. `before` is the case as it was. */
export async function touchCase(call: Call, before: FullCaseRow, touch: Touch): Promise<void> {
  const [after] = await call.db.query<{ contact_id: string; created_by: string; account_id: string | null }>(
    `update support_case set version = version + $2, revision = revision + 1, updated_at = greatest(updated_at, $3),
       public_revision = public_revision + $4::int,
       public_updated_at = case when $4::int = 1 then greatest(public_updated_at, $3) else public_updated_at end
     where id = $1 returning contact_id, created_by, account_id`,
    [before.id, touch.fields ? 1 : 0, call.now, touch.isPublic ? 1 : 0],
  );
  if (!after) return;
  call.changes.push({
    kind: 'case',
    recordId: before.id,
    caseId: before.id,
    before: audienceOf(before, touch.isPublic),
    after: audienceOf(after, touch.isPublic),
    at: call.now,
  });
}
