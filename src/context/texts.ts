/**
 * Words by name. A text is a string with `{placeholders}`, or, where a number decides, one string per plural form
 * (`Intl.PluralRules`) chosen by the parameter `count`. An override is a string; `|` separates its plural forms (see `shapeOverride`).
 */
export interface PluralText {
  readonly one?: string;
  readonly two?: string;
  readonly few?: string;
  readonly many?: string;
  readonly zero?: string;
  readonly other: string;
}
export type Text = string | PluralText;
export type TextDefaults = Readonly<Record<string, Text>>;
export type TextParams = Readonly<Record<string, string | number | Date>>;

/** A name inside a sentence that no element can isolate, such as a label: its direction does not leak out. */
export function isolated(name: string): string {
  return `\u2068${name}\u2069`;
}

/** Fills a text. Numbers and moments are written the locale's way, today's without a date; an unknown placeholder stays visible, which tests notice. */
export function fillText(text: Text, locale: string, params: TextParams = {}): string {
  const count = params['count'];
  const form =
    typeof text === 'string' ? overrideForm(text, locale, count) : pluralForm(text, locale, Number(count));
  return form.replace(/\{(\w+)\}/g, (hole, name: string) => {
    const value = Object.hasOwn(params, name) ? params[name] : undefined;
    return value === undefined
      ? hole
      : typeof value === 'number'
        ? numberFormat(locale).format(value)
        : typeof value === 'object'
          ? moment(value, locale)
          : value;
  });
}

/** `one|other`; without a number to decide, a bar is just a bar. */
function overrideForm(text: string, locale: string, count: TextParams[string] | undefined): string {
  const [one, other] = typeof count === 'number' ? text.split('|') : [];
  return one === undefined || other === undefined
    ? text
    : pluralForm({ one, other }, locale, count as number);
}

function pluralForm(text: PluralText, locale: string, count: number): string {
  return text[pluralRules(locale).select(count)] ?? text.other;
}

function moment(at: Date, locale: string): string {
  const isToday = at.toDateString() === new Date().toDateString();
  return (isToday ? clockFormat : shortFormat)(locale).format(at);
}

const clockFormat = perLocale((locale) => new Intl.DateTimeFormat(locale, { timeStyle: 'short' }));
export const shortFormat = perLocale(
  (locale) => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }),
);
const numberFormat = perLocale((locale) => new Intl.NumberFormat(locale));
const pluralRules = perLocale((locale) => new Intl.PluralRules(locale));

/** CLDR's own order. */
const FORMS = ['zero', 'one', 'two', 'few', 'many', 'other'] as const;

/**
 * An override in the shape of the text that it replaces: `one|other`, or one part for each plural form that the locale
 * has, in the order zero, one, two, few, many, other.
 */
export function shapeOverride(override: string, replaced: Text, locale: string): Text {
  if (typeof replaced === 'string' || !override.includes('|')) return override;
  const parts = override.split('|');
  const used = new Set<string>(pluralRules(locale).resolvedOptions().pluralCategories);
  const forms = FORMS.filter((form) => used.has(form));
  const named = forms.length === parts.length ? forms : (['one', 'other'] as const);
  const plural: Partial<Record<(typeof FORMS)[number], string>> = {};
  named.forEach((form, index) => (plural[form] = parts[index] ?? ''));
  return { ...plural, other: parts.at(-1) ?? override };
}

/** Intl objects are costly to make; a locale that Intl refuses falls back to the browser's. */
export function perLocale<F>(make: (locale: string | undefined) => F): (locale: string) => F {
  const made = new Map<string, F>();
  return (locale) => {
    let format = made.get(locale);
    if (!format) {
      try {
        format = make(locale);
      } catch {
        format = make(undefined);
      }
      made.set(locale, format);
    }
    return format;
  };
}
