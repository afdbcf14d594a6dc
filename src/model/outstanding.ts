import type { Operation } from './operation.js';

/** Still on its way, or waiting for the customer. Apart from the state machine, because lists ask it before anything is sent. */
export function isOutstanding({ state }: Pick<Operation, 'state'>): boolean {
  return state !== 'delivered' && state !== 'discarded';
}
