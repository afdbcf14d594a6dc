/**
 * Signal flags of the International Code, the bank's pictures: a topic flies the flag of its first letter
 * (security flies U, which means "You are running into danger").
 * Drawn on a 6 x 4 field; fills are attributes, because the site's policy forbids style attributes.
 */
import { type SafeHtml, html, trusted } from './html.js';

const BLUE = '#14549c';
const RED = '#d3202f';
const WHITE = '#ffffff';
const YELLOW = '#ffc72c';

const rect = (fill: string, x: number, y: number, width: number, height: number): string =>
  `<path fill="${fill}" d="M${x} ${y}h${width}v${height}h${-width}z"/>`;
const shape = (fill: string, path: string): string => `<path fill="${fill}" d="${path}"/>`;
const columns = (left: string, right: string): string => rect(left, 0, 0, 3, 4) + rect(right, 3, 0, 3, 4);

const DESIGNS = {
  A: rect(WHITE, 0, 0, 2.6, 4) + shape(BLUE, 'M2.6 0H6L4.4 2 6 4H2.6z'),
  B: shape(RED, 'M0 0h6l-1.6 2 1.6 2H0z'),
  C:
    rect(BLUE, 0, 0, 6, 0.8) +
    rect(WHITE, 0, 0.8, 6, 2.4) +
    rect(RED, 0, 1.6, 6, 0.8) +
    rect(BLUE, 0, 3.2, 6, 0.8),
  E: rect(BLUE, 0, 0, 6, 2) + rect(RED, 0, 2, 6, 2),
  F: rect(WHITE, 0, 0, 6, 4) + shape(RED, 'M3 0l3 2-3 2-3-2z'),
  H: columns(WHITE, RED),
  L: rect(YELLOW, 0, 0, 6, 4) + rect('#10202f', 3, 0, 3, 2) + rect('#10202f', 0, 2, 3, 2),
  O: rect(RED, 0, 0, 6, 4) + shape(YELLOW, 'M0 0v4h6z'),
  P: rect(BLUE, 0, 0, 6, 4) + rect(WHITE, 2, 1.33, 2, 1.34),
  S: rect(WHITE, 0, 0, 6, 4) + rect(BLUE, 2, 1.33, 2, 1.34),
  U: rect(WHITE, 0, 0, 6, 4) + rect(RED, 0, 0, 3, 2) + rect(RED, 3, 2, 3, 2),
  T: rect(RED, 0, 0, 2, 4) + rect(WHITE, 2, 0, 2, 4) + rect(BLUE, 4, 0, 2, 4),
} as const;

/** A letter whose flag the site flies. */
export type FlagLetter = keyof typeof DESIGNS;

/** The flag of a letter as decoration: hidden from assistive technology, sized by the style sheet. */
export function flag(letter: FlagLetter): SafeHtml {
  return html`<svg class="flag" viewBox="0 0 6 4" aria-hidden="true" focusable="false">
    ${trusted(DESIGNS[letter])}
  </svg>`;
}

/** Four flags on one halyard, mast to quay: the hoist of the front page. */
export function hoist(letters: readonly FlagLetter[]): SafeHtml {
  const flags = letters.map(
    (letter, index) =>
      `<g transform="translate(${2.4 + index * 0.5} ${1.2 + index * 5}) skewY(${index % 2 === 0 ? 5 : -4})">${DESIGNS[letter]}</g>`,
  );
  const length = letters.length * 5 + 2;
  return html`<svg
    class="hoist"
    viewBox="0 0 11 ${length}"
    role="img"
    aria-label="Four signal flags on a halyard"
  >
    <path class="hoist-rope" d="M2 0L${2 + letters.length * 0.5} ${length}" fill="none" stroke-width="0.14" />
    ${trusted(flags.join(''))}
  </svg>`;
}
