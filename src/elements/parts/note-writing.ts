/** Everything about writing notes; a thread can be read before it is fetched. */
import { html, nothing, type TemplateResult } from 'lit';
import type { CaseAction, Id, Instant } from '../../model/case.js';
import type { Failure } from '../../model/failure.js';
import type { Session } from '../../model/session.js';
import type { CaseStore } from '../../store/store.js';
import { NoteAddedEvent } from '../work-events.js';
import { dialog } from '../styles/dialog.js';
import { filesStyles } from '../styles/files.js';
import { mark } from '../styles/mark.js';
import { draftStyles } from '../styles/draft.js';
import { writing } from '../styles/writing.js';
import { draftTexts } from '../texts/draft.js';
import { writingTexts } from '../texts/writing.js';
import { renderStale } from './as-of.js';
import type { CaseDesk } from './case-controller.js';
import { copyText } from './copy.js';
import { DraftKeeper } from './draft-keeper.js';
import { FilePicker } from './file-picker.js';
import { NoteCorrections } from './note-corrections.js';
import { renderNoteEditor, type WritingT } from './note-editor.js';
import { report } from './note-mark.js';

/** What the thread does for those who write in it. */
export interface Thread {
  /** Moves the focus to the element of that id, after the next render. */
  readonly focus: (id: string) => void;
  /** The viewer answered: all above counts as seen. */
  readonly seen: () => void;
}

/** What is written about a case and not sent. */
interface Draft {
  text: string;
  internal: boolean;
  files: readonly File[];
  /** Why it was not sent, in words. */
  error?: string | undefined;
}

/** What is kept of it, files apart. */
type KeptWords = Pick<Draft, 'text' | 'internal'>;

export class NoteWriting {
  static readonly styles = [filesStyles, dialog, mark, writing, draftStyles];
  readonly t: WritingT;
  readonly corrections: NoteCorrections;
  readonly #picker: FilePicker;
  /** By case: who looks at another one and comes back finds the words again. */
  readonly #drafts = new Map<Id, Draft>();
  readonly #keeper: DraftKeeper<KeptWords>;
  #viewerId: Id | undefined;
  #caseId: Id | undefined;

  constructor(
    readonly desk: CaseDesk,
    readonly thread: Thread,
  ) {
    this.t = desk.textsOf(writingTexts);
    this.corrections = new NoteCorrections(this);
    this.#picker = new FilePicker(desk.element, {
      limits: () => desk.session?.limits,
      locale: () => desk.locale,
      t: this.t,
      announce: desk.say,
      onChange: () => {
        this.#draft.files = this.#picker.files;
        this.#keeper.touch();
      },
    });
    this.#keeper = new DraftKeeper<KeptWords>(desk.element, desk, desk.textsOf(draftTexts), desk.say);
  }

  /** Something was written that is not sent. */
  get isDirty(): boolean {
    const { text, files } = this.#draft;
    return Boolean(text.trim() || files.length);
  }

  /** Before a render: nothing of another case or another person is left. */
  follow(): void {
    const { element, session } = this.desk;
    const viewerId = session?.viewer.id ?? this.#viewerId;
    const isSame = viewerId === this.#viewerId && element.caseId === this.#caseId;
    if (viewerId !== this.#viewerId) this.#drafts.clear();
    // Also after the element was moved, which closes it.
    if (viewerId && element.caseId) this.#openDraft(viewerId, element.caseId);
    if (isSame) return;
    this.#viewerId = viewerId;
    this.#caseId = element.caseId;
    this.#draft.error = undefined;
    this.#picker.clear();
    this.corrections.forget();
  }

  #openDraft(viewerId: Id, caseId: Id): void {
    this.#keeper.open(viewerId, `note:${caseId}`, {
      words: () => {
        const { text, internal } = this.#draftOf(caseId);
        return text.trim() ? { text, internal } : undefined;
      },
      files: () => this.#draftOf(caseId).files,
      restore: (words, files) => {
        const { text = '', internal = false } = words ?? {};
        Object.assign(this.#draftOf(caseId), { text, internal, files, error: undefined });
        if (this.#caseId === caseId) this.#picker.files = files;
        this.desk.element.requestUpdate();
      },
    });
  }

  /** The box to add a note, or why there is none. */
  render(permission: CaseAction | undefined, { limits, capabilities }: Session): TemplateResult {
    const { t } = this;
    const draft = this.#draft;
    const limit = limits.noteMaxLength;
    this.#picker.files = draft.files;
    if (!permission?.allowed) return this.#renderClosed(permission?.reason ?? t('notes/closed'), limit);
    const picker = capabilities.attachments ? this.#picker : undefined;
    return html`<form
      class="stack composer ${draft.internal ? 'internal' : ''}"
      part="composer"
      novalidate
      @submit=${this.#send}
      @dragover=${picker?.onDragOver}
      @dragleave=${picker?.onDragLeave}
      @drop=${picker?.onDrop}
      @paste=${picker?.onPaste}
    >
      ${this.#keeper.render()}
      <div class="stack tight">
        ${renderNoteEditor({
          id: 'note',
          label: t('cases/editcase/addnote/text'),
          text: draft.text,
          limit,
          error: draft.error,
          t,
          onInput: (text) => this.#change({ text, error: undefined }),
          onSend: this.#send,
        })}
      </div>
      ${capabilities.internalNotes ? this.#renderInternal(draft) : nothing} ${picker?.render({ id: 'files' })}
      <div class="row">
        <button class="primary" part="button button-primary">
          ${t('cases/editcase/addnote/buttontext')}
        </button>
      </div>
    </form>`;
  }

  /** The case may have ended while words were written: they stay, and can be taken along. */
  #renderClosed(reason: string, limit: number): TemplateResult {
    const { t } = this;
    const { text } = this.#draft;
    return html`<div class="notice" part="composer-closed">
      <p>${reason}</p>
      ${
        text
          ? html`${renderNoteEditor({ id: 'note', label: t('notes/unsent'), text, limit, t })}
              <button part="button" @click=${() => void this.copy(text)}>${t('notes/copy')}</button>`
          : nothing
      }
    </div>`;
  }

  #renderInternal({ internal }: Draft): TemplateResult {
    return html`<label class="check">
      <input type="checkbox" .checked=${internal} @change=${() => this.#change({ internal: !internal })} />
      <span
        >${this.t('notes/add/internal')}
        <span class="muted small">${this.t('notes/internal/help')}</span></span
      >
    </label>`;
  }

  /** Beside a copy of the notes, which is all there is. */
  renderStale(failure: Failure, asOf: Instant | null): TemplateResult {
    const { locale, refresh } = this.desk;
    return renderStale(failure, asOf, { t: this.t, locale, retry: refresh });
  }

  async copy(text: string): Promise<void> {
    this.desk.say(this.t((await copyText(text)) ? 'notes/copied' : 'notes/copy/failed'));
  }

  readonly #send = (event: Event): void => {
    event.preventDefault();
    const { store, session, element } = this.desk;
    const { text, files } = this.#draft;
    this.thread.focus('note');
    if (!store || !session || text.length > session.limits.noteMaxLength) return;
    if (text.trim() || files.length) this.#add(store, element.caseId);
    else this.#change({ error: this.t('notes/add/empty') });
  };

  #add(store: CaseStore, caseId: Id): void {
    const { t } = this;
    const { element } = this.desk;
    const { text, files, internal } = this.#draft;
    const submission = store.addNote(caseId, {
      text,
      files,
      ...(internal ? { visibility: 'internal' } : {}),
    });
    const { id, done, settled } = submission;
    // Nowhere but on the screen: back into the box, before its draft is looked at.
    void settled.then(({ state }) => {
      if (state === 'not-kept') this.#putBack(caseId, { text, files, internal });
    });
    Object.assign(this.#draft, { text: '', files: [], error: undefined });
    this.#picker.clear();
    this.#keeper.submitted(submission);
    this.thread.seen();
    report(this.desk, submission, {
      saved: t('notes/add/saved'),
      delivered: t('notes/add/done'),
      held: t('notes/add/held'),
      refused: t('notes/add/refused'),
      'not-kept': t('notes/add/notkept'),
    });
    void done.then(({ state }) => {
      if (state === 'delivered') element.dispatchEvent(new NoteAddedEvent(caseId, id));
    });
  }

  /** In front of what was written since. */
  #putBack(caseId: Id, { text, files, internal }: Draft): void {
    const draft = this.#draftOf(caseId);
    const texts = [text, draft.text].filter((one) => one.trim());
    Object.assign(draft, { text: texts.join('\n\n'), internal, files: [...files, ...draft.files] });
    this.desk.element.requestUpdate();
  }

  #change(change: Partial<Draft>): void {
    Object.assign(this.#draft, change);
    this.#keeper.touch();
    this.desk.element.requestUpdate();
  }

  get #draft(): Draft {
    return this.#draftOf(this.desk.element.caseId);
  }

  #draftOf(caseId: Id): Draft {
    const draft = this.#drafts.get(caseId) ?? { text: '', internal: false, files: [] };
    this.#drafts.set(caseId, draft);
    return draft;
  }
}
