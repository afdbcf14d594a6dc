import { expect } from '@open-wc/testing';
import { sendKeys, setViewport } from '@web/test-runner-commands';
import { html } from 'lit';
import { CASES, INTERNAL_WORDS, NOTES, PEOPLE } from '../../demo/server/fixtures.js';
import { CaseNotes } from '../../src/elements/case-notes.js';
import type { CaseProvider } from '../../src/elements/case-provider.js';
import type { NoteAddedEvent } from '../../src/elements/work-events.js';
import { defineElement } from '../../src/elements/registry.js';
import {
  all,
  announced,
  button,
  expectAccessible,
  expectNoOverflow,
  find,
  get,
  nextEvent,
  textOf,
  type,
  observed,
  retire,
  until,
} from '../support/elements.js';
import { problem } from '../support/faults.js';
import { DESK_TIMEOUT, startDesk, type Desk, type Person } from '../support/harness.js';

const NOTES_PATH = `/cases/${CASES.adaOpen}/notes`;

describe('<case-notes>', function () {
  // Audits of a whole case, twice each, on a busy machine.
  this.timeout(40_000);
  let desk: Desk;
  let shown: CaseNotes | undefined;

  before(async function () {
    this.timeout(DESK_TIMEOUT);
    defineElement('case-notes', CaseNotes);
    desk = await startDesk();
  });
  afterEach(async () => {
    retire(shown);
    await desk.reset();
  });

  const notes = (element: CaseNotes): HTMLElement[] => all(element, 'article');
  const words = (element: CaseNotes): string[] => all(element, '[part="note-text"]').map(textOf);
  const box = (element: CaseNotes): HTMLTextAreaElement => get(element, '#note');
  const loaded = (element: CaseNotes): Promise<unknown> =>
    until(element, () => find(element, '#note, [part="composer-closed"]') && !find(element, '[aria-busy]'));
  const focused = (element: CaseNotes): Element | null | undefined => element.shadowRoot?.activeElement;
  const providerOf = (element: CaseNotes): CaseProvider => element.closest('case-provider') as CaseProvider;

  async function showAs(person: Person | null, caseId: string = CASES.adaOpen): Promise<CaseNotes> {
    const element = await desk.show<CaseNotes>(person, html`<case-notes case-id=${caseId}></case-notes>`);
    shown = element;
    if (person) await loaded(element);
    return element;
  }

  /** Ada writes a note elsewhere, young enough to be corrected. */
  async function writeAs(person: Person, text: string, extra: object = {}): Promise<string> {
    const id = crypto.randomUUID();
    await desk.call(person, 'POST', NOTES_PATH, { body: { id, text, ...extra } });
    return id;
  }

  async function pressControlEnter(): Promise<void> {
    await sendKeys({ down: 'Control' });
    await sendKeys({ press: 'Enter' });
    await sendKeys({ up: 'Control' });
  }

  function chooseFiles(element: CaseNotes, ...files: File[]): void {
    const input = get<HTMLInputElement>(element, 'input[type="file"]');
    const transfer = new DataTransfer();
    for (const file of files) transfer.items.add(file);
    input.files = transfer.files;
    input.dispatchEvent(new Event('change'));
  }

  it('is accessible, in the light and in the dark', async () => {
    await writeAs('ada', 'My own, see https://example.org/a');
    const element = await showAs('ada');

    await expectAccessible(element);
  });

  describe('what does it show?', () => {
    it('the notes oldest first, each with author, side and time', async () => {
      const element = await showAs('ada');

      expect(words(element)).to.deep.equal([
        'I sent it on Monday.',
        'We are asking the other bank.',
        'The other bank has answered.',
      ]);
      const [own, answer] = notes(element).map((note) => textOf(note.querySelector('header')));
      expect(own).to.match(/^Ada Quill You .*ago|month|year/);
      expect(answer).to.contain('Eve Lindqvist Support');
      expect(notes(element)[0]?.querySelector('time')?.title).to.contain('2026');
    });

    it('nothing that is for staff alone to a customer, and all of it to staff, with a badge', async () => {
      const customer = await showAs('ada');
      expect(textOf(customer.shadowRoot as unknown as Element)).to.not.contain(INTERNAL_WORDS);
      expect(find(customer, 'input[type="checkbox"]')).to.equal(null);

      const agent = await showAs('eve');
      const internal = get(agent, `#note-${NOTES.internal}`);
      expect(textOf(internal)).to.contain(INTERNAL_WORDS);
      expect(textOf(internal.querySelector('[part="internal"]'))).to.equal('Internal');
    });

    it('the day above the first note of each day', async () => {
      const element = await showAs('ada');

      const days = all(element, '[part="day"]').map(textOf);
      expect(days).to.have.length(new Set(days).size);
      expect(days[0]).to.contain('January 2026');
    });

    it('where the unread notes begin, and still when they count as read', async () => {
      const element = await showAs('ada');
      const line = await until(element, () => find(element, '[part="new"]'));
      expect(line.parentElement?.querySelector('article')?.id).to.equal(`note-${NOTES.answer}`);

      await until(
        element,
        () => desk.requests.some((request) => request.startsWith('PUT') || request.includes('/read')),
        'the mark of reading',
      );
      await providerOf(element).store?.refreshCase(CASES.adaOpen);
      await element.updateComplete;

      expect(find(element, '[part="new"]')?.parentElement?.querySelector('article')?.id).to.equal(
        `note-${NOTES.answer}`,
      );
    });

    it('hostile words as the text they are', async () => {
      const text = '<img src=x onerror="window.hacked=1"> javascript:alert(1) \u202e<script>x</script>';
      await writeAs('eve', text);

      const element = await showAs('ada');

      expect(all(element, '[part="note-text"]').at(-1)?.textContent).to.equal(text);
      expect(all(element, '[part="note-text"] a, img, script')).to.be.empty;
    });

    it('web addresses as links that leave nothing behind', async () => {
      await writeAs(
        'eve',
        'See (https://example.org/a_(b)?x=1&y=2), or http://user:pw@evil.example and https://.',
      );

      const element = await showAs('ada');

      const links = all<HTMLAnchorElement>(element, '[part="note-text"] a');
      expect(links.map(({ href }) => href)).to.deep.equal(['https://example.org/a_(b)?x=1&y=2']);
      expect(links[0]?.rel).to.contain('noopener');
      expect(textOf(all(element, '[part="note-text"]').at(-1))).to.contain(
        'http://user:pw@evil.example and https://.',
      );
    });

    it('earlier notes on demand, without moving what is read', async () => {
      await desk.sql(
        `insert into note (id, case_id, author_id, text, is_public, created_at)
         select gen_random_uuid(), $1::uuid, $2::uuid, 'Old note ' || n, true, timestamptz '2025-01-01Z' + n * interval '1 minute'
         from generate_series(1, 60) as n`,
        [CASES.adaOpen, PEOPLE.eve],
      );
      const element = await showAs('ada');
      expect(notes(element)).to.have.length(50);
      const anchor = get(element, 'article');
      button(element, 'Show earlier notes').focus();
      const before = anchor.getBoundingClientRect().top;

      await sendKeys({ press: 'Enter' });
      await until(element, () => notes(element).length === 63, 'all notes');

      expect(announced(element)).to.equal('13 earlier notes shown');
      expect(Math.abs(anchor.getBoundingClientRect().top - before)).to.be.below(2);
      expect(focused(element)).to.equal(anchor);
      expect(find(element, '#older')).to.equal(null);
    });
  });

  describe('in which states can it be?', () => {
    it('says how to connect it', async () => {
      const element = await desk.show<CaseNotes>('ada', html`<case-notes></case-notes>`);
      const lonely = document.createElement('case-notes') as CaseNotes;
      element.ownerDocument.body.append(lonely);
      await lonely.updateComplete;

      expect(find(lonely, '[part="not-connected"]')).to.not.equal(null);
      lonely.remove();
    });

    it('asks to sign in', async () => {
      const element = await showAs(null);
      const prompt = await until(element, () => find(element, '[part="signed-out"]'));
      expect(textOf(prompt)).to.contain('You must sign in to view your cases.');

      const asked = nextEvent(element, 'case-sign-in');
      button(element, 'Sign in').click();
      await asked;
    });

    it('shows shapes of notes while they load', async () => {
      const answer = desk.hold(`GET ${NOTES_PATH}`);
      const element = await desk.show<CaseNotes>(
        'ada',
        html`<case-notes case-id=${CASES.adaOpen}></case-notes>`,
      );
      await answer.arrived;
      await element.updateComplete;

      expect(all(element, '[part="skeleton"]')).to.have.length(3);
      expect(element.matches(':state(loading)')).to.equal(true);
      answer.release();
      await until(element, () => notes(element).length === 3, 'notes');
      expect(element.matches(':state(loading)')).to.equal(false);
    });

    it('says that there are none yet', async () => {
      const element = await showAs('ada', CASES.adaNew);

      const empty = await until(element, () =>
        all<HTMLSlotElement>(element, 'slot[name="empty"]').find((slot) => !slot.hidden),
      );
      expect(textOf(empty)).to.contain('No notes yet.');
      expect(element.matches(':state(empty)')).to.equal(true);
      await expectAccessible(element);
    });

    it('asks for a case, where the attribute names none', async () => {
      const element = await desk.show<CaseNotes>(
        'ada',
        html`<case-notes case-id="  two words "></case-notes>`,
      );
      await until(element, () => textOf(find(element, '[part="empty"]')).startsWith('Choose a case'));

      expect(element.caseId).to.equal('');
      expect(desk.requests.filter((request) => request.includes('/notes'))).to.be.empty;
    });

    it('says that a case of somebody else is not available', async () => {
      const element = await desk.show<CaseNotes>(
        'dan',
        html`<case-notes case-id=${CASES.adaOpen}></case-notes>`,
      );

      const error = await until(element, () => find(element, '[part="error"]'));
      expect(textOf(error)).to.contain('not available');
    });

    for (const fault of ['empty-500', 'wrong-json', 'network'] as const) {
      it(`says so when the notes cannot be had (${fault}), and tries again`, async () => {
        desk.fail(`GET ${NOTES_PATH}`, fault);
        const element = await desk.show<CaseNotes>(
          'ada',
          html`<case-notes case-id=${CASES.adaOpen}></case-notes>`,
        );
        await until(element, () => find(element, '[part="error"][role="alert"]'));
        expect(element.matches(':state(error)')).to.equal(true);

        button(element, 'Try again').click();

        await until(element, () => notes(element).length === 3, 'notes');
        expect(find(element, '[part="error"]')).to.equal(null);
      });
    }

    it('tells who may only read why they cannot write', async () => {
      const element = await showAs('ben', CASES.adaAcme);

      expect(find(element, '#note')).to.equal(null);
      expect(textOf(find(element, '[part="composer-closed"]'))).to.equal(
        'You can read this case, but not change it.',
      );
    });
  });

  describe('how is a note added?', () => {
    it('is shown at once as on its way, then for good; the box is empty and keeps the focus', async () => {
      const element = await showAs('ada');
      const sending = desk.hold(`POST ${NOTES_PATH}`);
      type(box(element), 'It has arrived now.\nThank you.');
      button(element, 'Update').click();
      await sending.arrived;
      await element.updateComplete;

      expect(words(element).at(-1)).to.equal('It has arrived now. Thank you.');
      expect(textOf(notes(element).at(-1)?.querySelector('.mark'))).to.contain('Sending…');
      expect(box(element).value).to.equal('');
      const added = nextEvent(element, 'case-note-added');
      sending.release();
      const event: NoteAddedEvent = await added;

      expect(event.caseId).to.equal(CASES.adaOpen);
      await until(element, () => announced(element) === 'Note added', 'the announcement');
      expect(notes(element).at(-1)?.id).to.equal(`note-${event.noteId}`);
      expect(notes(element).at(-1)?.querySelector('.mark')).to.equal(null);
      expect(focused(element)).to.equal(box(element));
      const [stored] = await desk.sql<{ text: string }>('select text from note where id = $1', [
        event.noteId,
      ]);
      expect(stored?.text).to.equal('It has arrived now.\nThank you.');
    });

    it('goes out once, however often it is sent', async () => {
      const element = await showAs('ada');
      type(box(element), 'Once');

      await pressControlEnter();
      await pressControlEnter();
      button(element, 'Update').click();
      await until(element, () => announced(element) === 'Note added', 'the note');

      expect(desk.requests.filter((request) => request === `POST ${NOTES_PATH}`)).to.have.length(1);
    });

    it('takes its files along, and tells how far they are', async () => {
      const element = await showAs('ada');
      const upload = desk.hold(
        (request) => request.method === 'PUT' && request.url.includes('/attachments/'),
      );
      type(box(element), '');
      chooseFiles(element, new File(['a,b\n1,2'], 'list.csv', { type: 'text/csv' }));
      await element.updateComplete;

      button(element, 'Update').click();
      await upload.arrived;
      await until(element, () => find(element, 'progress'), 'progress');
      expect(get(element, 'progress').getAttribute('aria-label')).to.contain('list.csv');
      upload.release();

      await until(
        element,
        () => all(element, 'article button').some((one) => textOf(one) === 'Download'),
        'the file',
      );
      const [stored] = await desk.sql<{ name: string; size: number }>('select name, size from attachment');
      expect(stored).to.deep.equal({ name: 'list.csv', size: 7 });
    });

    it('nothing is sent without words and files', async () => {
      const element = await showAs('ada');

      type(box(element), '  \n ');
      button(element, 'Update').click();
      await until(
        element,
        () => textOf(find(element, '#note-help')) === 'Write something or add a file first.',
      );

      expect(box(element).getAttribute('aria-invalid')).to.equal('true');
      expect(focused(element)).to.equal(box(element));
      expect(desk.requests.some((request) => request.startsWith('POST'))).to.equal(false);
      await expectAccessible(element);
    });

    it('too long a text is kept, and said to be so', async () => {
      await desk.sql(
        `insert into setting (name, value) values ('notes/maxlength', '20') on conflict (name) do update set value = '20'`,
      );
      const element = await showAs('ada');

      type(box(element), 'x'.repeat(19));
      await until(element, () => textOf(find(element, '#note-help')) === '1 character left');
      type(box(element), 'x'.repeat(23));
      await until(element, () => textOf(find(element, '#note-help')) === 'This is 3 characters too long.');
      button(element, 'Update').click();
      await element.updateComplete;

      expect(box(element).value).to.have.length(23);
      expect(desk.requests.some((request) => request.startsWith('POST'))).to.equal(false);
    });

    it('without a network it waits in the thread, and goes out when it can', async () => {
      const element = await showAs('ada');
      let offline = true;
      desk.fail((request) => offline && request.method === 'POST', 'network', 100);
      type(box(element), 'Later');
      button(element, 'Update').click();
      const mark = await until(element, () => find(element, '.mark.queued .ways') && find(element, '.mark'));
      expect(textOf(mark)).to.contain('Waiting to be sent');
      await until(element, () => announced(element).includes('Keep this page open'));
      await expectAccessible(element);

      // During a try of its own there is nothing to press.
      const again = await until(element, () =>
        all(element, '.mark button').find((one) => textOf(one) === 'Try again'),
      );
      offline = false;
      again.click();

      await until(element, () => !find(element, '.mark'), 'no mark');
      expect(words(element).at(-1)).to.equal('Later');
    });

    it('refused, it stays with the reason, and is written anew in its place, with its files', async () => {
      const element = await showAs('ada');
      desk.fail(`POST ${NOTES_PATH}`, () => problem(422, 'validation', { detail: 'No links, please.' }));
      chooseFiles(element, new File(['abc'], 'a.txt', { type: 'text/plain' }));
      type(box(element), 'Refused words');
      button(element, 'Update').click();
      const mark = await until(element, () => find(element, '.mark.refused'));
      expect(textOf(mark)).to.contain('Not accepted').and.to.contain('No links, please.');
      type(box(element), 'Typed meanwhile');

      button(element, 'Edit').click();
      const editor = await until(element, () =>
        find<HTMLTextAreaElement>(element, '[part="note-edit"] textarea'),
      );
      expect(editor.value).to.equal('Refused words');
      type(editor, 'Accepted words');
      get<HTMLButtonElement>(element, '[part="note-edit"] .primary').click();

      await until(
        element,
        () => all(element, 'article button').some((one) => textOf(one) === 'Download'),
        'the file',
      );
      expect(words(element).at(-1)).to.equal('Accepted words');
      expect(box(element).value).to.equal('Typed meanwhile');
    });

    it('refused, it can be discarded', async () => {
      const element = await showAs('ada');
      desk.fail(`POST ${NOTES_PATH}`, () => problem(403, 'forbidden'));
      type(box(element), 'Never mind');
      button(element, 'Update').click();
      await until(element, () => find(element, '.mark.refused'));

      button(element, 'Discard').click();
      button(element, 'Keep it').click();
      await until(element, () => !find(element, 'dialog'));
      expect(words(element)).to.include('Never mind');
      button(element, 'Discard').click();
      get<HTMLButtonElement>(element, 'dialog [value="yes"]').click();
      await until(element, () => !words(element).includes('Never mind'), 'no note');

      expect(focused(element)).to.equal(box(element));
    });

    it('by staff also for staff alone', async () => {
      const element = await showAs('eve');
      get<HTMLInputElement>(element, 'input[type="checkbox"]').click();
      type(box(element), 'Only among us');
      const added = nextEvent(element, 'case-note-added');
      button(element, 'Update').click();
      const { noteId } = await added;

      expect(textOf(get(element, `#note-${noteId} [part="internal"]`))).to.equal('Internal');
      const [stored] = await desk.sql<{ visible: boolean }>('select visible from note where id = $1', [
        noteId,
      ]);
      expect(stored?.visible).to.equal(false);
    });

    it('what is written stays with its case, and with its writer', async () => {
      const element = await showAs('ada');
      type(box(element), 'Half a thought');

      element.caseId = CASES.adaNew;
      await until(element, () => find(element, '#note') && box(element).value === '', 'the other case');
      element.caseId = CASES.adaOpen;
      await until(
        element,
        () => find(element, '#note') && box(element).value === 'Half a thought',
        'the words again',
      );
      await desk.signIn(providerOf(element), 'eve');

      await until(
        element,
        () => find(element, '#note') && find(element, 'input[type="checkbox"]'),
        'the agent',
      );
      expect(box(element).value).to.equal('');
    });
  });

  describe('what can be done to own notes?', () => {
    it('corrected in place, while the backend allows it', async () => {
      const id = await writeAs('ada', 'It arived');
      const element = await showAs('ada');
      expect(notes(element)[0]?.textContent).to.not.contain('Edit');

      button(element, 'Edit').click();
      const editor = await until(element, () => find<HTMLTextAreaElement>(element, `#edit-${id}`));
      expect(focused(element)).to.equal(editor);
      await expectAccessible(element);
      type(editor, 'It arrived');
      await pressControlEnter();
      await until(element, () => announced(element) === 'Note changed', 'the change');

      expect(words(element).at(-1)).to.equal('It arrived');
      expect(textOf(get(element, `#note-${id} header`))).to.contain('edited');
      expect(focused(element)?.id).to.equal(`note-${id}`);
    });

    it('left as it was by Escape', async () => {
      const id = await writeAs('ada', 'As it was');
      const element = await showAs('ada');
      button(element, 'Edit').click();
      type(await until(element, () => find<HTMLTextAreaElement>(element, `#edit-${id}`)), 'Other words');

      await sendKeys({ press: 'Escape' });
      await until(element, () => !find(element, `#edit-${id}`), 'no editor');

      expect(words(element).at(-1)).to.equal('As it was');
      expect(desk.requests.some((request) => request.startsWith('PATCH'))).to.equal(false);
    });

    it('a correction that was begun is not shown to the next person', async () => {
      const id = await writeAs('ada', 'As it was');
      const element = await showAs('ada');
      button(element, 'Edit').click();
      type(await until(element, () => find<HTMLTextAreaElement>(element, `#edit-${id}`)), 'Half a thought');

      await desk.signIn(providerOf(element), 'eve');
      await until(element, () => find(element, 'form input[type="checkbox"]'), 'the agent');

      expect(find(element, `#edit-${id}`)).to.equal(null);
      expect(words(element)).to.include('As it was');
    });

    it('a refused correction comes back with its words', async () => {
      const id = await writeAs('ada', 'Before');
      const element = await showAs('ada');
      desk.fail(`PATCH ${NOTES_PATH}/${id}`, () => problem(403, 'forbidden', { detail: 'Too late.' }));
      button(element, 'Edit').click();
      type(await until(element, () => find<HTMLTextAreaElement>(element, `#edit-${id}`)), 'After');
      button(element, 'Update').click();
      const mark = await until(element, () => find(element, '.mark.refused'));
      expect(textOf(mark)).to.contain('Too late.');
      expect(words(element).at(-1)).to.equal('Before');

      mark.querySelectorAll('button')[1]?.click();
      const editor = await until(element, () => find<HTMLTextAreaElement>(element, `#edit-${id}`));

      expect(editor.value).to.equal('After');
    });

    it('deleted after a question, and not without', async () => {
      await writeAs('ada', 'A mistake');
      const element = await showAs('ada');

      button(element, 'Delete').focus();
      await sendKeys({ press: 'Enter' });
      const dialog = await until(element, () => find<HTMLDialogElement>(element, 'dialog[open]'));
      expect(textOf(dialog)).to.contain('Delete this note?');
      expect(textOf(focused(element))).to.equal('Keep the note');
      await expectAccessible(element);
      await sendKeys({ press: 'Escape' });
      await until(element, () => !find(element, 'dialog'), 'no question');
      expect(textOf(focused(element))).to.equal('Delete');

      button(element, 'Delete').click();
      await until(element, () => find(element, 'dialog[open]'));
      button(element, 'Delete the note').click();
      await until(element, () => announced(element) === 'Note deleted', 'gone');

      expect(words(element)).to.not.contain('A mistake');
      expect(focused(element)?.id).to.equal('heading');
    });
  });

  describe('what happens when others write?', () => {
    it('says who wrote, and keeps the place of who reads above', async () => {
      const element = await showAs('ada');
      element.style.setProperty('margin-block', '100vh');
      scrollTo(0, 0);
      await observed(element);
      await writeAs('eve', 'Live answer');

      await providerOf(element).store?.refreshCase(CASES.adaOpen);
      const jump = await until(element, () => find(element, '[part~="jump"]'));

      expect(textOf(jump)).to.equal('1 new note');
      expect(announced(element)).to.contain('New note from').and.contain('Eve Lindqvist');
      expect(scrollY).to.equal(0);
      jump.click();
      await until(element, () => !find(element, '[part~="jump"]'), 'no button');
      expect(focused(element)?.tagName).to.equal('ARTICLE');
    });

    it('keeps the box in its place under the hand of who writes', async () => {
      const element = await showAs('ada');
      element.style.setProperty('margin-block', '100vh');
      await until(element, () => find(element, '.picker'));
      type(box(element), 'Writing');
      scrollTo(0, scrollY + box(element).getBoundingClientRect().top - 200);
      const before = box(element).getBoundingClientRect().top;
      await writeAs('eve', 'Live answer');

      await providerOf(element).store?.refreshCase(CASES.adaOpen);
      await until(element, () => words(element).includes('Live answer'), 'the answer');

      expect(Math.abs(box(element).getBoundingClientRect().top - before)).to.be.below(2);
      expect(focused(element)).to.equal(box(element));
      expect(box(element).value).to.equal('Writing');
      expect(find(element, '[part~="jump"]')).to.equal(null);
    });
  });

  describe('what about its files?', () => {
    async function attach(name: string, fileType: string, bytes: string): Promise<void> {
      const element = await showAs('ada');
      chooseFiles(element, new File([bytes], name, { type: fileType }));
      await element.updateComplete;
      button(element, 'Update').click();
      await until(
        element,
        () => all(element, 'article button').some((one) => textOf(one) === 'Download'),
        'the file',
      );
    }

    /** Catches the link that would save the file. */
    function catchSave(): Promise<HTMLAnchorElement> {
      return new Promise((resolve) => {
        const click = HTMLAnchorElement.prototype.click;
        HTMLAnchorElement.prototype.click = function (this: HTMLAnchorElement) {
          HTMLAnchorElement.prototype.click = click;
          resolve(this);
        };
      });
    }

    it('shows an honest name, and saves under it, as bytes that cannot run', async () => {
      await attach('in\u202evoice_gpj.txt', 'text/plain', '<script>x</script>');
      const element = await showAs('ada');
      const file = await until(element, () => find(element, 'article .file'));
      expect(textOf(file.querySelector('bdi'))).to.equal('invoice_gpj.txt');
      expect(textOf(file)).to.contain('TXT file').and.contain('18 byte');
      await expectAccessible(element);

      const saved = catchSave();
      file.querySelector('button')?.click();
      const link = await saved;

      expect(link.download).to.equal('invoice_gpj.txt');
      const blob = await (await fetch(link.href)).blob();
      expect(blob.type).to.equal('application/octet-stream');
      expect(await blob.text()).to.equal('<script>x</script>');
      await until(element, () => announced(element).includes('is downloaded'), 'the announcement');
    });

    it('says so when a file cannot be had', async () => {
      await attach('a.txt', 'text/plain', 'abc');
      const element = await showAs('ada');
      const file = await until(element, () => find(element, 'article .file'));
      desk.fail(
        (request) => request.url.endsWith('/content'),
        () => problem(404, 'not-found', { detail: 'This file is gone.' }),
      );

      file.querySelector('button')?.click();
      await until(element, () => textOf(file.querySelector('.fault')) === 'This file is gone.', 'the reason');

      expect(textOf(file.querySelector('button'))).to.equal('Download');
    });

    it('refuses in words what may not be sent', async () => {
      const element = await showAs('ada');

      chooseFiles(element, new File(['x'], 'run.exe', { type: 'application/x-msdownload' }));
      await until(element, () => textOf(find(element, '[part="refused-files"]')).includes('run.exe'));

      expect(textOf(find(element, '[part="refused-files"]'))).to.contain('not allowed');
    });
  });

  describe('does it fit?', () => {
    afterEach(() => setViewport({ width: 800, height: 600 }));

    for (const dir of ['ltr', 'rtl'] as const) {
      it(`on a narrow screen, with long words, ${dir}`, async () => {
        await writeAs('eve', `https://example.org/${'long'.repeat(80)} ${'word'.repeat(80)}`);
        await setViewport({ width: 320, height: 640 });
        document.documentElement.dir = dir;
        const element = await showAs('ada');

        expectNoOverflow(element);
        const small = all(element, 'button').filter((one) => one.offsetHeight > 0 && one.offsetHeight < 24);
        expect(small.map(textOf)).to.be.empty;
        document.documentElement.dir = '';
      });
    }
  });
});
