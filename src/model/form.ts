import type { FieldValue } from './case.js';

export interface Option {
  readonly value: string;
  readonly label: string;
  readonly description?: string;
}

export type FieldType =
  | 'text'
  | 'multiline'
  | 'choice'
  | 'lookup'
  | 'number'
  | 'date'
  | 'email'
  | 'phone'
  | 'url'
  | 'checkbox'
  | 'files';

/** One field of a form, as the owner designed it. */
export interface FieldDefinition {
  readonly name: string;
  readonly type: FieldType;
  readonly label: string;
  readonly required?: boolean;
  readonly readOnly?: boolean;
  readonly help?: string;
  readonly placeholder?: string;
  readonly default?: FieldValue;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly min?: number | string;
  readonly max?: number | string;
  readonly options?: readonly Option[];
  /** Name of the look-up that lists the options. */
  readonly lookup?: string;
  /** Name of the field whose value narrows the look-up. */
  readonly dependsOn?: string;
}

export interface Form {
  readonly title?: string;
  readonly fields: readonly FieldDefinition[];
}

export type FieldValues = Readonly<Record<string, FieldValue>>;

/** What is wrong with a field, by code; the words are the text table's. */
export interface FieldError {
  readonly field: string;
  readonly code: FieldErrorCode;
  /** Numbers for the words: a limit, an actual length. */
  readonly limit?: number | string;
  readonly actual?: number;
  /** Ready words from the backend, which win over the table's. */
  readonly message?: string;
}

export type FieldErrorCode =
  | 'required'
  | 'tooShort'
  | 'tooLong'
  | 'notANumber'
  | 'tooSmall'
  | 'tooLarge'
  | 'badDate'
  | 'badEmail'
  | 'badPhone'
  | 'badUrl'
  | 'notAnOption'
  | 'server';

/** What a text must be, by the type of its field, and what it is called when it is not. */
const KINDS: Partial<Record<FieldType, readonly [FieldErrorCode, (value: string) => boolean]>> = {
  email: ['badEmail', (value) => /^[^\s@]+@[^\s@]+\.[^\s@.]+$/.test(value)],
  phone: ['badPhone', (value) => /^(?=(?:\D*\d){3})\+?[\d\s()./-]{3,40}$/.test(value)],
  url: ['badUrl', (value) => URL.canParse(value) && /^https?:$/.test(new URL(value).protocol)],
  date: ['badDate', isDate],
  number: ['notANumber', (value) => Number.isFinite(Number(value))],
};

/** Checks values against the definitions; order of the errors is the order of the fields. */
export function validateFields(fields: readonly FieldDefinition[], values: FieldValues): FieldError[] {
  return fields.flatMap((field) => {
    // A field may be called `constructor`: only own values count.
    const value = Object.hasOwn(values, field.name) ? (values[field.name] ?? null) : null;
    const error = field.readOnly ? undefined : validateField(field, value);
    return error ? [{ field: field.name, ...error }] : [];
  });
}

type Fault = Omit<FieldError, 'field'>;

/** The first fault of one value, or undefined. Lengths are UTF-16 code units, as `maxlength` of a native field counts. */
export function validateField(field: FieldDefinition, value: FieldValue): Fault | undefined {
  if (value === null || value === '' || value === false || (typeof value === 'string' && !value.trim())) {
    return field.required ? { code: 'required' } : undefined;
  }
  if (typeof value !== 'string') return rangeFault(field, value);
  const { type, minLength = 0, maxLength = Infinity, options } = field;
  const actual = value.length;
  if (actual < minLength) return { code: 'tooShort', limit: minLength, actual };
  if (actual > maxLength) return { code: 'tooLong', limit: maxLength, actual };
  const [code, fits] = KINDS[type] ?? [];
  if (code && !fits?.(value)) return { code };
  if (type === 'choice' && options && !options.some((option) => option.value === value))
    return { code: 'notAnOption' };
  if (type === 'number') return rangeFault(field, Number(value));
  return type === 'date' ? rangeFault(field, value) : undefined;
}

function rangeFault({ min, max }: FieldDefinition, value: NonNullable<FieldValue>): Fault | undefined {
  if (typeof value === 'number' && !Number.isFinite(value)) return { code: 'notANumber' };
  if (min !== undefined && value < min) return { code: 'tooSmall', limit: min };
  if (max !== undefined && value > max) return { code: 'tooLarge', limit: max };
  return undefined;
}

function isDate(value: string): boolean {
  const time = Date.parse(`${value}T00:00:00Z`);
  return Number.isFinite(time) && new Date(time).toISOString().slice(0, 10) === value;
}
