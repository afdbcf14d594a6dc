/** What the viewer changes about a case: the question before, and how far it is after. Fetched when a case is shown. */
import { html, type TemplateResult } from 'lit';
import type { Id, Transition, TransitionAction } from '../../model/case.js';
import { markOf, type CaseDetail } from '../../model/project.js';
import type { Session } from '../../model/session.js';
import type { CaseStore } from '../../store/store.js';
import { dialog } from '../styles/dialog.js';
import { mark } from '../styles/mark.js';
import type { ViewT } from './case-facts.js';
import { renderConfirmDialog } from './confirm-dialog.js';
import { renderMark } from './note-mark.js';

interface QuestionView {
  readonly t: ViewT;
  readonly session: Session;
  readonly onYes: (transition: Transition) => void;
  readonly onNo: () => void;
}

export const changesStyles = [dialog, mark];

/** Writes of the case itself that are not delivered; those of notes and files are beside them. */
export function renderPending(caseId: Id, t: ViewT, store: CaseStore): TemplateResult[] {
  return store.get().operations.flatMap((operation) => {
    const { payload } = operation;
    const pending = operation.caseId === caseId ? markOf(operation) : null;
    if (!pending || (payload.kind !== 'transitionCase' && payload.kind !== 'updateCase')) return [];
    const isEdit = payload.kind === 'updateCase';
    const subject = isEdit
      ? t('view/pending/edit')
      : t(`cases/editcase/${payload.transition.action}buttontext`);
    return renderMark(pending, { t, store, subject });
  });
}

/** What it is, what will happen, and the words of yes and no. */
export function renderQuestion(action: TransitionAction, of: CaseDetail, view: QuestionView): TemplateResult {
  const { t, session, onYes, onNo } = view;
  return renderConfirmDialog({
    heading: t(`cases/editcase/${action}confirmation`),
    lines: effectsOf(action, of, session.settings, t),
    yes: t(`cases/editcase/${action}confirmationyes`),
    no: t(`cases/editcase/${action}confirmationno`),
    danger: action === 'cancel',
    ...(action === 'resolve' ? { fields: renderFields(of, t) } : {}),
    onYes: (fields) => onYes(transitionOf(action, fields)),
    onNo,
  });
}

function effectsOf(
  action: TransitionAction,
  of: CaseDetail,
  settings: Session['settings'],
  t: ViewT,
): string[] {
  const lines = action === 'resolve' ? [] : [t(`view/${action}/effect`)];
  if (action === 'reopen') return lines;
  if (of.openActivityCount) lines.push(t('view/activities/end', { count: of.openActivityCount }));
  const days = settings.reopenWithinDays;
  if (action !== 'resolve' && days !== 0) {
    lines.push(days === null ? t('view/reopen/later') : t('view/reopen/within', { count: days }));
  }
  return lines;
}

function renderFields(of: CaseDetail, t: ViewT): TemplateResult {
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
  const resolution = fields.get('resolution');
  const time = fields.get('time');
  return {
    action,
    resolution: typeof resolution === 'string' ? resolution : '',
    published: fields.has('publish'),
    ...(time ? { timeSpentMinutes: Number(time) } : {}),
  };
}
