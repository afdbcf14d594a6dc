/** The staff's side of the bank, made of the same elements. */
import { expect, test, unique } from './support/test.js';

test('an agent changes a case in its place and resolves it; the customer sees both without a reload', async ({
  arrive,
}) => {
  const customer = await arrive('layla');
  const subject = unique('Wrong topic chosen');
  const { id, number } = await customer.api.file({ subject });
  await customer.openSupport(`#case/${id}`);
  await expect(customer.view.getByRole('heading', { name: subject })).toBeVisible();
  const agent = await arrive('callum');
  await agent.page.goto(`/agent#case=${id}`);

  await agent.view.getByRole('button', { name: 'Edit', exact: true }).click();
  await agent.form.getByLabel('Priority').selectOption('High');
  await agent.form.getByRole('button', { name: 'Save changes' }).click();
  await expect(agent.view.getByRole('heading', { name: subject })).toBeFocused();
  await expect(customer.view.locator('[part~=fact]').filter({ hasText: 'Priority' })).toContainText('High');

  await agent.view.getByRole('button', { name: 'Resolve Case' }).click();
  const question = agent.view.getByRole('dialog');
  await question.getByRole('textbox', { name: 'Resolution' }).fill('The topic is right now.');
  await question.getByRole('button', { name: 'Resolve Case' }).click();
  await expect(customer.view.locator('[part~=resolution]')).toContainText('The topic is right now.');
  await agent.list.getByLabel('Closed', { exact: true }).check();
  await agent.list.getByRole('searchbox', { name: /Filter/ }).fill(number);
  await expect(agent.row(subject)).toContainText('Resolved');
});

test('the desk is closed to customers', async ({ arrive }) => {
  const customer = await arrive('layla');
  await customer.page.goto('/agent');

  await expect(customer.page).toHaveURL(/\/signin/);
  await expect(customer.page.getByRole('alert')).toContainText('The desk is for');
});
