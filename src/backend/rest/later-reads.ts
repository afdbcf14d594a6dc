/** Everything that is read after the first screen. Fetched when it is first needed. */
import type { CaseBackend, Changes } from '../backend.js';
import { BackendError } from '../../model/failure.js';
import { clientOf, init, json } from './client.js';
import { paged, type Connection } from './rest-backend.js';
import * as shapes from './shapes.js';
import { watch } from './watchdog.js';

type LaterReads = Pick<
  CaseBackend,
  'getCase' | 'listNotes' | 'getAttachment' | 'getLookup' | 'search' | 'getArticle' | 'listChanges'
>;

export function laterReads(connection: Connection): LaterReads {
  const client = clientOf(connection);
  return {
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
      const dog = watch(connection.access.timeout, signal);
      try {
        const { response } = await client.GET('/cases/{caseId}/attachments/{attachmentId}/content', {
          ...init(dog.signal),
          params: { path: { caseId, attachmentId: id } },
          headers: { Accept: '*/*' },
          fetch: (request) => connection.access.fetch(request, Infinity),
        });
        return await bytesOf(response, dog.alive);
      } catch (thrown) {
        if (signal?.aborted) throw new BackendError({ kind: 'aborted' });
        // It broke off, or fell silent.
        throw thrown instanceof BackendError && !dog.signal.aborted
          ? thrown
          : new BackendError({ kind: 'network' });
      } finally {
        dog.end();
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

/** The whole body; `heard` is called for every piece of it. */
async function bytesOf(response: Response, heard: () => void): Promise<Blob> {
  const pieces: BlobPart[] = [];
  const reader = response.body?.getReader();
  for (let piece = await reader?.read(); piece && !piece.done; piece = await reader?.read()) {
    heard();
    pieces.push(piece.value);
  }
  return new Blob(pieces, { type: response.headers.get('Content-Type') ?? '' });
}
