import { expect } from '@open-wc/testing';
import type { Operation } from '../../src/model/operation.js';
import { MemoryStorage } from '../../src/offline/memory-storage.js';
import { HIDDEN_PATIENCE } from '../../src/offline/outbox.js';
import type { Leadership } from '../../src/offline/storage.js';
import { OVERDUE_AFTER } from '../../src/offline/watchdog.js';
import { ADA, anOperation, payloads, uuid } from '../model/samples.js';
import { aTab, aWorld, quiet } from './tabs.js';

const MINUTE = 60_000;
const elsewhere = (number = 101) => ({ caseId: uuid(number) });

/** Whether a tab runs for office, or holds it. */
function watched(leadership: Leadership) {
  const runs: AbortSignal[] = [];
  const own: Leadership = {
    lead: async (viewerId, work, signal) => {
      runs.push(signal);
      await leadership.lead(viewerId, work, signal);
    },
  };
  return { leadership: own, runs, isRunning: () => runs.at(-1)?.aborted === false };
}

describe('outbox and its office', () => {
  it('does a page run for office that has nothing, or nothing but what waits for the customer?', async () => {
    const world = aWorld();
    const first = aTab(world);
    await first.add(anOperation(payloads.note()), anOperation(payloads.note(), elsewhere()));
    for (const one of [...first.sent]) await one.answer({ kind: 'invalid' });
    const { leadership, runs } = watched(world.office.leadership);
    const second = aTab(world, { leadership });
    await quiet();
    expect([second.states(), runs]).to.deep.equal([['refused', 'refused'], []]);
  });

  it('does it for one that may go, among others that wait for the customer?', async () => {
    const world = aWorld();
    const first = aTab(world);
    await first.add(anOperation(payloads.note()), anOperation(payloads.note(), elsewhere()));
    await first.sent[0]?.answer({ kind: 'invalid' });
    first.outbox.close();
    world.office.abandon();
    const second = aTab(world);
    await quiet();
    expect(second.states()).to.deep.equal(['refused', 'sending']);
  });

  it('does it stop as soon as another tab has sent what there was?', async () => {
    const world = aWorld();
    const leader = aTab(world);
    const { leadership, isRunning } = watched(world.office.leadership);
    const other = aTab(world, { leadership });
    await leader.add(anOperation(payloads.note()));
    await other.timers.pass(100);
    expect(isRunning()).to.equal(true);
    await leader.last().answer();
    await other.timers.pass(100);
    expect(isRunning()).to.equal(false);
  });

  it('does it leave when all is delivered, or somebody has to sign in, and come back after that?', async () => {
    const world = aWorld();
    const { leadership, isRunning } = watched(world.office.leadership);
    const { add, last, outbox } = aTab(world, { leadership });
    await add(anOperation(payloads.note()));
    await last().answer({ kind: 'signed-out' });
    expect(isRunning()).to.equal(false);
    outbox.release(ADA.id);
    await quiet();
    expect(isRunning()).to.equal(true);
    await last().answer();
    expect(isRunning()).to.equal(false);
  });

  it('does the next tab try at once what was not put off by the backend?', async () => {
    const world = aWorld();
    const first = aTab(world);
    await first.add(anOperation(payloads.note()));
    for (const pause of [1_000, 2_000, 4_000]) {
      await first.last().answer({ kind: 'network' });
      await first.timers.pass(pause);
    }
    await first.last().answer({ kind: 'network' });
    first.outbox.close();
    world.office.abandon();
    const second = aTab(world);
    await quiet();
    expect(second.sent).to.have.length(1);
  });

  it('does a hidden page come back for what was never tried, beside what it tried in vain?', async () => {
    const { add, sent, tab, timers } = aTab();
    await add(anOperation(payloads.note()));
    tab.hidden = true;
    await timers.pass(2 * HIDDEN_PATIENCE);
    await sent[0]?.answer({ kind: 'network' });
    await timers.pass(HIDDEN_PATIENCE);
    await add(anOperation(payloads.file(), elsewhere()), anOperation(payloads.note(), elsewhere(102)));
    expect(sent.slice(1).map(({ operation }) => operation.caseId)).to.have.members([uuid(101), uuid(102)]);
  });
});

describe('outbox that looks', () => {
  class Counting extends MemoryStorage {
    looks = 0;
    override async operations(viewerId: string): Promise<readonly Operation[]> {
      this.looks++;
      return await super.operations(viewerId);
    }
  }

  it('does it read the disk again and again when there is nothing, or nobody looks?', async () => {
    const storage = new Counting();
    const { add, last, tab, timers } = aTab(aWorld(storage));
    await timers.pass(10 * MINUTE);
    expect(storage.looks).to.equal(1);
    await add(anOperation(payloads.note()));
    await last().answer({ kind: 'invalid' });
    const before = storage.looks;
    await timers.pass(MINUTE);
    expect(storage.looks).to.equal(before + 4);
    tab.hidden = true;
    await timers.pass(2 * HIDDEN_PATIENCE);
    const asleep = storage.looks;
    await timers.pass(10 * MINUTE);
    expect(storage.looks).to.equal(asleep);
  });

  it('is the page told once when a write is overdue, and when it is not any more?', async () => {
    const told: number[] = [];
    const { outbox, timers } = aTab(aWorld(), {
      send: () => new Promise(() => undefined),
      onChange: () => told.push(timers.now()),
    });
    await outbox.enqueue([anOperation(payloads.note())]);
    await timers.pass(MINUTE);
    const before = told.length;
    await timers.pass(OVERDUE_AFTER - MINUTE);
    expect(told.slice(before)).to.deep.equal([OVERDUE_AFTER]);
    await timers.pass(5 * MINUTE);
    expect(told).to.have.length(before + 1);
  });

  it('is one still overdue when another one is delivered, and the new one not yet?', async () => {
    const { add, sent, outbox, timers } = aTab();
    await add(anOperation(payloads.note()), anOperation(payloads.note(), elsewhere()));
    await timers.pass(OVERDUE_AFTER);
    expect(outbox.overdue.size).to.equal(2);
    await add(anOperation(payloads.note(), elsewhere(102)));
    await sent[0]?.answer();
    expect([...outbox.overdue]).to.deep.equal([sent[1]?.operation.id]);
    await timers.pass(OVERDUE_AFTER);
    expect([...outbox.overdue]).to.deep.equal([sent[1]?.operation.id, sent[2]?.operation.id]);
  });
});
