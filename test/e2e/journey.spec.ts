/** The whole way of one case, with everybody who has to do with it and somebody who must not. */
import type { Response } from '@playwright/test';
import { expect, personOf, test, unique, type Visitor } from './support/test.js';
import { textFile } from './support/files.js';

const ACCOUNT = 'Harbour & Pine Ltd';

/** Bodies of every answer that a browser gets from now on; event streams, which never end, apart. */
function recordAnswers({ context }: Visitor): () => Promise<string[]> {
  const bodies: Promise<string>[] = [];
  context.on('response', (answer: Response) => {
    if (/^text\/event-stream/.test(answer.headers()['content-type'] ?? '')) return;
    bodies.push(answer.text().catch(() => ''));
  });
  return async () => await Promise.all(bodies);
}

/** Id of the case in the address. */
function caseInAddress({ page }: Visitor): string {
  return /#case\/([0-9a-f-]{36})$/.exec(page.url())?.[1] ?? '';
}

test('a case is filed, answered, closed and reopened; colleagues see it, strangers do not', async ({
  arrive,
}) => {
  test.setTimeout(120_000);
  const subject = unique('Invoice paid twice to Skerry Timber');
  const secret = unique('between us: check the duplicate file guard');
  const customer = await arrive();
  const { page } = customer;
  const answersToCustomer = recordAnswers(customer);
  let number = '';
  let caseId = '';

  await test.step('the customer signs in at the bank and opens Support', async () => {
    await page.goto('/');
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'My cases' }).click();
    await expect(page.getByText('You must sign in to view your cases.', { exact: true })).toBeVisible();
    await customer.support.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('button', { name: personOf('maren').name }).click();
    await expect(page).toHaveURL(/\/support$/);
    await expect(customer.list.getByRole('listitem').first()).toBeVisible();
  });

  await test.step('searches, reads that nothing fits, and goes on to the form', async () => {
    await customer.list.getByRole('button', { name: 'Open a New Case' }).click();
    await expect(page.getByRole('button', { name: 'Continue to a new case' })).toBeDisabled();
    await customer.searchFor('xyzzyplugh');
    await expect(page.getByText('Nothing found for “xyzzyplugh”.').first()).toBeVisible();
    await page.getByRole('button', { name: 'Continue to a new case' }).click();
  });

  await test.step('files a case with a file, for the company', async () => {
    await customer.form.getByLabel('Subject').fill(subject);
    await customer.form
      .getByLabel('Description')
      .fill('The same invoice left our account on Monday and on Tuesday.');
    await customer.form.getByLabel('Account').selectOption(ACCOUNT);
    await customer.form.locator('input[type=file]').setInputFiles(textFile('receipt.txt'));
    await customer.submit();
  });

  await test.step('sees the confirmation with the number, and copies it', async () => {
    await customer.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const confirmation = customer.form.locator('[part~=confirmation]');
    await expect(confirmation.getByRole('heading', { name: 'Your case was filed' })).toBeFocused();
    number = (await confirmation.locator('[part~=case-number]').textContent())?.trim() ?? '';
    expect(number).toMatch(/^CAS-\d{5}$/);
    await confirmation.getByRole('button', { name: 'Copy' }).click();
    await expect(confirmation.getByRole('button', { name: 'Copied' })).toBeVisible();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(number);
  });

  await test.step('sees it in the list with its number', async () => {
    await customer.form.getByRole('button', { name: 'Back to the list' }).click();
    await expect(customer.row(subject)).toContainText(number);
    await expect(customer.row(subject)).toContainText('New');
  });

  await test.step('opens it: the file is there', async () => {
    await customer.row(subject).getByRole('button').click();
    await expect(customer.view.getByRole('heading', { name: subject })).toBeVisible();
    await expect(customer.view.getByText('receipt.txt')).toBeVisible();
    caseId = caseInAddress(customer);
    expect(caseId).not.toBe('');
  });

  await test.step('adds a note', async () => {
    await customer.addNote('The first payment was on Monday morning.');
  });

  const agent = await arrive('priya');
  await test.step('an agent finds the case at the desk and writes a private note and an answer', async () => {
    await agent.page.goto('/agent');
    await agent.list.getByRole('searchbox', { name: /Filter/ }).fill(number);
    await agent.row(subject).getByRole('button').click();
    await expect(agent.note('The first payment was on Monday morning.')).toBeVisible();
    await agent.addNote(secret, { internal: true });
    await agent.addNote('The second payment is on its way back to you.');
  });

  await test.step('the answer appears without a reload', async () => {
    await expect(customer.note('The second payment is on its way back to you.')).toBeVisible();
    await expect(customer.note('The second payment is on its way back to you.')).toContainText('Support');
    await expect(customer.notes.getByRole('article')).toHaveCount(2);
  });

  await test.step('the customer closes it with Yes', async () => {
    await customer.act('Close Case', 'Yes');
    await expect(customer.view.locator('[part~=status]').first()).toHaveText('Closed');
    await expect(customer.view.getByRole('button', { name: 'Close Case' })).toBeHidden();
    await expect.poll(async () => (await customer.api.case(caseId)).status).toBe('closed');
  });

  await test.step('and reopens it', async () => {
    await customer.act('Reopen Case', 'Yes');
    await expect(customer.view.locator('[part~=status]').first()).toHaveText('Open');
    await expect.poll(async () => (await customer.api.case(caseId)).status).toBe('open');
  });

  await test.step('the agent’s private note never reached the customer', async () => {
    await page.reload();
    await expect(customer.note('The second payment is on its way back to you.')).toBeVisible();
    const words = secret.slice(-8);
    expect(await page.content()).not.toContain(words);
    expect(await customer.support.evaluate(textOfTree)).not.toContain(words);
    const bodies = await answersToCustomer();
    expect(bodies.length).toBeGreaterThan(20);
    expect(bodies.filter((body) => body.includes(words))).toEqual([]);
    expect(bodies.some((body) => body.includes('The second payment is on its way back'))).toBe(true);
  });

  const colleague = await arrive('tobias');
  await test.step('a colleague with the right to read sees it in the account’s list, and why no more', async () => {
    await colleague.openSupport();
    await expect(colleague.row(subject)).toBeHidden();
    await colleague.list.getByLabel('Whose cases').selectOption(ACCOUNT);
    await colleague.row(subject).getByRole('button').click();
    await expect(colleague.note('The second payment is on its way back to you.')).toBeVisible();
    await expect(colleague.view.getByRole('button', { name: 'Close Case' })).toBeHidden();
    await expect(colleague.view.getByRole('button', { name: 'Edit' })).toBeHidden();
    await expect(colleague.notes.getByLabel('Add a note')).toBeHidden();
    await expect(colleague.notes.locator('[part~=composer-closed]')).toHaveText(/\w{3,}/);
  });

  await test.step('a stranger finds it nowhere', async () => {
    await expectHidden(await arrive('kenji'), { caseId, subject, number });
  });
});

/** Every text of a tree with its shadow trees. */
function textOfTree(root: Element): string {
  const texts: string[] = [];
  const walk = (node: Node): void => {
    if (node instanceof Text) texts.push(node.data);
    if (node instanceof HTMLInputElement || node instanceof HTMLTextAreaElement) texts.push(node.value);
    if (node instanceof Element && node.shadowRoot) walk(node.shadowRoot);
    node.childNodes.forEach(walk);
  };
  walk(root);
  return texts.join('\n');
}

async function expectHidden(
  stranger: Visitor,
  { caseId, subject, number }: { caseId: string; subject: string; number: string },
): Promise<void> {
  await stranger.openSupport();
  await stranger.list.getByLabel('All', { exact: true }).check();
  for (const words of [number, subject]) {
    await stranger.list.getByRole('searchbox', { name: /Filter/ }).fill(words);
    await expect(
      stranger.list.getByText('There are no cases for the selected filter.').first(),
    ).toBeVisible();
  }
  await stranger.openSupport(`#case/${caseId}`);
  await expect(stranger.view.getByText('This case is not available, or no longer.')).toBeVisible();
  expect(await stranger.view.evaluate(textOfTree)).not.toContain(subject);
  await stranger.page.goto('/support#case/new');
  await stranger.searchFor(subject);
  expect(await stranger.page.locator('case-deflection [part~=results]').textContent()).not.toContain(number);
}
