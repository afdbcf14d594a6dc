import type { Id } from '../../model/case.js';
import type { NoteView } from '../../model/project.js';

/** What is written and not sent. */
export interface NoteWords {
  readonly text: string;
  readonly internal: boolean;
  readonly files: readonly File[];
}

export const NO_WORDS: NoteWords = { text: '', internal: false, files: [] };

/** The words of one person, kept per case: who looks at another case and comes back finds them again. */
export class NoteDrafts {
  readonly #byCase = new Map<Id, NoteWords>();
  /** Files of notes on their way: the outbox has the bytes, but a refused note comes back with its files. */
  readonly #sent = new Map<Id, readonly File[]>();
  #viewerId: Id | undefined;

  /** Nothing of one person is left for another. */
  belongTo(viewerId: Id | undefined): void {
    if (!viewerId || viewerId === this.#viewerId) return;
    if (this.#viewerId) this.#byCase.clear();
    if (this.#viewerId) this.#sent.clear();
    this.#viewerId = viewerId;
  }

  get(caseId: Id): NoteWords {
    return this.#byCase.get(caseId) ?? NO_WORDS;
  }

  change(caseId: Id, words: Partial<NoteWords>): void {
    this.#byCase.set(caseId, { ...this.get(caseId), ...words });
  }

  /** The store has the note. */
  sent(caseId: Id, noteId: Id): void {
    const { files, internal } = this.get(caseId);
    if (files.length) this.#sent.set(noteId, files);
    this.#byCase.set(caseId, { ...NO_WORDS, internal });
  }

  /** The backend has the note. */
  delivered(noteId: Id): void {
    this.#sent.delete(noteId);
  }

  /** Puts a note that was refused back among the words, after what is there already. */
  takeBack(caseId: Id, { id, text, visibility }: NoteView): void {
    const words = this.get(caseId);
    const joined = words.text.trim() ? `${words.text}\n\n${text}` : text;
    this.change(caseId, {
      text: joined,
      internal: visibility === 'internal',
      files: [...words.files, ...(this.#sent.get(id) ?? [])],
    });
    this.#sent.delete(id);
  }
}
