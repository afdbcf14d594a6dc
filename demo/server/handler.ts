/**
 * The reference backend: the contract of `openapi.yaml` as one function from Request to Response. It runs wherever
 * there are web streams and WebCrypto: in Node behind `node.ts`, and inside a page.
 */
import { TokenError } from './auth.js';
import type { VerifyToken } from './auth.js';
import { answerOf, headersOf, problemReply, runBatch } from './batch.js';
import type { Answer, Entry } from './batch.js';
import { Contract } from './contract.js';
import type { ContractDocument, Match, Operation, ParameterValue } from './contract.js';
import { corsHeaders } from './cors.js';
import type { Database } from './db/database.js';
import { digestOf } from './digest.js';
import { EventHub } from './events.js';
import type { FileStore } from './files/file-store.js';
import type { Uploads } from './files/uploads.js';
import { Line } from './journal.js';
import type { JournalOptions } from './journal.js';
import { READS, WRITES } from './operations.js';
import { Problem } from './problems.js';
import { DEFAULT_RATE_LIMIT, RateLimiter } from './rate-limit.js';
import type { RateLimit } from './rate-limit.js';
import { checkAccept, checkJson, checkMediaType, readJson, readParameters, segmentsOf } from './request.js';
import { problemResponse, respond } from './response.js';
import { putAttachment } from './rules/attachments.js';
import { text } from './rules/call.js';
import type { Call, Given, Reply } from './rules/call.js';
import { isPassing } from './rules/idempotency.js';
import { continueUpload, createUpload } from './rules/uploads.js';
import { loadViewer } from './rules/viewer.js';
import type { Batch, BatchAnswer } from './types.js';
import { Writes, requireRule } from './writes.js';
import type { Write, Writer } from './writes.js';

export type { LogEntry } from './journal.js';

/** What the backend is made of. */
export interface HandlerOptions extends JournalOptions {
  readonly db: Database;
  /** The parsed `openapi.yaml`. */
  readonly contract: ContractDocument;
  readonly files: FileStore;
  /** Where large files are put together; without it they come whole or not at all. */
  readonly uploads?: Uploads;
  readonly verify: VerifyToken;
  /** Origins of other sites that may call; default none. */
  readonly allowedOrigins?: readonly string[];
  /** Path of the contract's server; default `/api`. */
  readonly basePath?: string;
  readonly rateLimit?: RateLimit;
  /** Where streams hear of changes; by default one of the handler's own, that hears of this handler's writes only. */
  readonly events?: EventHub;
}

/** A function from Request to Response. */
export type FetchHandler = (request: Request) => Promise<Response>;

/** Makes the backend. */
export function createHandler(options: HandlerOptions): FetchHandler {
  return new Backend(options).handle;
}

class Backend {
  readonly #contract: Contract;
  readonly #writes: Writes;
  readonly #events: EventHub;
  readonly #basePath: string;
  readonly #options: HandlerOptions;

  constructor(options: HandlerOptions) {
    this.#options = options;
    this.#contract = Contract.of(options.contract);
    this.#events = options.events ?? new EventHub(options.db);
    const limiter = new RateLimiter(options.rateLimit ?? DEFAULT_RATE_LIMIT, options.now);
    this.#writes = new Writes({ db: options.db, files: options.files, limiter, events: this.#events });
    this.#basePath = options.basePath ?? '/api';
  }

  readonly handle = async (request: Request): Promise<Response> => {
    const cors = corsHeaders(request, this.#options.allowedOrigins ?? []);
    const response = await this.#attempt(request);
    for (const [name, value] of Object.entries(cors)) response.headers.set(name, value);
    if (request.method !== 'HEAD') return response;
    await response.body?.cancel();
    return new Response(null, response);
  };

  // Problems are answers, too.
  async #attempt(request: Request): Promise<Response> {
    const line = new Line(this.#options, request.method, new URL(request.url).pathname);
    const response = await this.#answer(request).then(respond, (error: unknown) =>
      problemResponse(line.problemOf(error), line.instance),
    );
    line.end(response.status);
    return response;
  }

  async #answer(request: Request): Promise<Reply> {
    const url = new URL(request.url);
    const match = this.#contract.match(request.method, segmentsOf(url, this.#basePath));
    if (match.kind === 'other-method' && request.method === 'OPTIONS')
      return { status: 204, headers: { Allow: allowOf(match.allowed) } };
    const { operation, path } = requireOperation(match);
    const { personId } = await this.#authenticate(request);
    const wrote = request.headers.get('Casement-Viewer');
    if (wrote !== null && wrote !== personId) throw new Problem('viewer-mismatch');
    const parameters = readParameters(this.#contract, operation, path, url, request.headers);
    checkAccept(operation, request.headers);
    const reply = await this.#run(operation, personId, parameters, request);
    if (!WRITES[operation.id]) this.#check(operation, reply);
    return reply;
  }

  async #authenticate(request: Request): Promise<{ personId: string }> {
    const token = /^Bearer +([A-Za-z0-9._~+/=-]{1,8192})$/i.exec(
      request.headers.get('Authorization') ?? '',
    )?.[1];
    if (token === undefined)
      throw new Problem('unauthenticated', { headers: { 'WWW-Authenticate': 'Bearer' } });
    try {
      return await this.#options.verify(token);
    } catch (error) {
      if (!(error instanceof TokenError)) throw error;
      throw new Problem('unauthenticated', {
        detail: error.reason === 'expired' ? 'The session has expired.' : 'The session is not valid.',
        headers: { 'WWW-Authenticate': `Bearer error="invalid_token", error_description="${error.reason}"` },
      });
    }
  }

  async #run(
    operation: Operation,
    personId: string,
    parameters: Record<string, ParameterValue>,
    request: Request,
  ): Promise<Reply> {
    const { db } = this.#options;
    const given = this.#given(parameters, request.headers);
    if (operation.id === 'sendBatch') {
      const { operations } = (await this.#readBody(operation, request)) as Batch;
      const answers = await this.#batch(operations, { personId, now: given.now }, request);
      return { status: 200, body: { answers } satisfies BatchAnswer };
    }
    if (WRITES[operation.id]) return this.#write(operation, personId, given, request);
    const call = { ...given, db, changes: [], ...(await loadViewer(db, personId)) };
    if (operation.id === 'streamEvents') return this.#events.stream(call, request.signal);
    if (operation.id === 'putAttachment') return this.#put(operation, call, request);
    const read = READS[operation.id];
    return read ? read(call) : this.#upload(operation, call, request);
  }

  #given(parameters: Record<string, ParameterValue>, headers: Headers): Given {
    const { db, files, uploads } = this.#options;
    return {
      engine: db.engine,
      files,
      uploads,
      now: new Date(this.#options.now()).toISOString(),
      parameters,
      headers,
      body: undefined,
      operationKey: (headers.get('Idempotency-Key') ?? '').replaceAll('"', ''),
    };
  }

  #upload(operation: Operation, call: Call, request: Request): Promise<Reply> {
    const { uploads } = this.#options;
    if (!uploads) throw new Problem('not-found');
    if (operation.id === 'createUpload') return createUpload(call, uploads, request, this.#basePath);
    if (operation.id === 'continueUpload') checkMediaType(operation, request.headers);
    return continueUpload(call, uploads, request, text(call, 'attachmentId'));
  }

  #write(operation: Operation, personId: string, given: Given, request: Request): Promise<Reply> {
    const { pathname } = new URL(request.url);
    return this.#writes.alone({ personId, now: given.now }, given.operationKey, async () =>
      this.#toWrite(operation, pathname, given, await this.#readBody(operation, request)),
    );
  }

  async #toWrite(operation: Operation, pathname: string, given: Given, body: unknown): Promise<Write> {
    return {
      key: given.operationKey,
      fingerprint: await digestOf([operation.method, pathname, body ?? null]),
      rule: requireRule(WRITES[operation.id]),
      given: { ...given, body },
      check: (reply) => this.#check(operation, reply),
    };
  }

  async #batch(operations: readonly Entry[], writer: Writer, request: Request): Promise<Answer[]> {
    const lines = new Map(
      operations.map((entry) => [entry, new Line(this.#options, entry.method, this.#basePath + entry.path)]),
    );
    const refuse = (entry: Entry, error: unknown): Answer => {
      const line = lines.get(entry);
      if (!line || isPassing(error)) throw error;
      return answerOf(entry, problemReply(line.problemOf(error), line.instance));
    };
    const keys = operations.map(({ id }) => id);
    const answers = await this.#writes.together(writer, keys, (perform) =>
      runBatch(
        operations,
        (entry) =>
          this.#understand(entry, request)
            .then(perform)
            .then((reply) => answerOf(entry, reply))
            .catch((error: unknown) => refuse(entry, error)),
        (entry) => refuse(entry, new Problem('not-tried')),
      ),
    );
    for (const [index, entry] of operations.entries()) lines.get(entry)?.end(answers[index]?.status ?? 500);
    return answers;
  }

  /** One of a batch, as if it had come alone. */
  async #understand(entry: Entry, request: Request): Promise<Write> {
    const url = new URL(this.#basePath + entry.path, request.url);
    const match = this.#contract.match(entry.method, segmentsOf(url, this.#basePath));
    const { operation, path } = requireOperation(match);
    const headers = headersOf(entry, request.headers);
    const parameters = readParameters(this.#contract, operation, path, url, headers);
    const hasBody = operation.requestTypes.length > 0;
    if (hasBody) checkMediaType(operation, headers);
    if (hasBody) checkJson(this.#contract, operation, entry.body);
    const given = this.#given(parameters, headers);
    return this.#toWrite(operation, url.pathname, given, hasBody ? entry.body : undefined);
  }

  #put(operation: Operation, call: Call, request: Request): Promise<Reply> {
    return this.#writes.exclusively(call.viewer.id, call.operationKey, () => {
      checkMediaType(operation, request.headers);
      return putAttachment(call, this.#options.db, request);
    });
  }

  async #readBody(operation: Operation, request: Request): Promise<unknown> {
    if (operation.requestTypes.length === 0) return undefined;
    checkMediaType(operation, request.headers);
    return readJson(this.#contract, operation, request);
  }

  // The backend keeps to its own contract, or admits a fault.
  #check(operation: Operation, reply: Reply): void {
    const type = reply.stream
      ? reply.headers?.['Content-Type']
      : reply.body === undefined
        ? undefined
        : 'application/json';
    const breaches = this.#contract.responseBreaches(operation, reply.status, type, reply.body);
    if (breaches.length > 0)
      throw new Error(`${operation.id} breaks the contract: ${JSON.stringify(breaches)}`);
  }
}

/** @throws Problem when the address means nothing, or nothing by this method. */
function requireOperation(match: Match): Extract<Match, { kind: 'operation' }> {
  if (match.kind === 'nothing') throw new Problem('not-found');
  if (match.kind === 'other-method')
    throw new Problem('method-not-allowed', { headers: { Allow: allowOf(match.allowed) } });
  return match;
}

function allowOf(methods: readonly string[]): string {
  return [...methods, 'OPTIONS'].join(', ');
}
