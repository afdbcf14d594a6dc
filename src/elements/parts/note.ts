/** One note of the thread. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Id, Side } from '../../model/case.js';
import type { Mark, NoteView } from '../../model/project.js';
import { renderAttachments, type AttachmentsView } from './attachment.js';
import { renderTime, shortTime } from './format.js';
import { renderText } from './linkify.js';
import { renderNoteEditor, type NotesT } from './note-editor.js';
import { renderMark } from './note-mark.js';
import type { ThreadEntry } from './note-thread.js';

/** A correction on its way into an own note. */
export interface NoteEdit {
  readonly noteId: Id;
  readonly text: string;
}

export interface NoteActions {
  /** A deletion of the note that the backend refused. */
  readonly refusedRemoval: (noteId: Id) => Mark | null;
  readonly edit: (note: NoteView) => void;
  readonly input: (text: string) => void;
  readonly save: (note: NoteView) => void;
  readonly leave: (note: NoteView) => void;
  readonly remove: (note: NoteView) => void;
  readonly copy: (text: string) => void;
  readonly giveUp: (mark: Mark) => void;
}

export interface NoteContext extends AttachmentsView {
  readonly t: AttachmentsView['t'] & NotesT;
  readonly viewerSide: Side;
  /** UTF-16 code units of a note. */
  readonly limit: number;
  readonly edit: NoteEdit | undefined;
  readonly do: NoteActions;
}

export function renderEntry({ note, opensDay, opensNew }: ThreadEntry, context: NoteContext): TemplateResult {
  const { t, locale } = context;
  return html`<li>
    ${opensNew ? html`<p class="new small" part="new"><span>${t('notes/new')}</span></p>` : nothing}
    ${opensDay ? html`<p class="day small muted" part="day">${day(note.createdAt, locale)}</p>` : nothing}
    ${renderNote(note, context)}
  </li>`;
}

function day(instant: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'full' }).format(Date.parse(instant));
}

function renderNote(note: NoteView, context: NoteContext): TemplateResult {
  const kind = note.visibility === 'internal' ? 'internal' : note.own ? 'own' : note.author.side;
  const isEdited = context.edit?.noteId === note.id;
  return html`<article
    class="note stack ${kind} ${note.own ? 'mine' : ''}"
    part="note note-${kind}"
    id="note-${note.id}"
    tabindex="-1"
    aria-labelledby="by-${note.id}"
  >
    ${renderByline(note, context)}
    ${isEdited ? renderEdit(note, context) : renderBody(note)}
    ${renderAttachments(note.attachments, context)}
    ${isEdited ? nothing : renderState(note, context)}
  </article>`;
}

function renderByline(note: NoteView, { t, locale, viewerSide }: NoteContext): TemplateResult {
  // A customer among customers needs no word for what everybody is.
  const side = note.own ? t('notes/own') : note.author.side === viewerSide && viewerSide === 'customer' ? '' : t(`notes/side/${note.author.side}`);
  const edited = note.editedAt
    ? html`<span class="muted small" title=${shortTime(note.editedAt, locale)}>${t('notes/edited')}</span>`
    : nothing;
  return html`<header class="row by" part="note-header">
    <span id="by-${note.id}"
      ><strong><bdi>${note.author.name}</bdi></strong>${side ? html` <span class="side small">${side}</span>` : nothing}</span
    >
    ${
      note.visibility === 'internal'
        ? html`<span class="badge lock" part="internal" title=${t('notes/internal/help')}>${t('notes/internal')}</span>`
        : nothing
    }
    <span class="muted small">${renderTime(note.createdAt, locale)}</span>
    ${edited}
  </header>`;
}

function renderBody(note: NoteView): TemplateResult | typeof nothing {
  if (!note.text) return nothing;
  return html`<div class="text" part="note-text" dir="auto">${renderText(note.text, 'new-tab')}</div>`;
}

function renderEdit(note: NoteView, { t, edit, limit, do: act }: NoteContext): TemplateResult {
  return html`<div class="stack tight" part="note-edit">
    ${renderNoteEditor({
      id: `edit-${note.id}`, label: t('notes/edit/label'), text: edit?.text ?? '', limit, t,
      onInput: act.input, onSend: () => act.save(note), onEscape: () => act.leave(note),
    })}
    <div class="row">
      <button type="button" class="primary" part="button button-primary" @click=${() => act.save(note)}>${t('notes/edit/save')}</button>
      <button type="button" part="button" @click=${() => act.leave(note)}>${t('notes/edit/cancel')}</button>
    </div>
  </div>`;
}

function renderState(note: NoteView, context: NoteContext): TemplateResult | typeof nothing {
  const { t, store, do: act } = context;
  const removal = act.refusedRemoval(note.id);
  if (removal) return renderMark(removal, { t, store, subject: t('notes/delete') });
  if (note.mark) {
    const { mark } = note;
    const ways = html`${
        mark.state === 'refused'
          ? html`<button type="button" part="button" @click=${() => act.edit(note)}>${t('notes/refused/edit')}</button>`
          : nothing
      }<button type="button" part="button" @click=${() => act.copy(note.text)}>${t('notes/copy')}</button>`;
    return renderMark(mark, { t, store, ways, onDiscard: () => act.giveUp(mark) });
  }
  if (!note.own || !note.editable) return nothing;
  return html`<div class="row ways">
    <button type="button" class="plain" part="button" @click=${() => act.edit(note)}>
      ${t('notes/edit')}
    </button>
    <button type="button" class="plain" part="button" @click=${() => act.remove(note)}>${t('notes/delete')}</button>
  </div>`;
}
