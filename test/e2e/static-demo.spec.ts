/** The demo without a server, in a folder of a web host that knows nothing but files. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import { type StaticHost, serveFolder } from '../../scripts/lib/static-host.js';
import { textFile } from './support/files.js';
import { type Person, type Visitor, expect, personOf, test, unique } from './support/test.js';

const BUILT = fileURLToPath(new URL('../../dist-demo', import.meta.url));
/** The database of the first visit is unpacked, in a machine that does other things too. */
const FIRST_VISIT = { timeout: 60_000 };
const ANSWER = 'The second payment is on its way back to you.';

let host: StaticHost;

test.beforeAll(async () => {
  expect(existsSync(BUILT), 'npm run demo:static has been run').toBe(true);
  host = await serveFolder(BUILT, '/projects/bank/');
});
test.afterAll(() => host.close());

/** Signs in on the bank's page that is shown. */
async function choose({ page }: Visitor, person: Person): Promise<void> {
  await page.getByRole('button', { name: personOf(person).name }).click();
}

async function expectNoFaults({ page }: Visitor): Promise<void> {
  const { violations, passes } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  expect(passes.length).toBeGreaterThan(0);
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
}

test('the static demo files a case, keeps it, and answers it from another tab', async ({ arrive }) => {
  test.setTimeout(120_000);
  const customer = await arrive(undefined, { baseURL: host.url, reducedMotion: 'reduce' });
  const { page, list, form, view } = customer;
  const subject = unique('Invoice paid twice');

  await test.step('a customer signs in and sees cases', async () => {
    await page.goto(host.url);
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'My cases' }).click();
    await customer.support.getByRole('button', { name: 'Sign in' }).click();
    await choose(customer, 'maren');
    await expect(page).toHaveURL(`${host.url}support/`);
    await expect(list.getByRole('listitem').first()).toBeVisible(FIRST_VISIT);
    await expectNoFaults(customer);
  });

  await test.step('searches, and files a case with a file', async () => {
    await list.getByRole('button', { name: 'Open a New Case' }).click();
    await customer.searchFor('card lost');
    await expect(page.locator('case-deflection [part~=result]').first()).toBeVisible();
    await page.getByRole('button', { name: 'Continue to a new case' }).click();
    await form.getByLabel('Subject').fill(subject);
    await form.getByLabel('Description').fill('It left our account on Monday and on Tuesday.');
    await form.locator('input[type=file]').setInputFiles(textFile('receipt.txt', 'Paid twice.'));
    await customer.submit();
    await expect(form.getByRole('heading', { name: 'Your case was filed' })).toBeVisible();
  });

  await test.step('finds it, and the file’s bytes, after a reload', async () => {
    await page.goto(`${host.url}support/`);
    await page.reload();
    await customer.row(subject).getByRole('button').click();
    const download = page.waitForEvent('download');
    await view.getByRole('button', { name: /Download.*receipt\.txt/ }).click();
    const file = await (await download).createReadStream();
    expect((await file.toArray()).join('')).toBe('Paid twice.');
  });

  const agent = await customer.tab();
  await test.step('an agent answers in another tab', async () => {
    await agent.page.goto(`${host.url}agent/`);
    await choose(agent, 'priya');
    await agent.row(subject).getByRole('button').click();
    await agent.notes.getByLabel('Add a note').fill(ANSWER);
    await agent.notes.getByRole('button', { name: 'Update' }).click();
    await expect(agent.note(ANSWER)).toBeVisible();
  });

  await test.step('and the customer sees it without a reload', async () => {
    await expect(customer.note(ANSWER)).toBeVisible();
    await expectNoFaults(customer);
  });

  await test.step('starting over forgets it, in both tabs', async () => {
    await page.getByRole('link', { name: 'Start over' }).click();
    await expectNoFaults(customer);
    await page.getByRole('button', { name: 'Start over' }).click();
    await expect(agent.page).toHaveURL(host.url);
    await page.getByRole('link', { name: 'Sign in' }).click();
    await choose(customer, 'maren');
    await page.goto(`${host.url}support/`);
    await expect(list.getByRole('listitem').first()).toBeVisible(FIRST_VISIT);
    await expect(customer.row(subject)).toHaveCount(0);
  });

  await test.step('and signing out leads to the front page', async () => {
    await page.getByRole('button', { name: 'Sign out' }).click();
    await expect(page).toHaveURL(host.url);
    await expect(page.getByRole('link', { name: 'Sign in' })).toBeVisible();
  });
});
