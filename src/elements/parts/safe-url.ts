/** Addresses of strangers: only those that cannot run code become links. */

const PROTOCOLS: readonly string[] = ['http:', 'https:', 'mailto:', 'tel:'];

export interface SafeUrl {
  readonly href: string;
  /** Leads away from the page's own origin. */
  readonly external: boolean;
}

/** The address as the browser would read it, or undefined where it is none or of a protocol that is not allowed. */
export function safeUrl(address: string | null | undefined, base = document.baseURI): SafeUrl | undefined {
  if (!address || !URL.canParse(address, base)) return undefined;
  const url = new URL(address, base);
  if (!PROTOCOLS.includes(url.protocol)) return undefined;
  const onWeb = url.protocol === 'http:' || url.protocol === 'https:';
  return { href: url.href, external: onWeb && url.origin !== location.origin };
}
