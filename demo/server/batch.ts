/** `POST /batch`: many writes in one request, each done as if it had come alone. */
import { Problem } from './problems.js';
import type { Batch, BatchAnswer } from './types.js';

type Entry = Batch['operations'][number];
type Answer = BatchAnswer['answers'][number];

/** Cases that are worked on at once. */
const LANES = 6;

/** What the writes of a batch have in common, and how one of them is done. */
export interface BatchOptions {
  /** The request that brought them. */
  readonly request: Request;
  /** Where the contract's paths begin, such as `/api`. */
  readonly basePath: string;
  /** Answers one request, problems included. */
  readonly answer: (request: Request) => Promise<Response>;
  /** The correlation id for writes that are not tried. */
  readonly instance: string;
}

/** Does all of them; the answers align with the operations. */
export async function runBatch({ operations }: Batch, options: BatchOptions): Promise<BatchAnswer> {
  const answers = new Map<Entry, Answer>();
  const waiting = [...lanesOf(operations)];
  const worker = async (): Promise<void> => {
    for (let lane = waiting.shift(); lane; lane = waiting.shift()) await runLane(lane, answers, options);
  };
  await Promise.all(Array.from({ length: LANES }, worker));
  return { answers: operations.flatMap((operation) => answers.get(operation) ?? []) };
}

async function runLane(
  lane: readonly Entry[],
  answers: Map<Entry, Answer>,
  options: BatchOptions,
): Promise<void> {
  let isBroken = false;
  for (const operation of lane) {
    const answer: Answer = isBroken ? notTried(operation, options) : await send(operation, options);
    answers.set(operation, answer);
    isBroken ||= answer.status >= 300;
  }
}

/** One lane for each case, in the order given; what belongs to no case waits for nothing. */
function lanesOf(operations: readonly Entry[]): Iterable<readonly Entry[]> {
  const lanes = new Map<string, Entry[]>();
  for (const operation of operations) {
    const name = caseOf(operation) ?? `of its own: ${operation.id}`;
    lanes.set(name, [...(lanes.get(name) ?? []), operation]);
  }
  return lanes.values();
}

function caseOf({ path, body }: Entry): string | undefined {
  const [, collection, id] = path.split('/');
  if (collection !== 'cases') return undefined;
  if (id !== undefined) return id;
  const draft = typeof body === 'object' && body !== null ? (body as { id?: unknown }) : {};
  return typeof draft.id === 'string' ? draft.id : undefined;
}

async function send(operation: Entry, options: BatchOptions): Promise<Answer> {
  const response = await options.answer(requestOf(operation, options));
  const etag = response.headers.get('ETag');
  const retryAfter = response.headers.get('Retry-After');
  return {
    id: operation.id,
    status: response.status,
    headers: { ...(etag === null ? {} : { etag }), ...(retryAfter === null ? {} : { retryAfter }) },
    body: (await response.json()) as Answer['body'],
  };
}

function requestOf({ id, method, path, ifMatch, body }: Entry, { request, basePath }: BatchOptions): Request {
  const headers = new Headers({ Accept: 'application/json', 'Idempotency-Key': `"${id}"` });
  for (const name of ['Authorization', 'Casement-Viewer']) {
    const value = request.headers.get(name);
    if (value !== null) headers.set(name, value);
  }
  if (ifMatch !== undefined) headers.set('If-Match', ifMatch);
  if (body !== undefined) headers.set('Content-Type', 'application/json');
  return new Request(new URL(basePath + path, request.url), {
    method,
    headers,
    body: body === undefined ? null : JSON.stringify(body),
    signal: request.signal,
  });
}

function notTried({ id }: Entry, { instance }: BatchOptions): Answer {
  const problem = new Problem('not-tried');
  return { id, status: problem.status, headers: {}, body: { ...problem.document(instance) } };
}
