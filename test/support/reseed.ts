import type { Database } from '../../demo/server/db/database.js';
import { seedMinimal } from '../../demo/server/seed-minimal.js';

/** Empties every table but the list of applied migrations, then fills the small world again. */
export async function reseed(db: Database): Promise<void> {
  const tables = await db.query<{ name: string }>(
    `select quote_ident(tablename) as name from pg_tables where schemaname = 'public' and tablename not like '%migration%'`,
  );
  await db.exec(`truncate ${tables.map(({ name }) => name).join(', ')} restart identity cascade`);
  await seedMinimal(db);
}
