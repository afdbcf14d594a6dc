/** A PostgreSQL server (15 or newer) through a pool of connections. Node only. */
import pg from 'pg';
import { OID, attempting, parseInstant } from './database.js';
import type { Database, Parameter, Transaction } from './database.js';

const RECONNECT_MS = 1_000;

/** Connects to the server that `connectionString` names (`postgres://…`, as `DATABASE_URL` gives it). */
export async function openPostgres(connectionString: string, maxConnections = 10): Promise<Database> {
  const pool = new pg.Pool({
    connectionString,
    max: maxConnections,
    types: { getTypeParser },
    options: '-c timezone=UTC',
    application_name: 'casement',
  });
  // A connection that breaks while idle is replaced at the next query; without a listener it would end the process.
  pool.on('error', () => undefined);
  await pool.query('select 1');
  return new Server(pool, connectionString);
}

function getTypeParser(oid: number, format?: 'text' | 'binary'): unknown {
  if (format !== 'binary' && oid === OID.int8) return Number;
  if (format !== 'binary' && oid === OID.timestamptz) return parseInstant;
  return pg.types.getTypeParser(oid, format);
}

class Server implements Database {
  readonly engine = 'postgres';
  readonly #pool: pg.Pool;
  readonly #connectionString: string;

  constructor(pool: pg.Pool, connectionString: string) {
    this.#pool = pool;
    this.#connectionString = connectionString;
  }

  query<Row>(sql: string, params?: readonly Parameter[]): Promise<Row[]> {
    return rowsOf<Row>(this.#pool, sql, params);
  }

  async transaction<Result>(work: (transaction: Transaction) => Promise<Result>): Promise<Result> {
    const client = await this.#pool.connect();
    try {
      await client.query('begin');
      const result = await work({
        query: <Row>(sql: string, params?: readonly Parameter[]) => rowsOfPrepared<Row>(client, sql, params),
        attempt: attempting((sql) => client.query(sql)),
      });
      await client.query('commit');
      client.release();
      return result;
    } catch (error) {
      // A connection that cannot even roll back is dropped from the pool.
      const broken = await client.query('rollback').then(
        () => false,
        () => true,
      );
      client.release(broken);
      throw error;
    }
  }

  async exec(sql: string): Promise<void> {
    await this.#pool.query(sql);
  }

  async listen(channel: string, heard: () => void): Promise<() => Promise<void>> {
    const listener = new Listener(this.#connectionString, channel, heard);
    await listener.connect();
    return () => listener.stop();
  }

  async close(): Promise<void> {
    await this.#pool.end();
  }
}

/** One connection that listens, and connects again when it is lost. */
class Listener {
  #client: pg.Client | undefined;
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(
    private readonly connectionString: string,
    private readonly channel: string,
    private readonly heard: () => void,
  ) {}

  async connect(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.connectionString,
      application_name: 'casement-events',
    });
    client.on('notification', () => this.heard());
    client.on('error', () => this.#retry(client));
    client.on('end', () => this.#retry(client));
    this.#client = client;
    await client.connect();
    await client.query(`listen ${pg.escapeIdentifier(this.channel)}`);
    // Whatever was said while nobody listened is made up for by one look at the log.
    this.heard();
  }

  #retry(lost: pg.Client): void {
    if (this.#stopped || this.#client !== lost) return;
    this.#client = undefined;
    this.#timer = setTimeout(() => {
      this.connect().catch(() => this.#client && this.#retry(this.#client));
    }, RECONNECT_MS);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#client?.end();
  }
}

async function rowsOf<Row>(
  client: pg.Pool | pg.PoolClient,
  sql: string,
  params: readonly Parameter[] = [],
): Promise<Row[]> {
  const result = await client.query(sql, [...params]);
  return result.rows as Row[];
}

/** Statements of writes, by their text: to plan one takes several times as long as to run it. */
const prepared = new Map<string, string>();
/** The server keeps each for every connection: texts that come after these are planned every time. */
const MOST_PREPARED = 200;

function nameOf(sql: string): string | undefined {
  if (!prepared.has(sql) && prepared.size < MOST_PREPARED) prepared.set(sql, `casement_${prepared.size}`);
  return prepared.get(sql);
}

/** As `rowsOf`, with a plan that the connection remembers. */
async function rowsOfPrepared<Row>(
  client: pg.PoolClient,
  sql: string,
  params: readonly Parameter[] = [],
): Promise<Row[]> {
  // Without parameters it may be several statements, which cannot be prepared.
  const name = params.length > 0 ? nameOf(sql) : undefined;
  const result = await client.query({
    text: sql,
    values: [...params],
    ...(name === undefined ? {} : { name }),
  });
  return result.rows as Row[];
}
