/** Reading an answer in the search, and judging it. */
import { html, type TemplateResult } from 'lit';
import { renderReading } from './article.js';
import type { ArticleReader } from './article-reader.js';
import type { DeflectionT } from './deflection-results.js';

interface ArticleView {
  readonly reader: ArticleReader;
  readonly t: DeflectionT;
  readonly locale: string;
  readonly onBack: () => void;
  readonly onAnswered: () => void;
  readonly onNotHelpful: () => void;
}

export function renderDeflectionArticle(view: ArticleView): TemplateResult {
  const { reader, t, locale, onAnswered } = view;
  const noHelp = html`<button
    type="button"
    part="button"
    ?hidden=${!reader.article}
    @click=${view.onNotHelpful}
  >
    ${t('deflection/article/nothelpful')}
  </button>`;
  return html`<article class="article stack" part="article">
    <button type="button" class="plain" part="button" @click=${view.onBack}>
      ${t('deflection/article/back')}
    </button>
    ${renderReading(reader, t, locale, onAnswered, noHelp)}
  </article>`;
}

export function renderThanks(t: DeflectionT, onAgain: () => void, onLeave: () => void): TemplateResult {
  return html`<div class="thanks notice success" part="thanks">
    <h2 tabindex="-1">${t('deflection/thanks')}</h2>
    <p>${t('deflection/thanks/help')}</p>
    <div class="row">
      <button type="button" part="button" @click=${onAgain}>${t('cases/casedeflection/searchagain')}</button>
      <button type="button" class="plain" part="button" @click=${onLeave}>${t('deflection/back')}</button>
    </div>
  </div>`;
}
