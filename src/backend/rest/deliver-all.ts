/** Many operations with one request. Loaded when several wait at once. */
import type { Receipt } from '../backend.js';
import { BackendError, NOT_TRIED, toFailure, type Failure } from '../../model/failure.js';
import type { Operation } from '../../model/operation.js';
import { isRecord } from './answer.js';
import { failureOf } from './problem.js';
import { deliver, receiptOf } from './deliver.js';
import type { Connection } from './rest-backend.js';
import { sendJson } from './send-json.js';
import { expectShape, type Shape } from './shape.js';
import { writeHeaders, writeOf } from './write.js';

/** Operations in one request, and UTF-16 code units of their bodies: the contract has 50 and 1 MiB, in which one unit takes 3 bytes at most. */
const MOST = 50;
const LARGEST = 300_000;

const ANSWERS: Shape = { answers: [{ id: 'string', status: 'number', headers: {} }] };

interface Answer {
  readonly id: string;
  readonly status: number;
  readonly headers: { readonly retryAfter?: unknown };
  readonly body?: unknown;
}

type Outcome = Receipt | Failure;

/**
 * The outcomes align with `operations`. What was refused for the token alone is sent once more with a new one.
 * Rejects with a `BackendError` when there was no answer at all.
 */
export async function deliverAll(
  connection: Connection,
  operations: readonly Operation[],
  signal: AbortSignal | undefined,
): Promise<readonly Outcome[]> {
  const outcomes = new Map<Operation, Outcome>();
  for (const group of groupsOf(operations)) {
    const broken = brokenCases(outcomes);
    const ready = group.filter(({ caseId }) => !broken.has(caseId));
    try {
      if (ready.length) await deliverGroup(connection, ready, outcomes, signal);
    } catch (thrown) {
      if (!outcomes.size) throw thrown;
      for (const operation of ready) outcomes.set(operation, toFailure(thrown));
      break;
    }
  }
  return operations.map((operation) => outcomes.get(operation) ?? { kind: 'unavailable', type: NOT_TRIED });
}

/** Cases of which something did not succeed: what follows must not overtake it. */
function brokenCases(outcomes: ReadonlyMap<Operation, Outcome>): ReadonlySet<string> {
  return new Set([...outcomes].filter(([, outcome]) => !isDone(outcome)).map(([{ caseId }]) => caseId));
}

async function deliverGroup(
  connection: Connection,
  group: readonly Operation[],
  outcomes: Map<Operation, Outcome>,
  signal: AbortSignal | undefined,
): Promise<void> {
  const [first] = group;
  if (first && group.length === 1) {
    outcomes.set(first, await deliver(connection, first, signal ? { signal } : {}).catch(toFailure));
    return;
  }
  await ask(connection, group, outcomes, signal);
  const failed = group.filter((operation) => isSignedOut(outcomes.get(operation)));
  if (!failed.length || !connection.access.renew()) return;
  const cases = new Set(failed.map(({ caseId }) => caseId));
  const again = group.filter((one) => cases.has(one.caseId) && !isDone(outcomes.get(one)));
  await ask(connection, again, outcomes, signal);
}

async function ask(
  connection: Connection,
  group: readonly Operation[],
  outcomes: Map<Operation, Outcome>,
  signal: AbortSignal | undefined,
): Promise<void> {
  const answer = await sendJson(connection, {
    method: 'POST',
    path: '/batch',
    headers: { 'Casement-Viewer': group[0]?.viewerId ?? '' },
    body: { operations: group.map(entryOf) },
    signal,
  });
  const { answers } = expectShape<{ answers: readonly Answer[] }>(answer, ANSWERS);
  const byId = new Map(answers.map((one) => [one.id, one]));
  for (const operation of group) outcomes.set(operation, outcomeOf(operation, byId.get(operation.id)));
}

/** Consecutive operations of one person that fit into one request. */
function groupsOf(operations: readonly Operation[]): readonly (readonly Operation[])[] {
  const groups: Operation[][] = [];
  let size = 0;
  for (const operation of operations) {
    const last = groups.at(-1);
    const length = JSON.stringify(operation.payload).length;
    const fits =
      last && last.length < MOST && size + length <= LARGEST && last[0]?.viewerId === operation.viewerId;
    if (fits) last.push(operation);
    else groups.push([operation]);
    size = fits ? size + length : length;
  }
  return groups;
}

function entryOf(operation: Operation): object {
  const { id, payload, caseId } = operation;
  if (payload.kind === 'putAttachment') throw new BackendError({ kind: 'protocol' });
  const ifMatch = writeHeaders(operation)['If-Match'];
  return { id, ...writeOf(payload, caseId), ...(ifMatch ? { ifMatch } : {}) };
}

/** An answer that is none of ours says nothing of the write: it goes again under its key. */
function outcomeOf(operation: Operation, answer: Answer | undefined): Outcome {
  if (!answer) return { kind: 'protocol' };
  const { status, headers, body } = answer;
  if (status < 200 || status > 299) {
    const retryAfter = typeof headers.retryAfter === 'string' ? headers.retryAfter : null;
    return failureOf(status, retryAfter, isRecord(body) ? body : {});
  }
  try {
    return receiptOf(operation, body);
  } catch (thrown) {
    return toFailure(thrown);
  }
}

const isDone = (outcome: Outcome | undefined) => outcome !== undefined && 'operation' in outcome;
const isSignedOut = (outcome: Outcome | undefined) =>
  outcome !== undefined && 'kind' in outcome && outcome.kind === 'signed-out';
