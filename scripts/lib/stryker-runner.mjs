// Runs the tests of the outbox in one process, mutant after mutant: a process for each would take hours.
import { commonTokens, declareFactoryPlugin, PluginKind } from '@stryker-mutator/api/plugin';
import {
  DryRunStatus,
  MutantRunStatus,
  TestStatus,
  determineHitLimitReached,
} from '@stryker-mutator/api/test-runner';
import { loadTests } from './node-tests.mjs';

const TESTS = [
  'test/model/dependence.test.ts',
  'test/model/operation.test.ts',
  'test/offline/backoff.test.ts',
  'test/offline/crash.test.ts',
  'test/offline/gate.test.ts',
  'test/offline/leadership.test.ts',
  'test/offline/mirror.test.ts',
  'test/offline/mirror-looks.test.ts',
  'test/offline/outbox.test.ts',
  'test/offline/outbox-changes.test.ts',
  'test/offline/outbox-office.test.ts',
  'test/offline/pauses.test.ts',
  'test/offline/sender.test.ts',
  'test/offline/sender-batches.test.ts',
  // Last, because they take longest: for what the others do not notice.
  'test/sync/schedules.test.ts',
];
/** The longest that one test may take while a mutant is active, ms; without one they take a hundredth of it. */
const PATIENCE = 10_000;

class InProcessRunner {
  #tests = [];

  capabilities() {
    return { reloadEnvironment: false };
  }

  async init() {
    // Mutants reject where nobody listens; that is noticed by what the tests assert, not by the end of the process.
    process.on('unhandledRejection', () => undefined);
    process.on('uncaughtException', () => undefined);
    globalThis.__stryker__ ??= {};
    this.#tests = await loadTests(process.cwd(), TESTS);
  }

  async dryRun() {
    const stryker = globalThis.__stryker__;
    const tests = [];
    for (const { name, run } of this.#tests) {
      stryker.currentTestId = name;
      tests.push(await perform(name, run));
    }
    stryker.currentTestId = undefined;
    return { status: DryRunStatus.Complete, tests, mutantCoverage: stryker.mutantCoverage };
  }

  async mutantRun({ activeMutant, testFilter, hitLimit }) {
    const stryker = globalThis.__stryker__;
    Object.assign(stryker, { activeMutant: activeMutant.id, hitCount: hitLimit ? 0 : undefined, hitLimit });
    try {
      return await this.#runUntilOneFails(testFilter, stryker);
    } finally {
      stryker.activeMutant = undefined;
    }
  }

  async #runUntilOneFails(filter, stryker) {
    const chosen = this.#tests.filter(({ name }) => !filter || filter.includes(name));
    let count = 0;
    for (const { name, run } of chosen) {
      count++;
      const { status, failureMessage } = await perform(name, run);
      const limit = determineHitLimitReached(stryker.hitCount, stryker.hitLimit);
      if (limit) return { status: MutantRunStatus.Timeout, reason: limit.reason };
      if (status !== TestStatus.Failed) continue;
      return { status: MutantRunStatus.Killed, killedBy: [name], failureMessage, nrOfTests: count };
    }
    return { status: MutantRunStatus.Survived, nrOfTests: count };
  }
}

async function perform(name, run) {
  const began = performance.now();
  const result = (status, failureMessage) => ({
    ...{ id: name, name, status, failureMessage },
    timeSpentMs: performance.now() - began,
  });
  let timer;
  const late = new Promise(
    (_, reject) => (timer = setTimeout(() => reject(new Error('never ends')), PATIENCE)),
  );
  try {
    await Promise.race([run(), late]);
    return result(TestStatus.Success);
  } catch (thrown) {
    return result(TestStatus.Failed, String(thrown?.message ?? thrown));
  } finally {
    clearTimeout(timer);
  }
}

const create = () => new InProcessRunner();
create.inject = [];

export const strykerPlugins = [declareFactoryPlugin(PluginKind.TestRunner, 'in-process', create)];
export { commonTokens };
