import { toFailure, isRetriable, type Failure } from '../model/failure.js';
import type { Id } from '../model/case.js';
import type { Session } from '../model/session.js';
import { onWake } from '../offline/connectivity.js';
import type { Cases } from './cases.js';
import { isUnreachable, type Cell } from './cell.js';
import { whenIdle } from './idle.js';
import type { Keeper } from './keeper.js';
import type { Lazy } from './lazy.js';
import type { Lists } from './lists.js';
import type { Writes } from './writes.js';

/** In `localStorage`, once anything of anybody was kept in this browser. */
export const KNOWN_HERE = 'casement';

/** Has this browser kept anything of anybody? If not, the code for that must not compete with what a first visit waits for. */
export function isKnownHere(): boolean {
  try {
    return KNOWN_HERE in localStorage;
  } catch {
    return false;
  }
}

/** Between two questions that nobody at the page asked for, ms: a backend that answers one and fails another is not hammered. */
const PAUSE = 30_000;

export interface PersonOptions {
  readonly cell: Cell;
  readonly lists: Lists;
  readonly cases: Lazy<Cases>;
  readonly writing: Lazy<Writes>;
  readonly keeping: Lazy<Keeper>;
  /** What is read is kept, too. */
  readonly caches: boolean;
  /** The host says who is signed in, without a request. */
  readonly isNamed: boolean;
}

/** Who the page works for, and everything that begins and ends with that person. */
export class PersonInCharge {
  readonly #options: PersonOptions;
  readonly #cell: Cell;
  #started = false;
  /** When something was asked that nobody at the page asked for. */
  #askedAt = -PAUSE;
  /** The backend said who this is; until then it may be somebody who was here before. */
  #confirmed = false;
  /** Ends the newest question who this is: the answer to an older one may name somebody else. */
  #asking: AbortController | undefined;
  #live: AbortController | undefined;
  #endWake: (() => void) | undefined;

  constructor(options: PersonOptions) {
    this.#options = options;
    this.#cell = options.cell;
    this.#cell.subscribe(() => this.#hide());
  }

  start(): void {
    if (this.#started) return;
    this.#started = true;
    this.#endWake = onWake(() => this.#wake());
    // What is shown first is asked for first.
    if (this.#options.isNamed && isKnownHere()) void this.#recall();
    void this.#ask();
  }

  async reconnect(): Promise<void> {
    this.#cell.backend.reset();
    // What was read before anybody was known may have been read by somebody else.
    if (this.#cell.state.session) this.#cell.set({ failure: null });
    else this.#cell.restart();
    if (await this.#ask()) await this.#refreshScreen();
  }

  /** Tries now whatever waits, and asks again for what is on screen. */
  async sync(): Promise<void> {
    this.#options.writing.loaded?.wake();
    if (this.#cell.state.phase === 'ready' && this.#confirmed) await this.#refreshScreen();
    else await this.reconnect();
  }

  /** The backend seems to know somebody else than whoever wrote something: who? Asked seldom, since it may insist on both. */
  meetStranger(): void {
    if (this.#mayAsk()) void this.reconnect();
  }

  /** Nobody is in charge any more: nothing of whoever it was stays in this page. */
  leave(): Id | null {
    const id = this.#cell.state.session?.viewer.id ?? null;
    this.#asking?.abort();
    this.#confirmed = false;
    this.#endLive();
    this.#cell.backend.reset();
    this.#forget();
    this.#cell.restart();
    this.#cell.set({ phase: 'signed-out' });
    return id;
  }

  /** Another tab says who is in charge now. */
  follow(viewerId: Id | null): void {
    if (!viewerId) this.leave();
    else if (viewerId !== this.#cell.state.session?.viewer.id) void this.reconnect();
  }

  close(): void {
    this.#asking?.abort();
    this.#endLive();
    this.#endWake?.();
    // Code that is still being loaded does nothing either.
    this.#options.writing.last((writes) => writes.close());
    this.#options.keeping.last((keeper) => keeper.close());
    this.#started = false;
  }

  /** @returns whether a session came of it */
  async #ask(): Promise<boolean> {
    this.#asking?.abort();
    const { signal } = (this.#asking = new AbortController());
    try {
      const session = await this.#cell.backend.getSession(signal);
      if (!signal.aborted) this.#adopt(session);
      return !signal.aborted;
    } catch (thrown) {
      if (!signal.aborted) await this.#miss(toFailure(thrown), signal);
      return false;
    }
  }

  async #miss(failure: Failure, signal: AbortSignal): Promise<void> {
    if (failure.kind === 'signed-out') {
      this.#endLive();
      this.#cell.set({ phase: 'signed-out', failure: null });
      this.#hide();
    } else if (!this.#cell.state.session) {
      // Nobody else can have signed in without a network.
      if (isUnreachable(failure) && (await this.#recall())) return;
      if (!signal.aborted && !this.#cell.state.session) this.#cell.set({ phase: 'failed', failure });
    }
    // Else a page that is in use goes on with the session it has.
  }

  /** What is kept of somebody is not shown to whoever is not known to be them. */
  #hide(): void {
    const { phase, operations, session } = this.#cell.state;
    if (phase !== 'signed-out' || this.#confirmed || !session) return;
    const { isNamed } = this.#options;
    if (!isNamed) this.#forget();
    this.#cell.restart();
    // Whoever the host names is told what waits for their sign-in.
    this.#cell.set({ phase, operations: isNamed ? operations : [] });
  }

  /** Shows what is kept of the person who is, or was last, in charge; @returns whether there is anything. */
  async #recall(): Promise<boolean> {
    const { caches, keeping } = this.#options;
    if (!caches) return false;
    const recalled = await keeping.load().then(
      (keeper) => keeper.recall(),
      () => false,
    );
    const { session } = this.#cell.state;
    if (recalled && session && !this.#confirmed) this.#goLive(session);
    return recalled;
  }

  #adopt(session: Session): void {
    const before = this.#cell.state.session;
    if (before && before.viewer.id !== session.viewer.id) {
      this.#endLive();
      this.#forget();
      this.#cell.restart();
    }
    this.#confirmed = true;
    this.#cell.set({ session, phase: 'ready', failure: null });
    this.#options.writing.loaded?.release();
    this.#goLive(session);
  }

  #forget(): void {
    this.#options.writing.loaded?.leave();
    this.#options.keeping.loaded?.leave();
  }

  #endLive(): void {
    this.#live?.abort();
    if (this.#cell.state.live !== 'off') this.#cell.set({ live: 'off' });
  }

  /** After the first rows: outbox and live changes can wait for what the customer came for. */
  #goLive({ capabilities }: Session): void {
    this.#endLive();
    const { cell, lists, writing, keeping, caches } = this.#options;
    const live = (this.#live = new AbortController());
    const begin = async () => {
      const writes = await writing.load();
      // What an earlier page had to hold: when the session was confirmed, there was nothing yet to release it.
      if (this.#confirmed) writes.release();
      if (!capabilities.changes || live.signal.aborted) return;
      const { runLive } = await import('./live.js');
      await runLive({
        cell,
        events: capabilities.events,
        signal: live.signal,
        keeper: caches ? keeping.loaded : undefined,
        resync: () => this.#refreshScreen(),
        refreshLists: () => lists.refreshWatched(),
        onBack: () => this.#back(),
      });
    };
    const start = () => {
      // A chunk that cannot be fetched leaves the page without live changes, not without cases.
      if (!live.signal.aborted) begin().catch(() => live.signal.aborted || cell.set({ live: 'off' }));
    };
    // What is shown from storage waits for no answer.
    void (this.#confirmed ? lists.settled() : Promise.resolve()).then(() => whenIdle(start));
  }

  async #refreshScreen(): Promise<void> {
    const { lists, cases } = this.#options;
    await Promise.all([lists.refreshWatched(), cases.loaded?.refreshWatched()]);
  }

  /** The backend answers. */
  #back(): void {
    if ((this.#confirmed && !this.#isStale()) || !this.#mayAsk()) return;
    void (this.#confirmed ? this.#refreshScreen() : this.reconnect());
  }

  #mayAsk(): boolean {
    const now = performance.now();
    if (now - this.#askedAt < PAUSE) return false;
    this.#askedAt = now;
    return true;
  }

  #wake(): void {
    const { phase } = this.#cell.state;
    if (phase === 'failed' || (phase === 'ready' && !this.#confirmed)) void this.reconnect();
    else if (this.#isStale()) void this.#refreshScreen();
    this.#options.writing.loaded?.wake();
  }

  /** Is there anything on screen that the backend did not say, or said no to for now? */
  #isStale(): boolean {
    const { lists, cases, threads } = this.#cell.state;
    return [...lists.values(), ...cases.values(), ...threads.values()].some(({ failure, asOf }) =>
      failure ? isRetriable(failure) : asOf,
    );
  }
}
