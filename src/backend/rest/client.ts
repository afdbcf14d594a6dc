/** The typed client of the contract, for everything after the first screen. */
import createClient from 'openapi-fetch';
import { readJson } from './answer.js';
import { ACCEPT, type Connection } from './rest-backend.js';
import type { paths } from './schema.js';
import { expectShape, type Shape } from './shape.js';

type Client = ReturnType<typeof createClient<paths>>;

const clients = new WeakMap<Connection, Client>();

export function clientOf(connection: Connection): Client {
  let client = clients.get(connection);
  if (!client) {
    const { baseUrl, access } = connection;
    client = createClient<paths>({
      baseUrl,
      fetch: access.fetch,
      credentials: access.credentials,
      headers: { Accept: ACCEPT },
    });
    clients.set(connection, client);
  }
  return client;
}

/** The raw answer: `checkAnswer` saw to its status, `readJson` sees to its type. */
export async function json<T>(call: Promise<{ response: Response }>, shape: Shape): Promise<T> {
  return expectShape<T>(await readJson((await call).response), shape);
}

/** The answer is left unread: `readJson` reads and judges it. */
export function init(signal: AbortSignal | undefined) {
  return { parseAs: 'stream', signal: signal ?? null } as const;
}
