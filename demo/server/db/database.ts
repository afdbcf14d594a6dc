/**
 * The port through which every rule reaches its database: an embedded PostgreSQL (PGlite) or a PostgreSQL server.
 *
 * Both engines give `int8` as number, instants (`timestamptz`) as RFC 3339 strings in UTC with milliseconds, and
 * `json` as parsed values. JSON parameters are always passed as `JSON.stringify(value)`.
 */

/** A value that a query parameter may take. */
export type Parameter = string | number | boolean | null | readonly string[];

/** Something that answers SQL: the database itself or one of its transactions. */
export interface Queryable {
  /** Rows of one statement; `$1` and so on are `params` in order. */
  query<Row>(sql: string, params?: readonly Parameter[]): Promise<Row[]>;
}

/** A transaction that is open. */
export interface Transaction extends Queryable {
  /** Runs `work`; when it rejects, what it changed is undone, and nothing else. */
  attempt<Result>(work: () => Promise<Result>): Promise<Result>;
}

/** How `attempt` works wherever there are savepoints; `run` takes several statements at once. */
export function attempting(run: (sql: string) => Promise<unknown>): Transaction['attempt'] {
  return async (work) => {
    await run('savepoint attempt');
    try {
      const result = await work();
      await run('release savepoint attempt');
      return result;
    } catch (error) {
      await run('rollback to savepoint attempt; release savepoint attempt');
      throw error;
    }
  };
}

/** A database with the few abilities that the backend needs. */
export interface Database extends Queryable {
  readonly engine: 'pglite' | 'postgres';
  /** Runs `work` in one transaction: committed when it resolves, rolled back when it rejects. */
  transaction<Result>(work: (transaction: Transaction) => Promise<Result>): Promise<Result>;
  /** Runs several statements without parameters. */
  exec(sql: string): Promise<void>;
  /**
   * Calls `heard` after every `NOTIFY channel` of any process; resolves to a function that ends it.
   * Absent where only one process can use the database.
   */
  listen?(channel: string, heard: () => void): Promise<() => Promise<void>>;
  close(): Promise<void>;
}

/** Milliseconds-precise RFC 3339 of what PostgreSQL writes for a `timestamptz`. */
export function parseInstant(text: string): string {
  return new Date(text).toISOString();
}

/** Type numbers whose text form is parsed alike by both engines. */
export const OID = { int8: 20, timestamptz: 1184 } as const;
