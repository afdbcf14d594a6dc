/** A few schedules as tests, for the measure of what the tests notice; `npm run test:sync` runs ten thousand. */
import { expect } from '@open-wc/testing';
import { runSchedule } from './schedule.js';

declare function setImmediate(run: () => void): unknown;
const flush = async () => await new Promise<void>((resolve) => setImmediate(resolve));

const SEEDS_OF_A_TEST = 10;

describe('seeded lives of a browser', () => {
  for (let first = 1; first <= 60; first += SEEDS_OF_A_TEST) {
    it(`is anything lost, doubled, overtaken or stuck with the seeds from ${first}?`, async () => {
      for (let seed = first; seed < first + SEEDS_OF_A_TEST; seed++)
        expect((await runSchedule(seed, flush)).violations).to.deep.equal([]);
    });
  }
});
