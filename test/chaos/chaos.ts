/**
 * `npm run test:chaos`: seeded schedules in a real browser against the reference backend behind a faulty proxy.
 * `--schedules 300`, `--seed 1` (of the first; each schedule has the next one), `--seed 17 --schedules 1` replays one.
 */
import { parseArgs } from 'node:util';
import { startDesk } from './desk.js';
import { randomOf } from './random.js';
import { runSchedule, type Result } from './schedule.js';

const { values } = parseArgs({
  options: { schedules: { type: 'string', default: '25' }, seed: { type: 'string', default: '1' } },
});
const executable = process.env['CASEMENT_CHROMIUM'];
if (!executable) throw new Error('CASEMENT_CHROMIUM names no browser.');
const count = Math.max(1, Number(values.schedules) || 25);
const first = Number(values.seed) || 1;

const total = { written: 0, acked: 0, kills: 0, failed: 0 };
const began = performance.now();
const desk = await startDesk();
const run = `${Date.now().toString(36)}`;
for (let seed = first; seed < first + count; seed++) {
  const result = await attempt(seed);
  total.written += result.written;
  total.acked += result.acked;
  total.kills += result.kills;
  if (!result.faults.length) continue;
  total.failed++;
  console.log(`seed ${seed}:`);
  for (const fault of result.faults) console.log(`  ${fault}`);
}
const harms = [...desk.proxy.used.values()].reduce((sum, times) => sum + times, 0);
await desk.close();
const seconds = (performance.now() - began) / 1000;
console.log(
  `${count} schedules from seed ${first} in ${seconds.toFixed(0)} s: ${total.written} writes, ${total.acked} told "Saved", ` +
    `${total.kills} kills, ${harms} faults of ${desk.proxy.used.size} kinds.`,
);
console.log(`${count - total.failed} passed, ${total.failed} failed`);
process.exitCode = total.failed ? 1 : 0;

async function attempt(seed: number): Promise<Result> {
  try {
    return await runSchedule(desk, randomOf(seed), `chaos-${run}-${seed}`, executable ?? '');
  } catch (error) {
    const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { faults: [`the schedule itself failed: ${what}`], written: 0, acked: 0, kills: 0 };
  }
}
