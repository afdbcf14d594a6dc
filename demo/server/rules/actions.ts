/** What a viewer may do with a case now, and in plain words why not the rest. */
import type { CaseAction, Status } from '../types.js';
import { caseRights } from './access.js';
import type { Owned } from './access.js';
import type { TransitionAction } from '../../../src/model/case.js';
import { isLegal, stateOf } from '../../../src/model/lifecycle.js';
import { STATUS_LABELS } from './lifecycle.js';
import type { SettingValues } from './settings.js';
import type { Viewer } from './viewer.js';

const DAY_MS = 86_400_000;
const READ_ONLY = 'You can read this case, but not change it.';

/** What the answer depends on. */
export interface ActionSubject extends Owned {
  readonly status: Status;
  readonly closed_at: string | null;
  readonly open_activities: number;
}

/** Why not, and whether that is about the person or about the state of the case. */
export interface Refusal {
  readonly cause: 'right' | 'state' | 'activities';
  readonly reason: string;
}

/** Who asks, and by which rules. */
export interface ActionContext {
  readonly viewer: Viewer;
  readonly settings: SettingValues;
  /** RFC 3339. */
  readonly now: string;
}

type ActionName = CaseAction['action'];

const CUSTOMER_ACTIONS: readonly ActionName[] = ['edit', 'addNote', 'close', 'cancel', 'reopen', 'delete'];
const STAFF_ACTIONS: readonly ActionName[] = [
  'edit',
  'addNote',
  'assign',
  'resolve',
  'close',
  'cancel',
  'reopen',
  'delete',
];

/** All actions of the viewer's side, each with its answer. */
export function actionsOf(subject: ActionSubject, context: ActionContext): CaseAction[] {
  const names = context.viewer.side === 'staff' ? STAFF_ACTIONS : CUSTOMER_ACTIONS;
  return names.map((action) => {
    const refusal = refusalOf(action, subject, context);
    return { action, allowed: refusal === undefined, reason: refusal?.reason ?? null };
  });
}

/** Why the action is not possible; undefined when it is. */
export function refusalOf(
  action: ActionName,
  subject: ActionSubject,
  context: ActionContext,
): Refusal | undefined {
  const rights = caseRights(context.viewer, subject);
  switch (action) {
    case 'delete':
      return rights.delete
        ? undefined
        : { cause: 'right', reason: 'You cannot remove this case. Cancelling it keeps the record.' };
    case 'assign':
      return context.viewer.side === 'staff'
        ? undefined
        : { cause: 'right', reason: 'Only our staff can assign cases.' };
    case 'addNote':
      return rights.write ? undefined : { cause: 'right', reason: READ_ONLY };
    case 'edit':
      return rights.write ? refusedEdit(subject, context) : { cause: 'right', reason: READ_ONLY };
    default:
      return rights.write
        ? refusedTransition(action, subject, context)
        : { cause: 'right', reason: READ_ONLY };
  }
}

function refusedEdit(subject: ActionSubject, { viewer, settings }: ActionContext): Refusal | undefined {
  const frozen =
    viewer.side === 'customer' && !settings.closedCasesEditable && stateOf(subject.status) === 'closed';
  return frozen ? { cause: 'state', reason: 'A closed case cannot be changed. Reopen it first.' } : undefined;
}

function refusedTransition(
  action: TransitionAction,
  subject: ActionSubject,
  context: ActionContext,
): Refusal | undefined {
  if (action === 'resolve' && context.viewer.side !== 'staff') {
    return { cause: 'right', reason: 'Only our staff can resolve cases.' };
  }
  if (!isLegal(action, subject.status)) return { cause: 'state', reason: wrongState(subject.status) };
  if (action === 'reopen') return tooLate(subject, context);
  if (
    action === 'resolve' &&
    subject.open_activities > 0 &&
    context.settings.resolveWithOpenActivities === 'block'
  ) {
    const count = subject.open_activities;
    const activities = count === 1 ? 'one open activity' : `${count} open activities`;
    return { cause: 'activities', reason: `The case has ${activities}: complete or cancel them first.` };
  }
  return undefined;
}

function wrongState(status: Status): string {
  if (stateOf(status) === 'active') return 'The case is not closed.';
  return `The case is already ${STATUS_LABELS[status].toLowerCase()}.`;
}

function tooLate(subject: ActionSubject, { viewer, settings, now }: ActionContext): Refusal | undefined {
  const limit = settings.reopenWithinDays;
  if (viewer.side === 'staff' || limit === null || subject.closed_at === null) return undefined;
  const days = Math.floor((Date.parse(now) - Date.parse(subject.closed_at)) / DAY_MS);
  if (Date.parse(now) - Date.parse(subject.closed_at) <= limit * DAY_MS) return undefined;
  const ago = days === 0 ? 'today' : days === 1 ? 'one day ago' : `${days} days ago`;
  return {
    cause: 'state',
    reason: `Closed ${ago}: cases can be reopened for ${limit === 1 ? 'one day' : `${limit} days`}.`,
  };
}
