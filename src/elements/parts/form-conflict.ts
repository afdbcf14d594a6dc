/** Two people changed one case: what it says now beside what the customer wrote, and the choice between them. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Case, FieldValue } from '../../model/case.js';
import type { FieldDefinition, FieldValues } from '../../model/form.js';
import { valuesOfCase } from '../../model/form-values.js';
import type { FormController } from './form-controller.js';
import type { FormWork } from './form-work.js';

export interface Conflict {
  /** Fields that somebody else changed. */
  readonly fields: readonly FieldDefinition[];
  readonly theirs: FieldValues;
}

/**
 * The record changed elsewhere. Fields that were not touched follow; a field that both changed is a conflict. After a
 * submit that came too late (`asked`), everything that somebody else changed is shown.
 */
export function adoptTheirs(form: FormController, record: Case, asked: boolean): Conflict | undefined {
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
  return shown.length ? { fields: shown, theirs } : undefined;
}

/** What the case says now beside what the customer wrote, and the choice between them. */
export function renderConflict(work: FormWork, { fields, theirs }: Conflict): TemplateResult {
  const { form } = work;
  const { t, values } = form;
  return html`<div class="notice warning outcome" part="conflict" role="alert" tabindex="-1">
    <h3>${t('form/conflict')}</h3>
    <dl class="versions">
      ${fields.map(
        (field) =>
          html`<div>
            <dt>${field.label}</dt>
            <dd class="wrap">
              <span class="muted small">${t('form/conflict/now')}</span>
              ${written(field, theirs[field.name] ?? null, form)}
            </dd>
            ${
              values[field.name] === theirs[field.name]
                ? nothing
                : html`<dd class="wrap">
                    <span class="muted small">${t('form/conflict/mine')}</span>
                    ${written(field, values[field.name] ?? null, form)}
                  </dd>`
            }
          </div>`,
      )}
    </dl>
    <div class="row">
      <button type="button" part="button" @click=${work.keepMine}>${t('form/conflict/keep')}</button>
      <button type="button" part="button" @click=${work.takeTheirs}>${t('form/conflict/take')}</button>
    </div>
  </div>`;
}

function written(field: FieldDefinition, value: FieldValue, form: FormController): TemplateResult {
  return html`<bdi class="lines">${words(field, value, form)}</bdi>`;
}

function words(field: FieldDefinition, value: FieldValue, form: FormController): string {
  const { t } = form;
  if (typeof value === 'boolean') return t(value ? 'form/on' : 'form/off');
  if (value === '' || value === null) return t('form/empty');
  const option = form.optionsOf(field).find((one) => one.value === value);
  return option?.label ?? form.lookups.part?.of(field)?.labelOf(String(value)) ?? String(value);
}
