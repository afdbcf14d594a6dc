import type { TextDefaults } from '../../context/texts.js';
import { commonTexts } from './common.js';

/** Texts of the thread of notes. */
export const notesTexts = {
  ...commonTexts,
  'notes/heading': 'Notes',
  'notes/choose': 'Choose a case to read its notes.',
  'notes/empty': 'No notes yet. Write to support below; the answer appears here.',
  'notes/empty/readonly': 'No notes yet.',
  'notes/older': 'Show earlier notes',
  'notes/older/loaded': { one: '{count} earlier note shown', other: '{count} earlier notes shown' },
  'notes/new': 'New',
  'notes/new/jump': { one: '{count} new note', other: '{count} new notes' },
  'notes/arrived': { one: 'New note from {author}', other: '{count} new notes' },
  'notes/own': 'You',
  'notes/side/staff': 'Support',
  'notes/side/customer': 'Customer',
  'notes/internal': 'Internal',
  'notes/internal/help': 'Only staff can see this',
  'notes/edited': 'edited',
  'notes/newtab': '(opens in a new tab)',
} satisfies TextDefaults;
