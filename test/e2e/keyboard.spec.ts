/** The customer's whole journey without a mouse; focus is where the eye is at each step. */
import type { Locator } from '@playwright/test';
import { expect, test, unique, type Visitor } from './support/test.js';

/** Presses Tab until the control has the focus: it must be reachable in a sensible number of steps. */
async function tabTo({ page }: Visitor, control: Locator, key = 'Tab'): Promise<void> {
  await expect(control).toBeVisible();
  for (let step = 0; step < 40; step++) {
    if (await isFocused(control)) return;
    await page.keyboard.press(key);
  }
  await expect(control, 'reached with the keyboard').toBeFocused();
}

async function isFocused(control: Locator): Promise<boolean> {
  return await control.evaluate(
    (element) => (element.getRootNode() as Document | ShadowRoot).activeElement === element,
  );
}

/** What has the focus is inside the element, and can be seen. */
async function expectFocusIn(part: Locator): Promise<void> {
  await expect(
    part
      .locator(':focus')
      .or(part.and(part.page().locator(':focus')))
      .first(),
  ).toBeInViewport();
}

test('a customer files, follows, answers, closes and reopens a case with keys alone', async ({ arrive }) => {
  const visitor = await arrive('layla');
  const { page } = visitor;
  const press = (key: string): Promise<void> => page.keyboard.press(key);
  const subject = unique('Keys only');
  await visitor.openSupport();

  await tabTo(visitor, visitor.list.getByRole('button', { name: 'Open a New Case' }));
  await press('Enter');
  const query = page.getByRole('searchbox', { name: 'Describe your problem' });
  await expectFocusIn(visitor.support);
  await tabTo(visitor, query);
  await page.keyboard.type('card lost');
  await press('Enter');
  const titles = page.locator('case-deflection [part~=result-title]');
  await expect(titles.first()).toBeVisible();

  await press('ArrowDown');
  await expect(titles.first()).toBeFocused();
  await press('ArrowDown');
  await expect(titles.nth(1)).toBeFocused();
  await press('Enter');
  await expect(page.locator('case-deflection [part~=article] h2')).toBeFocused();
  await tabTo(visitor, page.getByRole('button', { name: 'This did not help' }));
  await press('Enter');
  await expect(titles.nth(1)).toBeFocused();
  await press('Escape');
  await expect(query).toBeFocused();
  await tabTo(visitor, page.getByRole('button', { name: 'Continue to a new case' }));
  await press('Enter');

  const subjectField = visitor.form.getByLabel('Subject');
  await expectFocusIn(visitor.support);
  await tabTo(visitor, subjectField);
  await press('Control+a');
  await press('Delete');
  await press('Enter');
  await expect(visitor.form.locator('[part~=error-summary]')).toBeFocused();
  await tabTo(visitor, visitor.form.getByRole('link', { name: 'Subject is required.' }));
  await press('Enter');
  await expect(subjectField).toBeFocused();
  await page.keyboard.type(subject);
  await press('Enter');
  await expect(visitor.form.getByRole('heading', { name: 'Your case was filed' })).toBeFocused();

  await tabTo(visitor, visitor.form.getByRole('button', { name: 'Back to the list' }));
  await press('Enter');
  await expectFocusIn(visitor.support);
  const row = visitor.row(subject).getByRole('button');
  await tabTo(visitor, visitor.list.getByRole('searchbox', { name: /Filter/ }));
  await page.keyboard.type(subject);
  await expect(visitor.list.getByRole('listitem')).toHaveCount(1);
  await tabTo(visitor, row);
  await press('Enter');

  const note = visitor.notes.getByLabel('Add a note');
  await expect(note).toBeVisible();
  await expectFocusIn(visitor.support);
  await tabTo(visitor, note);
  await page.keyboard.type('Written with ten fingers.');
  await press('Control+Enter');
  await expect(visitor.note('Written with ten fingers.')).toBeVisible();
  await expect(note).toBeFocused();
  await expect(note).toHaveValue('');

  await tabTo(visitor, visitor.view.getByRole('button', { name: 'Close Case' }), 'Shift+Tab');
  await press('Enter');
  await expect(
    visitor.view.getByRole('dialog').getByRole('button', { name: 'No', exact: true }),
  ).toBeFocused();
  await press('Escape');
  await expect(visitor.view.getByRole('dialog')).toBeHidden();
  await expect(visitor.view.getByRole('button', { name: 'Close Case' })).toBeFocused();
  await press('Enter');
  await tabTo(visitor, visitor.view.getByRole('button', { name: 'Yes', exact: true }), 'Shift+Tab');
  await press('Enter');
  await expect(visitor.view.getByRole('heading', { name: subject })).toBeFocused();
  await expect(visitor.view.getByRole('status').filter({ hasText: 'The case is closed.' })).toBeAttached();

  await tabTo(visitor, visitor.view.getByRole('button', { name: 'Reopen Case' }));
  await press('Enter');
  await tabTo(visitor, visitor.view.getByRole('button', { name: 'Yes', exact: true }), 'Shift+Tab');
  await press('Enter');
  await expect(visitor.view.getByRole('button', { name: 'Close Case' })).toBeVisible();
  await expect(visitor.view.getByRole('heading', { name: subject })).toBeFocused();

  await tabTo(visitor, page.getByRole('button', { name: 'All cases' }), 'Shift+Tab');
  await press('Enter');
  await expectFocusIn(visitor.list);
});

test('arrow keys walk the rows of the list, which is one stop for Tab', async ({ arrive }) => {
  const visitor = await arrive('layla');
  await visitor.openSupport();
  const rows = visitor.list.locator('[part~=case]');
  await expect(rows.nth(2)).toBeVisible();
  await tabTo(visitor, rows.first());
  await visitor.page.keyboard.press('ArrowDown');
  await expect(rows.nth(1)).toBeFocused();
  await visitor.page.keyboard.press('End');
  await expect(rows.last()).toBeFocused();
  await visitor.page.keyboard.press('Home');
  await expect(rows.first()).toBeFocused();
  await visitor.page.keyboard.press('Tab');
  expect(await visitor.list.locator('[part~=case]:focus').count()).toBe(0);
});
