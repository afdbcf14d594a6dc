/** What a form does when it is submitted: checks it, sends it, and makes sense of every answer. */
import { html, nothing, type TemplateResult } from 'lit';
import type { FieldValue, Id } from '../../model/case.js';
import type { Failure } from '../../model/failure.js';
import { validateField, type FieldDefinition, type FieldError, type FieldValues } from '../../model/form.js';
import { changeOf, draftOf, valuesOfCase, valuesOfWrite } from '../../model/form-values.js';
import { initialValues } from '../../model/initial-values.js';
import { isEditable, type Operation, type Payload } from '../../model/operation.js';
import type { CaseDetail } from '../../model/project.js';
import { selectCase } from '../../store/case-selectors.js';
import type { Outcome, Submission } from '../../store/store.js';
import { CaseSubmitEvent, CaseSubmittedEvent } from '../work-events.js';
import { DraftKeeper } from './draft-keeper.js';
import { errorsOf, errorText, faultsOf } from './field-errors.js';
import { adoptTheirs, chooseSide, noteChoice, renderConflict, type Conflict } from './form-conflict.js';
import type { FormController } from './form-controller.js';
import {
  renderConfirmation,
  renderHeld,
  renderLeaveDialog,
  renderSummary,
  renderWaiting,
} from './form-outcome.js';
import { joinTrails } from './form-trail.js';
import { renderFailure } from './states.js';
import type { Side } from './versions.js';

import { draftStyles } from '../styles/draft.js';
import { workStyles } from '../styles/form-work.js';
import { versionsStyles } from '../styles/versions.js';

export { workTexts as texts } from '../texts/form-work.js';

export const styles = [workStyles, draftStyles, versionsStyles];

/** How long, ms, an answer may take before the customer is told where the case is meanwhile. */
const SOON = 3000;

/** The case as it is edited. */
export type FormRecord = CaseDetail;

/** What is kept of an unsent form: what differs from `base`, and what that was. */
interface KeptValues {
  readonly values: FieldValues;
  readonly base: FieldValues;
}

/** The case that was filed. */
export interface Filed {
  readonly id: Id;
  /** Empty where the backend did not say. */
  readonly number: string;
  readonly subject: string;
  readonly hadFiles: boolean;
}

/**
 * `sending`: the first try is under way. `waiting`: it did not arrive and is tried again by itself. `held`: the person
 * must sign in first. `refused`: the backend said no and the customer decides.
 */
type Phase = 'idle' | 'sending' | 'waiting' | 'held' | 'refused';

type Notice = 'form/saved' | 'form/unchanged' | 'pending/toolate';

export class FormWork {
  filed: Filed | undefined;
  copied: 'copied' | 'selected' | undefined;
  phase: Phase = 'idle';
  /** Why it is not sent yet. */
  reason: Failure | null = null;
  errors: ReadonlyMap<string, FieldError> = new Map();
  /** Of the last submit, where it is about none of the fields. */
  #failure: Failure | undefined;
  #notice: Notice | undefined;
  #conflict: Conflict | undefined;
  #submission: Submission | undefined;
  /** Where it waits; undefined: nobody may say yet that it is safe. */
  kept: 'disk' | 'memory' | undefined;
  readonly drafts: DraftKeeper<KeptValues>;
  /** The answer takes its time. */
  #isSlow = false;
  /** The version of the case that the values are based on. */
  #version = '';

  constructor(readonly form: FormController) {
    const { host, store } = form;
    this.drafts = new DraftKeeper(host, store, form.t, (words) => form.announce(words));
  }

  get record(): FormRecord | undefined {
    const { state } = this.form.store;
    const { caseId } = this.form.host;
    return (state && caseId && selectCase(state, caseId).case) || undefined;
  }

  /** On its way in one form or another: nothing may be submitted or changed beside it. */
  get underWay(): boolean {
    return this.phase !== 'idle' && this.phase !== 'refused';
  }

  get isLocked(): boolean {
    return this.underWay || this.readOnlyReason !== undefined;
  }

  /** In words, why the case may not be edited; undefined: it may, or there is none. */
  get readOnlyReason(): string | undefined {
    const edit = this.form.record?.actions.find(({ action }) => action === 'edit');
    return edit && !edit.allowed ? (edit.reason ?? this.form.t('form/readonly')) : undefined;
  }

  /** A try is running at this moment, so that it cannot be called back. */
  get inFlight(): boolean {
    return this.#operation?.state === 'sending';
  }

  /** It can be taken back and written anew: it cannot have reached support. */
  get canEditAgain(): boolean {
    const operation = this.#operation;
    return operation !== undefined && isEditable(operation);
  }

  /** Reads where a submit stands; to be called before every rendering. */
  follow(): void {
    const operation = this.#operation;
    if (!operation) return;
    const { phase } = this;
    const { failure } = operation;
    this.phase = phaseOf(operation, this.#isSlow);
    this.reason = failure ?? (this.phase === 'waiting' ? this.reason : null);
    if (phase === this.phase || this.phase === 'sending') return;
    // After the rendering that notices it.
    queueMicrotask(() => {
      if (this.phase !== 'refused') this.form.focus('.outcome');
      else if (failure) void this.#refused(failure);
    });
  }

  /** Starts with the values of the case, and follows what others change in it. */
  prepareEdit(fields: readonly FieldDefinition[]): void {
    const { form } = this;
    const { record } = form;
    if (!record) return;
    if (form.started) form.adopt(fields);
    else this.#restart(fields, record);
    if (record.version !== this.#version && this.phase === 'idle') this.#adoptRecord(record, false);
  }

  /** Starts with what an undelivered write says. */
  prepareEntry(fields: readonly FieldDefinition[]): void {
    const { form, record } = this;
    const payload = this.#entry?.payload;
    if (form.started || !payload) return;
    if (payload.kind === 'createCase') this.#startEntry(fields, initialValues(fields, {}), payload.draft);
    if (payload.kind === 'updateCase' && record)
      this.#startEntry(fields, valuesOfCase(fields, record), payload.change);
  }

  #startEntry(
    fields: readonly FieldDefinition[],
    base: FieldValues,
    written: Parameters<typeof valuesOfWrite>[0],
  ): void {
    const { form } = this;
    form.start(fields, base);
    form.values = initialValues(fields, { ...base, ...valuesOfWrite(written) });
  }

  /** From now on what is typed is kept. An undelivered write is kept already. */
  openDraft(viewerId: Id): void {
    const { host } = this.form;
    if (host.operationId) return;
    const id = host.caseId ? `form:edit:${host.caseId}` : `form:${host.form || 'create'}`;
    this.drafts.open(viewerId, id, {
      words: () => this.#unsentValues(),
      files: () => (this.underWay || this.filed ? [] : this.form.files),
      restore: (words, files) => this.#restore(words, files),
    });
  }

  leaveDraft(): void {
    this.drafts.leave();
  }

  #unsentValues(): KeptValues | undefined {
    const { fields, values, base } = this.form;
    if (this.underWay || this.filed) return undefined;
    const typed = fields.filter(({ name }) => values[name] !== base[name]).map(({ name }) => name);
    const of = (all: FieldValues): FieldValues =>
      Object.fromEntries(typed.map((name) => [name, all[name] ?? null]));
    return typed.length ? { values: of(values), base: of(base) } : undefined;
  }

  #restore(kept: KeptValues | undefined, files: readonly File[]): void {
    const { form } = this;
    if (this.underWay || this.filed) return;
    const known = (values: FieldValues = {}): FieldValues =>
      Object.fromEntries(
        form.fields.flatMap(({ name }) => (name in values ? [[name, values[name] ?? null]] : [])),
      );
    form.values = { ...form.base, ...known(kept?.values) };
    this.errors = new Map();
    this.#failure = this.#notice = undefined;
    if (files.length || form.files.length) form.restoreFiles(files);
    const { record } = this;
    if (kept && record) {
      // Others may have changed meanwhile what the draft changes.
      form.base = { ...form.base, ...known(kept.base) };
      this.#adoptRecord(record, false);
    }
    form.host.requestUpdate();
  }

  errorOf(field: FieldDefinition): string | undefined {
    const { t, store } = this.form;
    const error = this.errors.get(field.name);
    return error && errorText(error, field, t, store.locale);
  }

  changed(field: FieldDefinition, value: FieldValue): void {
    this.#notice = undefined;
    if (this.#conflict) noteChoice(this.#conflict, field, value);
    if (!this.errors.has(field.name)) return;
    const fault = validateField(field, value);
    if (fault) this.errors = new Map(this.errors).set(field.name, { field: field.name, ...fault });
    else this.settle(field.name);
  }

  /** The field is in order now. */
  settle(name: string): void {
    this.errors = new Map([...this.errors].filter(([field]) => field !== name));
  }

  submit(): void {
    const { form } = this;
    if (this.isLocked) return;
    this.#failure = this.#notice = undefined;
    this.#refuse(faultsOf(form));
    if (this.errors.size) form.focus('.summary');
    else if (this.#mustChoose()) form.focus('.outcome');
    else if (form.host.dispatchEvent(new CaseSubmitEvent({ ...form.values }))) this.#send();
  }

  readonly tryNow = (): void => {
    if (this.#submission) this.form.store.store?.retry(this.#submission.operationId);
  };

  /** Takes back what was not sent yet, to write it anew. */
  readonly editAgain = (): void => {
    if (!this.canEditAgain) return;
    this.#discard();
    this.drafts.touch();
    this.form.announce('');
    this.form.focus('input, select, textarea');
  };

  readonly choose = (name: string, side: Side): void => {
    if (this.#conflict) chooseSide(this.form, this.#conflict, name, side);
  };

  /** As chosen, field by field. */
  readonly saveChosen = (): void => {
    if (this.#mustChoose()) return this.form.focus('.outcome');
    this.#conflict = undefined;
    this.#send();
  };

  readonly keepMine = (): void => {
    this.#conflict?.fields.forEach(({ name }) => this.choose(name, 'mine'));
    this.saveChosen();
  };

  readonly takeTheirs = (): void => {
    const { form } = this;
    form.values = form.base;
    this.drafts.touch();
    this.errors = new Map();
    this.#conflict = undefined;
    form.host.requestUpdate();
    form.focus('#submit');
  };

  reset(): void {
    if (this.phase === 'refused') this.#discard();
    this.#forget();
    this.errors = new Map();
    this.filed = this.copied = this.#notice = this.#failure = this.#conflict = undefined;
  }

  /** Above the form, whoever is signed in. */
  renderHeld(): TemplateResult | undefined {
    return this.phase === 'held' ? renderHeld(this) : undefined;
  }

  /** Instead of the form. */
  renderFiled(): TemplateResult | undefined {
    return this.filed && renderConfirmation(this, this.filed);
  }

  /** Above the fields. */
  renderAbove(): TemplateResult {
    const reason = this.readOnlyReason;
    return html`${
      reason === undefined ? nothing : html`<p class="notice wrap" part="read-only">${reason}</p>`
    }
    ${this.underWay ? nothing : this.drafts.render()} ${renderSummary(this)}
    ${this.#conflict && !this.underWay ? renderConflict(this, this.#conflict) : nothing}`;
  }

  /** Between the fields and the buttons. */
  renderBelow(): TemplateResult {
    const { t } = this.form;
    return html`${
      this.#failure
        ? html`<div class="outcome" tabindex="-1">${renderFailure(t, this.#failure)}</div>`
        : nothing
    }
    ${
      this.#notice
        ? html`<p class="notice outcome" part="saved" tabindex="-1">${t(this.#notice)}</p>`
        : nothing
    }`;
  }

  /** Instead of the buttons, while it is not sent yet. */
  renderWaiting(): TemplateResult | typeof nothing | undefined {
    if (this.phase === 'held') return nothing;
    return this.phase === 'waiting' ? renderWaiting(this) : undefined;
  }

  renderDialog(): TemplateResult {
    return renderLeaveDialog(this.form);
  }

  get #operation(): Operation | undefined {
    const id = this.#submission?.operationId;
    return this.form.store.state?.operations.find((operation) => operation.id === id);
  }

  /** The undelivered write that is written anew. */
  get #entry(): Operation | undefined {
    const { store, host } = this.form;
    return store.state?.operations.find(({ id }) => id === host.operationId);
  }

  /** Of the case that was submitted. */
  get submittedId(): Id | undefined {
    return this.#submission?.id;
  }

  /** Both changed a field, and nobody has said which of the two it shall be. */
  #mustChoose(): boolean {
    return this.#conflict?.fields.some(({ name }) => !this.#conflict?.chosen.has(name)) ?? false;
  }

  /** Shows errors; the first of a field is the one. */
  #refuse(errors: readonly FieldError[]): void {
    this.errors = new Map(errors.toReversed().map((error) => [error.field, error]));
  }

  #send(): void {
    const { form } = this;
    const { store } = form.store;
    if (!store) return;
    const { fields, base, values, host } = form;
    // One that was refused makes way for its better self.
    this.#discard();
    if (host.operationId) return void this.#rewrite();
    if (host.caseId) {
      const change = changeOf(fields, base, values);
      if (!change) return this.#say('form/unchanged');
      this.#begin(store.updateCase(host.caseId, change));
    } else {
      const deflection = joinTrails(host.trail, form.suggestions.part?.search.trail);
      const draft = { ...draftOf(fields, values), ...(deflection ? { deflection } : {}) };
      this.#begin(store.createCase(draft, form.files));
    }
    form.announce(form.t('form/sending'));
    // The fields are locked now: the focus must not fall out of the form.
    form.focus('#submit');
  }

  /** An undelivered write says something else from now on. */
  async #rewrite(): Promise<void> {
    const { form } = this;
    const entry = this.#entry;
    const again = entry && rewritten(entry.payload, form);
    if (again && (await form.store.store?.edit(entry.id, again))) form.leave();
    else this.#say(again ? 'pending/toolate' : 'form/unchanged');
  }

  #begin(submission: Submission): void {
    this.#submission = submission;
    this.phase = 'sending';
    this.drafts.submitted(submission);
    void submission.kept.then((kept) => {
      if (submission !== this.#submission) return;
      this.kept = kept;
      setTimeout(() => this.#slow(submission), SOON);
    });
    void submission.done.then(async (outcome) => {
      if (submission !== this.#submission) return;
      this.phase = 'idle';
      if (outcome.state === 'delivered') return this.#delivered(outcome, submission.id);
      // Never taken by an outbox, or taken out of it by somebody else.
      const first = await submission.settled;
      if ('failure' in first) await this.#refused(first.failure);
      this.form.host.requestUpdate();
    });
  }

  #slow(submission: Submission): void {
    if (submission !== this.#submission) return;
    this.#isSlow = true;
    this.form.host.requestUpdate();
  }

  /** Takes it out of the outbox, so that it can be written anew. */
  #discard(): void {
    const id = this.#submission?.operationId;
    this.#forget();
    if (id !== undefined) this.form.store.store?.discard(id);
  }

  /** Goes on without it; it stays in the outbox. */
  #forget(): void {
    this.#submission = this.kept = undefined;
    this.#isSlow = false;
    this.reason = null;
    this.phase = 'idle';
  }

  #delivered(outcome: Outcome, id: Id): void {
    const { form } = this;
    const record = outcome.state === 'delivered' ? outcome.case : undefined;
    const number = record?.number ?? '';
    this.#forget();
    if (form.host.caseId) {
      if (record) this.#restart(form.fields, record);
      this.#say('form/saved');
    } else {
      const subject = String(form.values['subject'] ?? '');
      this.filed = { id, number, subject, hadFiles: form.files.length > 0 };
      form.host.requestUpdate();
      form.focus('.outcome');
    }
    form.host.dispatchEvent(new CaseSubmittedEvent(id, number));
  }

  async #refused(failure: Failure): Promise<void> {
    const { form } = this;
    if (form.host.caseId && failure.kind === 'conflict' && (await this.#catchUp())) return;
    const errors = errorsOf(failure, form.fields, form.t);
    this.#refuse(errors);
    // What is about none of the fields is said in full.
    const { errors: pointed = [] } = failure;
    const detail = failure.detail ?? pointed.map((error) => error.detail).join(' ');
    const isAtFields = errors.length > 0 && errors.length >= pointed.length;
    this.#failure = isAtFields ? undefined : { ...failure, ...(detail ? { detail } : {}) };
    form.announce('');
    form.focus(errors.length ? '.summary' : '.outcome');
  }

  /** The change came too late: fetches the newest record and lets the customer choose. False: it could not be had. */
  async #catchUp(): Promise<boolean> {
    const { form } = this;
    await form.store.store?.refreshCase(form.host.caseId);
    const { record } = form;
    if (!record || record.version === this.#version) return false;
    this.#discard();
    this.#adoptRecord(record, true);
    form.announce('');
    // Only something that the form does not show was changed: there is nothing to choose.
    if (this.#conflict) form.focus('.outcome');
    else this.#send();
    return true;
  }

  #restart(fields: readonly FieldDefinition[], record: Omit<FormRecord, 'attachments' | 'mark'>): void {
    this.#version = record.version;
    this.form.start(fields, valuesOfCase(fields, record));
    this.errors = new Map();
    this.#conflict = undefined;
  }

  #adoptRecord(record: FormRecord, asked: boolean): void {
    this.#version = record.version;
    this.#conflict = adoptTheirs(this.form, record, asked) ?? this.#conflict;
  }

  #say(notice: Notice): void {
    this.#notice = notice;
    this.form.announce(this.form.t(notice));
    this.form.focus('.outcome');
  }
}

/** @param isSlow there was no answer for a while */
function phaseOf({ state, attempts, failure }: Operation, isSlow: boolean): Phase {
  if (state === 'held' || state === 'refused') return state;
  if (isSlow) return 'waiting';
  return attempts > (state === 'sending' ? 1 : 0) || (state !== 'sending' && failure) ? 'waiting' : 'sending';
}

/** The same write with what the form says now; undefined: nothing is left of it. */
function rewritten(payload: Payload, { fields, values, base }: FormController): Payload | undefined {
  if (payload.kind === 'createCase')
    return { ...payload, draft: { ...payload.draft, ...draftOf(fields, values) } };
  const change = changeOf(fields, base, values);
  return payload.kind === 'updateCase' && change ? { ...payload, change } : undefined;
}
