/** The one gate through which markup of strangers reaches the page. */
import { noChange } from 'lit';
import { directive, Directive, type ElementPart } from 'lit/directive.js';
import { safeUrl } from './safe-url.js';

interface Sanitizer {
  readonly elements: readonly (string | { readonly name: string; readonly attributes: readonly string[] })[];
  readonly attributes: readonly string[];
}

/** `Element.setHTML` of the Sanitizer API, which the DOM types do not know yet. */
interface Sanitizing {
  setHTML?(html: string, options: { readonly sanitizer: Sanitizer }): void;
}

const PLAIN =
  'p br hr h1 h2 h3 h4 h5 h6 ul li dl dt dd strong b em i u s sub sup small mark q cite code pre kbd samp var ' +
  'abbr blockquote figure figcaption details summary div span section table caption thead tbody tfoot tr';

/** What text needs. No image, frame or form: nothing is fetched, and nothing asks for a password. */
const TEXT_ONLY: Sanitizer = {
  elements: [
    ...PLAIN.split(' '),
    { name: 'a', attributes: ['href'] },
    { name: 'ol', attributes: ['start', 'reversed'] },
    { name: 'th', attributes: ['colspan', 'rowspan', 'scope'] },
    { name: 'td', attributes: ['colspan', 'rowspan'] },
  ],
  attributes: ['dir', 'lang', 'title'],
};

/** What an `Article` has of it. */
export interface Prose {
  /** Untrusted. */
  readonly html: string | null;
  /** Shown where there is no `html`, or no safe way to show it. */
  readonly text: string;
  /** The page that it stands on, where relative links start. */
  readonly url: string | null;
}

/** Fills `target` with the sanitised markup or, where the browser cannot sanitise, with the text in paragraphs. */
export function renderHtml(target: Element & Sanitizing, prose: Prose, externalMark: string): void {
  if (prose.html === null || !target.setHTML) {
    target.replaceChildren(...paragraphs(prose.text));
    return;
  }
  target.setHTML(prose.html, { sanitizer: TEXT_ONLY });
  const base = safeUrl(prose.url)?.href ?? document.baseURI;
  for (const link of target.querySelectorAll('a')) guardLink(link, base, externalMark);
}

function paragraphs(text: string): Element[] {
  return text.split(/\n\s*\n/).map((words) => {
    const paragraph = document.createElement('p');
    paragraph.dir = 'auto';
    paragraph.className = 'lines';
    paragraph.textContent = words.trim();
    return paragraph;
  });
}

/** Links open beside the page: what is being typed there stays. */
function guardLink(link: HTMLAnchorElement, base: string, externalMark: string): void {
  const url = safeUrl(link.getAttribute('href'), base);
  if (!url) {
    link.removeAttribute('href');
    return;
  }
  link.href = url.href;
  link.target = '_blank';
  link.rel = 'noopener noreferrer';
  if (url.external) link.append(` (${externalMark})`);
}

class ProseDirective extends Directive {
  #shown: Prose | undefined;

  render(_prose: Prose, _externalMark: string): unknown {
    return noChange;
  }

  override update(part: ElementPart, [prose, externalMark]: [Prose, string]): unknown {
    if (prose !== this.#shown) {
      this.#shown = prose;
      renderHtml(part.element, prose, externalMark);
    }
    return noChange;
  }
}

/** Fills the element that it stands on, which must have no content of its own. */
export const prose = directive(ProseDirective);
