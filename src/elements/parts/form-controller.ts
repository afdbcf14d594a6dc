/** What a form does: starts with its values, checks them, sends them, and makes sense of every answer. */
import type { LitElement } from 'lit';
import type { StoreController } from '../../context/store-controller.js';
import type { Case, FieldValue, Id, SearchTrail } from '../../model/case.js';
import type { Failure } from '../../model/failure.js';
import type { FieldDefinition, FieldValues } from '../../model/form.js';
import { changeOf, draftOf, valuesOfCase } from '../../model/form-values.js';
import type { Session } from '../../model/session.js';
import type { Outcome, Submission } from '../../store/store.js';
import { CaseSubmitEvent, CaseSubmittedEvent, DeflectionAnsweredEvent } from '../events.js';
import type { formTexts } from '../texts/form.js';
import { errorsOf } from './field-errors.js';
import { fieldId } from './field.js';
import type { FilePicker } from './file-picker.js';
import { fieldsOf, FieldSources, formOf } from './form-fields.js';
import { FormModel } from './form-model.js';
import type { Suggestions } from './form-suggestions.js';
import { joinTrails } from './form-trail.js';
import { LazyPart } from './lazy-part.js';
import { FollowedSubmission } from './submission.js';

/** What the element's owner sets. */
export interface FormHost extends LitElement {
  readonly form: string;
  /** Empty: a new case. */
  readonly caseId: Id;
  readonly subject: string;
  readonly values: FieldValues;
  readonly trail: SearchTrail | undefined;
}

/** The case that was filed. */
export interface Filed {
  readonly id: Id;
  /** Empty where the backend did not say. */
  readonly number: string;
  readonly hadFiles: boolean;
}

type Notice = 'form/saved' | 'form/unchanged' | 'form/waiting/maybe';

export class FormController {
  readonly model = new FormModel();
  readonly sources: FieldSources;
  readonly picker: LazyPart<FilePicker>;
  readonly suggestions: LazyPart<Suggestions>;
  readonly submission: FollowedSubmission;
  /** Of the last submit, where it is about none of the fields. */
  failure: Failure | null = null;
  filed: Filed | undefined;
  notice: Notice | undefined;
  copied: 'copied' | 'selected' | undefined;
  announcement = '';
  #picker: FilePicker | undefined;
  #suggestions: Suggestions | undefined;
  #viewerId: Id | undefined;
  /** The version of the case that the values are based on. */
  #version = '';

  constructor(
    private readonly host: FormHost,
    private readonly store: StoreController<unknown, typeof formTexts>,
    /** The customer wants to leave the form. */
    private readonly onLeave: () => void,
  ) {
    const common = {
      store: () => store.store,
      locale: () => store.locale,
      t: store.t,
      announce: (words: string) => this.announce(words),
    };
    this.sources = new FieldSources(host, common.store);
    this.picker = new LazyPart(host, async () => {
      const [{ FilePicker: Picker }, { filesStyles }] = await Promise.all([
        import('./file-picker.js'),
        import('../styles/files.js'),
      ]);
      const limits = (): Session['limits'] | undefined => store.state?.session?.limits;
      this.#picker = new Picker(host, { ...common, limits, onChange: () => this.#filesChanged() });
      return { part: this.#picker, styles: [filesStyles] };
    });
    this.suggestions = new LazyPart(host, async () => {
      const module = await import('./form-suggestions.js');
      this.#suggestions = new module.Suggestions(host, {
        ...common,
        onAnswered: (result) => this.#answered(result.id),
      });
      this.#suggest();
      return { part: this.#suggestions, styles: module.Suggestions.styles };
    });
    this.submission = new FollowedSubmission({
      ...common,
      onDelivered: (outcome, submission) => this.#delivered(outcome, submission),
      onRefused: (failure) => void this.#refused(failure),
      onWaiting: () => this.#focus('.outcome'),
      onDiscarded: () => host.requestUpdate(),
    });
  }

  /** The newest record of the case that is edited. */
  get record(): Case | undefined {
    return this.store.state?.cases.get(this.host.caseId)?.snapshot ?? undefined;
  }

  /** In words, why the case may not be edited; undefined: it may, or there is none. */
  get readOnlyReason(): string | undefined {
    const edit = this.record?.actions.find(({ action }) => action === 'edit');
    return edit && !edit.allowed ? (edit.reason ?? this.store.t('form/readonly')) : undefined;
  }

  get isLocked(): boolean {
    return this.submission.underWay || this.readOnlyReason !== undefined;
  }

  get files(): readonly File[] {
    return this.#picker?.files ?? [];
  }

  /** Something was typed or chosen that is not sent. */
  get isDirty(): boolean {
    return this.model.dirty || this.files.length > 0;
  }

  /** Brings the values up to what session and case say. `given`: the host's own values changed. */
  prepare(session: Session, given: boolean): void {
    // Nothing that one person typed is shown to another.
    if (this.#viewerId !== undefined && this.#viewerId !== session.viewer.id) this.reset();
    this.#viewerId = session.viewer.id;
    const isEdit = this.host.caseId !== '';
    const fields = fieldsOf(
      formOf(session, this.host.form, isEdit),
      !isEdit && session.capabilities.attachments,
    );
    if (isEdit) this.#prepareEdit(fields);
    else this.#prepareNew(fields, given);
    if (this.model.started) this.sources.sync(fields, () => this.model.values, this.#lost);
    if (isEdit && this.record) this.sources.know(this.record);
  }

  suggests({ settings, capabilities }: Session): boolean {
    return !this.host.caseId && settings.deflectionEnabled && capabilities.search;
  }

  readonly change = (field: FieldDefinition, value: FieldValue): void => {
    this.model.set(field, value);
    this.notice = undefined;
    if (field.name === 'subject') this.#suggest();
    this.host.requestUpdate();
  };

  readonly submit = (event: Event): void => {
    event.preventDefault();
    if (this.isLocked) return;
    this.failure = null;
    this.notice = undefined;
    const valid = this.model.validate(this.files.length, this.#unreadable());
    this.host.requestUpdate();
    if (!valid) this.#focus('.summary');
    else if (this.host.dispatchEvent(new CaseSubmitEvent({ ...this.model.values }))) this.#send();
  };

  readonly keepMine = (): void => {
    this.model.keepMine();
    this.#send();
  };

  readonly takeTheirs = (): void => {
    this.model.takeTheirs();
    this.host.requestUpdate();
    this.#focus('#submit');
  };

  /** Takes back what was not sent yet, to write it anew. */
  readonly editAgain = (): void => {
    if (this.submission.inFlight) return;
    this.submission.discard();
    this.#say('form/waiting/maybe');
  };

  /** The customer asked for a copy of the number, and this is what came of it. */
  noteCopy(copied: 'copied' | 'selected'): void {
    this.copied = copied;
    this.announce(this.store.t(copied === 'copied' ? 'form/done/copied' : 'form/done/copymanually'));
  }

  readonly focusField = (name: string): void => this.#focus(`#${CSS.escape(fieldId(name))}`);

  /** Forgets everything that was typed. What is on its way is delivered all the same, what was refused is not. */
  reset(): void {
    if (this.submission.phase === 'refused') this.submission.discard();
    this.submission.forget();
    this.model.stop();
    this.#picker?.clear();
    this.#suggestions?.reset();
    this.failure = null;
    this.filed = this.notice = this.copied = undefined;
    this.announce('');
  }

  announce(words: string): void {
    this.announcement = words;
    this.host.requestUpdate();
  }

  #prepareNew(fields: readonly FieldDefinition[], given: boolean): void {
    const { model, host } = this;
    if (model.started && (!given || this.isDirty)) {
      model.adopt(fields);
      return;
    }
    const limit = fields.find(({ name }) => name === 'subject')?.maxLength;
    const subject = (host.subject || host.trail?.query || '').slice(0, limit);
    model.start(fields, { ...(subject ? { subject } : {}), ...host.values });
  }

  #prepareEdit(fields: readonly FieldDefinition[]): void {
    const { model, record } = this;
    if (!record) return;
    if (model.started) model.adopt(fields);
    else {
      model.start(fields, valuesOfCase(fields, record));
      this.#version = record.version;
    }
    if (record.version === this.#version || this.submission.phase !== 'idle') return;
    this.#version = record.version;
    model.follow(valuesOfCase(fields, record), false);
  }

  #send(): void {
    const { store } = this.store;
    if (!store) return;
    const { fields, base, values } = this.model;
    // One that was refused makes way for its better self.
    this.submission.discard();
    if (this.host.caseId) {
      const change = changeOf(fields, base, values);
      if (!change) {
        this.#say('form/unchanged');
        return;
      }
      this.submission.begin(store.updateCase(this.host.caseId, change));
    } else {
      const deflection = joinTrails(this.host.trail, this.#suggestions?.search.trail);
      const draft = { ...draftOf(fields, values), ...(deflection ? { deflection } : {}) };
      this.submission.begin(store.createCase(draft, this.files));
    }
    this.announce(this.store.t('form/sending'));
    // The fields are locked now: the focus must not fall out of the form.
    this.#focus('#submit');
  }

  #delivered(outcome: Outcome, { id }: Submission): void {
    const record = outcome.state === 'delivered' ? outcome.case : undefined;
    const number = record?.number ?? '';
    if (this.host.caseId) {
      if (record) {
        this.model.start(this.model.fields, valuesOfCase(this.model.fields, record));
        this.#version = record.version;
      }
      this.submission.forget();
      this.#say('form/saved');
    } else {
      this.filed = { id, number, hadFiles: this.files.length > 0 };
      this.host.requestUpdate();
      this.#focus('.outcome');
    }
    this.host.dispatchEvent(new CaseSubmittedEvent(id, number));
  }

  async #refused(failure: Failure): Promise<void> {
    if (this.host.caseId && failure.kind === 'conflict' && (await this.#catchUp())) return;
    const errors = errorsOf(failure, this.model.fields, this.store.t);
    this.model.refuse(errors);
    // What is about none of the fields is said in full.
    const { errors: pointed = [] } = failure;
    const words = pointed.map(({ detail }) => detail).join(' ');
    const detail = failure.detail ?? words;
    this.failure =
      errors.length > 0 && errors.length >= pointed.length
        ? null
        : { ...failure, ...(detail ? { detail } : {}) };
    this.announce('');
    this.#focus(errors.length ? '.summary' : '.outcome');
  }

  /** The change came too late: fetches the newest record and lets the customer choose. False: it could not be had. */
  async #catchUp(): Promise<boolean> {
    const stale = this.#version;
    await this.store.store?.refreshCase(this.host.caseId);
    const { record } = this;
    if (!record || record.version === stale) return false;
    this.submission.discard();
    this.#version = record.version;
    this.model.follow(valuesOfCase(this.model.fields, record), true);
    this.announce('');
    // Only something that the form does not show was changed: there is nothing to choose.
    if (this.model.conflict) this.#focus('.outcome');
    else this.#send();
    return true;
  }

  #suggest(): void {
    const session = this.store.state?.session;
    const subject = this.model.values['subject'];
    if (!session || !this.suggests(session) || subject === this.model.base['subject']) return;
    this.#suggestions?.search.typed(String(subject ?? ''), Math.max(1, session.settings.deflectionMinLength));
  }

  #answered(id: Id): void {
    const trail = this.#suggestions?.search.trail;
    if (!trail) return;
    this.store.store?.recordDeflection({ trail, outcome: 'answered', answeredBy: id });
    this.host.dispatchEvent(new DeflectionAnsweredEvent(id, trail.query));
    this.onLeave();
  }

  #filesChanged(): void {
    const field = this.model.fields.find(({ type }) => type === 'files');
    if (field && this.files.length) this.model.settle(field.name);
  }

  /** What the value depends on changed, and it is not offered any more. */
  readonly #lost = (field: FieldDefinition): void => {
    if ((this.model.values[field.name] ?? '') === '') return;
    this.model.set(field, '');
    const parent = this.model.fields.find(({ name }) => name === field.dependsOn)?.label ?? '';
    this.announce(this.store.t('form/lookup/cleared', { label: field.label, parent }));
  };

  /** Fields whose control holds something that is no value, such as half a date. */
  #unreadable(): string[] {
    const typed = this.model.fields.filter(({ type }) => type === 'number' || type === 'date');
    return typed.map(({ name }) => name).filter((name) => this.#control(name)?.validity.badInput);
  }

  #control(name: string): HTMLInputElement | null {
    return this.host.renderRoot.querySelector<HTMLInputElement>(`#${CSS.escape(fieldId(name))}`);
  }

  #say(notice: Notice): void {
    this.notice = notice;
    this.announce(this.store.t(notice));
    this.#focus('.outcome');
  }

  #focus(selector: string): void {
    void this.host.updateComplete.then(() =>
      this.host.renderRoot.querySelector<HTMLElement>(selector)?.focus(),
    );
  }
}
