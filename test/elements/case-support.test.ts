import { expect } from '@open-wc/testing';
import { html } from 'lit';
import { CASES } from '../../demo/server/fixtures.js';
import type { CaseForm } from '../../src/elements/case-form.js';
import { CaseSupport } from '../../src/elements/case-support.js';
import type { CaseView } from '../../src/elements/case-view.js';
import { defineElement } from '../../src/elements/registry.js';
import { expectAccessible, find, get, textOf, type, until } from '../support/elements.js';
import { DESK_TIMEOUT, startDesk, type Desk } from '../support/harness.js';

describe('<case-support>', function () {
  this.timeout(40_000);
  let desk: Desk;

  before(async function () {
    this.timeout(DESK_TIMEOUT);
    defineElement('case-support', CaseSupport);
    desk = await startDesk();
  });
  afterEach(() => desk.reset());

  it('is accessible', async () => {
    const support = await desk.show<CaseSupport>('ada', html`<case-support></case-support>`);
    await until(support, () => find(support, 'case-list:state(loading)') === null);

    await expectAccessible(support);
  });

  it('leads back to the case once its changes are saved, with focus on it and word of it', async () => {
    const support = await desk.show<CaseSupport>('ada', html`<case-support></case-support>`);
    support.openCase(CASES.adaNew);
    const view = await until(support, () => find<CaseView>(support, 'case-view'));
    (await until(view, () => find<HTMLButtonElement>(view, '[part~="action-edit"]'))).click();
    const form = await until(support, () => find<CaseForm>(support, 'case-form'));
    type(await until(form, () => find<HTMLInputElement>(form, '#field-subject')), 'Card is late');
    get<HTMLButtonElement>(form, '#submit').click();

    const after = await until(support, () => find<CaseView>(support, 'case-view'));
    const subject = await until(after, () => find(after, '[part="subject"]'));
    await until(after, () => after.shadowRoot?.activeElement === subject, 'the focus');
    await until(after, () => textOf(subject) === 'Card is late');
    expect(textOf(find(support, '[role="status"]'))).to.equal('Your changes were saved.');
    await expectAccessible(support);
  });
});
