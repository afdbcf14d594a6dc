/** What a form refuses: in words, at the field, before anything leaves the page, and nothing is cleared. */
import type { Visitor } from './support/test.js';
import { expect, personOf, test, unique } from './support/test.js';
import { watchRequests } from './support/faults.js';
import { textFile } from './support/files.js';

const UNRELATED_CONTACT =
  "The specified contact doesn't belong to the account selected as the customer. " +
  'Specify a contact that belongs to the selected account, and then try again.';

async function openForm(visitor: Visitor): Promise<void> {
  await visitor.openSupport();
  await visitor.beginCase('parrot on the cash machine');
}

test('an empty subject is named in the summary, whose link leads to the field', async ({ arrive }) => {
  const visitor = await arrive('maren');
  await openForm(visitor);
  const posts = watchRequests(visitor.page, 'POST', /\/cases$/);
  const subject = visitor.form.getByLabel('Subject');
  await subject.fill('');
  await visitor.form.getByLabel('Description').fill('The parrot says my PIN.');
  await visitor.submit();

  const summary = visitor.form.locator('[part~=error-summary]');
  await expect(summary).toBeFocused();
  await expect(summary).toContainText('There is 1 problem');
  await expect(subject).toHaveAttribute('aria-invalid', 'true');
  await expect(subject).toHaveAccessibleDescription(/Subject is required\./);
  await summary.getByRole('link', { name: 'Subject is required.' }).click();
  await expect(subject).toBeFocused();
  await expect(visitor.form.getByLabel('Description')).toHaveValue('The parrot says my PIN.');
  expect(posts).toEqual([]);

  await subject.fill(unique('Parrot'));
  await visitor.submit();
  await expect(visitor.form.getByRole('heading', { name: 'Your case was filed' })).toBeVisible();
});

test('an over-long subject says by how much, and is not cut', async ({ arrive }) => {
  const visitor = await arrive('maren');
  await openForm(visitor);
  const tooLong = 'p'.repeat(260);
  await visitor.form.getByLabel('Subject').fill(tooLong);
  await visitor.submit();

  await expect(visitor.form.getByRole('link', { name: 'Subject is 5 characters too long.' })).toBeVisible();
  await expect(visitor.form.getByLabel('Subject')).toHaveValue(tooLong);
});

test('a contact who is not of the account is refused in exactly the agreed words', async ({ arrive }) => {
  const visitor = await arrive('maren');
  const stranger = personOf('kenji');
  // No page offers such a contact; a membership that ended a moment ago would.
  await visitor.page.route('**/api/lookups/contacts*', async (route) => {
    const answer = await route.fetch();
    const options = (await answer.json()) as { items: { value: string; label: string }[]; nextCursor: null };
    options.items.push({ value: stranger.id, label: stranger.name });
    await route.fulfill({ response: answer, json: options });
  });
  await openForm(visitor);
  await visitor.form.getByLabel('Subject').fill(unique('Parrot'));
  await visitor.form.getByLabel('Description').fill('It knows the name of the branch manager.');
  await visitor.form.getByLabel('Account').selectOption('Harbour & Pine Ltd');
  await visitor.form.getByLabel('Contact').selectOption(stranger.name);
  await visitor.submit();

  const contact = visitor.form.getByLabel('Contact');
  await expect(contact).toHaveAttribute('aria-invalid', 'true');
  await expect(contact).toHaveAccessibleDescription(UNRELATED_CONTACT);
  await expect(visitor.form.getByRole('link', { name: UNRELATED_CONTACT, exact: true })).toBeVisible();
  await expect(visitor.form.getByLabel('Description')).toHaveValue(
    'It knows the name of the branch manager.',
  );
  await expect(contact).toHaveValue(stranger.id);
});

test('files that are too large, forbidden or empty are refused in words before a byte leaves', async ({
  arrive,
}) => {
  const visitor = await arrive('maren');
  await openForm(visitor);
  const uploads = watchRequests(visitor.page, 'PUT', /\/attachments\//);
  await visitor.form
    .locator('input[type=file]')
    .setInputFiles([
      { name: 'film.txt', mimeType: 'text/plain', buffer: Buffer.alloc(10_000_001, 'a') },
      { name: 'run.exe', mimeType: 'application/x-msdownload', buffer: Buffer.from('MZ') },
      { name: 'nothing.txt', mimeType: 'text/plain', buffer: Buffer.alloc(0) },
      textFile('good.txt'),
    ]);

  const refused = visitor.form.locator('[part~=refused-files]');
  await expect(refused).toContainText(/film\.txt.*was not added: it is larger than/s);
  await expect(refused).toContainText(/run\.exe.*was not added: this kind of file is not allowed\./s);
  await expect(refused).toContainText(/nothing\.txt.*was not added: the file is empty\./s);
  await expect(visitor.form.getByRole('list', { name: 'Chosen files' }).getByRole('listitem')).toHaveText(
    /good\.txt/,
  );

  const subject = unique('Parrot with papers');
  await visitor.form.getByLabel('Subject').fill(subject);
  await visitor.submit();
  await expect(visitor.form.getByRole('heading', { name: 'Your case was filed' })).toBeVisible();
  await expect(visitor.form.getByText('No file is waiting to be sent any more.')).toBeVisible();
  expect(uploads).toHaveLength(1);
});

test('a refusal by the backend lands on the field that it points at', async ({ arrive }) => {
  const visitor = await arrive('maren');
  await openForm(visitor);
  const words = 'Please leave your PIN out of the description.';
  await visitor.page.route('**/api/cases', async (route) => {
    if (route.request().method() !== 'POST') return await route.fallback();
    await route.fulfill({
      status: 422,
      contentType: 'application/problem+json',
      json: {
        type: 'urn:casement:problem:validation',
        title: 'Not accepted',
        status: 422,
        errors: [{ pointer: '/description', detail: words, code: 'forbidden' }],
      },
    });
  });
  const subject = unique('Parrot');
  await visitor.form.getByLabel('Subject').fill(subject);
  await visitor.form.getByLabel('Description').fill('It is 1234.');
  await visitor.submit();

  const description = visitor.form.getByLabel('Description');
  await expect(description).toHaveAttribute('aria-invalid', 'true');
  await expect(description).toHaveAccessibleDescription(new RegExp(words));
  await expect(description).toHaveValue('It is 1234.');
  await expect(visitor.form.getByLabel('Subject')).toHaveValue(subject);
  await expect(description).toBeEditable();

  await visitor.page.unroute('**/api/cases');
  await description.fill('It is a secret.');
  await visitor.submit();
  await expect(visitor.form.getByRole('heading', { name: 'Your case was filed' })).toBeVisible();
  expect(await visitor.api.find(subject)).toHaveLength(1);
});

test('leaving a form with words in it asks first', async ({ arrive }) => {
  const visitor = await arrive('maren');
  await openForm(visitor);
  await visitor.form.getByLabel('Description').fill('Half a sentence');
  await visitor.form.getByRole('button', { name: 'Cancel' }).click();
  const question = visitor.form.getByRole('dialog', { name: 'Discard what you wrote?' });
  await question.getByRole('button', { name: 'Keep writing' }).click();
  await expect(visitor.form.getByLabel('Description')).toHaveValue('Half a sentence');

  await visitor.form.getByRole('button', { name: 'Cancel' }).click();
  await question.getByRole('button', { name: 'Discard' }).click();
  await expect(visitor.list.getByRole('button', { name: 'Open a New Case' })).toBeVisible();
});
