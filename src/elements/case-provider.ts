import { html, LitElement, css, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { CaseBackend } from '../backend/backend.js';
import type { GetToken } from '../backend/rest/access.js';
import type { TextOverrides } from '../context/context.js';
import { ProvideController, type GetSecret } from '../context/provide.js';
import type { CaseStore } from '../store/store.js';

/**
 * Connects the elements inside it to one backend, for the person who is signed in to the page.
 *
 * @tag case-provider
 * @slot - The page's own markup with Casement's elements anywhere in it.
 * @fires {SignInEvent} case-sign-in - The customer wants to sign in (from any element inside).
 */
export class CaseProvider extends LitElement {
  static override styles = css`
    :host {
      display: contents;
    }
  `;

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

  readonly #provide = new ProvideController(this, () => this);

  /** The store, for hosts that want to do more than the elements do; undefined while not connected. */
  get store(): CaseStore | undefined {
    return this.#provide.store;
  }

  override render(): TemplateResult {
    return html`<slot></slot>`;
  }

  /** Call it after the page's person signed in, out, or changed. */
  async reconnect(): Promise<void> {
    await this.store?.reconnect();
  }

  /**
   * Call it before the page signs its person out: asks what becomes of what is not delivered, then takes what was read off
   * this device. Resolves to false when the customer would rather stay.
   */
  async signOut(): Promise<boolean> {
    const { signOut } = await import('./parts/sign-out.js');
    return await signOut(this);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'case-provider': CaseProvider;
  }
}
