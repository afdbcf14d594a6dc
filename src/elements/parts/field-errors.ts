/** What is wrong with the fields of a form, in words. */
import type { TextParams } from '../../context/texts.js';
import type { Failure } from '../../model/failure.js';
import type { FieldDefinition, FieldError } from '../../model/form.js';
import { fieldOfPointer } from '../../model/form-values.js';
import type { formTexts } from '../texts/form.js';

export type FormT = (name: keyof typeof formTexts, params?: TextParams) => string;

const UNRELATED_CONTACT = 'urn:casement:problem:unrelated-contact';

const WORDS = {
  required: 'form/error/required',
  tooShort: 'form/error/tooshort',
  tooLong: 'form/error/toolong',
  notANumber: 'form/error/notanumber',
  tooSmall: 'form/error/toosmall',
  tooLarge: 'form/error/toolarge',
  badDate: 'form/error/baddate',
  badEmail: 'form/error/bademail',
  badPhone: 'form/error/badphone',
  badUrl: 'form/error/badurl',
  notAnOption: 'form/error/notanoption',
  server: 'failure/invalid',
} as const satisfies Record<FieldError['code'], keyof typeof formTexts>;

/** The backend's own words win; a limit is written the way of the field's type. */
export function errorText(error: FieldError, field: FieldDefinition, t: FormT, locale: string): string {
  if (error.message) return error.message;
  const { label } = field;
  const { limit = '', actual = 0 } = error;
  if (error.code === 'tooLong') return t('form/error/toolong', { label, count: actual - Number(limit) });
  if (field.type === 'date' && error.code === 'tooSmall')
    return t('form/error/tooearly', { label, limit: day(limit, locale) });
  if (field.type === 'date' && error.code === 'tooLarge')
    return t('form/error/toolate', { label, limit: day(limit, locale) });
  if (field.type === 'checkbox' && error.code === 'required') return t('form/error/unticked', { label });
  return t(WORDS[error.code], { label, limit });
}

/** What the backend refused, at the fields that it is about; empty where it is about none of them. */
export function errorsOf(failure: Failure, fields: readonly FieldDefinition[], t: FormT): FieldError[] {
  const pointed = (failure.errors ?? []).flatMap(({ pointer, detail }) => {
    const field = fieldOfPointer(pointer, fields);
    return field ? [{ field, code: 'server' as const, message: detail }] : [];
  });
  const contact = fields.some((field) => field.name === 'contactId');
  if (failure.type !== UNRELATED_CONTACT || !contact || pointed.some(({ field }) => field === 'contactId'))
    return pointed;
  return [
    ...pointed,
    { field: 'contactId', code: 'server', message: failure.detail ?? t('cases/unrelatedcontact') },
  ];
}

function day(date: number | string, locale: string): string {
  const time = Date.parse(`${date}T00:00:00Z`);
  if (!Number.isFinite(time)) return String(date);
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(time);
}
