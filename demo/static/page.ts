/**
 * Every page of the static demo: asks the site's own code for the page as the visitor who is signed in has it, answers its
 * forms, and puts the backend behind it where there are cases in it. What lies on the web host is the page for
 * somebody who is not signed in.
 */
import { articles, posts } from '../content/index.js';
import { createSite } from '../host/site.js';
import { pageAddress, sitePath } from './addresses.js';
import { people } from './given.js';
import { interceptRequests } from './intercept.js';
import { framed, startOver, worldNotice } from './frame.js';
import { trustedMarkup, trustedWorker } from './policies.js';
import { supplyRequestBody } from './request-body.js';
import { tabSessions } from './tab-session.js';
import { apiPath, currentWorld, forgetWorld, whenForgotten, worldAddress } from './worlds.js';
import { type WorldClient, openWorld } from './world-client.js';

const ROOT = new URL('..', import.meta.url);
const WORLD = currentWorld(ROOT.pathname);
/** The site's own service worker keeps what a server's pages are made of. */
const LEFT_OUT = 'host/offline.js';

let world: WorldClient | undefined;

const site = createSite({
  people,
  articles: [...articles, ...posts],
  sessions: tabSessions(ROOT.pathname),
  // Only this page asks.
  isOwnForm: () => true,
  addresses: { apiPath: apiPath(WORLD), casementPath: '/casement/' },
  signToken: async (personId) => (await world?.sign(personId)) ?? '',
  furtherRoutes: startOver(() => forgetWorld(ROOT.pathname)),
});

/** Shows what the site answers, or goes where it sends the visitor. */
async function show(request: Request): Promise<void> {
  const response = await site(request);
  const location = response.headers.get('Location');
  if (location !== null) {
    globalThis.location.assign(pageAddress(location, ROOT.pathname));
    return;
  }
  const markup = framed(ROOT.pathname, await response.text());
  const shown = new DOMParser().parseFromString(trustedMarkup(markup), 'text/html');
  document.title = shown.title;
  for (const sheet of shown.querySelectorAll('link[rel=stylesheet]'))
    if (!document.head.querySelector(`link[href="${sheet.getAttribute('href')}"]`))
      document.head.append(sheet);
  document.body.replaceChildren(...shown.body.childNodes);
  if (shown.querySelector('[base-url]') ?? document.querySelector('[base-url]')) openBank();
  for (const script of shown.querySelectorAll<HTMLScriptElement>('script[src]')) {
    const address = new URL(script.getAttribute('src') ?? '', ROOT).href;
    if (address !== new URL(LEFT_OUT, ROOT).href) await import(/* @vite-ignore */ address);
  }
}

function openBank(): void {
  const bank = (world = openWorld(trustedWorker(worldAddress(ROOT, WORLD)), WORLD));
  interceptRequests(ROOT, { api: (request) => bank.ask(request), site });
  void bank.state.then((state) => {
    const notice = worldNotice(state);
    if (notice === undefined) return;
    const words = document.createElement('p');
    words.className = 'message';
    words.setAttribute('role', 'alert');
    words.textContent = notice;
    document.querySelector('main')?.prepend(words);
  });
}

document.addEventListener('submit', (event) => {
  const form = event.target;
  const path = form instanceof HTMLFormElement ? sitePath(form.action, ROOT) : undefined;
  if (event.defaultPrevented || !(form instanceof HTMLFormElement)) return;
  if (form.method !== 'post' || path === undefined) return;
  event.preventDefault();
  const fields = new URLSearchParams();
  for (const [name, value] of new FormData(form, event.submitter))
    if (typeof value === 'string') fields.append(name, value);
  void show(new Request(new URL(path, ROOT), { method: 'POST', body: fields }));
});

supplyRequestBody();
whenForgotten(ROOT.pathname, () => location.assign(ROOT));
await show(new Request(new URL(sitePath(location.href, ROOT) ?? '/', ROOT)));
