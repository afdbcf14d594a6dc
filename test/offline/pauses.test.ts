import { expect } from '@open-wc/testing';
import { Pauses } from '../../src/offline/pauses.js';
import { anOperation, payloads } from '../model/samples.js';
import { FakeTimers } from './tabs.js';

function setUp() {
  const timers = new FakeTimers();
  let ended = 0;
  const pauses = new Pauses(timers, () => ended++);
  const operation = anOperation(payloads.note(), { revision: 3 });
  return { timers, pauses, operation, ended: () => ended };
}

describe('pauses', () => {
  it('does one end by itself, on time?', async () => {
    const { timers, pauses, operation, ended } = setUp();
    pauses.begin(operation, 5_000, 0);
    await timers.pass(4_999);
    expect([pauses.has(operation.id), ended()]).to.deep.equal([true, 0]);
    await timers.pass(1);
    expect([pauses.has(operation.id), ended()]).to.deep.equal([false, 1]);
  });

  it('does waking end a long one after a second, and a short one when it is over?', async () => {
    const { timers, pauses, operation } = setUp();
    pauses.begin(operation, 60_000, 0);
    pauses.wake(false);
    await timers.pass(999);
    expect(pauses.has(operation.id)).to.equal(true);
    await timers.pass(1);
    expect(pauses.has(operation.id)).to.equal(false);
    pauses.begin(operation, 300, 0);
    pauses.wake(false);
    await timers.pass(300);
    expect(pauses.has(operation.id)).to.equal(false);
  });

  it('does waking end what the backend asked for, and does the customer?', async () => {
    const { timers, pauses, operation } = setUp();
    pauses.begin(operation, 30_500, 30_000);
    await timers.pass(29_999);
    pauses.wake(false);
    expect(pauses.has(operation.id)).to.equal(true);
    pauses.wake(true);
    expect([pauses.has(operation.id), timers.pending]).to.deep.equal([false, 0]);
  });

  it('is one forgotten when its operation is gone or was changed, and only then?', () => {
    const { timers, pauses, operation } = setUp();
    pauses.begin(operation, 5_000, 0);
    pauses.forget(new Map([[operation.id, operation]]));
    expect(pauses.has(operation.id)).to.equal(true);
    pauses.forget(new Map([[operation.id, { ...operation, revision: 4 }]]));
    expect([pauses.has(operation.id), timers.pending]).to.deep.equal([false, 0]);
    pauses.begin(operation, 5_000, 0);
    pauses.forget(new Map());
    expect(pauses.has(operation.id)).to.equal(false);
  });

  it('does a second one take the place of the first?', async () => {
    const { timers, pauses, operation, ended } = setUp();
    pauses.begin(operation, 1_000, 0);
    pauses.begin(operation, 5_000, 0);
    await timers.pass(4_999);
    expect([pauses.has(operation.id), ended()]).to.deep.equal([true, 0]);
  });

  it('do those that began together end in one moment, and those that have time left go on?', async () => {
    const { timers, pauses, operation, ended } = setUp();
    const [same, longer] = [anOperation(payloads.note()), anOperation(payloads.note())];
    pauses.begin(operation, 5_000, 0);
    pauses.begin(same, 5_000, 0);
    pauses.begin(longer, 9_000, 0);
    await timers.pass(5_000);
    const left = [operation, same, longer].map(({ id }) => pauses.has(id));
    expect([left, ended(), timers.pending]).to.deep.equal([[false, false, true], 1, 1]);
  });

  it('does clearing leave a timer?', () => {
    const { timers, pauses, operation } = setUp();
    pauses.begin(operation, 5_000, 0);
    pauses.clear();
    expect([pauses.has(operation.id), timers.pending]).to.deep.equal([false, 0]);
  });
});
