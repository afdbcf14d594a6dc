import { html, type TemplateResult } from 'lit';
import type { TextParams } from '../../context/texts.js';
import type { Article } from '../../model/article.js';
import type { articleTexts } from '../texts/article.js';
import { fullTime, relativeTime } from './format.js';

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
