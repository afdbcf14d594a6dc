/** How far a write is that is not delivered yet, in words, and the ways on. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Id } from '../../model/case.js';
import type { Mark } from '../../model/project.js';
import type { CaseStore } from '../../store/store.js';
import { SignInEvent } from '../events.js';
import { failureText, type CommonT } from './states.js';

interface MarkView {
  readonly t: CommonT;
  readonly store: CaseStore;
  /** What could not be delivered, in front of the state: "Close Case: Not accepted". */
  readonly subject?: string;
  /** Called when the customer gives the write up. */
  readonly onDiscard?: (operationId: Id) => void;
  /** Further ways on, between "Try again" and "Discard". */
  readonly ways?: TemplateResult | typeof nothing;
}

const signIn = (event: Event): unknown => event.target?.dispatchEvent(new SignInEvent());

export function renderMark(mark: Mark, view: MarkView): TemplateResult {
  const { t, store } = view;
  const isStuck = mark.state !== 'sending' && (mark.state !== 'queued' || mark.failure !== null);
  const words = `${view.subject ? `${view.subject}: ` : ''}${t(`pending/${mark.state}`)}`;
  const isRefused = mark.state === 'refused';
  const discard = (): void =>
    view.onDiscard ? view.onDiscard(mark.operationId) : store.discard(mark.operationId);
  return html`<div
    class="mark ${mark.state} ${isRefused ? 'notice danger' : ''}"
    part="mark mark-${mark.state}"
  >
    <div class="small wrap" role=${isRefused ? 'alert' : nothing}>
      <p><strong>${words}</strong></p>
      ${isStuck && mark.failure ? html`<p>${failureText(t, mark.failure)}</p>` : nothing}
    </div>
    ${
      isStuck
        ? html`<div class="row ways">
            ${
              mark.state === 'held'
                ? html`<button type="button" part="button" @click=${signIn}>
                    ${t('access/signin/action')}
                  </button>`
                : nothing
            }
            <button type="button" part="button" @click=${() => store.retry(mark.operationId)}>
              ${t('pending/retry')}
            </button>
            ${view.ways ?? nothing}
            <button type="button" part="button" @click=${discard}>${t('pending/discard')}</button>
          </div>`
        : nothing
    }
  </div>`;
}
