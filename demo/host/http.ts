/** The bank's answers: every one carries the same protective headers, whatever it is. */
import type { SafeHtml } from './html.js';

/**
 * No inline script or style, nothing from elsewhere, no HTML sinks but the policy named `casement`:
 * the strictest page that Casement promises to run in.
 */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "connect-src 'self'",
  "worker-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  // The second is the site's own, for the address of its service worker.
  'trusted-types casement northquay',
].join('; ');

const PROTECTION: Readonly<Record<string, string>> = {
  'Content-Security-Policy': CONTENT_SECURITY_POLICY,
  'X-Content-Type-Options': 'nosniff',
  // Not `no-referrer`: browsers then send `Origin: null` with the site's own forms, and the origin check would refuse them.
  'Referrer-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=()',
};

/** An answer with the protective headers; `headers` are added to them. */
export function answer(
  body: BodyInit | null,
  status: number,
  headers: Readonly<Record<string, string>>,
): Response {
  return new Response(body, { status, headers: { ...PROTECTION, ...headers } });
}

/** A page. Never stored: its header names a person, and Back after signing out must not bring that person back. */
export function page(document: SafeHtml, status = 200): Response {
  return answer(document.toString(), status, {
    'Content-Type': 'text/html; charset=utf-8',
    'Cache-Control': 'private, no-store',
    Vary: 'Cookie',
  });
}

/** `303 See Other`: the browser follows with GET. `location` must come from {@link localPath} or be a constant. */
export function redirect(location: string, headers: Readonly<Record<string, string>> = {}): Response {
  return answer(null, 303, { Location: location, 'Cache-Control': 'no-store', ...headers });
}

/** A JSON document that no cache may keep. */
export function json(value: unknown, status = 200, type = 'application/json'): Response {
  return answer(JSON.stringify(value), status, { 'Content-Type': type, 'Cache-Control': 'no-store' });
}

/** An RFC 9457 problem document; `detail` is for the reader of the page. */
export function problem(status: number, title: string, detail: string): Response {
  return json({ type: 'about:blank', title, status, detail }, status, 'application/problem+json');
}

/** Plain words, for answers that no page shows (a missing script, a refused method). */
export function plain(
  status: number,
  text: string,
  headers: Readonly<Record<string, string>> = {},
): Response {
  return answer(`${text}\n`, status, {
    'Content-Type': 'text/plain; charset=utf-8',
    'Cache-Control': 'no-store',
    ...headers,
  });
}

const NOT_A_DESTINATION = /^\/(?:signin|signout|token|host|casement)(?:[/?#]|$)/;
const LONGEST_PATH = 2000;

/**
 * The path a visitor may be sent to after signing in: a page of this site, as `/path?query#hash`, else `fallback`.
 * Refuses other origins in every spelling that a browser resolves to one (`//x`, `/\x`, `/<tab>/x`, `/.//x`).
 */
export function localPath(value: string | null | undefined, fallback: string): string {
  if (!value?.startsWith('/') || value.length > LONGEST_PATH) return fallback;
  const base = 'http://site.invalid';
  if (!URL.canParse(value, base)) return fallback;
  const url = new URL(value, base);
  const path = url.pathname + url.search + url.hash;
  // `/.//x` stays on the base origin while it is resolved, and becomes `//x`, another site, once written out again.
  if (url.origin !== base || path.startsWith('//') || NOT_A_DESTINATION.test(path)) return fallback;
  return path;
}

/** Whether a form was sent by a page of this site. Sec-Fetch-Site where the browser sends it, else Origin; neither: no. */
export function isSameOrigin(request: Request): boolean {
  const site = request.headers.get('Sec-Fetch-Site');
  if (site !== null) return site === 'same-origin';
  const origin = request.headers.get('Origin');
  // Hosts, not origins: behind a TLS proxy the server sees http where the browser says https.
  return origin !== null && URL.canParse(origin) && new URL(origin).host === new URL(request.url).host;
}

/** The fields of a urlencoded form of at most `limit` bytes; undefined when it is longer or of another type. */
export async function readForm(request: Request, limit = 8192): Promise<URLSearchParams | undefined> {
  const type = request.headers.get('Content-Type')?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/x-www-form-urlencoded' || !request.body) return undefined;
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  const reader = request.body.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    size += part.value.byteLength;
    if (size > limit) {
      await reader.cancel();
      return undefined;
    }
    text += decoder.decode(part.value, { stream: true });
  }
  return new URLSearchParams(text + decoder.decode());
}
