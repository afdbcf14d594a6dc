import type { TextDefaults } from '../../context/texts.js';
import { commonTexts } from './common.js';

/** Texts of the list of cases. */
export const listTexts = {
  ...commonTexts,
  'cases/createbuttontext': 'Open a New Case',
  'cases/view/empty': 'There are no cases for the selected filter.',
  'cases/list/first': 'You have no active cases. When you need help, open one and follow it here.',
  'cases/list/label': 'Cases',
  'cases/list/filter/clear': 'Clear the filter',
  'cases/list/column/subject': 'Subject',
  'cases/list/column/contact': 'Contact',
  'cases/list/column/status': 'Status',
  'cases/list/column/updated': 'Updated',
  'cases/list/priority/high': 'High priority',
  'cases/list/unread': '{count} new',
  'cases/list/notes': { one: '{count} note', other: '{count} notes' },
  'cases/list/count': { one: '{count} case', other: '{count} cases' },
  'cases/list/shown': '{shown} of {total}',
  'pending/unsent': 'Not sent yet',
  'cases/list/more': 'Load more',
} satisfies TextDefaults;

export type ListT = (
  name: keyof typeof listTexts,
  params?: Readonly<Record<string, string | number>>,
) => string;
