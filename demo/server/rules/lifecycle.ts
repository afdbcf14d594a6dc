/** Which action is legal in which state, once. */
import type { Status, Transition } from '../types.js';

/** An action that ends a case or takes it up again. */
export type TransitionAction = Transition['action'];

/** One row of the table. */
interface LifecycleRule {
  readonly from: 'active' | 'closed';
  readonly to: Status;
  readonly staffOnly: boolean;
}

/** The table. */
export const LIFECYCLE: Readonly<Record<TransitionAction, LifecycleRule>> = {
  close: { from: 'active', to: 'closed', staffOnly: false },
  cancel: { from: 'active', to: 'cancelled', staffOnly: false },
  resolve: { from: 'active', to: 'resolved', staffOnly: true },
  reopen: { from: 'closed', to: 'open', staffOnly: false },
};

/** Statuses in the order of a case's life. */
export const STATUSES: readonly Status[] = [
  'new',
  'open',
  'in_progress',
  'waiting',
  'on_hold',
  'resolved',
  'closed',
  'cancelled',
];

/** Statuses of ended cases. */
export const CLOSED_STATUSES: readonly Status[] = ['resolved', 'closed', 'cancelled'];

/** Whether a case of this status is still worked on. */
export function stateOf(status: Status): 'active' | 'closed' {
  return CLOSED_STATUSES.includes(status) ? 'closed' : 'active';
}

/** The statuses in words. */
export const STATUS_LABELS: Readonly<Record<Status, string>> = {
  new: 'New',
  open: 'Open',
  in_progress: 'In progress',
  waiting: 'Waiting for you',
  on_hold: 'On hold',
  resolved: 'Resolved',
  closed: 'Closed',
  cancelled: 'Cancelled',
};
