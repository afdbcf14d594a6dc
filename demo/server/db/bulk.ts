/** Inserting many rows with one statement. */
import type { Queryable } from './database.js';

/** A row: values by column. */
export type BulkRow = object;

const ROWS_PER_STATEMENT = 1_000;

/**
 * Inserts rows; `columns` gives the SQL type of each column. Rows that are there already are left as they are.
 * Resolves to the number of rows inserted.
 */
export async function insertAll(
  db: Queryable,
  table: string,
  columns: Readonly<Record<string, string>>,
  rows: readonly BulkRow[],
): Promise<number> {
  const names = Object.keys(columns).join(', ');
  const types = Object.entries(columns).map(([name, type]) => `${name} ${type}`);
  let inserted = 0;
  for (let start = 0; start < rows.length; start += ROWS_PER_STATEMENT) {
    const result = await db.query<{ inserted: number }>(
      `with added as (insert into ${table} (${names})
         select ${names} from jsonb_to_recordset($1::jsonb) as r (${types.join(', ')})
         on conflict do nothing returning 1)
       select count(*)::int as inserted from added`,
      [JSON.stringify(rows.slice(start, start + ROWS_PER_STATEMENT))],
    );
    inserted += result[0]?.inserted ?? 0;
  }
  return inserted;
}
