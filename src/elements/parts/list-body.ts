/** What stands around the rows: names of the columns, rows before they are known, counts, words for an empty list. */
import { html, nothing, type TemplateResult } from 'lit';
import type { ListView } from '../../store/selectors.js';
import type { ListT } from '../texts/list.js';
import type { WhoShown } from './list-row.js';

export function listClass(who: WhoShown): string {
  return who === 'nobody' ? 'list' : 'list with-who';
}

/** For the eye only: every row says what it says without them. */
export function renderColumns(t: ListT, who: WhoShown): TemplateResult {
  return html`<div class="columns ${who === 'nobody' ? '' : 'with-who'}" part="columns" aria-hidden="true">
    <span>${t('cases/list/column/subject')}</span>
    ${who === 'nobody' ? nothing : html`<span>${t('cases/list/column/contact')}</span>`}
    <span>${t('cases/list/column/status')}</span>
    <span class="when">${t('cases/list/column/updated')}</span>
  </div>`;
}

/** As high as rows, while there is nothing to say yet. One drawing for all: the answer may come before it is looked at. */
export function renderSkeleton(): TemplateResult {
  return html`<ul class="list" part="list" aria-hidden="true">
    <li class="item blank" part="skeleton"></li>
    <li class="item blank" part="skeleton"></li>
    <li class="item blank" part="skeleton"></li>
    <li class="item blank" part="skeleton"></li>
    <li class="item blank" part="skeleton"></li>
    <li class="item blank" part="skeleton"></li>
  </ul>`;
}

/** "12 cases", or "50 of 320" while there are more. */
export function countText(t: ListT, { rows, total, hasMore }: ListView): string {
  const shown = rows.length;
  return hasMore ? t('cases/list/shown', { shown, total }) : t('cases/list/count', { count: shown });
}

/** `onMore` fetches the next page. */
export function renderEnd(t: ListT, view: ListView, onMore: (() => void) | undefined): TemplateResult {
  return html`<p class="muted small" part="count">${countText(t, view)}</p>
    ${
      view.hasMore && onMore
        ? html`<button
            class="more"
            part="button more-button"
            aria-disabled=${view.loadingMore ? 'true' : nothing}
            @click=${onMore}
          >
            ${t(view.loadingMore ? 'state/loading' : 'cases/list/more')}
          </button>`
        : nothing
    }`;
}

/** A person without any active case is invited to open one; any other selection that finds nothing says so. */
export function renderEmpty(
  t: ListT,
  invites: boolean,
  onClearFilter: (() => void) | undefined,
): TemplateResult {
  return html`<p>${t(invites ? 'cases/list/first' : 'cases/view/empty')}</p>
    ${
      onClearFilter
        ? html`<button part="button" @click=${onClearFilter}>${t('cases/list/filter/clear')}</button>`
        : nothing
    }`;
}
