/**
 * Seed content of the demo: Northquay Bank, a fictional retail and small-business bank.
 * Deterministic data without clock or random numbers; see `types.ts` for how time is written.
 */
export { articles } from './articles';
export { cases } from './cases';
export { categories } from './categories';
export { accounts, people, queues, teams } from './people';
export { posts } from './posts';
export type * from './types';
