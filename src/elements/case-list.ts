import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { StoreController } from '../context/store-controller.js';
import { DEFAULT_QUERY, type CaseQuery, type CaseSort, type Id } from '../model/case.js';
import type { Scope } from '../model/session.js';
import { selectList, type ListView } from '../store/selectors.js';
import { isKnownHere } from '../store/person.js';
import { queryKey } from '../store/state.js';
import { CaseNewEvent, CaseSelectEvent } from './events.js';
import { setStates } from './parts/custom-states.js';
import { FirstRows } from './parts/first-rows.js';
import { relativeTime } from './parts/format.js';
import {
  countText,
  listClass,
  renderColumns,
  renderEmpty,
  renderEnd,
  renderSkeleton,
} from './parts/list-body.js';
import type { ListFocus } from './parts/list-focus.js';
import { chosenScope, listQuery, oneOf, SORTS, STATES } from './parts/list-query.js';
import { ListResult } from './parts/list-result.js';
import { renderRow, whoShown, type WhoShown } from './parts/list-row.js';
import { LazyPart } from './parts/lazy-part.js';
import { MinuteController } from './parts/minute-controller.js';
import { renderFailure, renderUnready } from './parts/states.js';
import { base } from './styles/base.js';
import { list } from './styles/list.js';
import { status } from './styles/status.js';
import { listTexts } from './texts/list.js';

/** Milliseconds between the last keystroke and the request. */
const FILTER_DELAY = 250;
const NO_SCOPES: readonly Scope[] = [];

/**
 * The viewer's cases: whose, which state, which words and which order are chosen above, a page at a time is shown below.
 *
 * @tag case-list
 *
 * @slot header - Above the controls, e.g. a heading
 * @slot empty - Replaces what is said when there is no case to show
 * @slot footer - Below the list
 *
 * @fires {CaseSelectEvent} case-select - A row was chosen; cancelable: then it does not become the selected one
 * @fires {CaseNewEvent} case-new - The viewer wants to open a case
 * @fires {SignInEvent} case-sign-in - The viewer wants to sign in
 *
 * @csspart toolbar - The controls
 * @csspart scope - Choice of whose cases
 * @csspart state - Choice of the state; `state-option` is one of its options
 * @csspart filter - Field for words
 * @csspart sort - Choice of the order
 * @csspart button - Every button that is not a row; also `button-primary`, `new-button`, `more-button`
 * @csspart list - The rows
 * @csspart columns - Names of the columns, where there is room for them
 * @csspart row - One row
 * @csspart case - The button over a row; the chosen one is also `case-selected`
 * @csspart subject - Subject of a case
 * @csspart number - Number of a case
 * @csspart who - Contact and account
 * @csspart status - Status of a case; also `status-open` and so on
 * @csspart priority - Says that the priority is high
 * @csspart mark - Says that a change is not delivered yet, or was refused
 * @csspart unread - Says how many notes are new
 * @csspart skeleton - A row before it is known
 * @csspart progress - The line that moves while another result is fetched
 * @csspart empty - What is said when there is no case to show
 * @csspart count - How many cases there are
 * @csspart stale - Says how old the rows are, where support cannot be reached
 * @csspart error - What went wrong
 * @csspart signed-out - Asks to sign in
 * @csspart not-connected - Says that there is no provider
 *
 * @cssprop [--case-list-lines=2] - Lines that a subject may take
 *
 * @cssstate loading - Nothing to show yet
 * @cssstate refreshing - Shows a result while another is fetched
 * @cssstate empty - No case matches
 * @cssstate failed - The last request failed
 */
export class CaseList extends LitElement {
  static override styles = [base, status, list];

  /** Whose cases: a `Scope.id` of the session. Unknown ones become the session's first. */
  @property({ converter: { fromAttribute: (value) => value ?? '' } })
  scope = '';

  /** `active`, `closed` or `all`. */
  @property({ converter: { fromAttribute: (value) => oneOf(STATES, value) } })
  state: CaseQuery['state'] = 'active';

  /** Order of the rows: a field's name, with `-` in front for descending. */
  @property({ converter: { fromAttribute: (value) => oneOf(SORTS, value) } })
  sort: CaseSort = '-updatedAt';

  /** Words that a case must contain. */
  @property({ converter: { fromAttribute: (value) => value ?? '' } })
  filter = '';

  /** Id of the case that is shown elsewhere. */
  @property()
  selected: Id | null = null;

  readonly #internals = this.attachInternals();
  readonly #desk = new StoreController(
    this,
    (state) => ({ phase: state.phase, list: selectList(state, this.#query) }),
    listTexts,
    (store) => store.watchList((this.#query = this.#wantedQuery())),
  );
  readonly #controls = new LazyPart(this, async () => {
    const { ListControls, ListFocus } = await import('./parts/list-controls.js');
    const focus = new ListFocus(
      this,
      () => !this.#isLoading && !this.#result.isStale && (this.#first.isDrawn || !this.#view?.rows.length),
      () => this.selected,
    );
    if (this.#wantsFocus) focus.enterSoon();
    return {
      part: new ListControls(focus, this.#desk, () => this.requestUpdate()),
      styles: ListControls.styles,
    };
  });

  readonly #first = new FirstRows(
    this,
    () => !this.#isLoading && Boolean(this.#view?.rows.length),
    () => relativeTime('', this.#desk.locale),
  );

  #query: CaseQuery = DEFAULT_QUERY;
  readonly #result = new ListResult();
  /** The last request was for more rows: a failure is shown where they would be. */
  #askedMore = false;
  /** Asked for before there was anything to focus. */
  #wantsFocus = false;
  #filterTimer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    new MinuteController(this);
    this.addController({ hostDisconnected: () => clearTimeout(this.#filterTimer) });
  }

  protected override async scheduleUpdate(): Promise<void> {
    // What this browser kept is there sooner than a skeleton would be on the screen.
    if (!this.hasUpdated && this.#isLoading && isKnownHere())
      await this.#first.untilDue(this.#desk, () => (this.willUpdate(), !this.#isLoading));
    await super.scheduleUpdate();
  }

  protected override willUpdate(): void {
    const query = this.#wantedQuery();
    if (queryKey(query) !== queryKey(this.#query)) {
      this.#query = query;
      this.#askedMore = false;
      this.#desk.reconnect();
    }
    this.#result.adopt(this.#desk.state, query);
  }

  protected override updated(): void {
    setStates(this.#internals, {
      loading: this.#isLoading,
      refreshing: this.#result.isStale,
      empty: this.#isEmpty,
      failed: this.#isReady && Boolean(this.#view?.failure),
    });
  }

  protected override render(): TemplateResult {
    const { store, state, t } = this.#desk;
    const slow = this.#controls.part?.waitingWords(this.#isLoading);
    return html`
      <slot name="header"></slot>
      <div class=${slow ? 'notice' : 'visually-hidden'} role="status">${slow || this.#announcement}</div>
      ${renderUnready({ store, state, t }) ?? this.#renderDesk()}
      <div class="empty" part="empty" ?hidden=${!this.#isEmpty}>
        <slot name="empty">${this.#isEmpty ? this.#renderEmpty() : nothing}</slot>
      </div>
      <slot name="footer"></slot>
    `;
  }

  get #view(): ListView | undefined {
    return this.#result.view;
  }

  get #focus(): ListFocus | undefined {
    return this.#controls.part?.focus;
  }

  get #isReady(): boolean {
    return this.#desk.state?.phase === 'ready';
  }

  get #isLoading(): boolean {
    return this.#desk.state?.phase === 'starting' || (this.#isReady && this.#view?.status === 'loading');
  }

  get #isEmpty(): boolean {
    return this.#isReady && this.#view?.status === 'ready' && !this.#view.failure && !this.#view.rows.length;
  }

  get #scopes(): readonly Scope[] {
    return this.#desk.state?.session?.scopes ?? NO_SCOPES;
  }

  /** Whose cases are shown; unknown before the session is there. */
  get #scope(): Scope | undefined {
    return chosenScope(this.scope, this.#scopes);
  }

  /** For a screen reader; empty while something is under way, so that an equal result is said again. */
  get #announcement(): string {
    if (!this.#isReady || this.#result.isStale || this.#view?.status !== 'ready') return '';
    if (this.#isEmpty) return this.#desk.t('cases/view/empty');
    return this.#first.isDrawn ? countText(this.#desk.t, this.#view) : '';
  }

  #wantedQuery(): CaseQuery {
    const { scope, state, sort, filter: text } = this;
    return listQuery({ scope, state, sort, text }, this.#scopes);
  }

  #renderDesk(): TemplateResult {
    const { t } = this.#desk;
    const who = whoShown(this.#scope);
    const hasRows = this.#isLoading || Boolean(this.#view?.rows.length);
    return html`
      ${this.#renderToolbar()} ${this.#askedMore ? nothing : this.#renderFailure()}
      <div class="progress" part="progress" ?hidden=${!this.#result.isStale}></div>
      ${hasRows ? renderColumns(t, who) : nothing}
      ${this.#isLoading ? renderSkeleton() : this.#renderRows(who)} ${this.#renderEnd()}
    `;
  }

  /** Fetched beside the first rows, which do not wait for it. */
  #renderToolbar(): TemplateResult {
    const controls = this.#first.hasTime ? this.#controls.get() : undefined;
    const wishes = {
      query: this.#query,
      text: this.filter,
      scopes: this.#scopes,
      onChoice: (choice: object) => Object.assign(this, choice),
      onFilter: this.#onFilter,
    };
    return html`<div class="toolbar ${controls ? '' : 'bare'}" part="toolbar">
      <div class="line">${controls?.renderWhich(wishes)} ${this.#renderNew()}</div>
      <div class="line">${controls?.renderHow(wishes)}</div>
    </div>`;
  }

  /** As long as nobody knows whether the viewer may, its place is kept. */
  #renderNew(): TemplateResult | typeof nothing {
    const scope = this.#scope;
    if (scope && !scope.rights.create) return nothing;
    return html`<button
      class="primary new ${scope ? '' : 'reserved'}"
      part="button button-primary new-button"
      @click=${() => this.dispatchEvent(new CaseNewEvent())}
    >
      ${this.#desk.t('cases/createbuttontext')}
    </button>`;
  }

  #renderRows(who: WhoShown): TemplateResult | typeof nothing {
    const rows = this.#view?.rows ?? [];
    if (!rows.length) return nothing;
    const { t, locale } = this.#desk;
    const focus = this.#focus;
    const common = { t, locale, who, inFull: this.#first.hasTime, onOpen: this.#onOpen };
    return html`<ul
      class=${listClass(who)}
      part="list"
      aria-label=${t('cases/list/label')}
      aria-busy=${this.#result.isStale ? 'true' : nothing}
      @keydown=${focus?.onKeyDown}
      @focusin=${focus?.onFocusIn}
    >
      ${repeat(
        this.#first.of(rows),
        (row) => row.id,
        (row) => renderRow(row, { ...common, selected: row.id === this.selected }),
      )}
    </ul>`;
  }

  #renderEnd(): TemplateResult | typeof nothing {
    const view = this.#view;
    if (this.#isLoading || !this.#first.isDrawn || !view?.rows.length) return nothing;
    return html`<div class="end">
      ${this.#askedMore ? this.#renderFailure() : nothing}
      ${renderEnd(this.#desk.t, view, this.#result.isStale ? undefined : () => void this.#onMore())}
    </div>`;
  }

  #renderFailure(): TemplateResult | typeof nothing {
    const { failure, asOf = null } = this.#view ?? {};
    if (!failure || this.#isLoading) return nothing;
    const { t, locale } = this.#desk;
    return (
      this.#controls.part?.renderStale(failure, asOf, locale, this.#onRetry) ??
      renderFailure(t, failure, this.#onRetry)
    );
  }

  #renderEmpty(): TemplateResult {
    const { state, text } = this.#query;
    const invites = !text && state === 'active' && this.#scope?.kind === 'mine' && this.#scope.rights.create;
    return renderEmpty(this.#desk.t, invites, text ? this.#onClearFilter : undefined);
  }

  readonly #onFilter = (text: string, now: boolean): void => {
    clearTimeout(this.#filterTimer);
    if (now) this.filter = text;
    else this.#filterTimer = setTimeout(() => (this.filter = text), FILTER_DELAY);
  };

  readonly #onClearFilter = (): void => {
    this.#onFilter('', true);
    this.#focus?.enterFilter();
  };

  readonly #onOpen = (event: Event): void => {
    const id = (event.currentTarget as HTMLButtonElement).value;
    if (this.dispatchEvent(new CaseSelectEvent(id))) this.selected = id;
  };

  readonly #onMore = async (): Promise<void> => {
    const view = this.#view;
    if (!view || view.loadingMore) return;
    this.#askedMore = true;
    this.#focus?.awaitRow(view.rows.length);
    await this.#desk.store?.loadMore(this.#query);
    await this.updateComplete;
    this.#focus?.stopAwaiting();
  };

  readonly #onRetry = (): void => {
    if (this.#askedMore) void this.#onMore();
    else void this.refresh();
  };

  /** Focuses the row that Tab reaches; without rows, what leads on. */
  override focus(options?: FocusOptions): void {
    if (this.#focus) this.#focus.enter(options);
    else if (this.#controls.failed) this.renderRoot.querySelector('button')?.focus(options);
    else this.#wantsFocus = true;
  }

  /** Asks the backend again; what is on screen stays until the answer is there. */
  async refresh(): Promise<void> {
    this.#askedMore = false;
    await this.#desk.store?.refreshList(this.#query);
    await this.updateComplete;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'case-list': CaseList;
  }
}
