import { expect } from '@open-wc/testing';
import type { Failure } from '../../src/model/failure.js';
import type { Operation } from '../../src/model/operation.js';
import { MemoryStorage } from '../../src/offline/memory-storage.js';
import { StorageError, type Commit } from '../../src/offline/storage.js';
import { ADA, anOperation, aSession, BEN, payloads, uuid } from '../model/samples.js';
import { aTab, aWorld, quiet } from './tabs.js';

const CONFLICT: Failure = { kind: 'conflict', status: 412, current: { version: '5' } };
const ids = (all: readonly { readonly id: string }[]) => all.map(({ id }) => id);

describe('what the customer makes of a write that was refused', () => {
  it('is the version that was seen kept where nothing had changed?', async () => {
    const { add, last, outbox } = aTab();
    const close = anOperation(payloads.close(), { baseVersion: '1' });
    await add(close);
    await last().answer({ kind: 'invalid' });
    outbox.retry(close.id);
    await quiet();
    expect(last().operation.baseVersion).to.equal('1');
    await last().answer({ kind: 'invalid' });
    await outbox.edit(close.id, payloads.close(), uuid(999));
    await quiet();
    expect(last().operation.baseVersion).to.equal('1');
  });

  it('does what is written anew after a conflict go out against the record as it now is?', async () => {
    const { add, last, outbox } = aTab();
    const subject = anOperation(payloads.subject(), { baseVersion: '1' });
    await add(subject);
    await last().answer(CONFLICT);
    await outbox.edit(subject.id, payloads.subject('Both'), uuid(999));
    await quiet();
    expect(last().operation).to.deep.include({ id: uuid(999), baseVersion: '5' });
  });

  it('do the files of another note stay with it, and does everything keep its place?', async () => {
    const { add, last, outbox, shown } = aTab();
    const [note, other] = [anOperation(payloads.note()), anOperation(payloads.note(uuid(202)))];
    const file = anOperation(payloads.file(uuid(301), uuid(201)), { dependsOn: note.id });
    const others = anOperation(payloads.file(uuid(302), uuid(202)), { dependsOn: other.id });
    await add(note, file, other, others);
    await last().answer({ kind: 'invalid' });
    await outbox.edit(note.id, payloads.note(uuid(201), 'Shorter'), uuid(999));
    expect(ids(shown())).to.deep.equal([uuid(999), file.id, other.id, others.id]);
    expect(shown().map(({ dependsOn }) => dependsOn)).to.deep.equal([null, uuid(999), null, other.id]);
  });

  it('does anything go with a discarded note that has nothing to do with it?', async () => {
    const { add, sent, outbox, shown } = aTab();
    const [note, file, close] = [
      anOperation(payloads.note()),
      anOperation(payloads.file()),
      anOperation(payloads.close()),
    ];
    await add(note, file, close);
    await sent[0]?.answer({ kind: 'invalid' });
    await outbox.discard(note.id);
    expect(ids(shown())).to.have.members([file.id, close.id]);
  });

  it('does one that is gone by now trouble anybody?', async () => {
    const { add, last, outbox, sent } = aTab();
    const note = anOperation(payloads.note());
    await add(note);
    await last().answer();
    outbox.retry(note.id);
    expect(await outbox.discard(note.id)).to.equal(false);
    expect(await outbox.edit(note.id, payloads.note(), uuid(999))).to.equal(false);
    expect(sent).to.have.length(1);
  });

  it('is one that was refused sent again because somebody signed in?', async () => {
    const { add, sent, outbox, states } = aTab();
    await add(anOperation(payloads.note()), anOperation(payloads.note(), { caseId: uuid(101) }));
    await sent[0]?.answer({ kind: 'invalid' });
    await sent[1]?.answer({ kind: 'signed-out' });
    outbox.release(ADA.id);
    await quiet();
    expect(states()).to.deep.equal(['refused', 'sending']);
  });

  it('does what is written while its files are read go out against what an earlier one made meanwhile?', async () => {
    let read: () => void = () => undefined;
    class SlowFile extends Blob {
      override async arrayBuffer(): Promise<ArrayBuffer> {
        await new Promise<void>((resolve) => (read = resolve));
        return new ArrayBuffer(3);
      }
    }
    const { add, last, sent, outbox } = aTab();
    const subject = anOperation(payloads.subject(), { baseVersion: '1' });
    const [file, close] = [anOperation(payloads.file()), anOperation(payloads.close(), { baseVersion: '1' })];
    await add(subject);
    const kept = outbox.enqueue([file, close], new Map([[file.id, new SlowFile()]]));
    await quiet();
    await last().answer({ version: '2' });
    expect(outbox.operations.map(({ baseVersion }) => baseVersion)).to.deep.equal([null, '2']);
    read();
    await kept;
    await quiet();
    expect(sent.find(({ operation }) => operation.id === close.id)?.operation.baseVersion).to.equal('2');
  });
});

describe('what the backend gives with its answer', () => {
  it('is it kept in the step in which the write leaves?', async () => {
    const world = aWorld();
    const person = { viewerId: ADA.id, userKey: null, session: aSession(), asOf: '2026-01-01T10:00:00.000Z' };
    await world.storage.admit(person);
    const { add, last } = aTab(world);
    await add(anOperation(payloads.note()));
    await last().answer({ records: [{ kind: 'case', id: 'c', value: { id: 'c' } }] });
    expect(await world.storage.ids(ADA.id, 'case')).to.deep.equal(['c']);
    expect((await world.storage.read(ADA.id, 'case', 'c'))?.value).to.deep.equal({ id: 'c' });
  });

  it('does an answer without a version leave what follows as it is?', async () => {
    const { add, last } = aTab();
    await add(
      anOperation(payloads.subject(), { baseVersion: '1' }),
      anOperation(payloads.close(), { baseVersion: '1' }),
    );
    await last().answer({});
    expect(last().operation.baseVersion).to.equal('1');
  });
});

describe('what becomes of an outbox in other hands', () => {
  it('is word of another person told to this one?', async () => {
    const world = aWorld();
    const [ada, ben] = [aTab(world), aTab(world, { viewerId: BEN.id })];
    await ben.add(anOperation(payloads.note(), { viewerId: BEN.id }));
    ada.outbox.close();
    const back = aTab(world);
    await ben.last()?.answer();
    await quiet();
    expect(back.settled).to.deep.equal([]);
  });

  it('does a write of another tab cut a pause short?', async () => {
    const world = aWorld();
    const [leader, other] = [aTab(world), aTab(world)];
    await leader.add(anOperation(payloads.note()));
    for (const pause of [1_000, 2_000, 4_000]) {
      await leader.last().answer({ kind: 'network' });
      await leader.timers.pass(pause);
    }
    await leader.last().answer({ kind: 'network' });
    await leader.timers.pass(1_500);
    await other.add(anOperation(payloads.note(uuid(202))));
    await leader.timers.pass(100);
    expect(leader.sent).to.have.length(4);
  });

  it('does a look at another tab cut short what the backend asked for?', async () => {
    const world = aWorld();
    const [leader, other] = [aTab(world), aTab(world)];
    await leader.add(anOperation(payloads.note()));
    await leader.last().answer({ kind: 'unavailable', retryAfter: 30_000 });
    await leader.timers.pass(5_000);
    other.outbox.wake();
    await leader.timers.pass(1_000);
    expect(leader.sent).to.have.length(1);
  });

  it('is a write that was delivered meanwhile written again because the disk is full, or was lost once?', async () => {
    class Ailing extends MemoryStorage {
      override health = { kept: 'disk', fault: null, lost: 0 } as MemoryStorage['health'];
      #tell: () => void = () => undefined;
      override onHealth(listener?: () => void): () => void {
        this.#tell = listener ?? this.#tell;
        return () => undefined;
      }
      ail(fault: 'full' | 'lost'): void {
        this.health = { kept: 'disk', fault, lost: 0 };
        this.#tell();
      }
    }
    for (const fault of ['full', 'lost'] as const) {
      const storage = new Ailing();
      const { add, last, outbox } = aTab(aWorld(storage));
      await add(anOperation(payloads.note()), anOperation(payloads.subject()));
      await last().answer({ kind: 'invalid' });
      if (fault === 'lost') storage.ail(fault);
      await quiet();
      const [first] = await storage.operations(ADA.id);
      const { id, revision } = first as Operation;
      await storage.commit({ viewerId: ADA.id, remove: [{ id, revision }] });
      if (fault === 'full') storage.ail(fault);
      outbox.wake();
      await quiet();
      expect(ids(await storage.operations(ADA.id))).to.not.include(id);
    }
  });

  it('does one that was closed while it kept a write show or send it, or do what it is asked for?', async () => {
    let keep: () => void = () => undefined;
    class Slow extends MemoryStorage {
      override async commit(change: Commit) {
        if (change.add) await new Promise<void>((resolve) => (keep = resolve));
        return await super.commit(change);
      }
    }
    const storage = new Slow();
    const { outbox, states, sent } = aTab(aWorld(storage));
    const kept = outbox.enqueue([anOperation(payloads.note())]);
    await quiet();
    outbox.close();
    keep();
    await kept;
    outbox.retry();
    outbox.wake();
    await quiet();
    expect([states(), sent.length]).to.deep.equal([['queued'], 0]);
    expect(await storage.operations(ADA.id)).to.have.length(1);
  });

  it('does a change that storage did not take count as made because another tab made another?', async () => {
    class Torn extends MemoryStorage {
      meddle = false;
      override async commit(change: Commit): Promise<readonly Operation[] | null> {
        const [first] = change.replace ?? [];
        if (!this.meddle || !first) return await super.commit(change);
        this.meddle = false;
        const operation = { ...first.operation, state: 'refused' as const };
        await super.commit({ viewerId: ADA.id, replace: [{ operation, revision: first.revision }] });
        throw new StorageError('blocked');
      }
    }
    const storage = new Torn();
    const { add, sent, outbox } = aTab(aWorld(storage));
    storage.meddle = true;
    await add(anOperation(payloads.note()));
    outbox.wake();
    await quiet();
    expect(sent).to.have.length(0);
  });
});
