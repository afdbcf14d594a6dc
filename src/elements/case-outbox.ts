import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { isolated } from '../context/texts.js';
import { StoreController } from '../context/store-controller.js';
import {
  selectOutbox,
  type OutboxCase,
  type OutboxEntry,
  type OutboxView,
} from '../store/outbox-selectors.js';
import type { CaseStore } from '../store/store.js';
import { CaseSelectEvent, SignInEvent } from './events.js';
import { ask } from './parts/confirm-dialog.js';
import { copyText } from './parts/copy.js';
import { setStates } from './parts/custom-states.js';
import { LazyPart } from './parts/lazy-part.js';
import { MinuteController } from './parts/minute-controller.js';
import { isOverdue, renderEntry } from './parts/outbox-entry.js';
import { isAtRisk, renderLost, renderStorage } from './parts/outbox-storage.js';
import { renderUnready } from './parts/states.js';
import { base } from './styles/base.js';
import { dialog } from './styles/dialog.js';
import { filesStyles } from './styles/files.js';
import { outbox } from './styles/outbox.js';
import { outboxTexts } from './texts/outbox.js';

/** For how long, ms, a compact outbox says nothing of what will most likely be delivered by then. */
const MOMENT = 2000;

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
  static override styles = [base, dialog, filesStyles, outbox];

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
  readonly #editing = new LazyPart(this, async () => {
    const { OutboxEditing } = await import('./parts/outbox-editing.js');
    const part = new OutboxEditing(this, this.#desk, {
      say: this.#say,
      focus: (id) => (this.#focusNext = id),
    });
    return { part, styles: OutboxEditing.styles };
  });
  /** The customer wants to write it anew. */
  #wanted: OutboxEntry | undefined;
  #focusNext: string | undefined;
  #announcement = '';
  #moment: ReturnType<typeof setTimeout> | undefined;

  @state() private open = false;
  /** So many lost entries the customer knows of. */
  @state() private understood = 0;

  constructor() {
    super();
    new MinuteController(this);
    this.addController({ hostDisconnected: () => clearTimeout(this.#moment) });
  }

  protected override willUpdate(): void {
    const { storage } = this.#desk.value ?? {};
    setStates(this.#internals, {
      waiting: this.#outbox.count > 0,
      refused: this.#outbox.refused > 0,
      late: this.#isLate,
      'at-risk': storage !== undefined && isAtRisk(storage),
      open: this.compact && this.open,
    });
    const isConflict = ({ failure, state: at }: OutboxEntry) =>
      at === 'refused' && failure?.kind === 'conflict';
    const editing = this.#wanted || this.#entries.some(isConflict) ? this.#editing.get() : undefined;
    if (this.#wanted && this.#editing.failed) this.#say(this.#desk.t('failure/network'));
    else if (this.#wanted && editing) editing.start(this.#wanted);
    if (editing || this.#editing.failed) this.#wanted = undefined;
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
          ${isHidden ? nothing : this.#renderRest()}
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
    const isSerious = refused > 0 || this.#lost > 0;
    const isSignedOut = this.#desk.value?.phase === 'signed-out';
    const words = [
      ...(count && isSignedOut ? [t('outbox/held', { count })] : []),
      ...(count && !isSignedOut ? [t('outbox/count', { count })] : []),
      ...(refused ? [t('outbox/refused', { count: refused })] : []),
      ...(!count && storage?.fault ? [t(`outbox/storage/${storage.fault}`)] : []),
    ];
    return html`<div class="notice bar ${isSerious ? 'danger' : 'warning'}" part="summary">
      <div class="row">
        <span class="wrap" part="count">${words.join(' ')}</span>
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
    const { count } = this.#outbox;
    const lost = this.#lost
      ? renderLost(this.#lost, t, () => (this.understood = value.storage.lost))
      : nothing;
    if (value.phase === 'signed-out') return html`${lost} ${this.#renderHeld(count)}`;
    return html`${lost} ${renderStorage(value.storage, t, count > 0)}
      <slot name="empty" ?hidden=${count > 0}
        ><p class="empty muted" part="empty">${t('outbox/empty')}</p></slot
      >
      ${count ? this.#renderCount(store) : nothing}
      ${value.outbox.cases.map((one) => this.#renderCase(one, store))}`;
  }

  /** Whoever sits before the screen now need not be who wrote it. */
  #renderHeld(count: number): TemplateResult {
    const { t } = this.#desk;
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

  #renderCount(store: CaseStore): TemplateResult {
    const { t } = this.#desk;
    const { count, refused } = this.#outbox;
    return html`<div class="row head">
      ${
        this.compact
          ? nothing
          : html`<p class="wrap" part="count">
              ${t('outbox/count', { count })} ${refused ? t('outbox/refused', { count: refused }) : nothing}
            </p>`
      }
      ${
        this.#entries.length > 1
          ? html`<button type="button" part="button retry-all" @click=${() => this.#retryAll(store)}>
              ${t('outbox/retryall')}
            </button>`
          : nothing
      }
    </div>`;
  }

  #renderCase({ caseId, caseTitle, entries }: OutboxCase, store: CaseStore): TemplateResult {
    const { t, locale, value } = this.#desk;
    const subject = caseTitle?.trim() || t('outbox/case');
    const editing = this.#editing.part;
    return html`<section class="stack" part="case" aria-labelledby="case-${caseId}">
      <h3 id="case-${caseId}">
        <button
          type="button"
          class="plain"
          part="button case-link"
          aria-label=${t('outbox/case/open', { subject: isolated(subject) })}
          @click=${() => this.dispatchEvent(new CaseSelectEvent(caseId))}
        >
          <bdi>${subject}</bdi>
        </button>
      </h3>
      <ul class="entries">
        ${entries.map((entry, index) =>
          renderEntry(entry, {
            t,
            locale,
            store,
            session: store.get().session,
            reachable: value?.reachable ?? true,
            now: Date.now(),
            isBehind: index > 0 && entry.operation.payload.kind !== 'putAttachment',
            instead: editing?.render(entry),
            onEdit: canEdit(entry) ? (one) => this.#edit(one) : undefined,
            onCopy: (words) => void this.#copy(words),
            onDiscard: (one) => void this.#discard(one, entries, store),
          }),
        )}
      </ul>
    </section>`;
  }

  /** As soon as what edits is there. */
  #edit(entry: OutboxEntry): void {
    this.#wanted = entry;
    this.#editing.retry();
    this.requestUpdate();
  }

  async #copy(words: string): Promise<void> {
    this.#say(this.#desk.t((await copyText(words)) ? 'outbox/copied' : 'outbox/notcopied'));
  }

  /** Asks first, with what goes with it. */
  async #discard(entry: OutboxEntry, ofCase: readonly OutboxEntry[], store: CaseStore): Promise<void> {
    const { t } = this.#desk;
    const { payload, id } = entry.operation;
    const others = payload.kind === 'createCase' ? ofCase.length - 1 : 0;
    const files = entry.files.length;
    const isSure = await ask(this.renderRoot, {
      heading: t('outbox/discard/confirm'),
      lines: [
        t('outbox/discard/consequence'),
        ...(files ? [t('outbox/discard/files', { count: files })] : []),
        ...(others ? [t('outbox/discard/case', { count: others })] : []),
      ],
      yes: t('outbox/discard/yes'),
      no: t('outbox/discard/no'),
      danger: true,
    });
    if (!isSure) return;
    store.discard(id);
    this.#focusNext = this.compact ? 'toggle' : 'heading';
    this.#say(t('outbox/discarded'));
  }

  #retryAll(store: CaseStore): void {
    for (const { operation, files } of this.#entries)
      for (const { id } of [operation, ...files.map((file) => file.operation)]) store.retry(id);
    this.#say(this.#desk.t('outbox/retrying'));
  }

  readonly #say = (words: string): void => {
    this.#announcement = words === this.#announcement ? `${words}\u00a0` : words;
    this.requestUpdate();
  };

  /** Draws again when the moment is over that what was just written is given. */
  #awaitMoment(): void {
    clearTimeout(this.#moment);
    if (this.compact && this.#outbox.count && !this.#speaks)
      this.#moment = setTimeout(() => this.requestUpdate(), MOMENT / 4);
  }

  get #outbox(): OutboxView {
    return this.#desk.value?.outbox ?? NOTHING;
  }

  get #entries(): readonly OutboxEntry[] {
    return this.#outbox.cases.flatMap(({ entries }) => entries);
  }

  get #lost(): number {
    return Math.max(0, (this.#desk.value?.storage.lost ?? 0) - this.understood);
  }

  get #isLate(): boolean {
    const view = { reachable: this.#desk.value?.reachable ?? true, now: Date.now() };
    return this.#entries.some((entry) => isOverdue(entry, view));
  }

  /** A compact outbox has something to say: whatever is just being sent is not worth a word. */
  get #speaks(): boolean {
    const { storage } = this.#desk.value ?? {};
    if (this.open || this.#lost || (storage && isAtRisk(storage))) return true;
    const now = Date.now();
    return this.#entries.some(
      ({ state: at, since }) =>
        at === 'refused' || at === 'held' || Math.abs(now - Date.parse(since)) > MOMENT,
    );
  }
}

const NOTHING: OutboxView = { count: 0, refused: 0, cases: [] };

/** Only what has words or fields can be written anew. */
function canEdit({ operation: { payload } }: OutboxEntry): boolean {
  return ['createNote', 'updateNote', 'createCase', 'updateCase'].includes(payload.kind);
}

declare global {
  interface HTMLElementTagNameMap {
    'case-outbox': CaseOutbox;
  }
}
