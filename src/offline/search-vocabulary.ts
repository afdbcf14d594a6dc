/**
 * Words that documents contain, as they are written, and what else a word may have meant: another spelling, the rest
 * of a word begun, another form, a compound that contains it or the parts that it is put together from.
 */
import { damerauLevenshtein } from './search-distance.js';

/** A word that may have been meant. */
export interface Meant {
  readonly word: string;
  readonly stem: string;
  /** 0 to 1: how near it is. */
  readonly nearness: number;
}

const MARK = '\u0002';
const SHORTEST_CORRECTED = 4;
const SHORTEST_PART = 4;
const MOST_CANDIDATES = 60;
const MOST_COMPLETIONS = 8;
// Endings of German nouns, verbs and adjectives: Karte, Karten; Buch, Bücher. English ones are the stemmer's.
const ENDINGS = ['n', 'en', 'e', 'er', 'ern', 'es', 's', 'em'];
// What German puts between the parts of a compound.
const JOINTS = ['', 's', 'es', 'n', 'en', 'e', '-'];

/** Words by their trigrams. */
export class Vocabulary {
  /** Stem by word. */
  readonly #stems = new Map<string, string>();
  readonly #words: string[] = [];
  readonly #trigrams = new Map<string, number[]>();

  add(word: string, stem: string): void {
    if (this.#stems.has(word)) return;
    this.#stems.set(word, stem);
    const number = this.#words.push(word) - 1;
    for (const trigram of trigramsOf(word)) {
      const numbers = this.#trigrams.get(trigram);
      if (numbers) numbers.push(number);
      else this.#trigrams.set(trigram, [number]);
    }
  }

  has(word: string): boolean {
    return this.#stems.has(word);
  }

  /** Words one or two slips of the keyboard away, nearest first. */
  spellings(word: string): Meant[] {
    if (word.length < SHORTEST_CORRECTED) return [];
    const most = word.length < 8 ? 1 : 2;
    const shared = new Map<number, number>();
    for (const trigram of trigramsOf(word)) {
      for (const number of this.#trigrams.get(trigram) ?? [])
        shared.set(number, (shared.get(number) ?? 0) + 1);
    }
    return [...shared]
      .sort(([a, shares], [b, others]) => others - shares || a - b)
      .slice(0, MOST_CANDIDATES)
      .flatMap(([number]) => {
        const other = this.#word(number);
        // Refnud: one slip from what refunds and refunded have in common.
        const stem = this.#stems.get(other) ?? other;
        const distances = [other, stem].map((known) => damerauLevenshtein(word, known, most));
        const distance = other === word ? most + 1 : Math.min(...distances);
        return distance > most ? [] : [this.#meant(other, 1 - (0.8 * distance) / word.length)];
      })
      .sort((a, b) => b.nearness - a.nearness);
  }

  /** Words that begin with it, shortest first. */
  completions(beginning: string): Meant[] {
    if (beginning.length < 2) return [];
    const numbers = this.#trigrams.get(`${MARK}${beginning.slice(0, 2)}`) ?? [];
    return numbers
      .map((number) => this.#word(number))
      .filter((word) => word.length > beginning.length && word.startsWith(beginning))
      .sort((a, b) => a.length - b.length || (a < b ? -1 : 1))
      .slice(0, MOST_COMPLETIONS)
      .map((word) => this.#meant(word, beginning.length / word.length));
  }

  /** The same word with another ending. */
  forms(word: string): Meant[] {
    if (word.length < SHORTEST_PART) return [];
    const longer = ENDINGS.map((ending) => word + ending);
    const shorter = ENDINGS.filter((ending) => word.endsWith(ending)).map((ending) =>
      word.slice(0, -ending.length),
    );
    const roots = shorter.filter((root) => root.length >= SHORTEST_PART);
    const others = roots.flatMap((root) => [root, ...ENDINGS.map((ending) => root + ending)]);
    return [...new Set([...longer, ...others])]
      .filter((other) => other !== word && this.#stems.has(other))
      .map((other) => this.#meant(other, 0.8));
  }

  /** Known words that a word is put together from: Kreditkarte, kredit and karte. Empty when it is not. */
  parts(word: string): Meant[] {
    for (let length = word.length - SHORTEST_PART; length >= SHORTEST_PART; length -= 1) {
      const last = word.slice(word.length - length);
      const first = this.#stems.has(last) ? this.#unjoined(word.slice(0, -length)) : undefined;
      if (first !== undefined) return [this.#meant(first, 0.7), this.#meant(last, 0.7)];
    }
    return [];
  }

  /** Known compounds that a known word begins or ends. */
  compounds(word: string): Meant[] {
    if (word.length < SHORTEST_PART) return [];
    const lists = trigramsOf(word)
      .slice(1, -1)
      .map((trigram) => this.#trigrams.get(trigram) ?? [])
      .sort((a, b) => a.length - b.length);
    return (lists[0] ?? [])
      .map((number) => this.#word(number))
      .filter((other) => other.length >= word.length + SHORTEST_PART && this.#isCompound(other, word))
      .slice(0, MOST_COMPLETIONS)
      .map((other) => this.#meant(other, 0.5));
  }

  #isCompound(compound: string, part: string): boolean {
    if (compound.endsWith(part)) return this.#unjoined(compound.slice(0, -part.length)) !== undefined;
    if (!compound.startsWith(part)) return false;
    const rest = compound.slice(part.length);
    return JOINTS.some((joint) => rest.startsWith(joint) && this.#isPart(rest.slice(joint.length)));
  }

  // The first part of a compound without what joins it to the next.
  #unjoined(first: string): string | undefined {
    return JOINTS.filter((joint) => first.endsWith(joint))
      .map((joint) => first.slice(0, first.length - joint.length))
      .find((part) => this.#isPart(part));
  }

  #isPart(word: string): boolean {
    return word.length >= SHORTEST_PART && this.#stems.has(word);
  }

  #word(number: number): string {
    return this.#words[number] ?? '';
  }

  #meant(word: string, nearness: number): Meant {
    return { word, stem: this.#stems.get(word) ?? word, nearness };
  }
}

function trigramsOf(word: string): string[] {
  const marked = `${MARK}${word}${MARK}`;
  return [...new Set(Array.from({ length: marked.length - 2 }, (_, at) => marked.slice(at, at + 3)))];
}
