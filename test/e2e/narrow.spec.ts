/** On the narrowest phone, in both writing directions: the whole flow works and nothing scrolls sideways. */
import { expect, test, type Visitor } from './support/test.js';
import { walkViews } from './support/views.js';

const NARROW = { viewport: { width: 320, height: 640 } };

/** The site in a language that is written from the right. */
async function turnAround({ page }: Visitor): Promise<void> {
  await page.route('**/support', async (route) => {
    const answer = await route.fetch();
    const turned = (await answer.text()).replace('<html lang="en-GB">', '<html lang="en-GB" dir="rtl">');
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
        if (width > 0 && (right > clientWidth + 1 || left < -1))
          out.push(`${element.localName}.${element.className}`);
        if (element.shadowRoot) look(element.shadowRoot);
      }
    };
    look(document);
    return out;
  });
}

/** Controls that a finger would miss; a check mark and a radio button are pressed by their label. */
async function tooSmall({ support }: Visitor): Promise<string[]> {
  return await support.evaluate((host) => {
    const controls =
      'button, select, textarea, summary, input:not([type=checkbox], [type=radio], [type=file])';
    const out: string[] = [];
    const look = (root: ParentNode): void => {
      for (const element of root.querySelectorAll('*')) {
        const { width, height } = element.getBoundingClientRect();
        const isSmall = width > 0 && height > 0 && (width < 24 || height < 24);
        if (isSmall && element.matches(controls)) out.push(element.outerHTML.slice(0, 120));
        if (element.shadowRoot) look(element.shadowRoot);
      }
    };
    if (host.shadowRoot) look(host.shadowRoot);
    return out;
  });
}

for (const direction of ['left to right', 'right to left']) {
  test(`at 320 px, ${direction}, every view fits, its controls fit a finger, and the flow works`, async ({
    arrive,
  }) => {
    test.setTimeout(120_000);
    const customer = await arrive('maren', NARROW);
    const agent = await arrive('priya');
    if (direction === 'right to left') await turnAround(customer);
    const seen: string[] = [];
    await walkViews(customer, agent, async (name) => {
      seen.push(name);
      expect(await overflow(customer), name).toEqual([]);
      expect(await tooSmall(customer), name).toEqual([]);
    });

    expect(seen).toHaveLength(13);
    const wanted = direction === 'right to left' ? 'rtl' : 'ltr';
    expect(await customer.view.evaluate((element) => getComputedStyle(element).direction)).toBe(wanted);
  });
}
