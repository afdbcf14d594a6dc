/**
 * An inverted index in memory: which documents contain a word, how often, and how well a document answers a set of
 * weighted words (BM25, Robertson and Zaragoza 2009, with fields weighted before saturation). No page, no clock: the
 * reference backend and a page that is offline search with the same code.
 */
import type { SourceKind } from '../model/article.js';
import { wordsOf } from './search-words.js';
import { Vocabulary } from './search-vocabulary.js';

/** What can be found. */
export interface Searchable {
  readonly id: string;
  readonly source: SourceKind;
  readonly category: string | null;
  readonly title: string;
  readonly keywords: string;
  readonly body: string;
  /** Factor on its rank, from what people and staff said of it: 1 is neutral. */
  readonly prior: number;
}

/** What is kept of a document; the texts are not. */
export interface Entry {
  readonly id: string;
  readonly source: SourceKind;
  readonly category: string | null;
  /** Number of the category, see `topicNumber`; -1 for none. */
  readonly topic: number;
  readonly prior: number;
}

/** A word that is looked for. */
export interface Term {
  readonly stem: string;
  /** 1 for a word as it was asked, less for what may have been meant. */
  readonly weight: number;
  /** Documents are found by it; others only stand higher for containing it. */
  readonly isTelling: boolean;
}

/** Scores by place; places of removed documents have none. */
export interface Scores {
  readonly values: Float32Array;
  /** Places with a score, in no order. */
  readonly places: readonly number[];
  readonly best: number;
}

const FIELDS = [
  ['title', 2.5],
  ['keywords', 2],
  ['body', 1],
] as const;
const SATURATION = 1.2;
const LENGTH_SHARE = 0.5;
/** So many documents are more than anybody looks at. */
const ENOUGH = 3_000;
// The rest of a longer text repeats its words.
const MOST_CHARACTERS = 20_000;

/** Places of the documents that contain a stem, and its weighted count in each. */
class Postings {
  places = new Int32Array(4);
  counts = new Float32Array(4);
  length = 0;
  /** Of them, in documents that are still there. */
  live = 0;

  push(place: number, count: number): void {
    if (this.length === this.places.length) {
      const [places, counts] = [new Int32Array(this.length * 2), new Float32Array(this.length * 2)];
      places.set(this.places);
      counts.set(this.counts);
      this.places = places;
      this.counts = counts;
    }
    this.places[this.length] = place;
    this.counts[this.length] = count;
    this.length += 1;
    this.live += 1;
  }
}

/** Documents by the words they contain. */
export class SearchIndex {
  /** Words as they are written, for what was misspelt, begun or put together. */
  readonly vocabulary = new Vocabulary();
  readonly #postings = new Map<string, Postings>();
  readonly #places = new Map<string, number>();
  readonly #entries: (Entry | undefined)[] = [];
  readonly #stems: (readonly string[])[] = [];
  readonly #topics = new Map<string, number>();
  #lengths = new Float32Array(64);
  #totalLength = 0;

  /** Documents in the index. */
  get size(): number {
    return this.#places.size;
  }

  /** Places of removed documents: what a new index would save. */
  get waste(): number {
    return this.#entries.length - this.#places.size;
  }

  entryAt(place: number): Entry | undefined {
    return this.#entries[place];
  }

  /** Categories have numbers from 0 in the order they came; undefined for one that never came. */
  topicNumber(category: string): number | undefined {
    return this.#topics.get(category);
  }

  /** Stems of the document at a place, each once. */
  stemsAt(place: number): readonly string[] {
    return this.#stems[place] ?? [];
  }

  /** How many documents contain it. */
  frequency(stem: string): number {
    return this.#postings.get(stem)?.live ?? 0;
  }

  /** How much a stem tells documents apart; 0 for one that no document contains. */
  rarity(stem: string): number {
    const frequency = this.frequency(stem);
    if (frequency === 0) return 0;
    return Math.log(1 + (this.size - frequency + 0.5) / (frequency + 0.5));
  }

  /** Adds a document, or replaces the one of its id. */
  add(document: Searchable): void {
    this.remove(document.id);
    const place = this.#entries.length;
    const counts = new Map<string, number>();
    let length = 0;
    for (const [field, weight] of FIELDS) {
      for (const { word, stem } of wordsOf(document[field].slice(0, MOST_CHARACTERS))) {
        counts.set(stem, (counts.get(stem) ?? 0) + weight);
        length += weight;
        this.vocabulary.add(word, stem);
      }
    }
    for (const [stem, count] of counts) this.#postingsOf(stem).push(place, count);
    const { id, source, category, prior } = document;
    const topic = category === null ? -1 : (this.topicNumber(category) ?? this.#topics.size);
    if (category !== null) this.#topics.set(category, topic);
    this.#entries.push({ id, source, category, topic, prior });
    this.#stems.push([...counts.keys()]);
    this.#places.set(id, place);
    this.#keepLength(place, length);
  }

  /** Takes a document out; of one that is not there, nothing happens. */
  remove(id: string): void {
    const place = this.#places.get(id);
    if (place === undefined) return;
    this.#places.delete(id);
    this.#entries[place] = undefined;
    for (const stem of this.stemsAt(place)) this.#postingsOf(stem).live -= 1;
    this.#stems[place] = [];
    this.#totalLength -= this.#lengths[place] ?? 0;
  }

  /** How well each document answers; documents without a telling term have no score. */
  score(terms: readonly Term[]): Scores {
    const values = new Float32Array(this.#entries.length);
    const places: number[] = [];
    const known = terms.filter(({ stem }) => this.frequency(stem) > 0);
    const telling = known.filter(({ isTelling }) => isTelling);
    for (const term of telling.sort((a, b) => this.frequency(a.stem) - this.frequency(b.stem))) {
      // Where the rarer words found enough, a word of so many documents need not find the rest of them.
      const finds = places.length < ENOUGH || this.frequency(term.stem) <= ENOUGH;
      this.#addScores(term, values, finds ? places : null);
    }
    for (const term of known.filter(({ isTelling }) => !isTelling)) this.#addScores(term, values, null);
    let best = 0;
    for (const place of places) best = Math.max(best, values[place] ?? 0);
    return { values, places, best };
  }

  // `found` null: only what has a score already gets more.
  #addScores({ stem, weight }: Term, values: Float32Array, found: number[] | null): void {
    const { places, counts, length: end } = this.#postingsOf(stem);
    const [entries, lengths] = [this.#entries, this.#lengths];
    const gain = weight * this.rarity(stem) * (SATURATION + 1);
    const perLength = (SATURATION * LENGTH_SHARE) / (this.#totalLength / Math.max(1, this.size) || 1);
    const least = SATURATION * (1 - LENGTH_SHARE);
    for (let at = 0; at < end; at += 1) {
      const place = places[at] ?? 0;
      const before = values[place] ?? 0;
      if (before === 0 && (found === null || entries[place] === undefined)) continue;
      const count = counts[at] ?? 0;
      values[place] = before + (gain * count) / (count + least + perLength * (lengths[place] ?? 0));
      if (before === 0) found?.push(place);
    }
  }

  #postingsOf(stem: string): Postings {
    let postings = this.#postings.get(stem);
    if (!postings) this.#postings.set(stem, (postings = new Postings()));
    return postings;
  }

  #keepLength(place: number, length: number): void {
    if (place === this.#lengths.length) {
      const longer = new Float32Array(place * 2);
      longer.set(this.#lengths);
      this.#lengths = longer;
    }
    this.#lengths[place] = length;
    this.#totalLength += length;
  }
}
