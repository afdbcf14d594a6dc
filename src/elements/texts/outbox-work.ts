import type { TextDefaults } from '../../context/texts.js';
import { commonTexts } from './common.js';
import { discardTexts } from './discard.js';

/** What waits to be delivered, entry by entry, and where it waits. */
export const outboxWorkTexts = {
  ...commonTexts,
  ...discardTexts,
  'outbox/retryall': 'Try all again',
  'outbox/retrying': 'Trying again',
  'outbox/case': 'A case',
  'outbox/case/open': 'Open the case “{subject}”',
  'outbox/written': 'Written {time}',
  'outbox/edit': 'Edit',
  'outbox/copy': 'Copy text',
  'outbox/copied': 'Copied',
  'outbox/notcopied': 'The browser did not allow copying. Select the text and copy it by hand.',
  'outbox/next': 'It is sent in a moment.',
  'outbox/behind': 'It is sent after what was written before it.',
  'outbox/blocked':
    'It waits for what was written before it and not accepted: try that again, edit it, or discard it.',
  'outbox/unreachable': 'Support cannot be reached. It is sent by itself as soon as it can be.',
  'outbox/late':
    'This takes unusually long. Support does not have it yet: copy the text to be safe, or try again.',
  'outbox/discard/files': { one: '{count} file goes with it.', other: '{count} files go with it.' },
  'outbox/discard/case': {
    one: 'So does {count} other entry of this case, which was never filed.',
    other: 'So do {count} other entries of this case, which was never filed.',
  },
  'outbox/discarded': 'Discarded',
  'outbox/kind/createCase': 'New case',
  'outbox/kind/updateCase': 'Changes of the case',
  'outbox/kind/close': 'Close the case',
  'outbox/kind/cancel': 'Cancel the case',
  'outbox/kind/resolve': 'Resolve the case',
  'outbox/kind/reopen': 'Reopen the case',
  'outbox/kind/assignCase': 'Assign the case',
  'outbox/kind/deleteCase': 'Delete the case',
  'outbox/kind/createNote': 'Note',
  'outbox/kind/updateNote': 'Changed note',
  'outbox/kind/deleteNote': 'Delete a note',
  'outbox/kind/putAttachment': 'File',
  'outbox/kind/deleteAttachment': 'Delete a file',
  'outbox/storage/disk': 'Kept on this device until it is delivered, even if you close this page.',
  'outbox/storage/memory': 'What is not delivered is kept only while this page stays open.',
  'outbox/lost': {
    one: '{count} entry that was waiting is gone: this browser removed or damaged what it had stored. Look into your cases, and write again what is missing.',
    other:
      '{count} entries that were waiting are gone: this browser removed or damaged what it had stored. Look into your cases, and write again what is missing.',
  },
  'outbox/lost/understood': 'Understood',
  'files/progress': 'Sending {name}',
  'files/retry/label': 'Try to send {name} again',
  'files/discard/label': 'Discard {name}',
} satisfies TextDefaults;
