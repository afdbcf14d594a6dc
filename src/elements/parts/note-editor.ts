/** The text box of a note, for a new one and for one that is corrected. */
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { TextParams } from '../../context/texts.js';
import type { notesTexts } from '../texts/notes.js';

export type NotesT = (name: keyof typeof notesTexts, params?: TextParams) => string;

/** From this share of the limit on, the characters left are shown. */
const NEAR = 0.9;

export interface EditorView {
  readonly id: string;
  readonly label: string;
  readonly text: string;
  /** UTF-16 code units. */
  readonly limit: number;
  /** What is wrong with the text, in words. */
  readonly error?: string | undefined;
  readonly readOnly?: boolean;
  readonly t: NotesT;
  readonly onInput: (text: string) => void;
  readonly onSend: () => void;
  readonly onEscape?: () => void;
}

/** How many characters are too many; 0 when the text fits. */
export function excess(text: string, limit: number): number {
  return Math.max(0, text.length - limit);
}

/**
 * There is no `maxlength`: it would cut what is pasted without a word. A text that is too long is kept and said to be so.
 */
export function renderNoteEditor(view: EditorView): TemplateResult {
  const { id, t, text, limit } = view;
  const tooMany = excess(text, limit);
  const error = tooMany ? t('notes/add/toolong', { count: tooMany }) : view.error;
  const keydown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) view.onSend();
    else if (event.key === 'Escape' && view.onEscape) view.onEscape();
    else return;
    event.preventDefault();
  };
  const isNear = text.length > limit * NEAR;
  const kind = error ? 'fault' : isNear ? 'muted' : 'muted keys';
  return html`<label for=${id} part="label">${view.label}</label>
    <textarea
      id=${id}
      part="textarea"
      dir="auto"
      rows="3"
      ?readonly=${view.readOnly}
      aria-invalid=${error ? 'true' : nothing}
      aria-describedby="${id}-help"
      .value=${live(text)}
      @input=${(event: Event) => view.onInput((event.currentTarget as HTMLTextAreaElement).value)}
      @keydown=${keydown}
    ></textarea>
    <p class="small ${kind}" id="${id}-help">
      ${error ?? (isNear ? t('notes/add/left', { count: limit - text.length }) : t('notes/add/keys'))}
    </p>`;
}
