/** Looking into elements, and waiting for them. */
import { expect } from '@open-wc/testing';
import { emulateMedia } from '@web/test-runner-commands';
import type { LitElement } from 'lit';

const PATIENCE = 20_000;

/** The first match inside the shadow root. */
export function find<E extends Element = HTMLElement>(element: Element, selector: string): E | null {
  return element.shadowRoot?.querySelector<E>(selector) ?? null;
}

/** Like `find`, for what must be there. */
export function get<E extends Element = HTMLElement>(element: Element, selector: string): E {
  const found = find<E>(element, selector);
  if (!found) throw new Error(`<${element.localName}> has no ${selector} in its shadow root`);
  return found;
}

/** Every match inside the shadow root. */
export function all<E extends Element = HTMLElement>(element: Element, selector: string): E[] {
  return [...(element.shadowRoot?.querySelectorAll<E>(selector) ?? [])];
}

/** What a part says, blanks joined. */
export function textOf(element: Element | null | undefined): string {
  return (element?.textContent ?? '').replace(/\s+/g, ' ').trim();
}

/** What the element's live region says. */
export function announced(element: Element): string {
  return textOf(find(element, '[role="status"]'));
}

/** The button with these words inside the shadow root. */
export function button(element: Element, words: string): HTMLButtonElement {
  const found = all<HTMLButtonElement>(element, 'button').find((one) => textOf(one) === words);
  if (!found) throw new Error(`<${element.localName}> has no button "${words}"`);
  return found;
}

/** Waits, frame by frame, until the predicate gives something; resolves to it. */
export async function until<T>(
  element: LitElement,
  predicate: () => T,
  what = String(predicate),
): Promise<NonNullable<T>> {
  const end = performance.now() + PATIENCE;
  for (;;) {
    await element.updateComplete;
    const value = predicate();
    if (value) return value;
    if (performance.now() > end) throw new Error(`<${element.localName}> never came to: ${what}`);
    await nextFrame();
  }
}

/** Resolves when the browser has told every observer, ours and the element's, whether the element is on screen. */
export async function observed(element: Element): Promise<void> {
  await new Promise<void>((resolve) => {
    const observer = new IntersectionObserver(() => {
      observer.disconnect();
      resolve();
    });
    observer.observe(element);
  });
}

/** The next frame; a page that is not seen gets none, and is not waited for. */
function nextFrame(): Promise<unknown> {
  const frame = new Promise((resolve) => requestAnimationFrame(resolve));
  return Promise.race([frame, new Promise((resolve) => setTimeout(resolve, 100))]);
}

/** Types into a field as a customer would. */
export function type(field: HTMLInputElement | HTMLTextAreaElement, text: string): void {
  field.focus();
  field.value = text;
  field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
}

/** Chooses an option of a native select. */
export function choose(select: HTMLSelectElement, value: string): void {
  select.value = value;
  select.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
  select.dispatchEvent(new Event('change', { bubbles: true }));
}

/** Resolves to the next event of that name. */
export function nextEvent<N extends keyof HTMLElementEventMap>(
  target: HTMLElement,
  name: N,
): Promise<HTMLElementEventMap[N]> {
  return new Promise((resolve) => target.addEventListener(name, resolve, { once: true }));
}

/** Audits the element with axe, in the light and in the dark. */
export async function expectAccessible(element: Element): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await emulateMedia({ colorScheme });
    await expect(element).to.be.accessible();
  }
  await emulateMedia({ colorScheme: 'light' });
}

/** Nothing inside sticks out sideways. */
export function expectNoOverflow(element: HTMLElement): void {
  expect(element.scrollWidth, 'width of the content').to.be.at.most(element.clientWidth);
}

/** Takes an element with its provider out of the page: what it was sending is waited for by the reset of the desk. */
export function retire(element: LitElement | undefined): void {
  element?.closest('case-provider')?.remove();
}
