/** Answers that may help, found while the subject of a case is written and read without leaving the form. */
import { html, type TemplateResult } from 'lit';
import type { SearchResult } from '../../model/article.js';
import type { CaseStore } from '../../store/store.js';
import { articleStyles } from '../styles/article.js';
import { suggestionsStyles } from '../styles/suggestions.js';
import { articleTexts } from '../texts/article.js';
import { suggestionTexts } from '../texts/form-suggestions.js';
import { renderReading } from './article.js';
import { ArticleReader } from './article-reader.js';
import type { FormController } from './form-controller.js';
import { SearchController } from './search.js';

/** Answers shown at a time. */
const ANSWERS = 3;

export const texts = { ...articleTexts, ...suggestionTexts };
export const styles = [articleStyles, suggestionsStyles];

export class Suggestions {
  readonly search: SearchController;
  readonly #reader: ArticleReader;
  /** Room for the answers is made at a keystroke, and kept: an answer that arrives moves nothing. */
  #roomy = false;

  constructor(
    private readonly form: FormController,
    store: () => CaseStore | undefined,
  ) {
    this.search = new SearchController(form.host, {
      store,
      limit: ANSWERS,
      onSettled: ({ results }) => {
        if (results.length) form.announce(form.t('form/suggestions/found', { count: results.length }));
      },
    });
    this.#reader = new ArticleReader(form.host, store);
  }

  /** The subject was typed. */
  look(): void {
    const { base, values, session } = this.form;
    const subject = values['subject'];
    if (!session || subject === base['subject']) return;
    this.search.typed(String(subject ?? ''), Math.max(1, session.settings.deflectionMinLength));
  }

  reset(): void {
    this.#roomy = false;
    this.search.reset();
  }

  render(): TemplateResult {
    const { t } = this.form;
    const { results, pending, status } = this.search;
    this.#roomy ||= pending || status !== 'idle';
    const looking = pending || status === 'searching';
    const words = status === 'ready' ? 'form/suggestions/none' : 'form/suggestions/hint';
    return html`<div class="suggestions ${this.#roomy ? 'roomy' : ''}" part="suggestions">
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
    const { t, store } = this.form;
    const close = html`<button type="button" part="button" @click=${this.#close}>
      ${t('dialog/close')}
    </button>`;
    return html`<dialog
      class="reader"
      part="dialog"
      aria-labelledby="answer-title"
      @close=${() => this.#reader.close()}
    >
      <article class="stack">${renderReading(this.#reader, t, store.locale, this.#answered, close)}</article>
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
    void this.form.host.updateComplete.then(() => {
      this.#dialog?.showModal();
      this.#dialog?.querySelector('h2')?.focus();
    });
  }

  readonly #answered = (): void => {
    const { result } = this.#reader;
    this.#close();
    if (result && this.search.trail) this.form.answered(result.id, this.search.trail);
  };

  readonly #close = (): void => this.#dialog?.close();

  get #dialog(): HTMLDialogElement | null {
    return this.form.host.renderRoot.querySelector('dialog.reader');
  }
}
