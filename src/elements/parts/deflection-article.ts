/** Reading an answer in the search, and judging it. */
import { html, nothing, type TemplateResult } from 'lit';
import { renderArticleBody } from './article.js';
import { renderArticleMeta } from './article-meta.js';
import type { ArticleReader } from './article-reader.js';
import type { DeflectionT } from './deflection-results.js';
import { renderFailure } from './states.js';

interface ArticleView {
  readonly reader: ArticleReader;
  readonly t: DeflectionT;
  readonly locale: string;
  readonly onBack: () => void;
  readonly onAnswered: () => void;
  readonly onNotHelpful: () => void;
}

export function renderDeflectionArticle(view: ArticleView): TemplateResult | typeof nothing {
  const { reader, t, locale } = view;
  const { result } = reader;
  if (!result) return nothing;
  return html`<article class="article stack" part="article">
    <button type="button" class="plain" part="button" @click=${view.onBack}>
      ${t('deflection/article/back')}
    </button>
    <h2 class="wrap" tabindex="-1" dir="auto">${reader.article?.title ?? result.title}</h2>
    ${renderArticleMeta(reader.article ?? result, t, locale)} ${renderContent(view)}
  </article>`;
}

function renderContent({ reader, t, onAnswered, onNotHelpful }: ArticleView): TemplateResult {
  const { article, failure, result } = reader;
  if (failure) return renderFailure(t, failure, () => result && void reader.open(result));
  if (!article) {
    return html`<div role="group" aria-busy="true" aria-label=${t('state/loading')} class="prose">
      <p class="skeleton" aria-hidden="true">${t('state/loading')}<br />&nbsp;<br />&nbsp;</p>
      <p class="skeleton" aria-hidden="true">&nbsp;<br />&nbsp;</p>
    </div>`;
  }
  return html`${renderArticleBody(article, t)}
    <div class="row">
      <button type="button" class="primary" part="button button-primary" @click=${onAnswered}>
        ${t('cases/casedeflection/foundmyanswer')}
      </button>
      <button type="button" part="button" @click=${onNotHelpful}>
        ${t('deflection/article/nothelpful')}
      </button>
    </div>`;
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
