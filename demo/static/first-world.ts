/** What was seeded when the static demo was built, made that of the place where it lies and of the time of the visit. */
import type { EmbeddedDatabase } from '../server/db/pglite.js';
import { pageAddress } from './addresses.js';

/** The data directory that was shipped. Rejects when it cannot be had. */
export async function fetchFirstWorld(address: URL): Promise<Blob> {
  const response = await fetch(address);
  if (!response.ok || !response.body)
    throw new Error(`The bank's data could not be fetched (${response.status}).`);
  const [body, look] = response.body.tee();
  const { value: start } = await look.getReader().read();
  // Some hosts say of what is compressed that it is, and the browser has unpacked it already.
  const isPacked = start?.[0] === 0x1f && start[1] === 0x8b;
  const unpacked = isPacked ? body.pipeThrough(new DecompressionStream('gzip')) : body;
  return await new Response(unpacked).blob();
}

interface Times {
  readonly name: string;
  readonly columns: readonly string[];
}

/**
 * Moves every time by what has passed since `seededAt`, and the answers' addresses below `root`.
 * @param seededAt milliseconds since 1970, as is `now`
 */
export async function settle(
  db: EmbeddedDatabase,
  seededAt: number,
  now: number,
  root: string,
): Promise<void> {
  const tables = await db.query<Times>(
    `select c.table_name::text as name, array_agg(c.column_name::text) as columns
     from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
     where c.table_schema = 'public' and t.table_type = 'BASE TABLE' and c.data_type = 'timestamp with time zone'
       and c.table_name <> 'migration'
     group by c.table_name`,
  );
  const documents = await db.query<{ id: string; url: string }>(
    `select id, url from document where url like '/%'`,
  );
  await db.transaction(async (transaction) => {
    // Nobody changed anything: no trigger has to know.
    await transaction.query('set local session_replication_role = replica');
    for (const { name, columns } of tables) {
      const moves = columns.map(
        (column) => `"${column}" = "${column}" + $1::float8 * interval '1 millisecond'`,
      );
      await transaction.query(`update "${name}" set ${moves.join(', ')}`, [now - seededAt]);
    }
    await transaction.query(
      `update document d set url = new.url from unnest($1::uuid[], $2::text[]) as new (id, url) where d.id = new.id`,
      [documents.map(({ id }) => id), documents.map(({ url }) => pageAddress(url, root))],
    );
  });
}
