import type { TextDefaults } from '../../context/texts.js';

/** Answers beside the subject of a case. */
export const suggestionTexts = {
  'form/suggestions': 'Answers that may help',
  'form/suggestions/looking': 'Looking for answers…',
  'form/suggestions/none': 'No answer found for this subject.',
  'form/suggestions/found': { one: '{count} answer may help', other: '{count} answers may help' },
} satisfies TextDefaults;
