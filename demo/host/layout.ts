/** The frame around every page: head, header with who is signed in, navigation, footer. */
import { type HtmlValue, type SafeHtml, html } from './html.js';
import type { HostPerson, SiteAddresses } from './types.js';

/** The site's sections, for the mark in the navigation. */
export type Section = 'help' | 'cases' | 'desk' | 'card' | 'none';

/** What a page gives the frame. */
export interface Frame {
  title: string;
  section: Section;
  /** The path to come back to after signing in or out here. */
  here: string;
  person: HostPerson | undefined;
  main: HtmlValue;
  /** Further elements of the head. */
  head?: HtmlValue;
  /** Lets the content use the window's whole width. */
  wide?: boolean;
}

/** Loads Casement: started while the page is still being read, run once it is there. */
export function casementHead({ casementPath }: SiteAddresses): SafeHtml {
  return html`<link rel="modulepreload" href="${casementPath}casement.js" />
    <link rel="modulepreload" href="${casementPath}chunks/core.js" />
    <link rel="stylesheet" href="/host/casement-theme.css" />
    <script type="module" src="${casementPath}casement.js"></script>`;
}

/** The attributes by which an element finds the backend and knows whose page it is on. */
export function casementAttributes({ apiPath }: SiteAddresses, person: HostPerson | undefined): SafeHtml {
  const named = person && html` user-key="${person.id}"`;
  return html`base-url="${apiPath}" token-url="/token"${named}`;
}

/** A whole document. */
export function layout(frame: Frame): SafeHtml {
  return html`<!doctype html>
    <html lang="en-GB">
      <head>
        <meta charset="utf-8" />
        <title>${frame.title} · Northquay Bank</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <link rel="icon" href="/host/logo.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/host/host.css" />
        ${frame.head}
        <script type="module" src="/host/host.js"></script>
        <script type="module" src="/host/offline.js"></script>
      </head>
      <body>
        <a class="skip" href="#main">Skip to the content</a>
        ${header(frame)}
        <main id="main" class="${frame.wide ? 'wide' : 'page'}" tabindex="-1">${frame.main}</main>
        ${footer()}
      </body>
    </html> `;
}

function header({ section, here, person }: Frame): SafeHtml {
  return html`<header class="masthead">
    <div class="masthead-row">
      <a class="brand" href="/">
        <img src="/host/logo.svg" alt="" width="36" height="36" /> <span>Northquay <b>Bank</b></span>
      </a>
      <nav aria-label="Main">
        ${link('/', 'Help', section === 'help')} ${link('/support', 'My cases', section === 'cases')}
        ${person?.role === 'agent' && link('/agent', 'Desk', section === 'desk')}
        ${link('/card', 'Tide card', section === 'card')}
      </nav>
      ${person ? signedIn(person) : signedOut(here)}
    </div>
  </header>`;
}

function link(href: string, text: string, current: boolean): SafeHtml {
  return html`<a href="${href}" ${current && html`aria-current="page"`}>${text}</a>`;
}

function signedIn(person: HostPerson): SafeHtml {
  const capacity = person.role === 'agent' ? 'Northquay staff' : (person.account ?? 'Personal customer');
  return html`<form class="who" method="post" action="/signout">
    <span class="who-name">
      <span class="visually-hidden">Signed in as</span> <b>${person.name}</b> <small>${capacity}</small>
    </span>
    <button class="button quiet">Sign out</button>
  </form>`;
}

function signedOut(here: string): SafeHtml {
  return html`<div class="who">
    <a class="button quiet" href="/signin?return=${encodeURIComponent(here)}">Sign in</a>
  </div>`;
}

function footer(): SafeHtml {
  return html`<footer class="footer">
    <div class="footer-row">
      <p>
        <b>Northquay Bank</b><br />1 Customs Quay, Northquay<br />Minding other people’s money since the tide
        of 1871.
      </p>
      <p>Telephone 01632 960 140<br />Lost cards, day and night 01632 960 100</p>
      <p class="fine">
        This bank does not exist. It is a demonstration of a site that has support cases in its pages: no
        money, no real accounts. Please do not enter anything private.
      </p>
    </div>
  </footer>`;
}
