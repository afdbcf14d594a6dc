/** Casement's own HTTP contract (`openapi.yaml`) as a `CaseBackend`. */
import type { CaseBackend, PageRequest } from '../backend.js';
import type { CaseQuery } from '../../model/case.js';
import { Access, type AccessOptions } from './access.js';
import { readJson } from './answer.js';
import { part } from './part.js';
import type { paths } from './schema.js';
import { CASE_PAGE, expectShape, SESSION, type Shape } from './shape.js';

export interface RestBackendOptions extends AccessOptions {
  /** Where the contract's paths begin, absolute or relative to the page. */
  readonly baseUrl: string;
}

/** Where the backend is, and how to be let in. */
export interface Connection {
  /** Without a slash at its end. */
  readonly baseUrl: string;
  readonly access: Access;
}

export const ACCEPT = 'application/json, application/problem+json';

/** @throws TypeError if `baseUrl` is not a URL */
export function createRestBackend(options: RestBackendOptions): CaseBackend {
  const access = new Access(options);
  const baseUrl = new URL(options.baseUrl, globalThis.document?.baseURI).href.replace(/\/$/, '');
  const connection = { baseUrl, access };
  const later = async () => (await part(import('./later-reads.js'))).laterReads(connection);
  return {
    identity: baseUrl,
    ...firstReads(connection),
    getCase: async (...args) => await (await later()).getCase(...args),
    listNotes: async (...args) => await (await later()).listNotes(...args),
    getAttachment: async (...args) => await (await later()).getAttachment(...args),
    getLookup: async (...args) => await (await later()).getLookup(...args),
    search: async (...args) => await (await later()).search(...args),
    getArticle: async (...args) => await (await later()).getArticle(...args),
    listChanges: async (...args) => await (await later()).listChanges(...args),
    streamEvents: async (events) => {
      const { streamEvents } = await part(import('./events.js'));
      await streamEvents(`${baseUrl}/events`, access, events);
    },
    send: async (operation, sendOptions = {}) => {
      const { deliver } = await part(import('./deliver.js'));
      return await deliver(connection, operation, sendOptions);
    },
    sendAll: async (operations, signal) => {
      const { deliverAll } = await part(import('./deliver-all.js'));
      return await deliverAll(connection, operations, signal);
    },
    reset: () => access.reset(),
  };
}

type QueryOf<P extends keyof paths> = paths[P] extends { get: { parameters: { query?: infer Q } } }
  ? Q
  : never;

/**
 * What the first screen shows, asked for without the client of `client.ts`: its 2 KB would stand between the customer and
 * the first rows. Paths and queries are checked against the contract all the same.
 */
function firstReads({ baseUrl, access }: Connection): Pick<CaseBackend, 'getSession' | 'listCases'> {
  const get = async <P extends '/session' | '/cases', T>(
    path: P,
    query: QueryOf<P> | undefined,
    shape: Shape,
    signal: AbortSignal | undefined,
  ): Promise<T> => {
    const search = new URLSearchParams(
      Object.entries(query ?? {}).map(([name, value]) => [name, String(value)]),
    );
    const request = new Request(`${baseUrl}${path}${search.size ? `?${search}` : ''}`, {
      headers: { Accept: ACCEPT },
      credentials: access.credentials,
      signal: signal ?? null,
    });
    return expectShape<T>(await readJson(await access.fetch(request)), shape);
  };
  return {
    getSession: (signal) => get('/session', undefined, SESSION, signal),
    listCases: (query, page) =>
      get('/cases', { ...listQuery(query), ...paged(page) }, CASE_PAGE, page?.signal),
  };
}

function listQuery({ scope, state, text, sort }: CaseQuery) {
  return { scope, state, sort, ...(text.trim() ? { q: text.trim() } : {}) };
}

export function paged(page: PageRequest = {}) {
  return { ...(page.cursor ? { cursor: page.cursor } : {}), ...(page.limit ? { limit: page.limit } : {}) };
}
