import { html, nothing, type TemplateResult } from 'lit';
import type { Id } from '../../model/case.js';
import { isEditable, type Operation, type Payload } from '../../model/operation.js';
import { markOf, type Mark, type NoteView } from '../../model/project.js';
import type { CaseStore, Submission } from '../../store/store.js';
import { draftTexts } from '../texts/draft.js';
import { ask } from './confirm-dialog.js';
import { DraftKeeper } from './draft-keeper.js';
import { renderNoteEditor } from './note-editor.js';
import { operationOf, renderMark, report } from './note-mark.js';
import type { NoteWriting } from './note-writing.js';

/** What is corrected, and the undelivered write that is written anew by it; null: the backend's own note. */
interface Edited {
  readonly noteId: Id;
  readonly text: string;
  readonly operationId: Id | null;
}

/** What the viewer does to own notes: correct, delete, and decide about those that are not delivered. */
export class NoteCorrections {
  #edited: Edited | undefined;
  readonly #keeper: DraftKeeper<string>;

  constructor(private readonly writing: NoteWriting) {
    const { desk } = writing;
    this.#keeper = new DraftKeeper(desk.element, desk, desk.textsOf(draftTexts), desk.say);
  }

  forget(): void {
    this.#keeper.leave();
    this.#edited = undefined;
  }

  /** The box to correct the note, in place of its words; undefined while it is not corrected. */
  renderEditor(note: NoteView): TemplateResult | undefined {
    const { t } = this.writing;
    if (this.#edited?.noteId !== note.id) return undefined;
    const save = (): void => void this.#save(note);
    const leave = (): void => {
      this.#keeper.discard();
      this.#leave(`note-${note.id}`);
    };
    return html`<div class="stack tight" part="note-edit">
      ${this.#keeper.render()}
      ${renderNoteEditor({
        id: `edit-${note.id}`,
        label: t('notes/edit/label'),
        text: this.#edited.text,
        limit: this.#limit,
        t,
        onInput: (text) => this.#change(text),
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

  /** How far its delivery is, or the buttons to correct and delete it. */
  renderState(note: NoteView): TemplateResult | typeof nothing {
    const { t, desk } = this.writing;
    const { store } = desk;
    if (!store || this.#edited?.noteId === note.id) return nothing;
    const removal = refusedRemoval(store, note.id);
    if (removal) return renderMark(removal, { t, locale: desk.locale, store, subject: t('notes/delete') });
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
    const { t, thread, desk } = this.writing;
    const operation = operationOf(mark, store);
    const way = (words: string, act: () => void): TemplateResult =>
      html`<button type="button" part="button" @click=${act}>${words}</button>`;
    return renderMark(mark, {
      t,
      locale: desk.locale,
      store,
      ways: html`${operation && isEditable(operation) ? way(t('notes/edit'), () => this.#start(note)) : nothing}
      ${way(t('notes/copy'), () => void this.writing.copy(wordsOf(operation) ?? note.text))}`,
      onDiscard: () => thread.focus('note'),
    });
  }

  #start(note: NoteView): void {
    const { desk, thread } = this.writing;
    const operation = note.mark && desk.store ? operationOf(note.mark, desk.store) : undefined;
    // The words of a correction that was refused are not those that the thread shows.
    const words = wordsOf(operation);
    const before = words ?? note.text;
    this.#edited = {
      noteId: note.id,
      text: before,
      operationId: words === undefined ? null : (operation?.id ?? null),
    };
    const viewerId = desk.session?.viewer.id;
    if (viewerId)
      this.#keeper.open(viewerId, `note-edit:${note.id}`, {
        words: () => (this.#edited && this.#edited.text !== before ? this.#edited.text : undefined),
        files: () => [],
        restore: (text = before) => this.#edited && (this.#edited = { ...this.#edited, text }),
      });
    thread.focus(`edit-${note.id}`);
    desk.element.requestUpdate();
  }

  async #save(note: NoteView): Promise<void> {
    const { desk, t, thread } = this.writing;
    const { store, element, say } = desk;
    const { text = '', operationId } = this.#edited ?? {};
    if (!text.trim()) say(t('notes/add/empty'));
    if (!text.trim() || text.length > this.#limit) return thread.focus(`edit-${note.id}`);
    if (!store) return;
    const { operations } = store.get();
    const undelivered = operations.find(({ id }) => id === operationId);
    const again = undelivered && withWords(undelivered.payload, text);
    if (undelivered && again) {
      if (!(await store.edit(undelivered.id, again))) return say(t('pending/toolate'));
      this.#keeper.discard();
    } else if (text !== note.text) {
      const submission = store.updateNote(element.caseId, note.id, text);
      this.#keeper.submitted(submission);
      this.#report(submission, 'notes/edited/done');
    }
    this.#leave(`note-${note.id}`);
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
    if (submission) report(desk, submission, { delivered: t(done), held: t('pending/held') });
  }

  #change(text: string): void {
    if (this.#edited) this.#edited = { ...this.#edited, text };
    this.#keeper.touch();
    this.writing.desk.element.requestUpdate();
  }

  #leave(focus: string): void {
    const { desk, thread } = this.writing;
    this.#edited = undefined;
    thread.focus(focus);
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

/** What the customer wrote in the write of a note. */
function wordsOf(operation: Operation | undefined): string | undefined {
  const payload = operation?.payload;
  return payload?.kind === 'createNote'
    ? payload.draft.text
    : payload?.kind === 'updateNote'
      ? payload.text
      : undefined;
}

function withWords(payload: Payload, text: string): Payload | undefined {
  if (payload.kind === 'createNote') return { ...payload, draft: { ...payload.draft, text } };
  return payload.kind === 'updateNote' ? { ...payload, text } : undefined;
}
