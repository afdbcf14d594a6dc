/** Work planned or done on a case: staff's side of it. To customers these addresses do not exist. */
import { digestOf } from '../digest.js';
import { Problem, notFound } from '../problems.js';
import type { Activity, ActivityChange, ActivityDraft } from '../types.js';
import { etag, text } from './call.js';
import type { Call, Reply } from './call.js';
import { lockCase, requireCase } from './case-rows.js';
import type { FullCaseRow } from './case-rows.js';
import { touchCase } from './case-writes.js';
import { stateOf } from '../../../src/model/lifecycle.js';
import { requireMatch } from './versions.js';

interface ActivityRow {
  id: string;
  case_id: string;
  version: number;
  type: Activity['type'];
  subject: string;
  state: Activity['state'];
  minutes: number;
  due_at: string | null;
  created_at: string;
  closed_at: string | null;
  created_by: string;
  author_name: string;
  author_side: 'customer' | 'staff';
  draft_digest: string | null;
}

const SELECT = `select a.id, a.case_id, a.version, a.type, a.subject, a.state, a.minutes, a.due_at, a.created_at,
    a.closed_at, a.created_by, p.name as author_name, p.side as author_side, a.draft_digest
  from activity a join person p on p.id = a.created_by`;

function requireStaff(call: Call): void {
  if (call.viewer.side !== 'staff') throw notFound();
}

function present(row: ActivityRow): Activity {
  return {
    id: row.id,
    caseId: row.case_id,
    version: String(row.version),
    type: row.type,
    subject: row.subject,
    state: row.state,
    minutes: row.minutes,
    dueAt: row.due_at,
    createdAt: row.created_at,
    closedAt: row.closed_at,
    createdBy: { id: row.created_by, name: row.author_name, side: row.author_side },
  };
}

/** `GET /cases/{caseId}/activities` */
export async function listActivities(call: Call): Promise<Reply> {
  requireStaff(call);
  const row = await requireCase(call);
  const rows = await call.db.query<ActivityRow>(
    `${SELECT} where a.case_id = $1 order by a.created_at, a.id`,
    [row.id],
  );
  return { status: 200, body: { items: rows.map(present) } };
}

/** `POST /cases/{caseId}/activities` */
export async function createActivity(call: Call): Promise<Reply> {
  requireStaff(call);
  const row = await lockCase(call);
  const draft = call.body as ActivityDraft;
  const digest = await digestOf({ ...draft, caseId: row.id });
  const [existing] = await find(call, draft.id);
  if (existing) {
    if (existing.created_by !== call.viewer.id || existing.draft_digest !== digest)
      throw new Problem('id-taken');
    return receipt(call, draft.id, 201);
  }
  const state = draft.state ?? 'open';
  refuseOpenOnClosed(row, state);
  await call.db.query(
    `insert into activity (id, case_id, type, subject, state, minutes, due_at, created_by, created_at, closed_at, draft_digest)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      draft.id,
      row.id,
      draft.type,
      draft.subject,
      state,
      draft.minutes ?? 0,
      instant(draft.dueAt ?? null),
      call.viewer.id,
      call.now,
      state === 'open' ? null : call.now,
      digest,
    ],
  );
  await touchCase(call, row, { fields: false, isPublic: false });
  return receipt(call, draft.id, 201);
}

/** `PATCH /cases/{caseId}/activities/{activityId}` */
export async function updateActivity(call: Call): Promise<Reply> {
  requireStaff(call);
  const row = await lockCase(call);
  const [activity] = await find(call, text(call, 'activityId'));
  if (!activity || activity.case_id !== row.id) throw notFound();
  await requireMatch(call.headers, activity.version, () => present(activity));
  const change = call.body as ActivityChange;
  const state = change.state ?? activity.state;
  if (state !== activity.state) refuseOpenOnClosed(row, state);
  const closedAt = state === activity.state ? activity.closed_at : state === 'open' ? null : call.now;
  await call.db.query(
    `update activity set subject = $2, state = $3, minutes = $4, due_at = $5, closed_at = $6, version = version + 1
     where id = $1`,
    [
      activity.id,
      change.subject ?? activity.subject,
      state,
      change.minutes ?? activity.minutes,
      change.dueAt === undefined ? activity.due_at : instant(change.dueAt),
      closedAt,
    ],
  );
  await touchCase(call, row, { fields: false, isPublic: false });
  return receipt(call, activity.id, 200);
}

// Closing a case closes its activities: none may be opened behind its back.
function refuseOpenOnClosed(row: FullCaseRow, state: Activity['state']): void {
  if (state === 'open' && stateOf(row.status) === 'closed') {
    throw new Problem('transition-refused', {
      detail: 'The case is closed: reopen it before you plan work on it.',
    });
  }
}

function instant(value: string | null): string | null {
  return value === null ? null : new Date(value).toISOString();
}

function find(call: Call, id: string): Promise<ActivityRow[]> {
  return call.db.query<ActivityRow>(`${SELECT} where a.id = $1`, [id]);
}

async function receipt(call: Call, id: string, status: 200 | 201): Promise<Reply> {
  const [row] = await find(call, id);
  if (!row) throw notFound();
  const activity = present(row);
  return { status, body: { operation: call.operationKey, id, activity }, headers: etag(activity.version) };
}
