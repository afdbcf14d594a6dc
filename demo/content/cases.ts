import { composeCases } from './cases/compose';
import { edgeCases } from './cases/edge';
import { moreScenarios } from './cases/scenarios-more';
import { privateScenarios } from './cases/scenarios-private';
import { businessThreads } from './cases/threads-business';
import { privateThreads } from './cases/threads-private';
import { shortThreads } from './cases/threads-short';
import type { ContentCase } from './types';

/** Every support case: written threads first, then those composed from parts. */
export const cases: ContentCase[] = [
  ...privateThreads,
  ...businessThreads,
  ...shortThreads,
  ...edgeCases,
  ...composeCases([...privateScenarios, ...moreScenarios], 15),
];
