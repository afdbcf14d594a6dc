/**
 * The order in which answers are shown: the likeliest topics first, and of each topic its best answer before its
 * second, so that five cases of one matter never hide the one article, nor the second-likeliest matter (after Agrawal
 * et al., Diversifying Search Results, 2009).
 */
import type { Entry } from './search-index.js';

/** A document that may be shown. */
export interface Candidate {
  readonly entry: Entry;
  /** 0 to 1: its score over the best score. */
  readonly relevance: number;
  /** 0 to 1: how likely a document of this topic answers. */
  readonly likelihood: number;
}

// Cases of one category are the same question again; articles of one category are different answers.
const AFTER_CASE = { case: 0.01, other: 0.9 };
const AFTER_OTHER = { case: 0.7, other: 0.8 };
// Of the value of a document, what its own words make up; the rest is its topic's.
const OWN_SHARE = 0.5;
// What remains of a document's value when its topic is used up, less with each one shown: where one topic is certain,
// others that share the question's words still come before its third case.
const TAIL = 0.005;
/** Among the first of these there is an article, a page or the like, where one answers nearly as well. */
const FIRST = 5;
const PLACE_OF_ARTICLE = 3;
const NEARLY_AS_WELL = 0.5;

interface Left {
  case: number;
  other: number;
  shown: number;
}

/** Best first. */
export function diversified(candidates: readonly Candidate[], most: number): Candidate[] {
  const left = new Map<string, Left>();
  const rest = [...candidates];
  const order: Candidate[] = [];
  while (rest.length > 0 && order.length < most) {
    let [best, bestValue] = [0, -1];
    rest.forEach((candidate, at) => {
      const value = valueOf(candidate, left.get(topicOf(candidate.entry)));
      if (value > bestValue) [best, bestValue] = [at, value];
    });
    const [chosen] = rest.splice(best, 1);
    if (!chosen) break;
    order.push(chosen);
    useUp(left, chosen.entry);
  }
  return withArticle(order);
}

function topicOf({ category, id }: Entry): string {
  return category ?? id;
}

function kindOf({ source }: Entry): 'case' | 'other' {
  return source === 'case' ? 'case' : 'other';
}

function valueOf({ entry, relevance, likelihood }: Candidate, left: Left | undefined): number {
  const own = 1 - OWN_SHARE + OWN_SHARE * relevance;
  const tail = (TAIL * relevance) / (1 + (left?.shown ?? 0));
  return entry.prior * ((left?.[kindOf(entry)] ?? 1) * likelihood * own + tail);
}

function useUp(topics: Map<string, Left>, entry: Entry): void {
  const left = topics.get(topicOf(entry)) ?? { case: 1, other: 1, shown: 0 };
  const share = entry.source === 'case' ? AFTER_CASE : AFTER_OTHER;
  topics.set(topicOf(entry), {
    case: left.case * share.case,
    other: left.other * share.other,
    shown: left.shown + 1,
  });
}

function withArticle(order: Candidate[]): Candidate[] {
  const isArticle = ({ entry }: Candidate): boolean => entry.source !== 'case';
  if (order.slice(0, FIRST).some(isArticle)) return order;
  const at = order.findIndex((candidate) => isArticle(candidate) && candidate.relevance >= NEARLY_AS_WELL);
  const article = order[at];
  if (!article) return order;
  const others = order.filter((_, place) => place !== at);
  return [...others.slice(0, PLACE_OF_ARTICLE), article, ...others.slice(PLACE_OF_ARTICLE)];
}
