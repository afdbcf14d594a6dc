import { readJson } from './answer.js';
import { ACCEPT, type Connection } from './rest-backend.js';
import type { Write } from './write.js';

export interface JsonRequest extends Write {
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal | undefined;
}

/** A request with a JSON body, or none, and the JSON of its answer. Rejects with a `BackendError`. */
export async function sendJson({ baseUrl, access }: Connection, request: JsonRequest): Promise<unknown> {
  const { method, path, body, headers, signal } = request;
  return await readJson(
    await access.fetch(
      new Request(baseUrl + path, {
        method,
        headers: {
          Accept: ACCEPT,
          ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
          ...headers,
        },
        body: body === undefined ? null : JSON.stringify(body),
        credentials: access.credentials,
        signal: signal ?? null,
      }),
    ),
  );
}
