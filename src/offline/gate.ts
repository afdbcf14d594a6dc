/** What is known of the way to the backend: after a failure one probe at a time, ever more rarely, until something gets through. */
import { backoff, FIRST_PAUSE } from './backoff.js';
import type { Timers } from './timers.js';

export class Gate {
  readonly #timers: Timers;
  readonly #random: () => number;
  readonly #onOpen: () => void;
  #failures = 0;
  #round = 0;
  /** Earliest moment that waking may open it. */
  #earliest = 0;
  #timer: unknown;

  constructor(timers: Timers, random: () => number, onOpen: () => void) {
    this.#timers = timers;
    this.#random = random;
    this.#onOpen = onOpen;
  }

  /** Failures in a row; 0: all is well. */
  get failures(): number {
    return this.#failures;
  }

  /** Requests of one round that fail close the gate once. */
  get round(): number {
    return this.#round;
  }

  get isOpen(): boolean {
    return this.#timer === undefined;
  }

  /**
   * @param round in which the request began
   * @param retryAfter what the backend asked for, ms
   */
  fail(round: number, retryAfter = 0): void {
    if (round !== this.#round) {
      if (this.#timers.now() + retryAfter > this.#earliest && retryAfter > 0)
        this.#close(retryAfter, retryAfter);
      return;
    }
    this.#round++;
    this.#failures++;
    const pause = backoff(this.#failures, this.#random(), retryAfter);
    this.#close(pause, Math.min(pause, Math.max(retryAfter, FIRST_PAUSE)));
  }

  /** Something got through; true: it was closed before. */
  succeed(): boolean {
    const wasClosed = this.#failures > 0;
    this.#failures = 0;
    this.#open();
    return wasClosed;
  }

  /** Somebody looks, or the network is back; with `force` the customer asks. */
  wake(force: boolean): void {
    if (this.isOpen) return;
    const left = force ? 0 : this.#earliest - this.#timers.now();
    if (left > 0) this.#close(left, left);
    else this.#open();
  }

  end(): void {
    this.#open();
  }

  #close(ms: number, least: number): void {
    this.#open();
    this.#earliest = this.#timers.now() + least;
    this.#timer = this.#timers.set(() => {
      this.#timer = undefined;
      this.#onOpen();
    }, ms);
  }

  #open(): void {
    this.#timers.clear(this.#timer);
    this.#timer = undefined;
  }
}
