import { html, nothing, type TemplateResult } from 'lit';
import type { Id } from '../../model/case.js';
import { markOf, type Mark, type NoteView } from '../../model/project.js';
import type { Submission } from '../../store/store.js';
import { renderConfirmDialog } from './confirm-dialog.js';
import { excess, renderNoteEditor } from './note-editor.js';
import { renderMark } from './note-mark.js';
import type { NoteTools } from './note.js';
import type { WritingHost } from './note-writing.js';

interface CorrectionsOptions {
  /** Puts the words of a note that never arrived back into the box for new notes. */
  readonly takeBack: (note: NoteView) => void;
  readonly copy: (text: string) => void;
}

/** What the viewer does to own notes: correct, delete, and decide about those that were refused. */
export class NoteCorrections implements NoteTools {
  #edited: { readonly noteId: Id; readonly text: string } | undefined;
  #doomed: NoteView | undefined;

  constructor(
    private readonly host: WritingHost,
    private readonly options: CorrectionsOptions,
  ) {}

  forget(): void {
    this.#edited = this.#doomed = undefined;
  }

  renderEditor(note: NoteView): TemplateResult | undefined {
    if (this.#edited?.noteId !== note.id) return undefined;
    const { t } = this.host;
    const save = (): void => this.#save(note);
    const leave = (): void => this.#leave(note);
    return html`<div class="stack tight" part="note-edit">
      ${renderNoteEditor({
        id: `edit-${note.id}`,
        label: t('notes/edit/label'),
        text: this.#edited.text,
        limit: this.#limit,
        t,
        onInput: (text) => this.#change(() => (this.#edited = { noteId: note.id, text })),
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

  renderState(note: NoteView): TemplateResult | typeof nothing {
    const { t, store } = this.host;
    if (!store || this.#edited?.noteId === note.id) return nothing;
    const removal = this.#refusedRemoval(note.id);
    if (removal) return renderMark(removal, { t, store, subject: t('notes/delete') });
    if (note.mark) return this.#renderMark(note, note.mark);
    if (!note.own || !note.editable) return nothing;
    return html`<div class="row ways">
      <button type="button" class="plain" part="button" @click=${() => this.#edit(note)}>
        ${t('notes/edit')}
      </button>
      <button
        type="button"
        class="plain"
        part="button"
        @click=${() => this.#change(() => (this.#doomed = note))}
      >
        ${t('notes/delete')}
      </button>
    </div>`;
  }

  #renderMark(note: NoteView, mark: Mark): TemplateResult | typeof nothing {
    const { t, store, focus } = this.host;
    if (!store) return nothing;
    const discard = (): void => {
      store.discard(mark.operationId);
      focus('#note');
    };
    const ways = html`${
        mark.state === 'refused'
          ? html`<button type="button" part="button" @click=${() => this.#edit(note)}>
              ${t('notes/refused/edit')}
            </button>`
          : nothing
      }<button type="button" part="button" @click=${() => this.options.copy(note.text)}>
        ${t('notes/copy')}
      </button>`;
    return renderMark(mark, { t, store, ways, onDiscard: discard });
  }

  /** The question before a note is deleted, while it is asked. */
  renderQuestion(): TemplateResult | typeof nothing {
    const note = this.#doomed;
    if (!note) return nothing;
    const { t } = this.host;
    return renderConfirmDialog({
      heading: t('notes/delete/confirm'),
      lines: [t('notes/delete/consequence')],
      yes: t('notes/delete/yes'),
      no: t('notes/delete/no'),
      danger: true,
      onYes: () => this.#remove(note),
      onNo: () => this.#change(() => (this.#doomed = undefined)),
    });
  }

  #edit(note: NoteView): void {
    const { focus, store } = this.host;
    if (note.mark && !note.version) {
      this.options.takeBack(note);
      store?.discard(note.mark.operationId);
      focus('#note');
    } else {
      this.#edited = { noteId: note.id, text: this.#refusedText(note) ?? note.text };
      focus(`#edit-${CSS.escape(note.id)}`);
    }
  }

  #save(note: NoteView): void {
    const { caseId, store, t, say, focus } = this.host;
    const text = this.#edited?.text ?? '';
    if (!text.trim()) say(t('notes/add/empty'));
    if (!text.trim() || excess(text, this.#limit)) return focus(`#edit-${CSS.escape(note.id)}`);
    if (note.mark?.state === 'refused') store?.discard(note.mark.operationId);
    if (text !== note.text || note.mark)
      this.#report(store?.updateNote(caseId, note.id, text), 'notes/edited/done');
    this.#leave(note);
  }

  #leave(note: NoteView): void {
    this.#edited = undefined;
    this.host.focus(`#note-${CSS.escape(note.id)}`);
  }

  #remove(note: NoteView): void {
    const { caseId, store, focus } = this.host;
    this.#doomed = undefined;
    this.#report(store?.deleteNote(caseId, note.id), 'notes/delete/done');
    focus('#heading');
  }

  #report(submission: Submission | undefined, done: 'notes/edited/done' | 'notes/delete/done'): void {
    const { t, say } = this.host;
    void submission?.settled.then(({ state }) => {
      if (state === 'delivered') say(t(done));
      else if (state !== 'refused' && state !== 'discarded')
        say(t(`pending/${state === 'held' ? 'held' : 'queued'}`));
    });
  }

  /** A deletion that the backend refused: the thread shows the note as it still is. */
  #refusedRemoval(noteId: Id): Mark | null {
    const operations = this.host.store?.get().operations ?? [];
    return markOf(
      operations.find(
        ({ payload, state }) =>
          state === 'refused' && payload.kind === 'deleteNote' && payload.noteId === noteId,
      ),
    );
  }

  /** The words of a correction that the backend refused. */
  #refusedText(note: NoteView): string | undefined {
    const operations = this.host.store?.get().operations ?? [];
    const payload = operations.find(({ id }) => id === note.mark?.operationId)?.payload;
    return payload?.kind === 'updateNote' ? payload.text : undefined;
  }

  #change(change: () => void): void {
    change();
    this.host.requestUpdate();
  }

  get #limit(): number {
    return this.host.session?.limits.noteMaxLength ?? 0;
  }
}
