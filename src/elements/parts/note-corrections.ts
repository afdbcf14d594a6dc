import { html, nothing, type TemplateResult } from 'lit';
import type { Id } from '../../model/case.js';
import { markOf, type Mark, type NoteView } from '../../model/project.js';
import type { CaseStore, Submission } from '../../store/store.js';
import { ask } from './confirm-dialog.js';
import { renderNoteEditor } from './note-editor.js';
import { renderMark, report } from './note-mark.js';
import type { NoteWriting } from './note-writing.js';

/** What the viewer does to own notes: correct, delete, and decide about those that were refused. */
export class NoteCorrections {
  #edited: { readonly noteId: Id; readonly text: string } | undefined;

  constructor(private readonly writing: NoteWriting) {}

  forget(): void {
    this.#edited = undefined;
  }

  /** The box to correct the note, in place of its words; undefined while it is not corrected. */
  renderEditor(note: NoteView): TemplateResult | undefined {
    const { t } = this.writing;
    if (this.#edited?.noteId !== note.id) return undefined;
    const save = (): void => this.#save(note);
    const leave = (): void => this.#edit(undefined, `note-${note.id}`);
    return html`<div class="stack tight" part="note-edit">
      ${renderNoteEditor({
        id: `edit-${note.id}`,
        label: t('notes/edit/label'),
        text: this.#edited.text,
        limit: this.#limit,
        t,
        onInput: (text) => this.#edit({ noteId: note.id, text }),
        onSend: save,
        onEscape: leave,
      })}
      <div class="row">
        <button class="primary" part="button button-primary" @click=${save}>${t('notes/edit/save')}</button>
        <button part="button" @click=${leave}>${t('notes/edit/cancel')}</button>
      </div>
    </div>`;
  }

  /** How far its delivery is, or the buttons to correct and delete it. */
  renderState(note: NoteView): TemplateResult | typeof nothing {
    const { t, desk } = this.writing;
    const { store } = desk;
    if (!store || this.#edited?.noteId === note.id) return nothing;
    const removal = refusedRemoval(store, note.id);
    if (removal) return renderMark(removal, { t, store, subject: t('notes/delete') });
    if (note.mark) return this.#renderMark(note, note.mark, store);
    if (!note.own || !note.editable) return nothing;
    return html`<div class="row ways">
      <button class="plain" part="button" @click=${() => this.#start(note)}>${t('notes/edit')}</button>
      <button class="plain" part="button" @click=${() => void this.#remove(note.id)}>
        ${t('notes/delete')}
      </button>
    </div>`;
  }

  #renderMark(note: NoteView, mark: Mark, store: CaseStore): TemplateResult {
    const { t, thread } = this.writing;
    const edit = html`<button part="button" @click=${() => this.#start(note)}>
      ${t('notes/refused/edit')}
    </button>`;
    return renderMark(mark, {
      t,
      store,
      ways: html`${mark.state === 'refused' ? edit : nothing}<button
          part="button"
          @click=${() => void this.writing.copy(note.text)}
        >
          ${t('notes/copy')}
        </button>`,
      onDiscard: () => thread.focus('note'),
    });
  }

  #start(note: NoteView): void {
    if (note.mark && !note.version) return this.writing.takeBack(note);
    // The words of a correction that was refused.
    const { operations = [] } = this.writing.desk.state ?? {};
    const payload = operations.find(({ id }) => id === note.mark?.operationId)?.payload;
    const text = payload?.kind === 'updateNote' ? payload.text : note.text;
    this.#edit({ noteId: note.id, text }, `edit-${note.id}`);
  }

  #save(note: NoteView): void {
    const { desk, t, thread } = this.writing;
    const { store, element, say } = desk;
    const text = this.#edited?.text ?? '';
    if (!text.trim()) say(t('notes/add/empty'));
    if (!text.trim() || text.length > this.#limit) return thread.focus(`edit-${note.id}`);
    if (note.mark?.state === 'refused') store?.discard(note.mark.operationId);
    if (text !== note.text || note.mark)
      this.#report(store?.updateNote(element.caseId, note.id, text), 'notes/edited/done');
    this.#edit(undefined, `note-${note.id}`);
  }

  async #remove(noteId: Id): Promise<void> {
    const { desk, t, thread } = this.writing;
    const { store, element } = desk;
    const { caseId } = element;
    const isSure = await ask(element.renderRoot, {
      heading: t('notes/delete/confirm'),
      lines: [t('notes/delete/consequence')],
      yes: t('notes/delete/yes'),
      no: t('notes/delete/no'),
      danger: true,
    });
    if (!isSure) return;
    this.#report(store?.deleteNote(caseId, noteId), 'notes/delete/done');
    thread.focus('heading');
  }

  #report(submission: Submission | undefined, done: 'notes/edited/done' | 'notes/delete/done'): void {
    const { desk, t } = this.writing;
    const words = { delivered: t(done), held: t('pending/held'), waiting: t('pending/queued') };
    if (submission) report(desk, submission, words);
  }

  #edit(edited: { readonly noteId: Id; readonly text: string } | undefined, focus?: string): void {
    const { desk, thread } = this.writing;
    this.#edited = edited;
    if (focus) thread.focus(focus);
    desk.element.requestUpdate();
  }

  get #limit(): number {
    return this.writing.desk.session?.limits.noteMaxLength ?? 0;
  }
}

/** A deletion that the backend refused: the thread shows the note as it still is. */
function refusedRemoval(store: CaseStore, noteId: Id): Mark | null {
  return markOf(
    store
      .get()
      .operations.find(
        ({ payload, state }) =>
          state === 'refused' && payload.kind === 'deleteNote' && payload.noteId === noteId,
      ),
  );
}
