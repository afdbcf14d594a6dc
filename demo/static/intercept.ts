/**
 * The page's requests, answered in the page: Mock Service Worker's handlers behind its interceptors of `fetch` and
 * `XMLHttpRequest`. Not behind its service worker, which lets requests through to the web host after a hard reload and
 * when the browser has ended it meanwhile.
 */
import { BatchInterceptor } from '@mswjs/interceptors';
import { XMLHttpRequestInterceptor } from '@mswjs/interceptors/XMLHttpRequest';
import { FetchInterceptor } from '@mswjs/interceptors/fetch';
import { getResponse, http } from 'msw';
import { sitePath } from './addresses.js';

type Answer = (request: Request) => Promise<Response>;

/** Who answers what. */
export interface Answers {
  /** Everything below the cases API. */
  readonly api: Answer;
  /** Tokens, and signing out. */
  readonly site: Answer;
}

/** Answers what the page asks for below `root` from now on; everything else goes to the web host. */
export function interceptRequests(root: URL, { api, site }: Answers): void {
  const askSite = ({ request: { url, method } }: { request: Request }) =>
    site(new Request(new URL(sitePath(url, root) ?? '/', root), { method }));
  const handlers = [
    http.all(`${root.href}api/*`, ({ request }) => api(request)),
    http.get(`${root.href}token`, askSite),
    http.post(`${root.href}signout/`, askSite),
  ];
  const network = new BatchInterceptor({
    name: 'northquay',
    interceptors: [new FetchInterceptor(), new XMLHttpRequestInterceptor()],
  });
  network.on('request', ({ request, controller }) => {
    const answered = getResponse(handlers, request).then(
      (response) => response && controller.respondWith(response),
    );
    return awaited(answered);
  });
  network.apply();
}

/** The interceptors wait for what a listener returns, though their types say that it returns nothing. */
function awaited(work: Promise<unknown>): void {
  return work as unknown as void;
}
