/** Writing an undelivered entry anew, and choosing between two versions; fetched when one of them is needed. */
import { html, type LitElement, type TemplateResult } from 'lit';
import type { StoreController } from '../../context/store-controller.js';
import type { Case, CaseChange, FieldValue, Id } from '../../model/case.js';
import type { Failure } from '../../model/failure.js';
import type { Note } from '../../model/note.js';
import type { Payload } from '../../model/operation.js';
import type { Session } from '../../model/session.js';
import type { OutboxEntry } from '../../store/outbox-selectors.js';
import { ensureDefined } from '../registry.js';
import { versionsStyles } from '../styles/versions.js';
import { writing } from '../styles/writing.js';
import type { outboxTexts } from '../texts/outbox.js';
import { versionsTexts } from '../texts/versions.js';
import { writingTexts } from '../texts/writing.js';
import { renderNoteEditor } from './note-editor.js';
import { fieldsOf, valueWords } from './outbox-words.js';
import { isOpen, renderVersions, type Side, type Versions } from './versions.js';

interface Surroundings {
  /** Says something in the live region. */
  readonly say: (words: string) => void;
  /** Moves the focus to the element of that id, after the next render. */
  readonly focus: (id: string) => void;
  /** That it cannot be changed any more, in words. */
  readonly late: () => string;
}

const texts = { ...writingTexts, ...versionsTexts };

export class OutboxEditing {
  static readonly styles = [writing, versionsStyles];
  readonly #t;
  #edited: { readonly id: Id; readonly text: string } | undefined;
  /** What was chosen, by operation and field. */
  readonly #chosen = new Map<string, Side>();

  constructor(
    private readonly host: LitElement,
    private readonly desk: StoreController<unknown, typeof outboxTexts>,
    private readonly around: Surroundings,
  ) {
    this.#t = desk.textsOf(texts);
  }

  start({ operation: { id, payload } }: OutboxEntry): void {
    this.#edited = { id, text: noteText(payload) ?? '' };
    this.around.focus(`edit-${id}`);
    this.host.requestUpdate();
  }

  /** In place of the entry's words; undefined: as they are. */
  render(entry: OutboxEntry): TemplateResult | undefined {
    const { id, payload } = entry.operation;
    // It went out while it was written anew: the words stay until the customer leaves them.
    if (this.#edited?.id === id)
      return noteText(payload) === undefined
        ? this.#renderForm(entry)
        : this.#renderNote(entry, this.#edited.text);
    const versions = entry.state === 'refused' ? this.#versionsOf(entry) : [];
    return versions.length ? this.#renderVersions(entry, versions) : undefined;
  }

  #renderNote(entry: OutboxEntry, text: string): TemplateResult {
    const t = this.#t;
    const { id } = entry.operation;
    const save = (): void => void this.#save(entry);
    const leave = (): void => this.#leave(`entry-${id}`);
    return html`<div class="stack tight" part="edit-box">
      ${renderNoteEditor({
        id: `edit-${id}`,
        label: t('notes/edit/label'),
        text,
        limit: this.#session?.limits.noteMaxLength ?? 0,
        t,
        onInput: (words) => {
          this.#edited = { id, text: words };
          this.host.requestUpdate();
        },
        onSend: save,
        onEscape: leave,
      })}
      <div class="row">
        <button type="button" class="primary" part="button button-primary" @click=${save}>
          ${t('notes/edit/save')}
        </button>
        <button type="button" part="button" @click=${leave}>${t('notes/edit/cancel')}</button>
      </div>
    </div>`;
  }

  /** Fields of a case are written anew where they were written. */
  #renderForm({ operation, caseId }: OutboxEntry): TemplateResult {
    ensureDefined('case-form');
    const leave = (event: Event): void => {
      event.stopPropagation();
      this.#leave(`entry-${operation.id}`);
    };
    return html`<case-form
      id="edit-${operation.id}"
      part="edit-box"
      operation-id=${operation.id}
      case-id=${operation.payload.kind === 'updateCase' ? caseId : ''}
      @case-back=${leave}
      @case-rewritten=${leave}
    ></case-form>`;
  }

  async #save({ operation: { id, payload } }: OutboxEntry): Promise<void> {
    const t = this.#t;
    const text = this.#edited?.text ?? '';
    const again = noteText(payload) === undefined ? undefined : withText(payload, text);
    if (!text.trim()) return this.around.say(t('notes/add/empty'));
    if (!again || text.length > (this.#session?.limits.noteMaxLength ?? 0)) return;
    if (await this.desk.store?.edit(id, again)) this.#leave(`entry-${id}`);
    else this.around.say(this.around.late());
  }

  #leave(focus: string): void {
    this.#edited = undefined;
    this.around.focus(focus);
    this.host.requestUpdate();
  }

  #renderVersions(entry: OutboxEntry, versions: readonly Versions[]): TemplateResult {
    const t = this.#t;
    const { id, payload } = entry.operation;
    const { store } = this.desk;
    return renderVersions(versions, {
      id,
      heading: t(payload.kind === 'updateCase' ? 'form/conflict' : 'notes/conflict'),
      t,
      onChoose: (name, side) => {
        this.#chosen.set(`${id}/${name}`, side);
        this.host.requestUpdate();
      },
      onSave: () => void this.#saveChosen(entry),
      onKeepMine: () => store?.retry(id),
      onTakeTheirs: () => store?.discard(id),
    });
  }

  async #saveChosen(entry: OutboxEntry): Promise<void> {
    const { store } = this.desk;
    const { id, payload } = entry.operation;
    const versions = this.#versionsOf(entry);
    if (isOpen(versions)) return this.around.say(this.#t('form/conflict/choose'));
    const theirs = versions.filter(({ chosen }) => chosen === 'theirs');
    const dropped = new Set(theirs.map(({ name }) => name));
    if (!store || payload.kind !== 'updateCase') return;
    if (!dropped.size) return store.retry(id);
    const change = without(payload.change, dropped);
    if (!Object.keys(change).length) return store.discard(id);
    if (!(await store.edit(id, { kind: 'updateCase', change }))) this.around.say(this.around.late());
  }

  /** What differs between the refused write and the record as the refusal showed it. */
  #versionsOf({ operation: { id, payload }, failure }: OutboxEntry): Versions[] {
    const chosen = (name: string) => this.#chosen.get(`${id}/${name}`);
    if (payload.kind === 'updateNote') {
      const theirs = currentNote(failure)?.text;
      if (theirs === undefined || theirs === payload.text) return [];
      const label = this.#t('notes/edit/label');
      return [{ name: 'text', label, mine: payload.text, theirs, chosen: chosen('text') }];
    }
    const current = payload.kind === 'updateCase' ? currentCase(failure) : undefined;
    if (payload.kind !== 'updateCase' || !current) return [];
    const session = this.#session;
    return Object.entries(flat(payload.change)).flatMap(([name, value]) => {
      const now = valueOf(current, name);
      if (now === value) return [];
      const label = fieldsOf(session).find((field) => field.name === name)?.label ?? name;
      const words = (one: FieldValue): string =>
        typeof one === 'boolean' ? this.#t(one ? 'form/on' : 'form/off') : valueWords(name, one, session);
      const theirs = name === 'contactId' ? current.contact.name : words(now);
      return [{ name, label, mine: words(value), theirs, chosen: chosen(name) }];
    });
  }

  get #session(): Session | null {
    return this.desk.state?.session ?? null;
  }
}

/** The words of a note's write; undefined for any other. */
function noteText(payload: Payload): string | undefined {
  return payload.kind === 'createNote'
    ? payload.draft.text
    : payload.kind === 'updateNote'
      ? payload.text
      : undefined;
}

function withText(payload: Payload, text: string): Payload {
  if (payload.kind === 'createNote') return { ...payload, draft: { ...payload.draft, text } };
  return payload.kind === 'updateNote' ? { ...payload, text } : payload;
}

type Fields = Readonly<Record<string, FieldValue>>;

/** A change as one level of names and values. */
function flat({ fields = {}, ...own }: CaseChange): Fields {
  return { ...(own as Fields), ...fields };
}

function without({ fields = {}, ...own }: CaseChange, names: ReadonlySet<string>): CaseChange {
  const left = (values: Fields): Fields =>
    Object.fromEntries(Object.entries(values).filter(([name]) => !names.has(name)));
  const others = left(fields);
  return { ...left(own), ...(Object.keys(others).length ? { fields: others } : {}) };
}

function valueOf(record: Case, name: string): FieldValue {
  if (name === 'contactId') return record.contact.id;
  if (name === 'accountId') return record.account?.id ?? null;
  const own: unknown = (record as unknown as Readonly<Record<string, unknown>>)[name];
  const value = Object.hasOwn(record.fields, name) ? record.fields[name] : own;
  return typeof value === 'object' ? null : ((value as FieldValue | undefined) ?? null);
}

/** A refusal brings the record as it now is; it comes from outside, so its shape is looked at. */
function currentCase(failure: Failure | null): Case | undefined {
  const current = recordIn(failure);
  const isCase =
    typeof current?.['subject'] === 'string' && isRecord(current['contact']) && isRecord(current['fields']);
  return isCase ? (current as unknown as Case) : undefined;
}

function currentNote(failure: Failure | null): Pick<Note, 'text'> | undefined {
  const text = recordIn(failure)?.['text'];
  return typeof text === 'string' ? { text } : undefined;
}

function recordIn(failure: Failure | null): Readonly<Record<string, unknown>> | undefined {
  return failure?.kind === 'conflict' && isRecord(failure.current) ? failure.current : undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
