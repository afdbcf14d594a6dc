/** One case: reading, filing, changing and removing it. */
import { digestOf } from '../digest.js';
import { Problem, forbidden, invalid } from '../problems.js';
import type { CaseChange, CaseDraft } from '../types.js';
import { attachmentsOfCases } from './attachment-rows.js';
import { etag, text } from './call.js';
import type { Call, Reply } from './call.js';
import { loadCases, lockCase, requireCase } from './case-rows.js';
import type { FullCaseRow } from './case-rows.js';
import { caseReceipt, newCaseReceipt, representation, requireAction, touchCase } from './case-writes.js';
import { audienceOf } from './change-log.js';
import { checkAccount, requireCategory } from './customers.js';
import { bindEntitlement } from './entitlements.js';
import { checkForm } from './forms.js';
import { stateOf } from '../../../src/model/lifecycle.js';
import { presentCase } from './present.js';
import { isNotModified, requireMatch } from './versions.js';

/** `GET /cases/{caseId}` */
export async function getCase(call: Call): Promise<Reply> {
  const row = await requireCase(call);
  const attachments = await attachmentsOfCases(call.db, call.viewer, [row.id]);
  const record = presentCase(row, attachments.get(row.id) ?? [], call);
  if (isNotModified(call.headers, record.version)) return { status: 304, headers: etag(record.version) };
  return { status: 200, body: record, headers: etag(record.version) };
}

/** `POST /cases` */
export async function createCase(call: Call): Promise<Reply> {
  const draft = call.body as CaseDraft;
  const { viewer, settings } = call;
  const digest = await digestOf(draft);
  if (await isRepeated(call, draft.id, digest)) return caseReceipt(call, draft.id, 201);
  if (viewer.side === 'customer' && settings.deflectionEnabled && !draft.deflection) {
    throw new Problem('search-required', {
      errors: [
        { pointer: '/deflection', code: 'required', detail: 'Search for an answer before filing a case.' },
      ],
    });
  }
  checkForm((await call.forms()).create, draft, false);
  await requireCategory(call.db, draft.category ?? null);
  const contactId = draft.contactId ?? viewer.id;
  const accountId = draft.accountId ?? null;
  await checkAccount(call, contactId, accountId);
  await insertCase(call, { ...draft, contactId, accountId }, digest);
  return newCaseReceipt(call, draft.id);
}

// The second line of defence: a creation that comes again after its key was forgotten.
async function isRepeated(call: Call, id: string, digest: string): Promise<boolean> {
  const [existing] = await call.db.query<{ created_by: string; draft_digest: string | null }>(
    'select created_by, draft_digest from support_case where id = $1',
    [id],
  );
  if (!existing) return false;
  const visible = await loadCases(call.db, call.viewer, [id]);
  if (visible.length > 0 && existing.created_by === call.viewer.id && existing.draft_digest === digest)
    return true;
  throw new Problem('id-taken');
}

async function insertCase(
  call: Call,
  draft: CaseDraft & { contactId: string; accountId: string | null },
  digest: string,
): Promise<void> {
  const entitlement = await bindEntitlement(call, draft.accountId);
  await call.db.query(
    `insert into support_case (id, subject, description, status, priority, category, origin, contact_id, account_id,
       created_by, owner_person_id, deflection, fields, created_at, updated_at, public_updated_at, draft_digest,
       entitlement_id, first_response_due, resolve_due)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10, $11::jsonb, $12::jsonb, $13, $13, $13, $14, $15, $16, $17)`,
    [
      draft.id,
      draft.subject.trim(),
      draft.description ?? '',
      call.settings.initialStatus,
      draft.priority ?? 'normal',
      draft.category ?? null,
      draft.origin ?? 'web',
      draft.contactId,
      draft.accountId,
      call.viewer.id,
      draft.deflection ? JSON.stringify(draft.deflection) : null,
      JSON.stringify(draft.fields ?? {}),
      call.now,
      digest,
      entitlement?.id ?? null,
      entitlement?.firstResponseDue ?? null,
      entitlement?.resolveDue ?? null,
    ],
  );
  const after = audienceOf({
    contact_id: draft.contactId,
    created_by: call.viewer.id,
    account_id: draft.accountId,
  });
  call.changes.push({
    kind: 'case',
    recordId: draft.id,
    caseId: draft.id,
    before: null,
    after,
    at: call.now,
  });
}

/** `PATCH /cases/{caseId}` */
export async function updateCase(call: Call): Promise<Reply> {
  const change = call.body as CaseChange;
  const row = await lockCase(call);
  await requireMatch(call.headers, row.version, () => representation(call, row));
  requireAction(call, 'edit', row);
  checkStaffFields(call, change, row);
  checkForm((await call.forms()).edit, change, true);
  await requireCategory(call.db, change.category ?? null);
  const contactId = change.contactId ?? row.contact_id;
  const accountId = change.accountId === undefined ? row.account_id : change.accountId;
  if (contactId !== row.contact_id || accountId !== row.account_id)
    await checkAccount(call, contactId, accountId, row);
  await applyChange(call, change, row, contactId, accountId);
  await touchCase(call, row, { fields: true, isPublic: true });
  return caseReceipt(call, row.id, 200);
}

function checkStaffFields(call: Call, change: CaseChange, row: FullCaseRow): void {
  const names = (['status', 'resolution', 'published'] as const).filter((name) => change[name] !== undefined);
  if (call.viewer.side !== 'staff' && names.length > 0) {
    throw forbidden(`Only our staff can change: ${names.join(', ')}.`);
  }
  if (change.status === undefined || change.status === row.status) return;
  if (stateOf(change.status) === 'closed' || stateOf(row.status) === 'closed') {
    throw invalid('/status', 'transition', 'Ending and reopening a case are actions of their own.');
  }
}

async function applyChange(
  call: Call,
  change: CaseChange,
  row: FullCaseRow,
  contactId: string,
  accountId: string | null,
): Promise<void> {
  await call.db.query(
    `update support_case set subject = $2, description = $3, priority = $4, category = $5, status = $6,
       resolution = $7, published = $8, fields = $9::jsonb, contact_id = $10, account_id = $11 where id = $1`,
    [
      row.id,
      change.subject?.trim() ?? row.subject,
      change.description ?? row.description,
      change.priority ?? row.priority,
      change.category === undefined ? row.category : change.category,
      change.status ?? row.status,
      change.resolution === undefined ? row.resolution : change.resolution,
      change.published ?? row.published,
      JSON.stringify({ ...row.fields, ...change.fields }),
      contactId,
      accountId,
    ],
  );
}

/** `DELETE /cases/{caseId}` */
export async function deleteCase(call: Call): Promise<Reply> {
  const row = await lockCase(call);
  await requireMatch(call.headers, row.version, () => representation(call, row));
  requireAction(call, 'delete', row);
  await call.db.query(
    'insert into file_to_remove (id) select file_id from attachment where case_id = $1 on conflict do nothing',
    [row.id],
  );
  await call.db.query('delete from support_case where id = $1', [row.id]);
  call.changes.push({
    kind: 'case',
    recordId: row.id,
    caseId: row.id,
    removed: true,
    before: audienceOf(row),
    after: null,
    at: call.now,
  });
  return { status: 200, body: { operation: call.operationKey, id: text(call, 'caseId') } };
}
