import type { Database } from '../../demo/server/db/database.js';
import { seedMinimal } from '../../demo/server/seed-minimal.js';

/** What a migration wrote once for good: without it no cursor can be given. */
const KEPT: Readonly<Record<string, string>> = {
  setting: ` where name <> 'database/id'`,
  change_log_purge: ' where false',
  search_state: ' where false',
};

/** An index in memory follows it: it never goes back, and is told when all documents went at once. */
const ONWARDS = 'document_revision';

/** Empties every table but the list of applied migrations, then fills the small world again. */
export async function reseed(db: Database): Promise<void> {
  const tables = await db.query<{ name: string }>(
    `select quote_ident(tablename) as name from pg_tables where schemaname = 'public' and tablename not like '%migration%'`,
  );
  const sequences = await db.query<{ name: string }>(
    `select quote_ident(sequencename) as name from pg_sequences where schemaname = 'public'`,
  );
  // Many times faster than TRUNCATE, which makes new files for every table and index; the order does not matter so.
  await db.exec(`
    set session_replication_role = replica;
    ${tables.map(({ name }) => `delete from ${name}${KEPT[name] ?? ''};`).join('\n')}
    set session_replication_role = default;
    ${sequences.map(({ name }) => (name === ONWARDS ? '' : `alter sequence ${name} restart;`)).join('\n')}
    update search_state set revision = n, begun_at = n from nextval('${ONWARDS}') as n;
  `);
  await seedMinimal(db);
}
