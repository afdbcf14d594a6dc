/** Between the values of a form and the records that they are about. */
import type { Case, CaseChange, CaseDraft, FieldValue } from './case.js';
import type { FieldDefinition, FieldValues } from './form.js';
import { initialValues } from './initial-values.js';

/** What a case has of itself, by the names that forms, drafts and changes use; any other name is a key of `fields`. */
const OWN = [
  'subject',
  'description',
  'priority',
  'category',
  'contactId',
  'accountId',
  'origin',
  'status',
  'resolution',
  'published',
] as const;
/** Of these, the ones that a change may empty; the others stay as they are where the field is empty. */
const NULLABLE: readonly string[] = ['category', 'accountId', 'resolution'];

type OwnName = (typeof OWN)[number];

function isOwn(name: string): name is OwnName {
  return (OWN as readonly string[]).includes(name);
}

/** The values of a case, for the fields of its edit form. */
export function valuesOfCase(
  fields: readonly FieldDefinition[],
  record: Omit<Case, 'attachments'>,
): FieldValues {
  const own = { ...record, contactId: record.contact.id, accountId: record.account?.id ?? null };
  const further = new Map(Object.entries(record.fields));
  return initialValues(
    fields.map((field) => ({ ...field, default: null })),
    Object.fromEntries(
      fields.map(({ name }) => [name, (isOwn(name) ? own[name] : further.get(name)) ?? null]),
    ),
  );
}

/** A draft or a change as values by field. */
export function valuesOfWrite({ fields = {}, ...own }: CaseDraft | CaseChange): FieldValues {
  const known = Object.entries<unknown>(own).filter(([name]) => isOwn(name)) as [string, FieldValue][];
  return { ...Object.fromEntries(known), ...fields };
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
