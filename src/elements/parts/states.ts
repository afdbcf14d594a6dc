/** States that every element can be in before it has anything to show, rendered one way everywhere. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Failure } from '../../model/failure.js';
import type { CaseStore } from '../../store/store.js';
import type { StoreState } from '../../store/state.js';
import { SignInEvent } from '../events.js';
import type { commonTexts } from '../texts/common.js';
import type { TextParams } from '../../context/texts.js';

export type CommonT = (name: keyof typeof commonTexts, params?: TextParams) => string;

interface Connection {
  readonly store: CaseStore | undefined;
  readonly state: StoreState | undefined;
  readonly t: CommonT;
}

/** What to show instead of the element's own content, or undefined when the session is ready or still loading. */
export function renderUnready(connection: Connection): TemplateResult | undefined {
  const { store, state, t } = connection;
  if (!store || !state)
    return html`<p class="notice warning" part="not-connected" role="note">${t('state/notconnected')}</p>`;
  if (state.phase === 'signed-out') return renderSignedOut(t);
  if (state.phase === 'failed' && state.failure) {
    return renderFailure(t, state.failure, () => void store.reconnect());
  }
  return undefined;
}

/** `You must sign in to view your cases.` and a button; the host answers the event with its own sign-in. */
export function renderSignedOut(t: CommonT): TemplateResult {
  const signIn = (event: Event) => event.target?.dispatchEvent(new SignInEvent());
  return html`<div class="empty" part="signed-out">
    <p>${t('cases/access/signin')}</p>
    <button class="primary" part="button button-primary" @click=${signIn}>
      ${t('access/signin/action')}
    </button>
  </div>`;
}

/** An honest error with a way on. The backend's own words win; what is not a problem document shows ours. */
export function renderFailure(t: CommonT, failure: Failure, retry?: () => void): TemplateResult {
  return html`<div class="notice danger" part="error" role="alert">
    <p class="wrap">${failureText(t, failure)}</p>
    ${
      failure.reference
        ? html`<p class="muted small wrap">${t('failure/reference', { reference: failure.reference })}</p>`
        : nothing
    }
    ${retry ? html`<button part="button" @click=${retry}>${t('state/retry')}</button>` : nothing}
  </div>`;
}

export function failureText(t: CommonT, failure: Failure): string {
  const { detail, kind, status, busyUntil = 0 } = failure;
  if (busyUntil > Date.now()) return t('failure/busy', { time: new Date(busyUntil) });
  // Whoever sees it beside what waits is not signed out: then there would be another view.
  return detail ?? t(`failure/${status === 200 ? 'protocol' : kind}`);
}
