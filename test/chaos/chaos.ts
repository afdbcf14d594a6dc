/**
 * `npm run test:chaos`: seeded schedules in a real browser against the reference backend behind a faulty proxy.
 * `--schedules 300`, `--seed 1` (of the first; each schedule has the next one), `--seed 17 --schedules 1` replays one;
 * `--at-once 3` runs so many beside each other, each with a browser and a backend of its own: most of a schedule is waiting.
 */
import { parseArgs } from 'node:util';
import { gatherSupplies, startDesk, type Desk } from './desk.js';
import type { Fault } from './faults.js';
import { randomOf } from './random.js';
import { runSchedule, type Result } from './schedule.js';

const { values } = parseArgs({
  options: {
    schedules: { type: 'string', default: '25' },
    seed: { type: 'string', default: '1' },
    'at-once': { type: 'string', default: '3' },
  },
});
const executable = process.env['CASEMENT_CHROMIUM'];
if (!executable) throw new Error('CASEMENT_CHROMIUM names no browser.');
const count = Math.max(1, Number(values.schedules) || 25);
const first = Number(values.seed) || 1;
const atOnce = Math.min(count, Math.max(1, Number(values['at-once']) || 3));

const total = { written: 0, acked: 0, kills: 0, failed: 0, milliseconds: 0 };
const harms = new Map<Fault, number>();
const began = performance.now();
const supplies = await gatherSupplies();
const run = Date.now().toString(36);
let next = first;
await Promise.all(Array.from({ length: atOnce }, workOff));
const seconds = (performance.now() - began) / 1000;
const harmed = [...harms.values()].reduce((sum, times) => sum + times, 0);
console.log(
  `${count} schedules from seed ${first} in ${seconds.toFixed(0)} s, ${atOnce} at once and each ${(total.milliseconds / count / 1000).toFixed(1)} s: ` +
    `${total.written} writes, ${total.acked} told "Saved", ${total.kills} kills, ${harmed} faults of ${harms.size} kinds.`,
);
console.log(`${count - total.failed} passed, ${total.failed} failed`);
process.exitCode = total.failed ? 1 : 0;

/** Runs one schedule after the other until no seed is left. */
async function workOff(): Promise<void> {
  const desk = await startDesk(supplies);
  while (next < first + count) {
    const seed = next++;
    const start = performance.now();
    report(seed, await attempt(desk, seed), performance.now() - start);
  }
  for (const [fault, times] of desk.proxy.used) harms.set(fault, (harms.get(fault) ?? 0) + times);
  await desk.close();
}

function report(seed: number, result: Result, milliseconds: number): void {
  total.written += result.written;
  total.acked += result.acked;
  total.kills += result.kills;
  total.milliseconds += milliseconds;
  if (!result.faults.length) return;
  total.failed++;
  console.log(`seed ${seed}:`);
  for (const fault of result.faults) console.log(`  ${fault}`);
}

async function attempt(desk: Desk, seed: number): Promise<Result> {
  try {
    return await runSchedule(desk, randomOf(seed), `chaos-${run}-${seed}`, executable ?? '');
  } catch (error) {
    const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { faults: [`the schedule itself failed: ${what}`], written: 0, acked: 0, kills: 0 };
  }
}
