/** `POST /batch`: many writes in one request, each answered as if it had come alone. */
import type { Problem } from './problems.js';
import type { Reply } from './rules/call.js';
import type { Batch, BatchAnswer } from './types.js';

/** A write as a batch brings it. */
export type Entry = Batch['operations'][number];

/** How it is answered there. */
export type Answer = BatchAnswer['answers'][number];

/**
 * Does all of them; the answers align with the operations. Those of one case are done in the order given, until one is
 * refused; cases do not wait for one another.
 *
 * @param answer does one, and answers problems, too
 */
export async function runBatch(
  operations: readonly Entry[],
  answer: (entry: Entry) => Promise<Answer>,
  notTried: (entry: Entry) => Answer,
): Promise<Answer[]> {
  const answers = new Map<Entry, Answer>();
  for (const lane of lanesOf(operations)) {
    let isBroken = false;
    for (const entry of lane) {
      const given: Answer = isBroken ? notTried(entry) : await answer(entry);
      answers.set(entry, given);
      isBroken ||= given.status >= 300;
    }
  }
  return operations.flatMap((entry) => answers.get(entry) ?? []);
}

/**
 * One lane for each case, in the order given; what belongs to no case waits for nothing. Always in the same order of
 * cases: two batches that want the same ones do not wait for each other for ever.
 */
function lanesOf(operations: readonly Entry[]): readonly (readonly Entry[])[] {
  const lanes = new Map<string, Entry[]>();
  for (const operation of operations) {
    const name = caseOf(operation) ?? `of its own: ${operation.id}`;
    const lane = lanes.get(name);
    if (lane) lane.push(operation);
    else lanes.set(name, [operation]);
  }
  return [...lanes].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, lane]) => lane);
}

function caseOf({ path, body }: Entry): string | undefined {
  const [, collection, id] = path.split('/');
  if (collection !== 'cases') return undefined;
  if (id !== undefined) return id;
  const draft = typeof body === 'object' && body !== null ? (body as { id?: unknown }) : {};
  return typeof draft.id === 'string' ? draft.id : undefined;
}

/** The headers that it would have come with alone; `common` are those of the batch. */
export function headersOf({ id, ifMatch, body }: Entry, common: Headers): Headers {
  const headers = new Headers({ Accept: 'application/json', 'Idempotency-Key': `"${id}"` });
  const viewer = common.get('Casement-Viewer');
  if (viewer !== null) headers.set('Casement-Viewer', viewer);
  if (ifMatch !== undefined) headers.set('If-Match', ifMatch);
  if (body !== undefined) headers.set('Content-Type', 'application/json');
  return headers;
}

/** The part of an answer that goes into a batch's. */
export function answerOf({ id }: Entry, { status, headers = {}, body }: Reply): Answer {
  const etag = headers['ETag'];
  const retryAfter = headers['Retry-After'];
  return {
    id,
    status,
    headers: { ...(etag === undefined ? {} : { etag }), ...(retryAfter === undefined ? {} : { retryAfter }) },
    body: body as Answer['body'],
  };
}

/** A problem as an answer; `instance` is the correlation id to quote. */
export function problemReply(problem: Problem, instance: string): Reply {
  return {
    status: problem.status,
    body: problem.document(instance),
    ...(problem.details.headers ? { headers: problem.details.headers } : {}),
  };
}
