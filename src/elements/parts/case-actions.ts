/** What the viewer may do to a case, and why not more. */
import { html, nothing, type TemplateResult } from 'lit';
import type { ActionName, CaseAction, TransitionAction } from '../../model/case.js';
import { isLegal } from '../../model/lifecycle.js';
import type { CaseDetail } from '../../model/project.js';
import type { Session } from '../../model/session.js';
import type { Confirmation } from './confirm-dialog.js';
import type { ViewT } from './case-facts.js';

/** In the order of the buttons. */
const TRANSITIONS: readonly TransitionAction[] = ['resolve', 'close', 'cancel', 'reopen'];

interface ActionsView {
  readonly t: ViewT;
  readonly onEdit: () => void;
  readonly onTransition: (action: TransitionAction) => void;
}

/** Legal in the status that the viewer sees: what a pending write already did is not offered again. */
export function mayTransition(of: CaseDetail, action: TransitionAction): boolean {
  return isLegal(action, of.status) && isAllowed(of, action);
}

function isAllowed(of: CaseDetail, name: ActionName): boolean {
  return of.actions.some(({ action, allowed }) => action === name && allowed);
}

export function renderActions(of: CaseDetail, { t, onEdit, onTransition }: ActionsView): TemplateResult | typeof nothing {
  const transitions = TRANSITIONS.filter((action) => mayTransition(of, action));
  const mayEdit = isAllowed(of, 'edit');
  const reasons = reasonsOf(of, t);
  if (!transitions.length && !mayEdit && !reasons.length) return nothing;
  return html`<div class="stack actions" part="actions">
    <div class="row" role="group" aria-label=${t('view/actions')} ?hidden=${!mayEdit && !transitions.length}>
      ${
        mayEdit
          ? html`<button type="button" part="button action action-edit" @click=${onEdit}>
              ${t('cases/editcase/editbuttontext')}
            </button>`
          : nothing
      }
      ${transitions.map(
        (action) =>
          html`<button
            type="button"
            class=${action === 'resolve' ? 'primary' : ''}
            part="button action action-${action}"
            id="action-${action}"
            aria-haspopup="dialog"
            @click=${() => onTransition(action)}
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
              ${reasons.map((reason) => html`<li class="wrap">${reason}</li>`)}
            </ul>
          </details>`
        : nothing
    }
  </div>`;
}

/** One sentence per reason, with everything that it forbids. That an open case cannot be reopened needs no words. */
function reasonsOf(of: CaseDetail, t: ViewT): string[] {
  const byReason = new Map<string, string[]>();
  for (const { action, allowed, reason } of of.actions) {
    const name = allowed || !reason ? undefined : nameOf(of, action, t);
    if (name && reason) byReason.set(reason, [...(byReason.get(reason) ?? []), name]);
  }
  return [...byReason].map(([reason, names]) => t('view/why/reason', { actions: names.join(', '), reason }));
}

function nameOf(of: CaseDetail, action: CaseAction['action'], t: ViewT): string | undefined {
  if (action === 'edit') return t('cases/editcase/editbuttontext');
  if (action === 'addNote') return t('view/what/addNote');
  const transition = TRANSITIONS.find((name) => name === action);
  return transition && isLegal(transition, of.status) ? t(`cases/editcase/${transition}buttontext`) : undefined;
}

/** The question before an action: what it is, what will happen, and the words of yes and no. */
export function questionOf(
  action: TransitionAction,
  of: CaseDetail,
  { settings }: Session,
  t: ViewT,
): Omit<Confirmation, 'onYes' | 'onNo'> {
  return {
    heading: t(`cases/editcase/${action}confirmation`),
    lines: effectsOf(action, of, settings, t),
    yes: t(`cases/editcase/${action}confirmationyes`),
    no: t(`cases/editcase/${action}confirmationno`),
    danger: action === 'cancel',
    ...(action === 'resolve' ? { fields: renderResolveFields(of, t) } : {}),
  };
}

function effectsOf(action: TransitionAction, of: CaseDetail, settings: Session['settings'], t: ViewT): string[] {
  const lines = action === 'resolve' ? [] : [t(`view/${action}/effect`)];
  if (action === 'reopen') return lines;
  if (of.openActivityCount) lines.push(t('view/activities/end', { count: of.openActivityCount }));
  const days = settings.reopenWithinDays;
  if (action !== 'resolve' && days !== 0) {
    lines.push(days === null ? t('view/reopen/later') : t('view/reopen/within', { count: days }));
  }
  return lines;
}

function renderResolveFields(of: CaseDetail, t: ViewT): TemplateResult {
  return html`<label
      >${t('cases/editcase/resolution')}
      <textarea name="resolution" part="textarea" dir="auto" required maxlength="100000" .defaultValue=${of.resolution ?? ''}></textarea>
    </label>
    <label
      >${t('view/resolve/time')}
      <input
        name="time"
        part="input"
        type="number"
        inputmode="numeric"
        min="0"
        max="1000000"
        step="1"
        .defaultValue=${String(of.timeSpentMinutes ?? '')}
      />
    </label>
    <label class="check">
      <input name="publish" type="checkbox" .defaultChecked=${of.published} />
      <span>${t('view/resolve/publish')} <span class="muted small">${t('view/resolve/publish/help')}</span></span>
    </label>`;
}
