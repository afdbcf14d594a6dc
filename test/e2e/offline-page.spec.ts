/** The page itself without a network: the site's service worker keeps it, and forgets it when somebody leaves. */
import { expect, personOf, test, type Visitor } from './support/test.js';

const WITH_WORKER = { serviceWorkers: 'allow' } as const;

/** Everything that is kept, by its path. */
function keptPaths({ page }: Visitor): Promise<string[]> {
  return page.evaluate(async () => {
    const names = await caches.keys();
    const requests = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
    return requests.flat().map(({ url }) => new URL(url).pathname);
  });
}

test('"My cases" opens without a network, with all that its elements may come to load', async ({
  arrive,
}) => {
  const visitor = await arrive('kenji', WITH_WORKER);
  await visitor.openSupport();
  await visitor.untilKept();
  await visitor.context.setOffline(true);

  await visitor.page.reload();

  await expect(visitor.page.getByRole('heading', { level: 1, name: 'My cases' })).toBeVisible();
  await expect(visitor.page.getByText(personOf('kenji').name)).toBeVisible();
  await expect(visitor.support).toHaveJSProperty('isConnected', true);
  const loaded = await visitor.page.evaluate(() => customElements.get('case-support') !== undefined);
  expect(loaded).toBe(true);
  await expect(visitor.support).not.toContainText(/TypeError|undefined/);
});

test('no case and no token is kept by the page', async ({ arrive }) => {
  const visitor = await arrive('kenji', WITH_WORKER);
  await visitor.openSupport();
  await visitor.untilKept();
  await visitor.page.reload();
  await expect(visitor.list.getByRole('listitem').first()).toBeVisible();
  await visitor.list.getByRole('listitem').first().click();
  await expect(visitor.notes).toBeVisible();

  const paths = await keptPaths(visitor);

  expect(paths).toContain('/support');
  expect(paths.filter((path) => /^\/(api|token|signin|signout)/.test(path))).toEqual([]);
  expect(paths.every((path) => /^\/(support$|host\/|casement\/v-)/.test(path))).toBe(true);
});

test('signing out takes the page away, and the next person finds their own', async ({ arrive }) => {
  const visitor = await arrive('kenji', WITH_WORKER);
  await visitor.openSupport();
  await visitor.untilKept();
  await visitor.page.reload();
  await visitor.page.getByRole('button', { name: 'Sign out' }).click();
  await expect(visitor.page).toHaveURL(/\/$/);
  await expect.poll(() => keptPaths(visitor)).not.toContain('/support');

  await visitor.page.goto('/signin?return=/support');
  await visitor.page.getByRole('button', { name: personOf('layla').name }).click();
  await expect(visitor.list.getByRole('button', { name: 'Open a New Case' })).toBeEnabled();
  await visitor.untilKept();
  await visitor.context.setOffline(true);
  await visitor.page.reload();

  await expect(visitor.page.getByText(personOf('layla').name)).toBeVisible();
  await expect(visitor.page.getByText(personOf('kenji').name)).toHaveCount(0);
});
