import type { TextDefaults } from '../../context/texts.js';

/** What was typed earlier and not sent. */
export const draftTexts = {
  'draft/restored': 'Restored from your draft, {time}.',
  'draft/discard': 'Discard draft',
  'draft/discarded': 'Draft discarded',
  'draft/newer': 'There is a newer draft in another tab.',
  'draft/newer/use': 'Use it',
  'draft/newer/keep': 'Keep this',
} satisfies TextDefaults;
