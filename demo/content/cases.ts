import { composeCases } from './cases/compose';
import { edgeCases } from './cases/edge';
import { moreScenarios } from './cases/scenarios-more';
import { privateScenarios } from './cases/scenarios-private';
import { privateThreads } from './cases/threads-private';
import { businessThreads } from './cases/threads-business';
import type { ContentCase } from './types';

/** Every support case: written threads first, then those composed from parts. */
export const cases: ContentCase[] = [
  ...privateThreads,
  ...businessThreads,
  ...edgeCases,
  ...composeCases([...privateScenarios, ...moreScenarios], 15),
];
