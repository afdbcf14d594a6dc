/** Casement's own HTTP contract (`openapi.yaml`) as a `CaseBackend`. */
import createClient from 'openapi-fetch';
import type { CaseBackend, Changes, PageRequest, Receipt, SendOptions } from '../backend.js';
import type { CaseQuery } from '../../model/case.js';
import { BackendError } from '../../model/failure.js';
import type { Operation } from '../../model/operation.js';
import { Access, type AccessOptions } from './access.js';
import { readJson } from './answer.js';
import type { paths } from './schema.js';
import * as shapes from './shape.js';
import { expectShape } from './shape.js';

export interface RestBackendOptions extends AccessOptions {
  /** Where the contract's paths begin, absolute or relative to the page. */
  readonly baseUrl: string;
}

type Client = ReturnType<typeof createClient<paths>>;

/** @throws TypeError if `baseUrl` is not a URL */
export function createRestBackend(options: RestBackendOptions): CaseBackend {
  const access = new Access(options);
  const baseUrl = new URL(options.baseUrl, globalThis.document?.baseURI).href.replace(/\/$/, '');
  const client = createClient<paths>({
    baseUrl, fetch: access.fetch, credentials: access.credentials, headers: { Accept: 'application/json, application/problem+json' },
  });
  return {
    ...readers(client),
    streamEvents: async (events) => {
      const { streamEvents } = await import('./events.js');
      await streamEvents(`${baseUrl}/events`, access, events);
    },
    send: async (operation, options = {}) => {
      const receipt = expectShape<Receipt>(await deliver(client, baseUrl, access, operation, options), shapes.RECEIPT);
      // An answer to something else is no answer: the write may not have happened.
      if (receipt.operation !== operation.id) throw new BackendError({ kind: 'protocol' });
      if (receipt.case) expectShape(receipt.case, shapes.CASE);
      if (receipt.note) expectShape(receipt.note, shapes.NOTE);
      return receipt;
    },
    reset: () => access.reset(),
  };
}

/** The raw answer: `checkAnswer` saw to its status, `readJson` sees to its type. */
async function json<T>(call: Promise<{ response: Response }>, shape: Parameters<typeof expectShape>[1]): Promise<T> {
  return expectShape<T>(await readJson((await call).response), shape);
}

const STREAM = { parseAs: 'stream' } as const;

function paged(page: PageRequest = {}) {
  return { ...(page.cursor ? { cursor: page.cursor } : {}), ...(page.limit ? { limit: page.limit } : {}) };
}

function listQuery({ scope, state, text, sort }: CaseQuery) {
  return { scope, state, sort, ...(text.trim() ? { q: text.trim() } : {}) };
}

function init(signal: AbortSignal | undefined) {
  return { ...STREAM, signal: signal ?? null };
}

function readers(client: Client): Omit<CaseBackend, 'send' | 'streamEvents' | 'reset'> {
  return {
    getSession: (signal) => json(client.GET('/session', init(signal)), shapes.SESSION),
    listCases: (query, page) => json(client.GET('/cases', {
      ...init(page?.signal), params: { query: { ...listQuery(query), ...paged(page) } },
    }), shapes.CASE_PAGE),
    getCase: (id, signal) => json(client.GET('/cases/{caseId}', { ...init(signal), params: { path: { caseId: id } } }), shapes.CASE),
    listNotes: (caseId, page) => json(client.GET('/cases/{caseId}/notes', {
      ...init(page?.signal), params: { path: { caseId }, query: paged(page) },
    }), shapes.NOTE_PAGE),
    getAttachment: async ({ id, caseId }, signal) => {
      const { response } = await client.GET('/cases/{caseId}/attachments/{attachmentId}/content', {
        ...init(signal), params: { path: { caseId, attachmentId: id } }, headers: { Accept: '*/*' },
      });
      try {
        return await response.blob();
      } catch {
        throw new BackendError({ kind: 'network' });
      }
    },
    getLookup: (lookup, query, page) => json(client.GET('/lookups/{lookup}', {
      ...init(page?.signal), params: { path: { lookup }, query: { ...query, ...paged(page) } },
    }), shapes.OPTION_PAGE),
    search: ({ text, ...query }, signal) => json(client.GET('/search', {
      ...init(signal), params: { query: { q: text, ...query } },
    }), shapes.SEARCH_PAGE),
    getArticle: (id, signal) => json(client.GET('/articles/{articleId}', {
      ...init(signal), params: { path: { articleId: id } },
    }), shapes.ARTICLE),
    listChanges: (since, signal) => json<Changes>(client.GET('/changes', {
      ...init(signal), params: { query: since ? { since } : {} },
    }), shapes.CHANGES),
  };
}

/** One operation as its request. The key is the operation's id at every try. */
async function deliver(
  client: Client, baseUrl: string, access: Access, operation: Operation, { bytes, onProgress, signal }: SendOptions,
): Promise<unknown> {
  const { payload, caseId } = operation;
  const write = { 'Idempotency-Key': `"${operation.id}"`, 'Casement-Viewer': operation.viewerId };
  const header = operation.baseVersion ? { ...write, 'If-Match': `"${operation.baseVersion}"` } : write;
  const at = { ...init(signal), params: { header, path: { caseId } } };
  const answer = async (call: Promise<{ response: Response }>) => await readJson((await call).response);
  switch (payload.kind) {
    case 'createCase': return await answer(client.POST('/cases', { ...at, params: { header }, body: mutable(payload.draft) }));
    case 'updateCase': return await answer(client.PATCH('/cases/{caseId}', { ...at, body: mutable(payload.change) }));
    case 'deleteCase': return await answer(client.DELETE('/cases/{caseId}', at));
    case 'transitionCase': return await answer(client.POST('/cases/{caseId}/transitions', { ...at, body: payload.transition }));
    case 'assignCase': return await answer(client.PUT('/cases/{caseId}/assignment', { ...at, body: { to: payload.to } }));
    case 'markCaseRead': return await answer(client.PUT('/cases/{caseId}/read-mark', { ...at, body: { readUntil: payload.readUntil } }));
    case 'createNote': return await answer(client.POST('/cases/{caseId}/notes', {
      ...at, body: { visibility: 'public', ...payload.draft },
    }));
    case 'recordDeflection': return await answer(client.POST('/deflections', { ...at, params: { header }, body: mutable(payload.outcome) }));
    case 'updateNote': return await answer(client.PATCH('/cases/{caseId}/notes/{noteId}', {
      ...at, params: { header, path: { caseId, noteId: payload.noteId } }, body: { text: payload.text },
    }));
    case 'deleteNote': return await answer(client.DELETE('/cases/{caseId}/notes/{noteId}', {
      ...at, params: { header, path: { caseId, noteId: payload.noteId } },
    }));
    case 'deleteAttachment': return await answer(client.DELETE('/cases/{caseId}/attachments/{attachmentId}', {
      ...at, params: { header, path: { caseId, attachmentId: payload.attachmentId } },
    }));
    case 'putAttachment': {
      const { upload } = await import('./upload.js');
      return await upload(baseUrl, access, header, payload.attachment, bytes!, onProgress, signal);
    }
  }
}

/** The generated types know no `readonly`; a body is only ever serialised. */
type Mutable<T> = T extends object ? { -readonly [K in keyof T]: Mutable<T[K]> } : T;
function mutable<T>(value: T): Mutable<T> {
  return value as Mutable<T>;
}
