import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { StoreController } from '../context/store-controller.js';
import type { Case, FieldValue, Id, SearchTrail } from '../model/case.js';
import type { Failure } from '../model/failure.js';
import type { FieldDefinition, FieldValues } from '../model/form.js';
import { changeOf, draftOf, valuesOfCase } from '../model/form-values.js';
import type { Session } from '../model/session.js';
import type { CaseEntry, StoreState } from '../store/state.js';
import type { CaseStore, Outcome, Submission } from '../store/store.js';
import {
  CaseBackEvent,
  CaseSelectEvent,
  CaseSubmitEvent,
  CaseSubmittedEvent,
  DeflectionAnsweredEvent,
} from './events.js';
import { setStates } from './parts/custom-states.js';
import { errorsOf } from './parts/field-errors.js';
import { fieldId, renderField, type FieldsView } from './parts/field.js';
import { FilePicker } from './parts/file-picker.js';
import { renderConflict } from './parts/form-conflict.js';
import { fieldsOf, FieldSources, formOf } from './parts/form-fields.js';
import { FormModel } from './parts/form-model.js';
import { copyText, renderConfirmation, renderHeld, renderWaiting } from './parts/form-outcome.js';
import { Suggestions } from './parts/form-suggestions.js';
import { joinTrails } from './parts/form-trail.js';
import { renderButtons, renderFormSkeleton, renderLeaveDialog, renderSummary } from './parts/form-view.js';
import { renderFailure, renderUnready } from './parts/states.js';
import { SubmissionController } from './parts/submission.js';
import { articleStyles } from './styles/article.js';
import { base } from './styles/base.js';
import { filesStyles } from './styles/files.js';
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
  static override styles = [base, filesStyles, articleStyles, formStyles];

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
    (s) => this.#select(s),
    formTexts,
    (store) => (this.caseId ? store.watchCase(this.caseId) : undefined),
  );
  readonly #submission = new SubmissionController(this, {
    store: () => this.#store.store,
    onDelivered: (outcome, submission) => this.#delivered(outcome, submission),
    onRefused: (failure) => void this.#refused(failure),
    onWaiting: () => this.#focus('.outcome'),
  });
  readonly #picker = new FilePicker(this, {
    limits: () => this.#session?.limits,
    locale: () => this.#store.locale,
    t: this.#store.t,
    announce: (words) => (this.announcement = words),
    onChange: () => this.#filesChanged(),
  });
  readonly #suggestions = new Suggestions(this, {
    store: () => this.#store.store,
    t: this.#store.t,
    locale: () => this.#store.locale,
    announce: (words) => (this.announcement = words),
    onAnswered: (result) => this.#answered(result.id),
  });
  readonly #sources = new FieldSources(this, () => this.#store.store);
  readonly #model = new FormModel();
  readonly #internals = this.attachInternals();
  #viewerId: Id | undefined;
  #version = '';

  @state() private failure: Failure | null = null;
  @state() private filed:
    { readonly id: Id; readonly number: string; readonly hadFiles: boolean } | undefined;
  @state() private notice: 'form/saved' | 'form/unchanged' | 'form/waiting/maybe' | undefined;
  @state() private copied: 'copied' | 'selected' | undefined;
  @state() private announcement = '';

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('caseId') && changed.get('caseId') !== undefined) this.reset();
    const session = this.#session;
    if (session) this.#prepare(session, changed);
    setStates(this.#internals, {
      loading: !this.#model.started,
      sending: this.#submission.underWay,
      invalid: this.#model.errors.size > 0,
      submitted: this.#submission.phase === 'delivered',
    });
  }

  override updated(changed: PropertyValues<this>): void {
    if (changed.has('caseId') && changed.get('caseId') !== undefined) this.#store.reconnect();
  }

  override render(): TemplateResult {
    const { t } = this.#store;
    const session = this.#session;
    const title = session && formOf(session, this.form, this.caseId !== '').title;
    return html`<section class="stack" part="base">
      <slot name="header" ?hidden=${this.filed !== undefined}
        ><h2 id="title" class="wrap">
          ${title ?? t(this.caseId ? 'cases/editcase/title' : 'cases/createcase/title')}
        </h2></slot
      >
      ${this.#renderBody(session)}
      <slot name="footer"></slot>
      <div role="status" class="visually-hidden">${this.announcement}</div>
    </section>`;
  }

  #renderBody(session: Session | undefined): TemplateResult {
    const { store, state, t } = this.#store;
    if (this.#submission.phase === 'held') return renderHeld(t);
    const unready = renderUnready({ store, state, t });
    if (unready) return unready;
    if (this.filed && store) return this.#renderFiled(this.filed, store);
    const entry = this.#store.value?.entry;
    if (this.caseId && entry && !entry.snapshot && entry.failure) {
      const retry = entry.status === 'gone' ? undefined : () => void store?.refreshCase(this.caseId);
      return renderFailure(t, entry.failure, retry);
    }
    if (!session || !this.#model.started) return renderFormSkeleton(t);
    if (!this.caseId && !mayCreate(session))
      return html`<p class="notice" part="read-only">${t('form/notallowed')}</p>`;
    return this.#renderForm(session);
  }

  #renderForm(session: Session): TemplateResult {
    const { t, locale } = this.#store;
    const { picker, model } = { picker: this.#picker, model: this.#model };
    const drops = model.fields.some((field) => field.type === 'files') && !this.#submission.underWay;
    return html`<form
        class="stack"
        novalidate
        aria-labelledby="title"
        @submit=${this.#submit}
        @dragover=${drops ? picker.onDragOver : nothing}
        @dragleave=${drops ? picker.onDragLeave : nothing}
        @drop=${drops ? picker.onDrop : nothing}
        @paste=${drops ? picker.onPaste : nothing}
      >
        ${this.#renderReadOnly()}
        ${renderSummary(model, t, locale, (name) => this.#focus(`#${fieldId(name)}`))}
        ${this.#renderConflict(session)}
        <div class="fields">${model.fields.map((field) => this.#renderField(field, session))}</div>
        ${this.failure ? html`<div class="outcome" tabindex="-1">${renderFailure(t, this.failure)}</div>` : nothing}
        ${this.notice ? html`<p class="notice outcome" part="saved" tabindex="-1">${t(this.notice)}</p>` : nothing}
        ${this.#renderEnd()}
      </form>
      ${renderLeaveDialog(t, this.#leave)}
      ${this.#suggests(session) ? this.#suggestions.renderDialog() : nothing}`;
  }

  #renderField(field: FieldDefinition, session: Session): TemplateResult {
    const view: FieldsView = {
      t: this.#store.t,
      locale: this.#store.locale,
      values: this.#model.values,
      errors: this.#model.errors,
      disabled: this.#submission.underWay || this.#readOnlyReason !== undefined,
      picker: this.#picker,
      optionsOf: (of) => this.#sources.optionsOf(of, session),
      lookupOf: (of) => this.#sources.lookupOf(of),
      onInput: this.#changed,
      announce: (words) => (this.announcement = words),
    };
    const below = field.name === 'subject' && this.#suggests(session) ? this.#suggestions.render() : nothing;
    return renderField(field, view, below);
  }

  #renderReadOnly(): TemplateResult | typeof nothing {
    const reason = this.#readOnlyReason;
    return reason === undefined ? nothing : html`<p class="notice wrap" part="read-only">${reason}</p>`;
  }

  #renderConflict(session: Session): TemplateResult | typeof nothing {
    const { conflict, values } = this.#model;
    if (!conflict || this.#submission.underWay) return nothing;
    return renderConflict({
      t: this.#store.t,
      ...conflict,
      mine: values,
      labelOf: (field, value) => this.#sources.labelOf(field, value, session),
      onKeep: this.#keepMine,
      onTake: this.#takeTheirs,
    });
  }

  #renderEnd(): TemplateResult {
    const { t } = this.#store;
    const waiting = this.#submission.phase === 'waiting';
    if (waiting) return renderWaiting(this.#submission, t, this.#editAgain, this.#leave);
    return renderButtons({
      t,
      edit: this.caseId !== '',
      busy: this.#submission.underWay,
      readOnly: this.#readOnlyReason !== undefined,
      onCancel: this.#cancel,
    });
  }

  #renderFiled(filed: NonNullable<typeof this.filed>, store: CaseStore): TemplateResult {
    const { t, locale } = this.#store;
    return renderConfirmation({
      t,
      locale,
      store,
      caseId: filed.id,
      number: filed.number,
      hadFiles: filed.hadFiles,
      copied: this.copied,
      onCopy: () => void this.#copy(filed.number),
      onView: () => this.dispatchEvent(new CaseSelectEvent(filed.id)),
      onBack: this.#leave,
    });
  }

  #select({ phase, session, operations, progress, cases }: StoreState): Selected {
    return { phase, session, operations, progress, entry: this.caseId ? cases.get(this.caseId) : undefined };
  }

  get #session(): Session | undefined {
    const value = this.#store.value;
    return value?.phase === 'ready' ? (value.session ?? undefined) : undefined;
  }

  get #snapshot(): Case | undefined {
    return this.#store.value?.entry?.snapshot ?? undefined;
  }

  /** In words, why the case may not be edited; undefined: it may, or there is none. */
  get #readOnlyReason(): string | undefined {
    const edit = this.#snapshot?.actions.find(({ action }) => action === 'edit');
    return edit && !edit.allowed ? (edit.reason ?? this.#store.t('form/readonly')) : undefined;
  }

  #suggests({ settings, capabilities }: Session): boolean {
    return !this.caseId && settings.deflectionEnabled && capabilities.search;
  }

  /** Brings the model up to what the session, the case and the properties say. */
  #prepare(session: Session, changed: PropertyValues<this>): void {
    // Nothing that one person typed is shown to another.
    if (this.#viewerId !== undefined && this.#viewerId !== session.viewer.id) this.reset();
    this.#viewerId = session.viewer.id;
    const fields = fieldsOf(
      formOf(session, this.form, this.caseId !== ''),
      !this.caseId && session.capabilities.attachments,
    );
    if (this.caseId) this.#prepareEdit(fields);
    else this.#prepareNew(fields, changed);
    if (!this.#model.started) return;
    this.#sources.sync(fields, () => this.#model.values, this.#lost);
  }

  #prepareNew(fields: readonly FieldDefinition[], changed: PropertyValues<this>): void {
    const model = this.#model;
    const given = changed.has('values') || changed.has('subject') || changed.has('trail');
    if (model.started && !(given && !model.dirty)) return model.adopt(fields);
    const limit = fields.find(({ name }) => name === 'subject')?.maxLength;
    const subject = (this.subject || this.trail?.query || '').slice(0, limit);
    model.start(fields, { ...(subject ? { subject } : {}), ...this.values });
  }

  #prepareEdit(fields: readonly FieldDefinition[]): void {
    const model = this.#model;
    const record = this.#snapshot;
    if (!record) return;
    if (!model.started) model.start(fields, valuesOfCase(fields, record));
    else {
      model.adopt(fields);
      if (record.version !== this.#version && !this.#submission.underWay)
        model.follow(valuesOfCase(fields, record), false);
    }
    if (!this.#submission.underWay) this.#version = record.version;
    this.#sources.know(record);
  }

  readonly #changed = (field: FieldDefinition, value: FieldValue): void => {
    this.#model.set(field, value);
    this.notice = undefined;
    const session = this.#session;
    if (field.name === 'subject' && session && this.#suggests(session)) {
      this.#suggestions.search.typed(String(value), Math.max(1, session.settings.deflectionMinLength));
    }
    this.requestUpdate();
  };

  #filesChanged(): void {
    const field = this.#model.fields.find(({ type }) => type === 'files');
    if (field && this.#picker.files.length)
      this.#model.refuse([...this.#model.errors.values()].filter((error) => error.field !== field.name));
    this.requestUpdate();
  }

  /** What the value depends on changed, and it is not offered any more. */
  readonly #lost = (field: FieldDefinition): void => {
    if ((this.#model.values[field.name] ?? '') === '') return;
    this.#model.set(field, '');
    const parent = this.#model.fields.find(({ name }) => name === field.dependsOn)?.label ?? '';
    this.announcement = this.#store.t('form/lookup/cleared', { label: field.label, parent });
    this.requestUpdate();
  };

  readonly #submit = (event: Event): void => {
    event.preventDefault();
    if (this.#submission.underWay || this.#readOnlyReason !== undefined) return;
    this.failure = null;
    this.notice = undefined;
    const valid = this.#model.validate(this.#picker.files.length, this.#unreadable());
    this.requestUpdate();
    if (!valid) return this.#focus('.summary');
    if (this.dispatchEvent(new CaseSubmitEvent({ ...this.#model.values }))) this.#send();
  };

  #send(): void {
    const { store } = this.#store;
    if (!store) return;
    // One that was refused makes way for its better self.
    this.#submission.discard();
    const { fields, base: before, values } = this.#model;
    if (this.caseId) {
      const change = changeOf(fields, before, values);
      if (!change) return this.#say('form/unchanged');
      this.#submission.begin(store.updateCase(this.caseId, change));
    } else {
      const deflection = joinTrails(this.trail, this.#suggestions.search.trail);
      const draft = { ...draftOf(fields, values), ...(deflection ? { deflection } : {}) };
      this.#submission.begin(store.createCase(draft, this.#picker.files));
    }
    this.announcement = this.#store.t('form/sending');
    // The fields are locked now: the focus must not fall out of the form.
    this.renderRoot.querySelector<HTMLElement>('#submit')?.focus();
  }

  #delivered(outcome: Outcome, { id }: Submission): void {
    const record = outcome.state === 'delivered' ? outcome.case : undefined;
    this.#model.conflict = undefined;
    if (this.caseId) {
      if (record) {
        this.#model.start(this.#model.fields, valuesOfCase(this.#model.fields, record));
        this.#version = record.version;
      }
      this.#say('form/saved');
    } else {
      this.filed = { id, number: record?.number ?? '', hadFiles: this.#picker.files.length > 0 };
      this.#focus('.done .outcome');
    }
    this.dispatchEvent(new CaseSubmittedEvent(id, record?.number ?? ''));
  }

  async #refused(failure: Failure): Promise<void> {
    if (this.caseId && failure.kind === 'conflict' && (await this.#catchUp())) return;
    const errors = errorsOf(failure, this.#model.fields, this.#store.t);
    this.#model.refuse(errors);
    // What is about none of the fields is said in full.
    this.failure = errors.length > 0 && errors.length >= (failure.errors?.length ?? 0) ? null : failure;
    this.requestUpdate();
    this.#focus(errors.length ? '.summary' : '.outcome');
  }

  /** The change came too late: fetches the newest record and lets the customer choose. False: it could not be had. */
  async #catchUp(): Promise<boolean> {
    const { store } = this.#store;
    const stale = this.#version;
    this.#submission.discard();
    await store?.refreshCase(this.caseId);
    const record = this.#snapshot;
    if (!record || record.version === stale) return false;
    this.#version = record.version;
    this.#model.follow(valuesOfCase(this.#model.fields, record), true);
    this.requestUpdate();
    // Something that the form does not show was changed: there is nothing to choose.
    if (this.#model.conflict) this.#focus('.outcome');
    else this.#send();
    return true;
  }

  readonly #keepMine = (): void => {
    this.#model.keepMine();
    this.requestUpdate();
    this.#send();
  };

  readonly #takeTheirs = (): void => {
    this.#model.takeTheirs();
    this.requestUpdate();
    this.#focus('#submit');
  };

  readonly #editAgain = (): void => {
    this.#submission.discard();
    this.#say('form/waiting/maybe');
  };

  readonly #cancel = (): void => {
    const typed = this.#model.dirty || this.#picker.files.length > 0;
    if (typed) this.renderRoot.querySelector<HTMLDialogElement>('dialog.leave')?.showModal();
    else this.#leave();
  };

  readonly #leave = (): void => {
    if (this.#submission.phase === 'refused') this.#submission.discard();
    this.dispatchEvent(new CaseBackEvent());
  };

  #answered(id: Id): void {
    const { trail } = this.#suggestions.search;
    if (!trail) return;
    this.#store.store?.recordDeflection({ trail, outcome: 'answered', answeredBy: id });
    this.dispatchEvent(new DeflectionAnsweredEvent(id, trail.query));
    this.#cancel();
  }

  async #copy(number: string): Promise<void> {
    this.copied = await copyText(number, this.renderRoot.querySelector('.number'));
    this.announcement = this.#store.t(
      this.copied === 'copied' ? 'form/done/copied' : 'form/done/copymanually',
    );
  }

  /** Fields whose control holds something that is no value, such as half a date. */
  #unreadable(): string[] {
    const control = (name: string): HTMLInputElement | null =>
      this.renderRoot.querySelector<HTMLInputElement>(`#${CSS.escape(fieldId(name))}`);
    return this.#model.fields.filter(({ name }) => control(name)?.validity?.badInput).map(({ name }) => name);
  }

  #say(notice: NonNullable<typeof this.notice>): void {
    this.notice = notice;
    this.announcement = this.#store.t(notice);
    this.#focus('.outcome');
  }

  #focus(selector: string): void {
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>(selector)?.focus());
  }

  /** Forgets everything that was typed and starts anew. What was submitted is delivered all the same. */
  reset(): void {
    if (this.#submission.phase === 'refused') this.#submission.discard();
    this.#submission.forget();
    this.#model.stop();
    this.#picker.clear();
    this.#suggestions.search.reset();
    this.failure = null;
    this.filed = this.notice = this.copied = undefined;
    this.announcement = '';
  }
}

interface Selected {
  readonly phase: StoreState['phase'];
  readonly session: Session | null;
  readonly operations: StoreState['operations'];
  readonly progress: StoreState['progress'];
  readonly entry: CaseEntry | undefined;
}

function mayCreate({ rights, scopes }: Session): boolean {
  return rights.create || scopes.some((scope) => scope.rights.create);
}
