/** Rows of the list: one button over the whole row, so that it is one stop, one target and one name. */
import { html, nothing, type TemplateResult } from 'lit';
import type { CaseRow, Mark } from '../../model/project.js';
import type { Scope } from '../../model/session.js';
import type { ListT } from '../texts/list.js';
import { fullTime, relativeTime, renderTime } from './format.js';
import { renderStatus } from './status-badge.js';

const ARROW_UP = 'M8 2l5 5.6-1.2 1.1-3-3.3V14H7.2V5.4l-3 3.3L3 7.6z';
const CLOCK = 'M8 1a7 7 0 1 1 0 14A7 7 0 1 1 8 1zM7.2 4v4.4l3 2.6 1-1.1-2.5-2.2V4z';
const WARNING = 'M8 1l7.5 13.5H.5zM7.2 6v4h1.6V6zm0 5.2v1.6h1.6v-1.6z';

/** Whose case a row is: not said of one's own; the account not where all are of one account. */
export type WhoShown = 'nobody' | 'contact' | 'contact-and-account';

export function whoShown(scope: Scope | undefined): WhoShown {
  const kind = scope?.kind ?? 'mine';
  return kind === 'mine' ? 'nobody' : kind === 'account' ? 'contact' : 'contact-and-account';
}

export interface RowOptions {
  readonly t: ListT;
  readonly locale: string;
  readonly selected: boolean;
  readonly who: WhoShown;
  /** With times and numbers: the browser takes its time to find the words for the first of them. */
  readonly inFull: boolean;
  /** The button's `value` is the id of the case. */
  readonly onOpen: (event: Event) => void;
}

export function renderRow(row: CaseRow, options: RowOptions): TemplateResult {
  const { t, locale, selected, inFull } = options;
  return html`<li class="item" part="row">
    <button
      class="case ${row.unreadCount > 0 ? 'fresh' : ''}"
      part="case ${selected ? 'case-selected' : ''}"
      value=${row.id}
      aria-current=${selected ? 'true' : nothing}
      @click=${options.onOpen}
    >
      <span class="main">
        <span class="subject" part="subject" dir="auto" title=${row.subject}>${row.subject}</span>
        <span class="facts"
          ><bdi part="number">${row.number || t('pending/unsent')}</bdi>
          <span
            >${inFull && row.noteCount > 0 ? t('cases/list/notes', { count: row.noteCount }) : nothing}</span
          ></span
        >
      </span>
      ${options.who === 'nobody' ? nothing : renderWho(row, options.who)}
      <span class="signs">
        ${renderStatus(row.status, row.statusLabel)}
        ${row.priority === 'high' ? renderSign('high', ARROW_UP, t('cases/list/priority/high')) : nothing}
        ${row.mark ? renderMark(row.mark, options) : nothing}
      </span>
      <span class="when">
        <span class="updated"
          ><span class="label">${t('cases/list/column/updated')} </span
          ><time datetime=${row.updatedAt} title=${inFull ? fullTime(row.updatedAt, locale) : nothing}
            >${inFull ? relativeTime(row.updatedAt, locale) : nothing}</time
          ></span
        >
        ${
          inFull && row.unreadCount > 0
            ? html`<span class="unread" part="unread"
                >${t('cases/list/unread', { count: row.unreadCount })}</span
              >`
            : nothing
        }
      </span>
    </button>
  </li>`;
}

function renderWho({ contact, account }: CaseRow, who: WhoShown): TemplateResult {
  return html`<span class="who" part="who">
    <bdi>${contact.name}</bdi>
    <bdi>${who === 'contact-and-account' && account ? account.name : nothing}</bdi>
  </span>`;
}

function renderMark({ state, since }: Mark, { t, locale }: RowOptions): TemplateResult {
  const isRefused = state === 'refused';
  const words = html`<span>${t(`pending/${state}`)} · ${renderTime(since, locale)}</span>`;
  return renderSign(isRefused ? 'refused' : 'pending', isRefused ? WARNING : CLOCK, words);
}

function renderSign(
  kind: 'high' | 'refused' | 'pending',
  path: string,
  words: string | TemplateResult,
): TemplateResult {
  return html`<span class="sign ${kind}" part=${kind === 'high' ? 'priority' : 'mark'}>
    <svg class="shape" viewBox="0 0 16 16" aria-hidden="true">
      <path fill-rule="evenodd" d=${path}></path>
    </svg>
    ${words}
  </span>`;
}
