/** However often it is pressed, and whatever the network does in between: one case, one note, one close. */
import type { Page } from '@playwright/test';
import { expect, test, unique, type Visitor } from './support/test.js';
import { holdBack, watchRequests } from './support/faults.js';

async function fillForm(visitor: Visitor, subject: string): Promise<void> {
  await visitor.openSupport();
  await visitor.beginCase('charged twice');
  await visitor.form.getByLabel('Subject').fill(subject);
}

/** The first write to the address is carried out, and its answer lost on the way back. */
async function loseFirstAnswer(page: Page, method: string, path: RegExp): Promise<void> {
  let lost = false;
  await page.route(path, async (route) => {
    if (route.request().method() !== method || lost) return await route.fallback();
    lost = true;
    expect((await route.fetch()).ok()).toBe(true);
    await route.abort('connectionreset');
  });
}

const filed = (visitor: Visitor) => visitor.form.getByRole('heading', { name: 'Your case was filed' });

test('a double click files one case', async ({ arrive }) => {
  const visitor = await arrive('layla');
  const subject = unique('Double click');
  await fillForm(visitor, subject);
  await visitor.form.getByRole('button', { name: 'Submit' }).dblclick();

  await expect(filed(visitor)).toBeVisible();
  expect(await visitor.api.find(subject)).toHaveLength(1);
});

test('Enter in a field and clicks while the network is slow file one case', async ({ arrive }) => {
  const visitor = await arrive('layla');
  const subject = unique('Enter and click');
  await fillForm(visitor, subject);
  const posts = watchRequests(visitor.page, 'POST', /\/cases$/);
  const gate = await holdBack(visitor.page, /\/api\/cases$/);
  await visitor.form.getByLabel('Subject').press('Enter');
  await expect(visitor.form.getByRole('button', { name: 'Sending…' })).toBeDisabled();
  await visitor.form.getByRole('button', { name: 'Sending…' }).click({ force: true, clickCount: 3 });
  await visitor.page.keyboard.press('Enter');
  gate.open();

  await expect(filed(visitor)).toBeVisible();
  expect(posts).toHaveLength(1);
  expect(await visitor.api.find(subject)).toHaveLength(1);
});

test('an answer that is lost after the case was stored does not make a second case', async ({ arrive }) => {
  const visitor = await arrive('layla');
  const subject = unique('Answer lost');
  await fillForm(visitor, subject);
  const posts = watchRequests(visitor.page, 'POST', /\/cases$/);
  await loseFirstAnswer(visitor.page, 'POST', /\/api\/cases$/);
  await visitor.submit();

  await expect(filed(visitor)).toBeVisible({ timeout: 20_000 });
  expect(posts.length).toBeGreaterThan(1);
  expect(new Set(posts.map(({ key }) => key)).size, 'one key for every try').toBe(1);
  expect(posts[0]?.key).toMatch(/\S{8,}/);
  const found = await visitor.api.find(subject);
  expect(found).toHaveLength(1);
  await expect(visitor.form.locator('[part~=case-number]')).toHaveText(found[0]?.number ?? '');
});

test('an answer that is lost after a note was stored does not make a second note', async ({ arrive }) => {
  const visitor = await arrive('layla');
  const { id } = await visitor.api.file({ subject: unique('Note once') });
  await visitor.openSupport(`#case/${id}`);
  const posts = watchRequests(visitor.page, 'POST', /\/notes$/);
  await loseFirstAnswer(visitor.page, 'POST', /\/notes$/);
  await visitor.notes.getByLabel('Add a note').fill('Only once, please.');
  await visitor.notes.getByRole('button', { name: 'Update' }).dblclick();

  await expect.poll(() => posts.length, { timeout: 20_000 }).toBeGreaterThan(1);
  await expect(visitor.note('Only once, please.').locator('[part~=mark]')).toBeHidden();
  await expect(visitor.note('Only once, please.')).toHaveCount(1);
  expect(new Set(posts.map(({ key }) => key)).size, 'one key for every try').toBe(1);
  const stored = (await (await visitor.api.call('GET', `/cases/${id}/notes`)).json()) as { items: unknown[] };
  expect(stored.items).toHaveLength(1);
});

test('Yes pressed twice on a slow network closes once, and an answer that is lost is no refusal', async ({
  arrive,
}) => {
  const visitor = await arrive('layla');
  const { id } = await visitor.api.file({ subject: unique('Close once') });
  await visitor.openSupport(`#case/${id}`);
  const posts = watchRequests(visitor.page, 'POST', /\/transitions$/);
  await loseFirstAnswer(visitor.page, 'POST', /\/transitions$/);
  await visitor.view.getByRole('button', { name: 'Close Case' }).click();
  await visitor.view.getByRole('dialog').getByRole('button', { name: 'Yes' }).dblclick();

  await expect.poll(() => posts.length, { timeout: 20_000 }).toBeGreaterThan(1);
  expect(new Set(posts.map(({ key }) => key)).size, 'one key for every try').toBe(1);
  await expect(visitor.view.getByRole('button', { name: 'Reopen Case' })).toBeVisible();
  await expect(visitor.view.locator('[part~=mark]')).toBeHidden();
  expect((await visitor.api.case(id)).status).toBe('closed');
});
