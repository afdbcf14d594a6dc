/** What goes wrong between the page and the backend. */
import type { Page, Route } from '@playwright/test';

/** A fault by name, and what the backend's answer is replaced by. */
export const FAULTS: Readonly<Record<string, (route: Route) => Promise<void>>> = {
  'a login page with status 200': (route) =>
    route.fulfill({ status: 200, contentType: 'text/html', body: '<h1>Please log in</h1>' }),
  'an empty 500': (route) => route.fulfill({ status: 500, body: '' }),
  'a stack trace with status 500': (route) =>
    route.fulfill({ status: 500, contentType: 'text/plain', body: 'TypeError: x is undefined at db.js:17' }),
  'JSON that breaks off': (route) =>
    route.fulfill({ status: 200, contentType: 'application/json', body: '{"items": [' }),
  'another schema': (route) => route.fulfill({ status: 200, json: { items: 'none', total: '0' } }),
  'a refused connection': (route) => route.abort('connectionrefused'),
  'a 429': (route) => tooMany(route, 1),
};

/** The contract's answer to a flood: come back in so many seconds. */
export async function tooMany(route: Route, seconds: number): Promise<void> {
  await route.fulfill({
    status: 429,
    contentType: 'application/problem+json',
    headers: { 'Retry-After': String(seconds) },
    json: { type: 'urn:casement:problem:rate-limited', title: 'Too many requests', status: 429 },
  });
}

/** Holds requests back until `open` is called. */
export async function holdBack(page: Page, url: string | RegExp): Promise<{ open: () => void }> {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  await page.route(url, async (route) => {
    await opened;
    await route.continue();
  });
  return { open };
}

/** Requests of a method to addresses that end so, as they are made from now on. */
export function watchRequests(page: Page, method: string, path: RegExp): { key: string | undefined }[] {
  const seen: { key: string | undefined }[] = [];
  page.on('request', (request) => {
    if (request.method() !== method || !path.test(new URL(request.url()).pathname)) return;
    seen.push({ key: request.headers()['idempotency-key'] });
  });
  return seen;
}
