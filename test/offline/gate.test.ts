import { expect } from '@open-wc/testing';
import { Gate } from '../../src/offline/gate.js';
import { FakeTimers } from './tabs.js';

function setUp() {
  const timers = new FakeTimers();
  const opened: number[] = [];
  const gate = new Gate(
    timers,
    () => 1,
    () => opened.push(timers.now()),
  );
  return { timers, gate, opened };
}

describe('gate', () => {
  it('is it open before anything failed?', () => {
    const { gate } = setUp();
    expect([gate.isOpen, gate.failures]).to.deep.equal([true, 0]);
  });

  it('does it open by itself, later after every failure?', async () => {
    const { gate, timers, opened } = setUp();
    for (let i = 0; i < 4; i++) {
      gate.fail(gate.round);
      expect(gate.isOpen).to.equal(false);
      await timers.pass(8_000);
    }
    expect([opened, gate.failures, gate.isOpen]).to.deep.equal([[1_000, 10_000, 20_000, 32_000], 4, true]);
  });

  it('do requests that began together and fail together close it once?', () => {
    const { gate } = setUp();
    const { round } = gate;
    for (let i = 0; i < 6; i++) gate.fail(round);
    expect(gate.failures).to.equal(1);
    expect(gate.round).to.equal(round + 1);
  });

  it('does the one of them that brings the longest wait decide?', async () => {
    const { gate, timers, opened } = setUp();
    const { round } = gate;
    gate.fail(round, 2_000);
    gate.fail(round, 9_000);
    gate.fail(round, 4_000);
    gate.fail(round);
    await timers.pass(20_000);
    expect(opened).to.deep.equal([9_000]);
  });

  it('does a late failure of an earlier round open it sooner?', async () => {
    const { gate, timers, opened } = setUp();
    const { round } = gate;
    for (let i = 0; i < 4; i++) gate.fail(gate.round);
    await timers.pass(2_000);
    gate.fail(round);
    await timers.pass(5_999);
    expect(opened).to.deep.equal([]);
    await timers.pass(1);
    expect(opened).to.deep.equal([8_000]);
  });

  it('does anything that gets through open it, and does it say that it was closed?', async () => {
    const { gate, timers, opened } = setUp();
    gate.fail(gate.round);
    expect([gate.succeed(), gate.isOpen, gate.failures, gate.succeed()]).to.deep.equal([
      true,
      true,
      0,
      false,
    ]);
    await timers.pass(5_000);
    expect(opened).to.deep.equal([]);
  });

  it('does waking open it when the least wait is over, and not before?', async () => {
    const { gate, timers, opened } = setUp();
    for (let i = 0; i < 4; i++) gate.fail(gate.round);
    await timers.pass(999);
    gate.wake(false);
    expect(gate.isOpen).to.equal(false);
    await timers.pass(1);
    expect([gate.isOpen, opened]).to.deep.equal([true, [1_000]]);
    gate.fail(gate.round);
    await timers.pass(1_000);
    gate.wake(false);
    expect(gate.isOpen).to.equal(true);
  });

  it('does waking cut short what the backend asked for, if the customer does not?', async () => {
    const { gate, timers } = setUp();
    gate.fail(gate.round, 30_000);
    await timers.pass(20_000);
    gate.wake(false);
    expect(gate.isOpen).to.equal(false);
    gate.wake(true);
    expect(gate.isOpen).to.equal(true);
  });

  it('does waking an open one do anything?', async () => {
    const { gate, timers } = setUp();
    gate.wake(false);
    expect([gate.isOpen, timers.pending]).to.deep.equal([true, 0]);
  });

  it('does it leave a timer when it is ended?', () => {
    const { gate, timers } = setUp();
    gate.fail(gate.round);
    gate.end();
    expect(timers.pending).to.equal(0);
  });
});
