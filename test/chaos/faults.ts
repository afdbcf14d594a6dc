/** A proxy before the backend that lets requests through, or harms them in one of sixteen ways. */
import { createServer, request as forward, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { randomOf, type Random } from './random.js';

/** `…-after`: the backend has done its work, and its answer does not arrive as it was given. */
export const FAULTS = [
  'unavailable',
  'unavailable-after',
  'hang',
  'hang-after',
  'reset',
  'reset-after',
  'half-body',
  'html',
  'html-after',
  'empty',
  'empty-after',
  'login-redirect',
  'slow',
  'signed-out',
  'conflict',
  'too-many',
] as const;
export type Fault = (typeof FAULTS)[number];

/** The longest that a slow answer takes, ms. */
const SLOW = 1200;
const PROBLEM = 'application/problem+json';

export interface FaultyProxy {
  readonly url: string;
  /** Share of writes that are harmed, 0 to 1; reads a quarter as often. 0 also frees what hangs. */
  harm(share: number): void;
  /** From now on these chances choose the faults. */
  follow(random: Random): void;
  /** How often each fault was used. */
  readonly used: ReadonlyMap<Fault, number>;
  close(): Promise<void>;
}

export async function startProxy(target: string): Promise<FaultyProxy> {
  const used = new Map<Fault, number>();
  const hanging = new Set<ServerResponse>();
  let share = 0;
  let random = randomOf(0);
  const choose = ({ method, url = '/' }: IncomingMessage): Fault | undefined => {
    if (!url.startsWith('/api/') || url.startsWith('/api/events')) return undefined;
    if (!random.chance(method === 'GET' ? share / 4 : share)) return undefined;
    const fault = random.pick(FAULTS);
    used.set(fault, (used.get(fault) ?? 0) + 1);
    return fault;
  };
  const server = createServer((incoming, outgoing) => {
    const fault = choose(incoming);
    if (fault === undefined) return pass(target, incoming, outgoing);
    if (fault.startsWith('hang')) hanging.add(outgoing);
    harm(fault, target, incoming, outgoing, random);
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    used,
    follow: (chances) => {
      random = chances;
    },
    harm: (wanted) => {
      share = wanted;
      if (wanted > 0) return;
      for (const outgoing of hanging) outgoing.destroy();
      hanging.clear();
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The request as it is to the backend; `onAnswer` has its answer, whole. */
function relay(
  target: string,
  incoming: IncomingMessage,
  onAnswer: (answer: IncomingMessage, body: Buffer) => void,
): void {
  const onward = forward(`${target}${incoming.url ?? '/'}`, {
    method: incoming.method,
    headers: incoming.headers,
  });
  onward.on('response', (answer) => {
    const chunks: Buffer[] = [];
    answer.on('data', (chunk: Buffer) => chunks.push(chunk));
    answer.on('end', () => onAnswer(answer, Buffer.concat(chunks)));
  });
  onward.on('error', () => incoming.destroy());
  incoming.pipe(onward);
}

/** Through, byte by byte: event streams never end. */
function pass(target: string, incoming: IncomingMessage, outgoing: ServerResponse): void {
  const onward = forward(`${target}${incoming.url ?? '/'}`, {
    method: incoming.method,
    headers: incoming.headers,
  });
  onward.on('response', (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    outgoing.flushHeaders();
    answer.pipe(outgoing);
    answer.on('error', () => outgoing.destroy());
  });
  onward.on('error', () => outgoing.destroy());
  outgoing.on('close', () => onward.destroy());
  incoming.pipe(onward);
}

function harm(
  fault: Fault,
  target: string,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  random: Random,
): void {
  const answer = (status: number, type: string, body: string, headers: Record<string, string> = {}): void => {
    outgoing.writeHead(status, { 'content-type': type, connection: 'close', ...headers });
    outgoing.end(body);
  };
  /** Reads the request to its end first, as a server that has received it would. */
  const received = (then: () => void): void => {
    incoming.resume();
    incoming.on('end', then);
  };
  const page = '<!doctype html><title>Sign in</title>';
  switch (fault) {
    case 'unavailable':
      return received(() => answer(503, PROBLEM, '{"type":"about:blank","title":"Later","status":503}'));
    case 'unavailable-after':
      return relay(target, incoming, () => answer(500, 'text/plain', ''));
    case 'hang':
      return void incoming.resume();
    case 'hang-after':
      return relay(target, incoming, () => undefined);
    case 'reset':
      return received(() => outgoing.destroy());
    case 'reset-after':
      return relay(target, incoming, () => outgoing.destroy());
    case 'half-body':
      return relay(target, incoming, (real, body) => {
        outgoing.writeHead(real.statusCode ?? 502, real.headers);
        outgoing.write(body.subarray(0, body.length >> 1), () => outgoing.destroy());
      });
    case 'html':
      return received(() => answer(200, 'text/html', page));
    case 'html-after':
      return relay(target, incoming, () => answer(200, 'text/html', page));
    case 'empty':
      return received(() => answer(200, 'application/json', ''));
    case 'empty-after':
      return relay(target, incoming, () => answer(200, 'application/json', ''));
    case 'login-redirect':
      return received(() => answer(302, 'text/plain', '', { location: '/login' }));
    case 'slow':
      return void setTimeout(() => pass(target, incoming, outgoing), random.below(SLOW));
    case 'signed-out':
      return received(() =>
        answer(
          401,
          PROBLEM,
          '{"type":"urn:casement:problem:unauthenticated","title":"Sign in","status":401}',
        ),
      );
    case 'conflict':
      return received(() => answer(409, PROBLEM, '{"type":"about:blank","title":"Conflict","status":409}'));
    case 'too-many':
      return received(() =>
        answer(429, PROBLEM, '{"type":"about:blank","title":"Slower","status":429}', { 'retry-after': '1' }),
      );
  }
}
