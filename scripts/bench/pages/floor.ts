/**
 * The floor: the smallest list of cases on the same libraries. A provider with an openapi-fetch client in a context,
 * a list that asks for one page and draws it, and IndexedDB that keeps it afterwards. Nobody signs in.
 */
import { ContextConsumer, ContextProvider, createContext } from '@lit/context';
import { openDB } from 'idb';
import { css, html, LitElement, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import createClient, { type Client } from 'openapi-fetch';
import type { components, paths } from '../../../src/backend/rest/schema.js';

type CaseSummary = components['schemas']['CasePage']['items'][number];

const clientContext = createContext<Client<paths>>('floor-client');

class FloorProvider extends LitElement {
  readonly provider = new ContextProvider(this, {
    context: clientContext,
    initialValue: createClient<paths>({ baseUrl: '/api' }),
  });

  override render(): TemplateResult {
    return html`<slot></slot>`;
  }
}

class FloorList extends LitElement {
  static override properties = { rows: { state: true } };
  static override styles = css`
    :host {
      display: block;
      width: 40rem;
    }
    li {
      display: grid;
      grid-template-columns: 8rem 1fr auto;
      gap: 0.5rem;
      padding: 0.75rem;
      border-bottom: 1px solid #ddd;
    }
  `;

  declare rows: readonly CaseSummary[];
  readonly client = new ContextConsumer(this, { context: clientContext, subscribe: true });

  constructor() {
    super();
    this.rows = [];
  }

  override firstUpdated(): void {
    void this.load();
  }

  async load(): Promise<void> {
    const answer = await this.client.value?.GET('/cases', { params: { query: { scope: 'all', limit: 50 } } });
    this.rows = answer?.data?.items ?? [];
    requestIdleCallback(() => void this.keep());
  }

  async keep(): Promise<void> {
    const database = await openDB('floor', 1, {
      upgrade: (db) =>
        void db.createObjectStore('cases', { keyPath: 'id' }).createIndex('updatedAt', 'updatedAt'),
    });
    const transaction = database.transaction('cases', 'readwrite');
    await Promise.all([...this.rows.map((row) => transaction.store.put(row)), transaction.done]);
  }

  override render(): TemplateResult {
    const row = ({ number, subject, status }: CaseSummary) =>
      html`<li part="ready"><span>${number}</span><b>${subject}</b><i>${status}</i></li>`;
    return html`<ul role="list">
      ${repeat(this.rows, ({ id }) => id, row)}
    </ul>`;
  }
}

customElements.define('floor-provider', FloorProvider);
customElements.define('floor-list', FloorList);
