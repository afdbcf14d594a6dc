import type { TextDefaults } from '../../context/texts.js';

/** Texts that several elements show. Names with a source system's counterpart carry its name. */
export const commonTexts = {
  'cases/access/signin': 'You must sign in to view your cases.',
  'access/signin/action': 'Sign in',
  'state/loading': 'Loading…',
  'state/failed': 'Something went wrong.',
  'state/retry': 'Try again',
  'state/notconnected':
    'Not connected: put this element inside <case-provider base-url="…"> or give the provider a backend.',
  'failure/network': 'No connection to support. Check your network and try again.',
  'failure/unavailable': 'Support is not available right now. Try again in a moment.',
  'failure/busy': 'Support is busy until {time}.',
  'failure/protocol': 'Support gave an answer that we do not understand. Try again in a moment.',
  'failure/signed-out': 'You must sign in again.',
  'failure/forbidden': 'You do not have permission for this.',
  'failure/not-found': 'This is not available, or no longer.',
  'failure/invalid': 'This was not accepted. Check what you entered.',
  'failure/conflict': 'This was changed in the meantime. Look at the newest version and try again.',
  'failure/aborted': 'This was interrupted. Try again.',
  'failure/reference': 'Reference: {reference}',
  'dialog/no': 'No',
  'dialog/yes': 'Yes',
  'dialog/close': 'Close',
  'pending/queued': 'Waiting to be sent',
  'pending/sending': 'Sending…',
  'pending/held': 'Sign in to send this',
  'pending/refused': 'Not accepted',
  'pending/retry': 'Try again',
  'pending/discard': 'Discard',
} satisfies TextDefaults;
