/**
 * Northquay Bank's help centre on a server: a host site that has Casement in its pages, as web-standard request and
 * response. The bank knows who is signed in and hands the page a short-lived token; everything about cases happens
 * between the page and the cases API.
 */
import { isSameOrigin, plain } from './http.js';
import { SERVICE_WORKER_PATH, serviceWorker } from './service-worker.js';
import { createSessions } from './session.js';
import { type Methods, createSite } from './site.js';
import { staticFile } from './static-files.js';
import type { HostOptions } from './types.js';

export type { HostArticle, HostOptions, HostPerson } from './types.js';

/**
 * Answers every request but those at or under `options.apiPath`, for which it returns undefined: anything else that
 * shares the origin must be asked before the host is. Throws a RangeError for a short `secret`; a call rejects when
 * `signToken` or `assets` rejects.
 */
export function createHost(options: HostOptions): (request: Request) => Promise<Response | undefined> {
  const { apiPath, casementPath = '/casement/', people, articles, signToken } = options;
  const site = createSite({
    people,
    signToken,
    sessions: createSessions(options.secret, options.now ?? (() => new Date())),
    isOwnForm: isSameOrigin,
    addresses: { apiPath, casementPath },
    furtherRoutes: (pathname) => files(pathname, options),
    ...(articles && { articles }),
  });
  return async (request) => {
    const { pathname } = new URL(request.url);
    if (pathname === apiPath || pathname.startsWith(`${apiPath}/`)) return undefined;
    return await site(request);
  };
}

/** What a server has beside its pages: the site's files, Casement's files, the service worker. */
function files(pathname: string, { assets, casementFiles = [] }: HostOptions): Methods | undefined {
  if (pathname === SERVICE_WORKER_PATH) return { GET: () => serviceWorker(casementFiles) };
  if (pathname.startsWith('/host/')) {
    return { GET: ({ request }) => staticFile(pathname.slice('/host/'.length), request) };
  }
  if (pathname.startsWith('/casement/')) {
    return { GET: async () => (await assets(pathname)) ?? plain(404, 'Casement has no such file.') };
  }
  return undefined;
}
