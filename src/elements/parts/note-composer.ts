/** The box to add a note. */
import { html, nothing, type TemplateResult } from 'lit';
import type { CaseAction } from '../../model/case.js';
import type { FilePicker } from './file-picker.js';
import type { NoteWords } from './note-drafts.js';
import { renderNoteEditor, type NotesT } from './note-editor.js';

export interface ComposerView {
  readonly t: NotesT;
  readonly words: NoteWords;
  readonly error: string | undefined;
  /** UTF-16 code units. */
  readonly limit: number;
  /** Undefined while the case is loading. */
  readonly permission: CaseAction | undefined;
  /** Undefined where the backend takes no files. */
  readonly picker: FilePicker | undefined;
  readonly canBeInternal: boolean;
  readonly onInput: (words: Partial<NoteWords>) => void;
  readonly onSend: () => void;
  readonly onCopy: (text: string) => void;
}

export function renderComposer(view: ComposerView): TemplateResult | typeof nothing {
  const { t, words, permission } = view;
  if (permission?.allowed) return renderForm(view);
  const reason = permission?.reason ?? t('notes/closed');
  // The case may have ended while words were written: they stay, and can be taken along.
  return html`<div class="notice" part="composer-closed">
    <p class="wrap">${reason}</p>
    ${
      words.text
        ? html`${renderNoteEditor({ ...editorOf(view), label: t('notes/unsent'), readOnly: true })}
            <button type="button" part="button" @click=${() => view.onCopy(words.text)}>
              ${t('notes/copy')}
            </button>`
        : nothing
    }
  </div>`;
}

function renderForm(view: ComposerView): TemplateResult {
  const { t, words, picker } = view;
  const send = (event: Event): void => {
    event.preventDefault();
    view.onSend();
  };
  return html`<form
    class="stack composer ${words.internal ? 'internal' : ''}"
    part="composer"
    novalidate
    @submit=${send}
    @dragover=${picker?.onDragOver ?? nothing}
    @dragleave=${picker?.onDragLeave ?? nothing}
    @drop=${picker?.onDrop ?? nothing}
    @paste=${picker?.onPaste ?? nothing}
  >
    <div class="stack tight">${renderNoteEditor(editorOf(view))}</div>
    ${view.canBeInternal ? renderInternal(view) : nothing} ${picker?.render({ id: 'files' }) ?? nothing}
    <div class="row">
      <button class="primary" part="button button-primary">${t('cases/editcase/addnote/buttontext')}</button>
    </div>
  </form>`;
}

function editorOf({
  t,
  words,
  limit,
  error,
  onInput,
  onSend,
}: ComposerView): Parameters<typeof renderNoteEditor>[0] {
  return {
    id: 'note',
    label: t('cases/editcase/addnote/text'),
    text: words.text,
    limit,
    error,
    t,
    onSend,
    onInput: (text) => onInput({ text }),
  };
}

function renderInternal({ t, words, onInput }: ComposerView): TemplateResult {
  return html`<label class="check">
    <input
      type="checkbox"
      .checked=${words.internal}
      @change=${(event: Event) => onInput({ internal: (event.currentTarget as HTMLInputElement).checked })}
    />
    <span>${t('notes/add/internal')} <span class="muted small">${t('notes/internal/help')}</span></span>
  </label>`;
}
