import type { TextDefaults } from '../../context/texts.js';
import { commonTexts } from './common.js';

/** Texts of one case. Names with a counterpart in the source systems carry its name. */
export const viewTexts = {
  ...commonTexts,
  'cases/editcase/casenotfound': 'This case is not available, or no longer.',
  'cases/editcase/resolution': 'Resolution',
  'view/newtab': '(opens in a new tab)',
  'view/choose': 'Choose a case to see it here.',
  'view/back': 'Back to the cases',
  'view/copy': 'Copy',
  'view/number/copy': 'Copy {number}',
  'view/number/copied': 'Copied',
  'view/number/notcopied': 'The browser did not allow copying.',
  'view/description': 'Description',
  'view/more': 'Show all of it',
  'view/less': 'Show less',
  'pending/unsent': 'Not sent yet',
  'view/files': 'Files',
} satisfies TextDefaults;
