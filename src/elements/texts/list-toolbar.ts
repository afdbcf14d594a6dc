import type { TextDefaults } from '../../context/texts.js';

/** Texts of the controls above the list of cases. */
export const listToolbarTexts = {
  'cases/list/scope': 'Whose cases',
  'cases/list/slow': 'This takes longer than usual.',
  'cases/list/state': 'State',
  'cases/list/state/active': 'Active',
  'cases/list/state/closed': 'Closed',
  'cases/list/state/all': 'All',
  'cases/list/filter': 'Filter by words or case number',
  'cases/list/filter/hint': 'Filter cases',
  'cases/list/sort': 'Sort by',
  'cases/list/sort/-updatedAt': 'Last updated',
  'cases/list/sort/-createdAt': 'Newest',
  'cases/list/sort/createdAt': 'Oldest',
  'cases/list/sort/subject': 'Subject',
  'cases/list/sort/other': 'Another order',
  'cases/list/sort/-priority': 'Priority',
  'cases/list/sort/status': 'Status',
} satisfies TextDefaults;
