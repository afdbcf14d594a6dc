/** Records in the words of the contract, for one viewer. */
import { mark } from '../digest.js';
import type { Attachment, Case, CaseSummary, Deadline, Holder } from '../types.js';
import { actionsOf } from './actions.js';
import type { ActionContext } from './actions.js';
import type { CaseRow, FullCaseRow } from './case-rows.js';
import { stateOf } from '../../../src/model/lifecycle.js';
import { STATUS_LABELS } from './lifecycle.js';

// A promise is nearing when less than this part of its time is left.
const NEARING_SHARE = 0.25;
const NUMBER_DIGITS = 5;

/** What people quote: `CAS-01042`. */
export function caseNumber(number: number): string {
  return `CAS-${String(number).padStart(NUMBER_DIGITS, '0')}`;
}

/** A row of a list. */
export function presentSummary(row: CaseRow, context: ActionContext): CaseSummary {
  const staff = context.viewer.side === 'staff';
  return {
    id: row.id,
    number: caseNumber(row.number),
    version: versionOf(row, context),
    subject: row.subject,
    status: row.status,
    statusLabel: statusLabel(row, staff),
    state: stateOf(row.status),
    priority: row.priority,
    category: row.category,
    origin: row.origin,
    contact: { id: row.contact_id, name: row.contact_name },
    account: row.account_id === null ? null : { id: row.account_id, name: row.account_name ?? '' },
    assignee: holder(row.assignee_kind, row.assignee_id, row.assignee_name),
    createdAt: row.created_at,
    updatedAt: staff ? row.updated_at : row.public_updated_at,
    closedAt: row.closed_at,
    noteCount: staff ? row.note_count : row.public_note_count,
    unreadCount: row.unread_count,
  };
}

/** A whole case with its own files. */
export function presentCase(row: FullCaseRow, attachments: Attachment[], context: ActionContext): Case {
  const staff = context.viewer.side === 'staff';
  return {
    ...presentSummary(row, context),
    description: row.description,
    resolution: row.resolution,
    owner: holder(row.owner_kind, row.owner_id, row.owner_name),
    published: row.published,
    firstResponse: firstResponse(row, context.now),
    resolveBy: resolveBy(row, context.now),
    entitlement:
      row.entitlement_id === null ? null : { id: row.entitlement_id, name: row.entitlement_name ?? '' },
    timeSpentMinutes: staff ? row.time_spent_minutes : null,
    attachments,
    actions: actionsOf(row, context),
    openActivityCount: row.open_activities,
    deflection: staff ? row.deflection : null,
    fields: row.fields,
  };
}

/** See `versions.ts`: the count of conflicting changes, and a mark of everything else this viewer sees. */
export function versionOf(row: CaseRow, context: ActionContext): string {
  const rest = [
    context.viewer.side === 'staff' ? row.revision : row.public_revision,
    row.unread_count,
    firstResponse(row, context.now)?.state,
    resolveBy(row, context.now)?.state,
    actionsOf(row, context),
  ];
  return `${row.version}.${mark(JSON.stringify(rest))}`;
}

function statusLabel(row: CaseRow, staff: boolean): string {
  return staff && row.status === 'waiting' ? 'Waiting for customer' : STATUS_LABELS[row.status];
}

function holder(kind: Holder['kind'] | null, id: string | null, name: string | null): Holder | null {
  return kind === null || id === null ? null : { kind, id, name: name ?? '' };
}

function firstResponse(row: CaseRow, now: string): Deadline | null {
  return deadline(row.created_at, row.first_response_due, row.first_responded_at, now);
}

function resolveBy(row: CaseRow, now: string): Deadline | null {
  return deadline(row.created_at, row.resolve_due, row.closed_at, now);
}

function deadline(
  startedAt: string,
  dueAt: string | null,
  metAt: string | null,
  now: string,
): Deadline | null {
  if (dueAt === null) return null;
  const due = Date.parse(dueAt);
  if (metAt !== null) return { dueAt, state: Date.parse(metAt) <= due ? 'met' : 'missed' };
  const left = due - Date.parse(now);
  if (left < 0) return { dueAt, state: 'missed' };
  return { dueAt, state: left < (due - Date.parse(startedAt)) * NEARING_SHARE ? 'nearing' : 'running' };
}
