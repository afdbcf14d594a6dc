/** Casement's own HTTP contract (`openapi.yaml`) as a `CaseBackend`. */
import createClient from 'openapi-fetch';
import type { CaseBackend, Changes, PageRequest, Receipt } from '../backend.js';
import type { CaseQuery } from '../../model/case.js';
import { BackendError } from '../../model/failure.js';
import { Access, type AccessOptions } from './access.js';
import { readJson } from './answer.js';
import type { paths } from './schema.js';
import * as shapes from './shape.js';
import { expectShape } from './shape.js';

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
  return {
    ...readers(client),
    streamEvents: async (events) => {
      const { streamEvents } = await import('./events.js');
      await streamEvents(`${baseUrl}/events`, access, events);
    },
    send: async (operation, options = {}) => {
      const { deliver } = await import('./deliver.js');
      const receipt = expectShape<Receipt>(
        await deliver(client, baseUrl, access, operation, options),
        shapes.RECEIPT,
      );
      // An answer to something else is no answer: the write may not have happened.
      if (receipt.operation !== operation.id) throw new BackendError({ kind: 'protocol' });
      if (receipt.case) expectShape(receipt.case, shapes.CASE);
      if (receipt.note) expectShape(receipt.note, shapes.NOTE);
      if (receipt.attachment) expectShape(receipt.attachment, shapes.ATTACHMENT);
      return receipt;
    },
    reset: () => access.reset(),
  };
}

/** The raw answer: `checkAnswer` saw to its status, `readJson` sees to its type. */
async function json<T>(
  call: Promise<{ response: Response }>,
  shape: Parameters<typeof expectShape>[1],
): Promise<T> {
  return expectShape<T>(await readJson((await call).response), shape);
}

/** The answer is read and judged by `readJson`. */
const STREAM = { parseAs: 'stream' } as const;

function paged(page: PageRequest = {}) {
  return { ...(page.cursor ? { cursor: page.cursor } : {}), ...(page.limit ? { limit: page.limit } : {}) };
}

function listQuery({ scope, state, text, sort }: CaseQuery) {
  return { scope, state, sort, ...(text.trim() ? { q: text.trim() } : {}) };
}

export function init(signal: AbortSignal | undefined) {
  return { ...STREAM, signal: signal ?? null };
}

function readers(client: Client): Omit<CaseBackend, 'send' | 'streamEvents' | 'reset'> {
  return {
    getSession: (signal) => json(client.GET('/session', init(signal)), shapes.SESSION),
    listCases: (query, page) =>
      json(
        client.GET('/cases', {
          ...init(page?.signal),
          params: { query: { ...listQuery(query), ...paged(page) } },
        }),
        shapes.CASE_PAGE,
      ),
    getCase: (id, signal) =>
      json(client.GET('/cases/{caseId}', { ...init(signal), params: { path: { caseId: id } } }), shapes.CASE),
    listNotes: (caseId, page) =>
      json(
        client.GET('/cases/{caseId}/notes', {
          ...init(page?.signal),
          params: { path: { caseId }, query: paged(page) },
        }),
        shapes.NOTE_PAGE,
      ),
    getAttachment: async ({ id, caseId }, signal) => {
      const { response } = await client.GET('/cases/{caseId}/attachments/{attachmentId}/content', {
        ...init(signal),
        params: { path: { caseId, attachmentId: id } },
        headers: { Accept: '*/*' },
      });
      try {
        return await response.blob();
      } catch {
        throw new BackendError({ kind: 'network' });
      }
    },
    getLookup: (lookup, query, page) =>
      json(
        client.GET('/lookups/{lookup}', {
          ...init(page?.signal),
          params: { path: { lookup }, query: { ...query, ...paged(page) } },
        }),
        shapes.OPTION_PAGE,
      ),
    search: ({ text, ...query }, signal) =>
      json(
        client.GET('/search', {
          ...init(signal),
          params: { query: { q: text, ...query } },
        }),
        shapes.SEARCH_PAGE,
      ),
    getArticle: (id, signal) =>
      json(
        client.GET('/articles/{articleId}', {
          ...init(signal),
          params: { path: { articleId: id } },
        }),
        shapes.ARTICLE,
      ),
    listChanges: (since, signal) =>
      json<Changes>(
        client.GET('/changes', {
          ...init(signal),
          params: { query: since ? { since } : {} },
        }),
        shapes.CHANGES,
      ),
  };
}
