import type { TextDefaults } from '../../context/texts.js';

/** An answer that is read; shared by the search and the suggestions of the form. */
export const articleTexts = {
  'article/updated': 'Updated {date}',
  'article/external': 'opens another site',
  'article/link': 'Open the full page',
  'cases/casedeflection/foundmyanswer': 'Found my answer',
} satisfies TextDefaults;
