/** Keeps what the customer reads in its place while notes are added above or below it. */

/** The element that scrolls `element`, across shadow roots. */
function scrollerOf(element: Element): Element {
  const root = element.getRootNode();
  const parent = element.assignedSlot ?? element.parentElement ?? (root instanceof ShadowRoot && root.host);
  if (!parent) return document.scrollingElement ?? element;
  const scrolls = parent.scrollHeight > parent.clientHeight;
  return scrolls && /auto|scroll/.test(getComputedStyle(parent).overflowY) ? parent : scrollerOf(parent);
}

/** Where `element` is now; the returned function brings it back there after the page around it changed. */
export function holdInPlace(element: Element): () => void {
  const before = element.getBoundingClientRect().top;
  return () => {
    const moved = element.getBoundingClientRect().top - before;
    if (moved && element.isConnected) scrollerOf(element).scrollBy({ top: moved, behavior: 'instant' });
  };
}

/** Tells when elements come into view and leave it. */
export class ViewWatch {
  readonly #seen = new Set<Element>();
  readonly #observer: IntersectionObserver;

  constructor(onChange: () => void) {
    this.#observer = new IntersectionObserver((entries) => {
      for (const { target, isIntersecting } of entries) {
        if (isIntersecting) this.#seen.add(target);
        else this.#seen.delete(target);
      }
      onChange();
    });
  }

  /** Once more is once. */
  observe(element: Element | null): void {
    if (element) this.#observer.observe(element);
  }

  /** A hidden page counts as out of view. */
  isInView(element: Element | null): boolean {
    return element !== null && !document.hidden && this.#seen.has(element);
  }
}
