/** A backend on the wire: answers by route, and what was asked. Everything above `fetch` is the real code. */
import { createRestBackend } from '../../src/backend/rest/rest-backend.js';
import type { CaseBackend } from '../../src/backend/backend.js';

export interface Asked {
  readonly method: string;
  /** Path and query below the base. */
  readonly target: string;
  readonly headers: Headers;
  readonly body: string;
  readonly signal: AbortSignal;
}

export type Route = (asked: Asked) => Response | Promise<Response>;

export const json = (value: unknown, status = 200): Response =>
  new Response(JSON.stringify(value), { status, headers: { 'Content-Type': 'application/json' } });

export const problem = (status: number, type = 'about:blank', extra: object = {}): Response =>
  new Response(JSON.stringify({ type, title: 'T', status, ...extra }), {
    status,
    headers: { 'Content-Type': 'application/problem+json' },
  });

/** A response that the test gives when it likes. */
export interface Held {
  readonly asked: Asked;
  readonly answer: (response: Response) => void;
}

export class Wire {
  readonly asked: Asked[] = [];
  readonly backend: CaseBackend;
  /** By `GET /cases`: method and path without the query. The last one set counts. */
  readonly routes = new Map<string, Route>();
  /** The answer to everything else. */
  fallback: Route = () => problem(404);

  constructor(baseUrl = '/api', options: Partial<Parameters<typeof createRestBackend>[0]> = {}) {
    this.backend = createRestBackend({
      baseUrl,
      fetch: (request) => this.#answer(request as Request),
      ...options,
    });
  }

  on(route: string, answer: Route): void {
    this.routes.set(route, answer);
  }

  /** Requests of this route wait in the list returned. */
  hold(route: string): Held[] {
    const held: Held[] = [];
    this.on(route, (asked) => new Promise((answer) => held.push({ asked, answer })));
    return held;
  }

  count(route: string): number {
    return this.asked.filter((one) => routeOf(one) === route).length;
  }

  async #answer(request: Request): Promise<Response> {
    const url = new URL(request.url);
    const { method, headers, signal } = request;
    const asked = {
      method,
      target: url.pathname.replace(/^\/api/, '') + url.search,
      headers,
      signal,
      body: await request.text(),
    };
    this.asked.push(asked);
    const route = this.routes.get(routeOf(asked));
    return await (route ?? this.fallback)(asked);
  }
}

function routeOf({ method, target }: Asked): string {
  return `${method} ${target.split('?')[0] ?? ''}`;
}
