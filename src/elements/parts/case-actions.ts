/** What the viewer may do to a case, and why not more. */
import { html, nothing, type TemplateResult } from 'lit';
import type { ActionName, CaseAction, TransitionAction } from '../../model/case.js';
import { isLegal } from '../../model/lifecycle.js';
import type { CaseDetail } from '../../model/project.js';
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

export function renderActions(of: CaseDetail, view: ActionsView): TemplateResult | typeof nothing {
  const { t } = view;
  const transitions = TRANSITIONS.filter((action) => mayTransition(of, action));
  const mayEdit = isAllowed(of, 'edit');
  const reasons = reasonsOf(of, t);
  if (!transitions.length && !mayEdit && !reasons.length) return nothing;
  return html`<div class="stack actions" part="actions">
    <div class="row" role="group" aria-label=${t('view/actions')} ?hidden=${!mayEdit && !transitions.length}>
      ${mayEdit ? renderAction('edit', view.onEdit, t) : nothing}
      ${transitions.map((action) => renderAction(action, () => view.onTransition(action), t))}
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

function renderAction(action: TransitionAction | 'edit', onClick: () => void, t: ViewT): TemplateResult {
  return html`<button
    type="button"
    class=${action === 'resolve' ? 'primary' : ''}
    part="button action action-${action}"
    aria-haspopup=${action === 'edit' ? nothing : 'dialog'}
    @click=${onClick}
  >
    ${t(`cases/editcase/${action}buttontext`)}
  </button>`;
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
  return transition && isLegal(transition, of.status)
    ? t(`cases/editcase/${transition}buttontext`)
    : undefined;
}
