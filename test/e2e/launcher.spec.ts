/** Support behind a button, on a page about something else. */
import { expect, test, unique, type Visitor } from './support/test.js';

async function openPanel(visitor: Visitor): Promise<void> {
  await visitor.page.goto('/card');
  await visitor.page.getByRole('button', { name: 'Support', exact: true }).click();
  await expect(visitor.page.getByRole('dialog', { name: 'Support' })).toBeVisible();
}

for (const width of [320, 1280]) {
  test(`at ${width} px a case is filed in the panel, within the window`, async ({ arrive }) => {
    const visitor = await arrive('layla', { viewport: { width, height: 640 } });
    const subject = unique('Asked from the card page');
    await openPanel(visitor);
    await visitor.beginCase('tide card');
    await visitor.form.getByLabel('Subject').fill(subject);
    await visitor.submit();
    await expect(visitor.form.getByRole('heading', { name: 'Your case was filed' })).toBeInViewport();
    await visitor.form.getByRole('button', { name: 'View the case' }).click();
    await visitor.addNote('In green, if possible.');

    const panel = await visitor.page.getByRole('dialog', { name: 'Support' }).boundingBox();
    expect(panel?.x).toBeGreaterThanOrEqual(0);
    expect((panel?.x ?? 0) + (panel?.width ?? 0)).toBeLessThanOrEqual(width);
    expect(await visitor.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
      width,
    );
    expect(await visitor.api.find(subject)).toHaveLength(1);
  });
}

test('before the button is pressed, nothing is asked of the backend and the focus is the page’s', async ({
  arrive,
}) => {
  const visitor = await arrive('layla');
  const calls: string[] = [];
  visitor.page.on('request', (request) => calls.push(new URL(request.url()).pathname));
  await visitor.page.goto('/card', { waitUntil: 'networkidle' });
  await expect(visitor.support.locator('[part~=launcher]')).toBeVisible();

  expect(calls.filter((path) => /^\/(?:api|token)/.test(path))).toEqual([]);
  expect(calls.some((path) => path.startsWith('/casement/'))).toBe(true);
  expect(await visitor.page.evaluate(() => document.activeElement?.localName)).toBe('body');
});

test('focus goes into the panel, Escape closes it and brings focus back', async ({ arrive }) => {
  const visitor = await arrive('layla');
  await visitor.page.goto('/card');
  const launcher = visitor.support.locator('[part~=launcher]');
  await launcher.focus();
  await visitor.page.keyboard.press('Enter');
  await expect(visitor.page.getByRole('dialog', { name: 'Support' })).toBeVisible();
  await expect(launcher).toHaveAttribute('aria-expanded', 'true');
  await expect(visitor.list.locator(':focus')).toBeVisible();
  await visitor.page.keyboard.press('Escape');

  await expect(visitor.page.getByRole('dialog', { name: 'Support' })).toBeHidden();
  await expect(launcher).toBeFocused();
  await expect(launcher).toHaveAttribute('aria-expanded', 'false');
});

test('what was typed is still there when the panel is opened again', async ({ arrive }) => {
  const visitor = await arrive('layla');
  await openPanel(visitor);
  await visitor.beginCase('tide card');
  await visitor.form.getByLabel('Description').fill('Half a question');
  await visitor.page
    .getByRole('dialog', { name: 'Support' })
    .getByRole('button', { name: 'Close support' })
    .click();
  await expect(visitor.form.getByLabel('Description')).toBeHidden();
  await visitor.page.getByRole('button', { name: 'Support', exact: true }).click();

  await expect(visitor.form.getByLabel('Description')).toHaveValue('Half a question');
});

test('signed out, the panel asks to sign in and the way leads back to the page', async ({ arrive }) => {
  const visitor = await arrive();
  await openPanel(visitor);
  await expect(
    visitor.support.getByText('You must sign in to view your cases.', { exact: true }),
  ).toBeVisible();
  await visitor.support.getByRole('button', { name: 'Sign in' }).click();
  await visitor.page.getByRole('button', { name: /^LH Layla|Layla/ }).click();

  await expect(visitor.page).toHaveURL(/\/card$/);
});
