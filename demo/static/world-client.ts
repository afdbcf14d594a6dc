/** The page's side of the wire: the backend in the worker as a function from Request to Response. */
import type { FromWorld, SentRequest, ToWorld, WorldState } from './wire.js';

type Reply = Extract<FromWorld, { readonly id: number }>;

/** The bank's backend, seen from a page. */
export interface WorldClient {
  /** Resolves when the world is open, or could not be opened. */
  readonly state: Promise<WorldState>;
  readonly ask: (request: Request) => Promise<Response>;
  readonly sign: (personId: string) => Promise<string>;
}

/** Starts the worker at `address`, or joins it: other tabs may have it already. */
export function openWorld(address: URL, name: string): WorldClient {
  return new Client(connect(address, name));
}

interface Line {
  readonly port: MessagePort | Worker;
  readonly worker: EventTarget;
}

function connect(address: URL, name: string): Line {
  if (typeof SharedWorker === 'function') {
    // Where it is known, the worker lives on until the next page is there: nothing has to start again.
    const options = { type: 'module', name, extendedLifetime: true } satisfies SharedOptions;
    const worker = new SharedWorker(address, options);
    worker.port.start();
    return { port: worker.port, worker };
  }
  const worker = new Worker(address, { type: 'module' });
  return { port: worker, worker };
}

type SharedOptions = WorkerOptions & { readonly extendedLifetime: boolean };

class Client implements WorldClient {
  readonly state: Promise<WorldState>;
  readonly #port: Line['port'];
  readonly #waiting = new Map<number, (reply: Reply) => void>();
  #last = 0;
  #settle: (state: WorldState) => void = () => undefined;

  constructor({ port, worker }: Line) {
    this.#port = port;
    this.state = new Promise((resolve) => (this.#settle = resolve));
    (port as EventTarget).addEventListener('message', (event) =>
      this.#take((event as MessageEvent<FromWorld>).data),
    );
    worker.addEventListener('error', () =>
      this.#settle({ kind: 'failed', reason: 'The bank’s backend could not be started in this browser.' }),
    );
    void this.#greet();
  }

  async ask(request: Request): Promise<Response> {
    const { method, url } = request;
    const bytes = /^(GET|HEAD)$/.test(method) ? null : await request.arrayBuffer();
    const body = bytes?.byteLength ? bytes : null;
    const sent: SentRequest = { method, url, headers: [...request.headers], body };
    const reply = await this.#call((id) => ({ type: 'ask', id, request: sent }), body ? [body] : []);
    if (reply.type !== 'answer') throw new Error('An answer was expected.');
    const { status, headers, body: content } = reply.answer;
    const passed = content instanceof ReadableStream ? untilAborted(content, request.signal) : content;
    return new Response(passed, {
      status,
      headers: headers.map(([name, value]): [string, string] => [name, value]),
    });
  }

  async sign(personId: string): Promise<string> {
    const reply = await this.#call((id) => ({ type: 'sign', id, personId }));
    if (reply.type !== 'token') throw new Error('A token was expected.');
    return reply.token;
  }

  /** Tells the worker of a lock that is free when this page is gone. */
  async #greet(): Promise<void> {
    const lock = `northquay-page-${crypto.randomUUID()}`;
    await new Promise<void>((held) => {
      void navigator.locks.request(lock, () => {
        held();
        return new Promise<void>(() => undefined);
      });
    });
    this.#send({ type: 'hello', lock });
  }

  async #call(message: (id: number) => ToWorld, transfer: Transferable[] = []): Promise<Reply> {
    const id = ++this.#last;
    const reply = await new Promise<Reply>((resolve) => {
      this.#waiting.set(id, resolve);
      this.#send(message(id), transfer);
    });
    if (reply.type === 'fault') throw new Error(reply.reason);
    return reply;
  }

  #send(message: ToWorld, transfer: Transferable[] = []): void {
    this.#port.postMessage(message, transfer);
  }

  #take(message: FromWorld): void {
    if (message.type === 'state') this.#settle(message.state);
    else this.#waiting.get(message.id)?.(message);
    if (message.type !== 'state') this.#waiting.delete(message.id);
  }
}

/** Ends a stream of answers when nobody waits for it any more, on both sides. */
function untilAborted(body: ReadableStream<Uint8Array>, signal: AbortSignal): ReadableStream<Uint8Array> {
  return body.pipeThrough(new TransformStream<Uint8Array, Uint8Array>(), { signal });
}
