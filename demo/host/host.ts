/**
 * Northquay Bank's help centre: a host site that has Casement in its pages, as web-standard request and response.
 * The bank knows who is signed in and hands the page a short-lived token; everything about cases happens between the
 * page and the cases API.
 */
import { answerPath } from './answers.js';
import { isSameOrigin, json, localPath, page, plain, problem, readForm, redirect } from './http.js';
import type { SafeHtml } from './html.js';
import { cardPage } from './pages/card.js';
import { deskPage } from './pages/desk.js';
import { articlePage, topicPage } from './pages/help.js';
import { homePage } from './pages/home.js';
import { notFoundPage, notice } from './pages/not-found.js';
import { isDesk, signInPage } from './pages/signin.js';
import { supportPage } from './pages/support.js';
import { SERVICE_WORKER_PATH, serviceWorker } from './service-worker.js';
import { type Sessions, createSessions } from './session.js';
import { staticFile } from './static-files.js';
import { findTopic } from './topics.js';
import type { HostOptions, HostPerson, SiteAddresses } from './types.js';

export type { HostArticle, HostOptions, HostPerson } from './types.js';

/** One request with what every route wants to know about it. */
interface Visit {
  request: Request;
  url: URL;
  /** Who is signed in, if that person still exists. */
  person: HostPerson | undefined;
}

type Route = (visit: Visit) => Response | Promise<Response>;
/** Handlers by method; HEAD is answered from GET. */
type Methods = Partial<Record<'GET' | 'POST', Route>>;

/**
 * Answers every request but those at or under `options.apiPath`, for which it returns undefined: anything else that
 * shares the origin must be asked before the host is. Throws a RangeError for a short `secret`; a call rejects when
 * `signToken` or `assets` rejects.
 */
export function createHost(options: HostOptions): (request: Request) => Promise<Response | undefined> {
  const sessions = createSessions(options.secret, options.now ?? (() => new Date()));
  const people = new Map(options.people.map((person) => [person.id, person]));
  const routes = createRoutes(options, sessions, people);

  return async (request) => {
    const url = new URL(request.url);
    if (url.pathname === options.apiPath || url.pathname.startsWith(`${options.apiPath}/`)) return undefined;
    const personId = await sessions.read(request);
    const visit = { request, url, person: personId === undefined ? undefined : people.get(personId) };
    const methods = routes.get(url.pathname) ?? folder(url.pathname, options);
    return methods ? dispatch(methods, visit) : missing(visit, routes);
  };
}

function createRoutes(
  options: HostOptions,
  sessions: Sessions,
  people: ReadonlyMap<string, HostPerson>,
): ReadonlyMap<string, Methods> {
  const { apiPath, casementPath = '/casement/', casementFiles = [] } = options;
  const site = { apiPath, casementPath };
  const show = (render: (person: HostPerson | undefined) => SafeHtml): Methods => ({
    GET: ({ person }) => page(render(person)),
  });
  return new Map<string, Methods>([
    ['/', show(homePage)],
    ['/support', show((person) => supportPage(person, site))],
    ['/card', show((person) => cardPage(person, site))],
    ['/agent', { GET: (visit) => desk(visit, site) }],
    [
      '/signin',
      { GET: (visit) => chooser(visit, options), POST: (visit) => signIn(visit, options, sessions, people) },
    ],
    ['/signout', { POST: (visit) => signOut(visit, sessions) }],
    [SERVICE_WORKER_PATH, { GET: () => serviceWorker(casementFiles) }],
    ['/token', { GET: ({ person }) => token(person, options) }],
  ]);
}

/** Routes that are whole folders: the site's files, Casement's files, the answers. */
function folder(pathname: string, { assets, articles = [] }: HostOptions): Methods | undefined {
  if (pathname.startsWith('/host/')) {
    return { GET: ({ request }) => staticFile(pathname.slice('/host/'.length), request) };
  }
  if (pathname.startsWith('/casement/')) {
    return { GET: async () => (await assets(pathname)) ?? plain(404, 'Casement has no such file.') };
  }
  const topic = pathname.startsWith('/help/') ? findTopic(pathname.slice('/help/'.length)) : undefined;
  if (topic) return { GET: ({ person }) => page(topicPage(topic, articles, person)) };
  const article = articles.find((candidate) => answerPath(candidate) === pathname);
  return article && { GET: ({ person }) => page(articlePage(article, person)) };
}

async function dispatch(methods: Methods, visit: Visit): Promise<Response> {
  const { method } = visit.request;
  const route =
    method === 'GET' || method === 'HEAD' ? methods.GET : method === 'POST' ? methods.POST : undefined;
  if (!route) {
    const allowed = [...(methods.GET ? ['GET', 'HEAD'] : []), ...(methods.POST ? ['POST'] : [])];
    return plain(405, `This address answers ${allowed.join(', ')} only.`, { Allow: allowed.join(', ') });
  }
  const response = await route(visit);
  if (method !== 'HEAD') return response;
  await response.body?.cancel();
  return new Response(null, { status: response.status, headers: response.headers });
}

function missing({ url, person }: Visit, routes: ReadonlyMap<string, Methods>): Response {
  const trimmed = url.pathname.replace(/\/+$/, '');
  // Only to a path that is known: trimming `//elsewhere/` must not produce an address of another site.
  if (trimmed !== '' && routes.get(trimmed)?.GET) return redirect(trimmed + url.search);
  return page(notFoundPage(person), 404);
}

function desk({ url, person }: Visit, site: SiteAddresses): Response {
  if (person?.role === 'agent') return page(deskPage(person, site));
  return redirect(`/signin?return=${encodeURIComponent(url.pathname + url.search)}`);
}

function chooser({ url, person }: Visit, { people }: HostOptions): Response {
  const returnTo = localPath(url.searchParams.get('return'), '') || undefined;
  const wrongRole = person?.role === 'customer' && isDesk(returnTo);
  const message = wrongRole ? 'The desk is for Northquay staff. Choose one of them to go on.' : undefined;
  return page(signInPage({ people, person, returnTo, ...(message !== undefined && { message }) }));
}

async function signIn(
  visit: Visit,
  options: HostOptions,
  sessions: Sessions,
  people: ReadonlyMap<string, HostPerson>,
): Promise<Response> {
  if (!isSameOrigin(visit.request)) return foreignForm(visit);
  const form = await readForm(visit.request);
  const person = people.get(form?.get('person') ?? '');
  const returnTo = localPath(form?.get('return'), '') || undefined;
  if (!person) {
    const message = 'We do not know that person. Choose one of these.';
    return page(signInPage({ people: options.people, person: visit.person, returnTo, message }), 422);
  }
  const home = person.role === 'agent' ? '/agent' : '/support';
  // A customer who came for the desk would only be sent back here.
  const target = returnTo === undefined || (person.role === 'customer' && isDesk(returnTo)) ? home : returnTo;
  return redirect(target, { 'Set-Cookie': await sessions.open(person.id, visit.request) });
}

function signOut(visit: Visit, sessions: Sessions): Response {
  if (!isSameOrigin(visit.request)) return foreignForm(visit);
  return redirect('/', { 'Set-Cookie': sessions.close(visit.request) });
}

function foreignForm({ person }: Visit): Response {
  const text = 'This form was sent from another site, so nothing was done. Please try again from here.';
  return page(notice(person, 'That did not come from us', text), 403);
}

async function token(person: HostPerson | undefined, { signToken }: HostOptions): Promise<Response> {
  if (!person) return problem(401, 'Not signed in', 'Sign in to Northquay Bank to see your cases.');
  return json({ token: await signToken(person.id) });
}
