/** Everything about writing notes; a thread can be read before it is fetched. */
import { html, type ReactiveElement, type TemplateResult } from 'lit';
import type { CaseAction, Id } from '../../model/case.js';
import type { Session } from '../../model/session.js';
import type { CaseStore, NewNote } from '../../store/store.js';
import { NoteAddedEvent } from '../events.js';
import { dialog } from '../styles/dialog.js';
import { filesStyles } from '../styles/files.js';
import { mark } from '../styles/mark.js';
import { writing } from '../styles/writing.js';
import { copyText } from './copy.js';
import { FilePicker } from './file-picker.js';
import { renderComposer } from './note-composer.js';
import { NoteCorrections } from './note-corrections.js';
import { NoteDrafts } from './note-drafts.js';
import { excess, type NotesT } from './note-editor.js';

/** What the thread does for those who write in it. */
export interface WritingHost {
  readonly element: ReactiveElement;
  readonly caseId: Id;
  readonly store: CaseStore | undefined;
  readonly session: Session | null;
  readonly locale: string;
  readonly t: NotesT;
  /** Says something in the live region. */
  readonly say: (words: string) => void;
  /** Moves the focus to the first match, after the next render. */
  readonly focus: (selector: string) => void;
  readonly requestUpdate: () => void;
  /** The viewer answered: all above counts as seen. */
  readonly seen: () => void;
}

export class NoteWriting {
  static readonly styles = [filesStyles, dialog, mark, writing];
  readonly tools: NoteCorrections;
  readonly #drafts = new NoteDrafts();
  readonly #picker: FilePicker;
  #caseId: Id | undefined;
  #error: string | undefined;

  constructor(private readonly host: WritingHost) {
    const copy = (text: string): void => void this.#copy(text);
    const takeBack: NoteDrafts['takeBack'] = (caseId, note) => this.#drafts.takeBack(caseId, note);
    this.tools = new NoteCorrections(host, { copy, takeBack: (note) => takeBack(host.caseId, note) });
    this.#picker = new FilePicker(host.element, {
      limits: () => host.session?.limits,
      locale: () => host.locale,
      t: host.t,
      announce: host.say,
      onChange: () => this.#drafts.change(host.caseId, { files: this.#picker.files }),
    });
  }

  /** The box to add a note, or why there is none, and the question that is asked. */
  render(permission: CaseAction | undefined, { limits, capabilities }: Session): TemplateResult {
    const { t, caseId } = this.host;
    const words = this.#drafts.get(caseId);
    this.#picker.files = words.files;
    return html`${renderComposer({
      t,
      words,
      error: this.#error,
      limit: limits.noteMaxLength,
      permission,
      picker: capabilities.attachments ? this.#picker : undefined,
      canBeInternal: capabilities.internalNotes,
      onInput: (changed) => {
        this.#drafts.change(caseId, changed);
        this.#error = undefined;
        this.host.requestUpdate();
      },
      onSend: () => this.#send(permission?.allowed ?? false, limits.noteMaxLength),
      onCopy: (text) => void this.#copy(text),
    })}${this.tools.renderQuestion()}`;
  }

  /** Before a render: nothing of another case or another person is left. */
  follow(): void {
    const { caseId, session } = this.host;
    this.#drafts.belongTo(session?.viewer.id);
    if (caseId === this.#caseId) return;
    this.#caseId = caseId;
    this.#error = undefined;
    this.#picker.clear();
    this.tools.forget();
  }

  #send(isAllowed: boolean, limit: number): void {
    const { store, session, caseId, t, say, focus, seen, element } = this.host;
    const { text, internal, files } = this.#drafts.get(caseId);
    focus('#note');
    if (!store || !session || !isAllowed || excess(text, limit)) return;
    this.#error = text.trim() || files.length ? undefined : t('notes/add/empty');
    if (this.#error) return;
    const note: NewNote = { text, files, ...(internal ? { visibility: 'internal' as const } : {}) };
    const { id, settled, done } = store.addNote(caseId, note);
    this.#drafts.sent(caseId, id);
    this.#picker.clear();
    seen();
    void settled.then(({ state }) => {
      if (state !== 'discarded') say(t(`notes/add/${state === 'delivered' ? 'done' : state}`));
    });
    void done.then(({ state }) => {
      this.#drafts.delivered(id);
      if (state === 'delivered') element.dispatchEvent(new NoteAddedEvent(caseId, id));
    });
  }

  async #copy(text: string): Promise<void> {
    const { t, say } = this.host;
    say(t((await copyText(text)) ? 'notes/copied' : 'notes/copy/failed'));
  }
}
