/** The text of an answer, as it is read in the search and beside the form. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Article } from '../../model/article.js';
import type { ArticleT } from './article-meta.js';
import { prose } from './render-html.js';
import { safeUrl } from './safe-url.js';

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
