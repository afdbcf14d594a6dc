/** A failure by kind. Nothing decides by message text, and no message of a stranger is shown as ours. */
export type FailureKind =
  | 'network' // no answer, or the answer broke off
  | 'unavailable' // 408, 424, 425, 429, 5xx
  | 'protocol' // an answer that is not the contract's: empty, another schema, a 404 of somebody else
  | 'signed-out' // 401; with status 200: a page in place of an answer, which may be anybody's
  | 'forbidden' // 403
  | 'not-found' // 404, 410, in the backend's own words
  | 'invalid' // 400, 413, 415, 422
  | 'conflict' // 409, 412, 428
  | 'aborted';

export interface PointedError {
  /** JSON Pointer into the request body. */
  readonly pointer: string;
  readonly detail: string;
  readonly code: string;
}

export interface Failure {
  readonly kind: FailureKind;
  /** The problem's stable `type`, if the backend sent one. */
  readonly type?: string;
  /** The HTTP status, if there was one. */
  readonly status?: number;
  /** Words for the customer from the backend's problem; absent where the answer was not a problem document. */
  readonly detail?: string;
  readonly errors?: readonly PointedError[];
  /** Milliseconds to wait, from `Retry-After`. */
  readonly retryAfter?: number;
  /** Of a 429: the moment, ms since 1970 by this device's clock, before which another try is pointless. */
  readonly busyUntil?: number;
  /** What to quote to support: the problem's `instance`. */
  readonly reference?: string;
  /** Of a 412: the record as it now is, checked by whoever reads it. */
  readonly current?: unknown;
}

/** The `type` of a write that was not even tried: one before it in the same case and the same request did not succeed. */
export const NOT_TRIED = 'urn:casement:problem:not-tried';

/** Would the same request, sent later, have a chance? */
export function isRetriable(failure: Failure): boolean {
  const { kind, status } = failure;
  return kind === 'network' || kind === 'unavailable' || kind === 'protocol' || status === 200;
}

/** Is somebody signed out, or did something between here and the backend answer in its place? The backend has to be asked. */
export function isDoubtful({ kind, status }: Failure): boolean {
  return kind === 'signed-out' && status === 200;
}

/** What the backend layer throws. */
export class BackendError extends Error {
  override readonly name = 'BackendError';
  constructor(readonly failure: Failure) {
    super(`${failure.kind}${failure.type ? ` ${failure.type}` : ''}`);
  }
}

/** Any thrown thing as a failure; what is not ours is a fault of the protocol. */
export function toFailure(thrown: unknown): Failure {
  if (thrown instanceof BackendError) return thrown.failure;
  if (thrown instanceof Error && thrown.name === 'AbortError') return { kind: 'aborted' };
  return { kind: 'protocol' };
}
