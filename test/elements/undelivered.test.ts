import { expect } from '@open-wc/testing';
import { html, type LitElement } from 'lit';
import { CASES } from '../../demo/server/fixtures.js';
import { CaseForm } from '../../src/elements/case-form.js';
import { CaseList } from '../../src/elements/case-list.js';
import { CaseNotes } from '../../src/elements/case-notes.js';
import { CaseOutbox } from '../../src/elements/case-outbox.js';
import type { CaseProvider } from '../../src/elements/case-provider.js';
import { CaseSupport } from '../../src/elements/case-support.js';
import { CaseView } from '../../src/elements/case-view.js';
import { defineElement } from '../../src/elements/registry.js';
import type { CaseStore, Submission } from '../../src/store/store.js';
import {
  all,
  button,
  expectAccessible,
  expectNoOverflow,
  find,
  get,
  retire,
  textOf,
  type,
  until,
} from '../support/elements.js';
import { DESK_TIMEOUT, startDesk, type Desk } from '../support/harness.js';

/** What is written without a network, on every element that shows it. */
describe('what is not delivered', function () {
  this.timeout(40_000);
  let desk: Desk;
  let shown: LitElement | undefined;

  before(async function () {
    this.timeout(DESK_TIMEOUT);
    defineElement('case-form', CaseForm);
    defineElement('case-list', CaseList);
    defineElement('case-notes', CaseNotes);
    defineElement('case-outbox', CaseOutbox);
    defineElement('case-support', CaseSupport);
    defineElement('case-view', CaseView);
    desk = await startDesk();
  });
  afterEach(async () => {
    retire(shown);
    await desk.reset();
  });

  const providerOf = (element: LitElement): CaseProvider => element.closest('case-provider') as CaseProvider;
  const storeOf = (element: LitElement): CaseStore => providerOf(element).store as CaseStore;

  async function show<E extends LitElement>(template = html`<case-list></case-list>`): Promise<E> {
    const element = await desk.show<E>('dan', template);
    shown = element;
    await until(element, () => storeOf(element).get().phase === 'ready');
    return element;
  }

  /** No write gets through any more. */
  function disconnect(): { reconnect(): void } {
    let isOffline = true;
    desk.fail((request) => isOffline && request.method !== 'GET', 'network', 10_000);
    return { reconnect: () => (isOffline = false) };
  }

  describe('of a new case', () => {
    async function fileOffline(element: LitElement): Promise<Submission> {
      const submission = storeOf(element).createCase({
        subject: 'Written in a tunnel',
        deflection: { query: 'tunnel' },
      });
      await until(element, () => storeOf(element).get().operations.length);
      return submission;
    }

    it('is in the list, without a number', async () => {
      const list = await show<CaseList>();
      disconnect();
      await fileOffline(list);

      const row = await until(list, () =>
        all(list, '[part~="case"]').find((one) => textOf(one).includes('Waiting to be sent')),
      );
      expect(textOf(row)).to.contain('Written in a tunnel').and.to.contain('Not sent yet');
      await expectAccessible(list);
      expectNoOverflow(list);
    });

    it('is opened, given a note, edited and closed before support ever had it', async () => {
      const view = await show<CaseView>(html`<case-view></case-view>`);
      const network = disconnect();
      const { id } = await fileOffline(view);
      view.caseId = id;
      await until(view, () => textOf(find(view, '[part="subject"]')) === 'Written in a tunnel');
      expect(textOf(find(view, '[part="number"]'))).to.equal('Not sent yet');
      await expectAccessible(view);

      const notes = get<CaseNotes>(view, 'case-notes');
      type(await until(notes, () => find<HTMLTextAreaElement>(notes, '#note')), 'And one thing more');
      button(notes, 'Update').click();
      await until(notes, () => all(notes, '[part="note-text"]').map(textOf).includes('And one thing more'));
      (await until(view, () => find<HTMLButtonElement>(view, '[part~="action-close"]'))).click();
      await until(view, () => find(view, 'dialog[open]'));
      get<HTMLButtonElement>(view, 'dialog [value="yes"]').click();
      await until(view, () => view.matches(':state(closed)'));

      network.reconnect();
      await storeOf(view).sync();

      await until(view, () => !storeOf(view).get().operations.length, 'delivery');
      const filed = await desk.call<{ status: string; noteCount: number; subject: string }>(
        'dan',
        'GET',
        `/cases/${id}`,
      );
      expect(filed.status).to.equal('closed');
      expect(filed.noteCount).to.equal(1);
      await until(view, () => /^CAS-/.test(textOf(find(view, '[part="number"] bdi'))));
    });

    it('is closed and reopened before support ever had it, and arrives as it was left', async () => {
      const view = await show<CaseView>(html`<case-view></case-view>`);
      const network = disconnect();
      const { id } = await fileOffline(view);
      view.caseId = id;
      for (const action of ['close', 'reopen']) {
        (await until(view, () => find<HTMLButtonElement>(view, `[part~="action-${action}"]`))).click();
        (await until(view, () => find<HTMLButtonElement>(view, 'dialog[open] [value="yes"]'))).click();
        await until(view, () => view.matches(':state(closed)') === (action === 'close'));
      }

      network.reconnect();
      await storeOf(view).sync();

      await until(view, () => !storeOf(view).get().operations.length, 'delivery');
      const filed = await desk.call<{ status: string }>('dan', 'GET', `/cases/${id}`);
      // A new case that nobody closed is not open, but new.
      expect(filed.status).to.equal('open');
    });

    it('is written anew from the outbox, where support refused it', async () => {
      const outbox = await show<CaseOutbox>(html`<case-outbox></case-outbox>`);
      const refuse = { times: 1 };
      desk.fail('POST /cases', () => {
        refuse.times--;
        return new Response(
          JSON.stringify({
            type: 'urn:casement:problem:validation',
            title: 'Invalid',
            status: 422,
            detail: 'Please say more.',
            errors: [{ pointer: '/subject', detail: 'Say more.', code: 'tooShort' }],
          }),
          { status: 422, headers: { 'Content-Type': 'application/problem+json' } },
        );
      });
      await fileOffline(outbox);
      await until(outbox, () => find(outbox, '[part~="entry-refused"]'));
      expect(textOf(find(outbox, '[part="reason"]'))).to.contain('Subject: Say more.');

      button(outbox, 'Edit').click();
      const form = await until(outbox, () => find<CaseForm>(outbox, 'case-form'));
      const field = await until(form, () => find<HTMLInputElement>(form, '#field-subject'));
      expect(field.value).to.equal('Written in a tunnel');
      type(field, 'Written in a long tunnel');
      get<HTMLButtonElement>(form, '#submit').click();

      await until(outbox, () => find(outbox, '[part="empty"]') && !find(outbox, '[part~="entry"]'));
      const rows = await desk.sql<{ subject: string }>(
        `select subject from support_case where subject like 'Written%'`,
      );
      expect(rows.map((row) => row.subject)).to.deep.equal(['Written in a long tunnel']);
    });
  });

  describe('of a change that came too late', () => {
    it('shows both versions side by side, and sends what is chosen', async () => {
      const outbox = await show<CaseOutbox>(html`<case-outbox></case-outbox>`);
      const store = storeOf(outbox);
      store.watchCase(CASES.danOpen);
      await until(outbox, () => store.get().cases.get(CASES.danOpen)?.snapshot);
      const { version } = store.get().cases.get(CASES.danOpen)?.snapshot ?? { version: '' };
      await desk.call('eve', 'PATCH', `/cases/${CASES.danOpen}`, {
        version,
        body: { subject: 'Their subject', description: 'Their description' },
      });
      store.updateCase(CASES.danOpen, { subject: 'My subject', description: 'My description' });

      const conflict = await until(outbox, () => find(outbox, '[part="conflict"]'));
      expect(textOf(conflict)).to.contain('My subject').and.to.contain('Their subject');
      await expectAccessible(outbox);
      const [theirs] = all<HTMLInputElement>(outbox, 'fieldset:first-of-type input');
      theirs?.click();
      button(outbox, 'Save as chosen').click();
      await until(outbox, () => textOf(find(outbox, '[role="status"]')) === 'Choose which version counts.');
      all<HTMLInputElement>(outbox, 'fieldset:last-of-type input')[1]?.click();
      button(outbox, 'Save as chosen').click();

      await until(outbox, () => !store.get().operations.length, 'delivery');
      const now = await desk.call<{ subject: string; description: string }>(
        'dan',
        'GET',
        `/cases/${CASES.danOpen}`,
      );
      expect([now.subject, now.description]).to.deep.equal(['Their subject', 'My description']);
    });
  });

  describe('in the composed element', () => {
    it('is a line above the view, and opens there', async () => {
      const support = await show<CaseSupport>(html`<case-support></case-support>`);
      disconnect();
      storeOf(support).createCase({ subject: 'Written in a tunnel', deflection: { query: 'tunnel' } });

      const outbox = await until(support, () => find<CaseOutbox>(support, 'case-outbox'));
      const line = await until(outbox, () => {
        const one = find(outbox, '[part="summary"]');
        return one?.checkVisibility() ? one : null;
      });
      expect(textOf(line)).to.contain('1 entry is not delivered yet.');
      button(outbox, 'Show').click();
      await until(outbox, () => find(outbox, '[part~="entry"]')?.checkVisibility());

      await expectAccessible(support);
    });
  });

  describe('when its author signs out', () => {
    it('is asked about, and the author may stay', async () => {
      const list = await show<CaseList>();
      disconnect();
      storeOf(list).createCase({ subject: 'Written in a tunnel', deflection: { query: 'tunnel' } });
      await until(list, () => storeOf(list).undelivered().length);
      const provider = providerOf(list);

      const answer = provider.signOut();
      const root = await until(provider, () => provider.shadowRoot?.querySelector('div')?.shadowRoot);
      await until(provider, () => root.querySelector('dialog[open]'));
      expect(textOf(root.querySelector('h3'))).to.equal('1 entry has not been sent');
      await expectAccessible(provider);
      root.querySelector<HTMLButtonElement>('[part~="button-no"]')?.click();

      expect(await answer).to.equal(false);
      expect(storeOf(list).undelivered()).to.have.length(1);
    });

    it('is discarded after the answer, and nobody is signed in any more', async () => {
      const list = await show<CaseList>();
      disconnect();
      storeOf(list).createCase({ subject: 'Written in a tunnel', deflection: { query: 'tunnel' } });
      await until(list, () => storeOf(list).undelivered().length);
      const provider = providerOf(list);

      const answer = provider.signOut();
      const root = await until(provider, () => provider.shadowRoot?.querySelector('div')?.shadowRoot);
      (await until(provider, () => root.querySelector<HTMLButtonElement>('[value="discard"]'))).click();

      expect(await answer).to.equal(true);
      await until(list, () => find(list, '[part="signed-out"]'));
    });
  });

  it('is not asked about where there is nothing', async () => {
    const list = await show<CaseList>();

    expect(await providerOf(list).signOut()).to.equal(true);
  });
});
