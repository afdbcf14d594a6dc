import type { TextDefaults } from '../../context/texts.js';

/** Fields of a form whose options the backend lists. */
export const lookupTexts = {
  'form/lookup/search': 'Type to search',
  'form/lookup/none': 'Nothing found.',
  'form/lookup/cleared': '{label} was emptied, because it depends on {parent}.',
} satisfies TextDefaults;
