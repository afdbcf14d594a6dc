/**
 * Finds answers: the index says which documents contain the question's words, the nearest of them and the topics
 * say what it is about, and the order follows from both.
 */
import type { SourceKind } from '../model/article.js';
import { SearchIndex } from './search-index.js';
import type { Entry, Scores, Searchable } from './search-index.js';
import { understand } from './search-question.js';
import type { Synonyms, Understood } from './search-question.js';
import { diversified } from './search-rank.js';
import type { Candidate } from './search-rank.js';
import { Topics } from './search-topics.js';
import { wordsOf } from './search-words.js';

/** A question and what it is limited to. */
export interface Question {
  readonly text: string;
  readonly source?: SourceKind | undefined;
  readonly category?: string | undefined;
  readonly synonyms?: Synonyms | undefined;
}

/** What was found. */
export interface Found {
  /** Ids, best first; at most `MOST_FOUND`. */
  readonly ids: readonly string[];
  /** What was looked for, for marking it. */
  readonly understood: Understood;
}

/** Nobody reads on after so many. */
export const MOST_FOUND = 100;
const NEAREST = 30;
const NEAREST_POWER = 3;
const TOPIC_POWER = 4;
const NEAREST_SHARE = 0.45;
// What scores less than this of the best only shares a word with the question by chance.
const LEAST_RELEVANCE = 0.25;
const LIKELY = 0.02;
const MOST_LIKELY = 10;
const TEXT_OF_TOPIC = 1_000;
// An article is one where cases are many: its share among the nearest is worth as much as theirs together.
const ARTICLE_SHARE = 8;

/** Documents that can be searched. */
export class Finder {
  readonly index = new SearchIndex();
  readonly #topics = new Topics();
  readonly #learned = new Map<string, { readonly category: string; readonly stems: readonly string[] }>();

  /** Adds a document, or replaces the one of its id. */
  add(document: Searchable): void {
    this.#forget(document.id);
    this.index.add(document);
    if (document.category === null) return;
    const stems = stemsOfTopic(document);
    this.#topics.learn(document.category, stems);
    this.#learned.set(document.id, { category: document.category, stems });
  }

  /** Takes a document out; of one that is not there, nothing happens. */
  remove(id: string): void {
    this.#forget(id);
    this.index.remove(id);
  }

  /** Answers to a question, best first. */
  find(question: Question): Found {
    const understood = understand(this.index, question.text, question.synonyms);
    const scores = this.index.score(understood.terms);
    if (scores.places.length === 0) return { ids: [], understood };
    const nearest = this.#nearest(scores);
    const likelihoods = this.#likelihoods(understood.stems, nearest);
    const candidates = this.#candidates(question, scores, nearest, likelihoods);
    return { ids: diversified(candidates, MOST_FOUND).map(({ entry }) => entry.id), understood };
  }

  #forget(id: string): void {
    const learned = this.#learned.get(id);
    if (!learned) return;
    this.#topics.learn(learned.category, learned.stems, -1);
    this.#learned.delete(id);
  }

  // Each of the nearest documents with its share of the vote.
  #nearest({ values, places, best }: Scores): Map<number, number> {
    const top = highest(places, values, NEAREST);
    const votes = top.map((place) => [place, ((values[place] ?? 0) / best) ** NEAREST_POWER] as const);
    const all = votes.reduce((sum, [, vote]) => sum + vote, 0);
    return new Map(votes.map(([place, vote]) => [place, vote / all]));
  }

  #likelihoods(stems: readonly string[], nearest: ReadonlyMap<number, number>): Map<string, number> {
    const votes = new Map<string, number>();
    for (const [place, vote] of nearest) {
      const category = this.index.entryAt(place)?.category ?? null;
      if (category !== null) votes.set(category, (votes.get(category) ?? 0) + vote);
    }
    return mixed(votes, shares(this.#topics.nearness(stems), TOPIC_POWER), NEAREST_SHARE);
  }

  #candidates(
    question: Question,
    { values, places, best }: Scores,
    nearest: ReadonlyMap<number, number>,
    likelihoods: ReadonlyMap<string, number>,
  ): Candidate[] {
    const bests = this.#likeliest(likelihoods);
    const least = LEAST_RELEVANCE * best;
    const relevant: number[] = [];
    for (const place of places) {
      const entry = this.index.entryAt(place);
      if (!entry || !isAsked(question, entry)) continue;
      const value = values[place] ?? 0;
      if (value >= least) relevant.push(place);
      // Of each likely topic the best document may be shown, though its words are hardly the question's.
      const found = bests[entry.topic];
      if (found && value > found.value) [found.value, found.place] = [value, place];
    }
    const ofTopics = bests
      .filter((found) => found !== undefined && found.value > 0)
      .map((found) => found?.place ?? 0);
    const chosen = new Set([...highest(relevant, values, MOST_FOUND), ...ofTopics]);
    return Array.from(chosen, (place) => {
      const entry = this.index.entryAt(place) as Entry;
      const topic = entry.category === null ? 0 : (likelihoods.get(entry.category) ?? 0);
      const own = (nearest.get(place) ?? 0) * (entry.source === 'case' ? 1 : ARTICLE_SHARE);
      const relevance = (values[place] ?? 0) / best;
      return { entry, relevance, likelihood: Math.min(1, Math.max(topic, own)) };
    });
  }

  // By topic number; undefined where a topic is not likely.
  #likeliest(likelihoods: ReadonlyMap<string, number>): (Best | undefined)[] {
    const likely = [...likelihoods]
      .filter(([, likelihood]) => likelihood >= LIKELY)
      .sort(([, a], [, b]) => b - a);
    const bests: (Best | undefined)[] = [];
    for (const [category] of likely.slice(0, MOST_LIKELY)) {
      const topic = this.index.topicNumber(category);
      if (topic !== undefined) bests[topic] = { place: 0, value: 0 };
    }
    return bests;
  }
}

/** The best document of a topic so far. */
interface Best {
  place: number;
  value: number;
}

function isAsked({ source, category }: Question, entry: Entry): boolean {
  if (source !== undefined && entry.source !== source) return false;
  return category === undefined || entry.category === category;
}

/** What a document's topic is known by. */
export function stemsOfTopic({
  title,
  keywords,
  body,
}: Pick<Searchable, 'title' | 'keywords' | 'body'>): string[] {
  return wordsOf(`${title}\n${keywords}\n${body.slice(0, TEXT_OF_TOPIC)}`).map(({ stem }) => stem);
}

// The places of the highest values, highest first; equal ones in the order of their places.
function highest(places: readonly number[], values: Float32Array, most: number): number[] {
  const compare = (a: number, b: number): number => (values[b] ?? 0) - (values[a] ?? 0) || a - b;
  if (places.length <= most) return [...places].sort(compare);
  // Whatever is below the `most`-th of a first part is not among the highest of all.
  let top: number[] = [];
  let least = -1;
  for (const place of places) {
    if ((values[place] ?? 0) < least) continue;
    top.push(place);
    if (top.length < most * 4) continue;
    top = top.sort(compare).slice(0, most);
    least = values[top.at(-1) ?? 0] ?? 0;
  }
  return top.sort(compare).slice(0, most);
}

function shares(values: ReadonlyMap<string, number>, power: number): Map<string, number> {
  const best = Math.max(...values.values(), 0);
  const raised = [...values].map(([key, value]) => [key, (value / best) ** power] as const);
  const all = raised.reduce((sum, [, value]) => sum + value, 0);
  return new Map(raised.map(([key, value]) => [key, value / all]));
}

function mixed(
  a: ReadonlyMap<string, number>,
  b: ReadonlyMap<string, number>,
  shareOfA: number,
): Map<string, number> {
  const keys = new Set([...a.keys(), ...b.keys()]);
  return new Map(
    [...keys].map((key) => [key, shareOfA * (a.get(key) ?? 0) + (1 - shareOfA) * (b.get(key) ?? 0)]),
  );
}
