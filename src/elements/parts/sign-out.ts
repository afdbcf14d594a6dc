/** Asks what becomes of undelivered words when their author signs out; fetched then. */
import { ContextEvent } from '@lit/context';
import type { LitElement } from 'lit';
import { casementContext, type Casement } from '../../context/context.js';
import { fillText, shapeOverride } from '../../context/texts.js';
import type { Translate } from '../../context/store-controller.js';
import { base } from '../styles/base.js';
import { dialog } from '../styles/dialog.js';
import { signOutTexts } from '../texts/sign-out.js';
import { choose } from './confirm-dialog.js';

/**
 * Signs out, after asking what becomes of what is not delivered, where there is anything.
 * @param host that provides the store, or is inside whatever does
 * @returns false: the customer stays
 */
export async function signOut(host: LitElement): Promise<boolean> {
  // A root of its own: a provider has no looks, and must not get any.
  const place = host.renderRoot.appendChild(document.createElement('div'));
  const root = place.attachShadow({ mode: 'open' });
  root.adoptedStyleSheets = [...base, dialog].flatMap(({ styleSheet }) => styleSheet ?? []);
  try {
    const casement = casementOf(place);
    const answer = casement ? await askAbout(casement, root) : undefined;
    if (casement && answer) await casement.store.signOut(answer);
    return !casement || answer !== undefined;
  } finally {
    place.remove();
  }
}

function casementOf(place: Element): Casement | undefined {
  let found: Casement | undefined;
  place.dispatchEvent(new ContextEvent(casementContext, place, (casement) => (found = casement)));
  return found;
}

/** Undefined: nothing is done. */
async function askAbout(
  { store, locale, texts }: Casement,
  root: ShadowRoot,
): Promise<'keep' | 'discard' | undefined> {
  const t: Translate<typeof signOutTexts> = (name, params) => {
    const text = signOutTexts[name];
    const own = texts[name] ?? store.get().session?.texts[name];
    return fillText(own === undefined ? text : shapeOverride(own, text, locale), locale, params);
  };
  const { length: count } = await store.loadUndelivered().catch(() => store.undelivered());
  if (!count) return 'keep';
  const isStored = store.get().storage.kept === 'disk';
  const answer = await choose(root, {
    heading: t('signout/heading', { count }),
    lines: [t(isStored ? 'signout/keep/effect' : 'signout/memory/effect')],
    answers: [
      ...(isStored ? [{ value: 'keep', text: t('signout/keep'), tone: 'primary' as const }] : []),
      { value: 'discard', text: t('signout/discard'), tone: 'danger' as const },
      { value: '', text: t('signout/cancel') },
    ],
  });
  return answer === 'keep' || answer === 'discard' ? answer : undefined;
}
