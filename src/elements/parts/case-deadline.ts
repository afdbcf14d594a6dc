/** What the service level agreement promises, in words. */
import type { CaseState, Deadline } from '../../model/case.js';
import type { ViewT } from './case-facts.js';
import { relativeTime, shortTime } from './format.js';

const DAY = 24 * 60 * 60 * 1000;

export interface DeadlineWords {
  readonly words: string;
  readonly tone: 'success' | 'warning' | 'danger' | '';
}

interface Moment {
  readonly t: ViewT;
  readonly locale: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly state: CaseState;
}

/** Undefined where nothing is promised any more: the case ended before the promise was due. */
export function describeDeadline(
  what: 'answer' | 'solution',
  deadline: Deadline,
  { t, locale, now, state }: Moment,
): DeadlineWords | undefined {
  if (deadline.state === 'met') return { words: t(`view/${what}/met`), tone: 'success' };
  const time = dueTime(deadline.dueAt, locale, now);
  const relative = relativeTime(deadline.dueAt, locale, now);
  const isOver = deadline.state === 'missed' || Date.parse(deadline.dueAt) < now;
  if (!isOver) {
    if (state === 'closed') return undefined;
    return {
      words: t(`view/${what}/due`, { time, relative }),
      tone: deadline.state === 'nearing' ? 'warning' : '',
    };
  }
  if (what === 'solution' && state === 'closed')
    return { words: t('view/solution/late', { time }), tone: 'warning' };
  return {
    words: t(`view/${what}/missed`, { time, relative }),
    tone: what === 'solution' ? 'danger' : 'warning',
  };
}

/** Within a week the day of the week says more than a date. */
function dueTime(instant: string, locale: string, now: number): string {
  const at = Date.parse(instant);
  if (Math.abs(at - now) > 6 * DAY) return shortTime(instant, locale);
  return new Intl.DateTimeFormat(locale, { weekday: 'long', hour: 'numeric', minute: '2-digit' }).format(at);
}
