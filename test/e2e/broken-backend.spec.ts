/** A backend that does not do what it should: said honestly, with a way on, and everything back when it recovers. */
import type { Route } from '@playwright/test';
import { expect, personOf, test, unique } from './support/test.js';
import { FAULTS, holdBack, tooMany, watchRequests } from './support/faults.js';

const LIST = /\/api\/cases\?/;
const SESSION = /\/api\/session$/;
const LOGIN_PAGE = 'a login page with status 200';
/** One of each kind of failure that a write is tried again after. */
const PASSING = [LOGIN_PAGE, 'an empty 500', 'a refused connection', 'a 429'];

for (const [part, url] of Object.entries({ list: LIST, session: SESSION })) {
  test(`whatever comes in place of the ${part} is an honest error with a way on, until it recovers`, async ({
    arrive,
  }) => {
    // Nobody else's test changes anything for Inês: a change would fetch the list without being asked.
    const visitor = await arrive('ines');
    let answer = (route: Route): Promise<void> => route.continue();
    await visitor.page.route(url, (route) => answer(route));
    const error = visitor.list.locator('[part~=error]');
    const retry = error.getByRole('button', { name: 'Try again' });

    for (const [fault, fulfill] of Object.entries(FAULTS)) {
      if (fault === LOGIN_PAGE) continue;
      await test.step(fault, async () => {
        const isFirst = visitor.page.url() === 'about:blank';
        answer = fulfill;
        const asked = visitor.page.waitForRequest(url);
        if (isFirst) await visitor.page.goto('/support');
        else await retry.click();
        await asked;
        await expect(error).toHaveRole('alert');
        await expect(error).toContainText(/support/i);
        await expect(visitor.support).not.toContainText(/TypeError|Please log in|undefined|Unexpected/);
      });
    }

    answer = (route) => route.continue();
    await retry.click();
    await expect(visitor.list.getByRole('listitem').first()).toBeVisible();
    await expect(error).toBeHidden();
  });
}

for (const [part, url] of Object.entries({ list: LIST, session: SESSION })) {
  test(`a login page in place of the ${part} asks to sign in, and the way there is open`, async ({
    arrive,
  }) => {
    const visitor = await arrive('ines');
    await visitor.page.route(url, (route) => FAULTS[LOGIN_PAGE]?.(route));
    await visitor.page.goto('/support');
    await expect(visitor.support.getByText('You must sign in to view your cases.').first()).toBeVisible();
    await expect(visitor.support).not.toContainText('Please log in');
    await visitor.page.unroute(url);
    await visitor.support.getByRole('button', { name: 'Sign in' }).first().click();
    await visitor.page.getByRole('button', { name: personOf('ines').name }).click();
    await expect(visitor.list.getByRole('listitem').first()).toBeVisible();
  });
}

test('while the list is slow its place is kept, and nothing jumps when it comes', async ({ arrive }) => {
  const visitor = await arrive('kenji');
  const gate = await holdBack(visitor.page, LIST);
  await visitor.page.goto('/support');
  await expect(visitor.list.locator('[part~=skeleton]').first()).toBeVisible();
  const toolbar = visitor.list.locator('[part~=toolbar]');
  const rows = visitor.list.locator('[part~=list]');
  const before = { toolbar: await toolbar.boundingBox(), rows: await rows.boundingBox() };

  gate.open();

  await expect(visitor.list.getByRole('listitem').first()).toBeVisible();
  expect(await toolbar.boundingBox()).toEqual(before.toolbar);
  expect((await rows.boundingBox())?.y).toBe(before.rows?.y);
});

test('a search that fails locks nobody out: the way to a new case stays open', async ({ arrive }) => {
  const visitor = await arrive('kenji');
  await visitor.page.route('**/api/search*', (route) => route.fulfill({ status: 500, body: '' }));
  await visitor.openSupport();
  await visitor.list.getByRole('button', { name: 'Open a New Case' }).click();
  await visitor.page.getByRole('searchbox', { name: 'Describe your problem' }).fill('Card is bent');
  await visitor.page.getByRole('button', { name: 'Search', exact: true }).click();

  await expect(visitor.page.locator('case-deflection [part~=error]')).toBeVisible();
  await visitor.page.getByRole('button', { name: 'Continue to a new case' }).click();
  await expect(visitor.form.getByLabel('Subject')).toHaveValue('Card is bent');
});

for (const fault of PASSING) {
  test(`${fault} while a case is filed loses no word, and files it once`, async ({ arrive }) => {
    const visitor = await arrive('kenji');
    const subject = unique('Bent card');
    await visitor.openSupport();
    await visitor.beginCase('bent card');
    await visitor.form.getByLabel('Subject').fill(subject);
    await visitor.form.getByLabel('Description').fill('It spent a night in a shoe.');
    const posts = watchRequests(visitor.page, 'POST', /\/cases$/);
    let faults = 0;
    await visitor.page.route('**/api/cases', async (route) => {
      if (route.request().method() !== 'POST' || faults > 0) return await route.fallback();
      faults++;
      await FAULTS[fault]?.(route);
    });
    await visitor.submit();

    await expect(visitor.form.getByRole('heading', { name: 'Your case was filed' })).toBeVisible({
      timeout: 20_000,
    });
    expect(posts.length).toBeGreaterThan(1);
    expect(new Set(posts.map(({ key }) => key)).size, 'one key for every try').toBe(1);
    expect(await visitor.api.find(subject)).toHaveLength(1);
  });
}

test('while a case cannot be filed the words stay readable, and can be taken back', async ({ arrive }) => {
  const visitor = await arrive('kenji');
  const subject = unique('Lost in the post');
  await visitor.openSupport();
  await visitor.beginCase('lost in the post');
  await visitor.form.getByLabel('Subject').fill(subject);
  await visitor.page.route('**/api/cases', (route) =>
    route.request().method() === 'POST' ? tooMany(route, 600) : route.fallback(),
  );
  await visitor.submit();

  await expect(visitor.form.getByRole('heading', { name: 'Saved on this device' })).toBeVisible();
  await expect(visitor.form.getByLabel('Subject')).toHaveValue(subject);
  await visitor.form.getByRole('button', { name: 'Edit again' }).click();
  await expect(visitor.form.getByLabel('Subject')).toBeEditable();
  await expect(visitor.form.getByLabel('Subject')).toHaveValue(subject);
  expect(await visitor.api.find(subject)).toHaveLength(0);
});

test('a case that is gone says so', async ({ arrive }) => {
  const visitor = await arrive('kenji');
  await visitor.openSupport('#case/00000000-0000-4000-8000-000000000000');

  await expect(visitor.view.getByText('This case is not available, or no longer.')).toBeVisible();
});
