import type { TextDefaults, TextParams } from '../../context/texts.js';
import type { articleTexts } from './article.js';
import { commonTexts } from './common.js';
import type { filesTexts } from './files.js';
import type { lookupTexts } from './form-lookup.js';
import type { suggestionTexts } from './form-suggestions.js';
import type { workTexts } from './form-work.js';

/** Words that the first view of a form needs. */
const firstTexts = {
  ...commonTexts,
  'cases/createcase/title': 'Open a new case',
  'cases/editcase/title': 'Edit the case',
  'cases/createcase/submit': 'Submit',
  'cases/editcase/submit': 'Save changes',
  'form/cancel': 'Cancel',
  'form/required': 'required',
  'form/choose': 'Choose…',
  'form/none': 'None',
  'form/left': { one: '{count} character left', other: '{count} characters left' },
  'form/over': { one: '{count} character too many', other: '{count} characters too many' },
  'form/notallowed': 'You may not open cases here.',
  'form/suggestions/hint': 'While you write the subject, answers that may help appear here.',
  'form/sending': 'Sending…',
  'form/leave': 'Discard what you wrote?',
} satisfies TextDefaults;

type FormTexts = typeof firstTexts &
  typeof articleTexts &
  typeof filesTexts &
  typeof lookupTexts &
  typeof suggestionTexts &
  typeof workTexts;

/** All words of a form: what is fetched later adds its own before it says any of them. */
export const formTexts = firstTexts as FormTexts;

export type FormT = (name: keyof FormTexts, params?: TextParams) => string;
