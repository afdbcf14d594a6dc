/** The text box of a note, for a new one and for one that is corrected. */
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Translate } from '../../context/store-controller.js';
import type { writingTexts } from '../texts/writing.js';

export type WritingT = Translate<typeof writingTexts>;

/** From this share of the limit on, the characters left are shown. */
const NEAR = 0.9;

interface EditorView {
  readonly id: string;
  readonly label: string;
  readonly text: string;
  /** UTF-16 code units. */
  readonly limit: number;
  /** What is wrong with the text, in words. */
  readonly error?: string | undefined;
  readonly t: WritingT;
  /** Without it the text can only be read. */
  readonly onInput?: (text: string) => void;
  readonly onSend?: (event: Event) => void;
  readonly onEscape?: (event: Event) => void;
}

/**
 * There is no `maxlength`: it would cut what is pasted without a word. A text that is too long is kept and said to be so.
 */
export function renderNoteEditor(view: EditorView): TemplateResult {
  const { id, t, text, limit, onInput } = view;
  const left = limit - text.length;
  const error = left < 0 ? t('notes/add/toolong', { count: -left }) : view.error;
  const isNear = text.length > limit * NEAR;
  const keydown = (event: KeyboardEvent): void => {
    const isSend = event.key === 'Enter' && (event.ctrlKey || event.metaKey);
    const act = isSend ? view.onSend : event.key === 'Escape' ? view.onEscape : undefined;
    if (!act) return;
    event.preventDefault();
    act(event);
  };
  return html`<label for=${id} part="label">${view.label}</label>
    <textarea
      id=${id}
      part="textarea"
      dir="auto"
      rows="3"
      ?readonly=${!onInput}
      aria-invalid=${error ? 'true' : nothing}
      aria-describedby="${id}-help"
      .value=${live(text)}
      @input=${(event: Event) => onInput?.((event.currentTarget as HTMLTextAreaElement).value)}
      @keydown=${keydown}
    ></textarea>
    <p class="small ${error ? 'fault' : isNear ? 'muted' : 'muted keys'}" id="${id}-help">
      ${error ?? (isNear ? t('notes/add/left', { count: left }) : t('notes/add/keys'))}
    </p>`;
}
