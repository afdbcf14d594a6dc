/**
 * Seeded lives of a browser against a model of the backend, in virtual time: `npm run test:sync`.
 * `--schedules N` (default 10000), `--from N` first seed, `--seed N` replays one and tells what happened, `--planted` breaks the
 * outbox on purpose, in one way after the other, and insists that each is noticed (`--only text` for some). `--drain` measures how fast a long queue goes out,
 * `--scenes` what single promises come to.
 */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import type * as main from '../test/sync/main.js';
import type { Result } from '../test/sync/main.js';
import { PLANTS } from '../test/sync/planted.js';
import { bundle } from './lib/sync-bundle.js';
import { printScenes, printSoak, Tallies } from './lib/sync-gates.js';

/** Seeds within which a planted break must be noticed. */
const PATIENCE = 200;

interface Run {
  readonly file: string;
  readonly planted?: string;
  readonly from: number;
  readonly to: number;
}

/** @param onResult false: enough is known */
async function runAll({ from, to, ...rest }: Run, onResult: (result: Result) => boolean): Promise<void> {
  const step = Math.min(availableParallelism(), 4, to - from);
  const workers = Array.from({ length: step }, async (_, i) => {
    const worker = new Worker(new URL('./lib/sync-worker.mjs', import.meta.url), {
      workerData: { ...rest, from: from + i, to, step },
      // The bundle is plain JavaScript.
      execArgv: [],
    });
    worker.on('message', (result: Result) => {
      if (!onResult(result)) worker.postMessage('stop');
    });
    await new Promise<void>((resolve, reject) => worker.on('error', reject).on('exit', () => resolve()));
  });
  await Promise.all(workers);
}

function print(result: Result): void {
  console.log(`seed ${result.seed}:`);
  for (const line of result.log) console.log(`  ${line}`);
  for (const { fault, detail } of result.violations) console.log(`  ${fault.toUpperCase()}: ${detail}`);
  console.log(`replay: npm run test:sync -- --seed ${result.seed}`);
}

async function soak(from: number, schedules: number): Promise<boolean> {
  const { file, remove } = await bundle();
  const began = performance.now();
  const sum = { schedules: 0, written: 0, requests: 0, redundant: 0 };
  const faults = new Map<string, number>();
  const failed: Result[] = [];
  const tallies = new Tallies();
  await runAll({ file, from, to: from + schedules }, (result) => {
    sum.schedules++;
    tallies.add(result);
    sum.written += result.written;
    sum.requests += result.requests;
    sum.redundant += result.redundant;
    for (const { fault } of result.violations) faults.set(fault, (faults.get(fault) ?? 0) + 1);
    if (result.violations.length) failed.push(result);
    return true;
  });
  remove();
  const seconds = (performance.now() - began) / 1000;
  const [first] = failed.sort((a, b) => a.seed - b.seed);
  if (first) print(first);
  console.log(
    `${sum.schedules} schedules (seeds ${from} to ${from + schedules - 1}), ${sum.written} writes, ${sum.requests} requests, ` +
      `${sum.redundant} of them redundant (${((100 * sum.redundant) / sum.requests).toFixed(1)} %), ${seconds.toFixed(1)} s`,
  );
  for (const fault of ['lost', 'duplicated', 'out of order', 'stuck', 'sent as another'])
    faults.set(fault, faults.get(fault) ?? 0);
  console.log([...faults].map(([fault, times]) => `${fault}: ${times}`).join(', '));
  if (failed.length) console.log(`failed seeds: ${failed.map(({ seed }) => seed).join(' ')}`);
  return printSoak(sum.schedules, tallies, faults) && sum.schedules === schedules;
}

/**
 * @param only part of the name of those to try
 * @returns whether each planted break was noticed
 */
async function provePlants(from: number, only: string): Promise<boolean> {
  const rows: { planted: string; noticed: string; seeds: number; as: string }[] = [];
  for (const plant of PLANTS.filter(({ name }) => name.includes(only))) {
    const { file, remove } = await bundle(plant);
    let first: Result | undefined;
    await runAll({ file, planted: plant.name, from, to: from + PATIENCE }, (result) => {
      if (result.violations.length && (!first || result.seed < first.seed)) first = result;
      return first === undefined;
    });
    remove();
    const as = [...new Set(first?.violations.map(({ fault }) => fault))].join(', ');
    console.log(`${plant.name}: ${first ? `noticed with seed ${first.seed}` : 'NOT NOTICED'}`);
    rows.push({
      planted: plant.name,
      noticed: first ? 'yes' : 'NO',
      seeds: first ? first.seed - from + 1 : PATIENCE,
      as,
    });
  }
  console.table(rows);
  const missed = rows.filter(({ noticed }) => noticed === 'NO').length;
  console.log(
    `${rows.length} planted, ${rows.length - missed} noticed within ${PATIENCE} seeds, ${missed} missed`,
  );
  return missed === 0;
}

/** Operations per second that a queue of a thousand must reach with batches, at 50 ms. */
const DRAIN_GATE = 300;

async function drain(): Promise<boolean> {
  const { file, remove } = await bundle();
  const { measureDrain } = (await import(file)) as typeof main;
  remove();
  const rows: { latency: string; requests: string; 'operations/s': number }[] = [];
  for (const latency of [0, 50]) {
    for (const batches of [true, false]) {
      const rate = await measureDrain({ operations: 1000, cases: 200, latency, batches });
      rows.push({
        latency: `${latency} ms`,
        requests: batches ? 'batches' : 'one by one, six at once',
        'operations/s': Math.round(rate),
      });
    }
  }
  console.table(rows);
  const reached = rows[2]?.['operations/s'] ?? 0;
  console.log(`1,000 operations over 200 cases at 50 ms: ${reached} operations/s (gate ${DRAIN_GATE})`);
  return reached >= DRAIN_GATE;
}

async function scenes(): Promise<boolean> {
  const { file, remove } = await bundle();
  const model = (await import(file)) as typeof main;
  remove();
  return await printScenes(model);
}

async function choose(): Promise<boolean> {
  const { values } = parseArgs({
    options: {
      schedules: { type: 'string', default: '10000' },
      from: { type: 'string', default: '1' },
      seed: { type: 'string' },
      drain: { type: 'boolean', default: false },
      planted: { type: 'boolean', default: false },
      scenes: { type: 'boolean', default: false },
      only: { type: 'string', default: '' },
    },
  });
  const from = Number(values.from);
  if (values.drain) return await drain();
  if (values.scenes) return await scenes();
  if (values.planted) return await provePlants(from, values.only);
  if (values.seed === undefined) return await soak(from, Number(values.schedules));
  const seed = Number(values.seed);
  const { file, remove } = await bundle();
  const { run } = (await import(file)) as typeof main;
  const result = await run(seed, () => new Promise((resolve) => setImmediate(resolve)));
  remove();
  print(result);
  return result.violations.length === 0;
}

process.exitCode = (await choose()) ? 0 : 1;
