/** Dates, times and sizes in the viewer's locale. */
import { html, type TemplateResult } from 'lit';
import { perLocale, shortFormat } from '../../context/texts.js';

const MINUTE = 60_000;
const STEPS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 365 * 24 * 60 * MINUTE],
  ['month', 30 * 24 * 60 * MINUTE],
  ['week', 7 * 24 * 60 * MINUTE],
  ['day', 24 * 60 * MINUTE],
  ['hour', 60 * MINUTE],
  ['minute', MINUTE],
];

const relativeFormat = perLocale((locale) => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }));
const fullFormat = perLocale(
  (locale) => new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'short' }),
);

/** "3 hours ago", "now". A moment of the near future (a fast server clock) is "now"; what is no instant is empty. */
export function relativeTime(instant: string, locale: string, now = Date.now()): string {
  const format = relativeFormat(locale);
  const passed = now - Date.parse(instant);
  if (Number.isNaN(passed)) return '';
  const step = STEPS.find(([, ms]) => Math.abs(passed) >= ms);
  return step ? format.format(-Math.trunc(passed / step[1]), step[0]) : format.format(0, 'second');
}

export function fullTime(instant: string, locale: string): string {
  return formatInstant(fullFormat(locale), instant);
}

export function shortTime(instant: string, locale: string): string {
  return formatInstant(shortFormat(locale), instant);
}

function formatInstant(format: Intl.DateTimeFormat, instant: string): string {
  const time = Date.parse(instant);
  return Number.isNaN(time) ? '' : format.format(time);
}

/** A `<time>`: relative words, the full date on hover and to a screen reader's reader of details. */
export function renderTime(instant: string, locale: string): TemplateResult {
  return html`<time datetime=${instant} title=${fullTime(instant, locale)}
    >${relativeTime(instant, locale)}</time
  >`;
}

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

/** "1.4 MB", "3 bytes": decimal units, as file managers write them. */
export function fileSize(bytes: number, locale: string): string {
  const step = bytes < 1e3 ? 0 : bytes < 1e6 ? 1 : bytes < 1e9 ? 2 : 3;
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: UNITS[step],
    unitDisplay: step ? 'short' : 'long',
    maximumFractionDigits: step > 1 ? 1 : 0,
  }).format(bytes / 1000 ** step);
}
