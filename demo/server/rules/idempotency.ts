/**
 * Writes happen once. The first answer of a write is stored under its key in the transaction of the write itself, so
 * there is no moment at which one exists without the other; whoever repeats the write is given that answer.
 */
import type { Database, Transaction } from '../db/database.js';
import { Problem } from '../problems.js';
import type { Reply } from './call.js';
import { storeChanges } from './change-log.js';
import type { Change } from './change-log.js';

const KEEP_DAYS = 30;
const DAY_MS = 86_400_000;

/** One try of a write. */
export interface Attempt {
  /** The `Idempotency-Key` without its quotes. */
  readonly key: string;
  /** Digest of everything that makes it this write and no other. */
  readonly fingerprint: string;
}

/** Writes of one person that are done in one transaction. */
export interface Sitting {
  readonly personId: string;
  readonly keys: readonly string[];
  /** One that is refused leaves the others as they are; otherwise the first refusal is the end of all. */
  readonly forgives: boolean;
  /** RFC 3339. */
  readonly now: string;
}

/** What a write is given: the transaction, and where it says what it changed. */
export interface Desk {
  readonly db: Transaction;
  readonly changes: Change[];
}

/** The answer to a write. */
export type Settled = Reply & {
  /** It was done before; this is what it was answered then. */
  readonly replayed: boolean;
};

/**
 * Does a write, or gives the answer it got the first time. Refusals are not stored: nothing happened. When it rejects,
 * nothing of this write stays; the others are not concerned.
 */
export type Once = (attempt: Attempt, write: (desk: Desk) => Promise<Reply>) => Promise<Settled>;

/** Writes of this process that are running now, by person and key. */
export class InFlight {
  readonly #running = new Set<string>();

  /** Runs `work` with those of the keys that no other request is at. */
  async only<Result>(
    personId: string,
    keys: readonly string[],
    work: (free: ReadonlySet<string>) => Promise<Result>,
  ): Promise<Result> {
    const nameOf = (key: string): string => `${personId} ${key}`;
    const free = new Set(keys.filter((key) => !this.#running.has(nameOf(key))));
    for (const key of free) this.#running.add(nameOf(key));
    try {
      return await work(free);
    } finally {
      for (const key of free) this.#running.delete(nameOf(key));
    }
  }
}

/** @throws Problem 409 `idempotency-in-flight` */
export function refuseBusy(): never {
  throw new Problem('idempotency-in-flight', { headers: { 'Retry-After': '1' } });
}

/**
 * Runs `work`, which does the sitting's writes by `once`, in one transaction. It may run several times, of which the last
 * one counts: when other processes were in the way, everything is done anew.
 */
export function inSitting<Result>(
  db: Database,
  sitting: Sitting,
  work: (once: Once, transaction: Transaction) => Promise<Result>,
): Promise<Result> {
  return retrying((isLastTry) =>
    db.transaction(async (transaction) => {
      const ledger = new Ledger(transaction, sitting, isLastTry);
      await ledger.open(db.engine);
      const result = await work((attempt, write) => ledger.once(attempt, write), transaction);
      await ledger.close();
      return result;
    }),
  );
}

interface StoredAnswer {
  readonly key: string;
  readonly fingerprint: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON. */
  readonly body: string;
}

/** Answers of one sitting: those there were before, and those to store. */
class Ledger {
  readonly #answers = new Map<string, StoredAnswer>();
  readonly #busy = new Set<string>();
  readonly #fresh: StoredAnswer[] = [];
  readonly #changes: Change[] = [];

  constructor(
    private readonly transaction: Transaction,
    private readonly sitting: Sitting,
    private readonly isLastTry: boolean,
  ) {}

  async open(engine: Database['engine']): Promise<void> {
    const { personId, keys, now } = this.sitting;
    if (engine === 'postgres') await this.#claim();
    const stored = await this.transaction.query<StoredAnswer>(
      `select key, fingerprint, status, headers, body from answered_write
       where person_id = $1 and key = any($2::text[]) and expires_at > $3`,
      [personId, keys, now],
    );
    for (const answer of stored) this.#answers.set(answer.key, answer);
  }

  // Another process may be at the same writes: the locks end with its transaction, whatever becomes of it.
  async #claim(): Promise<void> {
    const { personId, keys } = this.sitting;
    const locks = await this.transaction.query<{ key: string; free: boolean }>(
      `select key, pg_try_advisory_xact_lock(hashtextextended($1::text || ' ' || key, 4217)) as free
       from unnest($2::text[]) as k (key)`,
      [personId, keys],
    );
    for (const { key, free } of locks) if (!free) this.#busy.add(key);
  }

  async once(attempt: Attempt, write: (desk: Desk) => Promise<Reply>): Promise<Settled> {
    if (this.#busy.has(attempt.key)) refuseBusy();
    const stored = this.#answers.get(attempt.key);
    if (stored) return { ...replay(stored, attempt), replayed: true };
    const changes: Change[] = [];
    const reply = await this.#attempt(() => write({ db: this.transaction, changes }));
    const { status, headers = {}, body } = reply;
    const answer = { ...attempt, status, headers, body: JSON.stringify(body) };
    this.#answers.set(attempt.key, answer);
    this.#fresh.push(answer);
    this.#changes.push(...changes);
    return { ...reply, replayed: false };
  }

  #attempt(write: () => Promise<Reply>): Promise<Reply> {
    if (!this.sitting.forgives) return write();
    return this.transaction.attempt(write).catch((error: unknown) => {
      // What is only in the way of others is done anew with all of them; what keeps failing is this write's own affair.
      if (!isPassing(error) || !this.isLastTry) throw error;
      throw new Error('It keeps getting in the way of other writes.', { cause: error });
    });
  }

  async close(): Promise<void> {
    await storeChanges(this.transaction, this.#changes);
    if (this.#fresh.length === 0) return;
    const { personId, now } = this.sitting;
    const expiresAt = new Date(Date.parse(now) + KEEP_DAYS * DAY_MS).toISOString();
    await this.transaction.query(
      `insert into answered_write (person_id, key, fingerprint, status, headers, body, created_at, expires_at)
       select $1, r.key, r.fingerprint, r.status, r.headers, r.body, $2, $3
       from jsonb_to_recordset($4::jsonb) as r (key text, fingerprint text, status int, headers jsonb, body text)
       on conflict (person_id, key) do update set fingerprint = excluded.fingerprint, status = excluded.status,
         headers = excluded.headers, body = excluded.body, created_at = excluded.created_at, expires_at = excluded.expires_at`,
      [personId, now, expiresAt, JSON.stringify(this.#fresh)],
    );
  }
}

function replay(stored: StoredAnswer, attempt: Attempt): Reply {
  if (stored.fingerprint !== attempt.fingerprint) throw new Problem('idempotency-mismatch');
  return { status: stored.status, headers: stored.headers, body: JSON.parse(stored.body) as unknown };
}

// unique_violation (another process was first: now it is there to be found), serialization_failure, deadlock_detected.
const PASSING = new Set(['23505', '40001', '40P01']);
const TRIES = 4;

async function retrying<Result>(work: (isLastTry: boolean) => Promise<Result>): Promise<Result> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work(tries === TRIES);
    } catch (error) {
      if (tries >= TRIES || !isPassing(error)) throw error;
    }
  }
}

/** Whether it may go well the next time. */
export function isPassing(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && PASSING.has(String(error.code));
}

/** Forgets answers that expired before `now`, and changes that nobody may ask for any more. */
export async function purge(db: Database, now: string): Promise<void> {
  await db.query('delete from answered_write where expires_at <= $1', [now]);
  const oldest = new Date(Date.parse(now) - KEEP_DAYS * DAY_MS).toISOString();
  await db.transaction(async (transaction) => {
    const [last] = await transaction.query<{ txid: string | null }>(
      `select max(txid)::text as txid from change_log where at < $1
       and txid < pg_snapshot_xmin(pg_current_snapshot())`,
      [oldest],
    );
    if (!last?.txid) return;
    await transaction.query('delete from change_log where txid <= $1::xid8', [last.txid]);
    await transaction.query('update change_log_purge set purged_to = greatest(purged_to, $1::xid8)', [
      last.txid,
    ]);
  });
}
