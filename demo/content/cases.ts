import { composeCases } from './cases/compose';
import { moreScenarios } from './cases/scenarios-more';
import { privateScenarios } from './cases/scenarios-private';
import type { ContentCase } from './types';

/** Every support case: written threads first, then those composed from parts. */
export const cases: ContentCase[] = [...composeCases([...privateScenarios, ...moreScenarios], 15)];
