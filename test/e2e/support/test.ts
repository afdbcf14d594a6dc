/** The tests' `test`: browsers on demand, each of which must end without a complaint. */
import { randomUUID } from 'node:crypto';
import { type BrowserContextOptions, expect, test as base } from '@playwright/test';
import { type Person, Visitor } from './visitor.js';

export { expect } from '@playwright/test';
export { personOf, type Person, type Visitor } from './visitor.js';

/** Opens a browser profile of its own, signed in when a person is given. */
type Arrive = (person?: Person, options?: BrowserContextOptions) => Promise<Visitor>;

interface Fixtures {
  readonly arrive: Arrive;
}

export const test = base.extend<Fixtures>({
  arrive: async ({ browser }, use) => {
    const visitors: Visitor[] = [];
    await use(async (person, options) => {
      const visitor = await Visitor.arrive(browser, person, options);
      visitors.push(visitor);
      return visitor;
    });
    for (const { complaints } of visitors) expect(complaints).toEqual([]);
    await Promise.all(visitors.map(({ context }) => context.close()));
  },
});

/** Words that no other test uses, for subjects and notes. */
export function unique(words: string): string {
  return `${words} ${randomUUID().slice(0, 8)}`;
}
