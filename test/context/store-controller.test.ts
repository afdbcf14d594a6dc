import { expect, fixture, html } from '@open-wc/testing';
import { LitElement, type TemplateResult } from 'lit';
import type { CaseBackend } from '../../src/backend/backend.js';
import { ProvideController, type ProvideOptions } from '../../src/context/provide.js';
import { StoreController } from '../../src/context/store-controller.js';
import { aSession } from '../model/samples.js';
import { json, problem, Wire } from '../backend/wire.js';

const TEXTS = { 'x/title': 'Cases', 'x/count': { one: '{count} case', other: '{count} cases' } };

class TestProvider extends LitElement {
  options: ProvideOptions = {};
  // What one test leaves is not for the next.
  readonly controller = new ProvideController(this, () => ({ storage: 'none', ...this.options }));

  async provide(options: ProvideOptions): Promise<this> {
    this.options = options;
    this.requestUpdate();
    await this.updateComplete;
    return this;
  }
}
customElements.define('test-provider', TestProvider);

class TestReader extends LitElement {
  renders = 0;
  begun = 0;
  ended = 0;
  readonly casement = new StoreController(
    this,
    (state) => ({ phase: state.phase }),
    TEXTS,
    () => {
      this.begun++;
      return () => void this.ended++;
    },
  );

  override render(): TemplateResult {
    this.renders++;
    return html`${this.casement.t('x/title')} ${this.casement.value?.phase ?? 'none'}`;
  }

  async shown(): Promise<string> {
    do {
      await new Promise((resolve) => setTimeout(resolve));
      await this.updateComplete;
    } while (this.casement.value?.phase === 'starting');
    return this.renderRoot.textContent.trim();
  }
}
customElements.define('test-reader', TestReader);

function backend(session: object | null = aSession()): CaseBackend {
  const wire = new Wire();
  wire.on('GET /session', () => (session ? json(session) : problem(401)));
  return wire.backend;
}

async function setUp(options?: ProvideOptions) {
  const provider = await fixture<TestProvider>(
    html`<test-provider><test-reader></test-reader></test-provider>`,
  );
  const reader = provider.querySelector('test-reader') as TestReader;
  if (options) await provider.provide(options);
  return { provider, reader };
}

describe('an element and its store', () => {
  it('what is shown without a provider, and when one turns up late?', async () => {
    const { provider, reader } = await setUp();
    expect(await reader.shown()).to.equal('Cases none');
    await provider.provide({ backend: backend() });
    expect(await reader.shown()).to.equal('Cases ready');
    expect([reader.begun, reader.ended]).to.deep.equal([1, 0]);
  });

  it('whose words win: the host, the backend, the table?', async () => {
    const session = aSession(undefined, {
      texts: { 'x/title': 'Tickets', 'x/count': '{count} ticket|{count} tickets' },
    });
    const own = backend(session);
    const { provider, reader } = await setUp({ backend: own, locale: 'en' });
    expect(await reader.shown()).to.equal('Tickets ready');
    expect([1, 2].map((count) => reader.casement.t('x/count', { count }))).to.deep.equal([
      '1 ticket',
      '2 tickets',
    ]);
    await provider.provide({ backend: own, locale: 'en', texts: { 'x/title': 'Requests' } });
    expect(await reader.shown()).to.equal('Requests ready');
  });

  it('do words that are none break it?', async () => {
    const texts = { 'x/title': 7, 'x/count': null } as unknown as Record<string, string>;
    const { reader } = await setUp({ backend: backend(), texts });
    expect(await reader.shown()).to.equal('Cases ready');
  });

  it('does it render again when nothing that it reads changed?', async () => {
    const { provider, reader } = await setUp({ backend: backend() });
    await reader.shown();
    const { renders } = reader;
    await provider.controller.store?.search({ text: 'x' }).catch(() => undefined);
    void provider.controller.store?.refreshCase('x');
    await provider.provide(provider.options);
    await reader.shown();
    expect(reader.renders).to.equal(renders);
  });

  it('does it let go when it is removed, and begin again when it is back?', async () => {
    const { provider, reader } = await setUp({ backend: backend() });
    await reader.shown();
    reader.remove();
    expect([reader.begun, reader.ended]).to.deep.equal([1, 1]);
    provider.append(reader);
    expect(await reader.shown()).to.equal('Cases ready');
    expect([reader.begun, reader.ended]).to.deep.equal([2, 1]);
  });

  it('does a move to another provider show the other store only?', async () => {
    const { reader } = await setUp({ backend: backend() });
    await reader.shown();
    const other = await setUp({ backend: backend(null), texts: { 'x/title': 'Other' } });
    other.provider.append(reader);
    expect(await reader.shown()).to.equal('Other signed-out');
    expect([reader.begun, reader.ended]).to.deep.equal([2, 1]);
  });

  it('does a move out of every provider leave anything connected?', async () => {
    const { provider, reader } = await setUp({ backend: backend() });
    await reader.shown();
    provider.parentElement?.append(reader);
    expect(await reader.shown()).to.equal('Cases none');
    expect([reader.casement.store, reader.begun, reader.ended]).to.deep.equal([undefined, 1, 1]);
  });
});

describe('a provider and its store', () => {
  it('does a function for the token that is written anew at each rendering make a new store?', async () => {
    const { provider } = await setUp({ baseUrl: '/nowhere', getToken: () => null });
    const { store } = provider.controller;
    let asked = 0;
    await provider.provide({ baseUrl: '/nowhere', getToken: () => (asked++, null) });
    expect(provider.controller.store).to.equal(store);
    await store?.reconnect();
    expect(asked).to.equal(1);
  });

  it('does another backend make another store, and the old one end?', async () => {
    const { provider, reader } = await setUp({ backend: backend() });
    const { store } = provider.controller;
    await provider.provide({ backend: backend(null) });
    expect(provider.controller.store).not.to.equal(store);
    expect(await reader.shown()).to.equal('Cases signed-out');
  });

  it('does a move in the page keep the store, and a removal end it?', async () => {
    const { provider } = await setUp({ backend: backend() });
    const { store } = provider.controller;
    const parent = provider.parentElement as HTMLElement;
    parent.append(provider);
    await Promise.resolve();
    expect(provider.controller.store).to.equal(store);
    provider.remove();
    await Promise.resolve();
    expect(provider.controller.store).to.equal(undefined);
    parent.append(provider);
    expect(provider.controller.store).not.to.equal(undefined);
  });

  it('does an address that is none say so once, and leave the elements unconnected?', async () => {
    const { warn } = console;
    const warnings: unknown[] = [];
    console.warn = (...values: unknown[]) => warnings.push(values[0]);
    const { provider, reader } = await setUp({ baseUrl: 'http://[' });
    await provider.provide(provider.options);
    await provider.provide({ ...provider.options, locale: 'pl' });
    console.warn = warn;
    expect(warnings).to.deep.equal(['Casement: base-url is not a URL.']);
    expect(await reader.shown()).to.equal('Cases none');
  });

  it('in which language?', async () => {
    const { provider, reader } = await setUp();
    provider.lang = 'pl';
    await provider.provide({ backend: backend() });
    expect(reader.casement.locale).to.equal('pl');
    await provider.provide({ ...provider.options, locale: 'de' });
    expect(reader.casement.locale).to.equal('de');
  });
});
