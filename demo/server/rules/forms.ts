/** The forms that the owner designed (table `form`), or else the ones below; and what they demand of values. */
import type { Queryable } from '../db/database.js';
import type { FieldFault } from '../problems.js';
import { Problem } from '../problems.js';
import type { FieldDefinition, FieldValue, Form, Option } from '../types.js';
import { accountRights } from './access.js';
import { PRIORITIES, loadCategories } from './lookups.js';
import type { Viewer } from './viewer.js';

/** Options of the two enumerations that forms offer. */
interface FormOptions {
  readonly category: readonly Option[];
  readonly priority: readonly Option[];
}

/** Names of the fields that a case has of itself; any other name of a form is a further field. */
const OWN_FIELDS: ReadonlySet<string> = new Set([
  'subject',
  'description',
  'priority',
  'category',
  'origin',
  'contactId',
  'accountId',
  'status',
  'resolution',
  'published',
  'attachments',
  'files',
]);

/** Forms by purpose. */
export interface Forms {
  readonly create: Form;
  readonly edit: Form;
}

/** Forms as this viewer gets them. */
export async function loadForms(db: Queryable, viewer: Viewer): Promise<Forms> {
  const options: FormOptions = { category: await loadCategories(db, 'offered'), priority: PRIORITIES };
  const rows = await db.query<{ purpose: string; definition: Form }>('select purpose, definition from form');
  const stored = new Map(rows.map((row) => [row.purpose, row.definition]));
  return {
    create: withOptions(stored.get('create') ?? defaultCreate(viewer), options),
    edit: withOptions(stored.get('edit') ?? defaultEdit(viewer), options),
  };
}

function defaultCreate(viewer: Viewer): Form {
  const fields: FieldDefinition[] = [
    { name: 'subject', type: 'text', label: 'Subject', required: true, readOnly: false, maxLength: 255 },
    { name: 'category', type: 'choice', label: 'Topic', required: false, readOnly: false },
    {
      name: 'description',
      type: 'multiline',
      label: 'Description',
      required: false,
      readOnly: false,
      maxLength: 20_000,
      help: 'What happened, and what did you expect?',
    },
    {
      name: 'priority',
      type: 'choice',
      label: 'Priority',
      required: false,
      readOnly: false,
      default: 'normal',
    },
  ];
  const mayChooseAccount =
    viewer.side === 'staff' ||
    viewer.memberships.some((entry) => accountRights(viewer, entry.accountId).create);
  if (mayChooseAccount) {
    fields.push({
      name: 'accountId',
      type: 'lookup',
      label: 'Account',
      required: false,
      readOnly: false,
      lookup: 'accounts',
    });
    fields.push({
      name: 'contactId',
      type: 'lookup',
      label: 'Contact',
      required: false,
      readOnly: false,
      lookup: 'contacts',
      dependsOn: 'accountId',
    });
  }
  fields.push({ name: 'files', type: 'files', label: 'Files', required: false, readOnly: false });
  return { fields };
}

function defaultEdit(viewer: Viewer): Form {
  const fields: FieldDefinition[] = [
    { name: 'subject', type: 'text', label: 'Subject', required: true, readOnly: false, maxLength: 255 },
    { name: 'category', type: 'choice', label: 'Topic', required: false, readOnly: false },
    {
      name: 'description',
      type: 'multiline',
      label: 'Description',
      required: false,
      readOnly: false,
      maxLength: 20_000,
    },
    { name: 'priority', type: 'choice', label: 'Priority', required: false, readOnly: false },
  ];
  if (viewer.side === 'staff') {
    fields.push({
      name: 'status',
      type: 'choice',
      label: 'Status',
      required: false,
      readOnly: false,
      options: ACTIVE_OPTIONS,
    });
    fields.push({
      name: 'resolution',
      type: 'multiline',
      label: 'Resolution',
      required: false,
      readOnly: false,
      maxLength: 20_000,
    });
  }
  return { fields };
}

const ACTIVE_OPTIONS: Option[] = [
  { value: 'new', label: 'New' },
  { value: 'open', label: 'Open' },
  { value: 'in_progress', label: 'In progress' },
  { value: 'waiting', label: 'Waiting for customer' },
  { value: 'on_hold', label: 'On hold' },
];

function withOptions(form: Form, options: FormOptions): Form {
  return {
    ...form,
    fields: form.fields.map((field) => {
      if (field.type !== 'choice' || field.options) return field;
      if (field.name === 'category') return { ...field, options: [...options.category] };
      return field.name === 'priority' ? { ...field, options: [...options.priority] } : field;
    }),
  };
}

/** Values to check against a form: a draft, or a change. */
export interface FormValues extends Readonly<Record<string, unknown>> {
  readonly fields?: Readonly<Record<string, FieldValue>>;
}

/**
 * Checks values that keep to the contract against the form. `partial`: members that are absent are not missed.
 *
 * @throws Problem 422 with one entry for each fault.
 */
export function checkForm(form: Form, values: FormValues, partial: boolean): void {
  const faults: FieldFault[] = [];
  const further = new Map(
    form.fields.filter((field) => !OWN_FIELDS.has(field.name)).map((field) => [field.name, field]),
  );
  for (const name of Object.keys(values.fields ?? {})) {
    if (!further.has(name)) faults.push(fault(`/fields/${name}`, 'unknown', 'This is not a known field.'));
  }
  for (const field of form.fields) {
    const isFurther = further.has(field.name);
    const holder: Readonly<Record<string, unknown>> = isFurther ? (values.fields ?? {}) : values;
    const pointer = isFurther ? `/fields/${field.name}` : `/${field.name}`;
    if (field.type === 'files' || (partial && !(field.name in holder))) continue;
    const found = faultOf(field, holder[field.name], isFurther);
    if (found) faults.push(fault(pointer, found.code, found.detail));
  }
  if (faults.length > 0) throw new Problem('validation', { errors: faults });
}

function fault(pointer: string, code: string, detail: string): FieldFault {
  return { pointer, code, detail };
}

function faultOf(
  field: FieldDefinition,
  value: unknown,
  isFurther: boolean,
): { code: string; detail: string } | undefined {
  const empty = value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
  if (empty) return field.required ? { code: 'required', detail: `Enter ${field.label}.` } : undefined;
  if (isFurther && field.readOnly) return { code: 'readOnly', detail: `${field.label} cannot be changed.` };
  if (field.type === 'checkbox') return typeof value === 'boolean' ? undefined : wrong(field);
  if (field.type === 'number') return numberFault(field, value);
  return typeof value === 'string' ? textFault(field, value) : wrong(field);
}

function numberFault(field: FieldDefinition, value: unknown): { code: string; detail: string } | undefined {
  if (typeof value !== 'number') return wrong(field);
  if (typeof field.min === 'number' && value < field.min)
    return { code: 'minimum', detail: `${field.label}: at least ${field.min}.` };
  if (typeof field.max === 'number' && value > field.max)
    return { code: 'maximum', detail: `${field.label}: at most ${field.max}.` };
  return undefined;
}

const FORMATS: Partial<Record<FieldDefinition['type'], RegExp>> = {
  date: /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/,
  email: /^[^\s@]+@[^\s@]+$/,
  url: /^https?:\/\/\S+$/,
  phone: /^[+0-9][0-9 ()./-]{2,}$/,
};

function textFault(field: FieldDefinition, value: string): { code: string; detail: string } | undefined {
  if (field.maxLength !== undefined && value.length > field.maxLength) {
    return { code: 'maxLength', detail: `${field.label}: at most ${field.maxLength} characters.` };
  }
  if (field.minLength !== undefined && value.length < field.minLength) {
    return { code: 'minLength', detail: `${field.label}: at least ${field.minLength} characters.` };
  }
  if (field.options && !field.options.some((option) => option.value === value)) {
    return { code: 'option', detail: `${field.label}: choose one of the options.` };
  }
  const format = FORMATS[field.type];
  if (format && !format.test(value)) return wrong(field);
  const { min, max } = field;
  const outOfRange =
    field.type === 'date' &&
    ((typeof min === 'string' && value < min) || (typeof max === 'string' && value > max));
  return outOfRange ? { code: 'range', detail: `${field.label} is out of range.` } : undefined;
}

function wrong(field: FieldDefinition): { code: string; detail: string } {
  return { code: 'format', detail: `${field.label} does not have the right form.` };
}
