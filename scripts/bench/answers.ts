/** Answers the bench's pages as fast as a machine can: each answer of the reference backend is kept and given again. */
import { createReferenceBackend } from '../../demo/server/reference.js';
import { seedContent } from '../../demo/server/seed.js';

/** A fetch handler, and the way to end what is behind it. */
export interface Answers {
  handler: (request: Request) => Promise<Response | undefined>;
  /** From now on no request of the API is answered, or each is again. */
  hang: (hangs: boolean) => void;
  close: () => Promise<void>;
}

interface Kept {
  status: number;
  headers: [string, string][];
  body: ArrayBuffer;
}

async function keep(response: Response): Promise<Kept> {
  return { status: response.status, headers: [...response.headers], body: await response.arrayBuffer() };
}

const give = ({ status, headers, body }: Kept): Response => new Response(body, { status, headers });

const never = new Promise<never>(() => undefined);

/** Live changes never come in a bench: the stream stays open and silent. */
function silence(): Response {
  return new Response(new ReadableStream(), { headers: { 'content-type': 'text/event-stream' } });
}

/**
 * Fills a temporary backend with the demo's content and signs its first agent in, who may read every case. Requests
 * without a token are answered as that agent's, for the contenders that know of no sign-in.
 */
export async function createAnswers(): Promise<Answers> {
  const backend = await createReferenceBackend({ seed: seedContent });
  const agent = backend.people.find(({ role }) => role === 'agent');
  if (!agent) throw new Error('The demo content has no agent.');
  const token = await backend.signToken(agent.id);
  const kept = new Map<string, Promise<Kept | undefined>>();
  let hangs = false;

  const ask = async (url: URL): Promise<Kept | undefined> => {
    const headers = { authorization: `Bearer ${token}`, accept: 'application/json' };
    const response = await backend.handler(new Request(url, { headers }));
    return response && keep(response);
  };

  return {
    close: () => backend.close(),
    hang: (now) => (hangs = now),
    handler: async (request) => {
      const url = new URL(request.url);
      if (url.pathname === '/token') return Response.json({ token });
      if (!url.pathname.startsWith('/api/')) return undefined;
      if (hangs) return await never;
      if (url.pathname === '/api/events') return silence();
      if (request.method !== 'GET') return new Response(null, { status: 405 });
      const key = url.pathname + url.search;
      if (!kept.has(key)) kept.set(key, ask(url));
      const answer = await kept.get(key);
      return answer && give(answer);
    },
  };
}
