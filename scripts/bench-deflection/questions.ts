/** Questions that were really asked, parted into those that are known and those that are asked anew. */
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';

/** A question and the matter that it is about. */
export interface Question {
  readonly text: string;
  readonly category: string;
}

/** What is indexed, and what is asked. */
export interface Fold {
  readonly known: readonly Question[];
  readonly asked: readonly Question[];
}

const SEED = 77;

/** Questions of a CSV file with the columns text and category. */
export function readQuestions(path: string): Question[] {
  const rows = parse(readFileSync(path), { bom: true, columns: true, skip_empty_lines: true });
  return (rows as Partial<Question>[]).map(({ text, category }) => {
    if (text === undefined || category === undefined) {
      throw new Error(`${path} needs the columns text and category.`);
    }
    return { text: text.trim(), category: category.trim() };
  });
}

/** Each question is asked once, of an index that does not know it. The same questions give the same folds. */
export function foldsOf(questions: readonly Question[], count: number): Fold[] {
  const shuffled = [...questions];
  const random = randomFrom(SEED);
  for (let at = shuffled.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    [shuffled[at], shuffled[other]] = [shuffled[other] as Question, shuffled[at] as Question];
  }
  return Array.from({ length: count }, (_, fold) => ({
    known: shuffled.filter((_question, at) => at % count !== fold),
    asked: shuffled.filter((_question, at) => at % count === fold),
  }));
}

/** Fills up to `total` questions: the beginning of one known question and the end of another of its category. */
export function filledUp(known: readonly Question[], total: number): Question[] {
  const random = randomFrom(SEED);
  const byCategory = byCategoryOf(known);
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;
  const filled = [...known];
  const seen = new Set(known.map(({ text }) => text));
  for (let tries = 0; filled.length < total && tries < total * 20; tries += 1) {
    const { text: beginning, category } = pick(known);
    const { text: end } = pick(byCategory.get(category) ?? known);
    const text = `${half(beginning, 0)} ${half(end, 1)} ${Math.floor(random() * 1_000)}`;
    if (seen.has(text)) continue;
    seen.add(text);
    filled.push({ text, category });
  }
  return filled;
}

function half(text: string, which: 0 | 1): string {
  const words = text.split(/\s+/u);
  const middle = Math.ceil(words.length / 2);
  return (which === 0 ? words.slice(0, middle) : words.slice(middle)).join(' ');
}

// Mulberry32: small, and the same everywhere.
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function byCategoryOf(questions: readonly Question[]): Map<string, Question[]> {
  const groups = new Map<string, Question[]>();
  for (const question of questions) {
    const group = groups.get(question.category);
    if (group) group.push(question);
    else groups.set(question.category, [question]);
  }
  return groups;
}
