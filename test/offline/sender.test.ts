import { expect } from '@open-wc/testing';
import type { Failure } from '../../src/model/failure.js';
import type { Operation } from '../../src/model/operation.js';
import { MemoryStorage } from '../../src/offline/memory-storage.js';
import { HIDDEN_PATIENCE } from '../../src/offline/outbox.js';
import { StorageError, type Commit } from '../../src/offline/storage.js';
import { ADA, anOperation, payloads } from '../model/samples.js';
import { aTab, aWorld, ids, keys, MINUTE, NETWORK, notes, quiet, type Delivered } from './tabs.js';

describe('sender whose storage is slow, or says the wrong thing', () => {
  /** Does as it is told with the next mark of sending. */
  class Marking extends MemoryStorage {
    mark: 'at once' | 'late' | 'said to have failed' = 'at once';
    deaf = false;
    let: () => void = () => undefined;

    override async commit(change: Commit): Promise<readonly Operation[] | null> {
      const isMark = change.replace?.some(({ operation }) => operation.state === 'sending') ?? false;
      const mark = isMark ? this.mark : 'at once';
      if (mark === 'late') await new Promise<void>((resolve) => (this.let = resolve));
      const result = await super.commit(change);
      if (mark !== 'said to have failed') return result;
      this.deaf = true;
      throw new StorageError('blocked');
    }

    override async operations(viewerId: string): Promise<readonly Operation[]> {
      if (this.deaf) throw new StorageError('blocked');
      return await super.operations(viewerId);
    }
  }

  it('is anything sent after a mark that took so long that another tab may have taken over?', async () => {
    const storage = new Marking();
    storage.mark = 'late';
    const { add, sent, timers } = aTab(aWorld(storage));
    await add(anOperation(payloads.note()));
    await timers.pass(5_001);
    storage.mark = 'at once';
    storage.let();
    await quiet();
    // Marked anew, on how things stand now.
    expect(sent.map(({ operation }) => [operation.attempts, operation.inDoubt])).to.deep.equal([[2, true]]);
  });

  it('is it sent if the mark took its time, but not that long?', async () => {
    const storage = new Marking();
    storage.mark = 'late';
    const { add, sent, timers } = aTab(aWorld(storage));
    await add(anOperation(payloads.note()));
    await timers.pass(5_000);
    storage.let();
    await quiet();
    expect(sent.map(({ operation }) => operation.attempts)).to.deep.equal([1]);
  });

  it('does a write go out whose mark was kept although storage said that it was not?', async () => {
    const storage = new Marking();
    storage.mark = 'said to have failed';
    const { add, sent, timers, outbox } = aTab(aWorld(storage));
    await add(anOperation(payloads.note()));
    expect(sent).to.have.length(0);
    storage.mark = 'at once';
    storage.deaf = false;
    outbox.wake();
    await timers.pass(15_000);
    expect(sent.map(({ operation }) => operation.attempts)).to.deep.equal([2]);
  });

  it('is storage that takes nothing asked without pause?', async () => {
    let asked = 0;
    class Full extends MemoryStorage {
      full = false;
      override async commit(change: Commit) {
        if (!this.full) return await super.commit(change);
        asked++;
        throw new StorageError('full');
      }
    }
    const storage = new Full();
    const { add, last, timers } = aTab(aWorld(storage));
    await add(...notes(1));
    storage.full = true;
    await last().answer();
    await timers.pass(10_000);
    expect(asked).to.be.within(2, 5);
  });

  it('is the office left to another tab by one that lost it before it knew what there is?', async () => {
    let looked = false;
    let look: () => void = () => undefined;
    class Slow extends MemoryStorage {
      override async operations(viewerId: string) {
        if ((await super.term(viewerId)) && !looked) await new Promise<void>((resolve) => (look = resolve));
        return await super.operations(viewerId);
      }
    }
    const world = aWorld(new Slow());
    const first = aTab(world);
    await first.add(anOperation(payloads.note()));
    world.office.depose();
    looked = true;
    look();
    await quiet();
    const second = aTab(world);
    await second.timers.pass(15_000);
    expect([first.sent.length, second.sent.length]).to.deep.equal([0, 1]);
  });
});

describe('sender that waits', () => {
  it('is what was answered while somebody signed in taken at its word, unless it asked for that?', async () => {
    const { add, sent, outbox, settled, states } = aTab();
    const [done, refused, held] = notes(3) as [Operation, Operation, Operation];
    await add(done, refused, held);
    outbox.release(ADA.id);
    await quiet();
    await (sent[0] as Delivered).answer({ receipt: 'thanks' });
    await (sent[1] as Delivered).answer({ kind: 'invalid' });
    await (sent[2] as Delivered).answer({ kind: 'signed-out' });
    expect(settled[0]).to.deep.equal([done.id, 'delivered', 'thanks']);
    expect(states()).to.deep.equal(['refused', 'queued']);
  });

  it('does the end of an outage cut short what the backend asked of one write?', async () => {
    const { add, sent, timers } = aTab();
    const [asked, other] = notes(2) as [Operation, Operation];
    await add(asked, other);
    await (sent[0] as Delivered).answer({ kind: 'unavailable', retryAfter: 30_000 });
    await (sent[1] as Delivered).answer();
    await timers.pass(29_999);
    expect(keys(sent)).to.deep.equal([asked.id, other.id]);
    await timers.pass(1_001);
    expect(keys(sent)).to.deep.equal([asked.id, other.id, asked.id]);
  });

  it('does a tab send on whose term another one ended, when it finds that out with an answer?', async () => {
    const world = aWorld();
    const { add, sent } = aTab(world);
    const [first, second] = notes(2) as [Operation, Operation];
    await add(first);
    await world.storage.beginTerm(ADA.id);
    await (sent[0] as Delivered).answer({});
    const commits: Commit[] = [];
    const commit = world.storage.commit.bind(world.storage);
    world.storage.commit = async (change) => (commits.push(change), await commit(change));
    await add(second);
    expect([sent.length, commits.filter(({ epoch }) => epoch !== undefined)]).to.deep.equal([1, []]);
  });

  it('does an answer count that comes while another write waits for a sign-in?', async () => {
    const { add, sent, settled, states } = aTab();
    const [held, other] = notes(2) as [Operation, Operation];
    await add(held, other);
    await (sent[0] as Delivered).answer({ kind: 'signed-out' });
    await (sent[1] as Delivered).answer({ receipt: 'thanks' });
    expect([settled.at(-1), states(), sent.length]).to.deep.equal([
      [other.id, 'delivered', 'thanks'],
      ['held'],
      2,
    ]);
  });

  it('does an answer count that comes when nobody has looked for long?', async () => {
    const { add, last, settled, tab, timers, sent } = aTab();
    const [note] = notes(1) as [Operation];
    await add(note);
    tab.hidden = true;
    await timers.pass(2 * HIDDEN_PATIENCE);
    await last().answer({ receipt: 'thanks' });
    expect([settled, sent.length]).to.deep.equal([[[note.id, 'delivered', 'thanks']], 1]);
  });

  it('does it leave a timer of a pause, or of its way to the backend, when it is closed?', async () => {
    const { add, last, outbox, timers } = aTab();
    await add(...notes(1));
    await last().answer({ kind: 'unavailable', retryAfter: 30_000 });
    outbox.close();
    await quiet();
    expect(timers.pending).to.equal(0);
  });

  it('does it set one when it is closed before the answer comes?', async () => {
    const { add, last, outbox, timers, sent } = aTab();
    await add(...notes(1));
    outbox.close();
    await last().answer({ kind: 'unavailable', retryAfter: 30_000 });
    expect([timers.pending, sent.length]).to.deep.equal([0, 1]);
  });

  it('does what was given up by the browser wait like what had no answer?', async () => {
    const { add, last, sent, timers } = aTab();
    await add(...notes(1));
    await last().answer({ kind: 'aborted' });
    await timers.pass(999);
    expect(sent).to.have.length(1);
    await timers.pass(1);
    expect(sent).to.have.length(2);
  });

  it('is a wait that the backend asked for kept by the next tab for that write alone?', async () => {
    const world = aWorld();
    const first = aTab(world);
    const [waiting, fresh] = notes(2) as [Operation, Operation];
    await first.add(waiting);
    await first.last().answer({ kind: 'unavailable', retryAfter: 30_000 });
    first.outbox.close();
    world.office.abandon();
    const second = aTab(world);
    await second.timers.pass(100);
    await second.add(fresh);
    expect(keys(second.sent)).to.deep.equal([fresh.id]);
    await second.last().answer();
    await second.timers.pass(31_000);
    expect(keys(second.sent)).to.deep.equal([fresh.id, waiting.id]);
  });
});

describe('sender that asks whether the way is free', () => {
  /** Answers whatever is sent, for some minutes, as it is told; what was sent meanwhile, in order. */
  const during = async (
    tab: ReturnType<typeof aTab>,
    minutes: number,
    reply: (id: string) => Failure | undefined,
  ) => {
    let answered = tab.sent.findIndex(({ operation }) => tab.shown().some(({ id }) => id === operation.id));
    for (let second = 0; second < minutes * 60; second++) {
      for (; answered < tab.sent.length; answered++) {
        const one = tab.sent[answered] as Delivered;
        await one.answer(reply(one.operation.id));
      }
      await tab.timers.pass(1_000);
    }
  };

  it('do the others get through while one brings the backend down every time?', async () => {
    const tab = aTab();
    const all = notes(20);
    const poison = all[0]?.id;
    await tab.add(...all);
    await during(tab, 3, (id) => (id === poison ? { kind: 'unavailable', status: 500 } : undefined));
    expect(ids(tab.shown())).to.deep.equal([poison]);
  });

  it('do those that were never tried take turns with those that were?', async () => {
    const tab = aTab();
    await tab.add(...notes(8));
    for (const one of [...tab.sent]) await one.answer(NETWORK);
    const tries: number[] = [];
    for (let i = 0; i < 4; i++) {
      await tab.timers.pass(MINUTE);
      tries.push(tab.last().operation.attempts);
      await tab.last().answer(NETWORK);
    }
    expect(tries).to.deep.equal([2, 1, 2, 1]);
    expect(tab.sent).to.have.length(10);
  });

  it('is the one that was tried least asked first?', async () => {
    const tab = aTab();
    await tab.add(...notes(2));
    for (const one of [...tab.sent]) await one.answer(NETWORK);
    const asked: string[] = [];
    for (let i = 0; i < 4; i++) {
      await tab.timers.pass(MINUTE);
      asked.push(tab.last().operation.id);
      await tab.last().answer(NETWORK);
    }
    const [first, second] = keys(tab.sent);
    expect(asked).to.deep.equal([first, second, first, second]);
  });

  it('is a write of a page that nobody looks at the question, if it was tried already?', async () => {
    const { add, sent, tab, timers } = aTab();
    const [tried, fresh] = notes(2) as [Operation, Operation];
    await add(tried);
    tab.hidden = true;
    await timers.pass(2 * HIDDEN_PATIENCE);
    await (sent[0] as Delivered).answer(NETWORK);
    await add(fresh);
    await timers.pass(MINUTE);
    expect(keys(sent)).to.deep.equal([tried.id, fresh.id]);
  });
});
