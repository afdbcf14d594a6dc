/** The worker's side of the wire. */
import type { FromWorld, SentAnswer, SentRequest, ToWorld, WorldState } from './wire.js';

/** What pages are served with. */
export interface Service {
  readonly state: Promise<WorldState>;
  readonly sign: (personId: string) => Promise<string>;
  readonly answer: (request: Request) => Promise<Response>;
}

/** What both kinds of worker have, as far as it is needed here. */
type Scope = EventTarget & { readonly navigator: { readonly locks: LockManager } };

/** Serves every page that connects, in a shared worker, or the one page of a worker of its own. */
export function serve(scope: Scope, service: Service): void {
  if ('onconnect' in scope) {
    scope.addEventListener('connect', (event) => {
      const [port] = (event as MessageEvent).ports;
      if (port) new Client(port, scope.navigator.locks, service);
    });
  } else {
    new Client(scope as unknown as MessagePort, scope.navigator.locks, service);
  }
}

/** One page, until it is gone. */
class Client {
  readonly #gone = new AbortController();

  constructor(
    private readonly port: MessagePort,
    private readonly locks: LockManager,
    private readonly service: Service,
  ) {
    port.addEventListener('message', ({ data }: MessageEvent<ToWorld>) => void this.#take(data));
    // Absent in a worker that has one page.
    (port as Partial<MessagePort>).start?.();
    void service.state.then((state) => this.#say({ type: 'state', state }));
  }

  async #take(message: ToWorld): Promise<void> {
    if (message.type === 'hello') {
      // A page that is gone says nothing, but its lock is free.
      void this.locks.request(message.lock, () => this.#gone.abort());
      return;
    }
    const { id } = message;
    try {
      if (message.type === 'sign')
        this.#say({ type: 'token', id, token: await this.service.sign(message.personId) });
      else await this.#answer(id, message.request);
    } catch (error) {
      this.#say({ type: 'fault', id, reason: error instanceof Error ? error.message : String(error) });
    }
  }

  async #answer(id: number, sent: SentRequest): Promise<void> {
    const { url, method, headers, body } = sent;
    const request = new Request(url, {
      method,
      headers: headers.map(([name, value]): [string, string] => [name, value]),
      body,
      signal: this.#gone.signal,
    });
    const response = await this.service.answer(request);
    const answer = await packed(request, response);
    this.#say({ type: 'answer', id, answer }, answer.body ? [answer.body] : []);
  }

  #say(message: FromWorld, transfer: Transferable[] = []): void {
    this.port.postMessage(message, transfer);
  }
}

async function packed(request: Request, response: Response): Promise<SentAnswer> {
  const { status, body } = response;
  const headers = [...response.headers];
  if (!body) return { status, headers, body: null };
  if (canTransferStreams()) return { status, headers, body };
  if (/^text\/event-stream/.test(response.headers.get('Content-Type') ?? '')) {
    await body.cancel();
    return { status: 501, headers: [], body: null };
  }
  if (status === 200 && request.url.endsWith('/session'))
    return { status, headers, body: await withoutEvents(response) };
  return { status, headers, body: await response.arrayBuffer() };
}

/** Events need a stream that passes: without, the session says so and pages look for changes now and then. */
async function withoutEvents(response: Response): Promise<ArrayBuffer> {
  const session = (await response.json()) as { capabilities: object };
  const told = { ...session, capabilities: { ...session.capabilities, events: false } };
  return new TextEncoder().encode(JSON.stringify(told)).buffer;
}

let transfersStreams: boolean | undefined;

function canTransferStreams(): boolean {
  if (transfersStreams !== undefined) return transfersStreams;
  const { port1 } = new MessageChannel();
  try {
    const stream = new ReadableStream();
    port1.postMessage(stream, [stream]);
    transfersStreams = true;
  } catch {
    transfersStreams = false;
  }
  port1.close();
  return transfersStreams;
}
