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
}

export class Access {
  readonly #options: AccessOptions;
  #token: Promise<string | null> | undefined;

  constructor(options: AccessOptions) {
    this.#options = options;
  }

  /** The answer, checked. A 401 is tried once more with a new token. Rejects with a `BackendError`. */
  readonly fetch = async (request: Request): Promise<Response> => {
    const retry = this.#options.getToken ? request.clone() : undefined;
    try {
      return await this.#send(request);
    } catch (thrown) {
      const failure = toFailure(thrown);
      if (failure.kind !== 'signed-out' || !retry) throw thrown;
      this.reset();
      return await this.#send(retry);
    }
  };

  /** Headers for one request. Rejects with `signed-out` when nobody is. */
  async headers(): Promise<Record<string, string>> {
    if (!this.#options.getToken) return {};
    const token = await this.#getToken();
    if (!token) throw new BackendError({ kind: 'signed-out' });
    return { Authorization: `Bearer ${token}` };
  }

  get credentials(): RequestCredentials {
    return this.#options.credentials ?? 'same-origin';
  }

  /** An injected `fetch` also carries uploads. */
  get ownFetch(): boolean {
    return this.#options.fetch !== undefined;
  }

  reset(): void {
    this.#token = undefined;
  }

  async #send(request: Request): Promise<Response> {
    const headers = Object.entries(await this.headers());
    for (const [name, value] of headers) request.headers.set(name, value);
    let response: Response;
    try {
      response = await (this.#options.fetch ?? globalThis.fetch)(request);
    } catch {
      throw new BackendError({ kind: request.signal.aborted ? 'aborted' : 'network' });
    }
    return await checkAnswer(response);
  }

  /** One question at a time, however many requests wait for the answer. */
  #getToken(): Promise<string | null> {
    return (this.#token ??= (async () => await this.#options.getToken!())().catch((thrown: unknown) => {
      this.#token = undefined;
      throw thrown instanceof BackendError ? thrown : new BackendError({ kind: 'network' });
    }));
  }
}

/** A host's endpoint that answers `{"token": "…"}`, or 401 when nobody is signed in. Same-origin cookies go with it. */
export function tokenFrom(url: string): GetToken {
  return async () => {
    const response = await fetch(url, { headers: { Accept: 'application/json' }, cache: 'no-store' });
    if (response.status === 401 || response.status === 403) return null;
    await checkAnswer(response);
    const body = (await response.json().catch(() => undefined)) as { token?: unknown } | undefined;
    if (typeof body?.token !== 'string') throw new BackendError({ kind: 'protocol' });
    return body.token;
  };
}
