/**
 * What a question is about, learned from what others asked: each category is the sum of its documents, words and
 * pairs of words weighted by how rare they are, and a question is as near to it as their angle is small (Rocchio's
 * centroids). Learns and forgets one document at a time.
 */

/** Which categories have a word or a pair of words, by their numbers. */
interface Feature {
  documents: number;
  readonly topics: number[];
  /** Of each of the `topics`. */
  readonly weights: number[];
}

// Rarities move slowly: lengths are measured again when this share of all documents is new.
const STALE = 0.02;
// What is left of a weight by rounding when everything counted was forgotten.
const NOTHING = 1e-9;

/** Words of a text and its pairs of neighbours, as a category is known by. */
export function featuresOf(stems: readonly string[]): string[] {
  return [...stems, ...stems.slice(1).map((stem, at) => `${stems[at] ?? ''} ${stem}`)];
}

/** Categories by the words of their documents. */
export class Topics {
  readonly #numbers = new Map<string, number>();
  readonly #categories: string[] = [];
  readonly #features = new Map<string, Feature>();
  #norms = new Float64Array(0);
  #documents = 0;
  #unmeasured = 0;

  /** `change` 1 learns the document, -1 forgets it. */
  learn(category: string, stems: readonly string[], change: 1 | -1 = 1): void {
    const topic = this.#numberOf(category);
    this.#documents += change;
    this.#unmeasured += 1;
    const features = new Set(featuresOf(stems));
    for (const feature of features) this.#count(topic, feature, change / Math.sqrt(features.size), change);
  }

  /** Cosine between the question and each category that shares a word with it, 0 to 1. */
  nearness(stems: readonly string[]): Map<string, number> {
    if (this.#unmeasured > STALE * this.#documents) this.#measure();
    const sums = new Float64Array(this.#categories.length);
    let squares = 0;
    for (const name of new Set(featuresOf(stems))) {
      const feature = this.#features.get(name);
      if (!feature) continue;
      const square = this.#rarity(feature) ** 2;
      squares += square;
      feature.topics.forEach((topic, at) => {
        sums[topic] = (sums[topic] ?? 0) + (feature.weights[at] ?? 0) * square;
      });
    }
    const found = new Map<string, number>();
    this.#categories.forEach((category, topic) => {
      const length = Math.sqrt(squares) * (this.#norms[topic] ?? 0);
      if (length > 0 && (sums[topic] ?? 0) > 0) found.set(category, (sums[topic] ?? 0) / length);
    });
    return found;
  }

  #numberOf(category: string): number {
    const known = this.#numbers.get(category);
    if (known !== undefined) return known;
    const number = this.#categories.push(category) - 1;
    this.#numbers.set(category, number);
    return number;
  }

  #count(topic: number, name: string, weight: number, documents: number): void {
    let feature = this.#features.get(name);
    if (!feature) this.#features.set(name, (feature = { documents: 0, topics: [], weights: [] }));
    feature.documents += documents;
    const known = feature.topics.indexOf(topic);
    const at = known < 0 ? feature.topics.push(topic) - 1 : known;
    feature.weights[at] = (feature.weights[at] ?? 0) + weight;
    if (feature.documents > 0 && (feature.weights[at] ?? 0) > NOTHING) return;
    feature.topics.splice(at, 1);
    feature.weights.splice(at, 1);
    if (feature.documents <= 0) this.#features.delete(name);
  }

  #rarity({ documents }: Feature): number {
    return Math.log((1 + this.#documents) / (1 + documents)) + 1;
  }

  #measure(): void {
    const squares = new Float64Array(this.#categories.length);
    for (const feature of this.#features.values()) {
      const rarity = this.#rarity(feature);
      feature.topics.forEach((topic, at) => {
        squares[topic] = (squares[topic] ?? 0) + ((feature.weights[at] ?? 0) * rarity) ** 2;
      });
    }
    this.#norms = squares.map(Math.sqrt);
    this.#unmeasured = 0;
  }
}
