/** What a form holds: its fields, what is typed, and the parts that are fetched when they are needed. */
import type { LitElement } from 'lit';
import type { StoreController } from '../../context/store-controller.js';
import type { FieldValue, Id, SearchTrail } from '../../model/case.js';
import type { FieldDefinition, FieldValues, Option } from '../../model/form.js';
import { initialValues } from '../../model/initial-values.js';
import type { Session } from '../../model/session.js';
import { DeflectionAnsweredEvent } from '../work-events.js';
import { formTexts, type FormT } from '../texts/form.js';
import { fieldId, type FieldsView } from './field.js';
import type { FilePicker } from './file-picker.js';
import { fieldsOf, formOf } from './form-fields.js';
import type { Lookups } from './form-lookups.js';
import type { Suggestions } from './form-suggestions.js';
import type { FormRecord, FormWork } from './form-work.js';
import { LazyPart } from './lazy-part.js';

/** What the element's owner sets. */
export interface FormHost extends LitElement {
  readonly form: string;
  /** Empty: a new case. */
  readonly caseId: Id;
  /** The undelivered write that is written anew; empty: none. */
  readonly operationId: Id;
  readonly subject: string;
  readonly values: FieldValues;
  readonly trail: SearchTrail | undefined;
}

export class FormController implements FieldsView {
  fields: readonly FieldDefinition[] = [];
  values: FieldValues = {};
  /** The values that count as nothing typed. */
  base: FieldValues = {};
  started = false;
  announcement = '';
  /** Submit was pressed, and what sends is on its way, or could not be had. */
  wanted = false;
  readonly t: FormT;
  readonly picker: LazyPart<FilePicker>;
  readonly lookups: LazyPart<Lookups>;
  readonly suggestions: LazyPart<Suggestions>;
  /** Checks the form, sends it and shows what became of it. */
  readonly work: LazyPart<FormWork>;
  #viewerId: Id | undefined;

  /** @param cancel the customer wants to leave the form; asks before anything typed is dropped */
  constructor(
    readonly host: FormHost,
    readonly store: StoreController<unknown, typeof formTexts>,
    readonly cancel: () => void,
    /** Leaves the form at once. */
    readonly leave: () => void,
  ) {
    this.t = store.t;
    const storeNow = (): StoreController<unknown, typeof formTexts>['store'] => store.store;
    this.work = new LazyPart(host, async () => {
      const { FormWork: Work, styles, texts } = await import('./form-work.js');
      Object.assign(formTexts, texts);
      return { part: new Work(this), styles };
    });
    this.lookups = new LazyPart(host, async () => {
      const { Lookups: Part, styles, texts } = await import('./form-lookups.js');
      Object.assign(formTexts, texts);
      return { part: new Part(host, storeNow, this), styles: [styles] };
    });
    this.picker = new LazyPart(host, async () => {
      const { FilePicker: Picker, styles, texts } = await import('./file-picker.js');
      Object.assign(formTexts, texts);
      const picker = new Picker(host, {
        t: this.t,
        locale: () => store.locale,
        limits: () => store.state?.session?.limits,
        announce: (words) => this.announce(words),
        onChange: () => this.#filesChanged(),
      });
      return { part: picker, styles: [styles] };
    });
    this.suggestions = new LazyPart(host, async () => {
      const { Suggestions: Part, styles, texts } = await import('./form-suggestions.js');
      Object.assign(formTexts, texts);
      const part = new Part(this, storeNow);
      part.look();
      return { part, styles };
    });
  }

  /** Also of somebody whose sign-in expired while they wrote: words that are on screen stay there. */
  get session(): Session | undefined {
    const { phase, session } = this.store.state ?? {};
    const isUnsent = this.started && (this.isDirty || this.work.part?.underWay);
    const stays = phase === 'ready' || (phase === 'signed-out' && isUnsent);
    return (stays && session) || undefined;
  }

  /** The newest record of the case that is edited, with what is not delivered yet. */
  get record(): FormRecord | undefined {
    return this.work.part?.record;
  }

  get isLocked(): boolean {
    return this.work.part?.isLocked ?? false;
  }

  get files(): readonly File[] {
    return this.picker.part?.files ?? [];
  }

  /** Something was typed or chosen that is not sent. */
  get isDirty(): boolean {
    return this.files.length > 0 || this.fields.some(({ name }) => this.values[name] !== this.base[name]);
  }

  get suggests(): boolean {
    const { session } = this;
    return (
      !this.host.caseId &&
      session !== undefined &&
      session.settings.deflectionEnabled &&
      session.capabilities.search
    );
  }

  /** Files of a draft. */
  restoreFiles(files: readonly File[]): void {
    this.picker.use((picker) => {
      picker.files = files;
      this.host.requestUpdate();
    });
  }

  /** Brings the values up to what session and case say. `given`: the host's own values changed. */
  prepare(given: boolean): void {
    const { session, host, work } = this;
    work.part?.follow();
    if (!session) return;
    // Nothing that one person typed is shown to another.
    if (this.#viewerId !== undefined && this.#viewerId !== session.viewer.id) this.reset();
    this.#viewerId = session.viewer.id;
    const isEdit = host.caseId !== '';
    const files = !isEdit && !host.operationId && session.capabilities.attachments;
    const fields = fieldsOf(formOf(session, host.form, isEdit), files);
    if (host.operationId) work.part?.prepareEntry(fields);
    else if (isEdit) work.part?.prepareEdit(fields);
    else if (this.started && (!given || this.isDirty)) this.adopt(fields);
    else this.#startNew(fields);
    if (this.started && fields.some(({ type }) => type === 'lookup'))
      this.lookups.get()?.sync(fields, this.record);
    if (work.part && this.wanted) queueMicrotask(this.submit);
    if (this.started) work.part?.openDraft(session.viewer.id);
  }

  start(fields: readonly FieldDefinition[], values: FieldValues): void {
    this.fields = fields;
    this.values = this.base = values;
    this.started = true;
  }

  /** The owner's form as the newest session has it; what was typed stays. */
  adopt(fields: readonly FieldDefinition[]): void {
    if (fields === this.fields) return;
    this.fields = fields;
    this.base = { ...initialValues(fields, {}), ...this.base };
    this.values = { ...this.base, ...this.values };
  }

  errorOf(field: FieldDefinition): string | undefined {
    return this.work.part?.errorOf(field);
  }

  /** Options of the field's own, or of the enumeration of its name. */
  optionsOf({ name, options }: FieldDefinition): readonly Option[] {
    const enumerations: Readonly<Record<string, readonly Option[]>> = { ...this.session?.enumerations };
    return options ?? (Object.hasOwn(enumerations, name) ? enumerations[name] : undefined) ?? [];
  }

  change(field: FieldDefinition, value: FieldValue): void {
    this.values = { ...this.values, [field.name]: value };
    this.work.part?.changed(field, value);
    if (field.name === 'subject') this.suggestions.part?.look();
    this.work.part?.drafts.touch();
    this.host.requestUpdate();
  }

  readonly submit = (event?: Event): void => {
    event?.preventDefault();
    const { work } = this;
    this.wanted = !work.part;
    if (work.part) work.part.submit();
    else if (work.failed) work.retry();
    this.host.requestUpdate();
  };

  /** A suggested answer made the case unnecessary. */
  answered(id: Id, trail: SearchTrail): void {
    this.store.store?.recordDeflection({ trail, outcome: 'answered', answeredBy: id });
    this.host.dispatchEvent(new DeflectionAnsweredEvent(id, trail.query));
    this.cancel();
  }

  /** Forgets everything that was typed. What is on its way is delivered all the same, what was refused is not. */
  reset(): void {
    this.work.part?.leaveDraft();
    this.start([], {});
    this.started = this.wanted = false;
    this.work.part?.reset();
    this.picker.part?.clear();
    this.suggestions.part?.reset();
    this.announce('');
  }

  announce(words: string): void {
    this.announcement = words;
    this.host.requestUpdate();
  }

  readonly focusField = (name: string): void => this.focus(`#${CSS.escape(fieldId(name))}`);

  /** Moves the focus, after what is there now was drawn. */
  focus(selector: string): void {
    this.host.requestUpdate();
    void this.host.updateComplete.then(() =>
      this.host.renderRoot.querySelector<HTMLElement>(selector)?.focus(),
    );
  }

  #startNew(fields: readonly FieldDefinition[]): void {
    const { subject, trail, values } = this.host;
    const limit = fields.find(({ name }) => name === 'subject')?.maxLength;
    const words = (subject || trail?.query || '').slice(0, limit);
    this.start(fields, initialValues(fields, { ...(words ? { subject: words } : {}), ...values }));
  }

  #filesChanged(): void {
    const field = this.fields.find(({ type }) => type === 'files');
    if (field && this.files.length) this.work.part?.settle(field.name);
    this.work.part?.drafts.touch();
  }
}
