/** What goes wrong between a page and its backend. */

/** `GET /cases`: method and path below the API, without the query; `*` at the end stands for any rest. */
export type Match = string | ((request: Request) => boolean);

/**
 * `html`: 200 with a page, which counts as a sign-in page. `empty-500`: 500 without a body. `wrong-json`: 200 with JSON of another schema. `network`: no
 * answer at all. A function makes any other answer.
 */
export type Fault =
  'html' | 'empty-500' | 'wrong-json' | 'network' | ((request: Request) => Response | Promise<Response>);

export interface Hold {
  /** Resolves when a request waits. */
  readonly arrived: Promise<void>;
  /** Lets waiting and later requests pass. */
  release(): void;
}

/** A problem document, as the contract has it. */
export function problem(
  status: number,
  type: string,
  extra: Readonly<Record<string, unknown>> = {},
): Response {
  const body = {
    type: `urn:casement:problem:${type}`,
    title: type,
    status,
    instance: 'urn:uuid:00000000-0000-4000-8000-0000000000ff',
    ...extra,
  };
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'Content-Type': 'application/problem+json' },
  });
}

/** @returns what the page gets in place of the backend's answer */
export function answerOf(fault: Fault, request: Request): Response | Promise<Response> {
  if (typeof fault === 'function') return fault(request);
  switch (fault) {
    case 'html':
      return new Response('<!doctype html><title>Sign in</title>', {
        headers: { 'Content-Type': 'text/html' },
      });
    case 'empty-500':
      return new Response(null, { status: 500 });
    case 'wrong-json':
      return new Response('{"unexpected":true}', { headers: { 'Content-Type': 'application/json' } });
    case 'network':
      return Response.error();
  }
}

interface Gate {
  readonly match: Match;
  readonly passed: Promise<void>;
  readonly arrive: () => void;
  readonly release: () => void;
}

/** Faults that wait for their request, and requests that wait for their release. */
export class Faults {
  #requests: string[] = [];
  #faults: { match: Match; fault: Fault; times: number }[] = [];
  #gates: Gate[] = [];

  get requests(): readonly string[] {
    return this.#requests;
  }

  add(match: Match, fault: Fault, times: number): void {
    this.#faults.push({ match, fault, times });
  }

  hold(match: Match): Hold {
    const [passed, pass] = signal();
    const [arrived, arrive] = signal();
    const gate: Gate = { match, passed, arrive, release: pass };
    this.#gates.push(gate);
    const release = (): void => {
      this.#gates = this.#gates.filter((other) => other !== gate);
      gate.release();
    };
    return { arrived, release };
  }

  /** Waits at closed gates; then the fault that is due, if any. */
  async take(request: Request, base: string): Promise<Fault | undefined> {
    const { pathname, search } = new URL(request.url);
    const path = pathname.slice(base.length);
    this.#requests.push(`${request.method} ${path}${decodeURIComponent(search)}`);
    const name = `${request.method} ${path}`;
    for (const gate of this.#gates.filter((one) => fits(one.match, name, request))) {
      gate.arrive();
      await gate.passed;
    }
    const due = this.#faults.find((one) => one.times > 0 && fits(one.match, name, request));
    if (due) due.times--;
    return due?.fault;
  }

  /** Ends every fault, and lets go what is held. */
  recover(): void {
    for (const gate of this.#gates) gate.release();
    this.#faults = [];
    this.#gates = [];
  }

  /** As at the start. */
  clear(): void {
    this.recover();
    this.#requests = [];
  }
}

/** A promise, and what resolves it. */
function signal(): readonly [Promise<void>, () => void] {
  let give = (): void => undefined;
  const promise = new Promise<void>((resolve) => (give = resolve));
  return [promise, give];
}

function fits(match: Match, name: string, request: Request): boolean {
  if (typeof match === 'function') return match(request);
  return match.endsWith('*') ? name.startsWith(match.slice(0, -1)) : name === match;
}
