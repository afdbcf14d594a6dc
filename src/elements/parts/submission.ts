/** One submit of a form, from the button to the backend's answer, however long that takes. */
import type { Failure } from '../../model/failure.js';
import type { Operation } from '../../model/operation.js';
import type { CaseStore, Outcome, Submission } from '../../store/store.js';

interface SubmissionOptions {
  readonly store: () => CaseStore | undefined;
  readonly onDelivered: (outcome: Outcome, submission: Submission) => void;
  /** Called once for every answer that is a no. */
  readonly onRefused: (failure: Failure) => void;
  /** Not delivered; it stays in the outbox, for the next try or for a sign-in. */
  readonly onWaiting: () => void;
  /** It left the outbox undelivered. */
  readonly onDiscarded: () => void;
}

/**
 * `sending`: the first try is under way. `waiting`: it did not arrive and is tried again by itself. `held`: the person
 * must sign in first. `refused`: the backend said no and the customer decides.
 */
export type SubmissionPhase = 'idle' | 'sending' | 'waiting' | 'held' | 'refused' | 'delivered';

export class FollowedSubmission {
  phase: SubmissionPhase = 'idle';
  failure: Failure | null = null;
  #submission: Submission | undefined;

  constructor(private readonly options: SubmissionOptions) {}

  /** On its way in one form or another: nothing may be submitted or changed beside it. */
  get underWay(): boolean {
    return this.phase === 'sending' || this.phase === 'waiting' || this.phase === 'held';
  }

  /** A try is running at this moment, so that it cannot be called back. */
  get inFlight(): boolean {
    return this.#operation()?.state === 'sending';
  }

  begin(submission: Submission): void {
    this.#submission = submission;
    this.failure = null;
    this.phase = 'sending';
    void submission.done.then(async (outcome) => await this.#finish(submission, outcome));
  }

  /** Reads where it stands; to be called before every rendering. */
  follow(): void {
    const operation = this.#operation();
    if (!operation) return;
    const before = this.phase;
    const { failure } = operation;
    this.phase = phaseOf(operation);
    this.failure = failure ?? (this.phase === 'waiting' ? this.failure : null);
    if (before === this.phase) return;
    // After the rendering that notices it.
    if (this.phase === 'refused' && failure) queueMicrotask(() => this.options.onRefused(failure));
    if (this.phase === 'waiting' || this.phase === 'held') queueMicrotask(() => this.options.onWaiting());
  }

  tryNow(): void {
    if (this.#submission) this.options.store()?.retry(this.#submission.operationId);
  }

  /** Takes it out of the outbox, so that it can be written anew. */
  discard(): void {
    const operationId = this.#submission?.operationId;
    this.forget();
    if (operationId !== undefined) this.options.store()?.discard(operationId);
  }

  /** Goes on without it; it stays in the outbox. */
  forget(): void {
    this.#submission = undefined;
    this.failure = null;
    this.phase = 'idle';
  }

  #operation(): Operation | undefined {
    const id = this.#submission?.operationId;
    const operations = id === undefined ? undefined : this.options.store()?.get().operations;
    return operations?.find((operation) => operation.id === id);
  }

  async #finish(submission: Submission, outcome: Outcome): Promise<void> {
    if (submission !== this.#submission) return;
    const isDelivered = outcome.state === 'delivered';
    this.phase = isDelivered ? 'delivered' : 'idle';
    if (isDelivered) {
      this.options.onDelivered(outcome, submission);
      return;
    }
    // Never taken by an outbox, or taken out of it by somebody else.
    const first = await submission.settled;
    if ('failure' in first) this.options.onRefused(first.failure);
    else this.options.onDiscarded();
  }
}

function phaseOf({ state, attempts, failure }: Operation): SubmissionPhase {
  if (state === 'held' || state === 'refused') return state;
  const again = state === 'sending' ? attempts > 1 : attempts > 0 || failure !== null;
  return again ? 'waiting' : 'sending';
}
