/** What is known about a case and what can be done to it; fetched while the backend answers. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Translate } from '../../context/store-controller.js';
import type { ActionName, Instant, Transition, TransitionAction } from '../../model/case.js';
import type { Failure } from '../../model/failure.js';
import { isLegal } from '../../model/lifecycle.js';
import { markOf, type CaseDetail } from '../../model/project.js';
import type { Session } from '../../model/session.js';
import { CaseEditEvent, CaseTransitionedEvent } from '../work-events.js';
import { dialog } from '../styles/dialog.js';
import { mark } from '../styles/mark.js';
import { work } from '../styles/work.js';
import { workTexts } from '../texts/work.js';
import { renderStale } from './as-of.js';
import type { CaseDesk } from './case-controller.js';
import { renderFacts } from './case-facts.js';
import { ask } from './confirm-dialog.js';
import { renderMark, report } from './note-mark.js';

export type WorkT = Translate<typeof workTexts>;

/** In the order of the buttons. */
const OFFERED = ['edit', 'resolve', 'close', 'cancel', 'reopen'] as const;

const isOffered = (name: ActionName): name is (typeof OFFERED)[number] =>
  (OFFERED as readonly ActionName[]).includes(name);

/** What a pending write already did, and what makes no sense in the status that the viewer sees, is not spoken of. */
function fits(of: CaseDetail, name: ActionName): boolean {
  return isOffered(name) ? name === 'edit' || isLegal(name, of.status) : name === 'addNote';
}

function may(of: CaseDetail, name: ActionName): boolean {
  return fits(of, name) && of.actions.some(({ action, allowed }) => action === name && allowed);
}

export class CaseWork {
  static readonly styles = [dialog, mark, work];
  readonly #t: WorkT;
  /** The action that is asked about. */
  #asked: TransitionAction | undefined;

  constructor(private readonly desk: CaseDesk) {
    this.#t = desk.textsOf(workTexts);
  }

  /** Before a render: a question that came too late is taken back. */
  follow(of: CaseDetail | null | undefined): void {
    if (!this.#asked || !of || may(of, this.#asked)) return;
    this.#asked = undefined;
    this.desk.element.renderRoot.querySelector('dialog')?.close();
    this.desk.say(this.#t('view/changed'));
  }

  /** Writes of the case itself that are not delivered; those of notes and files are beside them. */
  renderPending(of: CaseDetail): unknown {
    const { store } = this.desk;
    return store?.get().operations.map((operation) => {
      const { payload, caseId } = operation;
      const pending = caseId === of.id && markOf(operation);
      if (!pending) return nothing;
      const { locale } = this.desk;
      // Everything would go with it: the outbox asks before.
      if (payload.kind === 'createCase')
        return renderMark(pending, {
          t: this.#t,
          locale,
          store,
          subject: this.#t('view/pending/new'),
          stays: true,
        });
      if (payload.kind !== 'transitionCase' && payload.kind !== 'updateCase') return nothing;
      const subject =
        payload.kind === 'updateCase'
          ? this.#t('view/pending/edit')
          : this.#t(`cases/editcase/${payload.transition.action}buttontext`);
      return renderMark(pending, { t: this.#t, locale, store, subject });
    });
  }

  /** Beside a copy of the case, which is all there is. */
  renderStale(failure: Failure, asOf: Instant | null): TemplateResult {
    const { locale, refresh } = this.desk;
    return renderStale(failure, asOf, { t: this.#t, locale, retry: refresh });
  }

  /** What the viewer may do, and why not more. */
  renderActions(of: CaseDetail): TemplateResult | undefined {
    const t = this.#t;
    const offered = OFFERED.filter((action) => may(of, action));
    const reasons = this.#reasonsOf(of);
    if (!offered.length && !reasons.length) return undefined;
    return html`<div class="stack actions" part="actions">
      <div class="row" role="group" aria-label=${t('view/actions')} ?hidden=${!offered.length}>
        ${offered.map(
          (action) =>
            html`<button
              class=${action === 'resolve' ? 'primary' : ''}
              part="button action action-${action}"
              aria-haspopup=${action === 'edit' ? nothing : 'dialog'}
              @click=${() => void this.#start(action, of)}
            >
              ${t(`cases/editcase/${action}buttontext`)}
            </button>`,
        )}
      </div>
      ${
        reasons.length
          ? html`<details part="reasons">
              <summary>${t('view/why')}</summary>
              <ul>
                ${reasons.map((reason) => html`<li>${reason}</li>`)}
              </ul>
            </details>`
          : nothing
      }
    </div>`;
  }

  renderFacts(of: CaseDetail, session: Session): TemplateResult {
    return renderFacts(of, { t: this.#t, locale: this.desk.locale, session, now: Date.now() });
  }

  /** One sentence per reason, with everything that it forbids. */
  #reasonsOf(of: CaseDetail): string[] {
    const byReason = new Map<string, string[]>();
    for (const { action, allowed, reason } of of.actions) {
      if (allowed || !reason || !fits(of, action)) continue;
      const name = isOffered(action) ? (`${action}buttontext` as const) : 'addnote/text';
      byReason.set(reason, [...(byReason.get(reason) ?? []), this.#t(`cases/editcase/${name}`)]);
    }
    return [...byReason].map(([reason, names]) =>
      this.#t('view/why/reason', { actions: names.join(', '), reason }),
    );
  }

  async #start(action: (typeof OFFERED)[number], of: CaseDetail): Promise<void> {
    const { element, session } = this.desk;
    if (action === 'edit') return void element.dispatchEvent(new CaseEditEvent(of.id));
    if (!session) return;
    const t = this.#t;
    this.#asked = action;
    const fields = await ask(element.renderRoot, {
      heading: t(`cases/editcase/${action}confirmation`),
      lines: effectsOf(action, of, session, t),
      yes: t(`cases/editcase/${action}confirmationyes`),
      no: t(`cases/editcase/${action}confirmationno`),
      danger: action === 'cancel',
      fields: action === 'resolve' ? renderFields(of, t) : undefined,
    });
    this.#asked = undefined;
    if (fields) this.#transition(of.id, transitionOf(action, fields));
  }

  #transition(caseId: string, transition: Transition): void {
    const { element, store } = this.desk;
    const { action } = transition;
    element.focus();
    if (!store) return;
    const submission = store.transition(caseId, transition);
    report(this.desk, submission, { delivered: this.#t(`view/done/${action}`) });
    void submission.done.then(({ state }) => {
      if (state === 'delivered') element.dispatchEvent(new CaseTransitionedEvent(caseId, action));
    });
  }
}

function effectsOf(action: TransitionAction, of: CaseDetail, { settings }: Session, t: WorkT): string[] {
  const days = settings.reopenWithinDays;
  const count = of.openActivityCount;
  const lines = action === 'resolve' ? [] : [t(`view/${action}/effect`)];
  if (action === 'reopen') return lines;
  if (count) lines.push(t('view/activities/end', { count }));
  if (action === 'resolve' || days === 0) return lines;
  return [...lines, days === null ? t('view/reopen/later') : t('view/reopen/within', { count: days })];
}

function renderFields(of: CaseDetail, t: WorkT): TemplateResult {
  return html`<label
      >${t('cases/editcase/resolution')}
      <textarea
        name="resolution"
        part="textarea"
        dir="auto"
        required
        maxlength="100000"
        .defaultValue=${of.resolution ?? ''}
      ></textarea>
    </label>
    <label
      >${t('view/resolve/time')}
      <input
        name="time"
        part="input"
        type="number"
        min="0"
        max="1000000"
        .defaultValue=${String(of.timeSpentMinutes ?? '')}
      />
    </label>
    <label class="check">
      <input name="publish" type="checkbox" .defaultChecked=${of.published} />
      <span
        >${t('view/resolve/publish')} <span class="muted small">${t('view/resolve/publish/help')}</span></span
      >
    </label>`;
}

function transitionOf(action: TransitionAction, fields: FormData): Transition {
  if (action !== 'resolve') return { action };
  const time = fields.get('time');
  return {
    action,
    resolution: fields.get('resolution') as string,
    published: fields.has('publish'),
    ...(time ? { timeSpentMinutes: Number(time) } : {}),
  };
}
