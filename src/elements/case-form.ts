import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { StoreController } from '../context/store-controller.js';
import type { Id, SearchTrail } from '../model/case.js';
import type { FieldDefinition, FieldValues } from '../model/form.js';
import { mayCreate, type Session } from '../model/session.js';
import type { CaseStore } from '../store/store.js';
import { CaseBackEvent, CaseSelectEvent } from './events.js';
import { setStates } from './parts/custom-states.js';
import { renderField } from './parts/field.js';
import { FormController, type Filed } from './parts/form-controller.js';
import { formOf } from './parts/form-fields.js';
import {
  renderButtons,
  renderFormSkeleton,
  renderLeaveDialog,
  renderSuggestionsHint,
  renderSummary,
} from './parts/form-view.js';
import { LazyPart } from './parts/lazy-part.js';
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
  readonly #form = new FormController(this, this.#store, () => this.#cancel());
  readonly #outcome = new LazyPart(this, async () => {
    const [part, { filesStyles }] = await Promise.all([
      import('./parts/form-outcome.js'),
      import('./styles/files.js'),
    ]);
    return { part, styles: [filesStyles] };
  });
  readonly #combobox = new LazyPart(this, async () => {
    const [part, { comboboxStyles }] = await Promise.all([
      import('./parts/field-combobox.js'),
      import('./styles/combobox.js'),
    ]);
    return { part, styles: [comboboxStyles] };
  });
  readonly #internals = this.attachInternals();

  override willUpdate(changed: PropertyValues<this>): void {
    if (isOther(changed, 'caseId')) this.#form.reset();
    this.#form.submission.follow();
    const given = changed.has('values') || changed.has('subject') || changed.has('trail');
    if (this.#session) this.#form.prepare(this.#session, given);
    setStates(this.#internals, {
      loading: !this.#form.model.started,
      sending: this.#form.submission.underWay,
      invalid: this.#form.model.errors.size > 0,
      submitted: this.#form.filed !== undefined,
    });
  }

  override updated(changed: PropertyValues<this>): void {
    if (isOther(changed, 'caseId')) this.#store.reconnect();
    // What shows the outcome is there before the network may be gone.
    if (this.#form.model.started) this.#outcome.get();
  }

  override render(): TemplateResult {
    const { t } = this.#store;
    const session = this.#session;
    const title = session && formOf(session, this.form, this.caseId !== '').title;
    return html`<section class="stack" part="base">
      <slot name="header" ?hidden=${this.#form.filed !== undefined}>
        <h2 id="title" class="wrap">
          ${title ?? t(this.caseId ? 'cases/editcase/title' : 'cases/createcase/title')}
        </h2>
      </slot>
      ${this.#renderBody(session)}
      <slot name="footer"></slot>
      <div role="status" class="visually-hidden">${this.#form.announcement}</div>
    </section>`;
  }

  #renderBody(session: Session | undefined): TemplateResult {
    const { store, state, t } = this.#store;
    const { filed, submission, model } = this.#form;
    if (submission.phase === 'held')
      return this.#outcome.get()?.renderHeld(t) ?? html`<p>${t('form/held')}</p>`;
    const unready = renderUnready({ store, state, t });
    if (unready) return unready;
    if (filed && store) return this.#renderFiled(filed, store);
    const entry = state?.cases.get(this.caseId);
    if (entry && !entry.snapshot && entry.status !== 'loading') {
      const retry = entry.status === 'gone' ? undefined : () => void store?.refreshCase(this.caseId);
      return renderFailure(t, entry.failure ?? { kind: 'not-found' }, retry);
    }
    if (!session || !model.started) return renderFormSkeleton(t);
    if (!this.caseId && !mayCreate(session)) {
      return html`<p class="notice" part="read-only">${t('form/notallowed')}</p>`;
    }
    return this.#renderForm(session);
  }

  #renderForm(session: Session): TemplateResult {
    const { t, locale } = this.#store;
    const { model, picker, suggestions, failure, notice, readOnlyReason } = this.#form;
    const takes = model.fields.some((field) => field.type === 'files') && !this.#form.isLocked;
    const drops = takes ? picker.get() : undefined;
    return html`<form
        class="stack"
        novalidate
        aria-labelledby="title"
        @submit=${this.#form.submit}
        @dragover=${drops?.onDragOver ?? nothing}
        @dragleave=${drops?.onDragLeave ?? nothing}
        @drop=${drops?.onDrop ?? nothing}
        @paste=${drops?.onPaste ?? nothing}
      >
        ${
          readOnlyReason === undefined
            ? nothing
            : html`<p class="notice wrap" part="read-only">${readOnlyReason}</p>`
        }
        ${renderSummary(model, t, locale, this.#form.focusField)} ${this.#renderConflict(session)}
        <div class="fields">${model.fields.map((field) => this.#renderField(field, session))}</div>
        ${failure ? html`<div class="outcome" tabindex="-1">${renderFailure(t, failure)}</div>` : nothing}
        ${notice ? html`<p class="notice outcome" part="saved" tabindex="-1">${t(notice)}</p>` : nothing}
        ${this.#renderEnd()}
      </form>
      ${renderLeaveDialog(t, this.#leave)}
      ${this.#form.suggests(session) ? (suggestions.get()?.renderDialog() ?? nothing) : nothing}`;
  }

  #renderField(field: FieldDefinition, session: Session): TemplateResult {
    const { model, sources, picker, suggestions, isLocked, change } = this.#form;
    const view = {
      t: this.#store.t,
      locale: this.#store.locale,
      values: model.values,
      errors: model.errors,
      disabled: isLocked,
      picker,
      combobox: this.#combobox,
      optionsOf: (of: FieldDefinition) => sources.optionsOf(of, session),
      lookupOf: (of: FieldDefinition) => sources.lookupOf(of),
      onInput: change,
      announce: (words: string) => this.#form.announce(words),
    };
    const suggests = field.name === 'subject' && this.#form.suggests(session);
    return renderField(
      field,
      view,
      suggests ? (suggestions.get()?.render() ?? renderSuggestionsHint(this.#store.t)) : nothing,
    );
  }

  #renderConflict(session: Session): TemplateResult | typeof nothing {
    const { model, sources, submission, keepMine, takeTheirs } = this.#form;
    if (!model.conflict || submission.underWay) return nothing;
    const outcome = this.#outcome.get();
    if (!outcome) return nothing;
    return outcome.renderConflict({
      t: this.#store.t,
      ...model.conflict,
      mine: model.values,
      labelOf: (field, value) => sources.labelOf(field, value, session),
      onKeep: keepMine,
      onTake: takeTheirs,
    });
  }

  #renderEnd(): TemplateResult {
    const { t } = this.#store;
    const { submission, editAgain, readOnlyReason } = this.#form;
    const outcome = submission.phase === 'waiting' ? this.#outcome.get() : undefined;
    if (outcome) return outcome.renderWaiting(submission, t, editAgain, this.#leave);
    return renderButtons({
      t,
      edit: this.caseId !== '',
      busy: submission.underWay,
      readOnly: readOnlyReason !== undefined,
      onCancel: this.#cancel,
    });
  }

  #renderFiled(filed: Filed, store: CaseStore): TemplateResult {
    const { t, locale } = this.#store;
    const outcome = this.#outcome.get();
    if (!outcome)
      return html`<h2 class="outcome" tabindex="-1">${t('form/done')} <bdi>${filed.number}</bdi></h2>`;
    return outcome.renderConfirmation({
      t,
      locale,
      store,
      filed,
      copied: this.#form.copied,
      onCopy: () =>
        void outcome
          .copyShown(filed.number, this.renderRoot.querySelector('.number'))
          .then((how) => this.#form.noteCopy(how)),
      onView: () => this.dispatchEvent(new CaseSelectEvent(filed.id)),
      onBack: this.#leave,
    });
  }

  get #session(): Session | undefined {
    const { state } = this.#store;
    return state?.phase === 'ready' ? (state.session ?? undefined) : undefined;
  }

  readonly #cancel = (): void => {
    if (this.#form.isDirty) this.renderRoot.querySelector<HTMLDialogElement>('dialog.leave')?.showModal();
    else this.#leave();
  };

  readonly #leave = (): void => {
    if (!this.#form.submission.underWay) this.#form.reset();
    this.dispatchEvent(new CaseBackEvent());
  };

  /** Forgets everything that was typed and starts anew. What was submitted is delivered all the same. */
  reset(): void {
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
