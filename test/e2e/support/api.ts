/** The cases API as one person, without a page: to prepare what a test is about, and to try what no page would. */
import { randomUUID } from 'node:crypto';
import type { APIRequestContext, APIResponse } from '@playwright/test';
import { expect } from '@playwright/test';

/** A case as the API gives it, as far as the tests look at it. */
export interface CaseRecord {
  readonly id: string;
  readonly number: string;
  readonly version: string;
  readonly subject: string;
  readonly status: string;
  readonly account: { readonly name: string } | null;
}

/** What a test says about the case that it needs. */
export interface CaseWords {
  readonly subject: string;
  readonly description?: string;
  readonly accountId?: string;
}

interface CallOptions {
  readonly json?: unknown;
  readonly bytes?: Buffer;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A kept connection may be closed by the server just as it is used again; the idempotency key makes a second try safe. */
const RETRIES = 2;

/** Calls with the token of whoever is signed in with the cookies of `request`. */
export class Api {
  #token: string | undefined;

  constructor(private readonly request: APIRequestContext) {}

  /** One call; any answer is returned, refusals too. */
  async call(method: string, path: string, { json, bytes, headers }: CallOptions = {}): Promise<APIResponse> {
    const isWrite = method !== 'GET';
    return await this.request.fetch(`/api${path}`, {
      method,
      maxRetries: RETRIES,
      headers: {
        Authorization: `Bearer ${await this.token()}`,
        ...(isWrite ? { 'Idempotency-Key': randomUUID() } : {}),
        ...(json === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...(bytes ? { 'Content-Type': 'application/octet-stream' } : {}),
        ...headers,
      },
      ...(json === undefined ? {} : { data: JSON.stringify(json) }),
      ...(bytes ? { data: bytes } : {}),
    });
  }

  /** The token that the host page would hand to the elements. */
  async token(): Promise<string> {
    if (this.#token) return this.#token;
    const answer = await this.request.get('/token', { maxRetries: RETRIES });
    expect(answer.status(), 'signed in').toBe(200);
    this.#token = ((await answer.json()) as { token: string }).token;
    return this.#token;
  }

  async file(words: CaseWords): Promise<CaseRecord> {
    const draft = { id: randomUUID(), ...words, deflection: { query: words.subject } };
    return (await this.#written(201, 'POST', '/cases', { json: draft })).case;
  }

  async case(id: string): Promise<CaseRecord> {
    const answer = await this.call('GET', `/cases/${id}`);
    expect(answer.status()).toBe(200);
    return (await answer.json()) as CaseRecord;
  }

  /** Cases of a scope whose number, subject, description or notes contain the words. */
  async find(words: string, scope = 'mine'): Promise<readonly CaseRecord[]> {
    const query = new URLSearchParams({ q: words, scope, state: 'all' });
    const answer = await this.call('GET', `/cases?${query}`);
    expect(answer.status()).toBe(200);
    return ((await answer.json()) as { items: CaseRecord[] }).items;
  }

  /** Words of the case's notes, oldest first. */
  async notes(caseId: string): Promise<readonly string[]> {
    const answer = await this.call('GET', `/cases/${caseId}/notes`);
    const { items } = (await answer.json()) as { items: readonly { text: string; createdAt: string }[] };
    return [...items].sort((a, b) => a.createdAt.localeCompare(b.createdAt)).map(({ text }) => text);
  }

  async note(caseId: string, text: string, visibility: 'public' | 'internal' = 'public'): Promise<void> {
    const draft = { id: randomUUID(), text, visibility };
    await this.#written(201, 'POST', `/cases/${caseId}/notes`, { json: draft });
  }

  async transition(caseId: string, action: 'close' | 'cancel' | 'reopen'): Promise<void> {
    const { version } = await this.case(caseId);
    const headers = { 'If-Match': `"${version}"` };
    await this.#written(200, 'POST', `/cases/${caseId}/transitions`, { json: { action }, headers });
  }

  async #written(
    status: number,
    method: string,
    path: string,
    options: CallOptions,
  ): Promise<{ case: CaseRecord }> {
    const answer = await this.call(method, path, options);
    expect(answer.status(), await answer.text()).toBe(status);
    return (await answer.json()) as { case: CaseRecord };
  }
}
