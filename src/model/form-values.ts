/** Between the values of a form and the records that they are about. */
import type { Case, CaseChange, CaseDraft, FieldValue } from './case.js';
import type { FieldDefinition, FieldValues } from './form.js';

/** What a case has of itself, by the names that forms, drafts and changes use; any other name is a key of `fields`. */
const OWN: Readonly<Record<string, (record: Case) => FieldValue>> = {
  subject: (record) => record.subject,
  description: (record) => record.description,
  priority: (record) => record.priority,
  category: (record) => record.category,
  contactId: (record) => record.contact.id,
  accountId: (record) => record.account?.id ?? null,
  origin: (record) => record.origin,
  status: (record) => record.status,
  resolution: (record) => record.resolution,
  published: (record) => record.published,
};
/** Of these, the ones that a change may empty; the others stay as they are where the field is empty. */
const NULLABLE: readonly string[] = ['category', 'accountId', 'resolution'];

function isOwn(name: string): boolean {
  return Object.hasOwn(OWN, name);
}

/** What the fields show before anybody typed: what is given, else their defaults. Files have no value. */
export function initialValues(fields: readonly FieldDefinition[], given: FieldValues): FieldValues {
  return Object.fromEntries(
    fields
      .filter((field) => field.type !== 'files')
      .map((field) => {
        const own = Object.hasOwn(given, field.name) ? given[field.name] : undefined;
        return [field.name, own ?? field.default ?? (field.type === 'checkbox' ? false : '')];
      }),
  );
}

/** The values of a case, for the fields of its edit form. */
export function valuesOfCase(fields: readonly FieldDefinition[], record: Case): FieldValues {
  const further = new Map(Object.entries(record.fields));
  const valueOf = (name: string): FieldValue =>
    (isOwn(name) ? OWN[name]?.(record) : further.get(name)) ?? null;
  return initialValues(
    fields.map((field) => ({ ...field, default: null })),
    Object.fromEntries(fields.map(({ name }) => [name, valueOf(name)])),
  );
}

/** What is filed. Empty values are left out: the backend knows its defaults. */
export function draftOf(fields: readonly FieldDefinition[], values: FieldValues): Omit<CaseDraft, 'id'> {
  const written = writtenValues(fields, values).filter(([, value]) => value !== null && value !== '');
  return { subject: '', ...assemble(written) };
}

/** What differs from `before`, or undefined where nothing does. */
export function changeOf(
  fields: readonly FieldDefinition[],
  before: FieldValues,
  after: FieldValues,
): CaseChange | undefined {
  const old = new Map(writtenValues(fields, before));
  const changed = writtenValues(fields, after).filter(
    ([name, value]) => value !== old.get(name) && (value !== null || !isOwn(name) || NULLABLE.includes(name)),
  );
  return changed.length ? assemble(changed) : undefined;
}

/** The field that a JSON Pointer into the request's body is about. */
export function fieldOfPointer(pointer: string, fields: readonly FieldDefinition[]): string | undefined {
  const path = pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  const name = path[0] === 'fields' ? path[1] : path[0];
  return fields.some((field) => field.name === name) ? name : undefined;
}

function writtenValues(
  fields: readonly FieldDefinition[],
  values: FieldValues,
): (readonly [string, FieldValue])[] {
  return fields
    .filter((field) => field.type !== 'files' && !field.readOnly)
    .map((field) => [field.name, writtenValue(field, values[field.name] ?? null)] as const);
}

/** As the record has it: an empty field is null, except for a text that may be empty; a number is a number. */
function writtenValue(field: FieldDefinition, value: FieldValue): FieldValue {
  if (value === '') return field.name === 'description' ? '' : null;
  return field.type === 'number' && typeof value === 'string' ? Number(value) : value;
}

function assemble(values: readonly (readonly [string, FieldValue])[]): CaseChange {
  const own = values.filter(([name]) => isOwn(name));
  const others = values.filter(([name]) => !isOwn(name));
  return { ...Object.fromEntries(own), ...(others.length ? { fields: Object.fromEntries(others) } : {}) };
}
