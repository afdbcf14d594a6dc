/** A product page, where support is not the subject and waits behind a button. */
import { type SafeHtml, html } from '../html.js';
import { casementAttributes, casementHead, layout } from '../layout.js';
import type { HostPerson, SiteAddresses } from '../types.js';

/** The Tide credit card, with Casement as a launcher. */
export function cardPage(person: HostPerson | undefined, site: SiteAddresses): SafeHtml {
  return layout({
    title: 'The Tide card',
    section: 'card',
    here: '/card',
    person,
    head: casementHead(site),
    main: html`<article class="product">
        <div class="product-head">
          <div>
            <p class="eyebrow">Credit cards</p>
            <h1>The Tide card</h1>
            <p class="lead">
              It goes out, it comes back. No yearly fee, no fee abroad, and no interest while you pay it back
              each month.
            </p>
            <p class="actions"><a class="button" href="/support">Ask about the Tide card</a></p>
          </div>
          ${plastic()}
        </div>
        ${terms()} ${smallPrint()}
      </article>
      <case-support mode="launcher" ${casementAttributes(site, person)}></case-support>`,
  });
}

function plastic(): SafeHtml {
  return html`<svg
    class="plastic"
    viewBox="0 0 340 214"
    role="img"
    aria-label="The card: waves on deep blue, with a chip"
  >
    <rect width="340" height="214" fill="#0a2f5c" />
    <path fill="#14549c" d="M0 122c42-22 78-22 120 0s78 22 120 0 70-22 100-8v100H0z" />
    <path
      fill="#ffc72c"
      d="M0 150c42-22 78-22 120 0s78 22 120 0 70-22 100-8v8c-30-14-58-14-100 8s-78 22-120 0-78-22-120 0z"
    />
    <path fill="#072447" d="M0 172c42-22 78-22 120 0s78 22 120 0 70-22 100-8v50H0z" />
    <rect x="28" y="62" width="44" height="34" rx="5" fill="#d9c48a" />
    <path d="M28 79h14m16 0h14M42 62v34m16-34v34" stroke="#8a7538" stroke-width="1.5" fill="none" />
    <text x="28" y="40" fill="#fff" font-size="19" font-weight="700" font-family="sans-serif">Northquay</text>
    <text x="312" y="40" fill="#fff" font-size="15" text-anchor="end" font-family="sans-serif">Tide</text>
  </svg>`;
}

function terms(): SafeHtml {
  return html`<div>
    <h2 id="terms">What it costs</h2>
    <div class="table-frame" role="region" aria-labelledby="terms" tabindex="0">
      <table>
        <thead>
          <tr>
            <th scope="col">What</th>
            <th scope="col">Costs</th>
            <th scope="col">In plain words</th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">Having the card</th>
            <td>£0</td>
            <td>No yearly fee, used or not.</td>
          </tr>
          <tr>
            <th scope="row">Paying it all back</th>
            <td>0%</td>
            <td>Up to 56 days without interest.</td>
          </tr>
          <tr>
            <th scope="row">Paying some of it back</th>
            <td>18.9% a year</td>
            <td>On what is left, from the day of purchase.</td>
          </tr>
          <tr>
            <th scope="row">Paying abroad</th>
            <td>£0</td>
            <td>The scheme’s rate of the day.</td>
          </tr>
          <tr>
            <th scope="row">Cash from a machine</th>
            <td>2.5%, at least £3</td>
            <td>And interest from the same day. Use your debit card.</td>
          </tr>
          <tr>
            <th scope="row">Paying late</th>
            <td>£9</td>
            <td>Once a month at most. We send a reminder three days before.</td>
          </tr>
        </tbody>
      </table>
    </div>
  </div>`;
}

function smallPrint(): SafeHtml {
  return html`<section class="question">
    <h2>The small print, in the same size</h2>
    <p>
      Representative example: with a limit of £1,200 and purchases at 18.9% a year (variable), the
      representative rate is 18.9% APR. Borrowing depends on what you earn and owe; we look before we lend,
      and say no when no is kinder.
    </p>
  </section>`;
}
