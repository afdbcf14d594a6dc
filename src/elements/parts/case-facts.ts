/** What is known about a case, as terms and their descriptions. */
import { html, nothing, type TemplateResult } from 'lit';
import { isolated } from '../../context/texts.js';
import type { Deadline, FieldValue } from '../../model/case.js';
import type { FieldDefinition, Option } from '../../model/form.js';
import type { CaseDetail } from '../../model/project.js';
import type { Session } from '../../model/session.js';
import type { workTexts } from '../texts/work.js';
import type { WorkT } from './case-work.js';
import { relativeTime, renderTime, shortTime } from './format.js';
import { safeUrl } from './safe-url.js';

const DAY = 24 * 60 * 60 * 1000;

interface FactsView {
  readonly t: WorkT;
  readonly locale: string;
  readonly session: Session;
  /** Milliseconds since 1970. */
  readonly now: number;
}

type Value = string | TemplateResult | null | undefined;
type Fact = readonly [term: string, value: Value, tone?: 'success' | 'warning' | 'danger' | ''];
type Term<Name = keyof typeof workTexts> = Name extends `view/${infer Word}` ? Word : never;

export function renderFacts(of: CaseDetail, view: FactsView): TemplateResult {
  const { t, session, locale } = view;
  const { forms, enumerations, viewer } = session;
  // The words of the edit form win.
  const fields = new Map([...forms.create.fields, ...forms.edit.fields].map((field) => [field.name, field]));
  /** Under the owner's word for the field, where a form has it. */
  const fact = (word: Term, value: Value, field: string = word): Fact => [
    fields.get(field)?.label ?? t(`view/${word}`),
    value,
  ];
  const time = (instant: string | null): Value => instant && renderTime(instant, locale);
  return html`<dl class="facts" part="facts">
    ${[
      deadline('answer', of.firstResponse, of, view),
      deadline('solution', of.resolveBy, of, view),
      fact('opened', time(of.createdAt), ''),
      fact('updated', time(of.updatedAt), ''),
      fact('closed', time(of.closedAt), ''),
      fact('priority', labelOf(enumerations.priority, of.priority)),
      fact('category', of.category && labelOf(enumerations.category, of.category)),
      fact('account', of.account?.name, 'accountId'),
      fact('contact', of.contact.name, 'contactId'),
      fact('assignee', of.assignee?.name, ''),
      fact('entitlement', of.entitlement?.name, ''),
      ...[...fields.values()].map((field): Fact => [field.label, shown(of.fields[field.name], field, t)]),
      ...(viewer.side === 'staff' ? staffFacts(of, view) : []),
    ].map(renderFact)}
  </dl>`;
}

function renderFact([term, value, tone]: Fact): TemplateResult | typeof nothing {
  return value
    ? html`<div class="fact" part="fact">
        <dt class="muted small">${term}</dt>
        <dd class=${tone ?? ''}><bdi>${value}</bdi></dd>
      </div>`
    : nothing;
}

/** What the service level agreement promises; nothing any more where the case ended before the promise was due. */
function deadline(
  what: 'answer' | 'solution',
  promise: Deadline | null,
  { state }: CaseDetail,
  { t, locale, now }: FactsView,
): Fact {
  const term = t(`view/${what}`);
  if (!promise) return [term, null];
  if (promise.state === 'met') return [term, t(`view/${what}/met`), 'success'];
  const due = Date.parse(promise.dueAt);
  // Within a week the day of the week says more than a date.
  const time =
    Math.abs(due - now) > 6 * DAY
      ? shortTime(promise.dueAt, locale)
      : new Intl.DateTimeFormat(locale, { weekday: 'long', hour: 'numeric', minute: '2-digit' }).format(due);
  const when = { time, relative: relativeTime(promise.dueAt, locale, now) };
  const isClosed = state === 'closed';
  if (promise.state !== 'missed' && due >= now)
    return [term, isClosed ? null : t('view/due', when), promise.state === 'nearing' ? 'warning' : ''];
  if (what === 'solution' && isClosed) return [term, t('view/solution/late', when), 'warning'];
  return [term, t(`view/${what}/missed`, when), what === 'solution' ? 'danger' : 'warning'];
}

/** Only what the backend shows to staff is here; a customer gets null for all of it. */
function staffFacts(of: CaseDetail, { t, locale, session }: FactsView): Fact[] {
  const { deflection: trail, timeSpentMinutes: minutes } = of;
  return [
    [t('view/origin'), labelOf(session.enumerations.origin, of.origin)],
    [t('view/time'), minutes === null ? null : duration(minutes, locale)],
    [t('view/activities'), new Intl.NumberFormat(locale).format(of.openActivityCount)],
    [t('view/published'), of.state === 'closed' ? t(of.published ? 'dialog/yes' : 'dialog/no') : null],
    [
      t('view/trail'),
      trail && t('view/trail/query', { query: isolated(trail.query), count: trail.opened?.length ?? 0 }),
    ],
  ];
}

/** "1 hr 30 min". */
function duration(minutes: number, locale: string): string {
  const part = (value: number, unit: 'hour' | 'minute'): string =>
    new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short' }).format(value);
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  return [hours && part(hours, 'hour'), (rest || !hours) && part(rest, 'minute')].filter(Boolean).join(' ');
}

function labelOf(options: readonly Option[], value: string): string {
  return options.find((option) => option.value === value)?.label ?? value;
}

function shown(value: FieldValue | undefined, field: FieldDefinition, t: WorkT): Value {
  if (typeof value === 'boolean') return t(value ? 'dialog/yes' : 'dialog/no');
  const text = value ? labelOf(field.options ?? [], String(value)) : String(value ?? '');
  const link = field.type === 'url' ? safeUrl(text) : undefined;
  if (link) return html`<a href=${link.href} rel="noopener noreferrer nofollow">${text}</a>`;
  return field.type === 'multiline' && text ? html`<span class="prose">${text}</span>` : text;
}
