/** What is known about a case, as terms and their descriptions. */
import { html, nothing, type TemplateResult } from 'lit';
import type { TextParams } from '../../context/texts.js';
import type { FieldValue } from '../../model/case.js';
import type { FieldDefinition, Option } from '../../model/form.js';
import type { CaseDetail } from '../../model/project.js';
import type { Session } from '../../model/session.js';
import type { viewTexts } from '../texts/view.js';
import { describeDeadline } from './case-deadline.js';
import { renderTime } from './format.js';
import { isolated } from './names.js';
import { safeUrl } from './safe-url.js';

export type ViewT = (name: keyof typeof viewTexts, params?: TextParams) => string;

interface FactsView {
  readonly t: ViewT;
  readonly locale: string;
  readonly session: Session;
  /** Milliseconds since 1970. */
  readonly now: number;
}

type Value = string | TemplateResult | null | undefined;
type Fact = TemplateResult | typeof nothing;

export function renderFacts(of: CaseDetail, view: FactsView): TemplateResult {
  const { t, session, locale } = view;
  const { enumerations, viewer } = session;
  const fields = definitionsOf(session);
  /** The owner's word for a field, where a form has it. */
  const term = (name: string, otherwise: keyof typeof viewTexts): string =>
    fields.get(name)?.label ?? t(otherwise);
  return html`<dl class="facts" part="facts">
    ${renderDeadlines(of, view)}
    ${[
      fact(t('view/opened'), renderTime(of.createdAt, locale)),
      fact(t('view/updated'), renderTime(of.updatedAt, locale)),
      fact(t('view/closed'), of.closedAt && renderTime(of.closedAt, locale)),
      fact(term('priority', 'view/priority'), labelOf(enumerations.priority, of.priority)),
      fact(term('category', 'view/category'), of.category && labelOf(enumerations.category, of.category)),
      fact(term('accountId', 'view/account'), of.account?.name),
      fact(term('contactId', 'view/contact'), of.contact.name),
      fact(t('view/assignee'), of.assignee?.name),
      fact(t('view/entitlement'), of.entitlement?.name),
    ]}
    ${[...fields.values()].map((field) => fact(field.label, shown(of.fields[field.name], field, t)))}
    ${viewer.side === 'staff' ? renderStaffFacts(of, view) : nothing}
  </dl>`;
}

function fact(term: string, value: Value, tone = ''): Fact {
  if (value === null || value === undefined || value === '') return nothing;
  return html`<div class="fact ${tone}" part="fact">
    <dt class="muted small">${term}</dt>
    <dd class="wrap"><bdi>${value}</bdi></dd>
  </div>`;
}

function renderDeadlines(of: CaseDetail, { t, locale, now }: FactsView): Fact[] {
  const promises = { answer: of.firstResponse, solution: of.resolveBy } as const;
  return (['answer', 'solution'] as const).map((what) => {
    const due = promises[what];
    const described = due && describeDeadline(what, due, { t, locale, now, state: of.state });
    return described ? fact(t(`view/${what}`), described.words, described.tone) : nothing;
  });
}

/** Only what the backend shows to staff is here; a customer gets null for all of it. */
function renderStaffFacts(of: CaseDetail, { t, locale, session }: FactsView): Fact[] {
  const { deflection: trail } = of;
  const minutes = of.timeSpentMinutes;
  const read = trail?.opened?.length ?? 0;
  return [
    fact(t('view/origin'), labelOf(session.enumerations.origin, of.origin)),
    fact(t('view/time'), minutes === null ? null : duration(minutes, locale)),
    fact(t('view/activities'), new Intl.NumberFormat(locale).format(of.openActivityCount)),
    of.state === 'closed' ? fact(t('view/published'), t(of.published ? 'dialog/yes' : 'dialog/no')) : nothing,
    fact(t('view/trail'), trail && t('view/trail/query', { query: isolated(trail.query), count: read })),
  ];
}

/** "1 hr 30 min". */
function duration(minutes: number, locale: string): string {
  const part = (value: number, unit: 'hour' | 'minute'): string =>
    new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short' }).format(value);
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (!hours) return part(rest, 'minute');
  return rest ? `${part(hours, 'hour')} ${part(rest, 'minute')}` : part(hours, 'hour');
}

export function labelOf(options: readonly Option[], value: string): string {
  return options.find((option) => option.value === value)?.label ?? value;
}

/** Fields of the owner's forms by name; the words of the edit form win. */
function definitionsOf({ forms }: Session): Map<string, FieldDefinition> {
  return new Map([...forms.create.fields, ...forms.edit.fields].map((field) => [field.name, field]));
}

function shown(value: FieldValue | undefined, field: FieldDefinition, t: ViewT): Value {
  if (typeof value === 'boolean') return t(value ? 'dialog/yes' : 'dialog/no');
  if (value === null || value === undefined) return undefined;
  const text = field.options ? labelOf(field.options, String(value)) : String(value);
  const link = field.type === 'url' ? safeUrl(text) : undefined;
  if (link) return html`<a href=${link.href} rel="noopener noreferrer nofollow">${text}</a>`;
  return field.type === 'multiline' ? html`<span class="lines">${text}</span>` : text;
}
