import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { StoreController } from '../context/store-controller.js';
import type { Id, SearchTrail } from '../model/case.js';
import type { FieldValues } from '../model/form.js';
import { mayCreate, type Session } from '../model/session.js';
import { CaseBackEvent } from './work-events.js';
import { setStates } from './parts/custom-states.js';
import { renderField } from './parts/field.js';
import { FormController } from './parts/form-controller.js';
import { formOf } from './parts/form-fields.js';
import { renderFailure, renderUnready } from './parts/states.js';
import { base } from './styles/base.js';
import { formStyles } from './styles/form.js';
import { formTexts } from './texts/form.js';

/**
 * A case is filed, or edited: the fields are the owner's, every refusal stands at its field, and nothing that was typed
 * is ever cleared by anybody but the customer.
 *
 * @tag case-form
 * @slot header - above the form; default: its title
 * @slot footer - below everything
 * @fires {CaseSubmitEvent} case-submit - before the form is sent; cancelable
 * @fires {CaseSubmittedEvent} case-submitted - the backend has the case
 * @fires {CaseSelectEvent} case-select - the customer wants to see the case that was filed
 * @fires {CaseBackEvent} case-back - the customer leaves the form
 * @fires {DeflectionAnsweredEvent} case-deflection-answered - a suggested answer made the case unnecessary
 * @fires {SignInEvent} case-sign-in - the customer wants to sign in
 * @csspart base - the box around everything
 * @csspart field - a field with its label; also `field-` and its type
 * @csspart input - a text field, a select or a search for options
 * @csspart checkbox - a checkbox
 * @csspart options - the options that a search for options found
 * @csspart option - one of them
 * @csspart field-error - what is wrong with a field
 * @csspart error-summary - all errors, with links to the fields
 * @csspart picker - the choice of files
 * @csspart dropzone - where files can be dropped
 * @csspart files - the chosen files
 * @csspart file - one file
 * @csspart refused-files - the files that were not admitted, and why
 * @csspart uploads - the files on their way
 * @csspart suggestions - the answers that may help
 * @csspart suggestion - one of them
 * @csspart article-body - the text of the answer that is read
 * @csspart link - the link to its own page
 * @csspart dialog - an answer, or the question before typed words are dropped
 * @csspart actions - the buttons
 * @csspart button - every button
 * @csspart button-primary - the button that the eye should find first
 * @csspart submit - the button that submits
 * @csspart cancel - the button that leaves
 * @csspart draft - says that a draft was restored, or that there is a newer one
 * @csspart waiting - not sent yet
 * @csspart held - kept until the customer has signed in
 * @csspart conflict - somebody else changed the case
 * @csspart saved - the changes were saved
 * @csspart read-only - the case may not be edited, and why
 * @csspart confirmation - the case was filed
 * @csspart case-number - its number
 * @csspart error - what went wrong
 * @csspart signed-out - shown to nobody in particular
 * @csspart not-connected - shown without a provider
 * @cssprop --case-color-accent - links, focus, the first button
 * @cssprop --case-color-danger - what is wrong
 * @cssstate loading - the form or the case is on its way
 * @cssstate sending - what was submitted is on its way
 * @cssstate invalid - there are errors
 * @cssstate submitted - the backend has the case
 */
export class CaseForm extends LitElement {
  static override styles = [base, formStyles];

  /** Name of the form of the session; default `create`, or `edit` with a case. An unknown name is the default. */
  @property() form = '';
  /** The case to edit; none: a new one. */
  @property({ attribute: 'case-id', converter: (value) => (value ?? '').trim() }) caseId: Id = '';
  /** An undelivered write of a case that is written anew, by the id of its operation; leaves with `case-back` when it is. */
  @property({ attribute: 'operation-id', converter: (value) => (value ?? '').trim() }) operationId: Id = '';
  /** First words of the subject. */
  @property({ converter: (value) => value ?? '' }) subject = '';
  /** Values that the form starts with, by field. */
  @property({ attribute: false }) values: FieldValues = {};
  /** What was searched and read before; travels with the case. */
  @property({ attribute: false }) trail: SearchTrail | undefined;

  readonly #store = new StoreController(
    this,
    ({ phase, session, operations, progress, cases }) => ({
      phase,
      session,
      operations,
      progress,
      entry: this.caseId ? cases.get(this.caseId) : undefined,
    }),
    formTexts,
    (store) => (this.caseId ? store.watchCase(this.caseId) : undefined),
  );
  readonly #form = new FormController(
    this,
    this.#store,
    () => this.#cancel(),
    () => this.#leave(),
  );
  readonly #internals = this.attachInternals();

  override willUpdate(changed: PropertyValues<this>): void {
    const form = this.#form;
    if (isOther(changed, 'caseId') || isOther(changed, 'operationId')) form.reset();
    form.prepare(changed.has('values') || changed.has('subject') || changed.has('trail'));
    const work = form.work.part;
    setStates(this.#internals, {
      loading: !form.started,
      sending: work?.underWay ?? false,
      invalid: !!work?.errors.size,
      submitted: work?.filed !== undefined,
    });
  }

  override updated(changed: PropertyValues<this>): void {
    if (isOther(changed, 'caseId')) this.#store.reconnect();
    // On its way while the backend answers, and there before the network may be gone.
    this.#form.work.get();
  }

  override render(): TemplateResult {
    const { store, state, t } = this.#store;
    const { session, work, announcement } = this.#form;
    // Words that were typed stay in sight while their author must sign in again.
    const above = work.part?.renderHeld() ?? renderUnready({ store, state, t });
    const title = session && formOf(session, this.form, this.caseId !== '').title;
    return html`<section class="stack" part="base">
      <slot name="header" ?hidden=${work.part?.filed !== undefined}>
        <h2 id="title" class="wrap">
          ${title ?? t(this.caseId ? 'cases/editcase/title' : 'cases/createcase/title')}
        </h2>
      </slot>
      ${above ?? nothing} ${above && !session ? nothing : this.#renderReady(session)}
      <slot name="footer"></slot>
      <div role="status" class="visually-hidden">${announcement}</div>
    </section>`;
  }

  #renderReady(session: Session | undefined): TemplateResult {
    const { store, state, t } = this.#store;
    const { started, work } = this.#form;
    const filed = work.part?.renderFiled();
    if (filed) return filed;
    const entry = state?.cases.get(this.caseId);
    if (entry && !this.#form.record && !entry.snapshot && entry.status !== 'loading') {
      const retry = entry.status === 'gone' ? undefined : () => void store?.refreshCase(this.caseId);
      return renderFailure(t, entry.failure ?? { kind: 'not-found' }, retry);
    }
    if (session && !this.caseId && !mayCreate(session))
      return html`<p class="notice" part="read-only">${t('form/notallowed')}</p>`;
    if (session && started) return this.#renderForm();
    // A case cannot be edited without it.
    if (this.caseId && work.failed) return renderFailure(t, { kind: 'network' }, work.retry);
    return this.#renderSkeleton();
  }

  #renderForm(): TemplateResult {
    const form = this.#form;
    const work = form.work.part;
    const takes = form.fields.some((field) => field.type === 'files') && !form.isLocked;
    const drops = takes ? form.picker.get() : undefined;
    const suggestions = form.suggests ? form.suggestions.get() : undefined;
    return html`<form
        class="stack"
        novalidate
        aria-labelledby="title"
        @submit=${form.submit}
        @dragover=${drops?.onDragOver ?? nothing}
        @dragleave=${drops?.onDragLeave ?? nothing}
        @drop=${drops?.onDrop ?? nothing}
        @paste=${drops?.onPaste ?? nothing}
      >
        ${work?.renderAbove()}
        <div class="fields">
          ${form.fields.map((field) =>
            renderField(
              field,
              form,
              form.suggests && field.name === 'subject'
                ? (suggestions?.render() ?? this.#renderHint())
                : nothing,
            ),
          )}
        </div>
        ${
          form.wanted && form.work.failed
            ? renderFailure(this.#store.t, { kind: 'network' })
            : work?.renderBelow()
        }
        ${work?.renderWaiting() ?? this.#renderButtons()}
      </form>
      ${work?.renderDialog()} ${suggestions?.renderDialog()}`;
  }

  #renderButtons(): TemplateResult {
    const { t } = this.#store;
    const { work, wanted } = this.#form;
    const busy = work.part?.underWay ?? (wanted && !work.failed);
    const words = this.caseId ? 'cases/editcase/submit' : 'cases/createcase/submit';
    return html`<div class="row" part="actions">
      ${
        work.part?.readOnlyReason === undefined
          ? html`<button
              class="primary"
              id="submit"
              part="button button-primary submit"
              aria-disabled=${busy}
            >
              ${t(busy ? 'form/sending' : words)}
            </button>`
          : nothing
      }
      <button type="button" class="plain" part="button cancel" ?hidden=${busy} @click=${this.#cancel}>
        ${t('form/cancel')}
      </button>
    </div>`;
  }

  /** Stands where answers will, until what finds them is there. */
  #renderHint(): TemplateResult {
    return html`<div class="suggestions" part="suggestions">
      <p class="muted small">${this.#store.t('form/suggestions/hint')}</p>
    </div>`;
  }

  #renderSkeleton(): TemplateResult {
    const box = (size: string): TemplateResult =>
      html`<div class="skeletons">
        <p class="skeleton">&nbsp;</p>
        <div class="skeleton button ${size}">&nbsp;</div>
      </div>`;
    return html`<div role="group" aria-busy="true" aria-label=${this.#store.t('state/loading')}>
      <div class="stack" aria-hidden="true">${box('')}${box('tall')}${box('')}${box('')}</div>
    </div>`;
  }

  readonly #cancel = (): void => {
    const question = this.renderRoot.querySelector<HTMLDialogElement>('.leave');
    const { isDirty, work } = this.#form;
    if (!isDirty) this.#leave();
    else if (question) question.showModal();
    else if (!work.part && !work.failed) work.use(() => this.#cancelLater());
    // What draws the question could not be had: the browser asks.
    else if (confirm(this.#store.t('form/leave'))) this.#leave();
  };

  #cancelLater(): void {
    this.requestUpdate();
    void this.updateComplete.then(this.#cancel);
  }

  readonly #leave = (): void => {
    if (!this.#form.work.part?.underWay) this.reset();
    this.dispatchEvent(new CaseBackEvent());
  };

  /** Forgets everything that was typed and starts anew. What was submitted is delivered all the same. */
  reset(): void {
    this.#form.work.part?.drafts.discard();
    this.#form.reset();
  }

  /** Puts the focus into the first field. */
  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('input, select, textarea')?.focus();
  }
}

/** Changed from one value to another, which setting it for the first time is not. */
function isOther<K extends keyof CaseForm>(changed: PropertyValues<CaseForm>, name: K): boolean {
  return changed.has(name) && changed.get(name) !== undefined;
}

declare global {
  interface HTMLElementTagNameMap {
    'case-form': CaseForm;
  }
}
