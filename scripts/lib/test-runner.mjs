import { ensureBrowser } from './browser.mjs';
import { countLine, countsOf, sum } from './counts.mjs';
import { PlainFailure } from './failure.mjs';
import { ensureInstalled } from './install.mjs';
import { run, runNode } from './run.mjs';
import { PARTS, STEPS } from './steps.mjs';

const seconds = (since) => `${((Date.now() - since) / 1000).toFixed(1)} s`;

/** Runs a step's command: an npm script, or a JavaScript file with this Node. */
function runStep(step, args, show) {
  if (step.npm) return run('npm', ['run', '--silent', step.npm], { show });
  return runNode(step.command(args)[0], step.command(args).slice(1), { show });
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

/** Runs steps in order; one whose needs failed is not run and counts as failed. */
async function performInOrder(names, outcomes) {
  for (const name of names) {
    const missing = (STEPS[name].needs ?? []).find((need) => (outcomes.get(need)?.failed ?? 0) > 0);
    if (missing) {
      console.log(`✗ ${STEPS[name].title}: not run, because the ${STEPS[missing].title} failed`);
      outcomes.set(name, { passed: 0, failed: 1, skipped: 0 });
    } else {
      outcomes.set(name, await perform(name));
    }
  }
}

function namesIn(lane) {
  return Object.keys(STEPS).filter((name) => STEPS[name].lane === lane);
}

/** Runs everything; the last line printed is the total. */
async function runAll() {
  const started = Date.now();
  await ensureInstalled();
  console.log(`Browser: ${await ensureBrowser()}`);
  const outcomes = new Map();
  await Promise.all([performInOrder(namesIn(1), outcomes), performInOrder(namesIn(2), outcomes)]);
  await performInOrder(namesIn(undefined), outcomes);
  return finish([...outcomes.values()], started);
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
