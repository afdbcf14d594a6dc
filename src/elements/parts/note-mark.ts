/** How far a write is that is not delivered yet, in words, and the ways on. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Mark } from '../../model/project.js';
import type { CaseStore, Outcome, Submission } from '../../store/store.js';
import { SignInEvent } from '../events.js';
import type { CaseDesk } from './case-controller.js';
import { failureText, type CommonT } from './states.js';

/** Says how a write went, where there are words for it. */
export function report(
  { say }: CaseDesk,
  submission: Submission,
  words: Partial<Record<Outcome['state'], string>>,
): void {
  void submission.settled.then(({ state }) => {
    const said = words[state];
    if (said) say(said);
  });
}

interface MarkView {
  readonly t: CommonT;
  readonly store: CaseStore;
  /** What could not be delivered, in front of the state: "Close Case: Not accepted". */
  readonly subject?: string;
  /** Called when the customer gave the write up. */
  readonly onDiscard?: () => void;
  /** Further ways on, between "Try again" and "Discard". */
  readonly ways?: TemplateResult;
}

const signIn = (event: Event): unknown => event.target?.dispatchEvent(new SignInEvent());

export function renderMark(mark: Mark, { t, store, subject, onDiscard, ways }: MarkView): TemplateResult {
  const { state, failure, operationId } = mark;
  const isStuck = state !== 'sending' && (state !== 'queued' || failure !== null);
  const isRefused = state === 'refused';
  const way = (words: string, onClick: (event: Event) => void): TemplateResult =>
    html`<button part="button" @click=${onClick}>${words}</button>`;
  const discard = (): void => {
    store.discard(operationId);
    onDiscard?.();
  };
  return html`<div class="mark ${state} ${isRefused ? 'notice danger' : ''}" part="mark mark-${state}">
    <div class="small wrap" role=${isRefused ? 'alert' : nothing}>
      <p>
        <strong>${subject ? `${subject}: ` : ''}${t(`pending/${state}`)}</strong>
      </p>
      ${isStuck && failure ? html`<p>${failureText(t, failure)}</p>` : nothing}
    </div>
    ${
      isStuck
        ? html`<div class="row ways">
            ${state === 'held' ? way(t('access/signin/action'), signIn) : nothing}
            ${way(t('pending/retry'), () => store.retry(operationId))} ${ways}
            ${way(t('pending/discard'), discard)}
          </div>`
        : nothing
    }
  </div>`;
}
