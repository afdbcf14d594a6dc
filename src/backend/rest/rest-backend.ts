/** Casement's own HTTP contract (`openapi.yaml`) as a `CaseBackend`. */
import createClient from 'openapi-fetch';
import type { CaseBackend, PageRequest } from '../backend.js';
import type { CaseQuery } from '../../model/case.js';
import { Access, type AccessOptions } from './access.js';
import { readJson } from './answer.js';
import type { paths } from './schema.js';
import { CASE_PAGE, expectShape, SESSION, type Shape } from './shape.js';

export interface RestBackendOptions extends AccessOptions {
  /** Where the contract's paths begin, absolute or relative to the page. */
  readonly baseUrl: string;
}

export type Client = ReturnType<typeof createClient<paths>>;

/** @throws TypeError if `baseUrl` is not a URL */
export function createRestBackend(options: RestBackendOptions): CaseBackend {
  const access = new Access(options);
  const baseUrl = new URL(options.baseUrl, globalThis.document?.baseURI).href.replace(/\/$/, '');
  const client = createClient<paths>({
    baseUrl,
    fetch: access.fetch,
    credentials: access.credentials,
    headers: { Accept: 'application/json, application/problem+json' },
  });
  const later = async () => (await import('./later-readers.js')).laterReaders(client);
  return {
    ...firstReaders(client),
    getCase: async (...args) => await (await later()).getCase(...args),
    listNotes: async (...args) => await (await later()).listNotes(...args),
    getAttachment: async (...args) => await (await later()).getAttachment(...args),
    getLookup: async (...args) => await (await later()).getLookup(...args),
    search: async (...args) => await (await later()).search(...args),
    getArticle: async (...args) => await (await later()).getArticle(...args),
    listChanges: async (...args) => await (await later()).listChanges(...args),
    streamEvents: async (events) => {
      const { streamEvents } = await import('./events.js');
      await streamEvents(`${baseUrl}/events`, access, events);
    },
    send: async (operation, options = {}) => {
      const { deliver } = await import('./deliver.js');
      return await deliver(client, baseUrl, access, operation, options);
    },
    reset: () => access.reset(),
  };
}

/** The raw answer: `checkAnswer` saw to its status, `readJson` sees to its type. */
export async function json<T>(call: Promise<{ response: Response }>, shape: Shape): Promise<T> {
  return expectShape<T>(await readJson((await call).response), shape);
}

/** The answer is read and judged by `readJson`. */
const STREAM = { parseAs: 'stream' } as const;

export function paged(page: PageRequest = {}) {
  return { ...(page.cursor ? { cursor: page.cursor } : {}), ...(page.limit ? { limit: page.limit } : {}) };
}

function listQuery({ scope, state, text, sort }: CaseQuery) {
  return { scope, state, sort, ...(text.trim() ? { q: text.trim() } : {}) };
}

export function init(signal: AbortSignal | undefined) {
  return { ...STREAM, signal: signal ?? null };
}

/** What the first screen shows. */
function firstReaders(client: Client): Pick<CaseBackend, 'getSession' | 'listCases'> {
  return {
    getSession: (signal) => json(client.GET('/session', init(signal)), SESSION),
    listCases: (query, page) =>
      json(
        client.GET('/cases', {
          ...init(page?.signal),
          params: { query: { ...listQuery(query), ...paged(page) } },
        }),
        CASE_PAGE,
      ),
  };
}
