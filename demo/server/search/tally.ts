/**
 * Counts what is searched, for the owner's report. Who searched is needed for a moment only, to tell one question
 * that is still being typed from several, and is never written; nor are numbers and addresses in a question.
 */
import type { Queryable } from '../db/database.js';

interface Typed {
  readonly query: string;
  readonly found: boolean;
  /** Milliseconds since 1970. */
  readonly at: number;
}

const STILL_TYPING_MS = 15_000;
const SAME_BEGINNING = 3;
const QUERY_LENGTH = 200;
const KEPT_DAYS = 400;

/** Questions of one process that are not written yet, and the writing of them. */
export class Tally {
  readonly #typed = new Map<string, Typed>();
  #writing: Promise<void> = Promise.resolve();

  constructor(private readonly db: Queryable) {}

  /** A person searched; nobody waits for the writing. A question that goes on from the one before takes its place. */
  count(personId: string, question: string, found: boolean, now: string): void {
    const at = Date.parse(now);
    const query = impersonal(question);
    const before = this.#typed.get(personId);
    if (before && !isSameQuestion(before, query, at)) this.#write([before]);
    this.#typed.set(personId, { query, found, at });
    this.#writeOlderThan(at - STILL_TYPING_MS);
  }

  /** Resolves when everything counted so far is written. */
  flush(): Promise<void> {
    this.#writeOlderThan(Infinity);
    return this.#writing;
  }

  /** Drops whatever is not written yet. */
  forget(): void {
    this.#typed.clear();
  }

  #writeOlderThan(at: number): void {
    const due = [...this.#typed].filter(([, typed]) => typed.at < at);
    for (const [personId] of due) this.#typed.delete(personId);
    this.#write(due.map(([, typed]) => typed));
  }

  // A count that cannot be written is lost: a search is worth more than its count.
  #write(questions: readonly Typed[]): void {
    if (questions.length === 0) return;
    this.#writing = this.#writing.then(() => this.#insert(questions)).catch(() => undefined);
  }

  async #insert(questions: readonly Typed[]): Promise<void> {
    for (const { query, found, at } of questions) {
      await this.db.query(
        `insert into search_tally as t (day, query, searches, without_result, last_at)
         values ($1::timestamptz::date, $2, 1, $3, $1) on conflict (day, query) do update set
           searches = t.searches + 1, without_result = t.without_result + excluded.without_result,
           last_at = greatest(t.last_at, excluded.last_at)`,
        [new Date(at).toISOString(), query, found ? 0 : 1],
      );
    }
  }
}

/** Forgets what was searched longer ago than any report looks back. */
export async function purgeTally(db: Queryable, now: string): Promise<void> {
  await db.query(`delete from search_tally where day < $1::timestamptz::date - ${KEPT_DAYS}`, [now]);
}

function isSameQuestion(before: Typed, query: string, at: number): boolean {
  const isSoon = at - before.at < STILL_TYPING_MS;
  return isSoon && before.query.slice(0, SAME_BEGINNING) === query.slice(0, SAME_BEGINNING);
}

/** The question without what could name a person: addresses, and numbers of four digits or more. */
export function impersonal(question: string): string {
  return question
    .toLowerCase()
    .replace(/[^\s@]+@[^\s@]+/gu, '@')
    .replace(/\d(?:[\s./-]?\d){3,}/gu, '#')
    .replace(/\s+/gu, ' ')
    .trim()
    .slice(0, QUERY_LENGTH);
}
