/** Fetches the answer that the customer opened; closing it, or opening another, calls the request off. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Article, SearchResult } from '../../model/article.js';
import type { Failure } from '../../model/failure.js';
import type { CaseStore } from '../../store/store.js';
import { Latest } from './latest.js';

export class ArticleReader implements ReactiveController {
  /** What was opened; its title and source are known before the article is there. */
  result: SearchResult | undefined;
  article: Article | undefined;
  failure: Failure | undefined;
  readonly #latest = new Latest();

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
    this.result = result;
    const store = this.store();
    const answer = store && (await this.#latest.ask((signal) => store.getArticle(result.id, signal)));
    if (!answer) return;
    this.article = answer.value;
    this.failure = answer.failure;
    this.host.requestUpdate();
  }

  close(): void {
    this.#latest.stop();
    this.result = this.article = this.failure = undefined;
    this.host.requestUpdate();
  }
}
