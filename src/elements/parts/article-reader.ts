/** Fetches the answer that the customer opened; closing it, or opening another, calls the request off. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Article, SearchResult } from '../../model/article.js';
import { toFailure, type Failure } from '../../model/failure.js';
import type { CaseStore } from '../../store/store.js';

export class ArticleReader implements ReactiveController {
  /** What was opened; its title and source are known before the article is there. */
  result: SearchResult | undefined;
  article: Article | undefined;
  failure: Failure | undefined;
  #request: AbortController | undefined;

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly store: () => CaseStore | undefined,
  ) {
    host.addController(this);
  }

  hostDisconnected(): void {
    this.close();
  }

  async open(result: SearchResult): Promise<void> {
    this.close();
    const request = (this.#request = new AbortController());
    this.result = result;
    try {
      const article = await this.store()?.getArticle(result.id, request.signal);
      if (request === this.#request) this.article = article;
    } catch (thrown) {
      if (request === this.#request) this.failure = toFailure(thrown);
    }
    this.host.requestUpdate();
  }

  close(): void {
    this.#request?.abort();
    this.#request = this.result = this.article = this.failure = undefined;
    this.host.requestUpdate();
  }
}
