/** Notices what does not get delivered although it should: a queue that stands still says so. */
import type { Id } from '../model/case.js';
import type { Operation } from '../model/operation.js';
import type { Timers } from './timers.js';

/** An operation that waits longer than this while there is a network is overdue, ms. */
export const OVERDUE_AFTER = 600_000;
/** How often time is added up, ms. */
const TICK = 60_000;

export class Watchdog {
  readonly #timers: Timers;
  readonly #isOnline: () => boolean;
  readonly #onBark: () => void;
  /** Milliseconds online so far, by operation. */
  #waited: ReadonlyMap<Id, number> = new Map();
  #timer: unknown;
  overdue: ReadonlySet<Id> = new Set();

  constructor(timers: Timers, isOnline: () => boolean, onBark: () => void) {
    this.#timers = timers;
    this.#isOnline = isOnline;
    this.#onBark = onBark;
  }

  /** Watches what is to be delivered without anybody's doing; what is refused or held is known to be. */
  watch(operations: readonly Operation[]): void {
    const waiting = operations.filter(({ state }) => state === 'queued' || state === 'sending');
    this.#waited = new Map(waiting.map(({ id }) => [id, this.#waited.get(id) ?? 0]));
    if ([...this.overdue].some((id) => !this.#waited.has(id))) this.#judge();
    if (!waiting.length) this.end();
    else this.#timer ??= this.#timers.set(() => this.#tick(), TICK);
  }

  end(): void {
    this.#timers.clear(this.#timer);
    this.#timer = undefined;
  }

  #tick(): void {
    this.#timer = this.#timers.set(() => this.#tick(), TICK);
    if (!this.#isOnline()) return;
    this.#waited = new Map([...this.#waited].map(([id, ms]) => [id, ms + TICK]));
    const before = this.overdue.size;
    this.#judge();
    if (this.overdue.size !== before) this.#onBark();
  }

  #judge(): void {
    this.overdue = new Set([...this.#waited].filter(([, ms]) => ms >= OVERDUE_AFTER).map(([id]) => id));
  }
}
