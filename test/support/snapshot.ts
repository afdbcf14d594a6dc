/** The small world of the tests, put back between two of them by the database itself. */
import type { Database } from '../../demo/server/db/database.js';

/** An index in memory follows it: it never goes back, and is told when all documents went at once. */
const ONWARDS = 'document_revision';
const NOT_DATA = 'migration';

interface Table {
  readonly name: string;
  /** Columns that can be written, quoted, with commas between. */
  readonly columns: string;
}

interface Sequence {
  readonly name: string;
  readonly last: string | null;
}

/**
 * Copies what every table holds now; from then on `restore` brings exactly that back, sequences included. The copies
 * lie in a schema of their own, where the backend does not look.
 */
export async function remember(db: Database): Promise<void> {
  await db.exec('create schema remembered');
  const tables = await db.query<Table>(
    `select quote_ident(c.relname) as name, string_agg(quote_ident(a.attname), ', ' order by a.attnum) as columns
     from pg_class c join pg_attribute a on a.attrelid = c.oid
     where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> '${NOT_DATA}'
       and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' group by c.relname order by c.relname`,
  );
  const full: Table[] = [];
  for (const table of tables) {
    const [any] = await db.query(`select from public.${table.name} limit 1`);
    if (!any) continue;
    full.push(table);
    await db.exec(
      `create table remembered.${table.name} as select ${table.columns} from public.${table.name}`,
    );
  }
  const sequences = await db.query<Sequence>(
    `select quote_ident(sequencename) as name, last_value::text as last from pg_sequences
     where schemaname = 'public' and sequencename <> '${ONWARDS}'`,
  );
  await db.exec(restoring(tables, full, sequences));
}

/** One function, planned once: many times faster than sending the statements, or than TRUNCATE, which makes new files. */
function restoring(tables: readonly Table[], full: readonly Table[], sequences: readonly Sequence[]): string {
  const names = tables.map(({ name }) => `public.${name}`);
  return `create function remembered.restore() returns void language plpgsql
    -- No trigger and no foreign key looks: the order does not matter so.
    set session_replication_role = replica
    as $$ begin
      lock table ${names.join(', ')} in exclusive mode;
      ${names.map((name) => `delete from ${name};`).join('\n')}
      ${full.map(copyBack).join('\n')}
      ${sequences.map(setBack).join('\n')}
      update public.search_state set revision = n, begun_at = n from nextval('public.${ONWARDS}') as n;
    end $$`;
}

function copyBack({ name, columns }: Table): string {
  return `insert into public.${name} (${columns}) overriding system value select ${columns} from remembered.${name};`;
}

function setBack({ name, last }: Sequence): string {
  return last === null
    ? `alter sequence public.${name} restart;`
    : `perform setval('public.${name}', ${last}, true);`;
}

/** Brings back what `remember` saw, and nothing else. Waits for transactions that still write. */
export async function restore(db: Database): Promise<void> {
  await db.query('select remembered.restore()');
}
