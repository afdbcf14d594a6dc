/** Serves fetch handlers over HTTP. Node only. */
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream as NodeReadableStream } from 'node:stream/web';

/** Answers a request, or leaves it (undefined) to the next handler. */
export type Handler = (request: Request) => Promise<Response | undefined>;

/** Where to listen, and who answers. */
export interface ServerOptions {
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  /** Asked in order; the first answer counts. */
  readonly handlers: readonly Handler[];
}

/** A running server. */
export interface RunningServer {
  /** `http://host:port`, without a slash at the end. */
  readonly url: string;
  /** Stops accepting, gives running answers a moment, and ends. */
  close(): Promise<void>;
}

/** What to tell the user when the server cannot start: one sentence. */
export class StartError extends Error {
  override name = 'StartError';
}

const CLOSE_GRACE_MS = 1_000;
// A request that has not arrived whole by then never will; uploads over slow lines take their time.
const REQUEST_TIMEOUT_MS = 600_000;
/** Longer than browsers and proxies keep an idle connection: the one who gives it up should be them. */
const KEEP_ALIVE_MS = 75_000;

/** Starts. @throws StartError in one sentence when the port is taken or not permitted. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const server = createServer((incoming, outgoing) => {
    void answer(options.handlers, incoming, outgoing);
  });
  server.requestTimeout = REQUEST_TIMEOUT_MS;
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  await listen(server, options);
  const { port } = server.address() as AddressInfo;
  const host = options.host.includes(':') ? `[${options.host}]` : options.host;
  return { url: `http://${host}:${port}`, close: () => close(server) };
}

/** @throws StartError in one sentence when the port is taken or not permitted. It may be taken by others right after. */
export async function requirePort(host: string, port: number): Promise<void> {
  const probe = createServer();
  await listen(probe, { host, port, handlers: [] });
  await close(probe);
}

function listen(server: Server, { host, port }: ServerOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(startError(error, host, port)));
    server.listen(port, host, () => resolve());
  });
}

function startError(error: NodeJS.ErrnoException, host: string, port: number): StartError {
  if (error.code === 'EADDRINUSE') {
    return new StartError(
      `Port ${port} is already in use: stop the other program, or choose another port with PORT=….`,
    );
  }
  if (error.code === 'EACCES')
    return new StartError(`Port ${port} may not be used by this user: choose one above 1023.`);
  return new StartError(`Cannot listen on ${host}:${port} (${error.code ?? error.message}).`);
}

async function close(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const late = setTimeout(() => server.closeAllConnections(), CLOSE_GRACE_MS);
  await closed;
  clearTimeout(late);
}

async function answer(
  handlers: readonly Handler[],
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const gone = new AbortController();
  outgoing.once('close', () => gone.abort());
  try {
    const request = toRequest(incoming, gone.signal);
    if (!request) return plain(outgoing, 400, 'Bad request');
    for (const handler of handlers) {
      const response = await handler(request);
      if (response) return await send(response, incoming, outgoing);
    }
    plain(outgoing, 404, 'Not found');
  } catch {
    if (outgoing.headersSent) outgoing.destroy();
    else plain(outgoing, 500, 'Internal error');
  }
}

/** The request in web terms; undefined when it has no sensible address or headers. */
function toRequest(incoming: IncomingMessage, signal: AbortSignal): Request | undefined {
  const method = incoming.method ?? 'GET';
  try {
    const url = new URL(incoming.url ?? '/', `http://${incoming.headers.host ?? 'localhost'}`);
    const headers = new Headers();
    for (let index = 0; index < incoming.rawHeaders.length; index += 2) {
      headers.append(incoming.rawHeaders[index] ?? '', incoming.rawHeaders[index + 1] ?? '');
    }
    const hasBody = method !== 'GET' && method !== 'HEAD';
    const body = hasBody ? (Readable.toWeb(incoming) as unknown as ReadableStream<Uint8Array>) : null;
    return new Request(url, { method, headers, body, signal, ...(hasBody ? { duplex: 'half' } : {}) });
  } catch {
    return undefined;
  }
}

async function send(response: Response, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  outgoing.statusCode = response.status;
  for (const [name, value] of response.headers) {
    if (name !== 'set-cookie') outgoing.setHeader(name, value);
  }
  const cookies = response.headers.getSetCookie();
  if (cookies.length > 0) outgoing.setHeader('set-cookie', cookies);
  // An answer before the request was read to its end: what is left of it must not be taken for the next request.
  if (!incoming.complete) outgoing.setHeader('connection', 'close');
  if (!response.body) {
    outgoing.end();
    return;
  }
  outgoing.flushHeaders();
  const body = Readable.fromWeb(response.body as unknown as NodeReadableStream<Uint8Array>);
  // The client may leave at any time: that is its right, and no fault.
  await pipeline(body, outgoing).catch(() => outgoing.destroy());
}

function plain(outgoing: ServerResponse, status: number, text: string): void {
  outgoing.statusCode = status;
  outgoing.setHeader('content-type', 'text/plain; charset=utf-8');
  outgoing.setHeader('x-content-type-options', 'nosniff');
  outgoing.end(text);
}
