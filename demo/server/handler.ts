/**
 * The reference backend: the contract of `openapi.yaml` as one function from Request to Response. It runs wherever
 * there are web streams and WebCrypto: in Node behind `node.ts`, and inside a page.
 */
import { TokenError } from './auth.js';
import type { VerifyToken } from './auth.js';
import { runBatch } from './batch.js';
import { Contract } from './contract.js';
import type { ContractDocument, Operation, ParameterValue } from './contract.js';
import { corsHeaders } from './cors.js';
import type { Database } from './db/database.js';
import { digestOf } from './digest.js';
import { EventHub } from './events.js';
import type { FileStore } from './files/file-store.js';
import type { Uploads } from './files/uploads.js';
import { READS, WRITES } from './operations.js';
import { Problem } from './problems.js';
import { DEFAULT_RATE_LIMIT, RateLimiter } from './rate-limit.js';
import type { RateLimit } from './rate-limit.js';
import { checkAccept, checkMediaType, readJson, readParameters, segmentsOf } from './request.js';
import { problemResponse, respond } from './response.js';
import { putAttachment } from './rules/attachments.js';
import { text } from './rules/call.js';
import type { Call, Reply } from './rules/call.js';
import { InFlight, once } from './rules/idempotency.js';
import { continueUpload, createUpload } from './rules/uploads.js';
import { loadViewer } from './rules/viewer.js';
import type { Batch } from './types.js';

/** One line for the operator: never a token, a header or a body. */
export interface LogEntry {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly milliseconds: number;
  /** Correlation id, the `instance` of a problem. */
  readonly instance: string;
  /** Of a fault of the backend itself. */
  readonly fault?: string;
}

/** What the backend is made of. */
export interface HandlerOptions {
  readonly db: Database;
  /** The parsed `openapi.yaml`. */
  readonly contract: ContractDocument;
  readonly files: FileStore;
  /** Where large files are put together; without it they come whole or not at all. */
  readonly uploads?: Uploads;
  readonly verify: VerifyToken;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Origins of other sites that may call; default none. */
  readonly allowedOrigins?: readonly string[];
  /** Path of the contract's server; default `/api`. */
  readonly basePath?: string;
  readonly randomId?: () => string;
  readonly log?: (entry: LogEntry) => void;
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

/** What a rule is given that depends neither on the person nor on the transaction. */
type Given = Omit<Call, 'db' | 'viewer' | 'settings' | 'stored'>;

class Backend {
  readonly #contract: Contract;
  readonly #limiter: RateLimiter;
  readonly #inFlight = new InFlight();
  readonly #events: EventHub;
  readonly #basePath: string;
  readonly #options: HandlerOptions;

  constructor(options: HandlerOptions) {
    this.#options = options;
    this.#contract = Contract.of(options.contract);
    this.#limiter = new RateLimiter(options.rateLimit ?? DEFAULT_RATE_LIMIT, options.now);
    this.#events = options.events ?? new EventHub(options.db);
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
  readonly #attempt = async (request: Request): Promise<Response> => {
    const started = this.#options.now();
    const instance = (this.#options.randomId ?? (() => crypto.randomUUID()))();
    let response: Response;
    let fault: string | undefined;
    try {
      response = await this.#answer(request, instance);
    } catch (error) {
      fault = error instanceof Problem ? undefined : describe(error);
      const problem = error instanceof Problem ? error : new Problem('internal');
      response = problemResponse(problem, `urn:uuid:${instance}`);
    }
    this.#options.log?.({
      method: request.method,
      path: new URL(request.url).pathname,
      status: response.status,
      milliseconds: this.#options.now() - started,
      instance,
      ...(fault === undefined ? {} : { fault }),
    });
    return response;
  };

  async #answer(request: Request, instance: string): Promise<Response> {
    const url = new URL(request.url);
    const match = this.#contract.match(request.method, segmentsOf(url, this.#basePath));
    if (match.kind === 'nothing') throw new Problem('not-found');
    if (match.kind === 'other-method') {
      const allow = [...match.allowed, 'OPTIONS'].join(', ');
      if (request.method === 'OPTIONS') return respond({ status: 204, headers: { Allow: allow } });
      throw new Problem('method-not-allowed', { headers: { Allow: allow } });
    }
    const { operation, path } = match;
    const { personId } = await this.#authenticate(request);
    const wrote = request.headers.get('Casement-Viewer');
    if (wrote !== null && wrote !== personId) throw new Problem('viewer-mismatch');
    const parameters = readParameters(this.#contract, operation, path, url, request.headers);
    checkAccept(operation, request.headers);
    const reply = await this.#run(operation, personId, parameters, request, instance);
    this.#check(operation, reply);
    return respond(reply);
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
    instance: string,
  ): Promise<Reply> {
    const { db } = this.#options;
    if (operation.id === 'sendBatch') {
      const body = await this.#readBody(operation, request);
      const [basePath, answer] = [this.#basePath, this.#attempt];
      return {
        status: 200,
        body: await runBatch(body as Batch, { request, basePath, answer, instance: `urn:uuid:${instance}` }),
      };
    }
    const given = this.#given(parameters, request);
    if (WRITES[operation.id]) return this.#write(operation, personId, given, request);
    const call = { ...given, db, ...(await loadViewer(db, personId)) };
    if (operation.id === 'streamEvents') return this.#events.stream(call, request.signal);
    if (operation.id === 'putAttachment') return this.#put(operation, call, request);
    const read = READS[operation.id];
    return read ? read(call) : this.#upload(operation, call, request);
  }

  #given(parameters: Record<string, ParameterValue>, request: Request): Given {
    const { db, files, uploads } = this.#options;
    return {
      engine: db.engine,
      files,
      uploads,
      now: new Date(this.#options.now()).toISOString(),
      parameters,
      headers: request.headers,
      body: undefined,
      operationKey: (request.headers.get('Idempotency-Key') ?? '').replaceAll('"', ''),
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
    const { db } = this.#options;
    const { operationKey: key, now } = given;
    const write = WRITES[operation.id];
    if (!write) throw new Error(`No rule for ${operation.id}.`);
    this.#limiter.take(personId);
    return this.#inFlight.only(personId, key, async () => {
      const body = await this.#readBody(operation, request);
      const fingerprint = await digestOf([operation.method, new URL(request.url).pathname, body ?? null]);
      return this.#settle(
        await once(db, { personId, key, fingerprint, now }, async (transaction) =>
          write({ ...given, db: transaction, ...(await loadViewer(transaction, personId)), body }),
        ),
      );
    });
  }

  #put(operation: Operation, call: Call, request: Request): Promise<Reply> {
    this.#limiter.take(call.viewer.id);
    return this.#inFlight.only(call.viewer.id, call.operationKey, async () => {
      checkMediaType(operation, request.headers);
      return this.#settle(await putAttachment(call, this.#options.db, request));
    });
  }

  async #readBody(operation: Operation, request: Request): Promise<unknown> {
    if (operation.requestTypes.length === 0) return undefined;
    checkMediaType(operation, request.headers);
    return readJson(this.#contract, operation, request);
  }

  // What follows a commit: streams hear of it, bytes without a record go.
  async #settle(reply: Reply & { readonly replayed: boolean }): Promise<Reply> {
    if (reply.replayed) return reply;
    this.#events.changed();
    const removed = await this.#options.db.query<{ id: string }>('select id from file_to_remove limit 100');
    for (const { id } of removed) await this.#options.files.delete(id);
    if (removed.length > 0) {
      await this.#options.db.query('delete from file_to_remove where id = any($1::uuid[])', [
        removed.map(({ id }) => id),
      ]);
    }
    return reply;
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

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : 'An unknown fault.';
}
