/** `fetch` with the token of the signed-in person. Tokens live in memory only, and never in a URL. */
import { BackendError, toFailure } from '../../model/failure.js';
import { checkAnswer } from './answer.js';

/** Gives the token of the person who is signed in now, or null when nobody is. Called again after a 401. */
export type GetToken = () => Promise<string | null> | string | null;

export interface AccessOptions {
  /** Without it requests carry the page's cookies and nothing else. */
  readonly getToken?: GetToken | undefined;
  /** Read at each call, so that a page may replace it late. Default: the page's own. */
  readonly fetch?: typeof globalThis.fetch | undefined;
  readonly credentials?: RequestCredentials | undefined;
  /** The longest that a request may take, ms; default 30 s. Files and streams have no such limit: they end when they fall silent. */
  readonly timeout?: number | undefined;
}

const TIMEOUT = 30_000;

export class Access {
  readonly #options: AccessOptions;
  #token: Promise<string | null> | undefined;
  /** Made of the newest token. */
  #authorization: string | undefined;

  constructor(options: AccessOptions) {
    this.#options = options;
  }

  /**
   * The answer, checked. A 401 is tried once more with a new token. Rejects with a `BackendError`.
   * @param timeout ms until the answer must have come to its end; Infinity: the caller sees to it
   */
  readonly fetch = async (request: Request, timeout = this.timeout): Promise<Response> => {
    const again = this.#options.getToken ? request.clone() : request;
    const headers = await this.headers();
    try {
      return await this.#send(request, headers, timeout);
    } catch (thrown) {
      return await this.#send(again, await this.renewed(headers, thrown), timeout);
    }
  };

  /** Headers for one request. Rejects with `signed-out` when nobody is. */
  async headers(): Promise<Record<string, string>> {
    const { getToken } = this.#options;
    if (!getToken) return {};
    let token: string | null;
    try {
      token = await this.#askToken(getToken);
    } catch (thrown) {
      throw thrown instanceof BackendError ? thrown : new BackendError({ kind: 'network' });
    }
    if (!token) throw new BackendError({ kind: 'signed-out' });
    this.#authorization = `Bearer ${token}`;
    return { Authorization: this.#authorization };
  }

  /**
   * Headers for a second try, with a new token. Throws what was thrown where a second try is pointless.
   * @param used headers of the first try
   */
  async renewed(used: Record<string, string>, thrown: unknown): Promise<Record<string, string>> {
    if (!this.#options.getToken || toFailure(thrown).kind !== 'signed-out') throw thrown;
    // Of many requests that were refused together only the first asks for a new token.
    if (used['Authorization'] === this.#authorization) this.reset();
    return await this.headers();
  }

  /** The token was refused; false: there is no other way in. */
  renew(): boolean {
    this.reset();
    return this.#options.getToken !== undefined;
  }

  get timeout(): number {
    return this.#options.timeout ?? TIMEOUT;
  }

  get credentials(): RequestCredentials {
    return this.#options.credentials ?? 'same-origin';
  }

  /** An injected `fetch` also carries uploads. */
  get ownFetch(): boolean {
    return this.#options.fetch !== undefined;
  }

  reset(): void {
    this.#token = this.#authorization = undefined;
  }

  async #send(request: Request, headers: Record<string, string>, timeout: number): Promise<Response> {
    for (const [name, value] of Object.entries(headers)) request.headers.set(name, value);
    let response: Response;
    try {
      response = await (this.#options.fetch ?? globalThis.fetch)(
        timeout === Infinity ? request : withLimit(request, timeout),
      );
    } catch {
      throw new BackendError({ kind: request.signal.aborted ? 'aborted' : 'network' });
    }
    return await checkAnswer(response);
  }

  /** One question at a time, however many requests wait for the answer; only a token is remembered. */
  #askToken(getToken: GetToken): Promise<string | null> {
    if (this.#token) return this.#token;
    const asked = (async () => await getToken())();
    this.#token = asked;
    const forget = () => {
      if (this.#token === asked) this.#token = undefined;
    };
    void asked.then((token) => token || forget(), forget);
    return asked;
  }
}

function withLimit(request: Request, timeout: number): Request {
  return new Request(request, { signal: AbortSignal.any([request.signal, AbortSignal.timeout(timeout)]) });
}

/** A host's endpoint that answers `{"token": "…"}`, or 401 when nobody is signed in. Same-origin cookies go with it. */
export function tokenFrom(url: string): GetToken {
  return async () => {
    const response = await fetch(url, {
      headers: { Accept: 'application/json' },
      cache: 'no-store',
      signal: AbortSignal.timeout(TIMEOUT),
    });
    if (response.status === 401 || response.status === 403) return null;
    await checkAnswer(response);
    const body = (await response.json().catch(() => undefined)) as { token?: unknown } | undefined;
    if (typeof body?.token !== 'string') throw new BackendError({ kind: 'protocol' });
    return body.token;
  };
}
