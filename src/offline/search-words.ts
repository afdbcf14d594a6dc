/** How a text becomes words, the same for what is searched and for what is asked. */
import { stemmer } from 'stemmer';
import { STOP_WORDS } from './search-stop-words.js';

/** One word of a text. */
export interface Word {
  /** Folded: lower case, without accents and apostrophes. */
  readonly word: string;
  /** What forms of one word have in common. */
  readonly stem: string;
  /** Place in the text, in UTF-16 code units. */
  readonly start: number;
  readonly end: number;
}

const WORD = /[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:['’][\p{L}\p{M}]+)*/gu;
// Scripts that write no blanks between words.
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u;
const LATIN = /^[a-z]+$/;
/** Stems by word: the same words come again and again. Emptied when full. */
const stems = new Map<string, string>();
const MOST_STEMS = 50_000;

/** Lower case, no accents, no apostrophes: what differs between spellings of one word. */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\p{M}'’]/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss');
}

/** What forms of a folded word have in common, by Porter's rules for English; other scripts are left alone. */
export function stemOf(word: string): string {
  if (!LATIN.test(word)) return word;
  const known = stems.get(word);
  if (known !== undefined) return known;
  if (stems.size >= MOST_STEMS) stems.clear();
  const stem = stemmer(word);
  stems.set(word, stem);
  return stem;
}

/** Whether a folded word says something about the matter. */
export function isTelling(word: string): boolean {
  return !STOP_WORDS.has(word);
}

/** The words of a text in order. */
export function wordsOf(text: string): Word[] {
  const found: Word[] = [];
  for (const match of text.matchAll(WORD)) {
    for (const [piece, start] of UNSPACED.test(match[0]) ? divided(match[0]) : [[match[0], 0] as const]) {
      const word = fold(piece);
      if (word === '') continue;
      const from = match.index + start;
      found.push({ word, stem: stemOf(word), start: from, end: from + piece.length });
    }
  }
  return found;
}

let segmenter: Intl.Segmenter | undefined;

function divided(text: string): (readonly [string, number])[] {
  segmenter ??= new Intl.Segmenter(undefined, { granularity: 'word' });
  return Array.from(segmenter.segment(text), ({ segment, index }) => [segment, index] as const);
}
