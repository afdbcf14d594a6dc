import type { TextDefaults } from '../../context/texts.js';
import { commonTexts } from './common.js';

export const supportTexts = {
  ...commonTexts,
  'support/label': 'Support',
  'support/launcher/open': 'Support',
  'support/launcher/close': 'Close support',
  'support/undelivered': {
    one: '{count} entry is not delivered yet',
    other: '{count} entries are not delivered yet',
  },
  'support/back/list': 'All cases',
  'support/back/case': 'Back to the case',
  'support/view/list': 'Your cases',
  'support/view/search': 'Find an answer',
  'support/view/form': 'New case',
  'support/view/case': 'Case',
  'form/saved': 'Your changes were saved.',
  'support/view/edit': 'Edit case',
} satisfies TextDefaults;
