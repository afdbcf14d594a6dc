/** The sign-in page: a choice of demo people instead of passwords. */
import { type HtmlValue, type SafeHtml, html } from '../html.js';
import { layout } from '../layout.js';
import type { HostPerson } from '../types.js';

/** What the sign-in page shows. */
export interface SignInView {
  people: readonly HostPerson[];
  /** Who is signed in already. */
  person: HostPerson | undefined;
  /** Where to go afterwards; undefined leaves it to the person's role. */
  returnTo: string | undefined;
  /** What went wrong, in a sentence. */
  message?: string;
}

/** Customers and staff, each a button of one form; staff first when the desk is where the visitor wants to go. */
export function signInPage({ people, person, returnTo, message }: SignInView): SafeHtml {
  const customers = group(
    'Customers',
    people.filter(({ role }) => role === 'customer'),
  );
  const staff = group(
    'Northquay staff',
    people.filter(({ role }) => role === 'agent'),
  );
  return layout({
    title: 'Sign in',
    section: 'none',
    here: returnTo ?? '/support',
    person,
    main: html`<div class="page-head">
        <h1>Who is calling?</h1>
        <p class="lead">This bank is a demonstration, so there are no passwords. Choose somebody to be.</p>
      </div>
      ${message && html`<p class="message" role="alert">${message}</p>`}
      <form class="people" method="post" action="/signin">
        ${returnTo !== undefined && html`<input type="hidden" name="return" value="${returnTo}" />`}
        ${isDesk(returnTo) ? [staff, customers] : [customers, staff]}
      </form>`,
  });
}

/** Whether a path leads to the desk, where only staff may go. */
export function isDesk(path: string | undefined): boolean {
  return path !== undefined && /^\/agent(?:[?#]|$)/.test(path);
}

function group(title: string, people: readonly HostPerson[]): HtmlValue {
  if (people.length === 0) return null;
  return html`<fieldset>
    <legend>${title}</legend>
    <ul>
      ${people.map(personButton)}
    </ul>
  </fieldset>`;
}

function personButton(person: HostPerson): SafeHtml {
  const role = person.role === 'agent' ? 'Support agent' : 'Customer';
  const capacity = person.account === undefined ? role : `${role}, ${person.account}`;
  return html`<li>
    <button class="person" name="person" value="${person.id}">
      <span class="person-mark" aria-hidden="true">${initials(person.name)}</span>
      <span class="person-text">
        <b>${person.name}</b> <small>${capacity}</small> <span>${person.blurb}</span>
      </span>
    </button>
  </li>`;
}

function initials(name: string): string {
  const words = name.match(/\p{L}[\p{L}\p{M}]*/gu) ?? [];
  const ends = words.length > 1 ? [words[0], words[words.length - 1]] : words;
  return ends.map((word) => [...(word ?? '')][0] ?? '').join('');
}
