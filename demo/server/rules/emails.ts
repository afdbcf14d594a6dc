/** `POST /queues/{queueId}/emails`: an e-mail that reached a queue becomes a case of its sender. */
import { digestOf, namedUuid } from '../digest.js';
import { Problem, notFound } from '../problems.js';
import type { Email } from '../types.js';
import { text } from './call.js';
import type { Call, Reply } from './call.js';
import { caseReceipt } from './case-writes.js';
import { audienceOf } from './change-log.js';
import { exists } from './customers.js';

const SUBJECT_LENGTH = 255;

/** `POST /queues/{queueId}/emails` */
export async function receiveEmail(call: Call): Promise<Reply> {
  const queueId = text(call, 'queueId');
  if (call.viewer.side !== 'staff' || !(await exists(call.db, 'queue', queueId))) throw notFound();
  const email = call.body as Email;
  const digest = await digestOf({ ...email, queueId });
  const [existing] = await call.db.query<{ draft_digest: string | null }>(
    'select draft_digest from support_case where id = $1',
    [email.id],
  );
  if (existing && existing.draft_digest !== digest) throw new Problem('id-taken');
  if (!existing) await insertCase(call, email, queueId, digest);
  return caseReceipt(call, email.id, 201);
}

async function insertCase(call: Call, email: Email, queueId: string, digest: string): Promise<void> {
  const contactId = await contactOf(call, email.from);
  const { subject, description } = split(email);
  await call.db.query(
    `insert into support_case (id, subject, description, status, origin, contact_id, created_by, owner_person_id,
       assignee_queue_id, created_at, updated_at, public_updated_at, draft_digest)
     values ($1, $2, $3, $4, 'email', $5, $5, $5, $6, $7, $7, $7, $8)`,
    [email.id, subject, description, call.settings.initialStatus, contactId, queueId, call.now, digest],
  );
  call.changes.push({
    kind: 'case',
    recordId: email.id,
    caseId: email.id,
    before: null,
    after: audienceOf({ contact_id: contactId, created_by: contactId, account_id: null }),
    at: call.now,
  });
}

// Mail knows longer subjects than cases do: what does not fit is kept in the description.
function split(email: Email): { subject: string; description: string } {
  const whole = email.subject.replace(/\s+/gu, ' ').trim();
  if (whole === '') return { subject: '(no subject)', description: email.text };
  const characters = Array.from(whole);
  if (characters.length <= SUBJECT_LENGTH) return { subject: whole, description: email.text };
  return {
    subject: `${characters.slice(0, SUBJECT_LENGTH - 1).join('')}…`,
    description: `${whole}\n\n${email.text}`,
  };
}

async function contactOf(call: Call, address: string): Promise<string> {
  const [known] = await call.db.query<{ id: string }>(
    'select id from person where lower(email) = lower($1)',
    [address],
  );
  if (known) return known.id;
  const id = await namedUuid(`contact ${address.toLowerCase()}`);
  await call.db.query(
    `insert into person (id, name, email, side, can_sign_in) values ($1, $2, $2, 'customer', false)
     on conflict do nothing`,
    [id, address],
  );
  return id;
}
