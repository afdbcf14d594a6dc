import type { CaseState, Status, TransitionAction } from './case.js';

export interface TransitionRule {
  /** Statuses in which the action is legal. */
  readonly from: readonly Status[];
  readonly to: Status;
  /** Open activities of the case are cancelled with it. */
  readonly endsActivities: boolean;
}

const ACTIVE = ['new', 'open', 'in_progress', 'waiting', 'on_hold'] as const satisfies readonly Status[];
const CLOSED = ['resolved', 'closed', 'cancelled'] as const satisfies readonly Status[];

/** The one table of which action is legal in which status; rights and deadlines come on top, from the backend. */
export const LIFECYCLE: Readonly<Record<TransitionAction, TransitionRule>> = {
  close: { from: ACTIVE, to: 'closed', endsActivities: true },
  cancel: { from: ACTIVE, to: 'cancelled', endsActivities: true },
  resolve: { from: ACTIVE, to: 'resolved', endsActivities: true },
  reopen: { from: CLOSED, to: 'open', endsActivities: false },
};

export function stateOf(status: Status): CaseState {
  return (ACTIVE as readonly Status[]).includes(status) ? 'active' : 'closed';
}

export function isLegal(action: TransitionAction, status: Status): boolean {
  return LIFECYCLE[action].from.includes(status);
}
