/** Answers that may help, found while the subject of a case is written and read without leaving the form. */
import { html, nothing, type ReactiveElement, type TemplateResult } from 'lit';
import { classMap } from 'lit/directives/class-map.js';
import type { SearchResult } from '../../model/article.js';
import type { CaseStore } from '../../store/store.js';
import { articleStyles } from '../styles/article.js';
import { renderArticleBody } from './article.js';
import { renderArticleMeta } from './article-meta.js';
import { ArticleReader } from './article-reader.js';
import type { FormT } from './field-errors.js';
import { SearchController } from './search.js';
import { renderFailure } from './states.js';

/** Answers shown at a time. */
const ANSWERS = 3;

interface SuggestionsOptions {
  readonly store: () => CaseStore | undefined;
  readonly t: FormT;
  readonly locale: () => string;
  readonly announce: (words: string) => void;
  /** The customer found the answer: no case is needed. */
  readonly onAnswered: (result: SearchResult) => void;
}

export class Suggestions {
  static readonly styles = [articleStyles];
  readonly search: SearchController;
  readonly #reader: ArticleReader;
  /** Room for the answers is made at a keystroke, and kept: an answer that arrives moves nothing. */
  #roomy = false;

  constructor(
    private readonly host: ReactiveElement,
    private readonly options: SuggestionsOptions,
  ) {
    this.search = new SearchController(host, {
      store: options.store,
      limit: ANSWERS,
      onSettled: ({ results }) => {
        if (results.length) options.announce(options.t('form/suggestions/found', { count: results.length }));
      },
    });
    this.#reader = new ArticleReader(host, options.store);
  }

  reset(): void {
    this.#roomy = false;
    this.search.reset();
  }

  render(): TemplateResult {
    const { t } = this.options;
    const { results, pending, status } = this.search;
    this.#roomy ||= pending || status !== 'idle';
    const looking = pending || status === 'searching';
    const words = status === 'ready' ? 'form/suggestions/none' : 'form/suggestions/hint';
    return html`<div class=${classMap({ suggestions: true, roomy: this.#roomy })} part="suggestions">
      ${
        results.length
          ? html`<p class="muted small" id="suggestions">${t('form/suggestions')}</p>
              <ul aria-labelledby="suggestions">
                ${results.map((result) => this.#renderResult(result))}
              </ul>`
          : html`<p class="muted small">${t(looking ? 'form/suggestions/looking' : words)}</p>`
      }
    </div>`;
  }

  /** The answer that is read, over the form. */
  renderDialog(): TemplateResult {
    const { t, locale } = this.options;
    const { result, article, failure } = this.#reader;
    return html`<dialog
      class="reader"
      part="dialog"
      aria-labelledby="answer-title"
      @close=${() => this.#reader.close()}
    >
      ${
        result
          ? html`<article class="stack">
              <h2 id="answer-title" class="wrap" dir="auto" tabindex="-1">${result.title}</h2>
              ${renderArticleMeta(result, t, locale())}
              ${
                failure
                  ? renderFailure(t, failure, () => void this.#reader.open(result))
                  : article
                    ? renderArticleBody(article, t)
                    : html`<p class="skeleton" aria-busy="true">${t('state/loading')}</p>`
              }
              <div class="row">
                ${
                  article
                    ? html`<button
                        type="button"
                        class="primary"
                        part="button button-primary"
                        @click=${() => this.#answered(result)}
                      >
                        ${t('cases/casedeflection/foundmyanswer')}
                      </button>`
                    : nothing
                }
                <button type="button" part="button" @click=${this.#close}>${t('dialog/close')}</button>
              </div>
            </article>`
          : nothing
      }
    </dialog>`;
  }

  #renderResult(result: SearchResult): TemplateResult {
    return html`<li>
      <button
        type="button"
        class="suggestion"
        part="suggestion"
        dir="auto"
        @click=${() => this.#open(result)}
      >
        ${result.title}
      </button>
    </li>`;
  }

  #open(result: SearchResult): void {
    this.search.opened(result.id);
    void this.#reader.open(result);
    // The dialog takes the focus and gives it back by itself.
    void this.host.updateComplete.then(() => {
      this.#dialog?.showModal();
      this.#dialog?.querySelector('h2')?.focus();
    });
  }

  #answered(result: SearchResult): void {
    this.#close();
    this.options.onAnswered(result);
  }

  readonly #close = (): void => this.#dialog?.close();

  get #dialog(): HTMLDialogElement | null {
    return this.host.renderRoot.querySelector('dialog.reader');
  }
}
