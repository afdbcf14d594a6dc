/** One term of the one tab that sends: in order per case, several requests at once, every try under the operation's own key. */
import type { Id } from '../model/case.js';
import { isRetriable, toFailure, type Failure } from '../model/failure.js';
import { isHeldBy, isSendable, type Operation } from '../model/operation.js';
import { backoff } from './backoff.js';
import type { Change } from './change.js';
import { Gate } from './gate.js';
import type { Mirror } from './mirror.js';
import { aligned, conclude, isFailure, recover, type Answer, type Delivery } from './outcome.js';
import { Pauses } from './pauses.js';
import { byCase, isFile, isOnHold, pick } from './pick.js';
import type { OutboxStorage } from './storage.js';
import { rest, untilAborted, type Timers } from './timers.js';

/** Delivers one operation under its id as key; rejects with what went wrong. Resolves only with an answer to this operation. */
export type Send = (operation: Operation, bytes: ArrayBuffer | undefined) => Promise<Delivery>;

/** Delivers several in order with one request. Resolves with one answer each, in the same order; rejects if there was none. */
export type SendAll = (operations: readonly Operation[]) => Promise<readonly Answer[]>;

export interface SenderOptions {
  readonly viewerId: Id;
  readonly storage: OutboxStorage;
  readonly mirror: Mirror;
  readonly send: Send;
  readonly sendAll: SendAll | undefined;
  readonly timers: Timers;
  /** In [0, 1). */
  readonly random: () => number;
  /** Nobody has looked for long: nothing is tried again until somebody does. */
  readonly isAsleep: () => boolean;
  /** How often somebody has signed in so far. */
  readonly signIns: () => number;
  /** There is nothing to do for now. */
  readonly onRest: () => void;
}

/** Requests at once. */
const LANES = 6;
/** Of them with bytes: a slow upload never keeps text waiting. */
const FILE_LANES = 3;
/** Operations that one request may carry. */
const BATCH = 50;

/** A mark of sending that is older than this, before anything was sent, is not acted on, ms. */
const STALE = 5000;

export class Sender {
  readonly #options: SenderOptions;
  readonly #epoch: number;
  readonly #over = new AbortController();
  readonly #pauses: Pauses;
  readonly #gate: Gate;
  readonly #flying = new Set<Id>();
  #lanes = 0;
  #fileLanes = 0;
  /** Less after a batch came to nothing, so that one that cannot be carried does not hold up the others. */
  #most = BATCH;
  #ready = false;
  #adopting = false;

  constructor(options: SenderOptions, epoch: number) {
    this.#options = options;
    this.#epoch = epoch;
    const look = () => this.look();
    this.#pauses = new Pauses(options.timers, look);
    this.#gate = new Gate(options.timers, options.random, look);
  }

  /** Nothing is on its way. */
  get isIdle(): boolean {
    return this.#lanes === 0;
  }

  /** Resolves when the term is over, for whatever reason. */
  async run(signal: AbortSignal): Promise<void> {
    const end = () => this.#over.abort();
    signal.addEventListener('abort', end);
    if (signal.aborted) end();
    if (await this.#insist((change) => recover(change, this.#flying))) {
      this.#ready = true;
      this.#honour();
      this.look();
      await untilAborted(this.#over.signal);
    }
    signal.removeEventListener('abort', end);
    this.#pauses.clear();
    this.#gate.end();
  }

  /** Pauses end: those that only hope for better times, and with `force` those that the backend asked for, too. */
  wake(force: boolean): void {
    this.#pauses.wake(force);
    this.#gate.wake(force);
    this.look();
  }

  /** Sends whatever may go. */
  look(): void {
    this.#pauses.forget(this.#options.mirror.kept);
    if (this.#hasOrphans()) void this.#adopt();
    while (this.#isAtWork() && !isOnHold(this.#options.mirror.kept.values())) {
      const batch = this.#gate.failures > 0 ? this.#probe() : this.#pick();
      if (!batch.length) break;
      void this.#deliver(batch);
    }
    if (this.isIdle) this.#options.onRest();
  }

  /** Storage took a mark of sending, but said that it did not. */
  #hasOrphans(): boolean {
    if (!this.#ready || this.#adopting) return false;
    const all = [...this.#options.mirror.kept.values()];
    return all.some(({ id, state }) => state === 'sending' && !this.#flying.has(id));
  }

  async #adopt(): Promise<void> {
    this.#adopting = true;
    await this.#insist((change) => recover(change, this.#flying));
    this.#adopting = false;
  }

  #isAtWork(): boolean {
    const lanes = this.#gate.failures > 0 ? 1 : LANES;
    return this.#ready && !this.#over.signal.aborted && this.#gate.isOpen && this.#lanes < lanes;
  }

  #pick(): readonly Operation[] {
    const { mirror, sendAll } = this.#options;
    const isReady = (operation: Operation) => this.#isFree(operation) && !this.#pauses.has(operation.id);
    return pick(byCase(mirror.kept.values()), isReady, sendAll ? this.#most : 1);
  }

  /**
   * One operation that shows whether the way is free again. What was tried already and what was not take turns: the one may be
   * the very reason of the failure, and the other may be stored without our knowing as soon as it is tried.
   */
  #probe(): readonly Operation[] {
    const cases = byCase(this.#options.mirror.kept.values());
    const free = [...cases.values()].flatMap((own) =>
      own.filter((operation) => this.#isFree(operation) && isSendable(operation, own)),
    );
    // The reason of the failure, if it is one of them, has been tried most.
    const tried = free.filter(({ attempts }) => attempts > 0).sort((a, b) => a.attempts - b.attempts);
    const fresh = free.filter(({ attempts }) => attempts === 0);
    const [first, second] = this.#gate.failures % 2 ? [tried, fresh] : [fresh, tried];
    return (first.length ? first : second).slice(0, 1);
  }

  /** Nothing but the order, or a pause, keeps it back. */
  #isFree(operation: Operation): boolean {
    if (this.#flying.has(operation.id)) return false;
    if (isFile(operation) && this.#fileLanes === FILE_LANES) return false;
    return operation.attempts === 0 || !this.#options.isAsleep();
  }

  async #deliver(batch: readonly Operation[]): Promise<void> {
    const files = batch.some(isFile) ? 1 : 0;
    this.#lanes++;
    this.#fileLanes += files;
    for (const { id } of batch) this.#flying.add(id);
    try {
      await this.#attempt(batch);
    } catch {
      // Storage is not to be had; without its word nothing is sent.
      this.#pause(batch, 0);
    } finally {
      this.#lanes--;
      this.#fileLanes -= files;
      for (const { id } of batch) this.#flying.delete(id);
      this.look();
    }
  }

  async #attempt(batch: readonly Operation[]): Promise<void> {
    const { storage, viewerId, mirror, timers } = this.#options;
    const [first] = batch;
    const bytes = first && isFile(first) ? await storage.bytes(viewerId, first.id) : undefined;
    let sent: readonly Operation[] = [];
    const marked = timers.now();
    const verdict = await mirror.change((change) => {
      sent = stillSendable(batch, change).map(({ id }) => change.apply(id, { type: 'send' }));
    }, this.#epoch);
    if (verdict === 'over') this.#over.abort();
    if (verdict !== 'done' || this.#over.signal.aborted) return;
    // Frozen meanwhile: another tab may have taken over, and what was to be sent may be discarded by now.
    if (timers.now() - marked > STALE) return;
    const { round } = this.#gate;
    const signIns = this.#options.signIns();
    const heard = aligned(sent, await this.#request(sent, bytes));
    // Asked before somebody signed in, answered after: it says nothing any more.
    const answers = signIns === this.#options.signIns() ? heard : heard.map(outdated);
    if (await this.#insist((change) => conclude(change, sent, answers))) this.#learn(sent, answers, round);
  }

  async #request(sent: readonly Operation[], bytes: ArrayBuffer | undefined): Promise<readonly Answer[]> {
    const { send, sendAll } = this.#options;
    const [first] = sent;
    if (!first) return [];
    if (sent.length === 1 || !sendAll) return [await send(first, bytes).catch(toFailure)];
    try {
      const answers = await sendAll(sent);
      this.#most = Math.min(BATCH, this.#most * 2);
      return answers;
    } catch (thrown) {
      this.#most = Math.max(1, Math.floor(sent.length / 4));
      const failure = ofBatch(toFailure(thrown));
      return sent.map(() => failure);
    }
  }

  /** What the answers tell of the way to the backend, and of when to come back. */
  #learn(sent: readonly Operation[], answers: readonly Answer[], round: number): void {
    const failures = answers.filter(isFailure).filter(isMiss);
    const retryAfter = Math.max(0, ...failures.map((failure) => failure.retryAfter ?? 0));
    const left = sent.flatMap(({ id }) => this.#options.mirror.kept.get(id) ?? []);
    // Those that failed together come back together, so that they can go in one request again.
    this.#pause(left, retryAfter);
    if (failures.length === answers.length) this.#gate.fail(round, retryAfter);
    // Whatever waited for better times has them.
    else if (this.#gate.succeed()) this.#pauses.wake(false);
  }

  /** Changes what must be changed, however long storage takes; false: the term is over. */
  async #insist(decide: (change: Change) => void): Promise<boolean> {
    const { mirror, timers, random } = this.#options;
    for (let tries = 1; !this.#over.signal.aborted; tries++) {
      try {
        const verdict = await mirror.change(decide, this.#epoch);
        if (verdict === 'over') this.#over.abort();
        return verdict !== 'over';
      } catch {
        await rest(timers, backoff(tries, random()), this.#over.signal);
      }
    }
    return false;
  }

  /** A wait that the backend asked for outlives the tab it was said to. */
  #honour(): void {
    for (const operation of this.#options.mirror.kept.values()) {
      const wait = operation.state === 'queued' ? operation.failure?.retryAfter : undefined;
      if (wait) this.#pause([operation], wait);
    }
  }

  #pause(operations: readonly Operation[], retryAfter: number): void {
    if (this.#over.signal.aborted) return;
    const share = this.#options.random();
    for (const operation of operations) {
      const ms = backoff(Math.max(1, operation.attempts), share, retryAfter);
      this.#pauses.begin(operation, ms, retryAfter);
    }
  }
}

/** What another tab changed meanwhile, or has put something before, is looked at anew; so is what follows it. */
function stillSendable(batch: readonly Operation[], change: Change): readonly Operation[] {
  const cases = byCase(change.all);
  const taken = new Set<Id>();
  return batch.filter((operation) => {
    const own = (cases.get(operation.caseId) ?? []).filter(({ id }) => !taken.has(id));
    const isSame = change.find(operation.id)?.revision === operation.revision;
    if (!isSame || !isSendable(operation, own)) return false;
    taken.add(operation.id);
    return true;
  });
}

function outdated(answer: Answer): Answer {
  return isFailure(answer) && isHeldBy(answer) ? { kind: 'unavailable' } : answer;
}

/** No word from the backend itself. */
function isMiss(failure: Failure): boolean {
  return isRetriable(failure) || failure.kind === 'aborted';
}

/** A batch that was turned away as a whole says nothing of what was in it. */
function ofBatch(failure: Failure): Failure {
  const isAboutAll = isMiss(failure) || failure.kind === 'signed-out' || failure.kind === 'forbidden';
  return isAboutAll ? failure : { ...failure, kind: 'protocol' };
}
