/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/** Terminal colours, which may stand between a line's start and its figures. */
const COLOURS = new RegExp('\\u001b\\[[0-9;]*m', 'g');

/** Node's own runner: 'ℹ pass 12' lines at the end. */
function fromNodeTest(text) {
  const figure = (name) =>
    Number([...text.matchAll(new RegExp(`^(?:ℹ|#) ${name} (\\d+)$`, 'gm'))].at(-1)?.[1] ?? 0);
  return {
    passed: figure('pass'),
    failed: figure('fail') + figure('cancelled'),
    skipped: figure('skipped') + figure('todo'),
  };
}

/** Playwright's list reporter: '  4 passed (6.0s)', with a line for each other outcome. */
function fromPlaywright(text) {
  const figure = (name) =>
    Number([...text.matchAll(new RegExp(`^ +(\\d+) ${name}\\b`, 'gm'))].at(-1)?.[1] ?? 0);
  return {
    passed: figure('passed') + figure('flaky'),
    failed: figure('failed') + figure('interrupted') + figure('did not run'),
    skipped: figure('skipped'),
  };
}

/** Our own runners, and the count reporter of the web test runner: the last line. */
function fromCountLine(text) {
  const found = [...text.matchAll(/^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$/gm)].at(-1);
  return {
    passed: Number(found?.[1] ?? 0),
    failed: Number(found?.[2] ?? 0),
    skipped: Number(found?.[3] ?? 0),
  };
}

const READERS = { 'node-test': fromNodeTest, playwright: fromPlaywright, 'count-line': fromCountLine };

/**
 * What a finished command counts for. A command that is no test runner is one check; a runner that failed
 * without naming a failed test, or that ran no test at all, is one failure.
 * @param {'check' | keyof typeof READERS} kind
 * @param {{ code: number, output: string }} result
 * @returns {Counts}
 */
export function countsOf(kind, { code, output }) {
  const failedAlone = { passed: 0, failed: 1, skipped: 0 };
  if (kind === 'check') return code === 0 ? { passed: 1, failed: 0, skipped: 0 } : failedAlone;
  const counts = READERS[kind](output.replace(COLOURS, ''));
  const ran = counts.passed + counts.failed + counts.skipped;
  if (ran === 0) return failedAlone;
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

/** @param {Counts[]} all @returns {Counts} */
export function sum(all) {
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const counts of all) for (const name of Object.keys(total)) total[name] += counts[name];
  return total;
}

/** 'N passed, N failed', with the skipped ones when there are any. */
export function countLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
