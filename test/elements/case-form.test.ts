import { expect } from '@open-wc/testing';
import { sendKeys, setViewport } from '@web/test-runner-commands';
import { html } from 'lit';
import { ACCOUNTS, CASES, DOCUMENTS, PEOPLE } from '../../demo/server/fixtures.js';
import { CaseForm } from '../../src/elements/case-form.js';
import type { CaseProvider } from '../../src/elements/case-provider.js';
import { LazyPart } from '../../src/elements/parts/lazy-part.js';
import { defineElement } from '../../src/elements/registry.js';
import type { Case, SearchTrail } from '../../src/model/case.js';
import type { FieldDefinition } from '../../src/model/form.js';
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
  textOf,
  type,
  until,
} from '../support/elements.js';
import { problem } from '../support/faults.js';
import { DESK_TIMEOUT, startDesk, type Desk } from '../support/harness.js';

const TRAIL: SearchTrail = { query: 'lost card', shown: [DOCUMENTS.lostCard], opened: [] };

/** One field of every type. */
const EVERY_FIELD: readonly FieldDefinition[] = [
  {
    name: 'subject',
    type: 'text',
    label: 'Subject',
    required: true,
    minLength: 5,
    maxLength: 255,
    help: 'In a sentence.',
  },
  {
    name: 'description',
    type: 'multiline',
    label: 'Description',
    maxLength: 100,
    placeholder: 'What happened?',
  },
  { name: 'category', type: 'choice', label: 'Topic', required: true },
  { name: 'accountId', type: 'lookup', label: 'Account', lookup: 'accounts' },
  { name: 'contactId', type: 'lookup', label: 'Contact', lookup: 'contacts', dependsOn: 'accountId' },
  { name: 'amount', type: 'number', label: 'Amount', min: 1, max: 500 },
  { name: 'happenedOn', type: 'date', label: 'Day', max: '2026-12-31' },
  { name: 'email', type: 'email', label: 'E-mail' },
  { name: 'phone', type: 'phone', label: 'Phone' },
  { name: 'site', type: 'url', label: 'Web page' },
  { name: 'consent', type: 'checkbox', label: 'You may look', required: true },
  { name: 'files', type: 'files', label: 'Files' },
];

describe('<case-form>', () => {
  let desk: Desk;

  before(async function () {
    this.timeout(DESK_TIMEOUT);
    defineElement('case-form', CaseForm);
    desk = await startDesk();
  });
  afterEach(() => desk.reset());

  const field = <E extends HTMLElement = HTMLInputElement>(form: Element, name: string): E =>
    get<E>(form, `#field-${name}`);
  const errorOf = (form: Element, name: string): string => textOf(find(form, `#field-${name}-error`));
  const focused = (form: Element): Element | null | undefined => form.shadowRoot?.activeElement;
  const summary = (form: Element): string[] => all(form, '.summary a').map(textOf);
  const writes = (): readonly string[] => desk.requests.filter((request) => !request.startsWith('GET '));

  async function show(
    person: Parameters<Desk['show']>[0] = 'dan',
    template = html`<case-form .trail=${TRAIL}></case-form>`,
  ): Promise<CaseForm> {
    const form = await desk.show<CaseForm>(person, template);
    await until(form, () => find(form, 'form'), 'a form');
    await until(form, () => !find(form, '.field [aria-busy=true]'), 'its options');
    return form;
  }

  const edit = (caseId: string, person: Parameters<Desk['show']>[0] = 'ada'): Promise<CaseForm> =>
    show(person, html`<case-form case-id=${caseId}></case-form>`);

  async function setForm(
    purpose: 'create' | 'edit',
    fields: readonly FieldDefinition[],
    title?: string,
  ): Promise<void> {
    const definition = JSON.stringify({ ...(title ? { title } : {}), fields });
    await desk.sql('insert into form (purpose, definition) values ($1, $2::jsonb)', [purpose, definition]);
  }

  function submit(form: CaseForm): void {
    get<HTMLButtonElement>(form, '#submit').click();
  }

  async function filed(form: CaseForm): Promise<void> {
    await until(form, () => find(form, '[part~=confirmation]'), 'the confirmation');
  }

  /** Puts files into the picker as the browser's dialog would. */
  function pick(form: CaseForm, ...files: File[]): void {
    const input = get<HTMLInputElement>(form, 'input[type=file]');
    const data = new DataTransfer();
    for (const file of files) data.items.add(file);
    input.files = data.files;
    input.dispatchEvent(new Event('change', { bubbles: true }));
  }

  const text = (name: string, content = 'hello'): File => new File([content], name, { type: 'text/plain' });

  it('is accessible, in the light and in the dark', async () => {
    await setForm('create', EVERY_FIELD);

    await expectAccessible(await show('cleo'));
  });

  it('is accessible with errors and with files', async () => {
    await setForm('create', EVERY_FIELD);
    const form = await show();
    submit(form);
    await until(form, () => summary(form).length, 'errors');
    pick(form, text('a.txt'), new File(['x'], 'b.exe', { type: 'application/x-msdownload' }));
    await until(form, () => find(form, '.file'), 'a file');

    await expectAccessible(form);
  });

  it('is accessible when it is filed', async () => {
    const form = await show();
    submit(form);
    await filed(form);

    await expectAccessible(form);
  });

  describe('which fields does it show?', () => {
    it('those of the owner, required ones marked in words', async () => {
      await setForm('create', EVERY_FIELD, 'Ask the bank');
      const form = await show();

      expect(textOf(find(form, 'h2'))).to.equal('Ask the bank');
      expect(all(form, '.field').map((one) => one.querySelector('[id^=field-]')?.id).length).to.equal(
        EVERY_FIELD.length,
      );
      expect(textOf(find(form, '#field-subject-label'))).to.equal('Subject (required)');
      expect(textOf(find(form, '#field-description-label'))).to.equal('Description');
      expect(field(form, 'subject').required).to.equal(true);
      expect([field(form, 'amount').type, field(form, 'amount').max]).to.deep.equal(['number', '500']);
      expect([field(form, 'happenedOn').type, field(form, 'phone').type]).to.deep.equal(['date', 'tel']);
    });

    it('the default of a name that nobody gave', async () => {
      const form = await show('dan', html`<case-form form="__proto__"></case-form>`);

      expect(textOf(find(form, '#field-subject-label'))).to.contain('Subject');
    });

    it('the values of the host, and the words of the search as the subject', async () => {
      const form = await show(
        'dan',
        html`<case-form .trail=${TRAIL} .values=${{ category: 'payments' }}></case-form>`,
      );

      expect(field(form, 'subject').value).to.equal('lost card');
      expect(field(form, 'category').value).to.equal('payments');
      expect(field(form, 'priority').value).to.equal('normal');
    });

    it('markup of an owner as text', async () => {
      await setForm('create', [
        { name: 'subject', type: 'text', label: '<img src=x onerror=alert(1)>', help: '<b>x</b>' },
      ]);
      const form = await show();

      expect(find(form, '.field img, .field b')).to.equal(null);
      expect(textOf(find(form, '#field-subject-label'))).to.equal('<img src=x onerror=alert(1)>');
    });

    it('how many characters are left, near the limit only, and keeps what is beyond it', async () => {
      await setForm('create', EVERY_FIELD);
      const form = await show();
      const description = field<HTMLTextAreaElement>(form, 'description');

      type(description, 'x'.repeat(79));
      await form.updateComplete;
      expect(find(form, '#field-description-count')).to.equal(null);
      type(description, 'x'.repeat(90));
      await form.updateComplete;
      expect(textOf(find(form, '#field-description-count'))).to.equal('10 characters left');
      type(description, 'x'.repeat(103));
      await form.updateComplete;
      expect(textOf(find(form, '#field-description-count'))).to.equal('3 characters too many');
      expect(description.value).to.have.length(103);
    });
  });

  describe('what does it refuse?', () => {
    it('what is missing or wrong: at the field, and in a summary that leads there', async () => {
      await setForm('create', EVERY_FIELD);
      const form = await show('dan', html`<case-form></case-form>`);
      type(field(form, 'email'), 'nobody');
      type(field(form, 'phone'), 'call me');
      type(field(form, 'site'), 'javascript:alert(1)');
      type(field(form, 'amount'), '501');
      type(field(form, 'happenedOn'), '2027-01-01');

      submit(form);
      await until(form, () => focused(form)?.classList.contains('summary'), 'the summary, in focus');

      expect(summary(form)).to.deep.equal([
        'Subject is required.',
        'Topic is required.',
        'Amount must be 500 or less.',
        'Day must not be after 31 December 2026.',
        'E-mail must be an e-mail address, like name@example.com.',
        'Phone must be a phone number, with digits and + ( ) - only.',
        'Web page must be a web address that starts with https:// or http://.',
        'You may look: tick this box.',
      ]);
      expect(errorOf(form, 'amount')).to.equal('Amount must be 500 or less.');
      expect(field(form, 'amount').getAttribute('aria-invalid')).to.equal('true');
      expect(field(form, 'amount').getAttribute('aria-describedby')).to.contain('field-amount-error');
      expect(field(form, 'email').value).to.equal('nobody');
      expect(writes()).to.be.empty;
      all(form, '.summary a')[2]?.click();
      await until(form, () => focused(form) === field(form, 'amount'), 'the field, in focus');
    });

    it('half a number that the browser cannot read', async () => {
      await setForm('create', EVERY_FIELD);
      const form = await show();
      field(form, 'amount').focus();
      await sendKeys({ type: '1e' });

      submit(form);
      await until(form, () => summary(form).length, 'errors');

      expect(errorOf(form, 'amount')).to.equal('Amount must be a number.');
    });

    it('no longer what was put right, while it is typed', async () => {
      const form = await show('dan', html`<case-form></case-form>`);
      submit(form);
      await until(form, () => errorOf(form, 'subject'), 'an error');

      type(field(form, 'subject'), 'Card');
      await form.updateComplete;

      expect(errorOf(form, 'subject')).to.equal('');
      expect(summary(form)).to.be.empty;
    });

    it('nothing that the host stops', async () => {
      const form = await show();
      form.addEventListener('case-submit', (event) => event.preventDefault());

      submit(form);
      await form.updateComplete;

      expect(writes()).to.be.empty;
      expect(field(form, 'subject').value).to.equal('lost card');
    });
  });

  describe('what does it send?', () => {
    it('the values, the search before it, and shows the number', async () => {
      await setForm('create', EVERY_FIELD);
      const form = await show('cleo');
      type(field(form, 'subject'), 'Lost card');
      type(field<HTMLTextAreaElement>(form, 'description'), 'On the bus.\nLine 12.');
      choose(field<HTMLSelectElement>(form, 'category'), 'cards');
      choose(field<HTMLSelectElement>(form, 'accountId'), ACCOUNTS.acme);
      type(field(form, 'amount'), '12.5');
      field(form, 'consent').click();
      const submitted = nextEvent(form, 'case-submitted');

      submit(form);

      const { caseId, number } = await submitted;
      await filed(form);
      expect(textOf(find(form, '.number'))).to.equal(number);
      expect(number).to.match(/^CAS-\d+$/);
      const record = await desk.call<Case>('cleo', 'GET', `/cases/${caseId}`);
      expect([record.subject, record.description, record.category]).to.deep.equal([
        'Lost card',
        'On the bus.\nLine 12.',
        'cards',
      ]);
      expect(record.account?.id).to.equal(ACCOUNTS.acme);
      expect(record.fields).to.deep.include({ amount: 12.5, consent: true });
      const [row] = await desk.sql<{ deflection: SearchTrail }>(
        'select deflection from support_case where id = $1',
        [caseId],
      );
      expect(row?.deflection).to.deep.equal(TRAIL);
      await until(form, () => textOf(focused(form)) === 'Your case was filed', 'the heading, in focus');
    });

    it('one case, however often the button is pressed', async () => {
      const form = await show();
      const gate = desk.hold('POST /cases');

      submit(form);
      await gate.arrived;
      submit(form);
      get<HTMLFormElement>(form, 'form').requestSubmit();
      await until(form, () => get(form, '#submit').ariaDisabled === 'true', 'a busy button');
      expect(textOf(find(form, '#submit'))).to.equal('Sending…');
      expect(field(form, 'subject').disabled).to.equal(true);
      expect(focused(form)).to.equal(find(form, '#submit'));
      gate.release();

      await filed(form);
      expect(writes()).to.deep.equal(['POST /cases']);
    });

    it('the case, then leads to it or back to the list', async () => {
      const form = await show();
      submit(form);
      await filed(form);

      const select = nextEvent(form, 'case-select');
      button(form, 'View the case').click();
      expect((await select).caseId).to.match(/^[0-9a-f-]{36}$/);
      const back = nextEvent(form, 'case-back');
      button(form, 'Back to the list').click();
      await back;
    });

    it('the number to the clipboard, or marks it where there is none', async () => {
      const form = await show();
      submit(form);
      await filed(form);
      const written: string[] = [];
      const clipboard = { writeText: async (words: string) => void written.push(words) };
      Object.defineProperty(navigator, 'clipboard', { value: clipboard, configurable: true });

      button(form, 'Copy').click();
      await until(form, () => announced(form) === 'Copied', 'the announcement');
      expect(written).to.deep.equal([textOf(find(form, '.number'))]);
      document.execCommand = () => false;
      Object.defineProperty(navigator, 'clipboard', { value: undefined, configurable: true });
      button(form, 'Copied').click();
      await until(form, () => announced(form).startsWith('Selected.'), 'the other announcement');
      expect(getSelection()?.toString()).to.equal(written[0]);
      Reflect.deleteProperty(navigator, 'clipboard');
      Reflect.deleteProperty(document, 'execCommand');
    });
  });

  describe('what does it make of the backend’s no?', () => {
    it('errors at their fields, further ones included; nothing is cleared', async () => {
      await setForm('create', EVERY_FIELD);
      const form = await show();
      choose(field<HTMLSelectElement>(form, 'category'), 'cards');
      field(form, 'consent').click();
      desk.fail('POST /cases', () =>
        problem(422, 'validation', {
          errors: [
            { pointer: '/fields/amount', detail: 'No money today.', code: 'x' },
            { pointer: '/subject', detail: 'Name a product.', code: 'x' },
          ],
        }),
      );

      submit(form);
      await until(form, () => summary(form).length, 'errors');

      expect(summary(form)).to.deep.equal(['Name a product.', 'No money today.']);
      expect(errorOf(form, 'amount')).to.equal('No money today.');
      expect(field(form, 'subject').value).to.equal('lost card');
      expect(find(form, '[part~=error]')).to.equal(null);
      submit(form);
      await filed(form);
      expect(form.parentElement && (form.parentElement as CaseProvider).store?.get().operations).to.be.empty;
    });

    it('the exact words about a contact of another account, at the contact', async () => {
      const form = await show('cleo');
      desk.fail(
        'GET /lookups/contacts',
        () => Response.json({ items: [{ value: PEOPLE.dan, label: 'Dan Iversen' }], nextCursor: null }),
        9,
      );
      choose(field<HTMLSelectElement>(form, 'accountId'), ACCOUNTS.acme);
      await until(form, () => textOf(field(form, 'contactId')).includes('Dan'), 'Dan');
      choose(field<HTMLSelectElement>(form, 'contactId'), PEOPLE.dan);

      submit(form);
      await until(form, () => errorOf(form, 'contactId'), 'an error');

      expect(errorOf(form, 'contactId')).to.equal(
        "The specified contact doesn't belong to the account selected as the customer. Specify a contact that belongs " +
          'to the selected account, and then try again.',
      );
    });

    it('whatever is about no field, above the buttons', async () => {
      const form = await show('dan', html`<case-form subject="Lost card"></case-form>`);

      submit(form);
      await until(form, () => find(form, '.outcome [part~=error]'), 'an error');

      expect(textOf(find(form, '[part~=error]'))).to.contain('Search for an answer before filing a case.');
      expect(field(form, 'subject').value).to.equal('Lost card');
    });
  });

  describe('what if it does not get through?', () => {
    it('it says so, keeps trying when asked, and the case arrives once', async () => {
      const form = await show();
      desk.fail('POST /cases', 'network', 99);
      submit(form);
      await until(form, () => find(form, '[part~=waiting]'), 'the waiting state');
      await until(form, () => focused(form)?.part.contains('waiting'), 'the focus');
      await expectAccessible(form);
      expect(textOf(find(form, '[part~=waiting]')))
        .to.contain('Not sent yet')
        .and.to.contain('Keep this page open');
      expect(find(form, '#submit')).to.equal(null);
      desk.recover();

      await until(form, () => find(form, '[part~=confirmation]') ?? tryNow(form), 'the confirmation');

      const [row] = await desk.sql<{ n: number }>(
        `select count(*)::int as n from support_case where subject = 'lost card'`,
      );
      expect(row?.n).to.equal(1);
    });

    it('it cannot be written a second time once it may have arrived, but opened and added to', async () => {
      const form = await show();
      desk.fail('POST /cases', 'network', 99);
      submit(form);
      await until(form, () => find(form, '[part~=waiting]'), 'the waiting state');
      const again = all<HTMLButtonElement>(form, 'button').find((one) => textOf(one) === 'Edit again');
      expect(again?.hidden).to.equal(true);
      const opened = nextEvent(form, 'case-select');

      button(form, 'View the case').click();

      const [operation] = (form.parentElement as CaseProvider).store?.get().operations ?? [];
      expect((await opened).caseId).to.equal(operation?.caseId);
    });

    it('it is kept until the customer has signed in again', async () => {
      const form = await show();
      const provider = form.parentElement as CaseProvider;
      let isExpired = true;
      const isFiling = (request: Request) => request.method === 'POST' && request.url.endsWith('/cases');
      desk.fail(
        (request) => isExpired && isFiling(request),
        () => problem(401, 'unauthenticated'),
        99,
      );
      submit(form);
      await until(form, () => find(form, '[part~=held]'), 'the held state');
      expect(field(form, 'subject').value, 'what was written stays in sight').to.equal('lost card');
      await expectAccessible(form);
      const signIn = nextEvent(form, 'case-sign-in');
      button(form, 'Sign in').click();
      await signIn;

      isExpired = false;
      await desk.signIn(provider, 'dan');

      await filed(form);
      expect(writes().filter((request) => request === 'POST /cases').length).to.be.at.least(2);
    });

    const tryNow = (form: CaseForm): null => {
      all<HTMLButtonElement>(form, 'button')
        .find((one) => textOf(one) === 'Try now')
        ?.click();
      return null;
    };
  });

  describe('how does it take files?', () => {
    it('those the rules allow; others are refused in words before they leave', async () => {
      const form = await show();
      pick(
        form,
        text('note.txt'),
        new File(['x'], 'tool.exe', { type: 'application/x-msdownload' }),
        text('empty.txt', ''),
        new File([new Uint8Array(11 * 1024 * 1024)], 'big.png', { type: 'image/png' }),
      );
      await until(form, () => find(form, '.file'), 'a file');

      expect(all(form, '.file-name').map(textOf)).to.deep.equal(['note.txt']);
      expect(all(form, '[part~=refused-files] li').map(textOf)).to.deep.equal([
        'tool.exe was not added: this kind of file is not allowed.',
        'empty.txt was not added: the file is empty.',
        'big.png was not added: it is larger than 10 MB.',
      ]);
      expect(announced(form)).to.equal('1 file added');
      pick(form, text('note.txt'));
      await until(form, () => textOf(find(form, '[part~=refused-files]')).includes('already'), 'a refusal');
    });

    it('by drop anywhere on the form, and by paste', async () => {
      const form = await show();
      const box = get(form, 'form');
      const dropped = new DataTransfer();
      dropped.items.add(text('dropped.txt'));
      const over = new DragEvent('dragover', { dataTransfer: dropped, bubbles: true, cancelable: true });
      box.dispatchEvent(over);
      expect(over.defaultPrevented).to.equal(true);
      await until(form, () => find(form, '.drop.over'), 'a sign');
      box.dispatchEvent(new DragEvent('drop', { dataTransfer: dropped, bubbles: true, cancelable: true }));
      const pasted = new DataTransfer();
      pasted.items.add(text('pasted.txt'));
      box.dispatchEvent(
        new ClipboardEvent('paste', { clipboardData: pasted, bubbles: true, cancelable: true }),
      );

      await until(form, () => all(form, '.file').length === 2, 'two files');

      expect(all(form, '.file-name').map(textOf)).to.deep.equal(['dropped.txt', 'pasted.txt']);
      expect(find(form, '.drop.over')).to.equal(null);
    });

    it('no pasted words away from their field', async () => {
      const form = await show();
      const data = new DataTransfer();
      data.setData('text/plain', 'words');
      const paste = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });

      field(form, 'subject').dispatchEvent(paste);

      expect(paste.defaultPrevented).to.equal(false);
    });

    it('names without characters that hide or reorder', async () => {
      const form = await show();
      pick(form, text('invoice\u202etxt.\u200bscr.txt'));

      await until(form, () => find(form, '.file'), 'a file');

      expect(textOf(find(form, '.file-name'))).to.equal('invoicetxt.scr.txt');
    });

    it('away again, with the focus on the next', async () => {
      const form = await show();
      pick(form, text('a.txt', 'a'), text('b.txt', 'bb'));
      await until(form, () => all(form, '.file').length === 2, 'two files');

      get(form, '.file button').click();
      await until(
        form,
        () => focused(form)?.getAttribute('aria-label')?.includes('b.txt'),
        'the focus on the next',
      );
      get(form, '.file button').click();

      await until(form, () => focused(form) === find(form, '#field-files'), 'the focus on the button');
      expect(find(form, '.file')).to.equal(null);
    });

    it('and sends them after the case: on their way, refused, tried again', async () => {
      const form = await show();
      pick(form, text('a.txt', 'a'), text('b.txt', 'bb'));
      const gate = desk.hold('PUT *');
      let no = true;
      desk.fail(
        (request) => request.method === 'PUT' && no,
        () => problem(415, 'attachment-type', { detail: 'Not this one.' }),
        99,
      );
      submit(form);
      await filed(form);
      await until(form, () => all(form, '[part~=uploads] li').length === 2, 'two uploads');
      await until(form, () => find(form, '[part~=uploads] progress'), 'progress');
      gate.release();
      await until(form, () => all(form, '.file.refused').length === 2, 'refused files');
      expect(textOf(find(form, '.file.refused'))).to.contain('Not this one.');
      await expectAccessible(form);

      no = false;
      all<HTMLButtonElement>(form, '[part~=uploads] button')[0]?.click();
      await until(form, () => all(form, '[part~=uploads] li').length === 1, 'one upload');
      button(form, 'Discard').click();

      await until(form, () => !find(form, '[part~=uploads]'), 'none');
      const rows = await desk.sql<{ name: string }>('select name from attachment order by name');
      expect(rows.map((row) => row.name)).to.deep.equal(['a.txt']);
    });
  });

  describe('what do look-ups offer?', () => {
    it('what depends on another field is asked again, and emptied where it is not offered any more', async () => {
      const form = await show('cleo');
      choose(field<HTMLSelectElement>(form, 'accountId'), ACCOUNTS.acme);
      await until(form, () => textOf(field(form, 'contactId')).includes('Ada Quill'), 'the contacts of Acme');
      choose(field<HTMLSelectElement>(form, 'contactId'), PEOPLE.ada);

      choose(field<HTMLSelectElement>(form, 'accountId'), ACCOUNTS.borealis);
      await until(
        form,
        () => textOf(field(form, 'contactId')) === 'None Cleo Marsh',
        'the contacts of Borealis',
      );

      expect(field(form, 'contactId').value).to.equal('');
      expect(announced(form)).to.equal('Contact was emptied, because it depends on Account.');
    });

    it('an error with a way on', async () => {
      desk.fail('GET /lookups/accounts', 'empty-500');
      const form = await desk.show<CaseForm>('cleo', html`<case-form></case-form>`);
      await until(form, () => find(form, '.field .notice [id=field-accountId]'), 'an error');

      field<HTMLButtonElement>(form, 'accountId').click();

      await until(form, () => textOf(find(form, '#field-accountId')).includes('Acme'), 'the accounts');
    });

    it('a search by typing, where there are too many for a list', async () => {
      const named = (name: string): { value: string; label: string } => ({ value: name, label: name });
      desk.fail(
        (request) => request.url.includes('/lookups/accounts'),
        (request) => {
          const q = new URL(request.url).searchParams.get('q');
          return Response.json(
            q
              ? { items: [named(`${q} One`), named(`${q} Two`)], nextCursor: null }
              : { items: [named('First')], nextCursor: 'more' },
          );
        },
        99,
      );
      const form = await show('cleo');
      const box = field(form, 'accountId');
      await expectAccessible(form);
      box.focus();
      await sendKeys({ type: 'Bo' });
      await until(form, () => textOf(find(form, '[role=option]')) === 'Bo One', 'options');
      await expectAccessible(form);

      await sendKeys({ press: 'ArrowDown' });
      await sendKeys({ press: 'ArrowDown' });
      expect(box.getAttribute('aria-activedescendant')).to.equal(all(form, '[role=option]')[1]?.id);
      await sendKeys({ press: 'Enter' });
      await form.updateComplete;
      expect(box.value).to.equal('Bo Two');
      expect(box.ariaExpanded).to.equal('false');
      expect(writes()).to.be.empty;
      await sendKeys({ press: 'ArrowDown' });
      expect(box.ariaExpanded).to.equal('true');
      await sendKeys({ press: 'Escape' });
      await form.updateComplete;
      expect(box.ariaExpanded).to.equal('false');
      expect(box.value).to.equal('Bo Two');
      type(box, 'nonsense');
      box.blur();
      await form.updateComplete;
      expect(box.value, 'words that are no choice').to.equal('Bo Two');
    });
  });

  describe('what does it suggest?', () => {
    it('up to three answers for the subject, read beside the form', async () => {
      const form = await show('dan', html`<case-form></case-form>`);
      type(field(form, 'subject'), 'lost card');
      await until(form, () => find(form, '.suggestion'), 'a suggestion');
      const answers = all(form, '.suggestion');
      expect(answers.length).to.be.at.most(3);
      expect(announced(form)).to.match(/answers? may help$/);

      answers[0]?.focus();
      answers[0]?.click();
      await until(form, () => find(form, 'dialog[open] .prose p'), 'the answer');
      await expectAccessible(form);
      await sendKeys({ press: 'Escape' });

      await until(form, () => focused(form) === find(form, '.suggestion'), 'the focus back');
      submit(form);
      await filed(form);
      const [row] = await desk.sql<{ deflection: SearchTrail }>(
        `select deflection from support_case where subject = 'lost card'`,
      );
      expect(row?.deflection.query).to.equal('lost card');
      expect(row?.deflection.opened).to.have.length(1);
    });

    it('an answer that makes the case unnecessary, and asks before the words are dropped', async () => {
      const form = await show('dan', html`<case-form></case-form>`);
      type(field(form, 'subject'), 'lost card');
      await until(form, () => find(form, '.suggestion'), 'a suggestion');
      get(form, '.suggestion').click();
      await until(form, () => find(form, 'dialog[open] .prose p'), 'the answer');
      const answered = nextEvent(form, 'case-deflection-answered');

      button(form, 'Found my answer').click();

      expect((await answered).query).to.equal('lost card');
      expect(find(form, 'dialog.leave[open]')).to.not.equal(null);
    });

    it('nothing where the owner turned the search off', async () => {
      await desk.sql(`insert into setting (name, value) values ('HelpDesk/CaseDeflection/Enabled', 'false')`);
      const form = await show('dan', html`<case-form></case-form>`);

      expect(find(form, '.suggestions')).to.equal(null);
    });
  });

  describe('how is it left?', () => {
    it('at once, when nothing was typed', async () => {
      const form = await show('dan', html`<case-form></case-form>`);
      const back = nextEvent(form, 'case-back');

      button(form, 'Cancel').click();

      await back;
    });

    it('after a question, when something was', async () => {
      const form = await show('dan', html`<case-form></case-form>`);
      let left = 0;
      form.addEventListener('case-back', () => left++);
      type(field(form, 'subject'), 'Half a thought');
      button(form, 'Cancel').click();
      expect(find(form, 'dialog.leave[open]')).to.not.equal(null);
      expect(textOf(focused(form))).to.equal('Keep writing');

      button(form, 'Keep writing').click();
      expect([left, field(form, 'subject').value]).to.deep.equal([0, 'Half a thought']);
      button(form, 'Cancel').click();
      button(form, 'Discard').click();
      await form.updateComplete;

      expect([left, field(form, 'subject').value]).to.deep.equal([1, '']);
    });

    it('with what was typed kept, when the session ends; shown to the same person only', async () => {
      const form = await show('dan', html`<case-form></case-form>`);
      const provider = form.parentElement as CaseProvider;
      type(field(form, 'subject'), 'Half a thought');
      await desk.signIn(provider, null);
      await until(form, () => find(form, '[part~=signed-out]'), 'the signed-out state');
      await desk.signIn(provider, 'dan');
      await until(form, () => find(form, '#field-subject'), 'the form');
      expect(field(form, 'subject').value).to.equal('Half a thought');

      await desk.signIn(provider, 'cleo');

      await until(form, () => find(form, '#field-accountId'), 'the form of another person');
      expect(field(form, 'subject').value).to.equal('');
    });
  });

  describe('how is a case edited?', () => {
    it('with its values, and only what changed is sent', async () => {
      const form = await edit(CASES.adaNew);
      expect(field(form, 'subject').value).to.equal('Card has not arrived');
      expect(field(form, 'category').value).to.equal('cards');
      const sent = new Promise<unknown>((resolve) => {
        desk.fail(
          (request) => request.method === 'PATCH' && (resolve(request.clone().json()), false),
          'network',
        );
      });

      type(field(form, 'subject'), 'Card is late');
      submit(form);

      expect(await sent).to.deep.equal({ subject: 'Card is late' });
      await until(form, () => textOf(find(form, '[part~=saved]')) === 'Your changes were saved.', 'saved');
      const record = await desk.call<Case>('ada', 'GET', `/cases/${CASES.adaNew}`);
      expect(record.subject).to.equal('Card is late');
      await expectAccessible(form);
    });

    it('not at all when nothing was changed', async () => {
      const form = await edit(CASES.adaNew);

      submit(form);
      await until(form, () => announced(form) === 'Nothing was changed.', 'the announcement');

      expect(writes()).to.be.empty;
    });

    async function conflict(): Promise<CaseForm> {
      const form = await edit(CASES.adaNew);
      type(field(form, 'subject'), 'Mine');
      const { version } = await desk.call<Case>('ada', 'GET', `/cases/${CASES.adaNew}`);
      await desk.call('ada', 'PATCH', `/cases/${CASES.adaNew}`, {
        body: { subject: 'Theirs', priority: 'high' },
        version,
      });
      submit(form);
      await until(form, () => find(form, '[part~=conflict]'), 'the conflict');
      return form;
    }

    it('beside somebody else’s change: both are shown, and mine can be kept', async () => {
      const form = await conflict();
      expect(textOf(find(form, '[part~=conflict]'))).to.match(/Subject Now Theirs Yours Mine/);
      await expectAccessible(form);

      button(form, 'Keep mine').click();

      await until(form, () => textOf(find(form, '[part~=saved]')) === 'Your changes were saved.', 'saved');
      const record = await desk.call<Case>('ada', 'GET', `/cases/${CASES.adaNew}`);
      expect([record.subject, record.priority]).to.deep.equal(['Mine', 'high']);
    });

    it('beside somebody else’s change: nothing is submitted without a choice, and a choice leaves nothing to choose', async () => {
      const form = await conflict();
      const sent = writes().length;
      submit(form);
      await until(form, () => focused(form)?.matches('[part~=conflict]'), 'the focus on the choice');
      expect(writes()).to.have.length(sent);
      expect(textOf(find(form, '[part~=conflict]'))).to.contain('Choose which version counts.');

      find<HTMLInputElement>(form, '[part~=conflict] fieldset label:last-of-type input')?.click();
      submit(form);
      await until(form, () => textOf(find(form, '[part~=saved]')) === 'Your changes were saved.', 'saved');

      expect(find(form, '[part~=conflict]')).to.equal(null);
      const record = await desk.call<Case>('ada', 'GET', `/cases/${CASES.adaNew}`);
      expect([record.subject, record.priority]).to.deep.equal(['Mine', 'high']);
    });

    it('beside somebody else’s change: theirs can be taken', async () => {
      const form = await conflict();

      button(form, 'Take theirs').click();
      await form.updateComplete;

      expect(field(form, 'subject').value).to.equal('Theirs');
      expect(field(form, 'priority').value).to.equal('high');
      expect(find(form, '[part~=conflict]')).to.equal(null);
      expect((form.parentElement as CaseProvider).store?.get().operations).to.be.empty;
    });

    it('where it may only be read: it says why', async () => {
      await desk.sql(`insert into setting (name, value) values ('cases/closedcaseseditable', 'false')`);
      const form = await edit(CASES.adaClosed);

      expect(textOf(find(form, '[part~=read-only]'))).to.not.equal('');
      expect(field(form, 'subject').disabled).to.equal(true);
      expect(find(form, '#submit')).to.equal(null);
    });

    it('not when it is somebody else’s: that is said', async () => {
      const form = await desk.show<CaseForm>('dan', html`<case-form case-id=${CASES.adaNew}></case-form>`);

      await until(form, () => find(form, '[part~=error]'), 'an error');

      expect(find(form, 'form')).to.equal(null);
    });

    it('another one, when the attribute changes', async () => {
      const form = await edit(CASES.adaNew);
      type(field(form, 'subject'), 'Half a thought');

      form.setAttribute('case-id', CASES.adaOpen);

      await until(
        form,
        () => find<HTMLInputElement>(form, '#field-subject')?.value === 'Transfer is missing',
        'the other',
      );
    });
  });

  describe('what if the code of a part cannot be had?', () => {
    const fetched: unknown = Reflect.get(LazyPart.prototype, 'get');
    beforeEach(() => {
      LazyPart.prototype.get = function <P>(this: LazyPart<P>): P | undefined {
        this.failed = true;
        return undefined;
      };
    });
    afterEach(restore);

    function restore(): void {
      Reflect.set(LazyPart.prototype, 'get', fetched);
    }

    it('a new case says so where it is sent, keeps its words, and is sent when it is there', async () => {
      const form = await show();
      type(field(form, 'subject'), 'lost card, again');
      expect(field(form, 'files').textContent.trim()).to.equal('Try again');
      submit(form);
      await until(form, () => find(form, '.fields ~ [part~=error]'), 'an error');
      expect(textOf(find(form, '.fields ~ [part~=error]'))).to.contain('No connection to support');
      expect(field(form, 'subject').value).to.equal('lost card, again');
      expect(get(form, '#submit').ariaDisabled).to.equal('false');

      restore();
      submit(form);

      await filed(form);
      const rows = await desk.sql<{ subject: string }>(
        `select subject from support_case where subject like 'lost card%'`,
      );
      expect(rows.map(({ subject }) => subject)).to.deep.equal(['lost card, again']);
    });

    it('a new case is left after a question all the same', async () => {
      const form = await show();
      type(field(form, 'subject'), 'Half a thought');
      const asked: (string | undefined)[] = [];
      const { confirm } = window;
      window.confirm = (words) => {
        asked.push(words);
        return false;
      };

      button(form, 'Cancel').click();
      await form.updateComplete;

      window.confirm = confirm;
      expect(asked).to.deep.equal(['Discard what you wrote?']);
      expect(field(form, 'subject').value).to.equal('Half a thought');
    });

    it('a case to edit says so, and opens when it is there', async () => {
      const form = await desk.show<CaseForm>('ada', html`<case-form case-id=${CASES.adaNew}></case-form>`);
      await until(form, () => find(form, '[part~=error] button'), 'an error');

      restore();
      button(form, 'Try again').click();

      await until(form, () => find(form, '#field-subject'), 'the form');
    });
  });

  describe('what else can it be?', () => {
    it('a skeleton, while it is not known who asks', async () => {
      const session = desk.hold('GET /session');
      const form = await desk.show<CaseForm>('ada', html`<case-form></case-form>`);
      await session.arrived;

      await until(form, () => find(form, '[aria-busy=true] .skeleton'), 'a skeleton');

      session.release();
      await until(form, () => find(form, 'form'), 'the form');
    });

    it('an honest error, when the session cannot be had', async () => {
      desk.fail('GET /session', 'wrong-json');
      const form = await desk.show<CaseForm>('ada', html`<case-form></case-form>`);
      await until(form, () => find(form, '[part~=error], [part~=signed-out]'), 'an error');
    });

    it('not connected', async () => {
      const form = document.createElement('case-form');
      document.body.append(form);
      await form.updateComplete;

      expect(find(form, '[part~=not-connected]')).to.not.equal(null);
      form.remove();
    });

    it('narrow, and right to left', async () => {
      await setViewport({ width: 280, height: 900 });
      document.documentElement.dir = 'rtl';
      await setForm('create', [
        ...EVERY_FIELD,
        { name: 'long', type: 'text', label: 'L'.repeat(90), help: 'h'.repeat(90) },
      ]);
      const form = await show();
      pick(form, text(`${'n'.repeat(120)}.txt`));
      submit(form);
      await until(form, () => summary(form).length && find(form, '.file'), 'errors and a file');

      expectNoOverflow(form);
      const label = get(form, '#field-subject-label').getBoundingClientRect();
      expect(label.right).to.be.closeTo(field(form, 'subject').getBoundingClientRect().right, 1);
      document.documentElement.removeAttribute('dir');
      await setViewport({ width: 800, height: 600 });
    });
  });
});
