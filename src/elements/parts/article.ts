/** An answer as it is read, in the search and beside the form. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Article } from '../../model/article.js';
import { renderArticleMeta, type ArticleT } from './article-meta.js';
import type { ArticleReader } from './article-reader.js';
import { prose } from './render-html.js';
import { safeUrl } from './safe-url.js';
import { renderFailure, type CommonT } from './states.js';

type ReadingT = ArticleT & CommonT;

/**
 * Title, origin and text of what is read, and what can be done then.
 *
 * @param onFound the customer says that it is the answer; offered with its text
 * @param further buttons beside
 */
export function renderReading(
  reader: ArticleReader,
  t: ReadingT,
  locale: string,
  onFound: () => void,
  further: TemplateResult,
): TemplateResult | typeof nothing {
  const { result, article, failure } = reader;
  if (!result) return nothing;
  return html`<h2 id="answer-title" class="wrap" tabindex="-1" dir="auto">${(article ?? result).title}</h2>
    ${renderArticleMeta(article ?? result, t, locale)}
    ${
      article
        ? renderArticleBody(article, t)
        : failure
          ? renderFailure(t, failure, () => void reader.open(result))
          : renderSkeleton(t)
    }
    <div class="row">
      ${
        article
          ? html`<button type="button" class="primary" part="button button-primary" @click=${onFound}>
              ${t('cases/casedeflection/foundmyanswer')}
            </button>`
          : nothing
      }
      ${further}
    </div>`;
}

/** The body, and the way to the page that it stands on. */
function renderArticleBody(article: Article, t: ArticleT): TemplateResult {
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

function renderSkeleton(t: CommonT): TemplateResult {
  return html`<div role="group" aria-busy="true" aria-label=${t('state/loading')} class="stack">
    <p class="skeleton" aria-hidden="true">${t('state/loading')}<br />&nbsp;<br />&nbsp;</p>
    <p class="skeleton" aria-hidden="true">&nbsp;<br />&nbsp;</p>
  </div>`;
}
