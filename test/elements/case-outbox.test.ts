import { expect } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';
import { html } from 'lit';
import { CASES } from '../../demo/server/fixtures.js';
import { CaseOutbox } from '../../src/elements/case-outbox.js';
import type { CaseProvider } from '../../src/elements/case-provider.js';
import { defineElement } from '../../src/elements/registry.js';
import type { CaseStore } from '../../src/store/store.js';
import {
  all,
  announced,
  button,
  expectAccessible,
  expectNoOverflow,
  find,
  get,
  nextEvent,
  retire,
  textOf,
  type,
  until,
} from '../support/elements.js';
import { problem } from '../support/faults.js';
import { DESK_TIMEOUT, startDesk, type Desk } from '../support/harness.js';

const NOTES_PATH = `/cases/${CASES.adaOpen}/notes`;

describe('<case-outbox>', function () {
  this.timeout(40_000);
  let desk: Desk;
  let shown: CaseOutbox | undefined;

  before(async function () {
    this.timeout(DESK_TIMEOUT);
    defineElement('case-outbox', CaseOutbox);
    desk = await startDesk();
  });
  afterEach(async () => {
    retire(shown);
    await desk.reset();
  });

  const storeOf = (element: CaseOutbox): CaseStore => element.closest('case-provider')?.store as CaseStore;
  const entries = (element: CaseOutbox): HTMLElement[] => all(element, '[part~="entry"]');

  async function showAs(person: 'ada' | null, compact = false): Promise<CaseOutbox> {
    const element = await desk.show<CaseOutbox>(
      person,
      html`<case-outbox ?compact=${compact}></case-outbox>`,
    );
    shown = element;
    if (person) await until(element, () => storeOf(element).get().phase === 'ready');
    return element;
  }

  /** Ada writes notes that do not get through. */
  async function withWaiting(...texts: string[]): Promise<CaseOutbox> {
    const element = await showAs('ada');
    desk.fail((request) => request.method === 'POST', 'network', 99);
    for (const text of texts) storeOf(element).addNote(CASES.adaOpen, { text });
    await until(element, () => entries(element).length === texts.length);
    await until(element, () => find(element, '[part~="entry-queued"] [part="reason"]'));
    return element;
  }

  /** A note that support does not accept. */
  async function withRefused(extra: object = {}): Promise<CaseOutbox> {
    const element = await showAs('ada');
    desk.fail(`POST ${NOTES_PATH}`, () =>
      problem(422, 'invalid', {
        detail: 'Too rude.',
        errors: [{ pointer: '/text', detail: 'Be kind.', code: 'tone' }],
        ...extra,
      }),
    );
    storeOf(element).addNote(CASES.adaOpen, { text: 'My words' });
    await until(element, () => find(element, '[part~="entry-refused"]'));
    return element;
  }

  it('is accessible, in the light and in the dark', async () => {
    const element = await withWaiting('The first', 'The second');

    await expectAccessible(element);
  });

  describe('what does it show?', () => {
    it('that everything has been delivered, where nothing waits', async () => {
      const element = await showAs('ada');

      expect(textOf(get(element, '[part="empty"]'))).to.equal('Everything has been delivered.');
      expect(entries(element)).to.have.length(0);
    });

    it('what waits, its words, since when, and why', async () => {
      const element = await withWaiting('Please call me');

      const [entry] = entries(element);
      expect(textOf(entry))
        .to.contain('Note')
        .and.to.contain('Please call me')
        .and.to.contain('Waiting to be sent');
      expect(textOf(entry?.querySelector('[part="reason"]'))).to.contain('No connection to support');
      expect(entry?.querySelector('time')?.title).to.match(/\d{4}/);
    });

    it('what was refused, with the reason in the words of support', async () => {
      const element = await withRefused();

      const reason = textOf(get(element, '[part~="entry-refused"] [part="reason"]'));
      expect(reason).to.contain('Too rude.').and.to.contain('Be kind.');
    });

    it('no more than the number to whoever is not signed in', async () => {
      const element = await withWaiting('A secret');
      await desk.signIn(element.closest('case-provider') as CaseProvider, null);
      await until(element, () => find(element, '[part="signed-out"]'));

      expect(textOf(element.shadowRoot as unknown as Element)).to.not.contain('A secret');
      expect(textOf(get(element, '[part="signed-out"]'))).to.contain('1 entry is kept until you sign in.');
    });
  });

  describe('what can be done?', () => {
    it('the case of an entry is opened', async () => {
      const element = await withWaiting('Please call me');
      const opened = nextEvent(element, 'case-select');

      get(element, '[part~="case-link"]').click();

      expect((await opened).caseId).to.equal(CASES.adaOpen);
    });

    it('another try delivers', async () => {
      const element = await withRefused();

      button(element, 'Try again').click();

      await until(element, () => !entries(element).length);
      expect(textOf(get(element, '[part="empty"]'))).to.contain('Everything has been delivered.');
    });

    it('an entry is discarded only after a yes', async () => {
      const element = await withRefused();
      button(element, 'Discard').click();
      await until(element, () => find(element, 'dialog[open]'));
      button(element, 'Keep it').click();
      await until(element, () => !find(element, 'dialog'));
      expect(entries(element)).to.have.length(1);

      button(element, 'Discard').click();
      get<HTMLButtonElement>(element, 'dialog [value="yes"]').click();

      await until(element, () => !entries(element).length);
      expect(announced(element)).to.equal('Discarded');
    });

    it('a refused note is written anew', async () => {
      const element = await withRefused();
      button(element, 'Edit').click();
      const box = await until(element, () => find<HTMLTextAreaElement>(element, 'textarea'));
      expect(box.value).to.equal('My words');

      type(box, 'My kind words');
      button(element, 'Update').click();

      await until(element, () => !entries(element).length);
      const { items } = await desk.call<{ items: { text: string }[] }>('ada', 'GET', NOTES_PATH);
      expect(items.map(({ text }) => text))
        .to.include('My kind words')
        .and.to.not.include('My words');
    });
  });

  describe('as a single line', () => {
    it('says nothing while nothing waits', async () => {
      const element = await showAs('ada', true);

      expect(element.getBoundingClientRect().height).to.equal(0);
    });
  });

  it('fits into 320 pixels', async () => {
    await setViewport({ width: 320, height: 700 });
    const element = await withWaiting('A'.repeat(300), 'https://example.org/'.repeat(12));

    expectNoOverflow(element);
    await setViewport({ width: 800, height: 600 });
  });
});
