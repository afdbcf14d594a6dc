/**
 * The reference backend inside the test page, behind the page's own `fetch`: elements are tested against what they will
 * talk to, and against what goes wrong on the way.
 *
 * ```ts
 * let desk: Desk;
 * before(async function () { this.timeout(DESK_TIMEOUT); desk = await startDesk(); });
 * afterEach(() => desk.reset());
 *
 * it('lists my cases', async () => {
 *   const list = await desk.show<CaseList>('ada', html`<case-list></case-list>`);
 *   await until(list, () => find(list, '[part~=case]'));
 * });
 * ```
 */
import { fixture } from '@open-wc/testing';
import { html, render, type TemplateResult } from 'lit';
import { http } from 'msw';
import { setupWorker } from 'msw/browser';
import { PEOPLE } from '../../demo/server/fixtures.js';
import { createPageBackend, type PageBackend } from '../../demo/server/page.js';
import { CaseProvider } from '../../src/elements/case-provider.js';
import { defineElement } from '../../src/elements/registry.js';
import { answerOf, Faults, type Fault, type Hold, type Match } from './faults.js';
import { remember, restore } from './snapshot.js';

export type Person = keyof typeof PEOPLE;

/** Milliseconds that the embedded database may take to start, on a machine that does other things too. */
export const DESK_TIMEOUT = 90_000;
const API = '/api';
/** Milliseconds that what was asked for in one test may hold up the next. */
const LAST_ANSWER = 2000;
/** The API, or one of its doubles: another address is another database in the browser. */
const OWN_API = /\/api(~\d+)?\//;
let doubles = 0;

export interface CallOptions {
  readonly body?: unknown;
  /** The record's version, for a change of it. */
  readonly version?: string;
}

/** Starts the backend, once for a test file, with the world of `demo/server/fixtures.ts`. */
export async function startDesk(): Promise<Desk> {
  defineElement('case-provider', CaseProvider);
  addPageStyles();
  const [contract, loadDataDir] = await Promise.all([
    fetch('/openapi.yaml').then((response) => response.text()),
    fetch('/fixtures.database').then((response) => response.blob()),
  ]);
  const backend = await createPageBackend({ contract, loadDataDir });
  await remember(backend.db);
  const desk = new Desk(backend);
  const worker = setupWorker(http.all(OWN_API, ({ request }) => desk.answer(request)));
  await worker.start({ quiet: true, onUnhandledRequest: 'bypass' });
  return desk;
}

/** What a test does to the backend and to the way there. */
export class Desk {
  readonly #backend: PageBackend;
  readonly #faults = new Faults();
  readonly #people = new WeakMap<CaseProvider, Person | null>();
  /** Answers that are being made. */
  readonly #running = new Set<Promise<unknown>>();
  /** Where the present test reaches the backend. Elsewhere nobody answers: an earlier test's page may still ask. */
  readonly #addresses = new Set<string>();
  #address: string | undefined;
  /** Something may have changed the data since the last reset. */
  #isTouched = false;

  constructor(backend: PageBackend) {
    this.#backend = backend;
  }

  /** What was asked for since the last reset, as `GET /cases?state=active`, in order. */
  get requests(): readonly string[] {
    return this.#faults.requests;
  }

  /**
   * A provider whose person is signed in; null: nobody is.
   * @param baseUrl of a world that outlives the page (`double`); default: nothing does, and all providers of a test
   *   share an address
   */
  provider(person: Person | null, baseUrl?: string): CaseProvider {
    const provider = document.createElement('case-provider');
    this.#people.set(provider, person);
    provider.baseUrl = baseUrl ?? (this.#address ??= this.double());
    // What one test leaves is not for the next.
    if (!baseUrl) provider.storage = 'none';
    provider.locale = 'en-GB';
    provider.getToken = () => this.#sign(this.#people.get(provider) ?? null);
    return provider;
  }

  /** The same backend under another address, of which the browser has kept nothing yet; until the next reset. */
  double(): string {
    const address = `${API}~${Date.now() + doubles++}`;
    this.#addresses.add(address);
    return address;
  }

  /** Puts the template into a provider of that person; resolves to its first element. Gone after the test. */
  async show<E extends Element>(
    person: Person | null,
    template: TemplateResult,
    baseUrl?: string,
  ): Promise<E> {
    const provider = this.provider(person, baseUrl);
    render(template, provider);
    await fixture(html`<main>${provider}</main>`);
    return provider.firstElementChild as E;
  }

  /** Another person signs in on the same page, or nobody is signed in any more. */
  async signIn(provider: CaseProvider, person: Person | null): Promise<void> {
    this.#people.set(provider, person);
    await provider.reconnect();
  }

  /** The next request that matches (or the next `times`) is not answered by the backend, but so. */
  fail(match: Match, fault: Fault, times = 1): void {
    this.#faults.add(match, fault, times);
  }

  /** Ends every fault, and lets go what is held. */
  recover(): void {
    this.#faults.recover();
  }

  /** Requests that match wait until they are released; then the backend answers them. */
  hold(match: Match): Hold {
    return this.#faults.hold(match);
  }

  /** Somebody does something elsewhere, past every fault. Rejects unless it succeeds. */
  async call<T = unknown>(
    person: Person,
    method: string,
    path: string,
    options: CallOptions = {},
  ): Promise<T> {
    this.#isTouched = true;
    const headers = new Headers({ Authorization: `Bearer ${(await this.#sign(person)) ?? ''}` });
    if (method !== 'GET') headers.set('Idempotency-Key', `"${crypto.randomUUID()}"`);
    if (options.version) headers.set('If-Match', `"${options.version}"`);
    if (options.body !== undefined) headers.set('Content-Type', 'application/json');
    const body = options.body === undefined ? null : JSON.stringify(options.body);
    const request = new Request(new URL(API + path, location.href), { method, headers, body });
    const response = await this.#backend.handler(request);
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return (text ? JSON.parse(text) : undefined) as T;
  }

  /** For worlds that the contract cannot make, such as a hundred cases at once. */
  async sql<Row>(
    statement: string,
    parameters: readonly (string | number | boolean | null)[] = [],
  ): Promise<readonly Row[]> {
    this.#isTouched = true;
    return this.#backend.db.query<Row>(statement, parameters);
  }

  /** Answers what the page asked for. */
  async answer(asked: Request): Promise<Response> {
    const address = (OWN_API.exec(asked.url)?.[0] ?? '').slice(0, -1);
    // What the backend itself names, such as the place of an upload, is at its own address.
    const isPresent = (): boolean => address === API || this.#addresses.has(address);
    if (!isPresent()) return Response.error();
    const url = asked.url.replace(OWN_API, `${API}/`);
    const answer = this.#answer(url === asked.url ? asked : new Request(url, asked), isPresent);
    this.#running.add(answer);
    return await answer.finally(() => this.#running.delete(answer));
  }

  async #answer(request: Request, isPresent: () => boolean): Promise<Response> {
    const fault = await this.#faults.take(request, API);
    if (!isPresent()) return Response.error();
    if (request.method !== 'GET') this.#isTouched = true;
    if (fault) return answerOf(fault, request);
    const response = await this.#backend.handler(request);
    return request.url.endsWith('/session') && response.ok ? singly(response) : response;
  }

  /** Ends every fault and puts the data back to what it was at the start, when the last answer is given. */
  async reset(): Promise<void> {
    this.#addresses.clear();
    this.#address = undefined;
    this.#faults.clear();
    // A fault may be an answer that never comes.
    const patience = new Promise((resolve) => setTimeout(resolve, LAST_ANSWER));
    await Promise.race([Promise.allSettled(this.#running), patience]);
    this.#running.clear();
    if (!this.#isTouched) return;
    await restore(this.#backend.db);
    this.#isTouched = false;
  }

  async #sign(person: Person | null): Promise<string | null> {
    return person ? this.#backend.signToken(PEOPLE[person]) : null;
  }
}

/** A session under which writes go one by one: faults are aimed at each. */
async function singly(response: Response): Promise<Response> {
  const session = (await response.json()) as { capabilities: object };
  const body = { ...session, capabilities: { ...session.capabilities, batch: false } };
  return new Response(JSON.stringify(body), { status: response.status, headers: response.headers });
}

/** A page that follows the system's colours, so that both schemes can be audited, and never shows one on its way. */
function addPageStyles(): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    :root { color-scheme: light dark; --case-duration: 0ms }
    body { background: Canvas; color: CanvasText; font: 16px/1.5 sans-serif }
  `);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}
