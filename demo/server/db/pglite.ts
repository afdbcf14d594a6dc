/** The embedded engine: PostgreSQL compiled to WebAssembly, in Node and in a page alike. */
import { PGlite } from '@electric-sql/pglite';
import type { PGliteOptions, Transaction as EngineTransaction } from '@electric-sql/pglite';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { OID, attempting, parseInstant } from './database.js';
import type { Database, Parameter, Transaction } from './database.js';
import { PreparedStatements } from './pglite-statements.js';

/** Where the embedded database keeps its data. */
export interface EmbeddedOptions {
  /** Folder of the data (Node only); without it the database lives in memory. */
  readonly dataDir?: string;
  /** A data directory, as `dumpDataDir` gives it, to begin from. */
  readonly loadDataDir?: Blob | File;
  /** Where the data is kept, in place of `dataDir`. */
  readonly fs?: NonNullable<PGliteOptions['fs']>;
  /** A new database writes its log in pieces of 1 MB, for storage that writes whole files; default 16 MB. */
  readonly smallLog?: boolean;
}

/** An embedded database and its engine, for those who dump its data directory. */
export interface EmbeddedDatabase extends Database {
  /** Everything it holds, as a file that `loadDataDir` accepts. */
  dump(): Promise<File | Blob>;
  /** Runs `work` while no statement does. */
  alone<Result>(work: () => Promise<Result>): Promise<Result>;
}

/** Opens the embedded database. One process at a time: see the lock in `data-folder.ts`. */
export async function openEmbedded(options: EmbeddedOptions = {}): Promise<EmbeddedDatabase> {
  const settings: PGliteOptions = {
    extensions: { pg_trgm },
    parsers: { [OID.int8]: Number, [OID.timestamptz]: parseInstant },
    ...(options.dataDir === undefined ? {} : { dataDir: options.dataDir }),
    ...(options.smallLog ? { initDbStartParams: ['--wal-segsize=1'] } : {}),
    ...(options.fs === undefined ? {} : { fs: options.fs }),
    ...(options.loadDataDir === undefined ? {} : { loadDataDir: options.loadDataDir }),
  };
  const engine = await PGlite.create(settings);
  await engine.exec(`set time zone 'UTC'`);
  return new Embedded(engine);
}

class Embedded implements EmbeddedDatabase {
  readonly engine = 'pglite';
  readonly #engine: PGlite;
  readonly #prepared: PreparedStatements;

  constructor(engine: PGlite) {
    this.#engine = engine;
    this.#prepared = new PreparedStatements(engine);
  }

  query<Row>(sql: string, params?: readonly Parameter[]): Promise<Row[]> {
    return rowsOf<Row>(this.#engine, sql, params);
  }

  transaction<Result>(work: (transaction: Transaction) => Promise<Result>): Promise<Result> {
    return this.#engine.transaction((transaction) =>
      work({
        query: <Row>(sql: string, params: readonly Parameter[] = []) =>
          // Without parameters it is not one that comes again.
          params.length > 0 && this.#prepared.takes(sql)
            ? this.#prepared.run<Row>(sql, params)
            : rowsOf<Row>(transaction, sql, params),
        attempt: attempting((sql) => transaction.exec(sql)),
      }),
    );
  }

  async exec(sql: string): Promise<void> {
    await this.#engine.exec(sql);
  }

  dump(): Promise<File | Blob> {
    return this.#engine.dumpDataDir('none');
  }

  alone<Result>(work: () => Promise<Result>): Promise<Result> {
    return this.#engine.runExclusive(work);
  }

  close(): Promise<void> {
    return this.#engine.close();
  }
}

async function rowsOf<Row>(
  engine: PGlite | EngineTransaction,
  sql: string,
  params: readonly Parameter[] = [],
): Promise<Row[]> {
  const result = await engine.query<Row>(sql, [...params]);
  return result.rows;
}
