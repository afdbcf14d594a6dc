import type { FieldDefinition, FieldValues } from './form.js';

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
