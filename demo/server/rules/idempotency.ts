/**
 * Writes happen once. The first answer of a write is stored under its key in the transaction of the write itself, so
 * there is no moment at which one exists without the other; whoever repeats the write is given that answer.
 */
import type { Database, Queryable } from '../db/database.js';
import { Problem } from '../problems.js';
import type { Reply } from './call.js';

const KEEP_DAYS = 30;
const DAY_MS = 86_400_000;

/** One try of a write. */
export interface Attempt {
  readonly personId: string;
  /** The `Idempotency-Key` without its quotes. */
  readonly key: string;
  /** Digest of everything that makes it this write and no other. */
  readonly fingerprint: string;
  /** RFC 3339. */
  readonly now: string;
}

interface StoredAnswer {
  fingerprint: string;
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** Writes of this process that are running now, by person and key. */
export class InFlight {
  readonly #running = new Set<string>();

  /** Runs `work` unless the same write is running already. @throws Problem 409 `idempotency-in-flight`. */
  async only<Result>(personId: string, key: string, work: () => Promise<Result>): Promise<Result> {
    const name = `${personId} ${key}`;
    if (this.#running.has(name)) throw inFlight();
    this.#running.add(name);
    try {
      return await work();
    } finally {
      this.#running.delete(name);
    }
  }
}

function inFlight(): Problem {
  return new Problem('idempotency-in-flight', { headers: { 'Retry-After': '1' } });
}

/** Runs `write` in a transaction, or gives the answer it got the first time. Refusals are not stored: nothing happened. */
export function once(
  db: Database,
  attempt: Attempt,
  write: (transaction: Queryable) => Promise<Reply>,
): Promise<Reply & { readonly replayed: boolean }> {
  return retrying(() =>
    db.transaction(async (transaction) => {
      if (db.engine === 'postgres') await claim(transaction, attempt);
      const stored = await find(transaction, attempt);
      if (stored) return { ...replay(stored, attempt), replayed: true };
      const reply = await write(transaction);
      await store(transaction, attempt, reply);
      return { ...reply, replayed: false };
    }),
  );
}

// Another process may be at the same write: the lock ends with its transaction, whatever becomes of it.
async function claim(transaction: Queryable, attempt: Attempt): Promise<void> {
  const [lock] = await transaction.query<{ free: boolean }>(
    'select pg_try_advisory_xact_lock(hashtextextended($1, 4217)) as free',
    [`${attempt.personId} ${attempt.key}`],
  );
  if (!lock?.free) throw inFlight();
}

async function find(transaction: Queryable, attempt: Attempt): Promise<StoredAnswer | undefined> {
  const [stored] = await transaction.query<StoredAnswer>(
    `select fingerprint, status, headers, body from answered_write
     where person_id = $1 and key = $2 and expires_at > $3`,
    [attempt.personId, attempt.key, attempt.now],
  );
  return stored;
}

function replay(stored: StoredAnswer, attempt: Attempt): Reply {
  if (stored.fingerprint !== attempt.fingerprint) throw new Problem('idempotency-mismatch');
  return { status: stored.status, headers: stored.headers, body: JSON.parse(stored.body) as unknown };
}

async function store(transaction: Queryable, attempt: Attempt, reply: Reply): Promise<void> {
  const expiresAt = new Date(Date.parse(attempt.now) + KEEP_DAYS * DAY_MS).toISOString();
  await transaction.query(
    `insert into answered_write (person_id, key, fingerprint, status, headers, body, created_at, expires_at)
     values ($1, $2, $3, $4, $5::jsonb, $6, $7, $8)
     on conflict (person_id, key) do update set fingerprint = excluded.fingerprint, status = excluded.status,
       headers = excluded.headers, body = excluded.body, created_at = excluded.created_at, expires_at = excluded.expires_at`,
    [
      attempt.personId,
      attempt.key,
      attempt.fingerprint,
      reply.status,
      JSON.stringify(reply.headers ?? {}),
      JSON.stringify(reply.body),
      attempt.now,
      expiresAt,
    ],
  );
}

// unique_violation (another process was first: now it is there to be found), serialization_failure, deadlock_detected.
const PASSING = new Set(['23505', '40001', '40P01']);
const TRIES = 4;

async function retrying<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (tries >= TRIES || !PASSING.has(sqlState(error))) throw error;
    }
  }
}

function sqlState(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
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
