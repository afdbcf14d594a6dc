import type { TextDefaults } from '../../context/texts.js';

/** The question before a write is given up. */
export const discardTexts = {
  'discard/confirm': 'Discard this?',
  'discard/consequence': 'Support never gets it. This cannot be undone.',
  'discard/no': 'Keep it',
} satisfies TextDefaults;
