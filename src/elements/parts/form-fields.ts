/** Which fields a form has, and where their options come from. */
import type { ReactiveControllerHost } from 'lit';
import type { Case } from '../../model/case.js';
import type { FieldDefinition, FieldValues, Form, Option } from '../../model/form.js';
import type { Session } from '../../model/session.js';
import type { CaseStore } from '../../store/store.js';
import { LookupController } from './field-lookup.js';

const offered = new WeakMap<Form, Map<boolean, readonly FieldDefinition[]>>();

/** The form by name, or the default for what is done; a name that the owner never gave is the default. */
export function formOf({ forms }: Session, name: string, edit: boolean): Form {
  const named = Object.hasOwn(forms, name) ? forms[name] : undefined;
  return edit ? (name === 'create' ? forms.edit : (named ?? forms.edit)) : (named ?? forms.create);
}

/** The fields that can be offered: files only with a new case, where the backend takes them. One array per form. */
export function fieldsOf(form: Form, files: boolean): readonly FieldDefinition[] {
  const known = offered.get(form) ?? new Map<boolean, readonly FieldDefinition[]>();
  offered.set(form, known);
  const fields = known.get(files) ?? form.fields.filter((field) => files || field.type !== 'files');
  known.set(files, fields);
  return fields;
}

export class FieldSources {
  readonly #lookups = new Map<string, LookupController>();

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly store: () => CaseStore | undefined,
  ) {}

  lookupOf(field: FieldDefinition): LookupController | undefined {
    return this.#lookups.get(field.name);
  }

  /** Options of the field's own, or of the enumeration of its name. */
  optionsOf(field: FieldDefinition, session: Session): readonly Option[] {
    if (field.type === 'lookup') return this.lookupOf(field)?.options ?? [];
    const { enumerations } = session;
    const own = field.options;
    if (own || !Object.hasOwn(enumerations, field.name)) return own ?? [];
    return enumerations[field.name as keyof typeof enumerations];
  }

  /** A value in words. */
  labelOf(field: FieldDefinition, value: string, session: Session): string | undefined {
    const option = this.optionsOf(field, session).find((candidate) => candidate.value === value);
    return option?.label ?? this.lookupOf(field)?.labelOf(value);
  }

  /** Loads what the look-ups list now. `values` is asked again when the options are there. */
  sync(
    fields: readonly FieldDefinition[],
    values: () => FieldValues,
    onLost: (field: FieldDefinition) => void,
  ): void {
    for (const field of fields) {
      if (field.type !== 'lookup') continue;
      const parent = field.dependsOn === undefined ? '' : values()[field.dependsOn];
      this.#ensure(field, values, onLost).sync(String(parent ?? ''));
    }
  }

  /** The names that a case brings with it. */
  know(record: Case): void {
    this.#lookups.get('contactId')?.know(record.contact.id, record.contact.name);
    if (record.account) this.#lookups.get('accountId')?.know(record.account.id, record.account.name);
  }

  #ensure(
    field: FieldDefinition,
    values: () => FieldValues,
    onLost: (field: FieldDefinition) => void,
  ): LookupController {
    let lookup = this.#lookups.get(field.name);
    if (!lookup) {
      lookup = new LookupController(this.host, {
        lookup: field.lookup ?? field.name,
        store: this.store,
        isOffered: (options) => {
          const value = values()[field.name] ?? '';
          return value === '' || options.some((option) => option.value === value);
        },
        onLost: () => onLost(field),
      });
      this.#lookups.set(field.name, lookup);
    }
    return lookup;
  }
}
