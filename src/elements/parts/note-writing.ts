/** Everything about writing notes; a thread can be read before it is fetched. */
import { html, nothing, type TemplateResult } from 'lit';
import type { CaseAction, Id } from '../../model/case.js';
import type { NoteView } from '../../model/project.js';
import type { Session } from '../../model/session.js';
import type { CaseStore } from '../../store/store.js';
import { NoteAddedEvent } from '../events.js';
import { dialog } from '../styles/dialog.js';
import { filesStyles } from '../styles/files.js';
import { mark } from '../styles/mark.js';
import { writing } from '../styles/writing.js';
import { writingTexts } from '../texts/writing.js';
import type { CaseDesk } from './case-controller.js';
import { copyText } from './copy.js';
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

export class NoteWriting {
  static readonly styles = [filesStyles, dialog, mark, writing];
  readonly t: WritingT;
  readonly corrections: NoteCorrections;
  readonly #picker: FilePicker;
  /** By case: who looks at another one and comes back finds the words again. */
  readonly #drafts = new Map<Id, Draft>();
  /** Files of notes on their way, by note: a refused note comes back with its files. */
  readonly #sent = new Map<Id, readonly File[]>();
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
      onChange: () => (this.#draft.files = this.#picker.files),
    });
  }

  /** Before a render: nothing of another case or another person is left. */
  follow(): void {
    const { element, session } = this.desk;
    const viewerId = session?.viewer.id ?? this.#viewerId;
    if (viewerId === this.#viewerId && element.caseId === this.#caseId) return;
    if (viewerId !== this.#viewerId) {
      this.#drafts.clear();
      this.#sent.clear();
    }
    this.#viewerId = viewerId;
    this.#caseId = element.caseId;
    this.#draft.error = undefined;
    this.#picker.clear();
    this.corrections.forget();
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

  /** Gives the write of a note up, and puts its words back into the box, after what is there already. */
  takeBack({ id, text, visibility, mark: at }: NoteView): void {
    const draft = this.#draft;
    this.#change({
      text: draft.text.trim() ? `${draft.text}\n\n${text}` : text,
      internal: visibility === 'internal',
      files: [...draft.files, ...(this.#sent.get(id) ?? [])],
    });
    this.#sent.delete(id);
    if (at) this.desk.store?.discard(at.operationId);
    this.thread.focus('note');
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
    const { id, done } = submission;
    this.#sent.set(id, files);
    this.#change({ text: '', files: [] });
    this.#picker.clear();
    this.thread.seen();
    report(this.desk, submission, {
      delivered: t('notes/add/done'),
      waiting: t('notes/add/waiting'),
      held: t('notes/add/held'),
      refused: t('notes/add/refused'),
    });
    void done.then(({ state }) => {
      this.#sent.delete(id);
      if (state === 'delivered') element.dispatchEvent(new NoteAddedEvent(caseId, id));
    });
  }

  #change(change: Partial<Draft>): void {
    Object.assign(this.#draft, change);
    this.desk.element.requestUpdate();
  }

  get #draft(): Draft {
    const { caseId } = this.desk.element;
    const draft = this.#drafts.get(caseId) ?? { text: '', internal: false, files: [] };
    this.#drafts.set(caseId, draft);
    return draft;
  }
}
