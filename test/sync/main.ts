/** What the workers of `npm run test:sync` load. */
import { measureDrain } from './drain.js';
import { PLANTS } from './planted.js';
import { runSchedule, type Result } from './schedule.js';

export { measureDrain, type Result };

/** @param planted the name of a deliberate break, or none */
export async function run(seed: number, flush: () => Promise<void>, planted?: string): Promise<Result> {
  const plant = PLANTS.find(({ name }) => name === planted);
  return await runSchedule(seed, flush, plant?.seams);
}
