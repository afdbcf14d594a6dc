/** Brings a database to the newest schema: every migration once, in order, each in its own transaction. */
import type { Database } from './database.js';
import { MIGRATIONS } from './migrations/index.js';
import type { Migration } from './migrations/index.js';

// Any constant will do, as long as every Casement process takes the same one.
const ADVISORY_LOCK = 4_217_001;

/**
 * Applies what is missing and resolves to the numbers applied. Several processes may call it at once.
 *
 * @throws Error when the database was made by a newer version of this program.
 */
export async function migrate(
  db: Database,
  migrations: readonly Migration[] = MIGRATIONS,
): Promise<number[]> {
  const applied: number[] = [];
  for (const migration of migrations) {
    if (await applyOnce(db, migration)) applied.push(migration.number);
  }
  const [newest] = await db.query<{ number: number | null }>('select max(number) as number from migration');
  const known = migrations.at(-1)?.number ?? 0;
  if ((newest?.number ?? 0) > known) {
    throw new Error(
      `The database has schema ${newest?.number}, this program knows ${known}: start a newer version of it.`,
    );
  }
  return applied;
}

async function applyOnce(db: Database, migration: Migration): Promise<boolean> {
  return db.transaction(async (transaction) => {
    await transaction.query('select pg_advisory_xact_lock($1)', [ADVISORY_LOCK]);
    await transaction.query(
      `create table if not exists migration
         (number int primary key, name text not null, applied_at timestamptz not null default now())`,
    );
    const done = await transaction.query('select 1 from migration where number = $1', [migration.number]);
    if (done.length > 0) return false;
    for (const statement of migration.statements) await transaction.query(statement);
    await transaction.query('insert into migration (number, name) values ($1, $2)', [
      migration.number,
      migration.name,
    ]);
    return true;
  });
}
