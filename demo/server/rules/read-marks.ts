/** `PUT /cases/{caseId}/read-mark`: how far a person has read. */
import type { ReadMark } from '../types.js';
import type { Call, Reply } from './call.js';
import { requireCase } from './case-rows.js';

/** `PUT /cases/{caseId}/read-mark` */
export async function markCaseRead(call: Call): Promise<Reply> {
  const row = await requireCase(call);
  const asked = new Date((call.body as ReadMark).readUntil).getTime();
  // A mark in the future would hide what nobody has read yet.
  const readUntil = new Date(Math.min(asked, Date.parse(call.now))).toISOString();
  const moved = await call.db.query(
    `insert into read_mark (person_id, case_id, read_until) values ($1, $2, $3)
     on conflict (person_id, case_id) do update set read_until = excluded.read_until
       where read_mark.read_until < excluded.read_until
     returning 1`,
    [call.viewer.id, row.id, readUntil],
  );
  if (moved.length > 0) {
    const audience = { people: [call.viewer.id], account: null, public: true };
    call.changes.push({
      kind: 'read',
      recordId: row.id,
      caseId: row.id,
      personId: call.viewer.id,
      before: audience,
      after: audience,
      at: call.now,
    });
  }
  const { unread_count: unreadCount } = await requireCase(call);
  return { status: 200, body: { operation: call.operationKey, id: row.id, unreadCount } };
}
