/** One note of the thread. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Side } from '../../model/case.js';
import type { NoteView } from '../../model/project.js';
import type { Attachments } from './attachment.js';
import { renderTime, shortTime } from './format.js';
import { renderText } from './linkify.js';
import type { NotesT } from './note-editor.js';
import type { ThreadEntry } from './note-thread.js';

/** What the viewer can do to a note, beyond reading it. */
export interface NoteTools {
  /** The box to correct the note, in place of its words; undefined while it is not corrected. */
  renderEditor(note: NoteView): TemplateResult | undefined;
  /** How far its delivery is, or the buttons to correct and delete it. */
  renderState(note: NoteView): TemplateResult | typeof nothing;
}

export interface NoteContext {
  readonly t: NotesT;
  readonly locale: string;
  readonly viewerSide: Side;
  /** Undefined while it is being fetched. */
  readonly tools: NoteTools | undefined;
  /** Undefined while it is being fetched. */
  readonly attachments: () => Attachments | undefined;
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
  const { tools, attachments } = context;
  const kind = note.visibility === 'internal' ? 'internal' : note.own ? 'own' : note.author.side;
  return html`<article
    class="note stack ${kind} ${note.own ? 'mine' : ''}"
    part="note note-${kind}"
    id="note-${note.id}"
    tabindex="-1"
    aria-labelledby="by-${note.id}"
  >
    ${renderByline(note, context)} ${tools?.renderEditor(note) ?? renderWords(note)}
    ${note.attachments.length ? (attachments()?.render(note.attachments) ?? nothing) : nothing}
    ${tools?.renderState(note) ?? nothing}
  </article>`;
}

function renderByline(note: NoteView, { t, locale, viewerSide }: NoteContext): TemplateResult {
  const { author, own } = note;
  // A customer among customers needs no word for what everybody is.
  const isPlain = author.side === 'customer' && viewerSide === 'customer';
  const side = own ? t('notes/own') : isPlain ? '' : t(`notes/side/${author.side}`);
  return html`<header class="row by" part="note-header">
    <span id="by-${note.id}"
      ><strong><bdi>${author.name}</bdi></strong
      >${side ? html` <span class="side small">${side}</span>` : nothing}</span
    >
    ${
      note.visibility === 'internal'
        ? html`<span class="badge lock" part="internal" title=${t('notes/internal/help')}
            >${t('notes/internal')}</span
          >`
        : nothing
    }
    <span class="muted small">${renderTime(note.createdAt, locale)}</span>
    ${
      note.editedAt
        ? html`<span class="muted small" title=${shortTime(note.editedAt, locale)}
            >${t('notes/edited')}</span
          >`
        : nothing
    }
  </header>`;
}

function renderWords({ text }: NoteView): TemplateResult | typeof nothing {
  return text
    ? html`<span class="text" part="note-text" dir="auto">${renderText(text, 'new-tab')}</span>`
    : nothing;
}
