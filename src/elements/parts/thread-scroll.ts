/** Keeps what the customer reads in its place while notes are added above or below it. */

/** The element that scrolls `element`, across shadow roots. */
function scrollerOf(element: Element): Element {
  for (let node = parentOf(element); node; node = parentOf(node)) {
    if (node.scrollHeight > node.clientHeight && /auto|scroll/.test(getComputedStyle(node).overflowY)) return node;
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

/** Tells when elements come into view and leave it, with the page hidden counting as out of view. */
export class ViewWatch {
  readonly #seen = new Set<Element>();
  readonly #observer: IntersectionObserver;
  readonly #onChange: () => void;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
    this.#observer = new IntersectionObserver((entries) => {
      for (const { target, isIntersecting } of entries) {
        if (isIntersecting) this.#seen.add(target);
        else this.#seen.delete(target);
      }
      onChange();
    });
    document.addEventListener('visibilitychange', onChange);
  }

  observe(element: Element): void {
    this.#observer.observe(element);
  }

  isInView(element: Element | null): boolean {
    return element !== null && !document.hidden && this.#seen.has(element);
  }

  end(): void {
    this.#observer.disconnect();
    document.removeEventListener('visibilitychange', this.#onChange);
  }
}
