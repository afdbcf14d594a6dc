/** Operations as the requests that the contract has for them, alone or in a batch. */
import type { Id } from '../../model/case.js';
import type { Operation, Payload } from '../../model/operation.js';
import type { paths } from './schema.js';

/** One write, below the address of the backend. */
export interface Write {
  readonly method: string;
  readonly path: string;
  /** JSON; absent where the operation has none. */
  readonly body?: unknown;
}

type Method = 'post' | 'put' | 'patch' | 'delete';
type MethodsOf<P extends keyof paths> = {
  [M in Method]: paths[P][M] extends undefined ? never : M;
}[Method];
type BodyOf<P extends keyof paths, M extends Method> = paths[P][M] extends {
  requestBody: { content: { 'application/json': infer Body } };
}
  ? Frozen<Body>
  : undefined;

/** The generated types know no `readonly`; a body is only ever serialised. */
type Frozen<T> = T extends object ? { readonly [K in keyof T]: Frozen<T[K]> } : T;

/** Everything but files, whose bytes go their own way. */
export type PlainPayload = Exclude<Payload, { readonly kind: 'putAttachment' }>;

export function writeOf(payload: PlainPayload, caseId: Id): Write {
  switch (payload.kind) {
    case 'createCase':
      return write('post', '/cases', {}, payload.draft);
    case 'updateCase':
      return write('patch', '/cases/{caseId}', { caseId }, payload.change);
    case 'deleteCase':
      return write('delete', '/cases/{caseId}', { caseId }, undefined);
    case 'transitionCase':
      return write('post', '/cases/{caseId}/transitions', { caseId }, payload.transition);
    case 'assignCase':
      return write('put', '/cases/{caseId}/assignment', { caseId }, { to: payload.to });
    case 'markCaseRead':
      return write('put', '/cases/{caseId}/read-mark', { caseId }, { readUntil: payload.readUntil });
    case 'createNote':
      return write('post', '/cases/{caseId}/notes', { caseId }, { visibility: 'public', ...payload.draft });
    case 'updateNote':
      return write(
        'patch',
        '/cases/{caseId}/notes/{noteId}',
        { caseId, noteId: payload.noteId },
        { text: payload.text },
      );
    case 'deleteNote':
      return write('delete', '/cases/{caseId}/notes/{noteId}', { caseId, noteId: payload.noteId }, undefined);
    case 'deleteAttachment':
      return write(
        'delete',
        '/cases/{caseId}/attachments/{attachmentId}',
        { caseId, attachmentId: payload.attachmentId },
        undefined,
      );
    case 'recordDeflection':
      return write('post', '/deflections', {}, payload.outcome);
  }
}

/** Headers that every try of a write carries. The key is the operation's id, whatever happens. */
export function writeHeaders(operation: Operation): Record<string, string> {
  return {
    'Idempotency-Key': `"${operation.id}"`,
    'Casement-Viewer': operation.viewerId,
    ...(operation.baseVersion ? { 'If-Match': `"${operation.baseVersion}"` } : {}),
  };
}

function write<P extends keyof paths, M extends MethodsOf<P>>(
  method: M,
  path: P,
  ids: Readonly<Record<string, Id>>,
  body: BodyOf<P, M>,
): Write {
  const filled = path.replace(/\{(\w+)\}/g, (_all, name: string) => encodeURIComponent(ids[name] ?? ''));
  return { method: method.toUpperCase(), path: filled, ...(body === undefined ? {} : { body }) };
}
