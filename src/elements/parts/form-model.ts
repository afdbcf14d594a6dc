/** What is in a form: values, what they were before anybody typed, what is wrong, and what somebody else changed. */
import type { FieldValue } from '../../model/case.js';
import {
  validateField,
  validateFields,
  type FieldDefinition,
  type FieldError,
  type FieldValues,
} from '../../model/form.js';
import { initialValues } from '../../model/form-values.js';

export interface Conflict {
  /** Fields that somebody else changed. */
  readonly fields: readonly FieldDefinition[];
  readonly theirs: FieldValues;
}

export class FormModel {
  fields: readonly FieldDefinition[] = [];
  values: FieldValues = {};
  /** The values that count as nothing typed. */
  base: FieldValues = {};
  errors: ReadonlyMap<string, FieldError> = new Map();
  conflict: Conflict | undefined;
  #started = false;

  get started(): boolean {
    return this.#started;
  }

  get dirty(): boolean {
    return this.fields.some(({ name }) => this.values[name] !== this.base[name]);
  }

  start(fields: readonly FieldDefinition[], given: FieldValues): void {
    this.fields = fields;
    this.values = this.base = initialValues(fields, given);
    this.errors = new Map();
    this.conflict = undefined;
    this.#started = true;
  }

  stop(): void {
    this.start([], {});
    this.#started = false;
  }

  /** The owner's form as the newest session has it; what was typed stays. */
  adopt(fields: readonly FieldDefinition[]): void {
    if (fields === this.fields) return;
    this.fields = fields;
    this.base = { ...initialValues(fields, {}), ...this.base };
    this.values = { ...this.base, ...this.values };
  }

  set(field: FieldDefinition, value: FieldValue): void {
    this.values = { ...this.values, [field.name]: value };
    if (!this.errors.has(field.name)) return;
    const errors = new Map(this.errors);
    const fault = validateField(field, value);
    if (fault) errors.set(field.name, { field: field.name, ...fault });
    else errors.delete(field.name);
    this.errors = errors;
  }

  /**
   * Checks everything.
   *
   * @param files how many files were chosen
   * @param unreadable fields whose control holds something that is no value, such as half a date
   */
  validate(files: number, unreadable: readonly string[]): boolean {
    const counted = this.fields
      .filter((field) => field.type === 'files')
      .map(({ name }) => [name, files || null] as const);
    const faults = validateFields(this.fields, { ...this.values, ...Object.fromEntries(counted) });
    const codes = new Map(
      this.fields.map(({ name, type }) => [name, type === 'date' ? 'badDate' : 'notANumber'] as const),
    );
    const unread = unreadable.map((field): FieldError => ({
      field,
      code: codes.get(field) ?? 'notAnOption',
    }));
    this.refuse([...faults.filter(({ field }) => !unreadable.includes(field)), ...unread]);
    return this.errors.size === 0;
  }

  /** The field is in order now. */
  settle(name: string): void {
    this.refuse([...this.errors.values()].filter((error) => error.field !== name));
  }

  /** Shows errors, in the order of the fields. */
  refuse(errors: readonly FieldError[]): void {
    const found = new Map(errors.toReversed().map((error) => [error.field, error]));
    this.errors = new Map(
      this.fields.flatMap(({ name }) => {
        const error = found.get(name);
        return error ? [[name, error] as const] : [];
      }),
    );
  }

  /**
   * The record changed elsewhere. Fields that were not touched follow; a field that both changed is a conflict. After a
   * submit that came too late (`asked`), everything that somebody else changed is shown.
   */
  follow(theirs: FieldValues, asked: boolean): void {
    const before = this.base;
    const mine = this.values;
    const changed = this.fields.filter(({ name }) => theirs[name] !== before[name]);
    const both = changed.filter(({ name }) => mine[name] !== before[name] && mine[name] !== theirs[name]);
    const touched = this.fields.filter(({ name }) => mine[name] !== before[name]);
    this.base = theirs;
    this.values = { ...theirs, ...Object.fromEntries(touched.map(({ name }) => [name, mine[name] ?? null])) };
    const shown = asked ? changed : both;
    if (shown.length) this.conflict = { fields: shown, theirs };
  }

  keepMine(): void {
    this.conflict = undefined;
  }

  takeTheirs(): void {
    this.values = this.base;
    this.errors = new Map();
    this.conflict = undefined;
  }
}
