/** Cases as the database gives them, for one viewer. */
import type { Queryable } from '../db/database.js';
import { Parameters } from '../db/sql.js';
import { notFound } from '../problems.js';
import type { FieldValue, Origin, Priority, SearchTrail, Status } from '../types.js';
import { visibleCases, visibleNotes } from './access.js';
import type { Call } from './call.js';
import type { Viewer } from './viewer.js';

/** What a list needs of a case. Instants are RFC 3339. */
export interface CaseRow {
  id: string;
  number: number;
  version: number;
  revision: number;
  public_revision: number;
  subject: string;
  status: Status;
  priority: Priority;
  category: string | null;
  origin: Origin;
  contact_id: string;
  contact_name: string;
  account_id: string | null;
  account_name: string | null;
  created_by: string;
  assignee_kind: 'person' | 'team' | 'queue' | null;
  assignee_id: string | null;
  assignee_name: string | null;
  first_response_due: string | null;
  first_responded_at: string | null;
  resolve_due: string | null;
  created_at: string;
  updated_at: string;
  public_updated_at: string;
  closed_at: string | null;
  note_count: number;
  public_note_count: number;
  unread_count: number;
  open_activities: number;
}

/** The whole case. */
export interface FullCaseRow extends CaseRow {
  description: string;
  resolution: string | null;
  published: boolean;
  owner_kind: 'person' | 'team' | null;
  owner_id: string | null;
  owner_name: string | null;
  entitlement_id: string | null;
  entitlement_name: string | null;
  time_spent_minutes: number | null;
  deflection: SearchTrail | null;
  fields: Record<string, FieldValue>;
  draft_digest: string | null;
}

const COLUMNS = `
  c.id, c.number, c.version, c.revision, c.public_revision, c.subject, c.status, c.priority, c.category, c.origin,
  c.contact_id, contact.name as contact_name, c.account_id, account.name as account_name, c.created_by,
  case when c.assignee_person_id is not null then 'person' when c.assignee_team_id is not null then 'team'
       when c.assignee_queue_id is not null then 'queue' end as assignee_kind,
  coalesce(c.assignee_person_id, c.assignee_team_id, c.assignee_queue_id) as assignee_id,
  coalesce(assignee.name, assigned_team.name, assigned_queue.name) as assignee_name,
  c.first_response_due, c.first_responded_at, c.resolve_due, c.created_at, c.updated_at, c.public_updated_at,
  c.closed_at, c.note_count, c.public_note_count,
  (select count(*)::int from activity a where a.case_id = c.id and a.state = 'open') as open_activities`;

const FULL_COLUMNS = `
  c.description, c.resolution, c.published,
  case when c.owner_person_id is not null then 'person' when c.owner_team_id is not null then 'team' end as owner_kind,
  coalesce(c.owner_person_id, c.owner_team_id) as owner_id, coalesce(owner.name, owning_team.name) as owner_name,
  c.entitlement_id, entitlement.name as entitlement_name, c.time_spent_minutes, c.deflection, c.fields, c.draft_digest`;

const JOINS = `
  join person contact on contact.id = c.contact_id
  left join account on account.id = c.account_id
  left join person assignee on assignee.id = c.assignee_person_id
  left join team assigned_team on assigned_team.id = c.assignee_team_id
  left join queue assigned_queue on assigned_queue.id = c.assignee_queue_id`;

const FULL_JOINS = `
  left join person owner on owner.id = c.owner_person_id
  left join team owning_team on owning_team.id = c.owner_team_id
  left join entitlement on entitlement.id = c.entitlement_id`;

function unreadColumn(viewer: Viewer, parameters: Parameters): string {
  const person = parameters.add(viewer.id);
  return `(select count(*)::int from note n where n.case_id = c.id and n.author_id <> ${person}::uuid
      and ${visibleNotes(viewer)} and n.created_at > coalesce((select r.read_until from read_mark r
        where r.case_id = c.id and r.person_id = ${person}::uuid), '-infinity')) as unread_count`;
}

/** `select … from support_case c …` of list rows, up to but without `where`. */
export function selectCases(viewer: Viewer, parameters: Parameters): string {
  return `select ${COLUMNS}, ${unreadColumn(viewer, parameters)} from support_case c ${JOINS}`;
}

/** Whole cases among `ids` that the viewer may see, in no order. */
export function loadCases(db: Queryable, viewer: Viewer, ids: readonly string[]): Promise<FullCaseRow[]> {
  if (ids.length === 0) return Promise.resolve([]);
  const parameters = new Parameters();
  const sql = `select ${COLUMNS}, ${FULL_COLUMNS}, ${unreadColumn(viewer, parameters)}
    from support_case c ${JOINS} ${FULL_JOINS}
    where c.id = any(${parameters.add(ids)}::uuid[]) and ${visibleCases(viewer, parameters)}`;
  return db.query<FullCaseRow>(sql, parameters.values);
}

/** The case of the request's path. @throws Problem 404 when the viewer may not see it. */
export async function requireCase(call: Call, id = String(call.parameters['caseId'])): Promise<FullCaseRow> {
  const [row] = await loadCases(call.db, call.viewer, [id]);
  if (!row) throw notFound();
  return row;
}

/** The same, and nobody else changes it until the transaction ends. */
export async function lockCase(call: Call, id = String(call.parameters['caseId'])): Promise<FullCaseRow> {
  await call.db.query('select 1 from support_case where id = $1 for update', [id]);
  return requireCase(call, id);
}
