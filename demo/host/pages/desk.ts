/** The staff desk: the customers' elements, side by side, showing everybody's cases. */
import { type SafeHtml, html } from '../html.js';
import { casementAttributes, casementHead, layout } from '../layout.js';
import type { HostPerson, SiteAddresses } from '../types.js';
import { waiting } from './support.js';

/** For agents only; who may come in is decided by the caller. */
export function deskPage(person: HostPerson, site: SiteAddresses): SafeHtml {
  return layout({
    title: 'Desk',
    section: 'desk',
    here: '/agent',
    person,
    wide: true,
    head: html`${casementHead(site)}
      <script type="module" src="/host/desk.js"></script>`,
    main: html`<div class="desk-head">
        <h1>Desk</h1>
        <p>
          Every case that your team may see. Customers read your public notes as they stand; private ones stay
          on this side of the counter.
        </p>
      </div>
      <case-provider ${casementAttributes(site, person)}>
        <div class="desk" id="desk">
          <section class="desk-list" aria-labelledby="desk-list-title">
            <h2 id="desk-list-title" tabindex="-1">All cases</h2>
            <case-outbox compact></case-outbox>
            <case-list scope="all"></case-list>
            ${waiting()}
          </section>
          <section class="desk-case" aria-labelledby="desk-case-title">
            <h2 id="desk-case-title" tabindex="-1">The case</h2>
            <a class="desk-back" href="/agent">Back to all cases</a>
            <p class="desk-hint">Choose a case in the list, and it opens here.</p>
            <case-view hidden></case-view>
          </section>
        </div>
      </case-provider>`,
  });
}
