/**
 * `GET /events`: server-sent events that say when to fetch changes. A stream holds a place in the change log; whoever
 * knows of a commit says so, and every stream looks for what concerns its viewer. Content never goes this way.
 */
import type { Database } from './db/database.js';
import { Problem } from './problems.js';
import type { Call, Reply } from './rules/call.js';
import { readHorizon, readLog, readPosition, writePosition } from './rules/changes.js';
import type { LogPosition } from './rules/changes.js';
import { loadViewer } from './rules/viewer.js';

/** Times and counts that tests shorten. */
export interface EventTimes {
  readonly keepAliveMs: number;
  /** How long a client waits before it connects again. */
  readonly retryMs: number;
  /** How soon to look again for a change that a running transaction hides. */
  readonly lookAgainMs: number;
  /** Streams of one person at a time. */
  readonly perPerson: number;
}

const DEFAULTS: EventTimes = { keepAliveMs: 20_000, retryMs: 3_000, lookAgainMs: 150, perPerson: 12 };
const PAGE = 200;

/** Tells streams of one backend about commits. */
export class EventHub {
  readonly #streams = new Set<EventStream>();
  readonly #times: EventTimes;

  constructor(
    private readonly db: Database,
    times: Partial<EventTimes> = {},
  ) {
    this.#times = { ...DEFAULTS, ...times };
  }

  /** Something was committed. */
  changed(): void {
    for (const stream of this.#streams) stream.look();
  }

  /** Ends every stream. */
  close(): void {
    for (const stream of this.#streams) stream.end();
  }

  /** How many streams are open. */
  get size(): number {
    return this.#streams.size;
  }

  /** `GET /events` */
  async stream(call: Call, signal: AbortSignal): Promise<Reply> {
    const open = [...this.#streams].filter((stream) => stream.personId === call.viewer.id);
    if (open.length >= this.#times.perPerson) {
      throw new Problem('rate-limited', {
        detail: 'Too many streams are open.',
        headers: { 'Retry-After': '30' },
      });
    }
    const stream = new EventStream(this.db, call.viewer.id, await startOf(call), this.#times, () =>
      this.#streams.delete(stream),
    );
    this.#streams.add(stream);
    signal.addEventListener('abort', () => stream.end(), { once: true });
    if (signal.aborted) stream.end();
    return {
      status: 200,
      stream: stream.body,
      headers: {
        'Content-Type': 'text/event-stream',
        'Cache-Control': 'private, no-store',
        // Proxies that gather an answer before they pass it on would hold events back.
        'X-Accel-Buffering': 'no',
      },
    };
  }
}

async function startOf(call: Call): Promise<LogPosition | 'lost'> {
  const horizon = await readHorizon(call.db);
  const last = call.headers.get('Last-Event-ID');
  if (!last) return { txid: BigInt(horizon.horizon), id: 0n };
  try {
    return readPosition(horizon, last);
  } catch {
    return 'lost';
  }
}

class EventStream {
  readonly body: ReadableStream<Uint8Array>;
  readonly #encoder = new TextEncoder();
  #controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  #position: LogPosition;
  #looking = false;
  #lookAgain = false;
  readonly #keepAlive: ReturnType<typeof setInterval>;
  #later: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly db: Database,
    readonly personId: string,
    start: LogPosition | 'lost',
    private readonly times: EventTimes,
    private readonly ended: () => void,
  ) {
    this.#position = start === 'lost' ? { txid: 0n, id: 0n } : start;
    this.body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        this.#controller = controller;
      },
      cancel: () => this.#finish(),
    });
    this.#write(`retry: ${times.retryMs}\n\n`);
    this.#keepAlive = setInterval(() => this.#write(': still here\n\n'), times.keepAliveMs);
    if (start === 'lost') void this.#startOver();
    else this.look();
  }

  /** Sends what is new. Calls while it looks make it look once more. */
  look(): void {
    this.#lookAgain = true;
    if (this.#looking) return;
    this.#looking = true;
    void this.#lookWhileAsked();
  }

  /** Ends the stream from this side. */
  end(): void {
    const controller = this.#controller;
    this.#finish();
    try {
      controller?.close();
    } catch {
      // The other side was faster.
    }
  }

  async #lookWhileAsked(): Promise<void> {
    try {
      while (this.#lookAgain && this.#controller) {
        this.#lookAgain = false;
        await this.#send();
      }
    } catch {
      // A stream that cannot tell what is new ends; the client connects again and resumes where it was.
      this.end();
    } finally {
      this.#looking = false;
    }
  }

  async #send(): Promise<void> {
    const { viewer } = await loadViewer(this.db, this.personId);
    const horizon = await readHorizon(this.db);
    let hasMore = true;
    while (hasMore) {
      const page = await readLog(this.db, viewer, this.#position, PAGE);
      this.#position = page.next;
      hasMore = page.hasMore;
      if (page.rows.length === 0) continue;
      const rights = page.rows.some((row) => row.kind === 'rights');
      const cases = rights ? [] : [...new Set(page.rows.map((row) => row.case_id))];
      this.#event(writePosition(horizon, this.#position), cases);
    }
    if (await this.#isHeldBack()) {
      clearTimeout(this.#later);
      this.#later = setTimeout(() => this.look(), this.times.lookAgainMs);
    }
  }

  // A committed change may wait for a transaction that began before it.
  async #isHeldBack(): Promise<boolean> {
    const [row] = await this.db.query<{ waiting: boolean }>(
      'select exists (select 1 from change_log where txid >= pg_snapshot_xmin(pg_current_snapshot())) as waiting',
    );
    return row?.waiting ?? false;
  }

  // The client's cursor is of no use any more: the event makes it ask for changes, and learn that.
  async #startOver(): Promise<void> {
    try {
      const horizon = await readHorizon(this.db);
      this.#position = { txid: BigInt(horizon.horizon), id: 0n };
      this.#event(writePosition(horizon, this.#position), []);
      this.look();
    } catch {
      this.end();
    }
  }

  #event(cursor: string, cases: readonly string[]): void {
    this.#write(`event: change\nid: ${cursor}\ndata: ${JSON.stringify({ cases })}\n\n`);
  }

  #write(text: string): void {
    this.#controller?.enqueue(this.#encoder.encode(text));
  }

  #finish(): void {
    this.#controller = undefined;
    clearInterval(this.#keepAlive);
    clearTimeout(this.#later);
    this.ended();
  }
}
