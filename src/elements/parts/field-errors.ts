/** What is wrong with the fields of a form, in words. */
import type { Failure } from '../../model/failure.js';
import type { FieldValue } from '../../model/case.js';
import { validateFields, type FieldDefinition, type FieldError } from '../../model/form.js';
import { fieldOfPointer } from '../../model/form-values.js';
import type { FormT } from '../texts/form.js';
import { fieldId } from './field.js';
import type { FormController } from './form-controller.js';

const UNRELATED_CONTACT = 'urn:casement:problem:unrelated-contact';

/** What is wrong with what was typed; what the browser cannot read, such as half a date, before everything else. */
export function faultsOf({ fields, values, files, host }: FormController): FieldError[] {
  const counted = fields
    .filter(({ type }) => type === 'files')
    .map(({ name }) => [name, files.length || null] as const);
  const unread = fields.flatMap(({ name, type }): FieldError[] => {
    const code = type === 'date' ? 'badDate' : type === 'number' ? 'notANumber' : undefined;
    const control = code && host.renderRoot.querySelector<HTMLInputElement>(`#${CSS.escape(fieldId(name))}`);
    return control?.validity.badInput && code ? [{ field: name, code }] : [];
  });
  return [...unread, ...validateFields(fields, { ...values, ...Object.fromEntries<FieldValue>(counted) })];
}

/** The backend's own words win; a limit is written the way of the field's type. */
export function errorText(error: FieldError, field: FieldDefinition, t: FormT, locale: string): string {
  if (error.message) return error.message;
  const { label, type } = field;
  const { code, limit = '', actual = 0 } = error;
  const isDate = type === 'date';
  const params = {
    label,
    limit: isDate ? day(limit, locale) : limit,
    count: actual - Number(limit),
  };
  if (code === 'server') return t('failure/invalid');
  if (isDate && code === 'tooSmall') return t('form/error/tooearly', params);
  if (isDate && code === 'tooLarge') return t('form/error/toolate', params);
  if (type === 'checkbox' && code === 'required') return t('form/error/unticked', params);
  return t(`form/error/${code.toLowerCase() as Lowercase<typeof code>}`, params);
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
