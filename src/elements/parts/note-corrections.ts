import type { ReactiveElement, TemplateResult } from 'lit';
import type { Id } from '../../model/case.js';
import { markOf, type Mark, type NoteView } from '../../model/project.js';
import type { CaseStore, Submission } from '../../store/store.js';
import { renderConfirmDialog } from './confirm-dialog.js';
import { excess, type NotesT } from './note-editor.js';
import type { NoteActions, NoteEdit } from './note.js';

interface CorrectionsOptions {
  readonly caseId: () => Id;
  readonly store: () => CaseStore | undefined;
  readonly t: NotesT;
  /** Says something in the element's live region. */
  readonly announce: (words: string) => void;
  /** Moves the focus to the first match after the next render. */
  readonly focus: (selector: string) => void;
  /** Puts the words of a note that never arrived back into the box for new notes. */
  readonly takeBack: (note: NoteView) => void;
  readonly copy: (text: string) => void;
}

/** What the viewer does to own notes: correct, delete, and decide about those that were refused. */
export class NoteCorrections implements NoteActions {
  current: NoteEdit | undefined;
  #doomed: NoteView | undefined;

  constructor(
    private readonly host: ReactiveElement,
    private readonly options: CorrectionsOptions,
  ) {}

  forget(): void {
    this.current = this.#doomed = undefined;
  }

  /** The question before a note is deleted, while it is asked. */
  renderQuestion(): TemplateResult | undefined {
    const note = this.#doomed;
    if (!note) return undefined;
    const { t } = this.options;
    return renderConfirmDialog({
      heading: t('notes/delete/confirm'),
      lines: [t('notes/delete/consequence')],
      yes: t('notes/delete/yes'),
      no: t('notes/delete/no'),
      danger: true,
      onYes: () => this.#removeNow(note),
      onNo: () => this.#change(() => (this.#doomed = undefined)),
    });
  }

  /** A deletion that the backend refused. */
  readonly refusedRemoval = (noteId: Id): Mark | null =>
    markOf(
      this.options
        .store()
        ?.get()
        .operations.find(({ payload, state }) => state === 'refused' && payload.kind === 'deleteNote' && payload.noteId === noteId),
    );

  readonly edit = (note: NoteView): void => {
    const { focus, takeBack } = this.options;
    if (note.mark && !note.version) {
      takeBack(note);
      this.options.store()?.discard(note.mark.operationId);
      focus('#note');
    } else {
      this.#change(() => (this.current = { noteId: note.id, text: this.#refusedText(note) ?? note.text }));
      focus(`#edit-${CSS.escape(note.id)}`);
    }
  };

  readonly input = (text: string): void => this.#change(() => (this.current &&= { ...this.current, text }));

  readonly save = (note: NoteView): void => {
    const { caseId, store, t, announce, focus } = this.options;
    const { text = '' } = this.current ?? {};
    const limit = store()?.get().session?.limits.noteMaxLength ?? 0;
    if (!text.trim()) announce(t('notes/add/empty'));
    if (!text.trim() || excess(text, limit)) return focus(`#edit-${CSS.escape(note.id)}`);
    if (note.mark?.state === 'refused') store()?.discard(note.mark.operationId);
    if (text !== note.text || note.mark) this.#report(store()?.updateNote(caseId(), note.id, text), 'notes/edited/done');
    this.leave(note);
  };

  readonly leave = (note: NoteView): void => {
    this.#change(() => (this.current = undefined));
    this.options.focus(`#note-${CSS.escape(note.id)}`);
  };

  readonly remove = (note: NoteView): void => this.#change(() => (this.#doomed = note));

  readonly giveUp = (mark: Mark): void => {
    this.options.store()?.discard(mark.operationId);
    this.options.focus('#note');
  };

  readonly copy = (text: string): void => this.options.copy(text);

  #removeNow(note: NoteView): void {
    const { caseId, store, focus } = this.options;
    this.#change(() => (this.#doomed = undefined));
    this.#report(store()?.deleteNote(caseId(), note.id), 'notes/delete/done');
    focus('#heading');
  }

  #report(submission: Submission | undefined, done: 'notes/edited/done' | 'notes/delete/done'): void {
    const { t, announce } = this.options;
    void submission?.settled.then(({ state }) => {
      if (state === 'delivered') announce(t(done));
      else if (state !== 'refused' && state !== 'discarded') announce(t(`pending/${state === 'held' ? 'held' : 'queued'}`));
    });
  }

  /** The words of a correction that was refused: the thread shows the note as it still is. */
  #refusedText(note: NoteView): string | undefined {
    const operations = this.options.store()?.get().operations ?? [];
    const payload = operations.find(({ id }) => id === note.mark?.operationId)?.payload;
    return payload?.kind === 'updateNote' ? payload.text : undefined;
  }

  #change(change: () => void): void {
    change();
    this.host.requestUpdate();
  }
}
