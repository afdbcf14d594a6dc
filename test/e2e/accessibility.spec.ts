/** WCAG 2.2 AA as far as a machine can tell, in every view, light and dark, wide and narrow. */
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Visitor } from './support/test.js';
import { FAULTS } from './support/faults.js';
import { walkViews } from './support/views.js';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Rules whose outcome depends on the colour scheme. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];

async function violations({ page }: Visitor, rules?: string[]): Promise<string[]> {
  // The legacy mode leaves frames out, of which these pages have none, and saves a tab for every look.
  // What is in order is counted and not described: naming every element that passed took longer than looking at it.
  const axe = new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).setLegacyMode(true);
  const { violations: found, passes } = await (rules ? axe.withRules(rules) : axe.withTags(TAGS)).analyze();
  expect(passes.length, 'axe looked at something').toBeGreaterThan(0);
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(' | ')}`);
}

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [320, 1280]) {
    test(`no view has a fault that a machine can see, ${colorScheme}, ${width} px`, async ({ arrive }) => {
      test.setTimeout(180_000);
      const options = { colorScheme, viewport: { width, height: 800 }, reducedMotion: 'reduce' as const };
      const visitor = await arrive(undefined, options);
      const agent = await arrive('priya');
      const found: Record<string, string[]> = {};
      const look = async (name: string): Promise<void> => {
        const here = await violations(visitor, colorScheme === 'dark' ? COLOUR_RULES : undefined);
        if (here.length) found[name] = here;
      };

      await visitor.page.goto('/support');
      await expect(visitor.support.getByRole('button', { name: 'Sign in' })).toBeVisible();
      await look('signed out');
      // Few cases: a machine that looks at every row of a long list learns nothing more.
      await visitor.signIn('kenji');
      await visitor.page.route(/\/api\/cases\?/, (route) => FAULTS['an empty 500']?.(route));
      await visitor.page.goto('/support');
      await expect(visitor.list.locator('[part~=error]')).toBeVisible();
      await look('error');
      await visitor.page.unroute(/\/api\/cases\?/);
      await walkViews(visitor, agent, look);

      expect(found).toEqual({});
    });
  }
}

test('the desk and the launcher have no fault that a machine can see', async ({ arrive }) => {
  const agent = await arrive('priya', { reducedMotion: 'reduce' });
  await agent.page.goto('/agent');
  await agent.list.getByRole('listitem').first().getByRole('button').click();
  await expect(agent.notes.getByLabel('Add a note')).toBeVisible();
  expect(await violations(agent)).toEqual([]);

  const customer = await arrive('layla', { reducedMotion: 'reduce' });
  await customer.page.goto('/card');
  await customer.page.getByRole('button', { name: 'Support', exact: true }).click();
  await expect(customer.list.getByRole('listitem').first()).toBeVisible();
  expect(await violations(customer)).toEqual([]);
});
