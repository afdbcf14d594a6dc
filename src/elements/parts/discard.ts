/** Giving up what was written and is not delivered. */
import type { discardTexts } from '../texts/discard.js';
import { ask } from './confirm-dialog.js';

export type DiscardT = (name: keyof typeof discardTexts | 'pending/discard') => string;

/**
 * Asks first: the words are nowhere else.
 * @param more what goes with it, a sentence each
 */
export async function isSureToDiscard(
  root: Node,
  t: DiscardT,
  more: readonly string[] = [],
): Promise<boolean> {
  const answer = await ask(root, {
    heading: t('discard/confirm'),
    lines: [t('discard/consequence'), ...more],
    yes: t('pending/discard'),
    no: t('discard/no'),
    danger: true,
  });
  return answer !== undefined;
}
