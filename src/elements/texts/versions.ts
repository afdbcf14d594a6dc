import type { TextDefaults } from '../../context/texts.js';

/** Two people changed the same thing. */
export const versionsTexts = {
  'form/conflict': 'Somebody changed this case while you were editing it',
  'notes/conflict': 'This note was changed elsewhere while you were editing it',
  'form/conflict/now': 'Now',
  'form/conflict/mine': 'Yours',
  'form/conflict/keep': 'Keep mine',
  'form/conflict/take': 'Take theirs',
  'form/conflict/choose': 'Choose which version counts.',
  'form/conflict/chosen': 'Save as chosen',
  'form/empty': 'empty',
  'form/on': 'yes',
  'form/off': 'no',
} satisfies TextDefaults;
