/** `PUT /cases/{caseId}/assignment`: handing a case to a person, a team or a queue. */
import type { Queryable } from '../db/database.js';
import { invalid } from '../problems.js';
import type { Assignment } from '../types.js';
import type { Call, Reply } from './call.js';
import { lockCase } from './case-rows.js';
import { caseReceipt, representation, requireAction, touchCase } from './case-writes.js';
import { exists } from './customers.js';
import { requireMatch } from './versions.js';

/** `PUT /cases/{caseId}/assignment` */
export async function assignCase(call: Call): Promise<Reply> {
  const row = await lockCase(call);
  requireAction(call, 'assign', row);
  await requireMatch(call.headers, row.version, () => representation(call, row));
  const { to } = call.body as Assignment;
  if (to && !(await canHold(call.db, to.kind, to.id))) {
    throw invalid('/to/id', 'option', 'There is nobody of that id to assign a case to.');
  }
  await call.db.query(
    `update support_case set assignee_person_id = $2, assignee_team_id = $3, assignee_queue_id = $4 where id = $1`,
    [row.id, idIf(to, 'person'), idIf(to, 'team'), idIf(to, 'queue')],
  );
  await touchCase(call, row, { fields: true, isPublic: true });
  return caseReceipt(call, row.id, 200);
}

function idIf(to: Assignment['to'], kind: 'person' | 'team' | 'queue'): string | null {
  return to?.kind === kind ? to.id : null;
}

async function canHold(db: Queryable, kind: 'person' | 'team' | 'queue', id: string): Promise<boolean> {
  if (kind !== 'person') return exists(db, kind, id);
  const staff = await db.query(`select 1 from person where id = $1 and side = 'staff'`, [id]);
  return staff.length > 0;
}
