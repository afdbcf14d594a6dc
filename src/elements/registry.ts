/** Tags, and where their classes live: elements are fetched when they are first needed and registered once. */

export type CaseTag =
  | 'case-provider'
  | 'case-support'
  | 'case-list'
  | 'case-deflection'
  | 'case-form'
  | 'case-view'
  | 'case-notes'
  | 'case-outbox';

type Loader = () => Promise<CustomElementConstructor>;

/** Elements that are not part of the first load. */
export const LAZY_ELEMENTS = {
  'case-support': () => import('./case-support.js').then((module) => module.CaseSupport),
  'case-deflection': () => import('./case-deflection.js').then((module) => module.CaseDeflection),
  'case-form': () => import('./case-form.js').then((module) => module.CaseForm),
  'case-view': () => import('./case-view.js').then((module) => module.CaseView),
  'case-notes': () => import('./case-notes.js').then((module) => module.CaseNotes),
  'case-outbox': () => import('./case-outbox.js').then((module) => module.CaseOutbox),
} satisfies Partial<Record<CaseTag, Loader>>;

const wanted = new Set<string>();

/**
 * Fetches and registers a lazy element. May be called from `render`: later calls cost a look-up. A fetch that fails (a new
 * release, no network) is tried again at the next call.
 */
export function ensureDefined(tag: keyof typeof LAZY_ELEMENTS): void {
  if (wanted.has(tag)) return;
  wanted.add(tag);
  LAZY_ELEMENTS[tag]().then(
    (element) => defineElement(tag, element),
    () => wanted.delete(tag),
  );
}

/** Registers a class. The same class twice is nothing; a stranger under the name gets one warning and keeps it. */
export function defineElement(tag: string, element: CustomElementConstructor): void {
  const present = customElements.get(tag);
  if (!present) customElements.define(tag, element);
  else if (present !== element)
    console.warn(`<${tag}> is already defined by another class; Casement leaves it alone.`);
}
