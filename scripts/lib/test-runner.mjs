import { ensureBrowser } from './browser.mjs';
import { countLine, countsOf, sum } from './counts.mjs';
import { PlainFailure } from './failure.mjs';
import { ensureInstalled } from './install.mjs';
import { run, runNode } from './run.mjs';
import { PARTS, STEPS } from './steps.mjs';

/** A step that takes longer than this hangs. */
const STEP_LIMIT = { timeoutMs: 25 * 60_000 };

const seconds = (since) => `${((Date.now() - since) / 1000).toFixed(1)} s`;

/** Runs a step's command: an npm script, or a JavaScript file with this Node. */
function runStep(step, args, show) {
  if (step.npm) return run('npm', ['run', '--silent', step.npm], { ...STEP_LIMIT, show });
  return runNode(step.command(args)[0], step.command(args).slice(1), { ...STEP_LIMIT, show });
}

/**
 * Runs one step and tells how it ended. The output of a failing step is printed whole.
 * @returns {Promise<import('./counts.mjs').Counts>}
 */
async function perform(name, { args = [], show = false } = {}) {
  const step = STEPS[name];
  const started = Date.now();
  console.log(`… ${step.title}`);
  const result = await runStep(step, args, show);
  const counts = countsOf(step.kind, result);
  const failed = counts.failed > 0 || result.code !== 0;
  const figures = step.kind === 'check' ? '' : `: ${countLine(counts)}`;
  if ((failed || step.showOutput) && !show) console.log(result.output.trimEnd());
  console.log(`${failed ? '✗' : '✓'} ${step.title}${figures} (${seconds(started)})`);
  return counts;
}

/**
 * Runs one step when all that it needs has ended; if any of that failed, the step is not run and counts as failed.
 * @param {Map<string, Promise<import('./counts.mjs').Counts>>} outcomes how every step ends, by its name
 */
async function performWhenReady(name, outcomes) {
  for (const need of STEPS[name].needs ?? []) {
    if ((await outcomes.get(need)).failed === 0) continue;
    console.log(`✗ ${STEPS[name].title}: not run, because the ${STEPS[need].title} failed`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
  return perform(name);
}

/** Starts every lane's first step; each further one follows the one before it in its lane. */
function performAll() {
  const outcomes = new Map();
  const lanes = new Map();
  for (const [name, { lane }] of Object.entries(STEPS)) {
    const before = lanes.get(lane) ?? Promise.resolve();
    const outcome = before.then(() => performWhenReady(name, outcomes));
    lanes.set(lane, outcome);
    outcomes.set(name, outcome);
  }
  return Promise.all(outcomes.values());
}

/** Runs everything; the last line printed is the total. */
async function runAll() {
  const started = Date.now();
  await ensureInstalled();
  console.log(`Browser: ${await ensureBrowser()}`);
  return finish(await performAll(), started);
}

/** Runs one part with its output shown; steps that only prepare it are counted when they fail. */
async function runPart(part, args) {
  const started = Date.now();
  await ensureInstalled();
  if (STEPS[part].needsBrowser) await ensureBrowser();
  for (const name of PARTS[part].slice(0, -1)) {
    const counts = await perform(name);
    if (counts.failed > 0) return finish([counts], started);
  }
  return finish([await perform(part, { args, show: true })], started);
}

function finish(outcomes, started) {
  const total = sum(outcomes);
  console.log(`Finished in ${seconds(started)}.`);
  console.log(countLine(total));
  return total.failed > 0 ? 1 : 0;
}

/** @param {string[]} argv the part to run and its own arguments; nothing runs everything */
export async function main(argv) {
  const [part, ...args] = argv;
  if (part === undefined) return runAll();
  if (!(part in PARTS)) {
    throw new PlainFailure(`There is no part "${part}": choose one of ${Object.keys(PARTS).join(', ')}.`);
  }
  return runPart(part, args);
}
