/** On the narrowest phone, in both writing directions: the whole flow works and nothing scrolls sideways. */
import { expect, test, type Visitor } from './support/test.js';
import { walkViews } from './support/views.js';

const NARROW = { viewport: { width: 320, height: 640 } };

/** The site in a language that is written from the right. */
async function turnAround({ page }: Visitor): Promise<void> {
  await page.route('**/support', async (route) => {
    const answer = await route.fetch();
    const turned = (await answer.text()).replace('<html lang="en">', '<html lang="en" dir="rtl">');
    await route.fulfill({ response: answer, body: turned });
  });
}

/** By how many CSS pixels the page is wider than the window, and what sticks out. */
async function overflow({ page }: Visitor): Promise<string[]> {
  return await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const out: string[] = [`${scrollWidth - clientWidth} px too wide`];
    const look = (root: ParentNode): void => {
      for (const element of root.querySelectorAll('*')) {
        const { left, right, width } = element.getBoundingClientRect();
        if (width > 0 && (right > clientWidth + 1 || left < -1)) out.push(`${element.localName}.${element.className}`);
        if (element.shadowRoot) look(element.shadowRoot);
      }
    };
    look(document);
    return out;
  });
}

for (const direction of ['left to right', 'right to left']) {
  test(`at 320 px, ${direction}, every view fits and the flow works`, async ({ arrive }) => {
    test.setTimeout(120_000);
    const customer = await arrive('maren', NARROW);
    const agent = await arrive('priya');
    if (direction === 'right to left') await turnAround(customer);
    const seen: string[] = [];
    await walkViews(customer, agent, async (name) => {
      seen.push(name);
      expect(await overflow(customer), name).toEqual([]);
    });

    expect(seen).toHaveLength(13);
    const wanted = direction === 'right to left' ? 'rtl' : 'ltr';
    expect(await customer.view.evaluate((element) => getComputedStyle(element).direction)).toBe(wanted);
  });
}

test('every control is large enough for a finger', async ({ arrive }) => {
  const customer = await arrive('maren', { ...NARROW, hasTouch: true });
  const agent = await arrive('priya');
  const small: string[] = [];
  await walkViews(customer, agent, async (name) => {
    const controls = customer.support.locator('button:visible, select:visible, input:visible, textarea:visible, summary:visible');
    for (const control of await controls.all()) {
      const box = await control.boundingBox();
      const type = await control.getAttribute('type');
      // A check mark or a radio button is pressed by its label.
      if (!box || type === 'checkbox' || type === 'radio' || (box.width >= 24 && box.height >= 24)) continue;
      small.push(`${name}: ${await control.evaluate((element) => element.outerHTML.slice(0, 120))}`);
    }
  });

  expect(small).toEqual([]);
});
