/** One answer, as it is read in the search and beside the form. */
import { html, nothing, type TemplateResult } from 'lit';
import type { TextParams } from '../../context/texts.js';
import type { Article } from '../../model/article.js';
import type { articleTexts } from '../texts/article.js';
import { fullTime, relativeTime } from './format.js';
import { prose } from './render-html.js';
import { safeUrl } from './safe-url.js';

export type ArticleT = (name: keyof typeof articleTexts, params?: TextParams) => string;

/** Where an answer comes from and how old it is. */
export function renderArticleMeta(
  article: Pick<Article, 'sourceLabel' | 'updatedAt'>,
  t: ArticleT,
  locale: string,
): TemplateResult {
  return html`<p class="meta muted small">
    <span class="badge"><bdi>${article.sourceLabel}</bdi></span>
    <time datetime=${article.updatedAt} title=${fullTime(article.updatedAt, locale)}
      >${t('article/updated', { date: relativeTime(article.updatedAt, locale) })}</time
    >
  </p>`;
}

/** The body, and the way to the page that it stands on. */
export function renderArticleBody(article: Article, t: ArticleT): TemplateResult {
  const url = safeUrl(article.url);
  return html`<div
      class="prose"
      part="article-body"
      dir="auto"
      ${prose(article, t('article/external'))}
    ></div>
    ${
      url
        ? html`<p>
            <a part="link" href=${url.href} target="_blank" rel="noopener noreferrer"
              >${t('article/link')}${url.external ? ` (${t('article/external')})` : nothing}</a
            >
          </p>`
        : nothing
    }`;
}
