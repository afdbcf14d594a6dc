import type { TextDefaults } from '../../context/texts.js';

/** Giving up a write, or changing it. */
export const discardTexts = {
  'discard/confirm': 'Discard this?',
  'discard/consequence': 'Support does not get it, unless it arrived already. This cannot be undone.',
  'discard/no': 'Keep it',
  'pending/toolate': 'It is on its way already and cannot be changed any more.',
} satisfies TextDefaults;
