import { expect } from '@open-wc/testing';
import { html, type LitElement } from 'lit';
import { CASES } from '../../demo/server/fixtures.js';
import { CaseForm } from '../../src/elements/case-form.js';
import { CaseNotes } from '../../src/elements/case-notes.js';
import type { CaseProvider } from '../../src/elements/case-provider.js';
import { CaseView } from '../../src/elements/case-view.js';
import { defineElement } from '../../src/elements/registry.js';
import type { SearchTrail } from '../../src/model/case.js';
import {
  all,
  announced,
  button,
  expectAccessible,
  find,
  get,
  retire,
  textOf,
  type,
  until,
} from '../support/elements.js';
import { problem } from '../support/faults.js';
import { DESK_TIMEOUT, startDesk, type Desk, type Person } from '../support/harness.js';

const NOTES_PATH = `/cases/${CASES.adaOpen}/notes`;

/** Without a search no case is filed. */
const TRAIL: SearchTrail = { query: 'lost card', shown: [], opened: [] };

/** Everything here is kept by the browser's own database, and found again by another element of the same page. */
describe('drafts', function () {
  this.timeout(40_000);
  let desk: Desk;
  /** Of this test's own world. */
  let world: string;
  let shown: LitElement[] = [];

  before(async function () {
    this.timeout(DESK_TIMEOUT);
    defineElement('case-notes', CaseNotes);
    defineElement('case-form', CaseForm);
    defineElement('case-view', CaseView);
    desk = await startDesk();
  });
  beforeEach(() => {
    world = desk.double();
  });
  afterEach(async () => {
    shown.forEach(retire);
    shown = [];
    await desk.reset();
  });

  async function open<E extends LitElement>(
    tag: 'notes' | 'new' | 'edit',
    person: Person = 'ada',
  ): Promise<E> {
    const template = {
      notes: html`<case-notes case-id=${CASES.adaOpen}></case-notes>`,
      new: html`<case-form .trail=${TRAIL}></case-form>`,
      edit: html`<case-form case-id=${CASES.adaOpen}></case-form>`,
    }[tag];
    const element = await desk.show<E>(person, template, world);
    shown.push(element);
    await until(element, () => find(element, '#note, #field-subject'), 'something to type into');
    return element;
  }

  const providerOf = (element: Element): CaseProvider => element.closest('case-provider') as CaseProvider;
  const note = (element: CaseNotes): HTMLTextAreaElement => get(element, '#note');
  const subject = (element: CaseForm): HTMLInputElement => get(element, '#field-subject');
  const line = (element: LitElement): string => textOf(find(element, '[part~="draft"]'));
  const kept = async (element: LitElement, id: string): Promise<unknown> =>
    (await providerOf(element).store?.readDraft(id))?.value;

  /** Resolves when the draft is in the database. */
  async function untilKept(element: LitElement, id: string, part: string): Promise<void> {
    for (let tries = 0; tries < 200; tries++) {
      if (JSON.stringify(await kept(element, id))?.includes(part)) return;
      await new Promise((next) => setTimeout(next, 25));
    }
    throw new Error(`${id} was never kept with ${part}`);
  }

  function choose(element: LitElement, file: File): void {
    const input = get<HTMLInputElement>(element, 'input[type="file"]');
    const transfer = new DataTransfer();
    transfer.items.add(file);
    input.files = transfer.files;
    input.dispatchEvent(new Event('change', { bubbles: true }));
  }

  describe('of a note', () => {
    const ID = `note:${CASES.adaOpen}`;

    it('are there again after a reload, with their files, and say when they were written', async () => {
      const before = await open<CaseNotes>('notes');
      type(note(before), 'Half a thought');
      choose(before, new File(['abc'], 'a.txt', { type: 'text/plain' }));
      await untilKept(before, `${ID}/files`, 'a.txt');
      retire(before);

      const after = await open<CaseNotes>('notes');
      await until(after, () => note(after).value === 'Half a thought');

      expect(line(after)).to.contain('Restored from your draft');
      await until(after, () => textOf(find(after, '.picker [part="files"]')).includes('a.txt'));
      await expectAccessible(after);
    });

    it('are discarded when the customer says so', async () => {
      const before = await open<CaseNotes>('notes');
      type(note(before), 'Half a thought');
      await untilKept(before, ID, 'Half');
      retire(before);
      const after = await open<CaseNotes>('notes');
      await until(after, () => line(after));

      button(after, 'Discard draft').click();

      await until(after, () => note(after).value === '' && !line(after));
      expect(announced(after)).to.equal('Draft discarded');
      await until(after, () => true);
      retire(after);
      const later = await open<CaseNotes>('notes');
      expect(note(later).value).to.equal('');
    });

    it('go when the note is safe, and not before', async () => {
      const element = await open<CaseNotes>('notes');
      type(note(element), 'To be sent');
      await untilKept(element, ID, 'To be sent');

      button(element, 'Update').click();

      await until(element, () => announced(element) === 'Note added');
      for (let tries = 0; (await kept(element, ID)) !== undefined; tries++)
        expect(tries, 'looks at the draft').to.be.below(100);
      expect(await kept(element, ID)).to.equal(undefined);
    });

    it('of another tab that are newer are not overwritten: the customer chooses', async () => {
      const here = await open<CaseNotes>('notes');
      type(note(here), 'Begun here');
      await untilKept(here, ID, 'Begun here');
      const there = await open<CaseNotes>('notes');
      await until(there, () => note(there).value === 'Begun here');
      type(note(there), 'Begun here, gone on there');
      await untilKept(there, ID, 'gone on there');

      await until(here, () => line(here).includes('There is a newer draft'));
      expect(note(here).value).to.equal('Begun here');
      await expectAccessible(here);
      button(here, 'Use it').click();

      await until(here, () => note(here).value === 'Begun here, gone on there');
    });

    it('of another tab can be overwritten knowingly', async () => {
      const here = await open<CaseNotes>('notes');
      type(note(here), 'Begun here');
      await untilKept(here, ID, 'Begun here');
      const there = await open<CaseNotes>('notes');
      await until(there, () => note(there).value === 'Begun here');
      type(note(there), 'Written there');
      await untilKept(there, ID, 'Written there');
      await until(here, () => line(here).includes('There is a newer draft'));

      button(here, 'Keep this').click();

      await untilKept(here, ID, 'Begun here');
    });

    it('of one person are never shown to another', async () => {
      const ada = await open<CaseNotes>('notes');
      type(note(ada), 'My secret');
      await untilKept(ada, ID, 'My secret');

      await desk.signIn(providerOf(ada), 'eve');
      await until(ada, () => find(ada, 'form input[type="checkbox"]'), 'the agent');

      expect(note(ada).value).to.equal('');
      expect(line(ada)).to.equal('');
    });

    it('stay in sight while their author must sign in again', async () => {
      const element = await open<CaseNotes>('notes');
      type(note(element), 'Do not lose me');

      await desk.signIn(providerOf(element), null);
      await until(element, () => find(element, '[part="signed-out"]'));

      expect(note(element).value).to.equal('Do not lose me');
      expect(find(element, 'article')).to.equal(null);
      await expectAccessible(element);
    });
  });

  describe('of a correction', () => {
    it('are offered again with the note', async () => {
      const id = crypto.randomUUID();
      await desk.call('ada', 'POST', NOTES_PATH, { body: { id, text: 'As it was' } });
      const before = await open<CaseNotes>('notes');
      (await until(before, () => find<HTMLButtonElement>(before, `#note-${id} .ways button`))).click();
      type(await until(before, () => find<HTMLTextAreaElement>(before, `#edit-${id}`)), 'As it should be');
      await untilKept(before, `note-edit:${id}`, 'should be');
      retire(before);

      const after = await open<CaseNotes>('notes');
      (await until(after, () => find<HTMLButtonElement>(after, `#note-${id} .ways button`))).click();

      await until(after, () => find<HTMLTextAreaElement>(after, `#edit-${id}`)?.value === 'As it should be');
    });
  });

  describe('of a form', () => {
    it('are there again after a reload', async () => {
      const before = await open<CaseForm>('new');
      type(subject(before), 'My card is lost');
      await untilKept(before, 'form:create', 'card is lost');
      retire(before);

      const after = await open<CaseForm>('new');
      await until(after, () => subject(after).value === 'My card is lost');

      expect(line(after)).to.contain('Restored from your draft');
    });

    it('go with a case that is filed', async () => {
      const form = await open<CaseForm>('new', 'dan');
      type(subject(form), 'My card is lost');
      await untilKept(form, 'form:create', 'card is lost');

      get<HTMLButtonElement>(form, '#submit').click();

      await until(form, () => find(form, '[part~="confirmation"]'));
      for (let tries = 0; (await kept(form, 'form:create')) !== undefined; tries++)
        expect(tries, 'looks at the draft').to.be.below(100);
    });

    it('of a case that others changed meanwhile show both versions, field by field', async () => {
      const before = await open<CaseForm>('edit');
      type(subject(before), 'My own words');
      await untilKept(before, `form:edit:${CASES.adaOpen}`, 'My own words');
      retire(before);
      const { version } = await desk.call<{ version: string }>('ada', 'GET', `/cases/${CASES.adaOpen}`);
      await desk.call('eve', 'PATCH', `/cases/${CASES.adaOpen}`, {
        version,
        body: { subject: 'Their words' },
      });

      const after = await open<CaseForm>('edit');
      const conflict = await until(after, () => find(after, '[part="conflict"]'));

      expect(textOf(conflict)).to.contain('My own words').and.to.contain('Their words');
      await expectAccessible(after);
      const [theirs] = all<HTMLInputElement>(after, '[part="conflict"] input');
      theirs?.click();
      await until(after, () => subject(after).value === 'Their words');
    });

    it('stay in sight while their author must sign in again', async () => {
      const form = await open<CaseForm>('new');
      type(subject(form), 'My card is lost');

      await desk.signIn(providerOf(form), null);
      await until(form, () => find(form, '[part="signed-out"]'));

      expect(subject(form).value).to.equal('My card is lost');
      await expectAccessible(form);
    });
  });

  describe('after a submit', () => {
    it('a note without a network is said to be saved only when it is on the disk', async () => {
      const element = await open<CaseNotes>('notes');
      desk.fail((request) => request.method === 'POST', 'network', 99);
      type(note(element), 'Later');

      button(element, 'Update').click();

      await until(
        element,
        () => announced(element) === 'Your note is saved on this device and will be sent.',
      );
      expect(providerOf(element).store?.get().storage.kept).to.equal('disk');
    });

    it('a case without a network is said to be saved on this device', async () => {
      const form = await open<CaseForm>('new');
      desk.fail((request) => request.method === 'POST', 'network', 99);
      type(subject(form), 'My card is lost');

      get<HTMLButtonElement>(form, '#submit').click();

      const waiting = await until(form, () => find(form, '[part="waiting"]'));
      expect(textOf(waiting)).to.contain('Saved on this device');
      await expectAccessible(form);
    });

    it('a refusal keeps every word in the form', async () => {
      const form = await open<CaseForm>('new');
      desk.fail('POST /cases', () => problem(403, 'forbidden', { detail: 'Not today.' }));
      type(subject(form), 'My card is lost');

      get<HTMLButtonElement>(form, '#submit').click();

      await until(form, () => textOf(find(form, '[part="error"]')).includes('Not today.'));
      expect(subject(form).value).to.equal('My card is lost');
    });
  });
});
