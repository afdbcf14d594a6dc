/** What the workers of `npm run test:sync` load. */
import { measureDrain } from './drain.js';
import { PLANTS } from './planted.js';
import { measureCrashes, measureJitter, measurePoison, tryInOutage, type PoisonFigures } from './gates.js';
import { runSchedule, type Result, type Tally } from './schedule.js';

export { measureCrashes, measureDrain, measureJitter, measurePoison, tryInOutage };
export type { PoisonFigures, Result, Tally };

export interface Run {
  /** The name of a deliberate break, or none. */
  readonly planted?: string | undefined;
  /** The clock is never wrong. */
  readonly steadyClock?: boolean | undefined;
}

export async function run(
  seed: number,
  flush: () => Promise<void>,
  { planted, steadyClock = false }: Run = {},
): Promise<Result> {
  const plant = PLANTS.find(({ name }) => name === planted);
  return await runSchedule(seed, flush, plant?.seams, { clockJumps: !steadyClock });
}
