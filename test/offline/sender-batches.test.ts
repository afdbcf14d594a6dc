import { expect } from '@open-wc/testing';
import { BackendError, type Failure } from '../../src/model/failure.js';
import type { Operation } from '../../src/model/operation.js';
import type { Answer } from '../../src/offline/outcome.js';
import { ADA, anOperation, payloads, uuid } from '../model/samples.js';
import { aTab, aWorld, ids, keys, MINUTE, NETWORK, notes, quiet } from './tabs.js';

describe('sender with batches', () => {
  it('are requests smaller after one came to nothing, and larger again when they get through?', async () => {
    const sizes: number[] = [];
    let fails = true;
    const sendAll = async (operations: readonly Operation[]): Promise<readonly Answer[]> => {
      sizes.push(operations.length);
      if (!fails) return operations.map(() => ({}));
      fails = false;
      throw new BackendError({ kind: 'invalid', status: 413 });
    };
    const case1 = Array.from({ length: 150 }, (_, i) => anOperation(payloads.note(uuid(1000 + i))));
    const { outbox, timers, states } = aTab(aWorld(), { batches: true, sendAll, send: async () => ({}) });
    await outbox.enqueue(case1);
    await timers.pass(MINUTE);
    expect([sizes, states()]).to.deep.equal([[50, 12, 24, 48, 50, 15], []]);
  });

  it('do those that were put off together come back together, when the longest wait is over?', async () => {
    let share = 0;
    const { add, sentTogether, timers } = aTab(aWorld(), {
      batches: true,
      random: () => (share = (share + 0.3) % 1),
    });
    const [short, done, long] = notes(3) as [Operation, Operation, Operation];
    await add(short, done, long);
    const busy = (retryAfter: number): Failure => ({ kind: 'unavailable', status: 503, retryAfter });
    await sentTogether[0]?.answer([busy(5_000), {}, busy(20_000)]);
    await timers.pass(19_999);
    expect(sentTogether).to.have.length(1);
    await timers.pass(1_001);
    expect(sentTogether.slice(1).map(({ operations }) => ids(operations))).to.deep.equal([
      ids([short, long]),
    ]);
  });

  it('does one answer among misses show that the way is free?', async () => {
    const { add, sent, sentTogether } = aTab(aWorld(), { batches: true });
    const [miss, done, next] = notes(3) as [Operation, Operation, Operation];
    await add(miss, done);
    await sentTogether[0]?.answer([NETWORK, {}]);
    await add(next);
    expect(keys(sent)).to.deep.equal([next.id]);
  });

  it('is what another tab changed, while a request was made up, left out with all that follows it?', async () => {
    const world = aWorld();
    const { outbox, sentTogether, sent } = aTab(world, { batches: true });
    const [first, second] = [anOperation(payloads.note()), anOperation(payloads.note(uuid(202)))];
    const other = anOperation(payloads.note(uuid(203)), { caseId: uuid(101) });
    const commit = world.storage.commit.bind(world.storage);
    let meddle = true;
    world.storage.commit = async (change) => {
      const isMark = change.replace?.some(({ operation }) => operation.state === 'sending') ?? false;
      if (isMark && meddle) {
        meddle = false;
        const [stored] = await world.storage.operations(ADA.id);
        const refused = { ...(stored as Operation), state: 'refused' as const, revision: 1 };
        await commit({ viewerId: ADA.id, replace: [{ operation: refused, revision: 0 }] });
      }
      return await commit(change);
    };
    await outbox.enqueue([first, second, other]);
    await quiet();
    expect([keys(sent), sentTogether]).to.deep.equal([[other.id], []]);
  });

  it('are those of a batch that nobody may send refused, each for itself?', async () => {
    const { add, sentTogether, states } = aTab(aWorld(), { batches: true });
    await add(...notes(2));
    await sentTogether[0]?.answer({ kind: 'forbidden', status: 403 });
    expect(states()).to.deep.equal(['refused', 'refused']);
  });
});
