/** Operations that wait before their next try. */
import type { Id } from '../model/case.js';
import type { Operation } from '../model/operation.js';
import { FIRST_PAUSE } from './backoff.js';
import type { Timers } from './timers.js';

interface Pause {
  /** A pause is of an operation as it stood: whoever changes it ends the pause. */
  readonly revision: number;
  /** Earliest moment that waking may end it. */
  readonly earliest: number;
  readonly end: number;
  readonly timer: unknown;
}

export class Pauses {
  readonly #timers: Timers;
  readonly #onEnd: () => void;
  readonly #pauses = new Map<Id, Pause>();

  constructor(timers: Timers, onEnd: () => void) {
    this.#timers = timers;
    this.#onEnd = onEnd;
  }

  has(id: Id): boolean {
    return this.#pauses.has(id);
  }

  /** @param asked milliseconds of it that the backend asked for: only the customer's own word cuts them short */
  begin({ id, revision }: Operation, ms: number, asked: number): void {
    this.#set(id, revision, ms, Math.min(ms, Math.max(asked, FIRST_PAUSE)));
  }

  /** Ends every pause that has lasted long enough not to hammer; the others end as soon as they have. */
  wake(force: boolean): void {
    for (const [id, { revision, earliest }] of [...this.#pauses]) {
      const left = force ? 0 : earliest - this.#timers.now();
      this.#end(id);
      if (left > 0) this.#set(id, revision, left, left);
    }
  }

  /** Drops pauses of operations that are gone, or were changed by somebody. */
  forget(operations: ReadonlyMap<Id, Operation>): void {
    for (const [id, { revision }] of [...this.#pauses]) {
      if (operations.get(id)?.revision !== revision) this.#end(id);
    }
  }

  clear(): void {
    for (const id of [...this.#pauses.keys()]) this.#end(id);
  }

  #set(id: Id, revision: number, ms: number, least: number): void {
    this.#end(id);
    const now = this.#timers.now();
    const timer = this.#timers.set(() => this.#endWith(id), ms);
    this.#pauses.set(id, { revision, earliest: now + least, end: now + ms, timer });
  }

  /** Those that began together end together, so that they can go in one request: timers are right to the millisecond. */
  #endWith(id: Id): void {
    const due = this.#timers.now() + 1;
    for (const [other, { end }] of [...this.#pauses]) if (other === id || end <= due) this.#end(other);
    this.#onEnd();
  }

  #end(id: Id): void {
    const pause = this.#pauses.get(id);
    if (pause) this.#timers.clear(pause.timer);
    this.#pauses.delete(id);
  }
}
