/** Web addresses inside plain text become links; everything else stays text. */
import { html, type TemplateResult } from 'lit';
import { safeUrl } from './safe-url.js';

export interface TextPart {
  readonly text: string;
  /** Only `http:` and `https:`, as the URL parser wrote it. */
  readonly href?: string;
}

const LONGEST = 2000;
/** Stops at blanks, at what cannot stand in an address, and at controls that would disguise one. */
const ADDRESS = /\bhttps?:\/\/[^\s<>"'`\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]{1,2000}/gi;
const CLOSING: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };

export function linkify(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  for (const match of text.matchAll(ADDRESS)) {
    if (match[0].length >= LONGEST) continue;
    const address = withoutTrail(match[0]);
    const href = webAddress(address);
    if (!href) continue;
    if (match.index > end) parts.push({ text: text.slice(end, match.index) });
    parts.push({ text: address, href });
    end = match.index + address.length;
  }
  if (end < text.length) parts.push({ text: text.slice(end) });
  return parts;
}

/** The sentence's own punctuation is not part of the address; a bracket is, if it was opened inside. */
function withoutTrail(address: string): string {
  let end = address.length;
  for (;;) {
    const last = address.charAt(end - 1);
    const opening = CLOSING[last];
    const isTrail = opening
      ? !isOpened(address.slice(0, end - 1), opening, last)
      : '.,;:!?*_~'.includes(last);
    if (!isTrail || !last) return address.slice(0, end);
    end -= 1;
  }
}

function isOpened(text: string, opening: string, closing: string): boolean {
  return text.split(opening).length > text.split(closing).length;
}

/** Undefined for what is no web address, and for one with a user name, which exists to look like another host. */
function webAddress(address: string): string | undefined {
  const safe = safeUrl(address);
  if (!safe) return undefined;
  const { hostname, username, password } = new URL(safe.href);
  return hostname && !username && !password ? safe.href : undefined;
}

/** `newTabId` is the element that says that a link opens elsewhere. */
export function renderText(text: string, newTabId: string): (string | TemplateResult)[] {
  return linkify(text).map((part) =>
    part.href
      ? html`<a
          href=${part.href}
          target="_blank"
          rel="noopener noreferrer nofollow"
          aria-describedby=${newTabId}
          ><bdi>${part.text}</bdi></a
        >`
      : part.text,
  );
}
