/** What two people made of the same fields, side by side, with a choice for each. */
import { html, nothing, type TemplateResult } from 'lit';
import type { versionsTexts } from '../texts/versions.js';

export type Side = 'mine' | 'theirs';

/** One thing in two versions, in words. */
export interface Versions {
  readonly name: string;
  readonly label: string;
  readonly mine: string;
  readonly theirs: string;
  /** Undefined: nobody has chosen yet. */
  readonly chosen: Side | undefined;
}

export interface VersionsView {
  /** Tells the groups of two choosers in one element apart. */
  readonly id: string;
  readonly heading: string;
  readonly t: (name: keyof typeof versionsTexts) => string;
  readonly onChoose: (name: string, side: Side) => void;
  /** Goes on with what is chosen. */
  readonly onSave: () => void;
  readonly onKeepMine: () => void;
  readonly onTakeTheirs: () => void;
}

/** Is there anything left to choose? */
export function isOpen(fields: readonly Versions[]): boolean {
  return fields.some(({ chosen }) => !chosen);
}

export function renderVersions(fields: readonly Versions[], view: VersionsView): TemplateResult {
  const { t, heading } = view;
  return html`<div class="notice warning outcome" part="conflict" role="alert" tabindex="-1">
    <h3>${heading}</h3>
    ${isOpen(fields) ? html`<p>${t('form/conflict/choose')}</p>` : nothing}
    <div class="versions">
      ${fields.map(
        (field) =>
          html`<fieldset>
            <legend class="wrap">${field.label}</legend>
            ${renderVersion(field, 'theirs', view)}${renderVersion(field, 'mine', view)}
          </fieldset>`,
      )}
    </div>
    <div class="row">
      ${
        fields.length > 1
          ? html`<button type="button" class="primary" part="button button-primary" @click=${view.onSave}>
              ${t('form/conflict/chosen')}
            </button>`
          : nothing
      }
      <button type="button" part="button" @click=${view.onKeepMine}>${t('form/conflict/keep')}</button>
      <button type="button" part="button" @click=${view.onTakeTheirs}>${t('form/conflict/take')}</button>
    </div>
  </div>`;
}

function renderVersion(
  { name, chosen, ...versions }: Versions,
  side: Side,
  { t, id, onChoose }: VersionsView,
): TemplateResult {
  return html`<label class="version">
    <input
      type="radio"
      name="${id}-${name}"
      .checked=${chosen === side}
      @change=${() => onChoose(name, side)}
    />
    <span class="muted small">${t(side === 'mine' ? 'form/conflict/mine' : 'form/conflict/now')}</span>
    <bdi>${versions[side] || t('form/empty')}</bdi>
  </label>`;
}
