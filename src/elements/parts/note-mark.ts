/** How far a write is that is not delivered yet, in words, and the ways on. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Translate } from '../../context/store-controller.js';
import type { Operation } from '../../model/operation.js';
import type { Mark } from '../../model/project.js';
import type { CaseStore, Outcome, Submission } from '../../store/store.js';
import { SignInEvent } from '../events.js';
import { markTexts } from '../texts/mark.js';
import type { CaseDesk } from './case-controller.js';
import { isSureToDiscard } from './confirm-dialog.js';
import { renderTime } from './format.js';
import { failureText } from './states.js';

export type MarkT = Translate<typeof markTexts>;

/** How long, ms, an answer may take before the customer is told where the write is meanwhile. */
const SOON = 3000;

type Report = Exclude<Outcome['state'], 'waiting'>;

/** Says how a write went, where there are words for it; that it is safe only when it is. */
export function report(
  desk: CaseDesk,
  { settled, kept }: Submission,
  words: Partial<Record<Report | 'saved', string>>,
): void {
  const t = desk.textsOf(markTexts);
  const { say } = desk;
  let isOver = false;
  const wait = (at: 'disk' | 'memory'): void => {
    if (!isOver) say(at === 'disk' ? (words.saved ?? t('pending/saved')) : t(memoryWords(desk.store)));
    isOver = true;
  };
  void kept.then((at) => setTimeout(() => wait(at), SOON));
  void settled.then(({ state }) => {
    if (state === 'waiting') return void kept.then(wait);
    isOver = true;
    const said = words[state] ?? (state === 'not-kept' ? t('pending/notkept') : undefined);
    if (said) say(said);
  });
}

/** Why the page should stay open. */
export function memoryWords(store: CaseStore | undefined): 'pending/memory' | 'pending/memory/unstored' {
  return store?.get().storage.fault ? 'pending/memory/unstored' : 'pending/memory';
}

interface MarkView {
  readonly t: MarkT;
  readonly locale: string;
  readonly store: CaseStore;
  /** What could not be delivered, in front of the state: "Close Case: Not accepted". */
  readonly subject?: string;
  /** Called when the customer gave the write up. */
  readonly onDiscard?: () => void;
  /** It is not given up here. */
  readonly stays?: boolean;
  /** Further ways on, between "Try again" and "Discard". */
  readonly ways?: unknown;
}

const signIn = (event: Event): unknown => event.target?.dispatchEvent(new SignInEvent());

export function operationOf({ operationId }: Mark, store: CaseStore): Operation | undefined {
  return store.get().operations.find(({ id }) => id === operationId);
}

export function renderMark(mark: Mark, view: MarkView): TemplateResult {
  const { t, subject, locale } = view;
  const { state, failure, since } = mark;
  const isRefused = state === 'refused';
  return html`<div class="mark ${state} ${isRefused ? 'notice danger' : ''}" part="mark mark-${state}">
    <div class="small wrap" role=${isRefused ? 'alert' : nothing}>
      <p>
        <strong>${subject ? `${subject}: ` : ''}${t(`pending/${state}`)}</strong>
        · ${renderTime(since, locale)}
      </p>
      ${failure && state !== 'sending' ? html`<p>${failureText(t, failure)}</p>` : nothing}
    </div>
    ${isStuck(mark) ? renderWays(mark, view) : nothing}
  </div>`;
}

/** Whatever may be gone in the blink of an eye offers nothing to press. */
function isStuck({ state, failure, since }: Mark): boolean {
  if (state !== 'queued') return state !== 'sending';
  return failure !== null || Math.abs(Date.now() - Date.parse(since)) > SOON;
}

function renderWays(
  { state, operationId }: Mark,
  { t, store, ways, onDiscard, stays }: MarkView,
): TemplateResult {
  const way = (words: string, onClick: (event: Event) => void): TemplateResult =>
    html`<button type="button" part="button" @click=${onClick}>${words}</button>`;
  const discard = async ({ currentTarget }: Event): Promise<void> => {
    const root = (currentTarget as Element).getRootNode();
    if (!(await isSureToDiscard(root, t))) return;
    store.discard(operationId);
    onDiscard?.();
  };
  return html`<div class="row ways">
    ${
      state === 'held'
        ? way(t('access/signin/action'), signIn)
        : way(t('pending/retry'), () => store.retry(operationId))
    }
    ${ways} ${stays ? nothing : way(t('pending/discard'), (event) => void discard(event))}
  </div>`;
}
