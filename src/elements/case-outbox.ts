import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { StoreController } from '../context/store-controller.js';
import { selectOutbox, type OutboxView } from '../store/outbox-selectors.js';
import { SignInEvent } from './events.js';
import { setStates } from './parts/custom-states.js';
import { LazyPart } from './parts/lazy-part.js';
import { MinuteController } from './parts/minute-controller.js';
import { renderFailure, renderUnready } from './parts/states.js';
import { base } from './styles/base.js';
import { outbox } from './styles/outbox.js';
import { outboxTexts } from './texts/outbox.js';

/** For how long, ms, a compact outbox says nothing of what will most likely be delivered by then. */
const MOMENT = 2000;

const NOTHING: OutboxView = { count: 0, refused: 0, cases: [] };

/**
 * What the customer wrote and support does not have yet: since when it waits, why, what was refused, and the ways on.
 * Nothing leaves it but by delivery or by the customer's own hand.
 *
 * @tag case-outbox
 * @slot header - Above everything; default: the heading. Not shown while compact and closed.
 * @slot empty - In place of the words for an empty outbox.
 * @fires {CaseSelectEvent} case-select - The customer wants to see the case of an entry.
 * @fires {SignInEvent} case-sign-in - The customer wants to sign in.
 * @csspart summary - The single line of a compact outbox.
 * @csspart heading - The heading.
 * @csspart count - How much waits.
 * @csspart storage - Where it waits, and why not better.
 * @csspart lost - Says that entries are gone.
 * @csspart case - What waits of one case.
 * @csspart case-link - The button that opens it.
 * @csspart entry - One entry; also `entry-queued`, `entry-sending`, `entry-held` or `entry-refused`.
 * @csspart excerpt - Its words.
 * @csspart reason - Why it waits, or was refused.
 * @csspart late - Says that it waits for unusually long.
 * @csspart files - The files that go with it.
 * @csspart file - One of them.
 * @csspart edit-box - The box to write it anew.
 * @csspart conflict - Two versions to choose from.
 * @csspart button - Every button; also `retry`, `edit`, `copy`, `discard`, `retry-all`, `toggle` and `button-primary`.
 * @csspart textarea - The box for the words of a note.
 * @csspart dialog - The question before an entry is discarded; also `dialog-heading` and `dialog-answers`.
 * @csspart empty - Says that everything has been delivered.
 * @csspart error - What went wrong.
 * @csspart signed-out - Asks to sign in.
 * @csspart not-connected - Says that there is no provider.
 * @cssstate waiting - Something waits.
 * @cssstate refused - Something was refused.
 * @cssstate late - Something waits for unusually long.
 * @cssstate at-risk - Storage does not keep what waits.
 * @cssstate open - A compact outbox shows its entries.
 */
export class CaseOutbox extends LitElement {
  static override styles = [base, outbox];

  /** A single line that opens the rest; nothing at all while nothing waits. */
  @property({ type: Boolean, reflect: true }) compact = false;

  readonly #desk = new StoreController(
    this,
    (from) => ({
      phase: from.phase,
      outbox: selectOutbox(from),
      storage: from.storage,
      reachable: from.reachable,
    }),
    outboxTexts,
  );
  readonly #internals = this.attachInternals();
  readonly #work = new LazyPart(this, async () => {
    const { OutboxWork } = await import('./parts/outbox-work.js');
    const part = new OutboxWork(this, this.#desk, { say: this.#say, focus: this.#focusLater });
    return { part, styles: OutboxWork.styles };
  });
  #focusNext: string | undefined;
  #announcement = '';
  #moment: ReturnType<typeof setTimeout> | undefined;

  @state() private open = false;

  constructor() {
    super();
    new MinuteController(this);
    this.addController({ hostDisconnected: () => clearTimeout(this.#moment) });
  }

  protected override willUpdate(): void {
    const { storage } = this.#desk.value ?? {};
    this.#work.part?.follow(this.#outbox);
    setStates(this.#internals, {
      waiting: this.#outbox.count > 0,
      refused: this.#outbox.refused > 0,
      late: this.#work.part?.isOverdue(this.#outbox) ?? false,
      'at-risk': !!storage?.fault,
      open: this.compact && this.open,
    });
  }

  protected override render(): TemplateResult {
    const { compact, open } = this;
    const isHidden = compact && !this.#speaks;
    return html`<div class="stack ${compact ? 'compact' : ''}" ?hidden=${isHidden}>
        ${compact ? this.#renderSummary() : nothing}
        <div class="stack" id="rest" ?hidden=${compact && !open}>
          <slot name="header" ?hidden=${compact}
            ><h2 part="heading" id="heading" tabindex="-1">${this.#desk.t('outbox/heading')}</h2></slot
          >
          ${compact && !open ? nothing : this.#renderRest()}
        </div>
      </div>
      <div role="status" class="visually-hidden">${this.#announcement}</div>`;
  }

  protected override updated(): void {
    const next = this.#focusNext && this.shadowRoot?.getElementById(this.#focusNext);
    this.#focusNext = undefined;
    if (next) next.focus();
    this.#awaitMoment();
  }

  #renderSummary(): TemplateResult {
    const { t } = this.#desk;
    const { count, refused } = this.#outbox;
    const { storage } = this.#desk.value ?? {};
    const words = [
      ...(count ? [this.#countWords] : []),
      ...(!count && storage?.fault ? [t(`outbox/storage/${storage.fault}`)] : []),
    ];
    return html`<div class="notice bar ${refused || this.#lost ? 'danger' : 'warning'}" part="summary">
      <div class="row">
        <span class="wrap" part="count">${words}</span>
        <button
          type="button"
          class="plain"
          id="toggle"
          part="button toggle"
          aria-expanded=${this.open}
          aria-controls="rest"
          @click=${() => (this.open = !this.open)}
        >
          ${t(this.open ? 'outbox/hide' : 'outbox/show')}
        </button>
      </div>
    </div>`;
  }

  #renderRest(): unknown {
    const { store, state: from, t, value } = this.#desk;
    if (!store || !value) return renderUnready({ store, state: from, t });
    if (value.phase === 'signed-out') return this.#renderHeld();
    const { count } = this.#outbox;
    const isNeeded = count || value.storage.fault || this.#lost;
    const work = isNeeded ? this.#work.get() : undefined;
    return html`${this.#work.failed ? renderFailure(t, { kind: 'network' }, this.#work.retry) : nothing}
      ${work?.renderStorage(count > 0)}
      <slot name="empty" ?hidden=${count > 0}
        ><p class="empty muted" part="empty">${t('outbox/empty')}</p></slot
      >
      ${count && !this.compact ? html`<p class="wrap" part="count">${this.#countWords}</p>` : nothing}
      ${count ? work?.render(value.outbox) : nothing}`;
  }

  /** Whoever sits before the screen now need not be who wrote it. */
  #renderHeld(): TemplateResult {
    const { t } = this.#desk;
    const { count } = this.#outbox;
    return html`<div class="empty" part="signed-out">
      <p>${count ? t('outbox/held', { count }) : t('cases/access/signin')}</p>
      <button
        class="primary"
        part="button button-primary"
        @click=${(event: Event) => event.target?.dispatchEvent(new SignInEvent())}
      >
        ${t('access/signin/action')}
      </button>
    </div>`;
  }

  readonly #say = (words: string): void => {
    this.#announcement = words === this.#announcement ? `${words}\u00a0` : words;
    this.requestUpdate();
  };

  readonly #focusLater = (id = this.compact ? 'toggle' : 'heading'): void => {
    this.#focusNext = id;
  };

  /** Draws again when the moment is over that what was just written is given. */
  #awaitMoment(): void {
    clearTimeout(this.#moment);
    if (this.compact && this.#outbox.count && !this.#speaks)
      this.#moment = setTimeout(() => this.requestUpdate(), MOMENT / 4);
  }

  get #countWords(): string {
    const { t, value } = this.#desk;
    const { count, refused } = this.#outbox;
    if (value?.phase === 'signed-out') return t('outbox/held', { count });
    return t('outbox/count', { count }) + (refused ? ` ${t('outbox/refused', { count: refused })}` : '');
  }

  get #outbox(): OutboxView {
    return this.#desk.value?.outbox ?? NOTHING;
  }

  get #lost(): number {
    const { lost = 0 } = this.#desk.value?.storage ?? {};
    return this.#work.part?.unknownLoss(lost) ?? lost;
  }

  /** A compact outbox has something to say: whatever is just being sent is not worth a word. */
  get #speaks(): boolean {
    if (this.open || this.#lost || this.#desk.value?.storage.fault) return true;
    const now = Date.now();
    return this.#outbox.cases.some(({ entries }) =>
      entries.some(
        ({ state: at, since }) =>
          at === 'refused' || at === 'held' || Math.abs(now - Date.parse(since)) > MOMENT,
      ),
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'case-outbox': CaseOutbox;
  }
}
