/** Delivers operations one by one. Loaded with the first write: reading cases does not need it. */
import type { Receipt, SendOptions } from '../backend.js';
import { BackendError } from '../../model/failure.js';
import type { Operation } from '../../model/operation.js';
import { part } from './part.js';
import type { Connection } from './rest-backend.js';
import { sendJson } from './send-json.js';
import { expectShape } from './shape.js';
import * as shapes from './shapes.js';
import { writeHeaders, writeOf } from './write.js';

/** Delivers one operation and checks that the answer is about it. */
export async function deliver(
  connection: Connection,
  operation: Operation,
  options: SendOptions,
): Promise<Receipt> {
  return receiptOf(operation, await request(connection, operation, options));
}

/** What was answered, if it is an answer to this operation. */
export function receiptOf(operation: Operation, answer: unknown): Receipt {
  const receipt = expectShape<Receipt>(answer, shapes.RECEIPT);
  // An answer to something else is no answer: the write may not have happened.
  if (receipt.operation !== operation.id) throw new BackendError({ kind: 'protocol' });
  if (receipt.case) expectShape(receipt.case, shapes.CASE);
  if (receipt.note) expectShape(receipt.note, shapes.NOTE);
  if (receipt.attachment) expectShape(receipt.attachment, shapes.ATTACHMENT);
  return receipt;
}

async function request(
  connection: Connection,
  operation: Operation,
  { bytes, onProgress, signal }: SendOptions,
): Promise<unknown> {
  const headers = writeHeaders(operation);
  const { payload } = operation;
  if (payload.kind === 'putAttachment') {
    // Gone from where it was kept: no later try will find it.
    if (!bytes) throw new BackendError({ kind: 'invalid' });
    const { upload } = await part(import('./upload.js'));
    const isFirstTry = operation.attempts <= 1;
    const job = { connection, header: headers, file: payload.attachment, bytes, isFirstTry };
    return await upload({ ...job, onProgress, signal });
  }
  const { method, path, body } = writeOf(payload, operation.caseId);
  return await sendJson(connection, { method, path, body, headers, signal });
}
