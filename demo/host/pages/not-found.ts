/** The page for addresses that lead nowhere. */
import { type SafeHtml, html } from '../html.js';
import { layout } from '../layout.js';
import type { HostPerson } from '../types.js';

/** Says that there is nothing here, and where there is something. */
export function notFoundPage(person: HostPerson | undefined): SafeHtml {
  return notice(
    person,
    'Nothing moored here',
    'The page has sailed, or the address has a slip in it. The help centre is where it always was.',
  );
}

/** A short page about a request that could not be carried out. */
export function notice(person: HostPerson | undefined, title: string, text: string): SafeHtml {
  return layout({
    title,
    section: 'none',
    here: '/',
    person,
    main: html`<div class="page-head">
      <h1>${title}</h1>
      <p class="lead">${text}</p>
      <p class="actions">
        <a class="button" href="/">To the help centre</a>
        <a class="button outline" href="/support">My cases</a>
      </p>
    </div>`,
  });
}
