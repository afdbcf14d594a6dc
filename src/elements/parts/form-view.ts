/** The frame of a form: summary of errors, buttons, the question before typed words are dropped, the skeleton. */
import { html, nothing, type TemplateResult } from 'lit';
import type { FieldDefinition } from '../../model/form.js';
import { errorText, type FormT } from './field-errors.js';
import { fieldId } from './field.js';
import type { FormModel } from './form-model.js';

/** Every error, as a link to its field. */
export function renderSummary(
  model: FormModel,
  t: FormT,
  locale: string,
  onGo: (name: string) => void,
): TemplateResult {
  const errors = model.fields.flatMap((field) => {
    const error = model.errors.get(field.name);
    return error ? [{ field, words: errorText(error, field, t, locale) }] : [];
  });
  // Always rendered: a live region that comes with its words is often not read.
  return html`<div role="alert" class="region">
    ${
      errors.length
        ? html`<div class="notice danger summary" part="error-summary" tabindex="-1">
            <h3>${t('form/errors', { count: errors.length })}</h3>
            <ul>
              ${errors.map(({ field, words }) => html`<li class="wrap">${renderLink(field, words, onGo)}</li>`)}
            </ul>
          </div>`
        : nothing
    }
  </div>`;
}

function renderLink(field: FieldDefinition, words: string, onGo: (name: string) => void): TemplateResult {
  const go = (event: Event): void => {
    // The fragment would name an element of the page, not one in this shadow root.
    event.preventDefault();
    onGo(field.name);
  };
  return html`<a href="#${fieldId(field.name)}" @click=${go}>${words}</a>`;
}

interface ButtonsView {
  readonly t: FormT;
  readonly edit: boolean;
  readonly busy: boolean;
  /** There is nothing to submit here: the case may only be read. */
  readonly readOnly: boolean;
  readonly onCancel: () => void;
}

export function renderButtons({ t, edit, busy, readOnly, onCancel }: ButtonsView): TemplateResult {
  const words = busy ? 'form/sending' : edit ? 'cases/editcase/submit' : 'cases/createcase/submit';
  return html`<div class="row" part="actions">
    ${
      readOnly
        ? nothing
        : html`<button class="primary" id="submit" part="button button-primary submit" aria-disabled=${busy}>
            ${t(words)}
          </button>`
    }
    <button type="button" class="plain" part="button cancel" ?hidden=${busy} @click=${onCancel}>
      ${t('form/cancel')}
    </button>
  </div>`;
}

/** Stands where answers will, until what finds them is there. */
export function renderSuggestionsHint(t: FormT): TemplateResult {
  return html`<div class="suggestions" part="suggestions">
    <p class="muted small">${t('form/suggestions/hint')}</p>
  </div>`;
}

/** Asks before what was typed is dropped. */
export function renderLeaveDialog(t: FormT, onLeave: () => void): TemplateResult {
  const close = (event: Event): void => (event.target as Element).closest('dialog')?.close();
  const leave = (event: Event): void => {
    close(event);
    onLeave();
  };
  return html`<dialog class="leave" part="dialog" aria-labelledby="leave" aria-describedby="leave-help">
    <div class="stack">
      <h2 id="leave">${t('form/leave')}</h2>
      <p id="leave-help">${t('form/leave/help')}</p>
      <div class="row">
        <button type="button" part="button" @click=${close}>${t('form/leave/no')}</button>
        <button type="button" class="danger" part="button" @click=${leave}>${t('form/leave/yes')}</button>
      </div>
    </div>
  </dialog>`;
}

export function renderFormSkeleton(t: FormT): TemplateResult {
  const box = (size: string): TemplateResult =>
    html`<div class="skeletons ${size}">
      <p class="skeleton">&nbsp;</p>
      <div class="skeleton button ${size}">&nbsp;</div>
    </div>`;
  return html`<div role="group" aria-busy="true" aria-label=${t('state/loading')}>
    <div class="stack" aria-hidden="true">${box('')}${box('tall')}${box('')}${box('')}</div>
  </div>`;
}
