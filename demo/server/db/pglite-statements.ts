/** Statements that the embedded engine has planned already: to plan one takes many times as long as to run it. */
import { parse, protocol } from '@electric-sql/pglite';
import type { PGlite } from '@electric-sql/pglite';
import type { Parameter } from './database.js';

const { serialize } = protocol;

/** The engine keeps each for as long as it is open: texts that come after these are planned every time. */
const MOST_PREPARED = 200;

type Message = Awaited<ReturnType<PGlite['execProtocolStream']>>[number];

interface Prepared {
  readonly name: string;
  /** Type numbers of its parameters. */
  readonly types: readonly number[];
  /** What the engine says of its columns; empty where it gives no rows. */
  readonly columns: readonly Message[];
}

/** Prepared statements of one engine, by their text. */
export class PreparedStatements {
  readonly #prepared = new Map<string, Prepared>();

  constructor(private readonly engine: PGlite) {}

  /** Whether a statement of this text can be run here. */
  takes(sql: string): boolean {
    return this.#prepared.has(sql) || this.#prepared.size < MOST_PREPARED;
  }

  /** Rows of one statement. Only for whoever has a transaction: nobody else is kept away. */
  run<Row>(sql: string, params: readonly Parameter[]): Promise<Row[]> {
    return this.engine.runExclusive(async () => {
      const statement = this.#prepared.get(sql) ?? (await this.#prepare(sql));
      const messages = await this.#send(
        serialize.bind({ statement: statement.name, values: this.#valuesOf(statement, params) }),
        serialize.execute({}),
      );
      const [result] = parse.parseResults([...statement.columns, ...messages], this.engine.parsers);
      return (result?.rows ?? []) as Row[];
    });
  }

  async #prepare(sql: string): Promise<Prepared> {
    const name = `casement_${this.#prepared.size}`;
    const messages = await this.#send(
      // One that could not be described may have taken the name.
      serialize.close({ type: 'S', name }),
      serialize.parse({ name, text: sql }),
      serialize.describe({ type: 'S', name }),
    );
    const prepared = {
      name,
      types: parse.parseDescribeStatementResults(messages),
      columns: messages.filter((message) => message.name === 'rowDescription'),
    };
    this.#prepared.set(sql, prepared);
    return prepared;
  }

  // As the engine itself does it for a statement that is not prepared.
  #valuesOf({ types }: Prepared, params: readonly Parameter[]): (string | null)[] {
    return params.map((value, index) => {
      if (value === null) return null;
      const write = this.engine.serializers[types[index] ?? 0] as ((value: Parameter) => string) | undefined;
      return write ? write(value) : String(value);
    });
  }

  #send(...messages: readonly Uint8Array[]): Promise<Message[]> {
    const all = [...messages, serialize.sync()];
    const joined = new Uint8Array(all.reduce((length, message) => length + message.length, 0));
    let offset = 0;
    for (const message of all) {
      joined.set(message, offset);
      offset += message.length;
    }
    return this.engine.execProtocolStream(joined, { syncToFs: false });
  }
}
