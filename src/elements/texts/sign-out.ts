import type { TextDefaults } from '../../context/texts.js';

/** Before somebody signs out who wrote what is not delivered. */
export const signOutTexts = {
  'signout/heading': {
    one: '{count} entry has not been sent',
    other: '{count} entries have not been sent',
  },
  'signout/keep/effect':
    'If you keep it, it stays sealed on this device until you are back, and is sent then.',
  'signout/memory/effect': 'This browser does not let us store it: it is lost with this page.',
  'signout/keep': 'Keep until I return',
  'signout/discard': 'Discard and sign out',
  'signout/cancel': 'Cancel',
} satisfies TextDefaults;
