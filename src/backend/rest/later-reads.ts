/** Everything that is read after the first screen. Fetched when it is first needed. */
import type { CaseBackend, Changes } from '../backend.js';
import { BackendError } from '../../model/failure.js';
import { clientOf, init, json } from './client.js';
import { paged, type Connection } from './rest-backend.js';
import * as shapes from './shapes.js';

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
