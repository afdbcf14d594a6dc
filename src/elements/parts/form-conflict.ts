/** Two people changed one case: what it says now beside what the customer wrote, and the choice between them. */
import type { TemplateResult } from 'lit';
import type { FieldValue } from '../../model/case.js';
import type { FieldDefinition, FieldValues } from '../../model/form.js';
import { valuesOfCase } from '../../model/form-values.js';
import type { FormController } from './form-controller.js';
import type { FormRecord, FormWork } from './form-work.js';
import { renderVersions, type Side, type Versions } from './versions.js';

export interface Conflict {
  /** Fields that somebody else changed. */
  readonly fields: readonly FieldDefinition[];
  readonly theirs: FieldValues;
  /** As the customer wrote them. */
  mine: FieldValues;
  /** By field; without a choice nothing that both changed is sent. */
  readonly chosen: Map<string, Side>;
}

/**
 * The record changed elsewhere. Fields that were not touched follow; a field that both changed is a conflict. After a
 * submit that came too late (`asked`), everything that somebody else changed is shown.
 */
export function adoptTheirs(form: FormController, record: FormRecord, asked: boolean): Conflict | undefined {
  const { fields, base, values } = form;
  const theirs = valuesOfCase(fields, record);
  const touched = fields.filter(({ name }) => values[name] !== base[name]);
  form.base = theirs;
  form.values = { ...theirs, ...Object.fromEntries(touched.map(({ name }) => [name, values[name] ?? null])) };
  const shown = fields.filter(
    (field) =>
      theirs[field.name] !== base[field.name] &&
      (asked || (touched.includes(field) && values[field.name] !== theirs[field.name])),
  );
  // What the customer did not touch has followed.
  const chosen = new Map(
    shown.flatMap((field) => (touched.includes(field) ? [] : [[field.name, 'theirs'] as const])),
  );
  return shown.length ? { fields: shown, theirs, mine: form.values, chosen } : undefined;
}

/** Typing is a choice, too. */
export function noteChoice(conflict: Conflict, { name }: FieldDefinition, value: FieldValue): void {
  const isTheirs = value === conflict.theirs[name];
  conflict.chosen.set(name, isTheirs ? 'theirs' : 'mine');
  if (!isTheirs) conflict.mine = { ...conflict.mine, [name]: value };
}

/** Puts one of the two versions into the form's field. */
export function chooseSide(form: FormController, conflict: Conflict, name: string, side: Side): void {
  const field = conflict.fields.find((one) => one.name === name);
  if (field) form.change(field, conflict[side][name] ?? null);
}

/** What the case says now beside what the customer wrote, and the choice between them. */
export function renderConflict(work: FormWork, { fields, theirs, mine, chosen }: Conflict): TemplateResult {
  const { form } = work;
  const { t } = form;
  const versions = fields.map((field): Versions => ({
    name: field.name,
    label: field.label,
    mine: words(field, mine[field.name] ?? null, form),
    theirs: words(field, theirs[field.name] ?? null, form),
    chosen: chosen.get(field.name),
  }));
  return renderVersions(versions, {
    id: 'versions',
    heading: t('form/conflict'),
    t,
    onChoose: work.choose,
    onSave: work.saveChosen,
    onKeepMine: work.keepMine,
    onTakeTheirs: work.takeTheirs,
  });
}

function words(field: FieldDefinition, value: FieldValue, form: FormController): string {
  const { t } = form;
  if (typeof value === 'boolean') return t(value ? 'form/on' : 'form/off');
  if (value === '' || value === null) return t('form/empty');
  const option = form.optionsOf(field).find((one) => one.value === value);
  return option?.label ?? form.lookups.part?.of(field)?.labelOf(String(value)) ?? String(value);
}
