/** What a question asks for: its words, what they may have meant, and what the owner says means the same. */
import type { SearchIndex, Term } from './search-index.js';
import { isTelling, stemOf, wordsOf } from './search-words.js';
import type { Meant } from './search-vocabulary.js';

/** A question as it is looked for. */
export interface Understood {
  readonly terms: readonly Term[];
  /** Its stems in order, a misspelt word replaced by the nearest known one. */
  readonly stems: readonly string[];
}

/** Groups of words, or groups of several words, that mean the same. */
export type Synonyms = readonly (readonly string[])[];

const MOST_WORDS = 40;
const MOST_MEANT = 3;
const SYNONYM_WEIGHT = 0.7;
const BEGUN_WEIGHT = 0.25;
// A word that hardly any document has, next to one that many have, is the misspelling that somebody made before.
const RARE = 2;
const COMMON = 20;

/**
 * Reads a question. Its last word may be unfinished when nothing follows it.
 * @param synonyms as `readSynonyms` gives them
 */
export function understand(index: SearchIndex, question: string, synonyms: Synonyms = []): Understood {
  const words = wordsOf(question).slice(0, MOST_WORDS);
  const isBegun = (words.at(-1)?.end ?? -1) === question.length;
  const terms = new Map<string, Term>();
  const stems = words.map(({ word, stem }, at) => {
    const isLast = at === words.length - 1;
    const telling = isTelling(word);
    const isKnown = index.frequency(stem) > 0;
    add(terms, { stem, weight: 1, isTelling: telling });
    if (!telling && !(isLast && isBegun)) return stem;
    const meant = telling ? whatWasMeant(index, word, stem) : [];
    if (isLast && isBegun) meant.push(...whatWasBegun(index, word, isKnown));
    for (const other of meant) add(terms, { stem: other.stem, weight: other.nearness, isTelling: true });
    return isKnown ? stem : (meant[0]?.stem ?? stem);
  });
  for (const stem of alike(stems, synonyms)) add(terms, { stem, weight: SYNONYM_WEIGHT, isTelling: true });
  return { terms: [...terms.values()], stems };
}

function add(terms: Map<string, Term>, term: Term): void {
  const before = terms.get(term.stem);
  if (!before || before.weight < term.weight) terms.set(term.stem, term);
}

function whatWasMeant(index: SearchIndex, word: string, stem: string): Meant[] {
  const { vocabulary } = index;
  const frequency = index.frequency(stem);
  const related = [...vocabulary.forms(word), ...vocabulary.compounds(word)].filter(
    (other) => other.stem !== stem,
  );
  const parts = frequency === 0 ? vocabulary.parts(word) : [];
  if (frequency > RARE || related.length + parts.length > 0) return [...related, ...parts];
  return vocabulary
    .spellings(word)
    .filter((other) => index.frequency(other.stem) >= (frequency === 0 ? 1 : COMMON))
    .sort((a, b) => b.nearness - a.nearness || index.frequency(b.stem) - index.frequency(a.stem))
    .slice(0, MOST_MEANT);
}

function whatWasBegun(index: SearchIndex, word: string, isKnown: boolean): Meant[] {
  const weight = isKnown ? BEGUN_WEIGHT : 1;
  return index.vocabulary
    .completions(word)
    .filter((other) => index.frequency(other.stem) > 0)
    .slice(0, MOST_MEANT)
    .map((other) => ({ ...other, nearness: weight * Math.max(0.5, other.nearness) }));
}

// Stems of what means the same as some of the words.
function alike(stems: readonly string[], synonyms: Synonyms): string[] {
  const asked = ` ${stems.join(' ')} `;
  return synonyms
    .filter((group) => group.some((phrase) => asked.includes(` ${phrase} `)))
    .flatMap((group) => group.flatMap((phrase) => phrase.split(' ')));
}

/**
 * The owner's synonyms: one group a line (or between semicolons), its members separated by commas, each a word or
 * several: `cash machine, ATM, Geldautomat`.
 */
export function readSynonyms(text: string): Synonyms {
  return text
    .split(/[\n;]/u)
    .map((line) =>
      line
        .split(',')
        .map((phrase) =>
          wordsOf(phrase)
            .map(({ word }) => stemOf(word))
            .join(' '),
        )
        .filter((phrase) => phrase !== ''),
    )
    .filter((group) => group.length > 1);
}
