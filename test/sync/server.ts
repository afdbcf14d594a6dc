/** A backend that keeps the contract, behind a network and in front of a portal that do not. The oracle sits in it. */
import type { Id } from '../../src/model/case.js';
import { BackendError, NOT_TRIED, type Failure, type FailureKind } from '../../src/model/failure.js';
import { restsOn } from '../../src/model/dependence.js';
import type { Operation } from '../../src/model/operation.js';
import type { Answer, Delivery } from '../../src/offline/outcome.js';
import type { Random, Scheduler } from './clock.js';
import type { Oracle } from './oracle.js';
import type { Tally } from './schedule.js';
import type { Tab } from './tab.js';

/** What can go wrong with one request. `…-after`: the write is done, its answer does not arrive. */
export const NETWORK_FAULTS = [
  ...([
    'reset-before',
    'reset-after',
    'hang-before',
    'hang-after',
    'half-body',
    'html-200',
    'empty-200',
  ] as const),
  ...([
    'redirect',
    'slow',
    '401',
    '409',
    '429',
    '503',
    '500-after',
    '408',
    'wrong-echo',
    'sent-again',
  ] as const),
];
export type NetworkFault = (typeof NETWORK_FAULTS)[number];

export interface Request {
  /** Its idempotency key; null: it has none. */
  readonly key: string | null;
  /** Whom the request says it is from; null: it does not say. */
  readonly viewerId: Id | null;
  readonly operation: Operation;
  readonly bytes?: ArrayBuffer | undefined;
}

/** An HTTP answer, as much of it as matters. */
export interface Response {
  readonly status: number;
  /** The operation that a 2xx JSON speaks of; undefined: it is no JSON, or was cut off. */
  readonly echo?: string;
  readonly version?: string;
  readonly type?: string;
  readonly retryAfter?: number;
  readonly current?: unknown;
  readonly isLogin?: boolean;
}

const PATIENCE = 30_000;
/** Files above this are refused, bytes. */
export const LARGEST_FILE = 100;

export class Server {
  /** Whose cookie the browser sends. */
  signedIn: Id | null = null;
  isReachable = true;
  /** Tabs may not hear of one another in time: the one that sends does not know what to bring up to date. */
  isDeaf = false;
  faultRate = 0;
  readonly #scheduler: Scheduler;
  readonly #random: Random;
  readonly #oracle: Oracle;
  readonly #answers = new Map<string, Response>();
  readonly #records = new Map<Id, number>();
  /** Versions of records that somebody at the desk made, after which a conflict is nobody's fault. */
  readonly #disputed = new Set<Id>();

  constructor(
    scheduler: Scheduler,
    random: Random,
    oracle: Oracle,
    private readonly tally: Pick<Tally, 'expiries' | 'repeats'>,
  ) {
    this.#scheduler = scheduler;
    this.#random = random;
    this.#oracle = oracle;
  }

  /** The version of a record, as a page that asks just now would see it; null: there is none. */
  versionOf(record: Id): string | null {
    const version = this.#records.get(record);
    return version === undefined ? null : String(version);
  }

  /** A case that is there from the beginning. */
  found(caseId: Id): void {
    this.#bump(caseId);
  }

  /** Somebody at the desk changes a case. */
  touch(caseId: Id): void {
    if (!this.#records.has(caseId)) return;
    this.#disputed.add(caseId);
    this.#bump(caseId);
  }

  #bump(record: Id): void {
    this.#records.set(record, (this.#records.get(record) ?? 0) + 1);
  }

  /** Carries requests there and their answers back; rejects when no answer comes. */
  async exchange(tab: Tab, requests: readonly Request[]): Promise<readonly Response[]> {
    const random = this.#random;
    const fault = random.chance(this.faultRate) ? random.pick(NETWORK_FAULTS) : undefined;
    const latency = fault === 'slow' ? random.between(5_000, 25_000) : random.between(5, 120);
    const survives = random.chance(0.5);
    return await new Promise((resolve, reject) => {
      const arrive = () => {
        if (!this.isReachable) return tab.after(1, () => reject(new BackendError({ kind: 'network' })));
        const answer = this.#answer(requests, fault);
        if (answer === 'hangs') tab.after(PATIENCE, () => reject(new BackendError({ kind: 'network' })));
        else if (answer === 'resets') tab.after(latency, () => reject(new BackendError({ kind: 'network' })));
        else tab.after(latency, () => resolve(answer));
      };
      if (survives) this.#scheduler.after(latency, arrive);
      else tab.after(latency, arrive);
    });
  }

  #answer(
    requests: readonly Request[],
    fault: NetworkFault | undefined,
  ): readonly Response[] | 'hangs' | 'resets' {
    const all = (response: Response) => requests.map(() => response);
    const random = this.#random;
    switch (fault) {
      case 'reset-before':
        return 'resets';
      case 'hang-before':
        return 'hangs';
      case 'html-200':
        return all({ status: 200 });
      case 'redirect':
        return all({ status: 200, isLogin: true });
      case '401':
        this.tally.expiries++;
        return all({ status: 401 });
      case '409':
        return all({ status: 409, type: 'urn:casement:problem:idempotency-in-flight' });
      case '429':
        return all({ status: 429, retryAfter: random.between(1_000, 20_000) });
      case '503':
        return all({
          status: 503,
          ...(random.chance(0.5) ? { retryAfter: random.between(1_000, 9_000) } : {}),
        });
      case '408':
        return all({ status: 408 });
      default: {
        if (fault === 'sent-again') this.#repeat(requests);
        const answers = this.#handleAll(requests);
        if (fault === 'reset-after') return 'resets';
        if (fault === 'hang-after') return 'hangs';
        if (fault === 'half-body' || fault === 'empty-200') return all({ status: 200 });
        if (fault === '500-after') return all({ status: 500 });
        if (fault === 'wrong-echo') return answers.map((answer) => ({ ...answer, echo: 'something else' }));
        return answers;
      }
    }
  }

  /** Up to three deliveries of one request: browsers and proxies do that where a connection breaks. */
  #repeat(requests: readonly Request[]): void {
    this.tally.repeats++;
    for (let more = this.#random.between(1, 2); more > 0; more--) this.#handleAll(requests);
  }

  /** In order; what follows one that failed in its case is not tried. */
  #handleAll(requests: readonly Request[]): readonly Response[] {
    const failed = new Set<Id>();
    return requests.map((request) => {
      const { caseId } = request.operation;
      if (failed.has(caseId)) return { status: 424, type: NOT_TRIED };
      const answer = this.#handle(request);
      if (answer.status >= 300) failed.add(caseId);
      return answer;
    });
  }

  #handle({ key, viewerId, operation, bytes }: Request): Response {
    this.#oracle.requests++;
    if (!this.signedIn) return { status: 401 };
    if (viewerId !== null && this.signedIn !== viewerId)
      return { status: 403, type: 'urn:casement:problem:viewer-mismatch' };
    const before = key === null ? undefined : this.#answers.get(key);
    if (before) {
      this.#oracle.redundant++;
      return before;
    }
    const refusal = this.#refuse(operation);
    if (refusal) {
      if (!this.#isFair(operation, refusal))
        this.#oracle.accuse(
          'refused without need',
          `${this.#oracle.of(operation.id)?.name} with ${refusal.status}`,
        );
      return refusal;
    }
    this.#oracle.effect(operation, this.signedIn, bytes);
    const answer = { status: 200, echo: operation.id, ...this.#change(operation) };
    if (key !== null) this.#answers.set(key, answer);
    return answer;
  }

  /** Is there a reason for a refusal beyond what the client did wrong: sent too early, or again as something else? */
  #isFair({ id, caseId }: Operation, { status }: Response): boolean {
    if (status === 404) return this.#oracle.isGivenUp(caseId);
    return (
      status === 413 ||
      (status === 412 && (this.isDeaf || this.#disputed.has(caseId) || this.#oracle.wasOvertaken(id)))
    );
  }

  #refuse(operation: Operation): Response | undefined {
    const { payload, caseId, baseVersion } = operation;
    const version = this.versionOf(caseId);
    if (payload.kind === 'putAttachment' && payload.attachment.size > LARGEST_FILE) return { status: 413 };
    if (payload.kind === 'createCase') return version === null ? undefined : { status: 409 };
    if (version === null) return { status: 404 };
    if (payload.kind === 'createNote' && this.versionOf(payload.draft.id) !== null) return { status: 409 };
    if (!restsOn({ ...operation, seq: 2 }, { ...operation, seq: 1 }) || payload.kind === 'createNote')
      return undefined;
    if (baseVersion === null) return { status: 428, current: { version } };
    return baseVersion === version ? undefined : { status: 412, current: { version } };
  }

  #change({ payload, caseId }: Operation): { version?: string } {
    if (payload.kind === 'markCaseRead' || payload.kind === 'putAttachment') return {};
    const record = payload.kind === 'createNote' ? payload.draft.id : caseId;
    this.#bump(record);
    return { version: this.versionOf(record) ?? '' };
  }
}

/**
 * What the client makes of an answer, by the status table of the contract.
 * @param trusts whether any 2xx will do
 */
export function interpret(response: Response, operationId: Id, trusts = false): Answer {
  const { status, echo, version, type, retryAfter, current, isLogin } = response;
  if (isLogin) return { kind: 'signed-out', status };
  if (status < 300) {
    if (echo !== operationId && !trusts) return { kind: 'protocol' };
    const delivery: Delivery = { receipt: echo, ...(version === undefined ? {} : { version }) };
    return delivery;
  }
  const failure: Failure = {
    kind: kindOf(status),
    status,
    ...(type === undefined ? {} : { type }),
    ...(retryAfter === undefined ? {} : { retryAfter }),
    ...(current === undefined ? {} : { current }),
  };
  return failure;
}

function kindOf(status: number): FailureKind {
  if (status === 401) return 'signed-out';
  if (status === 403) return 'forbidden';
  if (status === 404) return 'not-found';
  if ([409, 412, 428].includes(status)) return 'conflict';
  return [408, 425, 429].includes(status) || status >= 500 ? 'unavailable' : 'invalid';
}
