import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { CaseBackend } from '../backend/backend.js';
import type { GetToken } from '../backend/rest/access.js';
import type { TextOverrides } from '../context/context.js';
import { ProvideController, type GetSecret } from '../context/provide.js';
import { StoreController } from '../context/store-controller.js';
import type { Id } from '../model/case.js';
import { isSilent } from '../model/project-summary.js';
import type { CaseStore } from '../store/store.js';
import type { CaseSelectEvent } from './events.js';
import type { DeflectionContinueEvent } from './work-events.js';
import { arrowIcon, closeIcon } from './parts/icons.js';
import { hashOf, routeOf, START, type Route } from './parts/route.js';
import { ensureDefined } from './registry.js';
import { base } from './styles/base.js';
import { supportStyles } from './styles/support.js';
import { supportTexts } from './texts/support.js';

type Mode = 'inline' | 'launcher';

/**
 * The whole of customer support in one tag: the list, the search before a case, the form and the case itself.
 * With `base-url` it needs no provider around it.
 *
 * @tag case-support
 * @slot header - Above the list.
 * @slot footer - Below whatever is shown.
 * @fires {SignInEvent} case-sign-in - The customer wants to sign in.
 * @fires {CaseSelectEvent} case-select - A case was chosen; cancel it to open the case elsewhere.
 * @fires {CaseNewEvent} case-new - The customer wants to file a case; cancel it to do that elsewhere.
 * @fires {CaseSubmittedEvent} case-submitted - A case was filed.
 * @csspart launcher - The button of `mode="launcher"`.
 * @csspart panel - What the launcher opens.
 * @csspart view - Whatever is shown: list, search, form or case.
 * @csspart launcher-count - How much is not delivered, on that button.
 * @csspart outbox - The line that says what is not delivered, or not stored.
 * @csspart back - The way back.
 * @csspart button - Every button.
 * @cssprop [--case-launcher-offset=1.25em] - Distance of the launcher from the edges of the window.
 * @cssprop [--case-launcher-layer] - Its z-index where popovers are not supported.
 */
export class CaseSupport extends LitElement {
  static override styles = [...base, supportStyles];

  /** `inline` (default) or `launcher`: a button in the corner of the window that opens a panel. */
  @property({ reflect: true, converter: (value) => (value === 'launcher' ? 'launcher' : 'inline') })
  mode: Mode = 'inline';
  /** `hash`: the address of the page follows what is shown, so that Back and a shared link work. Default: it does not. */
  @property() routing?: string;
  /** Root of the HTTP contract, absolute or relative to the page. */
  @property({ attribute: 'base-url' }) baseUrl?: string;
  /** Where the host page's server gives `{"token": "…"}` for its signed-in person; 401 when nobody is. */
  @property({ attribute: 'token-url' }) tokenUrl?: string;
  /** What the page's server calls its signed-in person: what this browser keeps of them is shown at once, also offline. */
  @property({ attribute: 'user-key' }) userKey?: string;
  /** `none`: nothing outlives the page. Default: what was read and written is kept in the browser, encrypted. */
  @property() storage?: string;
  /**
   * When another person signs in: `seal` (default) removes what was delivered of the others, and the rest waits, encrypted, until
   * they are back; `keep` keeps all of it, encrypted; `wipe` removes all of it.
   */
  @property() others?: string;
  /** BCP 47 language tag; default: the page's `lang`. */
  @property() locale?: string;
  /** An adapter for another system, in place of `base-url`. */
  @property({ attribute: false }) backend?: CaseBackend;
  /** Gives the token for the person who is signed in, in place of `token-url`; called again after a 401. */
  @property({ attribute: false }) getToken?: GetToken;
  /** Gives a secret of the page's session, without which nothing that is kept can be read. */
  @property({ attribute: false }) getSecret?: GetSecret;
  /** Texts by name that replace the backend's and the built-in ones. */
  @property({ attribute: false }) texts?: TextOverrides;

  readonly #case = new StoreController(
    this,
    ({ session, operations, storage }) => ({
      searches: session?.settings.deflectionEnabled ?? true,
      undelivered: operations.filter((operation) => !isSilent(operation)).length,
      // Storage was wanted and does not keep what it is given, or has lost some of it.
      isAtRisk: storage.fault !== null || storage.lost > 0,
    }),
    supportTexts,
  );
  readonly #provide = new ProvideController(
    this,
    () => ({
      backend: this.backend,
      baseUrl: this.baseUrl,
      tokenUrl: this.tokenUrl,
      getToken: this.getToken,
      userKey: this.userKey,
      storage: this.storage,
      others: this.others,
      getSecret: this.getSecret,
      locale: this.locale,
      texts: this.texts,
      // A page with a button in its corner asks for nothing before somebody presses it.
      waits: !this.#wanted,
    }),
    (casement) => this.#case.use(casement),
  );

  @state() private route: Route = START;
  /** Marks the row that was opened last, to come back to. */
  @state() private lastCase: Id | null = null;
  @state() private open = false;
  /** In the live region. */
  @state() private said = '';

  constructor() {
    super();
    this.addController({
      hostConnected: () => {
        addEventListener('hashchange', this.#followHash);
        if (this.routing === 'hash') this.route = routeOf(location.hash) ?? START;
      },
      hostDisconnected: () => removeEventListener('hashchange', this.#followHash),
    });
  }

  protected override willUpdate(): void {
    // Asked for before the session said that there is no search.
    if (this.route.name === 'search' && this.#case.value?.searches === false) this.route = { name: 'form' };
    if ('caseId' in this.route) this.lastCase = this.route.caseId;
  }

  protected override updated(changed: PropertyValues): void {
    // Not at the first rendering, which must not take the focus from the page.
    if (changed.get('open' as keyof this) !== undefined) this.#togglePanel();
    // Focus goes where the eye goes; not at the first showing, which is not the customer's doing.
    if (changed.has('route' as keyof this) && changed.get('route' as keyof this)) void this.#moveFocus();
  }

  /** To the view at once, and to its first field or heading as soon as its element is there. */
  async #moveFocus(): Promise<void> {
    const section = this.#section;
    if (!section) return;
    section.focus();
    const view = section.querySelector<LitElement>(
      `case-deflection, case-form, case-view, :not([hidden]) > case-list`,
    );
    if (!view) return;
    await customElements.whenDefined(view.localName);
    await view.updateComplete;
    // The customer may have gone elsewhere meanwhile.
    if (this.#section === section && this.shadowRoot?.activeElement === section) view.focus();
  }

  override render(): TemplateResult {
    return this.mode === 'launcher' ? this.#renderLauncher() : this.#renderView();
  }

  #renderLauncher(): TemplateResult {
    const { t } = this.#case;
    return html`
      <button
        class="primary launcher"
        part="launcher button"
        aria-expanded=${this.open}
        aria-haspopup="dialog"
        @click=${this.#toggle}
      >
        ${t(this.open ? 'support/launcher/close' : 'support/launcher/open')} ${this.#renderCount()}
      </button>
      <div
        class="panel"
        part="panel"
        popover="manual"
        role="dialog"
        aria-label=${t('support/label')}
        @keydown=${this.#onPanelKey}
      >
        ${
          this.open || this.#panel?.hasAttribute('data-used')
            ? html`<div class="panel-bar">
                  <strong>${t('support/label')}</strong>
                  <button
                    class="plain"
                    part="button"
                    aria-label=${t('support/launcher/close')}
                    @click=${this.hide}
                  >
                    ${closeIcon}
                  </button>
                </div>
                <div class="panel-body">${this.#renderView()}</div>`
            : nothing
        }
      </div>
    `;
  }

  #renderView(): TemplateResult {
    const { t } = this.#case;
    const { name } = this.route;
    return html`
      <div
        @case-select=${this.#onSelect}
        @case-new=${this.#onNew}
        @case-deflection-continue=${this.#onContinue}
        @case-edit=${this.#onEdit}
        @case-back=${this.#onBack}
        @case-submitted=${this.#onSubmitted}
      >
        <div role="status" class="visually-hidden">${this.said}</div>
        ${this.#renderOutbox()} ${name === 'list' ? nothing : this.#renderBack()}
        <section tabindex="-1" part="view" aria-label=${t(`support/view/${name}`)}>
          <div ?hidden=${name !== 'list'}>
            <slot name="header"></slot>
            <case-list .selected=${this.lastCase}></case-list>
          </div>
          ${this.#renderRoute()}
        </section>
        <slot name="footer"></slot>
      </div>
    `;
  }

  /** What waits, on the button that opens the rest. */
  #renderCount(): TemplateResult | typeof nothing {
    const { value, t } = this.#case;
    const count = value?.undelivered ?? 0;
    if (!count) return nothing;
    return html`<span class="badge" part="launcher-count"
      ><span aria-hidden="true">${count}</span
      ><span class="visually-hidden">${t('support/undelivered', { count })}</span></span
    >`;
  }

  /** It says by itself when there is something worth a line. */
  #renderOutbox(): TemplateResult | typeof nothing {
    const { undelivered = 0, isAtRisk = false } = this.#case.value ?? {};
    if (!undelivered && !isAtRisk) return nothing;
    ensureDefined('case-outbox');
    return html`<case-outbox compact part="outbox"></case-outbox>`;
  }

  #renderBack(): TemplateResult {
    const target = this.route.name === 'edit' ? 'support/back/case' : 'support/back/list';
    return html`<nav>
      <button class="plain" part="back button" @click=${this.#onBack}>
        ${arrowIcon}${this.#case.t(target)}
      </button>
    </nav>`;
  }

  #renderRoute(): TemplateResult | typeof nothing {
    const route = this.route;
    switch (route.name) {
      case 'list':
        return nothing;
      case 'search':
        ensureDefined('case-deflection');
        return html`<case-deflection></case-deflection>`;
      case 'form':
        ensureDefined('case-form');
        return html`<case-form .trail=${route.trail}></case-form>`;
      case 'edit':
        ensureDefined('case-form');
        return html`<case-form form="edit" case-id=${route.caseId}></case-form>`;
      case 'case':
        ensureDefined('case-view');
        return html`<case-view case-id=${route.caseId}></case-view>`;
    }
  }

  readonly #onSelect = (event: CaseSelectEvent) =>
    this.#goUnlessCancelled(event, { name: 'case', caseId: event.caseId });
  readonly #onNew = (event: Event) =>
    this.#goUnlessCancelled(
      event,
      (this.#case.value?.searches ?? true) ? { name: 'search' } : { name: 'form' },
    );
  readonly #onContinue = (event: DeflectionContinueEvent) => this.#go({ name: 'form', trail: event.trail });
  readonly #onEdit = (event: Event & { readonly caseId?: Id }) => {
    if (event.caseId) this.#goUnlessCancelled(event, { name: 'edit', caseId: event.caseId });
  };
  readonly #onBack = () =>
    this.#go(this.route.name === 'edit' ? { name: 'case', caseId: this.route.caseId } : START);

  /** Saved: the form has no more to say. What was filed has, and stays. */
  readonly #onSubmitted = () => {
    if (this.route.name !== 'edit') return;
    this.#onBack();
    this.said = this.#case.t('form/saved');
  };

  /** The host's listeners run after ours: whether one of them cancelled is known when the event is over. */
  #goUnlessCancelled(event: Event, route: Route): void {
    queueMicrotask(() => {
      if (!event.defaultPrevented) this.#go(route);
    });
  }

  #go(route: Route): void {
    this.route = route;
    this.said = '';
    if (this.routing === 'hash') {
      const hash = hashOf(route);
      if (hash !== location.hash)
        history.pushState(history.state, '', hash || location.pathname + location.search);
    }
  }

  readonly #followHash = () => {
    const route = this.routing === 'hash' ? routeOf(location.hash) : undefined;
    if (route) this.route = route;
  };

  readonly #toggle = () => {
    this.open = !this.open;
  };

  #togglePanel(): void {
    const panel = this.#panel;
    if (!panel) return;
    if (this.open) panel.setAttribute('data-used', '');
    if (typeof panel.togglePopover === 'function') panel.togglePopover(this.open);
    else panel.toggleAttribute('open', this.open);
    if (this.open) void this.#moveFocus();
    else this.renderRoot.querySelector<HTMLElement>('.launcher')?.focus();
  }

  readonly #onPanelKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && !event.defaultPrevented) this.hide();
  };

  /** The store, for hosts that want to do more; undefined while not connected. */
  get store(): CaseStore | undefined {
    return this.#provide.store ?? this.#case.store;
  }

  /** Call it after the page's person signed in, out, or changed. */
  async reconnect(): Promise<void> {
    if (this.#wanted) await this.store?.reconnect();
  }

  /**
   * Call it before the page signs its person out: asks what becomes of what is not delivered, then takes what was read off
   * this device. Resolves to false when the customer would rather stay.
   */
  async signOut(): Promise<boolean> {
    const { signOut } = await import('./parts/sign-out.js');
    return await signOut(this);
  }

  get #section(): HTMLElement | null {
    return this.renderRoot.querySelector('section');
  }

  get #panel(): HTMLElement | null {
    return this.renderRoot.querySelector('.panel');
  }

  /** Something is shown, or was. */
  get #wanted(): boolean {
    return this.mode !== 'launcher' || this.open || (this.#panel?.hasAttribute('data-used') ?? false);
  }

  /** Opens the launcher's panel. */
  readonly show = (): void => {
    this.open = true;
  };

  /** Closes the launcher's panel; what was typed stays. */
  readonly hide = (): void => {
    this.open = false;
  };

  /** Shows one case. */
  openCase(caseId: Id): void {
    this.#go({ name: 'case', caseId });
    this.show();
  }

  /** Begins a new case, with the search before it where the backend asks for one. */
  newCase(): void {
    this.#go((this.#case.value?.searches ?? true) ? { name: 'search' } : { name: 'form' });
    this.show();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'case-support': CaseSupport;
  }
}
