/** Writes, alone or many in one request: understood first, then done in one transaction, each once. */
import type { Database } from './db/database.js';
import type { EventHub } from './events.js';
import type { FileStore } from './files/file-store.js';
import type { Rule } from './operations.js';
import { Problem } from './problems.js';
import type { RateLimiter } from './rate-limit.js';
import type { Given, Reply } from './rules/call.js';
import { InFlight, inSitting, refuseBusy } from './rules/idempotency.js';
import type { Attempt, Once, Settled } from './rules/idempotency.js';
import { loadViewer } from './rules/viewer.js';

/** One write that keeps to the contract. */
export interface Write extends Attempt {
  readonly rule: Rule;
  readonly given: Given;
  /** @throws Error when its answer breaks the contract */
  readonly check: (reply: Reply) => void;
}

/** Whose writes, and when. */
export interface Writer {
  readonly personId: string;
  /** RFC 3339. */
  readonly now: string;
}

/** What they need of the backend. */
export interface WritesOptions {
  readonly db: Database;
  readonly files: FileStore;
  readonly limiter: RateLimiter;
  readonly events: EventHub;
}

/** Does a write, or gives the answer it got the first time. */
export type Perform = (write: Write) => Promise<Reply>;

/** The writing half of a backend. */
export class Writes {
  readonly #inFlight = new InFlight();

  constructor(private readonly options: WritesOptions) {}

  /** One write under `key`, which `understand` reads while nobody else may be at it. */
  alone(writer: Writer, key: string, understand: () => Promise<Write>): Promise<Reply> {
    return this.exclusively(writer.personId, key, async () => {
      const write = await understand();
      return this.#inSitting(writer, [key], false, (perform) => perform(write));
    });
  }

  /** Something that is written once and settles itself. @throws Problem 409 while another request is at it, 429 */
  async exclusively(personId: string, key: string, work: () => Promise<Settled>): Promise<Reply> {
    this.options.limiter.take(personId);
    const { replayed, ...reply } = await this.#inFlight.only(personId, [key], (free) =>
      free.has(key) ? work() : refuseBusy(),
    );
    if (!replayed) await this.#settle();
    return reply;
  }

  /**
   * Writes under these keys. `work` does them by `perform`, one after the other, as far as there is no problem with it; it may
   * be run again from its beginning.
   */
  async together<Result>(
    writer: Writer,
    keys: readonly string[],
    work: (perform: Perform) => Promise<Result>,
  ): Promise<Result> {
    const counted = new Set<string>();
    let isChanged = false;
    const result = await this.#inFlight.only(writer.personId, keys, (free) =>
      this.#inSitting(writer, [...free], true, (perform) =>
        work(async (write) => {
          if (!counted.has(write.key)) this.options.limiter.take(writer.personId);
          counted.add(write.key);
          if (!free.has(write.key)) refuseBusy();
          const { replayed, ...reply } = await perform(write);
          isChanged ||= !replayed;
          return reply;
        }),
      ),
    );
    if (isChanged) await this.#settle();
    return result;
  }

  #inSitting<Result>(
    { personId, now }: Writer,
    keys: readonly string[],
    forgives: boolean,
    work: (perform: (write: Write) => Promise<Settled>) => Promise<Result>,
  ): Promise<Result> {
    return inSitting(this.options.db, { personId, keys, forgives, now }, async (once: Once, transaction) => {
      const standing = await loadViewer(transaction, personId);
      return work((write) =>
        once(write, async (desk) => {
          const reply = await write.rule({ ...write.given, ...desk, ...standing });
          write.check(reply);
          return reply;
        }),
      );
    });
  }

  // What follows a commit: streams hear of it, bytes without a record go.
  async #settle(): Promise<void> {
    const { db, files, events } = this.options;
    events.changed();
    const removed = await db.query<{ id: string }>('select id from file_to_remove limit 100');
    for (const { id } of removed) await files.delete(id);
    if (removed.length === 0) return;
    await db.query('delete from file_to_remove where id = any($1::uuid[])', [removed.map(({ id }) => id)]);
  }
}

/** @throws Problem 404 unless the operation is one that writes, and needs nothing but JSON. */
export function requireRule(rule: Rule | undefined): Rule {
  if (!rule) throw new Problem('not-found');
  return rule;
}
