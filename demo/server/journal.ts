/** What the operator is told of requests, and how a customer's words about a problem lead to the line about it. */
import { Problem } from './problems.js';

/** One line for the operator: never a token, a header or a body. */
export interface LogEntry {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly milliseconds: number;
  /** Correlation id, the `instance` of a problem. */
  readonly instance: string;
  /** Of a fault of the backend itself. */
  readonly fault?: string;
}

/** Where lines come from and go to. */
export interface JournalOptions {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly randomId?: () => string;
  readonly log?: (entry: LogEntry) => void;
}

/** One request, from its beginning to its line. */
export class Line {
  readonly #options: JournalOptions;
  readonly #id: string;
  readonly #started: number;
  #fault: string | undefined;

  constructor(
    options: JournalOptions,
    private readonly method: string,
    private readonly path: string,
  ) {
    this.#options = options;
    this.#id = options.randomId?.() ?? crypto.randomUUID();
    this.#started = options.now();
  }

  /** The correlation id as a problem has it. */
  get instance(): string {
    return `urn:uuid:${this.#id}`;
  }

  /** What is answered to whatever was thrown; a fault of the backend itself is told to nobody but the operator. */
  problemOf(error: unknown): Problem {
    if (error instanceof Problem) return error;
    this.#fault = error instanceof Error ? (error.stack ?? error.message) : 'An unknown fault.';
    return new Problem('internal');
  }

  /** The request was answered. */
  end(status: number): void {
    this.#options.log?.({
      method: this.method,
      path: this.path,
      status,
      milliseconds: this.#options.now() - this.#started,
      instance: this.#id,
      ...(this.#fault === undefined ? {} : { fault: this.#fault }),
    });
  }
}
