/** Operations as requests. Loaded with the first write: reading cases does not need it. */
import type { Receipt, SendOptions } from '../backend.js';
import { BackendError } from '../../model/failure.js';
import type { Operation } from '../../model/operation.js';
import { readJson } from './answer.js';
import { clientOf, init } from './client.js';
import { part } from './part.js';
import type { Connection } from './rest-backend.js';
import { expectShape } from './shape.js';
import * as shapes from './shapes.js';

/** Delivers one operation and checks that the answer is about it. */
export async function deliver(
  connection: Connection,
  operation: Operation,
  options: SendOptions,
): Promise<Receipt> {
  const answer = await request(connection, operation, options);
  const receipt = expectShape<Receipt>(answer, shapes.RECEIPT);
  // An answer to something else is no answer: the write may not have happened.
  if (receipt.operation !== operation.id) throw new BackendError({ kind: 'protocol' });
  if (receipt.case) expectShape(receipt.case, shapes.CASE);
  if (receipt.note) expectShape(receipt.note, shapes.NOTE);
  if (receipt.attachment) expectShape(receipt.attachment, shapes.ATTACHMENT);
  return receipt;
}

/** One operation as its request. The key is the operation's id at every try. */
async function request(
  connection: Connection,
  operation: Operation,
  { bytes, onProgress, signal }: SendOptions,
): Promise<unknown> {
  const client = clientOf(connection);
  const { payload, caseId } = operation;
  const write = { 'Idempotency-Key': `"${operation.id}"`, 'Casement-Viewer': operation.viewerId };
  const header = operation.baseVersion ? { ...write, 'If-Match': `"${operation.baseVersion}"` } : write;
  const at = { ...init(signal), params: { header, path: { caseId } } };
  const answer = async (call: Promise<{ response: Response }>) => await readJson((await call).response);
  switch (payload.kind) {
    case 'createCase':
      return await answer(client.POST('/cases', { ...at, params: { header }, body: mutable(payload.draft) }));
    case 'updateCase':
      return await answer(client.PATCH('/cases/{caseId}', { ...at, body: mutable(payload.change) }));
    case 'deleteCase':
      return await answer(client.DELETE('/cases/{caseId}', at));
    case 'transitionCase':
      return await answer(client.POST('/cases/{caseId}/transitions', { ...at, body: payload.transition }));
    case 'assignCase':
      return await answer(client.PUT('/cases/{caseId}/assignment', { ...at, body: { to: payload.to } }));
    case 'markCaseRead':
      return await answer(
        client.PUT('/cases/{caseId}/read-mark', { ...at, body: { readUntil: payload.readUntil } }),
      );
    case 'createNote':
      return await answer(
        client.POST('/cases/{caseId}/notes', {
          ...at,
          body: { visibility: 'public', ...payload.draft },
        }),
      );
    case 'recordDeflection':
      return await answer(
        client.POST('/deflections', { ...at, params: { header }, body: mutable(payload.outcome) }),
      );
    case 'updateNote':
      return await answer(
        client.PATCH('/cases/{caseId}/notes/{noteId}', {
          ...at,
          params: { header, path: { caseId, noteId: payload.noteId } },
          body: { text: payload.text },
        }),
      );
    case 'deleteNote':
      return await answer(
        client.DELETE('/cases/{caseId}/notes/{noteId}', {
          ...at,
          params: { header, path: { caseId, noteId: payload.noteId } },
        }),
      );
    case 'deleteAttachment':
      return await answer(
        client.DELETE('/cases/{caseId}/attachments/{attachmentId}', {
          ...at,
          params: { header, path: { caseId, attachmentId: payload.attachmentId } },
        }),
      );
    case 'putAttachment': {
      // Gone from where it was kept: no later try will find it.
      if (!bytes) throw new BackendError({ kind: 'invalid' });
      const { upload } = await part(import('./upload.js'));
      return await upload(connection, header, payload.attachment, bytes, onProgress, signal);
    }
  }
}

/** The generated types know no `readonly`; a body is only ever serialised. */
type Mutable<T> = T extends object ? { -readonly [K in keyof T]: Mutable<T[K]> } : T;
function mutable<T>(value: T): Mutable<T> {
  return value as Mutable<T>;
}
