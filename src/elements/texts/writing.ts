import type { TextDefaults } from '../../context/texts.js';
import { asOfTexts } from './as-of.js';
import { filesTexts } from './files.js';
import { markTexts } from './mark.js';

/** Texts of the box to add a note, and of what can be done to own notes. */
export const writingTexts = {
  ...markTexts,
  ...asOfTexts,
  ...filesTexts,
  'notes/edit': 'Edit',
  'notes/edit/label': 'Edit your note',
  'notes/edit/save': 'Update',
  'notes/edit/cancel': 'Keep it as it was',
  'notes/edited/done': 'Note changed',
  'notes/delete': 'Delete',
  'notes/delete/confirm': 'Delete this note?',
  'notes/delete/consequence': 'It is removed for everyone who can see this case, with its files.',
  'notes/delete/yes': 'Delete the note',
  'notes/delete/no': 'Keep the note',
  'notes/delete/done': 'Note deleted',
  'notes/copy': 'Copy text',
  'notes/copied': 'Copied',
  'notes/copy/failed': 'The browser did not allow copying. Select the text and copy it by hand.',
  'cases/editcase/addnote/text': 'Add a note',
  'cases/editcase/addnote/buttontext': 'Update',
  'notes/internal/help': 'Only staff can see this',
  'notes/add/internal': 'Internal note',
  'notes/add/keys': 'Ctrl or ⌘ with Enter sends it',
  'notes/add/empty': 'Write something or add a file first.',
  'notes/add/left': { one: '{count} character left', other: '{count} characters left' },
  'notes/add/toolong': {
    one: 'This is {count} character too long.',
    other: 'This is {count} characters too long.',
  },
  'notes/add/done': 'Note added',
  'notes/add/saved': 'Your note is saved on this device and will be sent.',
  'notes/add/notkept': 'Your note could not be sent or stored. It is still in the box: try again.',
  'notes/add/held': 'Sign in to send your note.',
  'notes/add/refused': 'Your note was not accepted. It is still here, with the reason.',
  'notes/closed': 'No notes can be added to this case.',
  'notes/unsent': 'What you wrote is not sent.',
} satisfies TextDefaults;
