/**
 * Chooses the one tab that sends. With Web Locks: whoever holds the lock. A holder that is frozen keeps it for ever, so it
 * also gives signs of life through storage, and the others take the lock from one that has fallen silent. Without locks, the
 * signs alone decide. Two that send at once do no harm, since every try has its key and every commit its term; but one is enough.
 *
 * A tab whose storage is memory for now neither sees those signs nor gives any: it leaves the office to the others, and sends what
 * it holds, which nobody else can.
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
  /** Is `storage` what the other tabs see? Not while it is this page's memory. */
  readonly isShared?: () => boolean;
  /** Of the database that the tabs share. */
  readonly name: string;
  readonly timers?: Timers;
  /** undefined: there are none, as on a page without HTTPS. */
  readonly locks?: LockManager | undefined;
}

export class TabLeadership implements Leadership {
  readonly #storage: TermStorage;
  readonly #name: string;
  readonly #isShared: () => boolean;
  readonly #timers: Timers;
  readonly #locks: LockManager | undefined;

  constructor(options: TabLeadershipOptions) {
    this.#storage = options.storage;
    this.#isShared = options.isShared ?? (() => true);
    this.#name = options.name;
    this.#timers = options.timers ?? REAL_TIMERS;
    this.#locks = 'locks' in options ? options.locks : globalThis.navigator?.locks;
  }

  async lead(viewerId: Id, work: Work, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const office = new AbortController();
      const end = () => office.abort();
      signal.addEventListener('abort', end);
      try {
        if (!this.#isShared()) await this.#leadAlone(work, office);
        else if (this.#locks) await this.#leadByLock(this.#locks, viewerId, work, office);
        else await this.#leadByLease(viewerId, work, office);
      } catch {
        // No lock, or no storage, for now.
        await rest(this.#timers, BEAT, signal);
      } finally {
        end();
        signal.removeEventListener('abort', end);
      }
    }
  }

  /** Nobody else sees what this page holds: there is no term to contest, until it is back on the disk. */
  async #leadAlone(work: Work, office: AbortController): Promise<void> {
    const { signal } = office;
    const untilShared = async () => {
      // Not sooner, since a disk that is full may be tried with every change.
      do await rest(this.#timers, BEAT, signal);
      while (!signal.aborted && !this.#isShared());
      office.abort();
    };
    void untilShared();
    await work({ epoch: Infinity, signal });
  }

  async #leadByLock(locks: LockManager, viewerId: Id, work: Work, office: AbortController): Promise<void> {
    const name = `${this.#name} ${viewerId}`;
    // Once the lock is granted this ends the looks only.
    const waiting = new AbortController();
    const { signal } = waiting;
    office.signal.addEventListener('abort', () => waiting.abort());
    let granted = false;
    let silent = false;
    const serve = async () => {
      granted = true;
      waiting.abort();
      await this.#serve(viewerId, work, office);
    };
    void this.#untilSilent(viewerId, signal, false).then((isSilent) => {
      silent = isSilent;
      waiting.abort();
    });
    try {
      await locks.request(name, { signal }, serve);
    } catch (thrown) {
      // In office already the lock was taken from this tab, which had fallen silent.
      if (granted || !silent) throw thrown;
      await locks.request(name, { steal: true }, serve);
    }
  }

  async #leadByLease(viewerId: Id, work: Work, office: AbortController): Promise<void> {
    if (await this.#untilSilent(viewerId, office.signal, true)) await this.#serve(viewerId, work, office);
  }

  async #serve(viewerId: Id, work: Work, office: AbortController): Promise<void> {
    if (office.signal.aborted) return;
    const epoch = await this.#storage.beginTerm(viewerId);
    // It was begun in memory, where it means nothing to the others.
    if (!this.#isShared()) return;
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
   * @returns true: whoever is in office has fallen silent; false: aborted, or nothing can be seen of them any more
   */
  async #untilSilent(viewerId: Id, signal: AbortSignal, vacant: boolean): Promise<boolean> {
    let last: string | undefined;
    for (let looks = 0; !signal.aborted;) {
      const term = await this.#storage.term(viewerId).catch(() => undefined);
      if (!this.#isShared()) return false;
      if (term === null && vacant) return true;
      const sign = JSON.stringify(term);
      // A look that failed says nothing of the others.
      if (term === undefined || sign !== last) looks = 0;
      else if (++looks === SILENT_LOOKS) return true;
      last = sign;
      await rest(this.#timers, BEAT, signal);
    }
    return false;
  }
}
