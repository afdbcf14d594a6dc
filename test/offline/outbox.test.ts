import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import { BackendError, type Failure } from '../../src/model/failure.js';
import { isOutstanding, type Operation, type OperationState } from '../../src/model/operation.js';
import { MemoryOperations } from '../../src/offline/memory-operations.js';
import { Outbox } from '../../src/offline/outbox.js';
import { anOperation, BEN, payloads, uuid } from '../model/samples.js';

type Reply = string | undefined | Failure;

interface Delivery {
  readonly operation: Operation;
  readonly bytes: Blob | undefined;
  readonly answer: (reply?: Reply) => Promise<void>;
}

/** Lets everything happen that needs no timer. */
const settle = async () => {
  for (let i = 0; i < 20; i++) await Promise.resolve();
};

/** An outbox whose deliveries and timers are in the test's hands. */
function setUp(storage = new MemoryOperations()) {
  const sent: Delivery[] = [];
  const timers = new Map<number, { run: () => void; ms: number }>();
  const settled: [string, OperationState][] = [];
  let operations: readonly Operation[] = [];
  let timer = 0;
  const outbox = new Outbox({
    storage,
    random: () => 1,
    setTimer: (run, ms) => (timers.set(++timer, { run, ms }), timer),
    clearTimer: (id) => void timers.delete(id as number),
    onChange: (all, one) => {
      operations = all;
      if (one) settled.push([one.id, one.state]);
    },
    send: (operation, bytes) =>
      new Promise((resolve, reject) => {
        const answer = async (reply?: Reply) => {
          if (typeof reply === 'object') reject(new BackendError(reply));
          else resolve(reply);
          await settle();
        };
        sent.push({ operation, bytes, answer });
      }),
  });
  const fire = async () => {
    const due = [...timers.values()];
    timers.clear();
    for (const { run } of due) run();
    await settle();
  };
  const add = async (...all: Operation[]) => {
    await outbox.enqueue(all);
    await settle();
  };
  const last = () => sent.at(-1) as Delivery;
  const states = () => operations.map((op) => op.state);
  return { outbox, storage, sent, timers, settled, fire, add, last, states, operations: () => operations };
}

describe('outbox', () => {
  it('is a write sent at once, and gone when it is acknowledged?', async () => {
    const { add, last, states, settled, storage } = setUp();
    const note = anOperation(payloads.note());
    await add(note);
    expect(states()).to.deep.equal(['sending']);
    await last().answer();
    expect(states()).to.deep.equal([]);
    expect(settled).to.deep.equal([[note.id, 'delivered']]);
    expect(await storage.all()).to.deep.equal([]);
  });

  it('is it kept before it is sent?', async () => {
    class Slow extends MemoryOperations {
      release: () => void = () => undefined;
      override async add(...rest: Parameters<MemoryOperations['add']>) {
        await new Promise<void>((resolve) => (this.release = resolve));
        await super.add(...rest);
      }
    }
    const storage = new Slow();
    const { outbox, sent } = setUp(storage);
    const file = anOperation(payloads.file());
    void outbox.enqueue([file], new Map([[file.id, new Blob(['abc'])]]));
    outbox.retry();
    await settle();
    expect(sent).to.have.length(0);
    storage.release();
    await settle();
    expect(sent.map(({ bytes }) => bytes?.size)).to.deep.equal([3]);
  });

  it('does a failed try wait out its pause and go again under the same key?', async () => {
    const { add, last, sent, timers, fire } = setUp();
    await add(anOperation(payloads.note()));
    await last().answer({ kind: 'network' });
    expect([...timers.values()].map(({ ms }) => ms)).to.deep.equal([1000]);
    expect(sent).to.have.length(1);
    await fire();
    expect(sent.map(({ operation }) => operation.id)).to.deep.equal([
      sent[0]?.operation.id,
      sent[0]?.operation.id,
    ]);
  });

  it('is Retry-After honoured?', async () => {
    const { add, last, timers } = setUp();
    await add(anOperation(payloads.note()));
    await last().answer({ kind: 'unavailable', retryAfter: 30_000 });
    expect([...timers.values()].map(({ ms }) => ms)).to.deep.equal([31_000]);
  });

  it('can the customer cut the pause short, for one or for all, and is it sent only once?', async () => {
    const { add, last, sent, outbox, timers } = setUp();
    await add(anOperation(payloads.note()));
    await last().answer({ kind: 'network' });
    outbox.retry();
    outbox.retry(sent[0]?.operation.id);
    await settle();
    expect([sent.length, timers.size]).to.deep.equal([2, 0]);
  });

  it('is what needs a sign-in held, and released to the same person only?', async () => {
    const { add, last, sent, outbox, states } = setUp();
    await add(anOperation(payloads.note()));
    await last().answer({ kind: 'signed-out' });
    outbox.release(BEN.id);
    outbox.retry();
    await settle();
    expect([states(), sent.length]).to.deep.equal([['held'], 1]);
    outbox.release((sent[0] as Delivery).operation.viewerId);
    await settle();
    expect(states()).to.deep.equal(['sending']);
  });

  it('does a refused write stay, with its reason, and hold back what follows in its case only?', async () => {
    const { add, last, sent, states, operations } = setUp();
    await add(
      anOperation(payloads.subject()),
      anOperation(payloads.note()),
      anOperation(payloads.note(), { caseId: uuid(101) }),
    );
    await (sent[0] as Delivery).answer({ kind: 'invalid', detail: 'Too long.' });
    await last().answer();
    expect(states()).to.deep.equal(['refused', 'queued']);
    expect(operations()[0]?.failure?.detail).to.equal('Too long.');
  });

  it('does discarding a refused write let the next one go?', async () => {
    const { add, last, outbox, settled } = setUp();
    const [first, second] = [anOperation(payloads.subject()), anOperation(payloads.note())];
    await add(first, second);
    await last().answer({ kind: 'invalid' });
    await outbox.discard(first.id);
    await settle();
    expect(last().operation.id).to.equal(second.id);
    expect(settled).to.deep.include([first.id, 'discarded']);
  });

  it('do the files of a discarded note go with it, none of them sent?', async () => {
    const { outbox, last, sent, operations, storage } = setUp();
    const note = anOperation(payloads.note());
    const file = anOperation(payloads.file(uuid(301), uuid(201)), { dependsOn: note.id });
    await outbox.enqueue([note, file], new Map([[file.id, new Blob(['abc'])]]));
    await last().answer({ kind: 'invalid' });
    await outbox.discard(note.id);
    expect([operations().length, sent.length]).to.deep.equal([0, 1]);
    expect(await storage.bytes(file.id)).to.equal(undefined);
  });

  it('does everything of a discarded case go with it?', async () => {
    const { add, last, outbox, operations } = setUp();
    const create = anOperation(payloads.create());
    await add(create, anOperation(payloads.note()), anOperation(payloads.close()));
    await last().answer({ kind: 'invalid' });
    await outbox.discard(create.id);
    await settle();
    expect(operations()).to.deep.equal([]);
  });

  it('can a write be discarded between two steps of discarding and be delivered all the same?', async () => {
    const { add, last, sent, outbox, settled } = setUp();
    const first = anOperation(payloads.subject());
    const note = anOperation(payloads.note());
    const file = anOperation(payloads.file(uuid(301), uuid(201)), { dependsOn: note.id });
    await add(first, note, file);
    const discarding = outbox.discard(note.id);
    await last().answer();
    await discarding;
    await settle();
    expect(sent.map(({ operation }) => operation.id)).to.deep.equal([first.id]);
    expect(settled.find(([id]) => id === note.id)).to.deep.equal([note.id, 'discarded']);
  });

  it('is a write that is on its way left alone by discard?', async () => {
    const { add, outbox, states, last } = setUp();
    await add(anOperation(payloads.note()));
    await outbox.discard(last().operation.id);
    expect(states()).to.deep.equal(['sending']);
  });

  it('are six cases served at once, and the seventh when there is room?', async () => {
    const { add, sent } = setUp();
    await add(
      ...Array.from({ length: 8 }, (_, i) => anOperation(payloads.note(), { caseId: uuid(100 + i) })),
    );
    expect(sent).to.have.length(6);
    await (sent[2] as Delivery).answer();
    expect(sent).to.have.length(7);
  });

  it('does a later change go out against the result of the earlier one?', async () => {
    const { add, last } = setUp();
    await add(
      anOperation(payloads.subject(), { baseVersion: '1' }),
      anOperation(payloads.close(), { baseVersion: '1' }),
    );
    await last().answer('2');
    expect(last().operation).to.deep.include({ payload: payloads.close(), baseVersion: '2' });
  });

  it('does a change of a case that was not filed yet go out against the case as it was filed?', async () => {
    const { add, last } = setUp();
    await add(anOperation(payloads.create()), anOperation(payloads.note()), anOperation(payloads.close()));
    await last().answer('1');
    await last().answer('7');
    expect(last().operation).to.deep.include({ payload: payloads.close(), baseVersion: '1' });
  });

  it('is a correction of a note that was not sent yet made against the note as it was stored?', async () => {
    const { add, last } = setUp();
    await add(
      anOperation(payloads.note()),
      anOperation({ kind: 'updateNote', noteId: uuid(201), text: 'Better' }),
    );
    await last().answer('1');
    expect(last().operation.baseVersion).to.equal('1');
  });

  it('does another try after a conflict go out against the record as it now is?', async () => {
    const { add, last, outbox } = setUp();
    await add(anOperation(payloads.close(), { baseVersion: '1' }));
    await last().answer({ kind: 'conflict', status: 412, current: { version: '5' } });
    outbox.retry(last().operation.id);
    await settle();
    expect(last().operation.baseVersion).to.equal('5');
  });

  it('is a write that was cleared while it was sent forgotten, whatever comes of it?', async () => {
    for (const reply of [undefined, '9', { kind: 'network' }, { kind: 'invalid' }] as Reply[]) {
      const { add, last, sent, outbox, states, settled, timers } = setUp();
      await add(anOperation(payloads.subject(), { baseVersion: '1' }));
      const old = last();
      await outbox.clear();
      await add(anOperation(payloads.close(), { viewerId: BEN.id, baseVersion: '1' }));
      await old.answer(reply);
      expect([states(), settled, timers.size]).to.deep.equal([['sending'], [], 0]);
      expect(sent.map(({ operation }) => operation.baseVersion)).to.deep.equal(['1', '1']);
    }
  });

  it('does clearing make room again for those that follow?', async () => {
    const { add, sent, outbox, states } = setUp();
    await add(
      ...Array.from({ length: 6 }, (_, i) => anOperation(payloads.note(), { caseId: uuid(100 + i) })),
    );
    await outbox.clear();
    await add(anOperation(payloads.note(), { viewerId: BEN.id }));
    await Promise.all(sent.slice(0, 6).map(({ answer }) => answer()));
    expect(states()).to.deep.equal(['sending']);
  });

  it('does a closed outbox send nothing and leave no timer?', async () => {
    const { add, last, sent, outbox, timers } = setUp();
    await add(anOperation(payloads.note()), anOperation(payloads.note()));
    outbox.close();
    await last().answer({ kind: 'network' });
    expect([sent.length, timers.size]).to.deep.equal([1, 0]);
  });

  it('may a listener write while it is being told?', async () => {
    const sent: Operation[] = [];
    const outbox: Outbox = new Outbox({
      storage: new MemoryOperations(),
      send: async (operation) => void sent.push(operation),
      onChange: (all) => {
        if (all.some((op) => op.state === 'sending')) outbox.retry();
      },
    });
    await outbox.enqueue([anOperation(payloads.note()), anOperation(payloads.note(), { caseId: uuid(101) })]);
    await settle();
    expect(sent).to.have.length(2);
  });

  it('is nothing lost, doubled or overtaken, whatever the backend answers?', async () => {
    const reply = fc.constantFrom<Reply>(
      undefined,
      '2',
      { kind: 'network' },
      { kind: 'unavailable' },
      { kind: 'signed-out' },
      { kind: 'invalid' },
    );
    const kind = fc.constantFrom(payloads.note(), payloads.subject(), payloads.close(), payloads.read());
    const writes = fc.array(fc.tuple(kind, fc.integer({ min: 100, max: 102 })), {
      minLength: 1,
      maxLength: 10,
    });
    await fc.assert(
      fc.asyncProperty(writes, fc.array(reply, { maxLength: 30 }), async (all, replies) => {
        const { add, sent, fire, outbox, settled, operations } = setUp();
        const added = all.map(([payload, number]) => anOperation(payload, { caseId: uuid(number) }));
        await add(...added);
        let answered = 0;
        for (const one of replies) {
          const next = sent[answered];
          if (!next) break;
          answered++;
          await next.answer(one);
          await fire();
        }
        // The customer signs in and asks again, the backend is well: all must arrive.
        for (let round = 0; round < 100 && operations().length > 0; round++) {
          for (; answered < sent.length; answered++) await sent[answered]?.answer();
          for (const { id } of operations()) outbox.retry(id);
          await settle();
        }
        const delivered = settled.filter(([, state]) => state === 'delivered').map(([id]) => id);
        expect([...delivered].sort()).to.deep.equal(added.map((op) => op.id).sort());
        for (const caseId of [100, 101, 102].map(uuid)) {
          const ordered = added
            .filter((op) => op.caseId === caseId && op.payload.kind !== 'markCaseRead')
            .map((op) => op.id);
          expect(delivered.filter((id) => ordered.includes(id))).to.deep.equal(ordered);
        }
        expect(operations().filter(isOutstanding)).to.deep.equal([]);
      }),
      { numRuns: 150 },
    );
  });
});
