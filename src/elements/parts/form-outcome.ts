/** What became of a form that was submitted: wrong, not sent yet, kept for a sign-in, filed. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Id } from '../../model/case.js';
import { isOutstanding, type Operation } from '../../model/operation.js';
import { markOf } from '../../model/project-summary.js';
import { CaseSelectEvent, SignInEvent } from '../events.js';
import { copyText } from './copy.js';
import { fieldId } from './field.js';
import type { FormController } from './form-controller.js';
import type { Filed, FormWork } from './form-work.js';
import { renderUploads, type Upload } from './file-uploads.js';
import { memoryWords } from './note-mark.js';
import { failureText } from './states.js';

/** Every error, as a link to its field. */
export function renderSummary({ form, errors }: FormWork): TemplateResult {
  const go = (event: Event, name: string): void => {
    // The fragment would name an element of the page, not one in this shadow root.
    event.preventDefault();
    form.focusField(name);
  };
  const wrong = form.fields.filter(({ name }) => errors.has(name));
  // Always rendered: a live region that comes with its words is often not read.
  return html`<div role="alert" class="region">
    ${
      wrong.length
        ? html`<div class="notice danger summary" part="error-summary" tabindex="-1">
            <h3>${form.t('form/errors', { count: wrong.length })}</h3>
            <ul>
              ${wrong.map(
                (field) =>
                  html`<li class="wrap">
                    <a href="#${fieldId(field.name)}" @click=${(event: Event) => go(event, field.name)}
                      >${form.errorOf(field)}</a
                    >
                  </li>`,
              )}
            </ul>
          </div>`
        : nothing
    }
  </div>`;
}

/** The backend could not be reached: it is tried again by itself, and the customer may press on or take it back. */
export function renderWaiting(work: FormWork): TemplateResult {
  const { form, kept, reason, inFlight, tryNow, editAgain, submittedId } = work;
  const { t, host, store } = form;
  const isStored = kept === 'disk';
  return html`<div class="notice ${isStored ? '' : 'warning'} outcome" part="waiting" tabindex="-1">
    <h3>${t(isStored ? 'form/stored' : 'form/waiting')}</h3>
    <p class="wrap">${isStored ? t('form/stored/help') : t(memoryWords(store.store))}</p>
    ${reason ? html`<p class="muted small wrap">${failureText(t, reason)}</p>` : nothing}
    <div class="row">
      <button
        type="button"
        class="primary"
        part="button button-primary"
        aria-disabled=${inFlight}
        @click=${tryNow}
      >
        ${t(inFlight ? 'form/sending' : 'form/waiting/now')}
      </button>
      <button type="button" part="button" ?hidden=${!work.canEditAgain} @click=${editAgain}>
        ${t('form/waiting/edit')}
      </button>
      ${
        submittedId && kept && !host.caseId
          ? html`<button
              type="button"
              part="button"
              @click=${() => host.dispatchEvent(new CaseSelectEvent(submittedId))}
            >
              ${t('form/done/view')}
            </button>`
          : nothing
      }
      <button type="button" class="plain" part="button" @click=${form.leave}>${t('form/done/list')}</button>
    </div>
  </div>`;
}

/** The session ended before it was sent. */
export function renderHeld({ form: { t, store }, kept }: FormWork): TemplateResult {
  return html`<div class="notice warning outcome" part="held" tabindex="-1">
    <p>${t('form/held')} ${kept === 'disk' ? nothing : t(memoryWords(store.store))}</p>
    <button
      type="button"
      class="primary"
      part="button button-primary"
      @click=${(event: Event) => event.target?.dispatchEvent(new SignInEvent())}
    >
      ${t('access/signin/action')}
    </button>
  </div>`;
}

/** It was filed. */
export function renderConfirmation(work: FormWork, filed: Filed): TemplateResult {
  const { t, host, leave } = work.form;
  return html`<div class="done stack" part="confirmation">
    <h2 class="outcome" tabindex="-1">${t('form/done')}</h2>
    <p class="wrap"><bdi>${filed.subject}</bdi></p>
    ${
      filed.number
        ? html`<div class="notice success">
            <p class="muted small">${t('form/done/number')}</p>
            <div class="row">
              <strong class="number" part="case-number"><bdi>${filed.number}</bdi></strong>
              <button type="button" part="button" @click=${() => void copyNumber(work, filed.number)}>
                ${t(work.copied === 'copied' ? 'form/done/copied' : 'form/done/copy')}
              </button>
            </div>
            ${work.copied === 'selected' ? html`<p class="small">${t('form/done/copymanually')}</p>` : nothing}
          </div>`
        : nothing
    }
    <p>${t('form/done/next')}</p>
    ${filed.hadFiles ? renderFiles(work.form, filed.id) : nothing}
    <div class="row">
      <button
        type="button"
        class="primary"
        part="button button-primary"
        @click=${() => host.dispatchEvent(new CaseSelectEvent(filed.id))}
      >
        ${t('form/done/view')}
      </button>
      <button type="button" part="button" @click=${leave}>${t('form/done/list')}</button>
    </div>
  </div>`;
}

function renderFiles(
  { t, store: { locale, store } }: FormController,
  caseId: Id,
): TemplateResult | typeof nothing {
  if (!store) return nothing;
  const { operations, progress } = store.get();
  const uploads = operations.flatMap((operation) => uploadOf(operation, caseId));
  return html`<div class="stack tight">
    ${
      uploads.length
        ? html`<h3>${t('form/done/files')}</h3>
            ${renderUploads(uploads, { t, locale, store, progress })}`
        : html`<p class="muted">${t('form/done/files/none')}</p>`
    }
  </div>`;
}

function uploadOf(operation: Operation, caseId: Id): Upload[] {
  const { payload } = operation;
  if (payload.kind !== 'putAttachment' || operation.caseId !== caseId || !isOutstanding(operation)) return [];
  return [{ name: payload.attachment.name, size: payload.attachment.size, mark: markOf(operation) }];
}

/** Copies the number, or selects the element that shows it where the page may not write to the clipboard. */
async function copyNumber(work: FormWork, number: string): Promise<void> {
  const { host, t } = work.form;
  work.copied = (await copyText(number)) ? 'copied' : 'selected';
  const shown = host.renderRoot.querySelector('.number');
  if (work.copied === 'selected' && shown) getSelection()?.selectAllChildren(shown);
  work.form.announce(t(work.copied === 'copied' ? 'form/done/copied' : 'form/done/copymanually'));
}

/** Asks before what was typed is dropped. */
export function renderLeaveDialog({ t, leave }: FormController): TemplateResult {
  const close = (event: Event): void => (event.target as Element).closest('dialog')?.close();
  const drop = (event: Event): void => {
    close(event);
    leave();
  };
  return html`<dialog class="leave" part="dialog" aria-labelledby="leave" aria-describedby="leave-help">
    <div class="stack">
      <h2 id="leave">${t('form/leave')}</h2>
      <p id="leave-help">${t('form/leave/help')}</p>
      <div class="row">
        <button type="button" part="button" @click=${close}>${t('form/leave/no')}</button>
        <button type="button" class="danger" part="button" @click=${drop}>${t('form/leave/yes')}</button>
      </div>
    </div>
  </dialog>`;
}
