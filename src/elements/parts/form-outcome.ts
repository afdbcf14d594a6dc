/** What became of a form that was submitted: not sent yet, kept for a sign-in, filed. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Id } from '../../model/case.js';
import { isOutstanding, type Operation } from '../../model/operation.js';
import { markOf } from '../../model/project-summary.js';
import type { CaseStore } from '../../store/store.js';
import { SignInEvent } from '../events.js';
import { copyText } from './copy.js';
import type { FormT } from './field-errors.js';
import type { Filed } from './form-controller.js';
import { renderUploads, type Upload } from './file-uploads.js';
import { failureText } from './states.js';
import type { FollowedSubmission } from './submission.js';

export { renderConflict } from './form-conflict.js';

/** The backend could not be reached: it is tried again by itself, and the customer may press on or take it back. */
export function renderWaiting(
  submission: FollowedSubmission,
  t: FormT,
  onEdit: () => void,
  onLeave: () => void,
): TemplateResult {
  const { failure, inFlight } = submission;
  return html`<div class="notice warning outcome" part="waiting" tabindex="-1">
    <h3>${t('form/waiting')}</h3>
    <p class="wrap">${failure ? failureText(t, failure) : nothing} ${t('form/waiting/help')}</p>
    <div class="row">
      <button
        type="button"
        class="primary"
        part="button button-primary"
        aria-disabled=${inFlight}
        @click=${() => submission.tryNow()}
      >
        ${t(inFlight ? 'form/sending' : 'form/waiting/now')}
      </button>
      <button type="button" part="button" ?hidden=${inFlight} @click=${onEdit}>
        ${t('form/waiting/edit')}
      </button>
      <button type="button" class="plain" part="button" @click=${onLeave}>${t('form/done/list')}</button>
    </div>
  </div>`;
}

/** The session ended before it was sent. */
export function renderHeld(t: FormT): TemplateResult {
  return html`<div class="notice warning outcome" part="held" tabindex="-1">
    <p>${t('form/held')}</p>
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

interface ConfirmationView {
  readonly t: FormT;
  readonly locale: string;
  readonly store: CaseStore;
  readonly filed: Filed;
  /** What the last press of Copy led to. */
  readonly copied: 'copied' | 'selected' | undefined;
  readonly onCopy: () => void;
  readonly onView: () => void;
  readonly onBack: () => void;
}

export function renderConfirmation(view: ConfirmationView): TemplateResult {
  const { t, filed } = view;
  const copyWords = view.copied === 'copied' ? 'form/done/copied' : 'form/done/copy';
  return html`<div class="done stack" part="confirmation">
    <h2 class="outcome" tabindex="-1">${t('form/done')}</h2>
    ${
      filed.number
        ? html`<div class="notice success">
            <p class="muted small">${t('form/done/number')}</p>
            <div class="row">
              <strong class="number" part="case-number"><bdi>${filed.number}</bdi></strong>
              <button type="button" part="button" @click=${view.onCopy}>${t(copyWords)}</button>
            </div>
            ${view.copied === 'selected' ? html`<p class="small">${t('form/done/copymanually')}</p>` : nothing}
          </div>`
        : nothing
    }
    ${filed.hadFiles ? renderFiles(view) : nothing}
    <div class="row">
      <button type="button" class="primary" part="button button-primary" @click=${view.onView}>
        ${t('form/done/view')}
      </button>
      <button type="button" part="button" @click=${view.onBack}>${t('form/done/list')}</button>
    </div>
  </div>`;
}

function renderFiles({ t, locale, store, filed }: ConfirmationView): TemplateResult {
  const { operations, progress } = store.get();
  const uploads = operations.flatMap((operation) => uploadOf(operation, filed.id));
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

/** Copies a text, or selects the element that shows it where the page may not write to the clipboard. */
export async function copyShown(text: string, shownBy: Element | null): Promise<'copied' | 'selected'> {
  if (await copyText(text)) return 'copied';
  if (shownBy) getSelection()?.selectAllChildren(shownBy);
  return 'selected';
}
