/** From an HTTP answer to a value or a `Failure`: the one place that decides what counts as an answer of the contract. */
import { BackendError, type Failure, type FailureKind, type PointedError } from '../../model/failure.js';

const JSON_TYPE = /^application\/(?:[\w.-]+\+)?json\b/i;

/** Passes an answer on, or throws what is wrong with it. A 304 and the streams are the caller's. */
export async function checkAnswer(response: Response): Promise<Response> {
  if (isLoginInDisguise(response)) throw new BackendError({ kind: 'signed-out', status: 401 });
  if (!response.ok) throw new BackendError(await readProblem(response));
  return response;
}

/** The JSON of a successful answer; HTML, an empty body or broken JSON is a fault of the protocol. */
export async function readJson(response: Response): Promise<unknown> {
  if (!JSON_TYPE.test(response.headers.get('Content-Type') ?? ''))
    throw new BackendError({ kind: 'protocol', status: response.status });
  let text: string;
  try {
    text = await response.text();
  } catch {
    // The answer broke off: the backend may have done its work, so the same key is sent again.
    throw new BackendError({ kind: 'network' });
  }
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new BackendError({ kind: 'protocol', status: response.status });
  }
}

/**
 * Portals answer an expired session with a page in place of the answer, with a 401 inside this header, or with a 403 after a
 * redirect. A page that is a file of somebody's comes as a download.
 */
function isLoginInDisguise({ headers, ok, redirected, status }: Response): boolean {
  const disguised = headers.get('X-Responded-JSON');
  if (disguised && /"status"\s*:\s*401/.test(disguised)) return true;
  if (!/^text\/html\b/i.test(headers.get('Content-Type') ?? '')) return false;
  return (ok && !headers.has('Content-Disposition')) || (redirected && status === 403);
}

function kindOf(status: number): FailureKind {
  if (status === 401) return 'signed-out';
  if (status === 403) return 'forbidden';
  if (status === 404 || status === 410) return 'not-found';
  if (status === 409 || status === 412 || status === 428) return 'conflict';
  if (status === 408 || status === 424 || status === 425 || status === 429 || status >= 500)
    return 'unavailable';
  return status >= 400 ? 'invalid' : 'protocol';
}

async function readProblem(response: Response): Promise<Failure> {
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
  const wait = parseRetryAfter(retryAfter, Date.now());
  return {
    kind: kindOf(status),
    status,
    ...(wait === undefined ? {} : { retryAfter: wait }),
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

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
