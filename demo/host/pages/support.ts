/** "My cases": the page with the whole of Casement in one tag. */
import { type SafeHtml, html } from '../html.js';
import { casementAttributes, casementHead, layout } from '../layout.js';
import type { HostPerson, SiteAddresses } from '../types.js';

/** Open to everybody: signed out, the element says so and asks the page to sign the visitor in. */
export function supportPage(person: HostPerson | undefined, site: SiteAddresses): SafeHtml {
  return layout({
    title: 'My cases',
    section: 'cases',
    here: '/support',
    person,
    head: html`${casementHead(site)}
      <link rel="modulepreload" href="${site.casementPath}chunks/case-support.js" />`,
    main: html`<div class="page-head">
        <h1>My cases</h1>
        <p class="lead">${introduction(person)}</p>
      </div>
      <case-support routing="hash" ${casementAttributes(site, person)}></case-support>
      ${waiting()}`,
  });
}

/** What stands in for an element until its script has run, and what to do when that never happens. */
export function waiting(): SafeHtml {
  return html`<div class="waiting">
    <div class="waiting-bars" aria-hidden="true">
      <div></div>
      <div></div>
      <div></div>
    </div>
    <p class="waiting-late">
      Your cases are taking their time. Reload the page, or ring us on
      <a href="tel:+441632960140">01632 960 140</a> and we will read them to you.
    </p>
    <noscript
      ><p>Cases need JavaScript, which is off in this browser. We are on 01632 960 140 as well.</p></noscript
    >
  </div>`;
}

function introduction(person: HostPerson | undefined): string {
  if (person?.account)
    return `Everything you have asked us, and what ${person.account} has asked us where you may see it.`;
  return 'Everything you have asked us, what we answered, and what is still on our desk.';
}
