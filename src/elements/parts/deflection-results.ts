/** What a search found, as a list that the arrow keys walk through. */
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { SearchResult } from '../../model/article.js';
import type { TextParams } from '../../context/texts.js';
import type { deflectionTexts } from '../texts/deflection.js';
import { renderArticleMeta } from './article-meta.js';
import type { SearchController } from './search.js';
import { renderFailure, renderSignedOut } from './states.js';

export type DeflectionT = (name: keyof typeof deflectionTexts, params?: TextParams) => string;

interface ResultsView {
  readonly search: SearchController;
  readonly t: DeflectionT;
  readonly locale: string;
  readonly onOpen: (result: SearchResult) => void;
  readonly onMore: () => void;
  /** A key that leads out of the list, back to the input. */
  readonly onLeave: () => void;
}

export function renderResults(view: ResultsView): TemplateResult {
  const { search, t } = view;
  const first = search.status === 'searching' && !search.results.length;
  const stale = search.status === 'searching' && search.results.length > 0;
  return html`<div
    class="results ${stale ? 'stale' : ''}"
    part="results"
    aria-busy=${search.status === 'searching'}
    ?hidden=${search.status === 'idle'}
  >
    ${search.status === 'idle' ? nothing : html`<p class="count muted small wrap">${countWords(view)}</p>`}
    ${search.slow ? html`<p class="notice warning" part="slow">${t('deflection/slow')}</p>` : nothing}
    ${first ? renderSkeleton(t('deflection/searching')) : nothing}
    ${search.results.length ? renderList(view) : nothing} ${renderTrouble(view)}
    ${
      search.status === 'ready' && !search.total && !search.results.length
        ? html`<div class="notice" part="empty"><p>${t('deflection/none/help')}</p></div>`
        : nothing
    }
    ${
      search.hasMore && !search.failure
        ? html`<p>
            <button
              type="button"
              part="button more"
              aria-disabled=${search.loadingMore}
              @click=${view.onMore}
            >
              ${t(search.loadingMore ? 'state/loading' : 'cases/casedeflection/showmore')}
            </button>
          </p>`
        : nothing
    }
  </div>`;
}

/** What is said, and written above the list, about the last search. */
export function countWords({ search, t }: Pick<ResultsView, 'search' | 't'>): string {
  const { query, total, results } = search;
  if (search.status === 'searching') return t('deflection/searching');
  if (search.status !== 'ready') return '';
  if (!results.length) return t('deflection/none', { query });
  return t('deflection/found', { count: Math.max(total, results.length), query });
}

function renderTrouble({ search, t, onMore }: ResultsView): TemplateResult | typeof nothing {
  if (!search.failure) return nothing;
  if (search.failure.kind === 'signed-out') return renderSignedOut(t);
  if (search.status === 'ready') return renderFailure(t, search.failure, onMore);
  return html`${renderFailure(t, search.failure, () => void search.search(search.query))}
    <p>${t('deflection/failed/help')}</p>`;
}

function renderList(view: ResultsView): TemplateResult {
  return html`<ul
    class="list"
    aria-label=${view.t('deflection/results')}
    @keydown=${(e: KeyboardEvent) => walk(e, view)}
  >
    ${repeat(
      view.search.results,
      (result) => result.id,
      (result) => renderResult(result, view),
    )}
  </ul>`;
}

function renderResult(result: SearchResult, { search, t, locale, onOpen }: ResultsView): TemplateResult {
  const excerpt = result.excerpt.map(({ text, match }) =>
    match ? html`<mark part="match">${text}</mark>` : text,
  );
  return html`<li class="result" part="result">
    <h3>
      <button
        type="button"
        class="title"
        part="result-title"
        data-id=${result.id}
        aria-describedby="excerpt-${result.id}"
        dir="auto"
        @click=${() => onOpen(result)}
      >
        ${result.title}
      </button>
    </h3>
    <p class="excerpt small" id="excerpt-${result.id}" part="excerpt" dir="auto">${excerpt}</p>
    <div class="row">
      ${renderArticleMeta(result, t, locale)}
      ${search.wasOpened(result.id) ? html`<span class="badge">${t('deflection/opened')}</span>` : nothing}
    </div>
  </li>`;
}

function renderSkeleton(words: string): TemplateResult {
  const row = html`<li class="result" aria-hidden="true">
    <p class="skeleton">${words}</p>
    <p class="skeleton small">&nbsp;<br />&nbsp;</p>
    <p class="skeleton small">&nbsp;</p>
  </li>`;
  return html`<ul class="list" aria-label=${words}>
    ${row}${row}${row}
  </ul>`;
}

/** Up and Down move through the results; Up on the first one and Escape lead back to the input. */
function walk(event: KeyboardEvent, { onLeave }: ResultsView): void {
  const titles = [...(event.currentTarget as Element).querySelectorAll<HTMLElement>('.title')];
  const at = titles.indexOf(event.target as HTMLElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: titles.length - 1 }[event.key];
  if (at < 0 || (to === undefined && event.key !== 'Escape')) return;
  event.preventDefault();
  event.stopPropagation();
  if (to === undefined || to < 0) onLeave();
  else titles[to]?.focus();
}

/** The search, before it is known who searches: boxes of the size of what will stand there. */
export function renderDeflectionSkeleton(t: DeflectionT): TemplateResult {
  return html`<div class="stack" aria-busy="true" aria-label=${t('state/loading')} role="group">
    <div aria-hidden="true">
      <span class="skeleton">${t('cases/casedeflection/label')}</span>
      <div class="ask">
        <span class="skeleton button">&nbsp;</span>
        <span class="skeleton button">${t('cases/casedeflection/searchbuttontext')}</span>
      </div>
      <p class="hint small"><span class="skeleton">${t('deflection/hint')}</span></p>
    </div>
    <div class="row ways" aria-hidden="true">
      <span class="skeleton button">${t('cases/casedeflection/createcase')}</span>
    </div>
  </div>`;
}
