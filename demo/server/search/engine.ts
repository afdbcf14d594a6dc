/**
 * The search engine of one database: an index in memory that follows the table `document`. Every process has its own;
 * before each search it asks what changed since, so what was published a moment ago is found and what was withdrawn
 * is not.
 */
import { Finder } from '../../../src/offline/search-finder.js';
import type { Found, Question } from '../../../src/offline/search-finder.js';
import { inSlices } from '../../../src/offline/search-slices.js';
import type { Queryable } from '../db/database.js';
import type { SourceKind } from '../types.js';
import { priorOf } from './prior.js';
import { Tally } from './tally.js';

interface State {
  revision: number;
  begun_at: number;
}

interface DocumentRow {
  id: string;
  revision: number;
  source: SourceKind;
  title: string;
  category: string | null;
  keywords: string;
  body: string;
  staff_rank: number;
  answered: number;
  not_answered: number;
}

const PAGE = 500;
// What `SearchIndex` reads of a text, and some more for characters that it counts otherwise.
const BODY_CHARACTERS = 20_000;
const MOST_WASTE = 1_000;
const FIRST_ID = '00000000-0000-0000-0000-000000000000';

const engines = new WeakMap<Queryable, SearchEngine>();

/** The engine of a database, one for as long as the database is open. */
export function engineOf(db: Queryable): SearchEngine {
  const known = engines.get(db);
  if (known) return known;
  const engine = new SearchEngine(db);
  engines.set(db, engine);
  return engine;
}

/** Finds documents of one database. */
export class SearchEngine {
  readonly tally: Tally;
  #finder = new Finder();
  #revision = 0;
  #following: Promise<void> | undefined;
  #next: Promise<void> | undefined;

  constructor(private readonly db: Queryable) {
    this.tally = new Tally(db);
  }

  /** Documents in the index. */
  get size(): number {
    return this.#finder.index.size;
  }

  /** Ids of what answers, best first, as of this moment. */
  async find(question: Question): Promise<Found> {
    await this.follow();
    return this.#finder.find(question);
  }

  /** Takes in what changed since the last time. The first time this is everything: call it when starting. */
  follow(): Promise<void> {
    if (this.#next) return this.#next;
    if (!this.#following) return (this.#following = this.#look());
    // A look that is under way may have begun before the change that this caller needs: all who come now share the next.
    this.#next = this.#following
      .catch(() => undefined)
      .then(() => {
        this.#next = undefined;
        return (this.#following = this.#look());
      });
    return this.#next;
  }

  #look(): Promise<void> {
    const look = this.#catchUp().finally(() => {
      if (this.#following === look) this.#following = undefined;
    });
    return look;
  }

  async #catchUp(): Promise<void> {
    const [state] = await this.db.query<State>('select revision, begun_at from search_state');
    const { revision, begun_at: begunAt } = state ?? { revision: 0, begun_at: 0 };
    // A revision that goes back is another database, restored in place of this one.
    if (begunAt > this.#revision || revision < this.#revision) this.#beginAnew();
    if (revision === this.#revision) return;
    const removed = await this.db.query<{ id: string }>(
      'select id from document_removal where revision > $1 and revision <= $2',
      [this.#revision, revision],
    );
    for (const { id } of removed) this.#finder.remove(id);
    await this.#takeIn(this.#revision, revision);
    this.#revision = revision;
    if (this.#finder.index.waste > Math.max(MOST_WASTE, this.size)) this.#beginAnew();
  }

  async #takeIn(since: number, upTo: number): Promise<void> {
    let after = { revision: since + 1, id: FIRST_ID };
    for (;;) {
      const rows = await this.db.query<DocumentRow>(
        `select id, revision, source, title, category, keywords, left(body, ${BODY_CHARACTERS}) as body,
           staff_rank, answered, not_answered
         from document where (revision, id) > ($1::bigint, $2::uuid) and revision <= $3::bigint
         order by revision, id limit ${PAGE}`,
        [after.revision, after.id, upTo],
      );
      await inSlices(rows, (row) => this.#finder.add({ ...row, prior: priorOf(row) }));
      const last = rows.at(-1);
      if (!last || rows.length < PAGE) return;
      after = last;
    }
  }

  #beginAnew(): void {
    this.#finder = new Finder();
    this.#revision = 0;
    this.tally.forget();
  }
}
