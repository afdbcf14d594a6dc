/** The strictest page: no violation of its policy in a whole flow. That every other test watches too, is shown first. */
import { expect, test, unique } from './support/test.js';
import { picture, textFile } from './support/files.js';

test('the page’s policy is the strict one, and a violation would be noticed', async ({ arrive }) => {
  const visitor = await arrive('layla');
  const answer = await visitor.page.goto('/support');
  const policy = answer?.headers()['content-security-policy'] ?? '';
  for (const rule of [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "require-trusted-types-for 'script'",
  ]) {
    expect(policy.split('; ')).toContain(rule);
  }
  await visitor.page.evaluate(() => document.body.setAttribute('style', 'color: red'));

  await expect.poll(() => visitor.complaints.join('\n')).toMatch(/Policy violated: style-src-attr/);
  visitor.complaints.length = 0;
});

test('a whole flow with an article, pictures, a dialog and a download violates nothing', async ({
  arrive,
}) => {
  const visitor = await arrive('maren');
  const { page } = visitor;
  const violations: string[] = [];
  await page.exposeFunction('reportViolation', (words: string) => violations.push(words));
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
      const { reportViolation } = window as unknown as { reportViolation: (words: string) => void };
      reportViolation(`${violatedDirective} ${blockedURI}`);
    });
  });
  await visitor.openSupport();
  await visitor.list.getByRole('button', { name: 'Open a New Case' }).click();
  await visitor.searchFor('card lost');
  await page.locator('case-deflection [part~=result-title]').first().click();
  const article = page.locator('case-deflection [part~=article-body]');
  await expect(article.locator('p, li').first()).toBeVisible();
  await page.getByRole('button', { name: 'This did not help' }).click();
  await page.getByRole('button', { name: 'Continue to a new case' }).click();
  await visitor.form.getByLabel('Subject').fill(unique('Strictly speaking'));
  await visitor.form.locator('input[type=file]').setInputFiles([picture('dot.png'), textFile('words.txt')]);
  await visitor.submit();
  await visitor.form.getByRole('button', { name: 'View the case' }).click();
  await visitor.notes.locator('input[type=file]').setInputFiles([picture('dot-2.png')]);
  await visitor.addNote('With a picture.');
  const download = page.waitForEvent('download');
  await visitor.view.getByRole('button', { name: /Download.*words\.txt/ }).click();
  expect((await download).suggestedFilename()).toBe('words.txt');
  await visitor.act('Cancel Case', 'Cancel this case');
  await expect(visitor.view.getByRole('button', { name: 'Reopen Case' })).toBeVisible();

  expect(violations).toEqual([]);
  expect(visitor.complaints).toEqual([]);
});
