/** What the static demo says of itself on every page, and the page that starts it over. */
import { type SafeHtml, html } from '../host/html.js';
import { page, redirect } from '../host/http.js';
import { layout } from '../host/layout.js';
import type { Methods } from '../host/site.js';
import type { HostPerson } from '../host/types.js';
import { movedTo } from './addresses.js';
import type { WorldState } from './wire.js';

/** Where the visitor is asked whether to start over. */
export const START_OVER = '/start-over';

const FOOTER_END = '</footer>';

/** A page of the site as the static demo shows it, below `root`. */
export function framed(root: string, markup: string): string {
  const note = html`<div class="footer-row">
    <p class="footer-note">
      This copy of the bank has no server. All of it runs in your browser: what you do here stays on this
      device, and another tab may be somebody else. <a href="${START_OVER}">Start over</a>
    </p>
  </div>`;
  return movedTo(root, markup.replace(FOOTER_END, `${note.toString()}${FOOTER_END}`));
}

/** @param forget what was done here */
export function startOver(forget: () => void): (pathname: string) => Methods | undefined {
  const methods: Methods = {
    GET: ({ person }) => page(question(person)),
    POST: () => {
      forget();
      return redirect('/');
    },
  };
  return (pathname) => (pathname === START_OVER ? methods : undefined);
}

function question(person: HostPerson | undefined): SafeHtml {
  return layout({
    title: 'Start over',
    section: 'none',
    here: '/',
    person,
    main: html`<div class="page-head">
        <h1>Start over?</h1>
        <p class="lead">
          Every case, note and file that you added here goes, in all tabs, and you are signed out. The bank is
          then as it was on the first day.
        </p>
      </div>
      <form class="actions" method="post" action="${START_OVER}">
        <button class="button">Start over</button> <a class="button outline" href="/">Leave it as it is</a>
      </form>`,
  });
}

/** What visitors have to know of how their data is kept; undefined: nothing. */
export function worldNotice(state: WorldState): string | undefined {
  switch (state.kind) {
    case 'kept':
      return undefined;
    case 'memory':
      return 'This browser lets the page keep nothing: what you do here is gone when you leave.';
    case 'anew':
      return 'What was kept here could not be read any more, so the bank began anew.';
    case 'failed':
      return state.reason;
  }
}
