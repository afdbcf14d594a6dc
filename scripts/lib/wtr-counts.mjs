/**
 * Reporter for the web test runner: the run's last line is 'N passed, N failed' (', N skipped' when any).
 * A file that does not load, and a session that ends with an error, count as one failure.
 */
export function countReporter() {
  let line = '0 passed, 0 failed';
  return {
    onTestRunFinished({ sessions }) {
      const total = { passed: 0, failed: 0, skipped: 0 };
      for (const session of sessions) {
        const before = total.failed;
        if (session.testResults) addSuite(total, session.testResults);
        if (!session.passed && total.failed === before) total.failed++;
      }
      line = `${total.passed} passed, ${total.failed} failed${total.skipped ? `, ${total.skipped} skipped` : ''}`;
    },
    stop() {
      // The default reporter still writes after stop(): only the exit is late enough to be last.
      process.once('exit', () => console.log(line));
    },
  };
}

function addSuite(total, suite) {
  for (const test of suite.tests) total[test.skipped ? 'skipped' : test.passed ? 'passed' : 'failed']++;
  for (const inner of suite.suites) addSuite(total, inner);
}
