import { expect } from '@open-wc/testing';
import { sendKeys, setViewport } from '@web/test-runner-commands';
import { html } from 'lit';
import { CASES, DOCUMENTS, NOTES, PEOPLE } from '../../demo/server/fixtures.js';
import { CaseNotes } from '../../src/elements/case-notes.js';
import type { CaseProvider } from '../../src/elements/case-provider.js';
import { CaseView } from '../../src/elements/case-view.js';
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

const PATH = `/cases/${CASES.adaOpen}`;
const HOUR = 3_600_000;

describe('<case-view>', function () {
  // Audits of a whole case, twice each, on a busy machine.
  this.timeout(40_000);
  let desk: Desk;
  let shown: CaseView | undefined;

  before(async function () {
    this.timeout(DESK_TIMEOUT);
    defineElement('case-notes', CaseNotes);
    defineElement('case-view', CaseView);
    desk = await startDesk();
  });
  afterEach(async () => {
    retire(shown);
    await desk.reset();
  });

  const subject = (view: CaseView): string => textOf(find(view, 'h2'));
  const loaded = (view: CaseView): Promise<unknown> =>
    until(view, () => find(view, 'h2') && find(view, 'dl'), 'the case');
  const focused = (view: CaseView): Element | null | undefined => view.shadowRoot?.activeElement;
  const status = (view: CaseView): string => textOf(find(view, '[part~="status"]'));
  const buttons = (view: CaseView): string[] => all(view, '[part="actions"] button').map(textOf);
  const storeOf = (view: CaseView) => (view.closest('case-provider') as CaseProvider).store;
  const notesOf = (view: CaseView): CaseNotes => get<CaseNotes>(view, 'case-notes');

  /** The description beside a term. */
  function fact(view: CaseView, term: string): string | undefined {
    const found = all(view, '.fact').find((one) => textOf(one.querySelector('dt')) === term);
    return found && textOf(found.querySelector('dd'));
  }

  async function showAs(person: Person | null, caseId: string = CASES.adaOpen): Promise<CaseView> {
    const view = await desk.show<CaseView>(person, html`<case-view case-id=${caseId}></case-view>`);
    shown = view;
    if (person) await loaded(view);
    return view;
  }

  /** Presses the button of an action and waits for its question. */
  async function ask(view: CaseView, action: string): Promise<HTMLDialogElement> {
    button(view, action).focus();
    await sendKeys({ press: 'Enter' });
    return until(view, () => find<HTMLDialogElement>(view, 'dialog[open]'), 'the question');
  }

  it('is accessible, in the light and in the dark', async () => {
    const view = await showAs('ada');
    await until(notesOf(view), () => find(notesOf(view), '#note'));

    await expectAccessible(view);
  });

  describe('what does it show?', () => {
    it('what the case is about, its number and how it stands', async () => {
      const view = await showAs('ada');

      expect(subject(view)).to.equal('Transfer is missing');
      expect(status(view)).to.equal('Open');
      expect(textOf(find(view, '[part="number"] bdi'))).to.match(/^CAS-\d+$/);
      expect(textOf(find(view, '[part="description"]'))).to.contain('what happened, in a sentence.');
      expect(fact(view, 'Topic')).to.equal('Cards');
      expect(fact(view, 'Contact')).to.equal('Ada Quill');
      expect(fact(view, 'Priority')).to.equal('Normal');
      expect(all(view, 'dd time').map((time) => time.getAttribute('title'))[0]).to.contain('January 2026');
    });

    it('nothing of the desk to a customer, and all of it to staff', async () => {
      await desk.sql(`update support_case set deflection = $2::jsonb where id = $1`, [
        CASES.adaOpen,
        JSON.stringify({
          query: 'where is my transfer',
          shown: [DOCUMENTS.transfer],
          opened: [DOCUMENTS.transfer],
        }),
      ]);
      const customer = await showAs('ada');
      expect(fact(customer, 'Planned activities')).to.equal(undefined);
      expect(fact(customer, 'Searched before filing')).to.equal(undefined);

      const agent = await showAs('eve');
      expect(fact(agent, 'Planned activities')).to.equal('1');
      expect(fact(agent, 'Searched before filing'))
        .to.contain('where is my transfer')
        .and.contain('1 answer read');
      expect(fact(agent, 'Came by')).to.equal('Web');
    });

    it('the resolution before everything else, when there is one', async () => {
      const view = await showAs('ada', CASES.adaResolved);

      expect(textOf(find(view, '[part="resolution"]'))).to.contain('Ask for a new PIN in the app');
      expect(status(view)).to.equal('Resolved');
      expect(fact(view, 'Closed')).to.match(/ago|month|year/);
      expect(view.matches(':state(closed)')).to.equal(true);
    });

    it('fields that only the owner knows, with the labels of the owner', async () => {
      const definition = {
        fields: [
          { name: 'category', type: 'choice', label: 'Department' },
          { name: 'terminal', type: 'text', label: 'Terminal' },
          { name: 'device', type: 'choice', label: 'Device', options: [{ value: 'tab', label: 'Tablet' }] },
          { name: 'abroad', type: 'checkbox', label: 'Abroad' },
          { name: 'shop', type: 'url', label: 'Shop' },
          { name: 'unsafe', type: 'url', label: 'Unsafe' },
          { name: 'unset', type: 'text', label: 'Unset' },
        ].map((field) => ({ required: false, readOnly: false, ...field })),
      };
      await desk.sql(`insert into form (purpose, definition) values ('edit', $1::jsonb)`, [
        JSON.stringify(definition),
      ]);
      const fields = {
        terminal: 'T-4',
        device: 'tab',
        abroad: true,
        shop: 'https://shop.example/',
        unsafe: 'javascript:alert(1)',
      };
      await desk.sql('update support_case set fields = $2::jsonb where id = $1', [
        CASES.adaOpen,
        JSON.stringify(fields),
      ]);

      const view = await showAs('ada');

      const shown = ['Department', 'Terminal', 'Device', 'Abroad', 'Shop', 'Unsafe', 'Unset'].map((term) =>
        fact(view, term),
      );
      expect(shown).to.deep.equal([
        'Cards',
        'T-4',
        'Tablet',
        'Yes',
        'https://shop.example/',
        'javascript:alert(1)',
        undefined,
      ]);
      expect(all<HTMLAnchorElement>(view, 'dd a').map(({ href }) => href)).to.deep.equal([
        'https://shop.example/',
      ]);
    });

    it('hostile words as the text they are', async () => {
      const text =
        '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script> javascript:alert(1)';
      await desk.sql(
        `update support_case set subject = $2, description = $2, resolution = $2 where id = $1`,
        [CASES.adaOpen, text],
      );

      const view = await showAs('ada');

      expect(subject(view)).to.equal(text);
      expect(get(view, '#description').textContent).to.equal(text);
      expect(all(view, 'img, script, .prose a')).to.be.empty;
    });

    it('a long description folded, until it is asked for', async () => {
      await desk.sql(`update support_case set description = $2 where id = $1`, [
        CASES.adaOpen,
        'A line of it.\n'.repeat(40),
      ]);
      const view = await showAs('ada');
      const text = get(view, '#description');
      const folded = text.offsetHeight;

      button(view, 'Show all of it').click();
      await view.updateComplete;

      expect(text.offsetHeight).to.be.above(folded * 2);
      expect(button(view, 'Show less').getAttribute('aria-expanded')).to.equal('true');
    });

    it('its number on the clipboard', async () => {
      const view = await showAs('ada');
      const copied: string[] = [];
      Object.defineProperty(navigator, 'clipboard', {
        configurable: true,
        value: { writeText: async (text: string) => void copied.push(text) },
      });

      button(view, 'Copy').click();
      await until(view, () => announced(view) === 'Copied', 'the announcement');

      expect(copied).to.deep.equal([textOf(find(view, '[part="number"] bdi'))]);
      Reflect.deleteProperty(navigator, 'clipboard');
    });
  });

  describe('what does it promise?', () => {
    /** Puts the deadlines of the case on the entitlement's clock. */
    async function promise(minutesFromNow: number, answered = false): Promise<void> {
      const due = new Date(Date.now() + minutesFromNow * 60_000).toISOString();
      await desk.sql(
        `update support_case set first_response_due = $2, resolve_due = $2, first_responded_at = $3 where id = $1`,
        [CASES.adaOpen, due, answered ? new Date(Date.now() - HOUR * 100).toISOString() : null],
      );
    }

    it('until when an answer is expected', async () => {
      await promise(200);

      const view = await showAs('ada');

      expect(fact(view, 'First answer'))
        .to.match(/^Expected by \w+day/)
        .and.contain('(in 3 hours)');
    });

    it('that it was answered in time', async () => {
      await promise(200, true);

      const view = await showAs('ada');

      expect(fact(view, 'First answer')).to.equal('Answered in time');
    });

    it('that it is overdue', async () => {
      await promise(-200);

      const view = await showAs('ada');

      expect(fact(view, 'Resolution by')).to.match(/^Overdue since \w+day.*\(3 hours ago\)$/);
      expect(fact(view, 'First answer')).to.match(/^Was due/);
    });

    it('nothing, where nothing was agreed', async () => {
      const view = await showAs('ada');

      expect(fact(view, 'First answer')).to.equal(undefined);
    });
  });

  describe('in which states can it be?', () => {
    it('says how to connect it', async () => {
      const lonely = document.createElement('case-view') as CaseView;
      document.body.append(lonely);
      await lonely.updateComplete;

      expect(find(lonely, '[part="not-connected"]')).to.not.equal(null);
      lonely.remove();
    });

    it('asks to sign in', async () => {
      const view = await showAs(null);

      await until(view, () =>
        textOf(find(view, '[part="signed-out"]')).startsWith('You must sign in to view your cases.'),
      );
    });

    it('asks for a case where it has none', async () => {
      const view = await desk.show<CaseView>('ada', html`<case-view case-id=" "></case-view>`);

      await until(view, () => textOf(find(view, '[part="empty"]')) === 'Choose a case to see it here.');
      expect(desk.requests.filter((request) => request.includes('/cases/'))).to.be.empty;
    });

    it('shows the shape of a case while it loads', async () => {
      const answer = desk.hold(`GET ${PATH}`);
      const view = await desk.show<CaseView>('ada', html`<case-view case-id=${CASES.adaOpen}></case-view>`);
      await answer.arrived;
      await view.updateComplete;

      expect(find(view, '[part="skeleton"]')).to.not.equal(null);
      expect(view.matches(':state(loading)')).to.equal(true);
      answer.release();
      await loaded(view);
      expect(view.matches(':state(loading)')).to.equal(false);
    });

    for (const [person, caseId] of [
      ['dan', CASES.adaOpen],
      ['ada', crypto.randomUUID()],
      ['ada', 'nonsense'],
    ] as const) {
      it(`says that it is not available (${person}, ${caseId.slice(0, 8)})`, async () => {
        const view = await desk.show<CaseView>(person, html`<case-view case-id=${caseId}></case-view>`);

        await until(view, () => find(view, '[part="gone"], [part="error"]'), 'the state');

        expect(find(view, 'h2')).to.equal(null);
        if (caseId !== 'nonsense')
          expect(textOf(find(view, '[part="gone"]'))).to.equal('This case is not available, or no longer.');
      });
    }

    for (const fault of ['empty-500', 'wrong-json', 'network'] as const) {
      it(`says so when the case cannot be had (${fault}), and tries again`, async () => {
        desk.fail(`GET ${PATH}`, fault);
        const view = await desk.show<CaseView>('ada', html`<case-view case-id=${CASES.adaOpen}></case-view>`);
        await until(view, () => find(view, '[part="error"]'));
        expect(view.matches(':state(error)')).to.equal(true);

        button(view, 'Try again').click();
        await loaded(view);

        expect(find(view, '[part="error"]')).to.equal(null);
      });
    }

    it('keeps what it has when it cannot be refreshed, and says so', async () => {
      const view = await showAs('ada');
      desk.fail(`GET ${PATH}`, 'network');

      await storeOf(view)?.refreshCase(CASES.adaOpen);
      await until(view, () => find(view, '[part="error"]'));

      expect(subject(view)).to.equal('Transfer is missing');
    });

    it('goes away when the case does, with everything of it', async () => {
      const view = await showAs('ada');
      await desk.sql('update support_case set contact_id = $2, created_by = $2 where id = $1', [
        CASES.adaOpen,
        PEOPLE.dan,
      ]);

      await storeOf(view)?.refreshCase(CASES.adaOpen);
      await until(view, () => find(view, '[part="gone"]'));

      expect(view.shadowRoot?.textContent).to.not.contain('Transfer is missing');
    });
  });

  describe('what can be done?', () => {
    it('what the backend allows, and why not the rest', async () => {
      const mine = await showAs('ada');
      expect(buttons(mine)).to.deep.equal(['Edit', 'Close Case', 'Cancel Case']);

      const theirs = await showAs('ben', CASES.adaAcme);
      expect(buttons(theirs)).to.be.empty;
      const reasons = get<HTMLDetailsElement>(theirs, 'details');
      reasons.open = true;
      expect(textOf(reasons.querySelector('li'))).to.equal(
        'Edit, Add a note, Close Case, Cancel Case: You can read this case, but not change it.',
      );
      await expectAccessible(theirs);
    });

    it('editing is asked of whoever composes the elements', async () => {
      const view = await showAs('ada');
      const asked = nextEvent(view, 'case-edit');

      button(view, 'Edit').click();

      expect((await asked).caseId).to.equal(CASES.adaOpen);
    });

    it('a way back, where one is wanted', async () => {
      const view = await desk.show<CaseView>(
        'ada',
        html`<case-view back case-id=${CASES.adaOpen}></case-view>`,
      );
      const left = nextEvent(view, 'case-back');

      (await until(view, () => find(view, '[part~="back"]'))).click();

      await left;
    });
  });

  describe('how does a case end?', () => {
    it('after a question that says what will happen, and not without', async () => {
      const view = await showAs('ada');

      const dialog = await ask(view, 'Close Case');
      expect(textOf(dialog))
        .to.contain('Are you sure you want to close this case?')
        .and.contain('1 planned activity will be cancelled.');
      expect(textOf(focused(view))).to.equal('No');
      await expectAccessible(view);
      await sendKeys({ press: 'Enter' });
      await until(view, () => !find(view, 'dialog'), 'no question');

      expect(textOf(focused(view))).to.equal('Close Case');
      expect(status(view)).to.equal('Open');
      expect(desk.requests.some((request) => request.startsWith('POST'))).to.equal(false);
    });

    it('with Yes: at once on the screen, then at the backend, with its activities', async () => {
      const view = await showAs('ada');
      const sending = desk.hold(`POST ${PATH}/transitions`);
      await ask(view, 'Close Case');

      button(view, 'Yes').click();
      await sending.arrived;
      await view.updateComplete;
      expect(status(view)).to.equal('Closed');
      expect(textOf(find(view, '.mark'))).to.contain('Close Case: Sending…');
      expect(buttons(view)).to.not.include.members(['Close Case']);
      expect(focused(view)?.localName).to.equal('h2');
      const done = nextEvent(view, 'case-transitioned');
      sending.release();

      expect((await done).action).to.equal('close');
      await until(view, () => announced(view) === 'The case is closed.', 'the announcement');
      const [activity] = await desk.sql<{ state: string }>('select state from activity where case_id = $1', [
        CASES.adaOpen,
      ]);
      expect(activity?.state).to.equal('cancelled');
      expect(buttons(view)).to.include('Reopen Case');
    });

    it('once, however often Yes is pressed', async () => {
      const view = await showAs('ada');
      await ask(view, 'Close Case');
      const yes = button(view, 'Yes');

      yes.click();
      yes.click();
      await nextEvent(view, 'case-transitioned');

      expect(desk.requests.filter((request) => request === `POST ${PATH}/transitions`)).to.have.length(1);
    });

    it('cancelled, in the words of the source systems', async () => {
      const view = await showAs('ada');
      const dialog = await ask(view, 'Cancel Case');
      expect(textOf(dialog.querySelector('h3'))).to.equal('Are you sure you want to cancel this case?');
      expect(all(view, 'dialog button').map(textOf)).to.deep.equal([
        'Cancel this case',
        'No, don’t cancel this case.',
      ]);

      button(view, 'Cancel this case').click();

      expect((await nextEvent(view, 'case-transitioned')).action).to.equal('cancel');
      expect(status(view)).to.equal('Cancelled');
    });

    it('and begins again', async () => {
      const view = await showAs('ada', CASES.adaClosed);
      const dialog = await ask(view, 'Reopen Case');
      expect(textOf(dialog)).to.contain('Are you sure you want to reopen this case?');

      button(view, 'Yes').click();

      expect((await nextEvent(view, 'case-transitioned')).action).to.equal('reopen');
      expect(status(view)).to.equal('Open');
      expect(buttons(view)).to.include('Close Case');
    });

    it('refused: it is as it was, with the reason, until that is settled', async () => {
      const view = await showAs('ada');
      desk.fail(`POST ${PATH}/transitions`, () =>
        problem(409, 'transition-refused', { detail: 'Support is calling you right now.' }),
      );
      await ask(view, 'Close Case');
      button(view, 'Yes').click();

      const mark = await until(view, () => find(view, '.mark.refused'));
      expect(textOf(mark))
        .to.contain('Close Case: Not accepted')
        .and.to.contain('Support is calling you right now.');
      expect(mark.querySelector('[role="alert"]')).to.not.equal(null);
      expect(status(view)).to.equal('Open');
      await expectAccessible(view);
      button(view, 'Try again').click();

      await until(view, () => status(view) === 'Closed' && !find(view, '.mark'), 'closed');
    });

    it('refused: the customer may leave it at that', async () => {
      const view = await showAs('ada');
      desk.fail(`POST ${PATH}/transitions`, () => problem(403, 'forbidden'));
      await ask(view, 'Cancel Case');
      button(view, 'Cancel this case').click();
      await until(view, () => find(view, '.mark.refused'));

      button(view, 'Discard').click();
      get<HTMLButtonElement>(view, 'dialog [value="yes"]').click();
      await until(view, () => !find(view, '.mark'), 'no mark');

      expect(buttons(view)).to.include('Cancel Case');
    });

    it('waits for the network, and says so', async () => {
      const view = await showAs('ada');
      let offline = true;
      desk.fail((request) => offline && request.method === 'POST', 'network', 100);
      await ask(view, 'Close Case');
      button(view, 'Yes').click();
      await until(view, () => announced(view).startsWith('Waiting to be sent.'), 'the announcement');
      expect(status(view)).to.equal('Closed');

      offline = false;
      const again = await until(view, () =>
        all(view, '.mark button').find((one) => textOf(one) === 'Try again'),
      );
      again.click();

      await until(view, () => !find(view, '.mark'), 'delivered');
    });

    it('takes the question back when somebody else was faster', async () => {
      const view = await showAs('ada');
      await ask(view, 'Close Case');
      const { version } = await desk.call<{ version: string }>('eve', 'GET', PATH);
      await desk.call('eve', 'POST', `${PATH}/transitions`, { version, body: { action: 'cancel' } });

      await storeOf(view)?.refreshCase(CASES.adaOpen);
      await until(view, () => !find(view, 'dialog'), 'no question');

      expect(announced(view)).to.equal('The case changed in the meantime.');
      expect(status(view)).to.equal('Cancelled');
    });

    it('takes the question back when another case is shown', async () => {
      const view = await showAs('ada');
      await ask(view, 'Close Case');

      view.caseId = CASES.adaNew;
      await until(view, () => !find(view, 'dialog'), 'no question');
      await until(view, () => find(view, '[part="actions"]'), 'the other case');

      expect(desk.requests.some((request) => request.startsWith('POST'))).to.equal(false);
    });

    it('resolved by staff, with words, time and whether to publish', async () => {
      const view = await showAs('eve');
      const dialog = await ask(view, 'Resolve Case');
      expect(textOf(dialog)).to.contain('1 planned activity will be cancelled.');
      const [words, time] = [
        get<HTMLTextAreaElement>(view, '[name="resolution"]'),
        get<HTMLInputElement>(view, '[name="time"]'),
      ];
      expect(focused(view)).to.equal(words);
      await expectAccessible(view);

      get<HTMLButtonElement>(view, 'dialog [part~="button-yes"]').click();
      expect(dialog.open, 'without words it stays').to.equal(true);
      type(words, 'The other bank sent it back.');
      type(time, '45');
      get<HTMLInputElement>(view, '[name="publish"]').click();
      get<HTMLButtonElement>(view, 'dialog [part~="button-yes"]').click();
      expect((await nextEvent(view, 'case-transitioned')).action).to.equal('resolve');

      expect(textOf(find(view, '[part="resolution"]'))).to.contain('The other bank sent it back.');
      expect(fact(view, 'Time spent')).to.match(/^45 min/);
      const [stored] = await desk.sql<{ published: boolean }>(
        'select published from support_case where id = $1',
        [CASES.adaOpen],
      );
      expect(stored?.published).to.equal(true);
    });
  });

  describe('what about its notes?', () => {
    it('they are there, and count as read once they are seen', async () => {
      const view = await showAs('ada');
      const notes = notesOf(view);
      await until(notes, () => find(notes, `#note-${NOTES.answer}`));
      expect(textOf(find(notes, '[part="new"]'))).to.equal('New');

      notes.scrollIntoView();

      await until(
        view,
        () => storeOf(view)?.get().cases.get(CASES.adaOpen)?.snapshot?.unreadCount === 0,
        'read',
      );
      const [mark] = await desk.sql('select 1 from read_mark where case_id = $1 and person_id = $2', [
        CASES.adaOpen,
        PEOPLE.ada,
      ]);
      expect(mark).to.not.equal(undefined);
    });

    it('they do not count as read while nobody can see them', async () => {
      const view = await desk.show<CaseView>(
        'ada',
        html`<case-view hidden case-id=${CASES.adaOpen}></case-view>`,
      );
      await loaded(view);
      const notes = notesOf(view);
      await until(notes, () => find(notes, `#note-${NOTES.answer}`));
      await observed(notes);
      // Whatever was written before this has left before it is answered.
      await storeOf(view)?.addNote(CASES.adaOpen, { text: 'After that' }).settled;

      expect(desk.requests.filter((request) => request.includes('/read'))).to.deep.equal([]);
      expect(desk.requests.some((request) => request.startsWith('POST'))).to.equal(true);
    });
  });

  describe('does it fit?', () => {
    afterEach(() => setViewport({ width: 800, height: 600 }));

    for (const dir of ['ltr', 'rtl'] as const) {
      it(`on a narrow screen, with long words, ${dir}`, async () => {
        await desk.sql(`update support_case set subject = $2, description = $2 where id = $1`, [
          CASES.adaOpen,
          'word'.repeat(60),
        ]);
        await setViewport({ width: 320, height: 640 });
        document.documentElement.dir = dir;
        const view = await showAs('ada');

        expectNoOverflow(view);
        const small = all(view, 'button, summary').filter(
          (one) => one.offsetHeight > 0 && one.offsetHeight < 24,
        );
        expect(small.map(textOf)).to.be.empty;
        document.documentElement.dir = '';
      });
    }
  });

  it('moves the focus to the subject when asked, even before the case is there', async () => {
    const answer = desk.hold(`GET ${PATH}`);
    const view = await desk.show<CaseView>('ada', html`<case-view case-id=${CASES.adaOpen}></case-view>`);
    view.focus();
    await answer.arrived;
    answer.release();
    await loaded(view);

    expect(focused(view)?.localName).to.equal('h2');
  });
});
