import type { TextDefaults } from '../../context/texts.js';
import { commonTexts } from './common.js';

/** How much waits to be delivered, and that storage is not what it should be. */
export const outboxTexts = {
  ...commonTexts,
  'outbox/heading': 'Not delivered yet',
  'outbox/empty': 'Everything has been delivered.',
  'outbox/count': {
    one: '{count} entry is not delivered yet.',
    other: '{count} entries are not delivered yet.',
  },
  'outbox/refused': { one: '{count} was not accepted.', other: '{count} were not accepted.' },
  'outbox/held': {
    one: '{count} entry is kept until you sign in.',
    other: '{count} entries are kept until you sign in.',
  },
  'outbox/show': 'Show',
  'outbox/hide': 'Hide',
  'outbox/storage/refused': 'This browser does not let us store anything, for example in a private window.',
  'outbox/storage/full': 'The storage of this device is full.',
  'outbox/storage/outdated':
    'A newer version of this page was opened in another tab. Load this page again when nothing waits.',
  'outbox/storage/blocked': 'Another tab of this site keeps the storage busy. Close other tabs of this site.',
  'outbox/storage/lost': 'What this browser had stored was removed under this page.',
  'outbox/storage/broken': 'The storage of this browser does not work at the moment.',
} satisfies TextDefaults;
