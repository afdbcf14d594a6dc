/**
 * What the elements cannot do without in an answer, so that a backend with another schema ends in an honest error and not
 * in a broken page. Members by name, their types in short; the contract's tests check the rest.
 */
import { BackendError } from '../../model/failure.js';
import { isRecord } from './answer.js';

/** `string`, `number`, `boolean`, `string?` (or null), a nested shape (`*`: of every member), or `[shape]`: a list of it. */
export type Shape = string | readonly [Shape] | { readonly [name: string]: Shape };

export const REFERENCE = { id: 'string', name: 'string' };
export const SUMMARY = {
  id: 'string',
  number: 'string',
  version: 'string',
  subject: 'string',
  status: 'string',
  statusLabel: 'string',
  state: 'string',
  priority: 'string',
  category: 'string?',
  createdAt: 'string',
  updatedAt: 'string',
  noteCount: 'number',
  unreadCount: 'number',
  contact: REFERENCE,
} satisfies Shape;
export const PAGE = { nextCursor: 'string?' };

export const CASE_PAGE: Shape = { ...PAGE, items: [SUMMARY], total: 'number' };
const FORM: Shape = { fields: [{ name: 'string', type: 'string', label: 'string' }] };
const OPTIONS: Shape = [{ value: 'string', label: 'string' }];
export const SESSION: Shape = {
  viewer: { ...REFERENCE, side: 'string' },
  texts: { '*': 'string' },
  forms: { create: FORM, edit: FORM },
  capabilities: {},
  scopes: [{ id: 'string', kind: 'string', label: 'string', rights: {} }],
  rights: { create: 'boolean' },
  settings: { deflectionEnabled: 'boolean', deflectionMinLength: 'number' },
  enumerations: { status: OPTIONS, priority: OPTIONS, category: OPTIONS },
  limits: {
    noteMaxLength: 'number',
    attachmentMaxBytes: 'number',
    attachmentMaxCount: 'number',
    attachmentTypes: ['string'],
  },
};
/** The value, or a failure of kind `protocol`. */
export function expectShape<T>(value: unknown, shape: Shape): T {
  if (!fits(value, shape)) throw new BackendError({ kind: 'protocol' });
  return value as T;
}

function fits(value: unknown, shape: Shape): boolean {
  if (typeof shape === 'string') {
    return shape.endsWith('?')
      ? value === null || typeof value === shape.slice(0, -1)
      : typeof value === shape;
  }
  if (isList(shape)) return Array.isArray(value) && value.every((item) => fits(item, shape[0]));
  if (!isRecord(value)) return false;
  return Object.entries(shape).every(([name, inner]) =>
    name === '*' ? Object.values(value).every((member) => fits(member, inner)) : fits(value[name], inner),
  );
}

function isList(shape: Exclude<Shape, string>): shape is readonly [Shape] {
  return Array.isArray(shape);
}
