/** Keeps what the customer reads in its place while notes are added above or below it. */
import type { ReactiveController, ReactiveElement } from 'lit';

/** The element that scrolls `element`, across shadow roots. */
function scrollerOf(element: Element): Element {
  for (let node = parentOf(element); node; node = parentOf(node)) {
    if (node.scrollHeight > node.clientHeight && /auto|scroll/.test(getComputedStyle(node).overflowY))
      return node;
  }
  return document.scrollingElement ?? document.documentElement;
}

function parentOf(element: Element): Element | null {
  const root = element.getRootNode();
  return element.assignedSlot ?? element.parentElement ?? (root instanceof ShadowRoot ? root.host : null);
}

/** Where `element` is now; the returned function brings it back there after the page around it changed. */
export function holdInPlace(element: Element): () => void {
  const before = element.getBoundingClientRect().top;
  return () => {
    const moved = element.getBoundingClientRect().top - before;
    if (moved && element.isConnected) scrollerOf(element).scrollBy({ top: moved, behavior: 'instant' });
  };
}

/** Tells when its host and parts of it come into view and leave it; a hidden page counts as out of view. */
export class ViewWatch implements ReactiveController {
  readonly #host: ReactiveElement;
  readonly #onChange: () => void;
  readonly #seen = new Set<Element>();
  #observer: IntersectionObserver | undefined;

  constructor(host: ReactiveElement, onChange: () => void) {
    this.#host = host;
    this.#onChange = onChange;
    host.addController(this);
  }

  hostConnected(): void {
    this.#observer = new IntersectionObserver((entries) => {
      for (const { target, isIntersecting } of entries) {
        if (isIntersecting) this.#seen.add(target);
        else this.#seen.delete(target);
      }
      this.#onChange();
    });
    this.#observer.observe(this.#host);
    document.addEventListener('visibilitychange', this.#onChange);
    // What is inside is observed again after the next update.
    this.#host.requestUpdate();
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
    this.#seen.clear();
    document.removeEventListener('visibilitychange', this.#onChange);
  }

  observe(element: Element | null): void {
    if (element) this.#observer?.observe(element);
  }

  isInView(element: Element | null): boolean {
    return element !== null && !document.hidden && this.#seen.has(element);
  }
}
