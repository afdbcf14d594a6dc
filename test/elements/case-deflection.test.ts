import { expect } from '@open-wc/testing';
import { sendKeys, setViewport } from '@web/test-runner-commands';
import { html } from 'lit';
import { DOCUMENTS, PEOPLE } from '../../demo/server/fixtures.js';
import { CaseDeflection } from '../../src/elements/case-deflection.js';
import type { CaseProvider } from '../../src/elements/case-provider.js';
import type { Session } from '../../src/model/session.js';
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
  until,
} from '../support/elements.js';
import { problem } from '../support/faults.js';
import { DESK_TIMEOUT, startDesk, type Desk } from '../support/harness.js';

const CARD = 'lost card';

describe('<case-deflection>', () => {
  let desk: Desk;

  before(async function () {
    this.timeout(DESK_TIMEOUT);
    defineElement('case-deflection', CaseDeflection);
    desk = await startDesk();
  });
  afterEach(() => desk.reset());

  const titles = (element: Element): HTMLElement[] => all(element, '.result .title');
  const input = (element: Element): HTMLInputElement => get<HTMLInputElement>(element, '#query');
  const focused = (element: Element): Element | null | undefined => element.shadowRoot?.activeElement;
  const searches = (): readonly string[] =>
    desk.requests.filter((request) => request.startsWith('GET /search'));

  async function show(
    person: Parameters<Desk['show']>[0] = 'ada',
    template = html`<case-deflection></case-deflection>`,
  ): Promise<CaseDeflection> {
    const element = await desk.show<CaseDeflection>(person, template);
    await until(element, () => find(element, '#query'), 'a search field');
    return element;
  }

  async function searched(text = CARD): Promise<CaseDeflection> {
    const element = await show();
    type(input(element), text);
    button(element, 'Search').click();
    await until(element, () => titles(element).length, 'results');
    return element;
  }

  async function reading(): Promise<CaseDeflection> {
    const element = await searched();
    get(element, `.title[data-id="${DOCUMENTS.lostCard}"]`).click();
    await until(element, () => find(element, '.prose p:not(.skeleton)'), 'the article');
    return element;
  }

  /** `count` further articles about teapots. */
  async function publish(count: number): Promise<void> {
    await desk.sql(
      `insert into document (id, source, title, body, updated_at)
       select gen_random_uuid(), 'article', 'Teapot number ' || n, 'All about the teapot.', now()
       from generate_series(1, $1::int) as n`,
      [count],
    );
  }

  /** Replaces the body of the article about lost cards. */
  async function write(markup: string, title = 'Lost or stolen card'): Promise<void> {
    await desk.sql('update document set html = $1, title = $2 where id = $3', [
      markup,
      title,
      DOCUMENTS.lostCard,
    ]);
  }

  it('is accessible before a search, with results and while reading', async () => {
    const element = await show();
    await expectAccessible(element);
    await expectAccessible(await searched());
    await expectAccessible(await reading());
  });

  describe('how does a search begin?', () => {
    it('by the button', async () => {
      const element = await searched();

      expect(titles(element).map(textOf)).to.include('Lost or stolen card');
      expect(announced(element)).to.match(/^\d+ answers? for “lost card”$/);
    });

    it('by typing, once for a pause', async () => {
      const element = await show();

      for (const text of ['los', 'lost', 'lost ', 'lost c', 'lost card']) type(input(element), text);
      await until(element, () => titles(element).length, 'results');

      expect(searches()).to.have.length(1);
      expect(searches()[0]).to.contain('q=lost card');
    });

    it('not by fewer characters than the owner wants', async () => {
      await desk.sql(`insert into setting (name, value) values ('HelpDesk/CaseDeflection/MinLength', '6')`);
      const element = await show();

      type(input(element), 'card');
      type(input(element), 'lost card');
      await until(element, () => titles(element).length, 'results');

      expect(searches()).to.have.length(1);
    });

    it('with what the host page already knows', async () => {
      const element = await show('ada', html`<case-deflection query="  lost card "></case-deflection>`);

      await until(element, () => titles(element).length, 'results');

      expect(input(element).value).to.equal('lost card');
    });

    it('not with nothing: it says what is needed', async () => {
      const element = await show();

      button(element, 'Search').click();
      await until(element, () => announced(element), 'an announcement');

      expect(textOf(find(element, '#hint'))).to.equal(
        'Describe your problem and search before you open a case.',
      );
      expect(input(element).getAttribute('aria-invalid')).to.equal('true');
      expect(focused(element)).to.equal(input(element));
      expect(searches()).to.be.empty;
    });
  });

  describe('what does a result show?', () => {
    it('title, source, and its text with the words that were found', async () => {
      const element = await searched();

      const result = titles(element)
        .find((title) => textOf(title) === 'Lost or stolen card')
        ?.closest('li');
      expect(textOf(result)).to.contain('Help article').and.to.contain('Freeze your card in the app');
      expect([...(result?.querySelectorAll('mark') ?? [])].map(textOf)).to.include('card');
    });

    it('markup of a stranger as text', async () => {
      await write('<p>x</p>', '<img src=x onerror="window.hacked = 1"> lost card');

      const element = await searched();

      expect(textOf(titles(element)[0])).to.contain('<img src=x');
      expect(find(element, '.result img')).to.equal(null);
    });

    it('nothing older than what was asked last', async () => {
      const element = await show();
      const first = desk.hold((request) => request.url.includes('transfer'));
      type(input(element), 'transfer');
      button(element, 'Search').click();
      await first.arrived;
      type(input(element), CARD);
      button(element, 'Search').click();
      await until(element, () => titles(element).length, 'results');

      first.release();
      await new Promise((resolve) => setTimeout(resolve, 50));
      await element.updateComplete;

      expect(announced(element)).to.contain('lost card');
      expect(titles(element).map(textOf)[0]).to.equal('Lost or stolen card');
    });

    it('more of them when asked, and the focus on the first new one', async () => {
      await publish(8);
      const element = await searched('teapot');
      expect(titles(element)).to.have.length(5);

      button(element, 'Show more').click();
      await until(element, () => titles(element).length === 8, 'eight results');

      await until(element, () => focused(element) === titles(element)[5], 'the focus');
      expect(announced(element)).to.equal('8 of 8 answers shown');
      expect(all(element, 'button').map(textOf)).to.not.include('Show more');
    });

    it('those it has, when more of them cannot be had', async () => {
      await publish(8);
      const element = await searched('teapot');
      desk.fail('GET /search', 'network');

      button(element, 'Show more').click();
      await until(element, () => find(element, '[part~=error]'), 'an error');
      expect(titles(element)).to.have.length(5);
      button(element, 'Try again').click();

      await until(element, () => titles(element).length === 8, 'eight results');
    });
  });

  describe('where do the buttons stand?', () => {
    it('where they stood before the results came', async () => {
      const element = await show();
      const before = button(element, 'Continue to a new case').getBoundingClientRect();

      type(input(element), CARD);
      button(element, 'Search').click();
      await until(element, () => titles(element).length, 'results');

      const after = button(element, 'Continue to a new case').getBoundingClientRect();
      expect([after.top, after.left]).to.deep.equal([before.top, before.left]);
    });
  });

  describe('how do the keys move?', () => {
    it('Down into the results, Up and Escape back to the field', async () => {
      await publish(3);
      const element = await searched('teapot');
      input(element).focus();

      await sendKeys({ press: 'ArrowDown' });
      expect(focused(element)).to.equal(titles(element)[0]);
      await sendKeys({ press: 'ArrowDown' });
      expect(focused(element)).to.equal(titles(element)[1]);
      await sendKeys({ press: 'End' });
      expect(focused(element)).to.equal(titles(element)[2]);
      await sendKeys({ press: 'ArrowDown' });
      expect(focused(element)).to.equal(titles(element)[2]);
      await sendKeys({ press: 'Home' });
      await sendKeys({ press: 'ArrowUp' });
      expect(focused(element)).to.equal(input(element));
      await sendKeys({ press: 'ArrowDown' });
      await sendKeys({ press: 'Escape' });
      expect(focused(element)).to.equal(input(element));
    });

    it('Enter opens, and the way back ends where it began', async () => {
      const element = await searched();
      input(element).focus();
      await sendKeys({ press: 'ArrowDown' });
      const title = textOf(titles(element)[0]);

      await sendKeys({ press: 'Enter' });
      await until(element, () => focused(element)?.localName === 'h2', 'the focus on the heading');
      expect(textOf(focused(element))).to.equal(title);
      button(element, 'Back to the answers').click();

      await until(element, () => focused(element) === titles(element)[0], 'the focus on the result');
    });
  });

  describe('what does reading show?', () => {
    it('title, source and text, and the link to its page', async () => {
      const element = await reading();

      expect(textOf(find(element, '.article')))
        .to.contain('Lost or stolen card')
        .and.to.contain('Help article');
      expect(textOf(find(element, '.prose'))).to.equal(
        'Freeze your card in the app at once. Then order a new one.',
      );
      const link = get<HTMLAnchorElement>(element, 'a[part~=link]');
      expect(link.href).to.equal(`${location.origin}/help/lost-card`);
      expect(link.rel).to.equal('noopener noreferrer');
    });

    it('markup without what could run', async () => {
      await write(
        '<p id="x" style="color:red">Hi <b>there</b><script>window.hacked = 1</script></p>' +
          '<a href="javascript:window.hacked = 1">bad</a><form action="/x"><input></form><iframe src="/x"></iframe>' +
          '<a href="https://example.org/y">elsewhere</a><a href="/help/z">here</a>',
      );

      const element = await reading();

      const prose = get(element, '.prose');
      expect(prose.querySelector('script, form, input, iframe, img, [style], [id]')).to.equal(null);
      expect(prose.querySelector('b')).to.not.equal(null);
      const links = [...prose.querySelectorAll('a')];
      expect(links.map((link) => link.getAttribute('href'))).to.deep.equal([
        null,
        'https://example.org/y',
        `${location.origin}/help/z`,
      ]);
      expect(textOf(links[1])).to.equal('elsewhere (opens another site)');
      expect(links[1]?.rel).to.equal('noopener noreferrer');
      expect('hacked' in window).to.equal(false);
    });

    it('the text in paragraphs where there is no markup', async () => {
      await desk.sql('update document set html = null, body = $1 where id = $2', [
        'One <b>lost</b> card.\n\nTwo.',
        DOCUMENTS.lostCard,
      ]);

      const element = await reading();

      expect(all(element, '.prose p').map(textOf)).to.deep.equal(['One <b>lost</b> card.', 'Two.']);
    });

    it('no link to an address that could run', async () => {
      await desk.sql(`update document set url = 'javascript:alert(1)' where id = $1`, [DOCUMENTS.lostCard]);

      const element = await reading();

      expect(find(element, 'a[part~=link]')).to.equal(null);
    });

    it('an error with a way on when the article cannot be had', async () => {
      const element = await searched();
      desk.fail('GET /articles/*', 'empty-500');

      titles(element)[0]?.click();
      await until(element, () => find(element, '.article [part~=error]'), 'an error');
      button(element, 'Try again').click();

      await until(element, () => find(element, '.prose p:not(.skeleton)'), 'the article');
    });
  });

  describe('what becomes of an answer?', () => {
    it('one that was found is recorded, with what was searched and read', async () => {
      const element = await reading();
      const answered = nextEvent(element, 'case-deflection-answered');

      button(element, 'Found my answer').click();

      const event = await answered;
      expect([event.articleId, event.query]).to.deep.equal([DOCUMENTS.lostCard, CARD]);
      await until(element, () => textOf(focused(element)).startsWith('Good to hear'), 'the thanks, in focus');
      await expectAccessible(element);
      await until(element, () => desk.requests.includes('POST /deflections'), 'the record');
      const rows = await recorded();
      expect(rows).to.deep.equal([
        { outcome: 'answered', answered_by: DOCUMENTS.lostCard, person_id: PEOPLE.ada },
      ]);
    });

    it('one that did not help is recorded once, and the results are there again', async () => {
      const element = await reading();

      button(element, 'This did not help').click();
      await until(element, () => titles(element).length && !find(element, '.article'), 'the results');
      expect(announced(element)).to.equal('Thank you. We noted that it did not help.');
      expect(textOf(titles(element)[0]?.closest('li'))).to.contain('Read');
      titles(element)[0]?.click();
      await until(element, () => find(element, '.prose p:not(.skeleton)'), 'the article');
      button(element, 'This did not help').click();
      await until(element, () => desk.requests.includes('POST /deflections'), 'the record');

      expect((await recorded()).map((row) => row.outcome)).to.deep.equal(['not_answered']);
    });

    it('the search can begin again', async () => {
      const element = await reading();
      button(element, 'Found my answer').click();
      await until(element, () => find(element, '.thanks'), 'the thanks');

      button(element, 'Search again').click();
      await until(element, () => focused(element) === input(element), 'the focus in the field');

      expect(input(element).value).to.equal('');
      expect(titles(element)).to.be.empty;
      expect(button(element, 'Continue to a new case').ariaDisabled).to.equal('true');
    });

    async function recorded(): Promise<
      readonly { outcome: string; answered_by: string; person_id: string }[]
    > {
      for (let tries = 0; tries < 50; tries++) {
        const rows = await desk.sql<{ outcome: string; answered_by: string; person_id: string }>(
          'select outcome, answered_by, person_id from deflection_outcome',
        );
        if (rows.length) return rows;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      return [];
    }
  });

  describe('when does it lead on to the form?', () => {
    it('not before a search', async () => {
      const element = await show();
      let continued = false;
      element.addEventListener('case-deflection-continue', () => (continued = true));

      const way = button(element, 'Continue to a new case');
      expect(way.ariaDisabled).to.equal('true');
      way.click();
      await element.updateComplete;

      expect(continued).to.equal(false);
      expect(textOf(find(element, '#hint'))).to.contain('search before you open a case');
      expect(focused(element)).to.equal(input(element));
    });

    it('after it, with what was searched, shown and read', async () => {
      const element = await reading();
      button(element, 'Back to the answers').click();
      await until(element, () => !find(element, '.article'), 'the results');
      const next = nextEvent(element, 'case-deflection-continue');

      button(element, 'Continue to a new case').click();

      const { trail } = await next;
      expect(trail.query).to.equal(CARD);
      expect(trail.shown).to.include(DOCUMENTS.lostCard);
      expect(trail.opened).to.deep.equal([DOCUMENTS.lostCard]);
    });

    it('when nothing was found, and says so', async () => {
      const element = await show();
      type(input(element), 'xylophone');
      button(element, 'Search').click();
      await until(element, () => find(element, '[part~=empty]'), 'the empty state');

      expect(announced(element)).to.equal('Nothing found for “xylophone”.');
      await expectAccessible(element);
      const next = nextEvent(element, 'case-deflection-continue');
      button(element, 'Continue to a new case').click();
      expect((await next).trail).to.deep.equal({ query: 'xylophone', shown: [], opened: [] });
    });

    for (const fault of ['network', 'empty-500', 'wrong-json'] as const) {
      it(`when the search failed (${fault}): nobody is locked out by it`, async () => {
        const element = await show();
        desk.fail('GET /search', fault);
        type(input(element), CARD);
        button(element, 'Search').click();
        await until(element, () => find(element, '[part~=error]'), 'an error');

        const next = nextEvent(element, 'case-deflection-continue');
        button(element, 'Continue to a new case').click();

        expect((await next).trail.query).to.equal(CARD);
      });
    }

    it('and the search that failed can be tried again', async () => {
      const element = await show();
      desk.fail('GET /search', () => problem(503, 'unavailable', { detail: 'Closed for lunch.' }));
      type(input(element), CARD);
      button(element, 'Search').click();
      await until(element, () => find(element, '[part~=error]'), 'an error');
      expect(textOf(find(element, '[part~=error]'))).to.contain('Closed for lunch.');

      button(element, 'Try again').click();

      await until(element, () => titles(element).length, 'results');
    });

    it('not to somebody who may not file cases', async () => {
      desk.fail('GET /session', async (request) => {
        const path = new URL(request.url).pathname.replace('/api', '');
        const session = await desk.call<Session>('ada', 'GET', path);
        const rights = { create: false, read: true, write: false, delete: false };
        const scopes = session.scopes.map((scope) => ({ ...scope, rights }));
        return Response.json({ ...session, rights, scopes });
      });
      const element = await show();

      expect(all(element, 'button').map(textOf)).to.not.include('Continue to a new case');
    });
  });

  describe('what else can it be?', () => {
    it('left', async () => {
      const element = await show();
      const left = nextEvent(element, 'case-back');

      button(element, 'Back').click();

      await left;
    });

    it('nothing at all, where the owner turned it off', async () => {
      await desk.sql(`insert into setting (name, value) values ('HelpDesk/CaseDeflection/Enabled', 'false')`);
      const element = await desk.show<CaseDeflection>('ada', html`<case-deflection></case-deflection>`);

      await until(element, () => !find(element, '[part~=base]'), 'nothing');

      expect(element.getBoundingClientRect().height).to.equal(0);
    });

    it('a skeleton of the same size while it is not known who asks', async () => {
      const session = desk.hold('GET /session');
      const element = await desk.show<CaseDeflection>('ada', html`<case-deflection></case-deflection>`);
      await session.arrived;
      await until(element, () => find(element, '.skeleton'), 'a skeleton');
      const { height } = element.getBoundingClientRect();

      session.release();
      await until(element, () => find(element, '#query'), 'the field');

      expect(element.getBoundingClientRect().height).to.be.closeTo(height, 4);
    });

    it('signed out, with a way to sign in; what was typed is there again after it', async () => {
      const element = await show();
      type(input(element), CARD);
      const provider = element.parentElement as CaseProvider;
      await desk.signIn(provider, null);
      await until(element, () => find(element, '[part~=signed-out]'), 'the signed-out state');
      await expectAccessible(element);
      const signIn = nextEvent(element, 'case-sign-in');
      button(element, 'Sign in').click();
      await signIn;

      await desk.signIn(provider, 'ada');

      await until(element, () => find(element, '#query'), 'the field');
      expect(input(element).value).to.equal(CARD);
    });

    it('not connected', async () => {
      const element = document.createElement('case-deflection');
      document.body.append(element);
      await element.updateComplete;

      expect(textOf(find(element, '[part~=not-connected]'))).to.contain('case-provider');
      element.remove();
    });

    it('narrow, and right to left', async () => {
      await setViewport({ width: 280, height: 800 });
      document.documentElement.dir = 'rtl';
      await write('<p>x</p>', 'lost card '.repeat(12) + 'L'.repeat(80));

      const element = await searched();

      expectNoOverflow(element);
      const label = get(element, 'label').getBoundingClientRect();
      expect(label.right).to.be.closeTo(input(element).getBoundingClientRect().right, 1);
      document.documentElement.removeAttribute('dir');
      await setViewport({ width: 800, height: 600 });
    });
  });
});
