/** Problem documents (RFC 9457) and what comes with them. Loaded with the first answer that is none. */
import type { Failure, FailureKind, PointedError } from '../../model/failure.js';
import { isRecord } from './answer.js';

function kindOf(status: number): FailureKind {
  if (status === 401) return 'signed-out';
  if (status === 403) return 'forbidden';
  if (status === 404 || status === 410) return 'not-found';
  if (status === 409 || status === 412 || status === 428) return 'conflict';
  if (status === 408 || status === 424 || status === 425 || status === 429 || status >= 500)
    return 'unavailable';
  return status >= 400 ? 'invalid' : 'protocol';
}

export async function readProblem(response: Response): Promise<Failure> {
  const { status, headers } = response;
  const isProblem = /^application\/problem\+json\b/i.test(headers.get('Content-Type') ?? '');
  const body = isProblem ? ((await response.json().catch(() => undefined)) as unknown) : undefined;
  const failure = failureOf(status, headers.get('Retry-After'), isRecord(body) ? body : {});
  // A proxy, or a server that knows nothing of cases: that a record is gone only the backend itself can say.
  return failure.kind === 'not-found' && !isProblem ? { ...failure, kind: 'protocol' } : failure;
}

/** @param problem members of the problem document, if there was one */
export function failureOf(
  status: number,
  retryAfter: string | null,
  problem: Record<string, unknown>,
): Failure {
  const now = Date.now();
  const wait = parseRetryAfter(retryAfter, now);
  return {
    kind: kindOf(status),
    status,
    ...(wait === undefined ? {} : { retryAfter: wait }),
    ...(wait && status === 429 ? { busyUntil: now + wait } : {}),
    ...problemFields(problem),
  };
}

/** Known members only, each of the right type: a problem comes from outside. */
function problemFields(body: Record<string, unknown>): Partial<Failure> {
  const { type, detail, instance, errors, current } = body;
  return {
    ...(typeof type === 'string' ? { type } : {}),
    ...(typeof detail === 'string' ? { detail } : {}),
    ...(typeof instance === 'string' ? { reference: instance } : {}),
    ...(Array.isArray(errors) ? { errors: errors.filter(isPointedError) } : {}),
    ...(isRecord(current) ? { current } : {}),
  };
}

function isPointedError(value: unknown): value is PointedError {
  return isRecord(value) && ['pointer', 'detail', 'code'].every((key) => typeof value[key] === 'string');
}

/** Milliseconds to wait, from seconds or an HTTP date (RFC 9110, 10.2.3); undefined if there is none to be read. */
export function parseRetryAfter(value: string | null, now: number): number | undefined {
  if (!value) return undefined;
  const text = value.trim();
  if (/^\d+$/.test(text)) return Math.min(Number(text) * 1000, Number.MAX_SAFE_INTEGER);
  // A date begins with the name of a day; what `Date.parse` makes of anything else is the browser's secret.
  const wait = /^[A-Za-z]/.test(text) ? Date.parse(text) - now : NaN;
  return Number.isFinite(wait) ? Math.max(0, wait) : undefined;
}
