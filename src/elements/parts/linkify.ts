/** Web addresses inside plain text become links; everything else stays text. */
import { html, type TemplateResult } from 'lit';

const LONGEST = 2000;
/** Stops at blanks, at what cannot stand in an address, and at controls that would disguise one. */
const ADDRESS = /\bhttps?:\/\/[^\s<>"'`\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]{1,2000}/gi;
const CLOSING: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };

/** Goes with `styles/prose.ts`; `#new-tab` is the element that says that a link opens elsewhere. */
export function renderText(text: string): TemplateResult {
  const parts: unknown[] = [];
  let end = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const address = withoutTrail(match[0]);
    const href = match[0].length < LONGEST && webAddress(address);
    if (!href) continue;
    parts.push(
      text.slice(end, match.index),
      html`<a href=${href} target="_blank" rel="noopener noreferrer nofollow" aria-describedby="new-tab"
        ><bdi>${address}</bdi></a
      >`,
    );
    end = match.index + address.length;
  }
  return html`<span class="prose" dir="auto">${parts}${text.slice(end)}</span>`;
}

/** The sentence's own punctuation is not part of the address; a bracket is, if it was opened inside. */
function withoutTrail(address: string): string {
  const last = address.slice(-1);
  const opening = CLOSING[last];
  const isTrail = opening
    ? address.split(opening).length < address.split(last).length
    : '.,;:!?*_~'.includes(last);
  return isTrail ? withoutTrail(address.slice(0, -1)) : address;
}

/** Undefined for what is no web address, and for one with a user name, which exists to look like another host. */
function webAddress(address: string): string | undefined {
  const href = URL.canParse(address) && new URL(address).href;
  return href && /^\w+:\/\/[^/@]+\//.test(href) ? href : undefined;
}
