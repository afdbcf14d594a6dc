import { expect, fixture } from '@open-wc/testing';
import { sendKeys, setViewport } from '@web/test-runner-commands';
import { openDB } from 'idb';
import { html } from 'lit';
import { ACCOUNTS, CASES, PEOPLE } from '../../demo/server/fixtures.js';
import { CaseList } from '../../src/elements/case-list.js';
import type { CaseProvider } from '../../src/elements/case-provider.js';
import { defineElement } from '../../src/elements/registry.js';
import {
  all,
  announced,
  button,
  choose,
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

const ROW = 'button.case';
const ACME = `account:${ACCOUNTS.acme}`;

describe('<case-list>', () => {
  let desk: Desk;

  before(async function () {
    this.timeout(DESK_TIMEOUT);
    defineElement('case-list', CaseList);
    desk = await startDesk();
  });
  afterEach(() => desk.reset());

  const rows = (list: CaseList): HTMLButtonElement[] => all<HTMLButtonElement>(list, ROW);
  const subjects = (list: CaseList): string[] => all(list, '.case .subject').map(textOf);
  const row = (list: CaseList, id: string): HTMLButtonElement => get(list, `${ROW}[value="${id}"]`);
  /** With all that is drawn after the first frame. */
  const loaded = (list: CaseList): Promise<unknown> =>
    until(list, () => rows(list).length && find(list, '[part="count"]'), 'rows');
  const radio = (list: CaseList, state: string): HTMLInputElement => get(list, `input[value="${state}"]`);
  const filterOf = (list: CaseList): HTMLInputElement => get(list, 'input[type="search"]');
  const focused = (list: CaseList): Element | null | undefined => list.shadowRoot?.activeElement;

  async function showAs(
    person: Parameters<Desk['show']>[0],
    template = html`<case-list></case-list>`,
  ): Promise<CaseList> {
    const list = await desk.show<CaseList>(person, template);
    await loaded(list);
    return list;
  }

  /** `count` further active cases of Ada, older than all others; the highest number is the newest. */
  async function fileMany(count: number): Promise<void> {
    await desk.sql(
      `insert into support_case (id, subject, description, status, priority, category, origin, contact_id, created_by,
         owner_person_id, created_at, updated_at, public_updated_at)
       select gen_random_uuid(), 'Bulk case ' || n, '', 'open', 'normal', 'cards', 'web', $1::uuid, $1::uuid, $1::uuid,
         timestamptz '2020-01-01Z' + n * interval '1 minute', timestamptz '2020-01-01Z' + n * interval '1 minute',
         timestamptz '2020-01-01Z' + n * interval '1 minute'
       from generate_series(1, $2::int) as n`,
      [PEOPLE.ada, count],
    );
  }

  it('is accessible, in the light and in the dark', async () => {
    const list = await showAs('ada', html`<case-list selected=${CASES.adaOpen}></case-list>`);

    await expectAccessible(list);
  });

  describe('what does it show of a case?', () => {
    it('subject, number, status in words, and when it was updated', async () => {
      const list = await showAs('ada');

      const said = textOf(row(list, CASES.adaInProgress));
      expect(said).to.match(/Charged twice at the same shop\s*CAS-\d+/);
      expect(said).to.contain('In progress');
      expect(said).to.match(/Updated .*(month|year|week|day|hour)/);
    });

    it('the full date behind the relative time', async () => {
      const list = await showAs('ada');

      const time = row(list, CASES.adaNew).querySelector('time');
      expect(time?.dateTime).to.equal('2026-01-15T11:00:00.000Z');
      expect(time?.title).to.contain('15 January 2026');
    });

    it('how many notes it has, without those of staff alone', async () => {
      const list = await showAs('ada');

      expect(textOf(row(list, CASES.adaOpen))).to.contain('3 notes');
      expect(textOf(row(list, CASES.adaAcme))).to.not.contain('note');
    });

    it('how many notes are new', async () => {
      const list = await showAs('ada');
      const unread = (): string => textOf(row(list, CASES.adaNew).querySelector('.unread'));
      expect(unread()).to.equal('');
      await desk.call('eve', 'POST', `/cases/${CASES.adaNew}/notes`, {
        body: { id: crypto.randomUUID(), text: 'It is on its way.', visibility: 'public' },
      });

      await list.refresh();

      await until(list, () => unread() === '1 new', 'the mark of a new note');
    });

    it('that its priority is high', async () => {
      await desk.sql(`update support_case set priority = 'high' where id = $1`, [CASES.adaNew]);

      const list = await showAs('ada');

      expect(textOf(row(list, CASES.adaNew))).to.contain('High priority');
      expect(textOf(row(list, CASES.adaOpen))).to.not.contain('High priority');
    });

    it('hostile subjects as the text they are', async () => {
      const subject = '<img src=x onerror="window.hacked=1">\u202e<script>window.hacked=1</script>';
      await desk.sql(`update support_case set subject = $2 where id = $1`, [CASES.adaNew, subject]);

      const list = await showAs('ada');

      const shown = row(list, CASES.adaNew).querySelector('.subject');
      expect(shown?.textContent).to.equal(subject);
      expect(shown?.getAttribute('dir')).to.equal('auto');
      expect(all(list, 'img, script')).to.be.empty;
    });

    it('that a change is on its way, and that it was refused', async () => {
      const list = await showAs('ada');
      const { store } = list.parentElement as CaseProvider;
      const sending = desk.hold(`POST /cases/${CASES.adaNew}/transitions`);
      desk.fail(`POST /cases/${CASES.adaNew}/transitions`, () =>
        problem(403, 'forbidden', { detail: 'No.' }),
      );

      const written = store?.transition(CASES.adaNew, { action: 'cancel' });
      await until(
        list,
        () => textOf(row(list, CASES.adaNew)).includes('Sending…'),
        'the mark of a pending write',
      );
      expect(textOf(row(list, CASES.adaNew)), 'as if it were done').to.contain('Cancelled');
      sending.release();
      await written?.settled;

      await until(
        list,
        () => textOf(row(list, CASES.adaNew)).includes('Not accepted'),
        'the mark of a refused write',
      );
      expect(textOf(row(list, CASES.adaNew)), 'as it is').to.not.contain('Cancelled');
    });
  });

  describe('which cases does it show?', () => {
    it('my active ones, the last updated first', async () => {
      const list = await showAs('ada');

      expect(subjects(list).slice(0, 2)).to.deep.equal(['Card has not arrived', 'Transfer is missing']);
      expect(subjects(list)).to.not.include('PIN is blocked');
      expect(subjects(list)).to.not.include('Cannot sign in');
    });

    it('closed ones and all of them, on choice', async () => {
      const list = await showAs('ada');

      radio(list, 'closed').click();
      await until(list, () => subjects(list).includes('PIN is blocked'), 'closed cases');
      expect(list.state).to.equal('closed');
      expect(subjects(list)).to.have.members(['PIN is blocked', 'Statement for last year', 'Wrong address']);

      radio(list, 'all').click();
      await until(list, () => rows(list).length > 3, 'all cases');
      expect(subjects(list)).to.include.members(['PIN is blocked', 'Card has not arrived']);
    });

    it('those of an account that I may read, with their contacts', async () => {
      const list = await showAs('cleo');

      choose(get<HTMLSelectElement>(list, 'select[part="scope"]'), ACME);
      await until(list, () => subjects(list).includes('Company card for a new colleague'), 'cases of Acme');

      expect(list.scope).to.equal(ACME);
      expect(textOf(row(list, CASES.adaAcme))).to.contain('Ada Quill');
    });

    it('those in which the words occur, a moment after typing', async () => {
      const list = await showAs('ada');

      type(filterOf(list), 'transfer');
      await until(list, () => rows(list).length === 1, 'one case');

      expect(subjects(list)).to.deep.equal(['Transfer is missing']);
      expect(
        desk.requests.filter((request) => request.includes('q=')),
        'one request',
      ).to.have.length(1);
    });

    it('those in which the words occur, at once on Enter', async () => {
      const list = await showAs('ada');

      type(filterOf(list), 'identity ');
      await sendKeys({ press: 'Enter' });

      expect(list.filter).to.equal('identity ');
      await until(list, () => rows(list).length === 1, 'one case');
      expect(filterOf(list).value, 'what was typed stays').to.equal('identity ');
    });

    it('the result before, until the new one is there', async () => {
      const list = await showAs('ada');
      const before = subjects(list);
      const answer = desk.hold((request) => request.url.includes('q='));

      type(filterOf(list), 'identity');
      await sendKeys({ press: 'Enter' });
      await answer.arrived;

      expect(subjects(list)).to.deep.equal(before);
      expect(list.matches(':state(refreshing)')).to.equal(true);
      expect(announced(list)).to.equal('');
      answer.release();
      await until(list, () => rows(list).length === 1, 'the new result');
      expect(list.matches(':state(refreshing)')).to.equal(false);
    });

    it('in the chosen order', async () => {
      const list = await showAs('ada');

      choose(get<HTMLSelectElement>(list, 'select[part="sort"]'), 'subject');
      await until(
        list,
        () => subjects(list)[0] === 'Card has not arrived' && subjects(list)[1]?.startsWith('Charged'),
        'by subject',
      );

      expect(list.sort).to.equal('subject');
      expect(subjects(list)).to.deep.equal([...subjects(list)].sort((a, b) => a.localeCompare(b)));
    });

    it('in an order that only the page asked for', async () => {
      const list = await showAs('ada', html`<case-list sort="-subject"></case-list>`);

      expect(subjects(list)).to.deep.equal([...subjects(list)].sort((a, b) => b.localeCompare(a)));
      const select = get<HTMLSelectElement>(list, 'select[part="sort"]');
      expect(textOf(select.selectedOptions[0])).to.equal('Another order');
    });

    it('the default, where attributes are nonsense', async () => {
      const list = await showAs(
        'ada',
        html`<case-list scope="nobody's" state="strange" sort="sideways" filter="   "></case-list>`,
      );

      expect([list.state, list.sort]).to.deep.equal(['active', '-updatedAt']);
      expect(desk.requests.filter((request) => request.startsWith('GET /cases?')).at(-1)).to.contain(
        'scope=mine&state=active&sort=-updatedAt',
      );
      expect(subjects(list)[0]).to.equal('Card has not arrived');
    });

    it('the default, where properties are nonsense', async () => {
      const list = await showAs(
        'ada',
        html`<case-list .state=${'x'} .sort=${'y'} .filter=${'\0\ud800'}></case-list>`,
      );

      expect(desk.requests.filter((request) => request.startsWith('GET /cases?')).at(-1)).to.contain(
        'scope=mine&state=active&sort=-updatedAt',
      );
      expect(rows(list)).to.not.be.empty;
    });

    it('nothing of the person before, when another one signs in', async () => {
      const list = await showAs('ada');
      const seen: string[] = [];
      const watch = new MutationObserver(() => seen.push(...subjects(list)));

      const signedIn = desk.signIn(list.parentElement as CaseProvider, 'dan');
      await until(list, () => subjects(list).includes('Cannot sign in'), "Dan's case");
      if (list.shadowRoot) watch.observe(list.shadowRoot, { childList: true, subtree: true });
      await signedIn;

      expect(subjects(list)).to.deep.equal(['Cannot sign in']);
      expect(seen).to.not.include('Card has not arrived');
      watch.disconnect();
    });
  });

  describe('how does it go on?', () => {
    it('fetches a page at a time, says how many there are, and leads to the first new row', async () => {
      await fileMany(60);
      const list = await showAs('ada');
      const total = 66;
      expect(rows(list)).to.have.length(50);
      expect(textOf(find(list, '[part="count"]'))).to.equal(`50 of ${total}`);
      expect(announced(list)).to.equal(`50 of ${total}`);

      button(list, 'Load more').focus();
      await sendKeys({ press: 'Enter' });
      await until(list, () => rows(list).length === total, 'the rest');

      expect(focused(list)).to.equal(rows(list)[50]);
      expect(textOf(find(list, '[part="count"]'))).to.equal(`${total} cases`);
      expect(find(list, '.more')).to.equal(null);
      expect(new Set(rows(list).map(({ value }) => value)).size, 'no case twice').to.equal(total);
    });

    it('keeps the rows when more cannot be had, says so where they would be, and tries again', async () => {
      await fileMany(60);
      const list = await showAs('ada');
      desk.fail('GET /cases', 'network');

      button(list, 'Load more').click();
      await until(list, () => find(list, '.end [role="alert"]'), 'the error');

      expect(rows(list)).to.have.length(50);
      button(list, 'Try again').click();
      await until(list, () => rows(list).length > 50, 'the rest');
      expect(find(list, '[role="alert"]')).to.equal(null);
    });

    it('does not ask twice for the same page', async () => {
      await fileMany(60);
      const list = await showAs('ada');
      const answer = desk.hold((request) => request.url.includes('cursor='));

      button(list, 'Load more').click();
      await answer.arrived;
      await list.updateComplete;
      button(list, 'Loading…').click();
      answer.release();
      await until(list, () => rows(list).length > 50, 'the rest');

      expect(desk.requests.filter((request) => request.includes('cursor='))).to.have.length(1);
    });
  });

  describe('what can be done with it?', () => {
    it('a row is chosen, with its id in the event', async () => {
      const list = await showAs('ada');
      const chosen = nextEvent(list, 'case-select');

      row(list, CASES.adaWaiting).click();

      expect((await chosen).caseId).to.equal(CASES.adaWaiting);
      expect(list.selected).to.equal(CASES.adaWaiting);
      await list.updateComplete;
      expect(row(list, CASES.adaWaiting).getAttribute('aria-current')).to.equal('true');
    });

    it('a choice is prevented', async () => {
      const list = await showAs('ada');
      list.addEventListener('case-select', (event) => event.preventDefault());

      row(list, CASES.adaWaiting).click();

      expect(list.selected).to.equal(null);
    });

    it('a new case is asked for', async () => {
      const list = await showAs('ada');
      const asked = nextEvent(list, 'case-new');

      button(list, 'Open a New Case').click();

      expect((await asked).composed).to.equal(true);
    });

    it('no new case is offered where the viewer may only read', async () => {
      const list = await showAs('ben', html`<case-list scope=${ACME}></case-list>`);

      expect(find(list, '.new')).to.equal(null);
      expect(subjects(list)).to.deep.equal(['Company card for a new colleague']);
    });

    it('its texts are replaced', async () => {
      const provider = desk.provider('ada');
      provider.texts = {
        'cases/createbuttontext': 'Ask the harbour master',
        'cases/list/count': '{count} item|{count} items',
      };
      const list = new CaseList();
      provider.append(list);
      document.body.append(provider);

      await loaded(list);

      expect(button(list, 'Ask the harbour master')).to.be.instanceOf(HTMLButtonElement);
      expect(announced(list)).to.equal('6 items');
      provider.remove();
    });

    it('it is refreshed, and the announcement follows', async () => {
      const list = await showAs('ada');
      expect(announced(list)).to.equal('6 cases');
      await desk.sql('update support_case set contact_id = $2 where id = $1', [CASES.danOpen, PEOPLE.ada]);

      await list.refresh();

      await until(list, () => subjects(list).includes('Cannot sign in'), 'the new case');
      expect(announced(list)).to.equal('7 cases');
    });
  });

  describe('where is the keyboard?', () => {
    it('Tab reaches one row; arrows, Home and End reach the others', async () => {
      const list = await showAs('ada');
      const [first, second] = rows(list);
      expect(rows(list).filter(({ tabIndex }) => tabIndex === 0)).to.deep.equal([first]);

      list.focus();
      expect(focused(list)).to.equal(first);
      await sendKeys({ press: 'ArrowDown' });
      expect(focused(list)).to.equal(second);
      expect(rows(list).filter(({ tabIndex }) => tabIndex === 0)).to.deep.equal([second]);
      await sendKeys({ press: 'End' });
      expect(focused(list)).to.equal(rows(list).at(-1));
      await sendKeys({ press: 'ArrowDown' });
      expect(focused(list), 'the end is the end').to.equal(rows(list).at(-1));
      await sendKeys({ press: 'Home' });
      expect(focused(list)).to.equal(first);
      await sendKeys({ press: 'ArrowUp' });
      expect(focused(list)).to.equal(first);
    });

    it('Enter opens the row', async () => {
      const list = await showAs('ada');
      list.focus();
      await sendKeys({ press: 'ArrowDown' });

      await sendKeys({ press: 'Enter' });

      expect(list.selected).to.equal(rows(list)[1]?.value);
    });

    it('the selected row is the one that Tab reaches', async () => {
      const list = await showAs('ada', html`<case-list selected=${CASES.adaWaiting}></case-list>`);

      expect(row(list, CASES.adaWaiting).tabIndex).to.equal(0);
    });

    it('focus stays on its row when the row moves', async () => {
      const list = await showAs('ada');
      row(list, CASES.adaOnHold).focus();
      await desk.sql(`update support_case set public_updated_at = now(), updated_at = now() where id = $1`, [
        CASES.adaOnHold,
      ]);

      await list.refresh();

      await until(list, () => rows(list)[0]?.value === CASES.adaOnHold, 'the row at the top');
      expect(focused(list)).to.equal(rows(list)[0]);
    });

    it('focus goes to the neighbour when its row goes', async () => {
      const list = await showAs('ada');
      const place = rows(list).indexOf(row(list, CASES.adaWaiting));
      row(list, CASES.adaWaiting).focus();
      await desk.sql('update support_case set contact_id = $2, created_by = $2 where id = $1', [
        CASES.adaWaiting,
        PEOPLE.dan,
      ]);

      await list.refresh();

      await until(list, () => !find(list, `${ROW}[value="${CASES.adaWaiting}"]`), 'the row gone');
      expect(focused(list)).to.equal(rows(list)[place]);
    });

    it('focus goes to the rows when an error that had it is overcome', async () => {
      desk.fail('GET /cases', 'network');
      const list = await desk.show<CaseList>('ada', html`<case-list></case-list>`);
      await until(list, () => find(list, '[role="alert"]'), 'the error');
      button(list, 'Try again').focus();

      await sendKeys({ press: 'Enter' });
      await loaded(list);

      await until(list, () => focused(list) === rows(list)[0], 'focus in the rows');
    });
  });

  describe('in which order is it drawn?', () => {
    it('says that it takes longer than usual, and no longer once it is there', async () => {
      const cases = desk.hold('GET /cases');
      const list = await desk.show<CaseList>('ada', html`<case-list></case-list>`);
      const words = (): string => textOf(find(list, '[role="status"]'));
      await cases.arrived;
      await until(list, () => words() === 'This takes longer than usual.', 'the words');
      expect(get(list, '[role="status"]').checkVisibility()).to.equal(true);
      await expectAccessible(list);

      cases.release();

      await loaded(list);
      expect(words()).to.match(/^\d+ cases?$/);
    });

    it('names the moment from which a busy backend may be asked again', async () => {
      desk.fail('GET /cases', () => {
        const answer = problem(429, 'rate-limited', { detail: 'Too many requests.' });
        answer.headers.set('Retry-After', '600');
        return answer;
      });
      const list = await desk.show<CaseList>('ada', html`<case-list locale="en-GB"></case-list>`);
      const error = await until(list, () => find(list, '[part="error"]'));
      expect(textOf(error)).to.match(/^Support is busy until .*\d:\d\d/);
    });

    it('the first rows with the first frame, the others after it', async () => {
      await fileMany(30);
      const cases = desk.hold('GET /cases');
      const list = await desk.show<CaseList>('ada', html`<case-list></case-list>`);
      await cases.arrived;
      const drawn: number[] = [];
      const observer = new MutationObserver(() => drawn.push(rows(list).length));
      observer.observe(list.renderRoot, { childList: true, subtree: true });

      cases.release();
      await loaded(list);

      observer.disconnect();
      expect(drawn.find((count) => count > 0)).to.equal(12);
      expect(rows(list).length).to.be.above(30);
      expect(announced(list)).to.equal(`${rows(list).length} cases`);
    });

    it('controls before the rows, where these are long in coming', async () => {
      const cases = desk.hold('GET /cases');
      const list = await desk.show<CaseList>('ada', html`<case-list></case-list>`);

      await until(list, () => find(list, 'input[value="closed"]'), 'the controls');

      expect(rows(list)).to.be.empty;
      cases.release();
      await loaded(list);
    });

    it('a selected case far down, as the row that Tab reaches', async () => {
      await fileMany(30);
      const [{ id } = { id: '' }] = await desk.sql<{ id: string }>(
        `select id from support_case where subject = 'Bulk case 1'`,
      );
      const list = await showAs('ada', html`<case-list selected=${id}></case-list>`);

      const stops = (): HTMLButtonElement[] => rows(list).filter(({ tabIndex }) => tabIndex === 0);
      await until(list, () => stops().length === 1, 'one stop');

      expect(stops()).to.deep.equal([row(list, id)]);
    });
  });

  describe('what does it show when there is nothing to show?', () => {
    it('rows to be, as high as rows, while it starts', async () => {
      const session = desk.hold('GET /session');
      const list = await desk.show<CaseList>('ada', html`<case-list></case-list>`);
      await session.arrived;

      expect(all(list, '[part="skeleton"]')).to.have.length(6);
      expect(list.matches(':state(loading)')).to.equal(true);
      await expectAccessible(list);
      const before = get(list, '[part="list"]').getBoundingClientRect();
      const height = get(list, '.item').getBoundingClientRect().height;
      session.release();
      await loaded(list);

      expect(get(list, '[part="list"]').getBoundingClientRect().top, 'no jump').to.be.closeTo(before.top, 1);
      expect(get(list, '.item').getBoundingClientRect().height).to.be.closeTo(height, 8);
    });

    it('asks for session and cases at the same time', async () => {
      const session = desk.hold('GET /session');

      const list = await desk.show<CaseList>('ada', html`<case-list></case-list>`);
      await session.arrived;

      await until(
        list,
        () => desk.requests.some((request) => request.startsWith('GET /cases')),
        'the request for cases',
      );
      session.release();
      await loaded(list);
    });

    it('an invitation, to a person without cases', async () => {
      const list = await desk.show<CaseList>('ben', html`<case-list></case-list>`);

      await until(list, () => list.matches(':state(empty)'), 'empty');

      expect(textOf(find(list, '[part="empty"]'))).to.contain('You have no active cases.');
      expect(button(list, 'Open a New Case')).to.be.instanceOf(HTMLButtonElement);
      await expectAccessible(list);
    });

    it('the words of the filter that found nothing, and the way back', async () => {
      const list = await showAs('ada');

      type(filterOf(list), 'xylophone');
      await until(list, () => list.matches(':state(empty)'), 'empty');
      expect(textOf(find(list, '[part="empty"]'))).to.contain('There are no cases for the selected filter.');
      expect(announced(list)).to.equal('There are no cases for the selected filter.');
      button(list, 'Clear the filter').click();
      await loaded(list);

      expect(filterOf(list).value).to.equal('');
      expect(focused(list)).to.equal(filterOf(list));
    });

    it("the host's own words, where it gives some", async () => {
      const list = await desk.show<CaseList>(
        'ben',
        html`<case-list
          ><h2 slot="header">Help</h2>
          <p slot="empty">All is well</p>
          <p slot="footer">Or call us</p></case-list
        >`,
      );
      await until(list, () => list.matches(':state(empty)'), 'empty');

      for (const child of list.children)
        expect(child.getBoundingClientRect().height, child.slot).to.be.above(0);
    });

    it('to somebody who is not signed in, what to do', async () => {
      const list = await desk.show<CaseList>(null, html`<case-list></case-list>`);
      await until(list, () => find(list, '[part="signed-out"]'), 'signed out');
      const asked = nextEvent(list, 'case-sign-in');

      button(list, 'Sign in').click();

      expect((await asked).bubbles).to.equal(true);
      expect(textOf(find(list, '[part="signed-out"]'))).to.contain('You must sign in to view your cases.');
      await expectAccessible(list);
    });

    it('the cases, as soon as the person has signed in', async () => {
      const list = await desk.show<CaseList>(null, html`<case-list></case-list>`);
      await until(list, () => find(list, '[part="signed-out"]'), 'signed out');

      await desk.signIn(list.parentElement as CaseProvider, 'ada');

      await loaded(list);
      expect(subjects(list)).to.include('Transfer is missing');
    });

    it('without a provider, how to connect', async () => {
      const list = new CaseList();
      document.body.append(list);
      await list.updateComplete;

      expect(textOf(find(list, '[part="not-connected"]'))).to.contain('<case-provider');
      expect(list.matches(':state(loading)')).to.equal(false);
      list.remove();
    });
  });

  describe('what does it show when something goes wrong?', () => {
    const FAULTS = {
      'empty-500': 'not available right now',
      'wrong-json': 'do not understand',
      network: 'No connection',
    } as const;

    for (const [fault, words] of Object.entries(FAULTS) as [keyof typeof FAULTS, string][]) {
      it(`${fault}: an honest error, and the cases after another try`, async () => {
        desk.fail('GET /cases', fault);
        const list = await desk.show<CaseList>('ada', html`<case-list></case-list>`);

        const alert = await until(list, () => find(list, '[role="alert"]'), 'the error');
        expect(textOf(alert)).to.contain(words);
        expect(list.matches(':state(failed)')).to.equal(true);
        expect(announced(list)).to.equal('');
        button(list, 'Try again').click();
        await loaded(list);

        expect(find(list, '[role="alert"]')).to.equal(null);
      });
    }

    it('a page in place of the cases: asks to sign in', async () => {
      desk.fail('GET /cases', 'html', 9);
      const list = await desk.show<CaseList>('ada', html`<case-list></case-list>`);

      await until(list, () => find(list, '[part~="signed-out"]'), 'the request to sign in');
      expect(rows(list)).to.have.length(0);
    });

    it('no session: an error for the whole list, and a way on', async () => {
      desk.fail('GET /session', 'empty-500');
      const list = await desk.show<CaseList>('ada', html`<case-list></case-list>`);

      await until(list, () => find(list, '[role="alert"]'), 'the error');
      await expectAccessible(list);
      button(list, 'Try again').click();

      await loaded(list);
    });

    it("the backend's own words, and what to quote", async () => {
      desk.fail('GET /cases', () => problem(503, 'unavailable', { detail: 'Back at <b>noon</b>.' }));
      const list = await desk.show<CaseList>('ada', html`<case-list></case-list>`);

      const alert = await until(list, () => find(list, '[role="alert"]'), 'the error');

      expect(textOf(alert)).to.contain('Back at <b>noon</b>.');
      expect(textOf(alert)).to.contain('urn:uuid:00000000');
    });

    it('rows stay below the error of a refresh', async () => {
      const list = await showAs('ada');
      desk.fail('GET /cases', 'network');

      await list.refresh();

      await until(list, () => find(list, '[role="alert"]'), 'the error');
      expect(subjects(list)).to.include('Transfer is missing');
      await expectAccessible(list);
    });

    it('rows of another question go when the answer fails', async () => {
      const list = await showAs('ada');
      desk.fail((request) => request.url.includes('state=closed'), 'network');

      radio(list, 'closed').click();

      await until(list, () => find(list, '[role="alert"]'), 'the error');
      expect(rows(list)).to.be.empty;
    });
  });

  describe('what this browser kept', () => {
    let shown: CaseList[] = [];
    afterEach(() => {
      shown.forEach(retire);
      shown = [];
    });

    /** As at a host that names its person; what is drawn is noted from the first draw on. */
    async function visit(world: string): Promise<{ list: CaseList; drawn: string[] }> {
      const provider = desk.provider('ada', world);
      provider.userKey = 'ada';
      const list = new CaseList();
      shown.push(list);
      const drawn: string[] = [];
      list.addController({
        hostUpdated: () => {
          const [part = ''] = find(list, '[part~="skeleton"], [part~="case"]')?.part ?? [];
          if (part !== drawn.at(-1)) drawn.push(part);
        },
      });
      provider.append(list);
      await fixture(html`<main>${provider}</main>`);
      return { list, drawn };
    }

    const isListKept = async (name: string): Promise<boolean> => {
      const database = await openDB(name);
      const keys = await database.getAllKeys('records');
      database.close();
      return keys.some((key) => Array.isArray(key) && key.includes('list'));
    };

    /** Resolves when the list is in a database that was not there `before`. */
    async function untilKept(before: ReadonlySet<string | undefined>): Promise<void> {
      for (let tries = 0; tries < 200; tries++) {
        const all = await indexedDB.databases();
        for (const { name } of all) if (name && !before.has(name) && (await isListKept(name))) return;
        await new Promise((next) => setTimeout(next, 25));
      }
      throw new Error('The list was never kept.');
    }

    it('is what it draws first: no skeleton before, and no answer needed', async () => {
      const world = desk.double();
      const before = new Set((await indexedDB.databases()).map(({ name }) => name));
      const first = await visit(world);
      await loaded(first.list);
      await untilKept(before);
      retire(first.list);
      const held = desk.hold(() => true);

      const { list, drawn } = await visit(world);
      await until(list, () => rows(list).length, 'rows');

      expect(drawn).to.deep.equal(['case']);
      held.release();
    });

    it('is not waited for: where nothing was kept of a list, it is a skeleton soon', async () => {
      localStorage.setItem('casement', '1');
      const held = desk.hold(() => true);

      const { list, drawn } = await visit(desk.double());
      await until(list, () => find(list, '[part="skeleton"]'), 'the skeleton');

      expect(drawn).to.deep.equal(['skeleton']);
      held.release();
    });
  });

  describe('does it fit?', () => {
    afterEach(() => setViewport({ width: 1000, height: 700 }));

    for (const width of [280, 320, 1280]) {
      for (const dir of ['ltr', 'rtl']) {
        it(`${width} px wide, ${dir}, with words that do not break`, async () => {
          await setViewport({ width, height: 700 });
          await desk.sql(`update support_case set subject = repeat('W', 255) where id = $1`, [CASES.adaAcme]);
          const list = await showAs('ada', html`<case-list dir=${dir} scope=${ACME}></case-list>`);

          expectNoOverflow(list);
          expectNoOverflow(row(list, CASES.adaAcme));
          for (const control of all(list, 'button, select, input, .states label')) {
            if (control.getAttribute('type') === 'radio') continue;
            expect(control.getBoundingClientRect().height, control.className).to.be.at.least(24);
          }
        });
      }
    }

    it('columns where there is room, cards where there is not', async () => {
      const list = await showAs('ada');
      const display = (): string => getComputedStyle(get(list, '[part="columns"]')).display;

      list.attributeStyleMap.set('inline-size', CSS.px(400));
      expect(display()).to.equal('none');
      list.attributeStyleMap.set('inline-size', CSS.px(900));

      expect(display()).to.equal('grid');
    });
  });
});
