/** The piece of a text that says most about what was asked, with the words that were found marked. */
import type { Segment } from '../model/article.js';
import { isTelling, wordsOf } from './search-words.js';
import type { Word } from './search-words.js';
import type { Term } from './search-index.js';

const WORDS = 48;
const BEFORE_FIRST_HIT = 4;
const MOST_CHARACTERS = 20_000;

/** Segments that together are the excerpt; none for an empty text. */
export function excerptOf(text: string, terms: readonly Term[]): Segment[] {
  const wanted = new Set(terms.filter((term) => term.isTelling).map(({ stem }) => stem));
  const source = text.slice(0, MOST_CHARACTERS);
  const words = wordsOf(source);
  const isHit = ({ word, stem }: Word): boolean => isTelling(word) && wanted.has(stem);
  const first = bestStart(words.map((word) => (isHit(word) ? word.stem : '')));
  const shown = words.slice(first, first + WORDS);
  const [begin, end] = [shown[0], shown.at(-1)];
  if (!begin || !end)
    return source.trim() === '' ? [] : [{ text: source.slice(0, 300).trim(), match: false }];
  const isCutBefore = first > 0;
  const isCutAfter = first + shown.length < words.length;
  const from = isCutBefore ? begin.start : 0;
  const to = isCutAfter ? end.end : source.length;
  const pieces = marked(source, shown.filter(isHit), from, to);
  return joined([
    { text: isCutBefore ? '… ' : '', match: false },
    ...pieces,
    { text: isCutAfter ? ' …' : '', match: false },
  ]);
}

// Where the window with the most different hits begins, a few words before its first; '' is no hit.
function bestStart(hits: readonly string[]): number {
  let [best, bestCount] = [0, 0];
  hits.forEach((hit, at) => {
    if (hit === '') return;
    const count = new Set(hits.slice(at, at + WORDS - BEFORE_FIRST_HIT).filter(Boolean)).size;
    if (count > bestCount) [best, bestCount] = [at, count];
  });
  return Math.max(0, Math.min(best - BEFORE_FIRST_HIT, hits.length - WORDS));
}

function marked(source: string, hits: readonly Word[], from: number, to: number): Segment[] {
  const pieces: Segment[] = [];
  let at = from;
  for (const { start, end } of hits) {
    pieces.push(
      { text: source.slice(at, start), match: false },
      { text: source.slice(start, end), match: true },
    );
    at = end;
  }
  return [...pieces, { text: source.slice(at, to).trimEnd(), match: false }];
}

// Without empty pieces, and with white space as one blank.
function joined(pieces: readonly Segment[]): Segment[] {
  return pieces
    .map(({ text, match }) => ({ text: text.replace(/\s+/gu, ' '), match }))
    .filter(({ text }) => text !== '');
}
