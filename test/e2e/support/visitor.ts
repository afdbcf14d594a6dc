/** Somebody with a browser of their own at the bank's site. */
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type Locator,
  type Page,
  expect,
} from '@playwright/test';
import { people } from '../../../demo/content/people.js';
import { Api } from './api.js';
import { DEMO_URL } from './demo.js';

/** Keys of the demo's people, see `demo/content/people.ts`. Maren and Tobias share an account; Tobias may only read. */
export type Person = 'maren' | 'tobias' | 'ines' | 'layla' | 'kenji' | 'priya' | 'callum';

export function personOf(key: Person): { readonly id: string; readonly name: string } {
  const person = people.find((candidate) => candidate.key === key);
  if (!person) throw new Error(`The demo has nobody called ${key}`);
  return person;
}

/** What the browser says by itself when an answer is 4xx, 5xx or missing: the element has to say it better. And Playwright, of its own doing. */
const NETWORK_COMPLAINT = /^Failed to load resource: |^Service Worker registration blocked by Playwright/;

export class Visitor {
  readonly api: Api;

  /** @param complaints errors in the console, uncaught errors and violations of the page's policy, of every page of this browser */
  private constructor(
    readonly context: BrowserContext,
    readonly page: Page,
    readonly origin: string,
    readonly complaints: string[] = [],
  ) {
    this.api = new Api(context.request);
  }

  /** A new browser profile; signed in when a person is given. */
  static async arrive(
    browser: Browser,
    person?: Person,
    options: BrowserContextOptions = {},
  ): Promise<Visitor> {
    const baseURL = process.env[DEMO_URL] ?? '';
    const context = await browser.newContext({ baseURL, viewport: { width: 1280, height: 900 }, ...options });
    const visitor = new Visitor(context, await context.newPage(), baseURL);
    await visitor.#listen();
    if (person) await visitor.signIn(person);
    return visitor;
  }

  /** In a browser that was started for the purpose. */
  static async of(context: BrowserContext, origin: string, complaints: string[]): Promise<Visitor> {
    const [page] = context.pages();
    const visitor = new Visitor(context, page ?? (await context.newPage()), origin, complaints);
    await visitor.#listen();
    return visitor;
  }

  /** Another tab of the same browser; what it complains about counts with the first one's. */
  async tab(): Promise<Visitor> {
    return new Visitor(this.context, await this.context.newPage(), this.origin);
  }

  async #listen(): Promise<void> {
    await this.context.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) => {
        console.error(`Policy violated: ${violatedDirective} ${blockedURI} ${sample}`);
      });
    });
    this.context.on('console', (message) => {
      const isComplaint = message.type() === 'error' || message.type() === 'warning';
      if (isComplaint && !NETWORK_COMPLAINT.test(message.text())) this.complaints.push(message.text());
    });
    this.context.on('weberror', (error) => this.complaints.push(String(error.error())));
  }

  /** Signs in without the sign-in page. */
  async signIn(person: Person): Promise<void> {
    const answer = await this.context.request.post('/signin', {
      form: { person: personOf(person).id },
      headers: { Origin: this.origin },
      maxRedirects: 0,
      maxRetries: 2,
    });
    expect(answer.status()).toBe(303);
  }

  /** "My cases", once the list or the case that the address names is there. */
  async openSupport(hash = ''): Promise<void> {
    await this.page.goto(`/support${hash}`);
    if (hash === '') await expect(this.list.getByRole('button', { name: 'Open a New Case' })).toBeEnabled();
  }

  /** Resolves when the site's service worker keeps the page and its files. */
  async untilKept(): Promise<void> {
    await this.page.evaluate(async () => {
      await navigator.serviceWorker.ready;
    });
    await expect
      .poll(() => this.page.evaluate(async () => (await caches.match('/support')) !== undefined))
      .toBe(true);
  }

  get support(): Locator {
    return this.page.locator('case-support');
  }

  get list(): Locator {
    return this.page.locator('case-list');
  }

  /** The row of the case whose subject contains the words. */
  row(words: string): Locator {
    return this.list.getByRole('listitem').filter({ hasText: words });
  }

  get form(): Locator {
    return this.page.locator('case-form');
  }

  get view(): Locator {
    return this.page.locator('case-view');
  }

  get notes(): Locator {
    return this.page.locator('case-notes');
  }

  get outbox(): Locator {
    return this.page.locator('case-outbox');
  }

  note(words: string): Locator {
    return this.notes.getByRole('article').filter({ hasText: words });
  }

  /** From the list through the mandatory search to the form. */
  async beginCase(query: string): Promise<void> {
    await this.list.getByRole('button', { name: 'Open a New Case' }).click();
    await this.searchFor(query);
    await this.page.getByRole('button', { name: 'Continue to a new case' }).click();
    await expect(this.form.getByLabel('Subject')).toBeVisible();
  }

  /** Searches before a case, and waits for what was found, or not. */
  async searchFor(query: string): Promise<void> {
    await this.page.getByRole('searchbox', { name: 'Describe your problem' }).fill(query);
    await this.page.getByRole('button', { name: 'Search', exact: true }).click();
    await expect(this.page.locator('case-deflection').getByText(`“${query}”`).first()).toBeVisible();
  }

  async submit(): Promise<void> {
    await this.form.getByRole('button', { name: 'Submit' }).click();
  }

  /** Writes a note and waits until the backend has it. */
  async addNote(text: string, { internal = false } = {}): Promise<void> {
    await this.notes.getByLabel('Add a note').fill(text);
    const privately = this.notes.getByRole('checkbox', { name: /^Internal note/ });
    if (internal || (await privately.isVisible())) await privately.setChecked(internal);
    const stored = this.page.waitForResponse(
      (answer) => answer.request().method() === 'POST' && answer.url().endsWith('/notes'),
    );
    await this.notes.getByRole('button', { name: 'Update' }).click();
    expect((await stored).status()).toBe(201);
    await expect(this.note(text)).toBeVisible();
  }

  /** Presses the button of an action and answers its question. */
  async act(action: string, answer: string): Promise<void> {
    await this.view.getByRole('button', { name: action, exact: true }).click();
    await this.view.getByRole('dialog').getByRole('button', { name: answer, exact: true }).click();
  }
}
