/** From an HTTP answer to a value or a `Failure`: the one place that decides what counts as an answer of the contract. */
import { BackendError, type Failure } from '../../model/failure.js';

const JSON_TYPE = /^application\/(?:[\w.-]+\+)?json\b/i;

/** Passes an answer on, or throws what is wrong with it. A 304 and the streams are the caller's. */
export async function checkAnswer(response: Response): Promise<Response> {
  const status = disguised(response);
  if (status) throw new BackendError({ kind: 'signed-out', status });
  if (!response.ok) throw new BackendError(await failureOf(response));
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
 * @returns 401; 200: a page whose meaning is anybody's guess; 0: it is none of these
 */
function disguised({ headers, ok, redirected, status }: Response): number {
  if (/"status"\s*:\s*401/.test(headers.get('X-Responded-JSON') ?? '')) return 401;
  if (!/^text\/html\b/i.test(headers.get('Content-Type') ?? '')) return 0;
  if (redirected && status === 403) return 401;
  return ok && !headers.has('Content-Disposition') ? 200 : 0;
}

/** What the answer says of itself is read by code that comes with the first failure; without it, another try can do no harm. */
async function failureOf(response: Response): Promise<Failure> {
  const problem = await import('./problem.js').catch(() => undefined);
  const { status } = response;
  return (
    (await problem?.readProblem(response)) ?? { kind: status === 401 ? 'signed-out' : 'unavailable', status }
  );
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
