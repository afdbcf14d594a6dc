/** Shapes of the answers that come after the first screen. */
import { PAGE, REFERENCE, SUMMARY, type Shape } from './shape.js';

export const ATTACHMENT: Shape = {
  id: 'string',
  caseId: 'string',
  name: 'string',
  type: 'string',
  size: 'number',
};
export const CASE: Shape = {
  ...SUMMARY,
  description: 'string',
  attachments: [ATTACHMENT],
  openActivityCount: 'number',
  fields: {},
  actions: [{ action: 'string', allowed: 'boolean', reason: 'string?' }],
};
export const NOTE: Shape = {
  id: 'string',
  caseId: 'string',
  version: 'string',
  text: 'string',
  visibility: 'string',
  createdAt: 'string',
  author: { ...REFERENCE, side: 'string' },
  attachments: [ATTACHMENT],
};
export const NOTE_PAGE: Shape = { ...PAGE, items: [NOTE] };
export const OPTION_PAGE: Shape = { ...PAGE, items: [{ value: 'string', label: 'string' }] };
export const SEARCH_PAGE: Shape = {
  ...PAGE,
  total: 'number',
  items: [
    {
      id: 'string',
      source: 'string',
      sourceLabel: 'string',
      title: 'string',
      excerpt: [{ text: 'string', match: 'boolean' }],
    },
  ],
};
export const ARTICLE: Shape = {
  id: 'string',
  source: 'string',
  sourceLabel: 'string',
  title: 'string',
  text: 'string',
  html: 'string?',
};
export const CHANGES: Shape = {
  cases: [CASE],
  notes: [NOTE],
  tombstones: [{ kind: 'string', id: 'string', caseId: 'string' }],
  next: 'string',
  hasMore: 'boolean',
};
export const RECEIPT: Shape = { operation: 'string', id: 'string' };
