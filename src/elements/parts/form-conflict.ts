/** Two people changed one case: what it says now beside what the customer wrote, and the choice between them. */
import { html, nothing, type TemplateResult } from 'lit';
import type { FieldValue } from '../../model/case.js';
import type { FieldDefinition, FieldValues } from '../../model/form.js';
import type { FormT } from './field-errors.js';

interface ConflictView {
  readonly t: FormT;
  /** The fields that somebody else changed. */
  readonly fields: readonly FieldDefinition[];
  readonly mine: FieldValues;
  readonly theirs: FieldValues;
  readonly labelOf: (field: FieldDefinition, value: string) => string | undefined;
  readonly onKeep: () => void;
  readonly onTake: () => void;
}

export function renderConflict(view: ConflictView): TemplateResult {
  const { t } = view;
  return html`<div class="notice warning outcome" part="conflict" role="alert" tabindex="-1">
    <h3>${t('form/conflict')}</h3>
    <dl class="versions">
      ${view.fields.map(
        (field) =>
          html`<div>
            <dt>${field.label}</dt>
            <dd class="wrap">
              <span class="muted small">${t('form/conflict/now')}</span> ${written(field, view.theirs, view)}
            </dd>
            ${
              view.mine[field.name] === view.theirs[field.name]
                ? nothing
                : html`<dd class="wrap">
                    <span class="muted small">${t('form/conflict/mine')}</span>
                    ${written(field, view.mine, view)}
                  </dd>`
            }
          </div>`,
      )}
    </dl>
    <div class="row">
      <button type="button" part="button" @click=${view.onKeep}>${t('form/conflict/keep')}</button>
      <button type="button" part="button" @click=${view.onTake}>${t('form/conflict/take')}</button>
    </div>
  </div>`;
}

function written(field: FieldDefinition, values: FieldValues, { t, labelOf }: ConflictView): TemplateResult {
  return html`<bdi class="lines"
    >${words(values[field.name] ?? '', t, (value) => labelOf(field, value))}</bdi
  >`;
}

function words(value: FieldValue, t: FormT, labelOf: (value: string) => string | undefined): string {
  if (typeof value === 'boolean') return t(value ? 'form/on' : 'form/off');
  return value === '' || value === null ? t('form/empty') : (labelOf(String(value)) ?? String(value));
}
