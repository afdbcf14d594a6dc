import { parentPort, workerData } from 'node:worker_threads';

// Schedules abort and fail a lot on purpose; nobody reads where.
Error.stackTraceLimit = 0;
const { file, planted, steadyClock, from, step, to } = workerData;
const { run } = await import(file);
const flush = () => new Promise((resolve) => setImmediate(resolve));
let stopped = false;
parentPort.once('message', () => (stopped = true));
for (let seed = from; seed < to && !stopped; seed += step) {
  const { log, ...result } = await run(seed, flush, { planted, steadyClock });
  parentPort.postMessage(result.violations.length > 0 ? { ...result, log } : { ...result, log: [] });
}
parentPort.close();
