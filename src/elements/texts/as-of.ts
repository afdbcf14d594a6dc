import type { TextDefaults } from '../../context/texts.js';

/** A copy stands for what cannot be asked for now. */
export const asOfTexts = {
  'state/asof': 'As of {time}. Support cannot be reached.',
} satisfies TextDefaults;
