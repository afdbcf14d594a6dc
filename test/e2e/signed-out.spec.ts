/** Before anybody is signed in, and after they were. */
import { type Visitor, expect, personOf, test, unique } from './support/test.js';

const SIGNED_OUT = 'You must sign in to view your cases.';

test('says in so many words that one must sign in, and asks the API for nothing', async ({ arrive }) => {
  const visitor = await arrive();
  const calls: string[] = [];
  visitor.page.on('request', (request) => calls.push(new URL(request.url()).pathname));
  await visitor.page.goto('/support');

  await expect(visitor.support.getByText(SIGNED_OUT, { exact: true })).toBeVisible();
  expect(calls.filter((path) => path.startsWith('/api'))).toEqual([]);
  expect(calls.filter((path) => path === '/token')).toHaveLength(1);
});

test('signing in leads back to where one was, down to the case in the address', async ({ arrive }) => {
  const owner = await arrive('layla');
  const subject = unique('Address on my card is the old one');
  const { id } = await owner.api.file({ subject });
  const visitor = await arrive();
  await visitor.page.goto(`/support#case/${id}`);
  await expect(visitor.view.getByText(SIGNED_OUT, { exact: true }).first()).toBeVisible();
  expect(await visitor.page.content()).not.toContain(subject);

  await visitor.view.getByRole('button', { name: 'Sign in' }).click();
  await visitor.page.getByRole('button', { name: personOf('layla').name }).click();

  await expect(visitor.page).toHaveURL(new RegExp(`/support#case/${id}$`));
  await expect(visitor.view.getByRole('heading', { name: subject })).toBeVisible();
});

test('somebody else who signs in sees nothing of the one before, not even by Back', async ({ arrive }) => {
  const visitor = await arrive('layla');
  const subject = unique('Pension paid into the wrong pot');
  const { id } = await visitor.api.file({ subject });
  await visitor.openSupport();
  await expect(visitor.row(subject)).toBeVisible();
  await visitor.page.getByRole('button', { name: 'Sign out' }).click();
  await expect(visitor.page).toHaveURL(/\/$/);
  await visitor.page.goto('/signin?return=/support');
  await visitor.page.getByRole('button', { name: personOf('kenji').name }).click();

  await expect(visitor.list.getByRole('button', { name: 'Open a New Case' })).toBeEnabled();
  await expect(visitor.row(subject)).toBeHidden();
  await visitor.page.goto(`/support#case/${id}`);
  await expect(visitor.view.getByText('This case is not available, or no longer.')).toBeVisible();
  await visitor.page.goBack();
  await expect(visitor.page.getByText(subject)).toBeHidden();
});

test('a session that ends while writing keeps the words and says what to do', async ({ arrive }) => {
  const visitor = await arrive('layla');
  const { id } = await visitor.api.file({ subject: unique('Two factor code never arrives') });
  await visitor.openSupport(`#case/${id}`);
  await visitor.notes.getByLabel('Add a note').fill('The code came after an hour.');
  await visitor.page.route('**/token', (route) => route.fulfill({ status: 401, json: {} }));
  // Only the write is refused: a look at the changes that came first would end the session before the customer is done.
  await visitor.page.route('**/api/cases/*/notes', (route) =>
    route.request().method() === 'POST'
      ? route.fulfill({
          status: 401,
          contentType: 'application/problem+json',
          json: { type: 'urn:casement:problem:unauthenticated', title: 'Sign in', status: 401 },
        })
      : route.fallback(),
  );
  await visitor.notes.getByRole('button', { name: 'Update' }).click();

  await expect(visitor.view.getByText(/sign in/i).first()).toBeVisible();
  await visitor.page.unroute('**/token');
  await visitor.page.unroute('**/api/cases/*/notes');
  await visitor.support.evaluate((element) =>
    (element as HTMLElement & { reconnect(): Promise<void> }).reconnect(),
  );
  await expect(visitor.note('The code came after an hour.')).toBeVisible();
  await expect
    .poll(async () => await (await visitor.api.call('GET', `/cases/${id}/notes`)).text())
    .toContain('The code came after an hour.');
});

const PHOTO_LATE = 'The photo follows as soon as I am home.';

/** Signed in, with a note that cannot be delivered. */
async function withUndelivered(visitor: Visitor): Promise<string> {
  const { id } = await visitor.api.file({ subject: unique('Card swallowed at the quay') });
  await visitor.openSupport(`#case/${id}`);
  await visitor.page.route('**/api/cases/*/notes', (route) =>
    route.request().method() === 'POST' ? route.abort() : route.fallback(),
  );
  await visitor.notes.getByLabel('Add a note').fill(PHOTO_LATE);
  await visitor.notes.getByRole('button', { name: 'Update' }).click();
  await expect(visitor.note(PHOTO_LATE)).toBeVisible();
  return id;
}

/** How many people have readable copies of their cases in this browser. */
async function admitted({ page }: Visitor): Promise<number> {
  return await page.evaluate(async () => {
    let count = 0;
    for (const { name } of await indexedDB.databases()) {
      const db = await new Promise<IDBDatabase>((resolve, reject) => {
        const opening = indexedDB.open(name ?? '');
        opening.onsuccess = () => resolve(opening.result);
        opening.onerror = () => reject(new Error(`${name} does not open`));
      });
      const people = await new Promise<readonly object[]>((resolve) => {
        const reading = db.transaction('people').objectStore('people').getAll();
        reading.onsuccess = () => resolve(reading.result as readonly object[]);
      });
      count += people.filter((person) => 'session' in person).length;
      db.close();
    }
    return count;
  });
}

test('signing out of the bank asks about what was not sent, and takes the rest off the device', async ({
  arrive,
}) => {
  const visitor = await arrive('layla');
  await withUndelivered(visitor);
  const leave = visitor.page.getByRole('button', { name: 'Sign out' });
  const question = visitor.support.getByRole('dialog', { name: '1 entry has not been sent' });
  await leave.click();
  await question.getByRole('button', { name: 'Cancel' }).click();
  await expect(visitor.note(PHOTO_LATE)).toBeVisible();
  expect(await admitted(visitor)).toBe(1);

  await leave.click();
  await question.getByRole('button', { name: 'Keep until I return' }).click();

  await expect(visitor.page).toHaveURL(/\/$/);
  await expect(visitor.page.getByRole('link', { name: 'Sign in' })).toBeVisible();
  expect(await admitted(visitor)).toBe(0);
});

test('signing out on a page without cases asks where they are', async ({ arrive }) => {
  const visitor = await arrive('layla');
  await withUndelivered(visitor);
  await visitor.page.goto('/help/cards');
  await visitor.page.getByRole('button', { name: 'Sign out' }).click();
  await visitor.support
    .getByRole('dialog', { name: '1 entry has not been sent' })
    .getByRole('button', { name: 'Discard and sign out' })
    .click();

  await expect(visitor.page).toHaveURL(/\/$/);
  await expect(visitor.page.getByRole('link', { name: 'Sign in' })).toBeVisible();
  expect(await admitted(visitor)).toBe(0);
});

test('without a connection nobody is signed out, is told so, and loses nothing', async ({ arrive }) => {
  const visitor = await arrive('layla');
  await withUndelivered(visitor);
  await visitor.context.setOffline(true);
  await visitor.page.getByRole('button', { name: 'Sign out' }).click();

  await expect(visitor.page.getByRole('alert').filter({ hasText: 'needs a connection' })).toBeVisible();
  await expect(visitor.note(PHOTO_LATE)).toBeVisible();
  expect(await admitted(visitor)).toBe(1);
});
