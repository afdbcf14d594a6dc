import type { TextDefaults } from '../../context/texts.js';
import { draftTexts } from './draft.js';
import { markTexts } from './mark.js';
import { versionsTexts } from './versions.js';

/** Checking a form, sending it, and what became of it. */
export const workTexts = {
  ...draftTexts,
  ...markTexts,
  ...versionsTexts,
  'cases/unrelatedcontact':
    "The specified contact doesn't belong to the account selected as the customer. Specify a contact that belongs to the selected account, and then try again.",
  'form/readonly': 'This case cannot be edited.',
  'form/unchanged': 'Nothing was changed.',
  'form/errors': { one: 'There is {count} problem', other: 'There are {count} problems' },
  'form/error/required': '{label} is required.',
  'form/error/unticked': '{label}: tick this box.',
  'form/error/tooshort': '{label} must have at least {limit} characters.',
  'form/error/toolong': {
    one: '{label} is {count} character too long.',
    other: '{label} is {count} characters too long.',
  },
  'form/error/notanumber': '{label} must be a number.',
  'form/error/toosmall': '{label} must be {limit} or more.',
  'form/error/toolarge': '{label} must be {limit} or less.',
  'form/error/tooearly': '{label} must not be before {limit}.',
  'form/error/toolate': '{label} must not be after {limit}.',
  'form/error/baddate': '{label} must be a date that exists.',
  'form/error/bademail': '{label} must be an e-mail address, like name@example.com.',
  'form/error/badphone': '{label} must be a phone number, with digits and + ( ) - only.',
  'form/error/badurl': '{label} must be a web address that starts with https:// or http://.',
  'form/error/notanoption': '{label}: choose one of the options.',
  'form/waiting': 'Not sent yet',
  'form/stored': 'Saved on this device',
  'form/stored/help':
    'It will be sent by itself as soon as support can be reached, even if you close this page.',
  'form/waiting/now': 'Try now',
  'form/waiting/edit': 'Edit again',
  'form/held': 'You must sign in again. What you wrote is kept and is sent as soon as you are signed in.',
  'form/done': 'Your case was filed',
  'form/done/next': 'Support answers in the case. Your list shows when there is something new.',
  'form/done/number': 'Case number',
  'form/done/copy': 'Copy',
  'form/done/copied': 'Copied',
  'form/done/copymanually': 'Selected. Copy it with your keyboard or menu.',
  'form/done/files': 'Files on their way',
  'form/done/files/none': 'No file is waiting to be sent any more.',
  'form/done/view': 'View the case',
  'form/done/list': 'Back to the list',
  'form/saved': 'Your changes were saved.',
  'form/leave/help': 'You have not sent it yet.',
  'form/leave/yes': 'Discard',
  'form/leave/no': 'Keep writing',
} satisfies TextDefaults;
