import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { StoreController } from '../context/store-controller.js';
import type { Id, Transition, TransitionAction } from '../model/case.js';
import type { CaseDetail } from '../model/project.js';
import type { Operation } from '../model/operation.js';
import type { Session } from '../model/session.js';
import { selectCase, type CaseView as Selection } from '../store/case-selectors.js';
import type { StoreState } from '../store/state.js';
import type { CaseStore } from '../store/store.js';
import { CaseBackEvent, CaseEditEvent, CaseTransitionedEvent } from './events.js';
import type { Attachments } from './parts/attachment.js';
import { mayTransition, renderActions } from './parts/case-actions.js';
import { caseId } from './parts/case-id.js';
import { copyText } from './parts/copy.js';
import { setStates } from './parts/custom-states.js';
import { arrowIcon } from './parts/icons.js';
import { renderText } from './parts/linkify.js';
import { LazyPart } from './parts/lazy-part.js';
import { MinuteController } from './parts/minute-controller.js';
import { isolated } from './parts/names.js';
import { openDialog } from './parts/open-dialog.js';
import { renderFailure, renderUnready } from './parts/states.js';
import { renderStatus } from './parts/status-badge.js';
import { ensureDefined } from './registry.js';
import { base } from './styles/base.js';
import { status } from './styles/status.js';
import { view } from './styles/view.js';
import { viewTexts } from './texts/view.js';

interface Selected {
  readonly view: Selection;
  readonly phase: StoreState['phase'];
  readonly progress: StoreState['progress'];
  readonly operations: readonly Operation[];
}

/** Beyond this many characters or lines a description starts folded. */
const LONG_TEXT = 700;
const LONG_LINES = 10;

const NOTE_PARTS =
  'heading:notes-heading, thread, note, note-own, note-staff, note-customer, note-internal, note-header, note-text, internal, day, new, jump, mark, composer, composer-closed, label, textarea, files, file, picker, dropzone, button, button-primary, dialog, error';

/**
 * One case: what it is about, how it stands, what the viewer may do to it and why not more, and its notes.
 *
 * @tag case-view
 * @slot header - Above everything.
 * @slot facts-end - Between the facts and the notes.
 * @slot footer - Below everything.
 * @fires {CaseBackEvent} case-back - The customer leaves the case.
 * @fires {CaseEditEvent} case-edit - The customer wants to change its fields.
 * @fires {CaseTransitionedEvent} case-transitioned - The case was closed, cancelled, resolved or reopened.
 * @fires {SignInEvent} case-sign-in - The customer wants to sign in.
 * @csspart back - The button that leads back.
 * @csspart subject - The heading.
 * @csspart number - The number of the case with the button that copies it.
 * @csspart status - The status; also `status-` and its name.
 * @csspart mark - A write that is not delivered; also `mark-queued`, `mark-sending`, `mark-held` or `mark-refused`.
 * @csspart actions - What the viewer may do.
 * @csspart action - A button for that; also `action-edit`, `action-close`, `action-cancel`, `action-resolve`, `action-reopen`.
 * @csspart reasons - Why the viewer may not do more.
 * @csspart resolution - How the case was resolved.
 * @csspart description - What the customer wrote.
 * @csspart facts - The list of facts.
 * @csspart fact - A term with its description.
 * @csspart files - The files of the case.
 * @csspart file - One of them.
 * @csspart notes - The notes, whose own parts are exported: `note`, `composer` and so on, the heading as `notes-heading`.
 * @csspart button - Every button; also `button-yes` or `button-no`.
 * @csspart textarea - The box for the resolution.
 * @csspart input - The field for the time spent.
 * @csspart dialog - The question before an action; also `dialog-heading` and `dialog-answers`.
 * @csspart error - What went wrong.
 * @csspart empty - Stands for everything while no case is chosen.
 * @csspart gone - Stands for everything when the case is not available.
 * @csspart signed-out - Stands for everything while nobody is signed in.
 * @csspart not-connected - Stands for everything while there is no provider.
 * @csspart skeleton - Stands for everything while the case loads.
 * @cssstate loading - The case is on its way.
 * @cssstate gone - The case is not available.
 * @cssstate error - The case could not be loaded.
 * @cssstate closed - The case is resolved, closed or cancelled.
 */
export class CaseView extends LitElement {
  static override styles = [base, status, view];

  /** The case that is shown. */
  @property({ attribute: 'case-id', converter: caseId }) caseId: Id = '';

  /** Offers a way back, as `case-back`. */
  @property({ type: Boolean }) back = false;

  readonly #casement = new StoreController(
    this,
    (from) => this.#select(from),
    viewTexts,
    (store) => this.#watch(store),
  );
  readonly #internals = this.attachInternals();
  readonly #attachments = new LazyPart(this, async () => {
    const { Attachments } = await import('./parts/attachment.js');
    return {
      part: new Attachments(
        this,
        attachmentsHost(this.#casement, (words) => this.#say(words)),
      ),
      styles: Attachments.styles,
    };
  });
  readonly #later = new LazyPart(this, async () => {
    const part = await import('./parts/case-later.js');
    return { part, styles: part.styles };
  });
  #watched: Id | undefined;
  #focusSubject = false;

  @state() private announcement = '';
  /** The action that is asked about. */
  @state() private asked: TransitionAction | undefined;
  @state() private unfolded = false;
  @state() private copied = false;

  constructor() {
    super();
    new MinuteController(this);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('caseId')) this.#changeCase();
    if (this.caseId) this.#later.get();
    const { view: shown } = this.#casement.value ?? {};
    const of = shown?.case;
    if (this.asked && of && !mayTransition(of, this.asked)) {
      this.asked = undefined;
      this.#say(this.#casement.t('view/changed'));
    }
    setStates(this.#internals, {
      loading: shown?.status === 'loading' && !of,
      gone: shown?.status === 'gone',
      error: shown?.status === 'failed',
      closed: of?.state === 'closed',
    });
  }

  protected override render(): TemplateResult {
    const { t, value } = this.#casement;
    const session = this.#session;
    const of = value?.view.status === 'gone' ? null : value?.view.case;
    const unready = renderUnready(this.#casement) ?? this.#renderNoCase();
    const isShown = !unready && !!session && !!of;
    return html`<slot name="header"></slot>
      <div class="stack case">
        ${this.back ? this.#renderBack() : nothing}
        ${unready ?? (session && of ? this.#renderCase(of, session) : this.#renderSkeleton())}
        <slot name="facts-end" ?hidden=${!isShown}></slot>
        ${isShown ? this.#renderNotes() : nothing}
      </div>
      <slot name="footer"></slot>
      <span id="new-tab" hidden>${t('view/newtab')}</span>
      <div role="status" class="visually-hidden">${this.announcement}</div>`;
  }

  protected override updated(): void {
    openDialog(this.renderRoot);
    if (!this.#focusSubject) return;
    const subject = this.renderRoot.querySelector<HTMLElement>('h2, [part=gone]');
    subject?.focus();
    this.#focusSubject = !subject;
  }

  #renderNoCase(): TemplateResult | undefined {
    const { t, value } = this.#casement;
    if (!this.caseId) return html`<p class="empty muted" part="empty">${t('view/choose')}</p>`;
    if (value?.view.status === 'gone') {
      return html`<div class="empty" part="gone" role="alert" tabindex="-1">
        <p>${t('cases/editcase/casenotfound')}</p>
      </div>`;
    }
    return value?.view.status === 'failed' && value.view.failure
      ? renderFailure(t, value.view.failure, () => this.#refresh())
      : undefined;
  }

  #renderBack(): TemplateResult {
    return html`<button
      type="button"
      class="plain back"
      part="button back"
      @click=${() => this.dispatchEvent(new CaseBackEvent())}
    >
      ${arrowIcon} ${this.#casement.t('view/back')}
    </button>`;
  }

  #renderSkeleton(): TemplateResult {
    return html`<div class="stack" part="skeleton" aria-busy="true">
      <p class="visually-hidden">${this.#casement.t('state/loading')}</p>
      <div class="skeleton subject"></div>
      <div class="skeleton line"></div>
      <div class="skeleton deeds"></div>
      <div class="skeleton words"></div>
      <div class="skeleton block"></div>
    </div>`;
  }

  #renderCase(of: CaseDetail, session: Session): TemplateResult {
    const { t, value, store } = this.#casement;
    const failure = value?.view.failure;
    return html`${failure ? renderFailure(t, failure, () => this.#refresh()) : nothing}
      <header class="stack">
        <h2 part="subject" tabindex="-1"><bdi>${of.subject}</bdi></h2>
        <div class="row">${renderStatus(of.status, of.statusLabel)} ${this.#renderNumber(of.number)}</div>
        ${store ? (this.#later.get()?.renderPending(of.id, t, store) ?? nothing) : nothing}
      </header>
      ${renderActions(of, {
        t,
        onEdit: () => this.dispatchEvent(new CaseEditEvent(of.id)),
        onTransition: (action) => (this.asked = action),
      })}
      ${of.resolution ? this.#renderResolution(of.resolution) : nothing}
      ${this.#renderDescription(of.description)} ${this.#renderFiles(of)} ${this.#renderFacts(of, session)}
      ${this.#renderQuestion(of, session)}`;
  }

  #renderNumber(number: string): TemplateResult | typeof nothing {
    if (!number) return nothing;
    const { t } = this.#casement;
    return html`<span class="row number" part="number">
      <bdi>${number}</bdi>
      <button
        type="button"
        class="plain small"
        part="button"
        aria-label=${t('view/number/copy', { number: isolated(number) })}
        @click=${() => void this.#copy(number)}
      >
        ${t(this.copied ? 'view/number/copied' : 'view/copy')}
      </button>
    </span>`;
  }

  #renderResolution(resolution: string): TemplateResult {
    return html`<section class="notice success" part="resolution">
      <h3>${this.#casement.t('cases/editcase/resolution')}</h3>
      <span class="prose" dir="auto">${renderText(resolution, 'new-tab')}</span>
    </section>`;
  }

  #renderDescription(description: string): TemplateResult | typeof nothing {
    if (!description.trim()) return nothing;
    const { t } = this.#casement;
    const isLong =
      description.length > LONG_TEXT || description.split('\n', LONG_LINES + 1).length > LONG_LINES;
    const folded = isLong && !this.unfolded;
    const toggle = html`<button
      type="button"
      class="plain"
      part="button"
      aria-expanded=${!folded}
      aria-controls="description"
      @click=${() => (this.unfolded = folded)}
    >
      ${t(folded ? 'view/more' : 'view/less')}
    </button>`;
    return html`<section class="stack" part="description">
      <h3>${t('view/description')}</h3>
      <span id="description" class="prose ${folded ? 'clamped' : ''}" dir="auto"
        >${renderText(description, 'new-tab')}</span
      >
      ${isLong ? toggle : nothing}
    </section>`;
  }

  #renderFiles({ attachments }: CaseDetail): TemplateResult | typeof nothing {
    if (!attachments.length) return nothing;
    return html`<section class="stack">
      <h3>${this.#casement.t('view/files')}</h3>
      ${this.#attachments.get()?.render(attachments) ?? nothing}
    </section>`;
  }

  #renderNotes(): TemplateResult {
    ensureDefined('case-notes');
    return html`<case-notes part="notes" exportparts=${NOTE_PARTS} case-id=${this.caseId}></case-notes>`;
  }

  #renderFacts(of: CaseDetail, session: Session): TemplateResult {
    const { t, locale } = this.#casement;
    if (this.#later.failed) return renderFailure(t, { kind: 'network' }, this.#later.retry);
    const facts = this.#later.get()?.renderFacts(of, { t, locale, session, now: Date.now() });
    return facts ?? html`<div class="skeleton block" aria-busy="true"></div>`;
  }

  #renderQuestion(of: CaseDetail, session: Session): TemplateResult | typeof nothing {
    const { t } = this.#casement;
    if (!this.asked) return nothing;
    const onYes = (transition: Transition): void => this.#transition(transition);
    const onNo = (): void => void (this.asked = undefined);
    return this.#later.get()?.renderQuestion(this.asked, of, { t, session, onYes, onNo }) ?? nothing;
  }

  #transition(transition: Transition): void {
    const { store, t } = this.#casement;
    const at = this.caseId;
    const { action } = transition;
    this.asked = undefined;
    this.focus();
    if (!store) return;
    const { settled, done } = store.transition(at, transition);
    void settled.then(({ state: end }) => {
      if (end === 'delivered') this.#say(t(`view/done/${action}`));
      else if (end === 'waiting') this.#say(t('view/waiting'));
    });
    void done.then(({ state: end }) => {
      if (end === 'delivered') this.dispatchEvent(new CaseTransitionedEvent(at, action));
    });
  }

  #changeCase(): void {
    this.asked = undefined;
    this.unfolded = this.copied = false;
    this.announcement = '';
    if (this.#watched !== this.caseId) this.#casement.reconnect();
  }

  #watch(store: CaseStore): (() => void) | undefined {
    this.#watched = this.caseId;
    return this.caseId ? store.watchCase(this.caseId) : undefined;
  }

  #refresh(): void {
    void this.#casement.store?.refreshCase(this.caseId);
  }

  async #copy(number: string): Promise<void> {
    this.copied = await copyText(number);
    this.#say(this.#casement.t(this.copied ? 'view/number/copied' : 'view/number/notcopied'));
  }

  /** The same words again are said again. */
  #say(words: string): void {
    this.announcement = words === this.announcement ? `${words}\u00a0` : words;
  }

  #select(from: StoreState): Selected {
    const { phase, progress, operations } = from;
    return { phase, progress, operations, view: selectCase(from, this.caseId) };
  }

  get #session(): Session | null {
    return this.#casement.state?.session ?? null;
  }

  /** Moves the focus to the subject, as soon as it is there. */
  override focus(): void {
    this.#focusSubject = true;
    this.requestUpdate();
  }
}

/** What the files of the case, fetched later, see of the element. */
function attachmentsHost(
  casement: StoreController<Selected, typeof viewTexts>,
  say: (words: string) => void,
): ConstructorParameters<typeof Attachments>[1] {
  return {
    say,
    t: casement.t,
    get store() {
      return casement.store;
    },
    get locale() {
      return casement.locale;
    },
  };
}
