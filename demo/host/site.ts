/**
 * The pages of Northquay Bank's help centre, and who is signed in to them, as web-standard request and response: the
 * same on a server (`host.ts`) and inside a page (`demo/static/`).
 */
import { answerPath } from './answers.js';
import { json, localPath, page, plain, problem, readForm, redirect } from './http.js';
import type { SafeHtml } from './html.js';
import { cardPage } from './pages/card.js';
import { deskPage } from './pages/desk.js';
import { articlePage, topicPage } from './pages/help.js';
import { homePage } from './pages/home.js';
import { notFoundPage, notice } from './pages/not-found.js';
import { isDesk, signInPage } from './pages/signin.js';
import { supportPage } from './pages/support.js';
import type { Sessions } from './session.js';
import { findTopic } from './topics.js';
import type { HostPerson, SiteAddresses, SiteOptions } from './types.js';

/** One request with what every route wants to know about it. */
export interface Visit {
  request: Request;
  url: URL;
  /** Who is signed in, if that person still exists. */
  person: HostPerson | undefined;
}

type Route = (visit: Visit) => Response | Promise<Response>;
/** Handlers by method; HEAD is answered from GET. */
export type Methods = Partial<Record<'GET' | 'POST', Route>>;

/** Answers every request, those for what does not exist too; a call rejects when `signToken` does. */
export function createSite(options: SiteOptions): (request: Request) => Promise<Response> {
  const { sessions } = options;
  const people = new Map(options.people.map((person) => [person.id, person]));
  const routes = createRoutes(options, people);

  return async (request) => {
    const url = new URL(request.url);
    const personId = await sessions.read(request);
    const visit = { request, url, person: personId === undefined ? undefined : people.get(personId) };
    const methods =
      routes.get(url.pathname) ?? options.furtherRoutes?.(url.pathname) ?? answers(url.pathname, options);
    return methods ? dispatch(methods, visit) : missing(visit, routes);
  };
}

function createRoutes(
  options: SiteOptions,
  people: ReadonlyMap<string, HostPerson>,
): ReadonlyMap<string, Methods> {
  const { addresses: site, sessions } = options;
  const show = (render: (person: HostPerson | undefined) => SafeHtml): Methods => ({
    GET: ({ person }) => page(render(person)),
  });
  return new Map<string, Methods>([
    ['/', show(homePage)],
    ['/support', show((person) => supportPage(person, site))],
    ['/card', show((person) => cardPage(person, site))],
    ['/agent', { GET: (visit) => desk(visit, site) }],
    ['/signin', { GET: (visit) => chooser(visit, options), POST: (visit) => signIn(visit, options, people) }],
    ['/signout', { POST: (visit) => signOut(visit, options, sessions) }],
    ['/token', { GET: ({ person }) => token(person, options) }],
  ]);
}

/** Topics, and the answers wherever they were published. */
function answers(pathname: string, { articles = [] }: SiteOptions): Methods | undefined {
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

function chooser({ url, person }: Visit, { people }: SiteOptions): Response {
  const returnTo = localPath(url.searchParams.get('return'), '') || undefined;
  const wrongRole = person?.role === 'customer' && isDesk(returnTo);
  const message = wrongRole ? 'The desk is for Northquay staff. Choose one of them to go on.' : undefined;
  return page(signInPage({ people, person, returnTo, ...(message !== undefined && { message }) }));
}

async function signIn(
  visit: Visit,
  options: SiteOptions,
  people: ReadonlyMap<string, HostPerson>,
): Promise<Response> {
  if (!options.isOwnForm(visit.request)) return foreignForm(visit);
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
  return redirect(target, { 'Set-Cookie': await options.sessions.open(person.id, visit.request) });
}

function signOut(visit: Visit, { isOwnForm }: SiteOptions, sessions: Sessions): Response {
  if (!isOwnForm(visit.request)) return foreignForm(visit);
  return redirect('/', { 'Set-Cookie': sessions.close(visit.request) });
}

function foreignForm({ person }: Visit): Response {
  const text = 'This form was sent from another site, so nothing was done. Please try again from here.';
  return page(notice(person, 'That did not come from us', text), 403);
}

async function token(person: HostPerson | undefined, { signToken }: SiteOptions): Promise<Response> {
  if (!person) return problem(401, 'Not signed in', 'Sign in to Northquay Bank to see your cases.');
  return json({ token: await signToken(person.id) });
}
