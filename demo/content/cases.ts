import type { ContentCase } from './types';

/** Every support case. */
export const cases: ContentCase[] = [];
