/** One note of the thread. */
import { html, nothing, type TemplateResult } from 'lit';
import type { NoteView } from '../../model/project.js';
import type { notesTexts } from '../texts/notes.js';
import type { CaseController } from './case-controller.js';
import { renderTime, shortTime } from './format.js';
import { renderText } from './linkify.js';
import type { NoteCorrections } from './note-corrections.js';

type NotesDesk = CaseController<typeof notesTexts>;

/** In the viewer's time zone. */
export function isSameDay(note: NoteView, before: NoteView | undefined): boolean {
  return before !== undefined && dayOf(note) === dayOf(before);
}

function dayOf({ createdAt }: NoteView): string {
  return new Date(createdAt).toDateString();
}

/**
 * `opens`: the note is the first one of its day, or the first that the viewer had not seen. `corrections`: what the
 * viewer can do to own notes; undefined while it is being fetched.
 */
export function renderNote(
  note: NoteView,
  opens: { readonly isDay: boolean; readonly isNew: boolean },
  desk: NotesDesk,
  corrections: NoteCorrections | undefined,
): TemplateResult {
  const kind = note.visibility === 'internal' ? 'internal' : note.own ? 'own' : note.author.side;
  return html`<li class="stack">
    ${opens.isNew ? html`<p class="new small" part="new">${desk.t('notes/new')}</p>` : nothing}
    ${opens.isDay ? html`<p class="day small muted" part="day">${day(note.createdAt, desk.locale)}</p>` : nothing}
    <article
      class="note stack ${kind} ${note.own ? 'mine' : ''}"
      part="note note-${kind}"
      id="note-${note.id}"
      tabindex="-1"
      aria-labelledby="by-${note.id}"
    >
      ${renderByline(note, desk)}
      ${
        corrections?.renderEditor(note) ??
        (note.text ? html`<div part="note-text">${renderText(note.text)}</div>` : nothing)
      }
      ${desk.renderFiles(note.attachments)} ${corrections?.renderState(note)}
    </article>
  </li>`;
}

function day(instant: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'full' }).format(Date.parse(instant));
}

function renderByline(note: NoteView, { t, locale, session }: NotesDesk): TemplateResult {
  const { author, own, editedAt } = note;
  // A customer among customers needs no word for what everybody is.
  const isPlain = author.side === 'customer' && session?.viewer.side !== 'staff';
  const side = own ? t('notes/own') : isPlain ? '' : t(`notes/side/${author.side}`);
  return html`<header class="row by" part="note-header">
    <span id="by-${note.id}"
      ><strong><bdi>${author.name}</bdi></strong
      >${side ? html` <span class="badge side">${side}</span>` : nothing}</span
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
      editedAt
        ? html`<span class="muted small" title=${shortTime(editedAt, locale)}>${t('notes/edited')}</span>`
        : nothing
    }
  </header>`;
}
