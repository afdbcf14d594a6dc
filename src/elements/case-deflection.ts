import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { StoreController } from '../context/store-controller.js';
import type { SearchResult } from '../model/article.js';
import type { Id } from '../model/case.js';
import { mayCreate, type Session } from '../model/session.js';
import { CaseBackEvent, DeflectionAnsweredEvent, DeflectionContinueEvent } from './work-events.js';
import { ArticleReader } from './parts/article-reader.js';
import { setStates } from './parts/custom-states.js';
import { countWords, renderDeflectionSkeleton, renderResults } from './parts/deflection-results.js';
import { LazyPart } from './parts/lazy-part.js';
import { QUERY_MAX_LENGTH, SearchController } from './parts/search.js';
import { renderFailure, renderUnready } from './parts/states.js';
import { base } from './styles/base.js';
import { deflectionStyles } from './styles/deflection.js';
import { deflectionTexts } from './texts/deflection.js';

/** Results at a time, as the source systems show them. */
const RESULTS = 5;

/**
 * The search that a customer makes before a case can be opened: answers while typing, an answer read in place, and the
 * way on to the form once a search was made. Renders nothing where the backend has the search turned off.
 *
 * @tag case-deflection
 * @slot header - above the search; default: a heading
 * @slot footer - below everything
 * @fires {DeflectionContinueEvent} case-deflection-continue - the search is done, the customer goes on to the form
 * @fires {DeflectionAnsweredEvent} case-deflection-answered - an answer was found, no case is needed
 * @fires {CaseBackEvent} case-back - the customer leaves the search
 * @fires {SignInEvent} case-sign-in - the customer wants to sign in
 * @csspart base - the box around everything
 * @csspart input - the search field
 * @csspart button - every button
 * @csspart button-primary - the button that the eye should find first
 * @csspart continue - the button that leads to the form
 * @csspart more - the button for more results
 * @csspart results - what was found
 * @csspart result - one result
 * @csspart result-title - its title, a button
 * @csspart excerpt - its text around what was found
 * @csspart match - the words that were found
 * @csspart empty - what is shown when nothing was found
 * @csspart slow - what is shown when the answers take long
 * @csspart article - the answer that is read
 * @csspart article-body - its text
 * @csspart link - the link to its own page
 * @csspart thanks - what is shown when an answer was found
 * @csspart error - what went wrong
 * @csspart signed-out - shown to nobody in particular
 * @csspart not-connected - shown without a provider
 * @cssprop --case-color-accent - links, focus, the first button
 * @cssstate loading - a search or an answer is on its way
 * @cssstate answered - an answer was found
 */
export class CaseDeflection extends LitElement {
  static override styles = [base, deflectionStyles];

  /** A text to search for at once, e.g. from the host's own search. */
  @property({ converter: (value) => (value ?? '').trim() }) query = '';

  readonly #store = new StoreController(
    this,
    (s) => ({ phase: s.phase, session: s.session }),
    deflectionTexts,
  );
  readonly #search = new SearchController(this, {
    store: () => this.#store.store,
    limit: RESULTS,
    onSettled: (search) => (this.announcement = countWords({ search, t: this.#store.t })),
  });
  readonly #reader = new ArticleReader(this, () => this.#store.store);
  readonly #reading = new LazyPart(this, async () => {
    const [part, { articleStyles }] = await Promise.all([
      import('./parts/deflection-article.js'),
      import('./styles/article.js'),
    ]);
    return { part, styles: [articleStyles] };
  });
  readonly #internals = this.attachInternals();
  readonly #judged = new Set<Id>();
  #focusNext: string | undefined;
  /** The `query` property, until it is searched. */
  #asked = '';

  @state() private text = '';
  @state() private view: 'search' | 'article' | 'thanks' = 'search';
  @state() private empty = false;
  @state() private announcement = '';

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('query') && this.query) this.text = this.#asked = this.query.slice(0, QUERY_MAX_LENGTH);
    const loading = this.#search.status === 'searching' || (this.view === 'article' && !this.#reader.article);
    setStates(this.#internals, { loading, answered: this.view === 'thanks' });
  }

  override updated(): void {
    // Ready before a result is opened.
    if (this.#search.results.length) this.#reading.get();
    const next = this.#focusNext && this.renderRoot.querySelector<HTMLElement>(this.#focusNext);
    if (next) {
      this.#focusNext = undefined;
      next.focus();
    }
    if (!this.#asked || !this.#session) return;
    const query = this.#asked;
    this.#asked = '';
    // After this update: the search asks for another one.
    queueMicrotask(() => void this.#search.search(query));
  }

  override render(): TemplateResult {
    const session = this.#session;
    const { capabilities, settings } = session ?? {};
    if (session && !(settings?.deflectionEnabled && capabilities?.search)) return html`${nothing}`;
    const { t } = this.#store;
    return html`<section class="stack" part="base">
      <slot name="header"><h2>${t('cases/casedeflection/title')}</h2></slot>
      ${
        renderUnready({ store: this.#store.store, state: this.#store.state, t }) ??
        (session ? this.#renderReady(session) : renderDeflectionSkeleton(t))
      }
      <slot name="footer"></slot>
      <div role="status" class="visually-hidden">${this.announcement}</div>
    </section>`;
  }

  #renderReady(session: Session): TemplateResult {
    const { t, locale } = this.#store;
    return html`<div class="stack" ?hidden=${this.view !== 'search'}>
        ${this.#renderForm()} ${this.#renderWays(session)}
        ${renderResults({
          search: this.#search,
          t,
          locale,
          onOpen: this.#open,
          onMore: () => void this.#more(),
          onLeave: this.#focusInput,
        })}
      </div>
      ${this.#renderReading()}`;
  }

  #renderReading(): TemplateResult | typeof nothing {
    if (this.view === 'search') return nothing;
    const { t, locale } = this.#store;
    const reading = this.#reading.get();
    if (!reading) {
      return html`${this.#reading.failed ? renderFailure(t, { kind: 'network' }, this.#reading.retry) : nothing}
        <button type="button" part="button" @click=${this.#backToResults}>
          ${t('deflection/article/back')}
        </button>`;
    }
    if (this.view === 'thanks') return reading.renderThanks(t, this.#again, this.#leave);
    return reading.renderDeflectionArticle({
      reader: this.#reader,
      t,
      locale,
      onBack: this.#backToResults,
      onAnswered: this.#answered,
      onNotHelpful: this.#notHelpful,
    });
  }

  #renderForm(): TemplateResult {
    const { t } = this.#store;
    const hint = this.empty
      ? html`<span class="fault">${t('deflection/needed')}</span>`
      : t(this.#search.trail ? 'deflection/hint/searched' : 'deflection/hint');
    return html`<form role="search" @submit=${this.#submit}>
      <label for="query">${t('cases/casedeflection/label')}</label>
      <div class="ask">
        <input
          id="query"
          part="input"
          type="search"
          enterkeyhint="search"
          autocomplete="off"
          dir="auto"
          maxlength=${QUERY_MAX_LENGTH}
          placeholder=${t('cases/casedeflection/placeholder')}
          aria-describedby="hint"
          aria-invalid=${this.empty}
          .value=${this.text}
          @input=${this.#typed}
          @keydown=${this.#inputKey}
        />
        <button class="primary" part="button button-primary">
          ${t('cases/casedeflection/searchbuttontext')}
        </button>
      </div>
      <p class="hint muted small" id="hint">${hint}</p>
    </form>`;
  }

  /** Above the results, so that results never push a button away from under a finger. */
  #renderWays(session: Session): TemplateResult {
    const { t } = this.#store;
    const { status, results, trail } = this.#search;
    const searched = trail !== undefined;
    const onlyWay = searched && status !== 'searching' && status !== 'idle' && !results.length;
    return html`<div class="row ways">
      ${
        mayCreate(session)
          ? html`<button
              type="button"
              class=${onlyWay ? 'primary' : ''}
              part="button continue"
              aria-disabled=${!searched}
              aria-describedby="hint"
              @click=${this.#continue}
            >
              ${t('cases/casedeflection/createcase')}
            </button>`
          : nothing
      }
      <button type="button" class="plain" part="button" @click=${this.#leave}>${t('deflection/back')}</button>
    </div>`;
  }

  get #session(): Session | null {
    return this.#store.value?.phase === 'ready' ? this.#store.value.session : null;
  }

  readonly #typed = (event: InputEvent): void => {
    this.text = (event.target as HTMLInputElement).value;
    this.empty = false;
    this.#search.typed(this.text, Math.max(1, this.#session?.settings.deflectionMinLength ?? 1));
  };

  readonly #submit = (event: Event): void => {
    event.preventDefault();
    if (!this.text.trim()) return this.#demand();
    void this.#search.search(this.text);
  };

  readonly #inputKey = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowDown') return;
    const first = this.renderRoot.querySelector<HTMLElement>('.result .title');
    if (!first) return;
    event.preventDefault();
    first.focus();
  };

  readonly #focusInput = (): void => this.renderRoot.querySelector<HTMLElement>('#query')?.focus();

  readonly #open = (result: SearchResult): void => {
    this.#search.opened(result.id);
    this.view = 'article';
    void this.#reader.open(result);
    this.#focusLater('.article h2');
  };

  readonly #more = async (): Promise<void> => {
    const before = this.#search.results.length;
    await this.#search.more();
    const { results, total } = this.#search;
    if (results.length === before) return;
    const count = Math.max(total, results.length);
    this.announcement = this.#store.t('deflection/shown', { shown: results.length, count });
    this.#focusLater(`.result:nth-child(${before + 1}) .title`);
  };

  readonly #backToResults = (): void => {
    const id = this.#reader.result?.id;
    this.#reader.close();
    this.view = 'search';
    this.#focusLater(`.title[data-id="${CSS.escape(id ?? '')}"]`);
  };

  readonly #answered = (): void => {
    const { result } = this.#reader;
    const { trail } = this.#search;
    if (!result || !trail) return;
    this.#store.store?.recordDeflection({ trail, outcome: 'answered', answeredBy: result.id });
    this.#reader.close();
    this.view = 'thanks';
    this.#focusLater('.thanks h2');
    this.dispatchEvent(new DeflectionAnsweredEvent(result.id, trail.query));
  };

  readonly #notHelpful = (): void => {
    const { result } = this.#reader;
    const { trail } = this.#search;
    if (result && trail && !this.#judged.has(result.id)) {
      this.#judged.add(result.id);
      this.#store.store?.recordDeflection({ trail, outcome: 'not_answered', answeredBy: result.id });
    }
    this.announcement = this.#store.t('deflection/noted');
    this.#backToResults();
  };

  readonly #again = (): void => {
    this.reset();
    this.#focusLater('#query');
  };

  readonly #continue = (): void => {
    const { trail } = this.#search;
    if (trail) this.dispatchEvent(new DeflectionContinueEvent(trail));
    else this.#demand();
  };

  readonly #leave = (): void => {
    this.dispatchEvent(new CaseBackEvent());
  };

  /** Nothing was searched yet: says so where the eye is. */
  #demand(): void {
    this.empty = true;
    this.announcement = this.#store.t('deflection/needed');
    this.#focusInput();
  }

  /** Moves the focus to the first match, as soon as there is one. */
  #focusLater(selector: string): void {
    this.#focusNext = selector;
    this.requestUpdate();
  }

  /** Forgets the search and starts again, e.g. when a composer comes back to it. */
  reset(): void {
    this.#focusNext = undefined;
    this.#reader.close();
    this.#search.reset();
    this.#judged.clear();
    this.text = this.announcement = '';
    this.empty = false;
    this.view = 'search';
  }

  /** Puts the focus where the problem is described. */
  override focus(): void {
    this.#focusInput();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'case-deflection': CaseDeflection;
  }
}
