/** The statuses as this backend words and orders them. Which action is legal in which is the model's one table. */
import { stateOf } from '../../../src/model/lifecycle.js';
import type { Status } from '../types.js';

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
export const CLOSED_STATUSES: readonly Status[] = STATUSES.filter((status) => stateOf(status) === 'closed');

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
