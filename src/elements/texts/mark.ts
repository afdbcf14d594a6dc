import type { TextDefaults } from '../../context/texts.js';
import { commonTexts } from './common.js';
import { discardTexts } from './discard.js';

/** A write that is not delivered yet, beside what it changes. */
export const markTexts = {
  ...commonTexts,
  ...discardTexts,
  'pending/saved': 'Saved on this device. It will be sent.',
  'pending/memory': 'Waiting to be sent. Keep this page open until it is.',
  'pending/memory/unstored':
    'Waiting to be sent. Keep this page open: this browser does not let us store it.',
  'pending/notkept': 'It could not be sent or stored. Try again.',
} satisfies TextDefaults;
