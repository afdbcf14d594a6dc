/** A backend with the fixtures, and people who talk to it. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { parse } from 'yaml';
import { createKeys, createSigner, createVerifier } from '../../../demo/server/auth.js';
import type { KeyPair, SignToken } from '../../../demo/server/auth.js';
import { Contract } from '../../../demo/server/contract.js';
import type { ContractDocument } from '../../../demo/server/contract.js';
import type { Database } from '../../../demo/server/db/database.js';
import { EventHub } from '../../../demo/server/events.js';
import { MemoryFiles } from '../../../demo/server/files/memory-files.js';
import { FIXTURE_TIME, PEOPLE } from '../../../demo/server/fixtures.js';
import { createHandler } from '../../../demo/server/handler.js';
import type { FetchHandler, HandlerOptions, LogEntry } from '../../../demo/server/handler.js';
import { databaseSources } from './databases.js';
import type { DatabaseSource } from './databases.js';

/** `openapi.yaml`, parsed. */
export const CONTRACT_DOCUMENT = parse(
  readFileSync(new URL('../../../openapi.yaml', import.meta.url), 'utf8'),
) as ContractDocument;
const contract = Contract.of(CONTRACT_DOCUMENT);

/** Somebody of the fixtures. */
export type PersonKey = keyof typeof PEOPLE;

/** An answer, read. `body` is whatever JSON came; tests say what they expect of it. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // The tests look at members of documents whose shape the contract check has already proved.
  readonly body: Json;
  readonly etag: string;
}

/** JSON whose members are looked at without ceremony. */
export interface Json {
  [name: string]: Json;
  [index: number]: Json;
}

/** How a request differs from the usual. */
export interface RequestChanges {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: BodyInit;
}

/** Everything that a test needs. */
export class World {
  readonly files = new MemoryFiles();
  readonly log: LogEntry[] = [];
  readonly events: EventHub;
  readonly handler: FetchHandler;
  /** Milliseconds since 1970; tests move it. */
  now = Date.parse(FIXTURE_TIME);
  #keyCount = 0;

  private constructor(
    readonly db: Database,
    readonly url: string | undefined,
    readonly signToken: SignToken,
    options: Omit<HandlerOptions, 'db' | 'contract' | 'files' | 'now'>,
    clock: { read: () => number },
  ) {
    clock.read = () => this.now;
    this.events = options.events ?? new EventHub(db, { lookAgainMs: 20, retryMs: 1_000, keepAliveMs: 60 });
    this.handler = createHandler({
      log: (entry) => this.log.push(entry),
      ...options,
      events: this.events,
      db,
      contract: CONTRACT_DOCUMENT,
      files: this.files,
      now: () => this.now,
    });
  }

  /** A world on a fresh database. */
  static async create(
    db: Database,
    url: string | undefined,
    options: Partial<HandlerOptions> = {},
  ): Promise<World> {
    const pair = await keys();
    const clock = { read: () => Date.parse(FIXTURE_TIME) };
    const now = (): number => clock.read();
    const verify = await createVerifier(pair.publicKey, { now });
    return new World(db, url, await createSigner(pair.privateKey, { now }), { verify, ...options }, clock);
  }

  /** Another process's backend on the same database. */
  another(db: Database, events: EventHub): Promise<World> {
    return World.create(db, this.url, { events });
  }

  /** A key that no write had before. */
  key(): string {
    this.#keyCount += 1;
    return `key-${String(this.#keyCount).padStart(6, '0')}`;
  }

  /** Moves the clock. */
  advance(time: { days?: number; minutes?: number; milliseconds?: number }): void {
    const { days = 0, minutes = 0, milliseconds = 0 } = time;
    this.now += days * 86_400_000 + minutes * 60_000 + milliseconds;
  }

  /** Somebody who calls the backend. */
  as(person: PersonKey): Caller {
    return new Caller(this, PEOPLE[person]);
  }

  /** Any request, checked against the contract when it comes back. */
  async send(method: string, path: string, changes: RequestChanges = {}): Promise<Answer> {
    const request = new Request(`http://backend.example/api${path}`, {
      method,
      headers: changes.headers ?? {},
      body: changes.body ?? null,
      ...(changes.body instanceof ReadableStream ? { duplex: 'half' } : {}),
    });
    const response = await this.handler(request);
    const text = await response.text();
    const type = response.headers.get('Content-Type') ?? '';
    const body = (type.endsWith('json') && method !== 'HEAD' ? JSON.parse(text) : { text }) as Json;
    this.#check(method, path, response, type, body);
    return {
      status: response.status,
      headers: response.headers,
      body,
      etag: response.headers.get('ETag') ?? '',
    };
  }

  #check(method: string, path: string, response: Response, type: string, body: Json): void {
    const faults = this.log.flatMap((entry) => entry.fault ?? []);
    assert.ok(response.status < 500, `${method} ${path} answered ${response.status}: ${faults.join('\n')}`);
    const segments = (path.split('?')[0] ?? '').split('/').slice(1).map(safeDecode);
    const match = contract.match(method, segments);
    if (match.kind !== 'operation' || method === 'HEAD') return;
    const declared = type === '' ? undefined : type;
    const breaches = contract.responseBreaches(
      match.operation,
      response.status,
      declared,
      type.endsWith('json') ? body : undefined,
    );
    assert.deepEqual(breaches, [], `${method} ${path} breaks the contract with ${JSON.stringify(body)}`);
  }
}

function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

let pair: Promise<KeyPair> | undefined;

function keys(): Promise<KeyPair> {
  pair ??= createKeys();
  return pair;
}

/** One person's requests. */
export class Caller {
  constructor(
    private readonly world: World,
    readonly id: string,
  ) {}

  get(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    return this.send('GET', path, { headers });
  }

  /** A write with a new key unless `headers` bring one. */
  write(
    method: string,
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer> {
    return this.send(method, path, {
      headers: {
        'Idempotency-Key': this.world.key(),
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  post(path: string, body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    return this.write('POST', path, body, headers);
  }

  /** A change of the record as it is now: fetches its ETag first. */
  async change(method: string, path: string, body?: unknown, at = path): Promise<Answer> {
    const { etag } = await this.get(at);
    return this.write(method, path, body, { 'If-Match': etag });
  }

  async send(method: string, path: string, changes: RequestChanges = {}): Promise<Answer> {
    const authorization = `Bearer ${await this.world.signToken(this.id)}`;
    return this.world.send(method, path, {
      ...changes,
      headers: { Authorization: authorization, ...changes.headers },
    });
  }
}

// One engine of each kind serves all tests of a file.
const sources = databaseSources();
const starts = new Map<DatabaseSource, Promise<void>>();

function started(source: DatabaseSource): Promise<void> {
  const start = starts.get(source) ?? source.start();
  starts.set(source, start);
  return start;
}

after(async () => {
  for (const source of starts.keys()) await source.stop();
});

/** Runs `define` once for each engine; every test in it gets a world of its own. */
export function onEveryEngine(
  name: string,
  define: (
    test: (title: string, body: (world: World) => Promise<void>, options?: Partial<HandlerOptions>) => void,
  ) => void,
): void {
  for (const source of sources) {
    describe(`${name} (${source.engine})`, () => {
      before(() => started(source));
      define((title, body, options) => {
        it(title, async () => {
          const { db, url } = await source.fresh();
          const world = await World.create(db, url, options);
          try {
            await body(world);
          } finally {
            world.events.close();
          }
        });
      });
    });
  }
}

/** A new id as clients make them. */
export function newId(): string {
  return crypto.randomUUID();
}

/** The last part of a problem's type. */
export function problemOf(answer: Answer): string {
  return words(answer.body['type']).replace('urn:casement:problem:', '');
}

/** A member that must be a text. */
export function words(value: unknown): string {
  assert.equal(typeof value, 'string');
  return value as string;
}

/** A member that must be a list. */
export function list(value: unknown): Json[] {
  assert.ok(Array.isArray(value), 'a list');
  return value as Json[];
}
