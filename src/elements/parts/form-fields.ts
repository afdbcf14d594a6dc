/** Which fields a form has. */
import type { FieldDefinition, Form } from '../../model/form.js';
import type { Session } from '../../model/session.js';

const withoutFiles = new WeakMap<Form, readonly FieldDefinition[]>();

/** The form by name, or the default for what is done; a name that the owner never gave is the default. */
export function formOf({ forms }: Session, name: string, edit: boolean): Form {
  const named = Object.hasOwn(forms, name) ? forms[name] : undefined;
  return edit ? (name === 'create' ? forms.edit : (named ?? forms.edit)) : (named ?? forms.create);
}

/** The fields that can be offered: files only where they are taken. One array per form. */
export function fieldsOf(form: Form, files: boolean): readonly FieldDefinition[] {
  if (files) return form.fields;
  const fields = withoutFiles.get(form) ?? form.fields.filter(({ type }) => type !== 'files');
  withoutFiles.set(form, fields);
  return fields;
}
