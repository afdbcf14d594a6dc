/**
 * Chooses the one tab that sends. With Web Locks: whoever holds the lock. A holder that is frozen keeps it for ever, so it
 * also gives signs of life through storage, and the others take the lock from one that has fallen silent. Without locks, the
 * signs alone decide. Two that send at once do no harm, since every try has its key and every commit its term; but one is enough.
 */
import type { Id } from '../model/case.js';
import type { Leadership, TermStorage } from './storage.js';
import { REAL_TIMERS, rest, type Timers } from './timers.js';

/** Between two signs of life, and between two looks at them, ms. */
export const BEAT = 2_000;
/** Looks without a new sign after which a holder counts as gone. Looks are counted, not time: one who slept did not look. */
export const SILENT_LOOKS = 5;

type Work = Parameters<Leadership['lead']>[1];

export interface TabLeadershipOptions {
  readonly storage: TermStorage;
  /** Of the database that the tabs share. */
  readonly name: string;
  readonly timers?: Timers;
  /** undefined: there are none, as on a page without HTTPS. */
  readonly locks?: LockManager | undefined;
}

export class TabLeadership implements Leadership {
  readonly #storage: TermStorage;
  readonly #name: string;
  readonly #timers: Timers;
  readonly #locks: LockManager | undefined;

  constructor(options: TabLeadershipOptions) {
    this.#storage = options.storage;
    this.#name = options.name;
    this.#timers = options.timers ?? REAL_TIMERS;
    this.#locks = 'locks' in options ? options.locks : globalThis.navigator?.locks;
  }

  async lead(viewerId: Id, work: Work, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        await (this.#locks
          ? this.#leadByLock(this.#locks, viewerId, work, signal)
          : this.#leadByLease(viewerId, work, signal));
      } catch {
        // No lock, or no storage, for now.
        await rest(this.#timers, BEAT, signal);
      }
    }
  }

  async #leadByLock(locks: LockManager, viewerId: Id, work: Work, signal: AbortSignal): Promise<void> {
    const name = `${this.#name} ${viewerId}`;
    const office = new AbortController();
    const waiting = new AbortController();
    const request = new AbortController();
    const end = () => {
      waiting.abort();
      office.abort();
      request.abort();
    };
    signal.addEventListener('abort', end);
    let granted = false;
    let silent = false;
    const serve = async () => {
      granted = true;
      waiting.abort();
      await this.#serve(viewerId, work, office);
    };
    void this.#untilSilent(viewerId, waiting.signal, false).then((isSilent) => {
      silent = isSilent && !granted;
      if (silent) request.abort();
    });
    try {
      await locks.request(name, { signal: request.signal }, serve);
    } catch (thrown) {
      if (silent && !signal.aborted) await locks.request(name, { steal: true }, serve);
      else if (!granted && !signal.aborted) throw thrown;
      // Else the lock was taken from this tab, which had fallen silent.
    } finally {
      end();
      signal.removeEventListener('abort', end);
    }
  }

  async #leadByLease(viewerId: Id, work: Work, signal: AbortSignal): Promise<void> {
    const office = new AbortController();
    const end = () => office.abort();
    signal.addEventListener('abort', end);
    try {
      if (await this.#untilSilent(viewerId, signal, true)) await this.#serve(viewerId, work, office);
    } finally {
      end();
      signal.removeEventListener('abort', end);
    }
  }

  async #serve(viewerId: Id, work: Work, office: AbortController): Promise<void> {
    if (office.signal.aborted) return;
    const epoch = await this.#storage.beginTerm(viewerId);
    const beating = this.#beat(viewerId, epoch, office);
    try {
      await work({ epoch, signal: office.signal });
    } finally {
      office.abort();
      await beating;
      await this.#storage.endTerm(viewerId, epoch).catch(() => undefined);
    }
  }

  /** Gives signs of life until the office is lost. */
  async #beat(viewerId: Id, epoch: number, office: AbortController): Promise<void> {
    for (;;) {
      await rest(this.#timers, BEAT, office.signal);
      if (office.signal.aborted) return;
      // What storage cannot tell just now it may tell at the next beat.
      if (!(await this.#storage.beat(viewerId, epoch).catch(() => true))) office.abort();
    }
  }

  /**
   * @param vacant whether it is enough that nobody is in office
   * @returns true: whoever is in office has fallen silent; false: aborted
   */
  async #untilSilent(viewerId: Id, signal: AbortSignal, vacant: boolean): Promise<boolean> {
    let last: string | undefined;
    for (let looks = 0; !signal.aborted;) {
      const term = await this.#storage.term(viewerId).catch(() => undefined);
      if (term === null && vacant) return !signal.aborted;
      const sign = JSON.stringify(term);
      // A look that failed says nothing of the others.
      if (term === undefined || sign !== last) looks = 0;
      else if (++looks === SILENT_LOOKS) return !signal.aborted;
      last = sign;
      await rest(this.#timers, BEAT, signal);
    }
    return false;
  }
}
