/** Every view that a customer can have before them, one after the other: what layout and accessibility tests walk through. */
import { expect } from '@playwright/test';
import { textFile } from './files.js';
import { unique } from './test.js';
import type { Visitor } from './visitor.js';

/** Called with the name of each view while it is shown. */
export type Look = (name: string) => Promise<void>;

/** Long words, hostile markup and another script: nothing here may break a layout. */
const AWKWARD =
  'Überweisungsauftragsbestätigungsnummer <b>سؤال</b> https://example.org/a-very-long-address-without-a-break';

/**
 * Shows each view and calls `look` with its name.
 * @param customer signed in, with an account
 * @param agent somebody who answers
 */
export async function walkViews(customer: Visitor, agent: Visitor, look: Look): Promise<void> {
  await walkList(customer, look);
  await walkSearch(customer, look);
  await walkForm(customer, look);
  await walkCase(customer, agent, look);
}

async function walkList(customer: Visitor, look: Look): Promise<void> {
  const { page, list } = customer;
  await customer.openSupport();
  await expect(list.getByRole('listitem').first()).toBeVisible();
  await look('list');
  await list.getByLabel('Closed', { exact: true }).check();
  await expect(list.getByRole('listitem').first()).toBeVisible();
  await look('closed cases');
  await list.getByRole('searchbox', { name: /Filter/ }).fill('xyzzyplugh');
  await expect(list.getByText('There are no cases for the selected filter.').first()).toBeVisible();
  await look('empty list');
  await page.reload();
  await expect(list.getByRole('listitem').first()).toBeVisible();
}

async function walkSearch(customer: Visitor, look: Look): Promise<void> {
  const { page, list } = customer;
  await list.getByRole('button', { name: 'Open a New Case' }).click();
  await expect(page.getByRole('searchbox', { name: 'Describe your problem' })).toBeVisible();
  await look('search');
  await customer.searchFor('xyzzyplugh');
  await look('nothing found');
  await customer.searchFor('card lost');
  await expect(page.locator('case-deflection [part~=result]').first()).toBeVisible();
  await look('answers');
  await page.locator('case-deflection [part~=result-title]').first().click();
  await expect(page.getByRole('button', { name: 'Found my answer' })).toBeVisible();
  await look('article');
  await page.getByRole('button', { name: 'Back to the answers' }).click();
  await page.getByRole('button', { name: 'Continue to a new case' }).click();
}

async function walkForm(customer: Visitor, look: Look): Promise<void> {
  const { form } = customer;
  await expect(form.getByLabel('Subject')).toBeVisible();
  await look('form');
  await form.getByLabel('Subject').fill('');
  await form
    .locator('input[type=file]')
    .setInputFiles([
      textFile(`${'long-name-'.repeat(12)}.txt`),
      { name: 'run.exe', mimeType: 'application/x-msdownload', buffer: Buffer.from('MZ') },
    ]);
  await customer.submit();
  await expect(form.locator('[part~=error-summary]')).toBeVisible();
  await look('form with errors');
  await form.getByLabel('Subject').fill(unique(AWKWARD));
  await form.getByLabel('Description').fill(`${AWKWARD}\n\n${AWKWARD}`);
  await customer.submit();
  await expect(form.getByRole('heading', { name: 'Your case was filed' })).toBeVisible();
  await look('confirmation');
}

async function walkCase(customer: Visitor, agent: Visitor, look: Look): Promise<void> {
  const { form, view, notes, page } = customer;
  await form.getByRole('button', { name: 'View the case' }).click();
  await expect(notes.getByLabel('Add a note')).toBeVisible();
  await customer.addNote(AWKWARD);
  const caseId = /#case\/([0-9a-f-]{36})$/.exec(page.url())?.[1] ?? '';
  await agent.api.note(caseId, `We looked into it: ${AWKWARD}`);
  await expect(customer.note('We looked into it')).toBeVisible();
  await look('case');
  await view.getByRole('button', { name: 'Close Case' }).click();
  await expect(view.getByRole('dialog')).toBeVisible();
  await look('question before closing');
  await view.getByRole('dialog').getByRole('button', { name: 'Yes' }).click();
  await expect(view.getByRole('button', { name: 'Reopen Case' })).toBeVisible();
  await look('closed case');
}
