import { expect } from '@open-wc/testing';
import type { Failure } from '../../src/model/failure.js';
import { MemoryStorage } from '../../src/offline/memory-storage.js';
import { HIDDEN_PATIENCE } from '../../src/offline/outbox.js';
import { StorageError } from '../../src/offline/storage.js';
import { OVERDUE_AFTER } from '../../src/offline/watchdog.js';
import { ADA, anOperation, BEN, payloads, uuid } from '../model/samples.js';
import { aTab, aWorld, quiet, type Delivered } from './tabs.js';

const NETWORK: Failure = { kind: 'network' };
const MINUTE = 60_000;

describe('outbox', () => {
  it('is a write sent at once, and gone when it is acknowledged?', async () => {
    const world = aWorld();
    const { add, last, states, settled } = aTab(world);
    const note = anOperation(payloads.note());
    await add(note);
    expect(states()).to.deep.equal(['sending']);
    await last().answer({ receipt: 'thanks' });
    expect([states(), settled]).to.deep.equal([[], [[note.id, 'delivered', 'thanks']]]);
    expect(await world.storage.operations(ADA.id)).to.deep.equal([]);
  });

  it('is it kept before it is sent, and shown before it is kept?', async () => {
    let keep: () => void = () => undefined;
    class Slow extends MemoryStorage {
      override async commit(...rest: Parameters<MemoryStorage['commit']>) {
        if (rest[0].add) await new Promise<void>((resolve) => (keep = resolve));
        return await super.commit(...rest);
      }
    }
    const { outbox, sent, states } = aTab(aWorld(new Slow()));
    const file = anOperation(payloads.file());
    const kept = outbox.enqueue([file], new Map([[file.id, new Blob(['abc'])]]));
    outbox.retry();
    while (!states().length) await quiet();
    expect([states(), sent.length]).to.deep.equal([['queued'], 0]);
    // A blob is read in the browser's own time.
    while (String(keep) === String(() => undefined)) await new Promise((resolve) => setTimeout(resolve, 1));
    keep();
    await kept;
    await quiet();
    expect(sent.map(({ bytes }) => bytes?.byteLength)).to.deep.equal([3]);
  });

  it('does a failed try wait out its pause and go again under the same key?', async () => {
    const { add, last, sent, timers } = aTab();
    await add(anOperation(payloads.note()));
    await last().answer(NETWORK);
    await timers.pass(999);
    expect(sent).to.have.length(1);
    await timers.pass(1);
    expect(sent.map(({ operation }) => operation.id)).to.deep.equal([
      sent[0]?.operation.id,
      sent[0]?.operation.id,
    ]);
    expect(last().operation).to.include({ attempts: 2, inDoubt: true });
  });

  it('is Retry-After honoured, and kept by the next tab?', async () => {
    const world = aWorld();
    const first = aTab(world);
    await first.add(anOperation(payloads.note()));
    await first.last().answer({ kind: 'unavailable', retryAfter: 30_000 });
    await first.timers.pass(30_999);
    expect(first.sent).to.have.length(1);
    first.outbox.close();
    world.office.abandon();
    const second = aTab(world);
    await second.timers.pass(30_999);
    expect(second.sent).to.have.length(0);
    await second.timers.pass(1);
    expect(second.sent).to.have.length(1);
  });

  it('does the customer cut it short, and the return of the network only what nobody asked for?', async () => {
    const { add, last, sent, outbox, timers } = aTab();
    await add(anOperation(payloads.note()));
    await last().answer({ kind: 'unavailable', retryAfter: 30_000 });
    await timers.pass(2_000);
    outbox.wake();
    await quiet();
    expect(sent).to.have.length(1);
    outbox.retry();
    await quiet();
    expect(sent).to.have.length(2);
  });

  it('does the return of the network end a long pause, but not one that has just begun?', async () => {
    const { add, last, sent, outbox, timers } = aTab();
    await add(anOperation(payloads.note()));
    await last().answer(NETWORK);
    await timers.pass(1_000);
    await last().answer(NETWORK);
    outbox.wake();
    await quiet();
    expect(sent).to.have.length(2);
    await timers.pass(1_000);
    expect(sent).to.have.length(3);
    await last().answer(NETWORK);
    await timers.pass(1_500);
    outbox.wake();
    await quiet();
    expect(sent).to.have.length(4);
  });

  it('is it asked once only, when a retry is asked for twice?', async () => {
    const { add, last, sent, outbox } = aTab();
    await add(anOperation(payloads.note()));
    await last().answer(NETWORK);
    outbox.retry();
    outbox.retry(last().operation.id);
    await quiet();
    expect(sent).to.have.length(2);
  });

  it('is what needs a sign-in held with all that waits, and released to the same person only?', async () => {
    const { add, last, sent, outbox, states } = aTab();
    await add(anOperation(payloads.note()));
    await last().answer({ kind: 'signed-out' });
    await add(anOperation(payloads.note(), { caseId: uuid(101) }));
    outbox.release(BEN.id);
    outbox.retry();
    await quiet();
    expect([states(), sent.length]).to.deep.equal([['held', 'queued'], 1]);
    outbox.release(ADA.id);
    await quiet();
    expect([states(), sent.length]).to.deep.equal([['sending', 'sending'], 3]);
  });

  it('is an answer "signed out" worth anything that was asked for before somebody signed in?', async () => {
    const { add, last, outbox, states } = aTab();
    await add(anOperation(payloads.note()));
    outbox.release(ADA.id);
    await quiet();
    await last().answer({ kind: 'signed-out' });
    expect(states()).to.deep.equal(['queued']);
  });

  it('does a refused write stay, with its reason, and hold back what follows in its case only?', async () => {
    const { add, last, sent, states, shown } = aTab();
    await add(
      anOperation(payloads.subject()),
      anOperation(payloads.note()),
      anOperation(payloads.note(), { caseId: uuid(101) }),
    );
    await (sent[0] as Delivered).answer({ kind: 'invalid', detail: 'Too long.' });
    await last().answer();
    expect(states()).to.deep.equal(['refused', 'queued']);
    expect(shown()[0]?.failure?.detail).to.equal('Too long.');
  });

  it('does one of fifty that is refused keep the other forty-nine?', async () => {
    const { add, sent, states } = aTab();
    await add(
      ...Array.from({ length: 50 }, (_, i) =>
        anOperation(payloads.note(uuid(1000 + i)), { caseId: uuid(100 + (i % 10)) }),
      ),
    );
    const poison = sent[0]?.operation.id;
    for (let i = 0; i < sent.length; i++)
      await sent[i]?.answer(sent[i]?.operation.id === poison ? { kind: 'invalid' } : {});
    // Those behind it in its own case wait for the customer.
    expect([sent.length, states()]).to.deep.equal([46, ['refused', 'queued', 'queued', 'queued', 'queued']]);
  });

  it('does discarding a refused write let the next one go?', async () => {
    const { add, last, outbox, settled } = aTab();
    const [first, second] = [anOperation(payloads.subject()), anOperation(payloads.note())];
    await add(first, second);
    await last().answer({ kind: 'invalid' });
    expect(await outbox.discard(first.id)).to.equal(true);
    await quiet();
    expect(last().operation.id).to.equal(second.id);
    expect(settled).to.deep.include([first.id, 'discarded']);
  });

  it('do the files of a discarded note go with it, none of them sent?', async () => {
    const world = aWorld();
    const { outbox, last, sent, shown } = aTab(world);
    const note = anOperation(payloads.note());
    const file = anOperation(payloads.file(uuid(301), uuid(201)), { dependsOn: note.id });
    await outbox.enqueue([note, file], new Map([[file.id, new Blob(['abc'])]]));
    await quiet();
    await last().answer({ kind: 'invalid' });
    await outbox.discard(note.id);
    expect([shown().length, sent.length]).to.deep.equal([0, 1]);
    expect(await world.storage.bytes(ADA.id, file.id)).to.equal(undefined);
  });

  it('does everything of a discarded case go with it, and nothing of another?', async () => {
    const { add, sent, outbox, shown } = aTab();
    const create = anOperation(payloads.create());
    const other = anOperation(payloads.note(), { caseId: uuid(101) });
    await add(create, anOperation(payloads.note()), anOperation(payloads.close()), other);
    await (sent[0] as Delivered).answer({ kind: 'invalid' });
    await outbox.discard(create.id);
    expect(shown().map(({ id }) => id)).to.deep.equal([other.id]);
  });

  it('is a write that is on its way left alone by discard, edit and retry?', async () => {
    const { add, outbox, states, last, sent } = aTab();
    await add(anOperation(payloads.note()));
    const { id } = last().operation;
    expect(await outbox.discard(id)).to.equal(false);
    expect(await outbox.edit(id, payloads.note(), uuid(999))).to.equal(false);
    outbox.retry(id);
    await quiet();
    expect([states(), sent.length]).to.deep.equal([['sending'], 1]);
  });

  it('are six cases served at once, and the seventh when there is room?', async () => {
    const { add, sent } = aTab();
    await add(
      ...Array.from({ length: 8 }, (_, i) => anOperation(payloads.note(), { caseId: uuid(100 + i) })),
    );
    expect(sent).to.have.length(6);
    await (sent[2] as Delivered).answer();
    expect(sent).to.have.length(7);
  });

  it('do slow uploads leave room for text?', async () => {
    const { add, sent } = aTab();
    await add(
      ...Array.from({ length: 8 }, (_, i) =>
        anOperation(payloads.file(uuid(300 + i)), { caseId: uuid(100 + i) }),
      ),
    );
    expect(sent).to.have.length(3);
    await add(anOperation(payloads.note()));
    expect(sent.map(({ operation }) => operation.payload.kind).slice(3)).to.deep.equal(['createNote']);
    await sent[0]?.answer();
    await sent[1]?.answer();
    expect(sent).to.have.length(6);
  });

  it('does a later change go out against the result of the earlier one?', async () => {
    const { add, last } = aTab();
    await add(
      anOperation(payloads.subject(), { baseVersion: '1' }),
      anOperation(payloads.close(), { baseVersion: '1' }),
    );
    await last().answer({ version: '2' });
    expect(last().operation).to.deep.include({ payload: payloads.close(), baseVersion: '2' });
  });

  it('does a change of a case that was not filed yet go out against the case as it was filed?', async () => {
    const { add, last } = aTab();
    await add(anOperation(payloads.create()), anOperation(payloads.note()), anOperation(payloads.close()));
    await last().answer({ version: '1' });
    await last().answer({ version: '7' });
    expect(last().operation).to.deep.include({ payload: payloads.close(), baseVersion: '1' });
  });

  it('does one that is being kept while the earlier one is answered?', async () => {
    const { add, outbox, last } = aTab();
    await add(anOperation(payloads.create()));
    const kept = outbox.enqueue([anOperation(payloads.close())]);
    await last().answer({ version: '4' });
    await kept;
    await quiet();
    expect(last().operation).to.deep.include({ payload: payloads.close(), baseVersion: '4' });
  });

  it('is a correction of a note that was not sent yet made against the note as it was stored?', async () => {
    const { add, last } = aTab();
    await add(
      anOperation(payloads.note()),
      anOperation({ kind: 'updateNote', noteId: uuid(201), text: 'Better' }),
    );
    await last().answer({ version: '1' });
    expect(last().operation.baseVersion).to.equal('1');
  });

  it('does another try after a conflict go out against the record as it now is?', async () => {
    const { add, last, outbox } = aTab();
    await add(anOperation(payloads.close(), { baseVersion: '1' }));
    await last().answer({ kind: 'conflict', status: 412, current: { version: '5' } });
    outbox.retry(last().operation.id);
    await quiet();
    expect(last().operation.baseVersion).to.equal('5');
  });

  it('is a write that is written anew sent under a new key, in its place, with its files?', async () => {
    const world = aWorld();
    const { outbox, last, sent } = aTab(world);
    const note = anOperation(payloads.note());
    const file = anOperation(payloads.file(uuid(301), uuid(201)), { dependsOn: note.id });
    const later = anOperation(payloads.close());
    await outbox.enqueue([note, file, later], new Map([[file.id, new Blob(['abc'])]]));
    await quiet();
    await last().answer({ kind: 'invalid' });
    expect(await outbox.edit(note.id, payloads.note(uuid(201), 'Shorter'), uuid(999))).to.equal(true);
    await quiet();
    expect(last().operation).to.deep.include({ id: uuid(999), payload: payloads.note(uuid(201), 'Shorter') });
    await last().answer();
    expect(sent.slice(2).map(({ operation }) => operation.id)).to.have.members([file.id, later.id]);
    expect(sent.find(({ operation }) => operation.id === file.id)?.bytes?.byteLength).to.equal(3);
  });

  it('is a write that may be stored already written anew?', async () => {
    const { add, last, outbox } = aTab();
    await add(anOperation(payloads.note()));
    await last().answer(NETWORK);
    expect(await outbox.edit(last().operation.id, payloads.note(), uuid(999))).to.equal(false);
  });

  it('does a closed outbox send nothing, show nothing and leave no timer?', async () => {
    const { add, last, sent, outbox, timers, states } = aTab();
    await add(anOperation(payloads.note()), anOperation(payloads.note(uuid(202))));
    outbox.close();
    await last().answer();
    await timers.pass(60 * MINUTE);
    expect([sent.length, timers.pending, states()]).to.deep.equal([1, 0, ['sending', 'queued']]);
  });

  it('may a listener write while it is being told?', async () => {
    const world = aWorld();
    const asked: string[] = [];
    const { outbox } = aTab(world, {
      send: async ({ id }) => (asked.push(id), {}),
      onChange: (operations) => {
        if (operations.some(({ state }) => state === 'sending')) outbox.retry();
      },
    });
    await outbox.enqueue([anOperation(payloads.note()), anOperation(payloads.note(), { caseId: uuid(101) })]);
    await quiet();
    expect(asked).to.have.length(2);
  });
});

describe('outbox whose storage fails', () => {
  class Failing extends MemoryStorage {
    fails = true;
    override async commit(...rest: Parameters<MemoryStorage['commit']>) {
      if (this.fails) throw new StorageError('full');
      return await super.commit(...rest);
    }
  }

  const rejected = async (promise: Promise<unknown>) =>
    await promise.then(
      () => 'kept',
      ({ name }: Error) => name,
    );

  it('does it say so, and show and send nothing of it?', async () => {
    const { outbox, states, sent } = aTab(aWorld(new Failing()));
    expect(await rejected(outbox.enqueue([anOperation(payloads.note())]))).to.equal('StorageError');
    await quiet();
    expect([states(), sent.length]).to.deep.equal([[], 0]);
  });

  it('can a note be kept whose case could not be?', async () => {
    const storage = new Failing();
    const { outbox } = aTab(aWorld(storage));
    const create = rejected(outbox.enqueue([anOperation(payloads.create())]));
    const note = rejected(outbox.enqueue([anOperation(payloads.note())]));
    void create.then(() => (storage.fails = false));
    expect([await create, await note]).to.deep.equal(['StorageError', 'StorageError']);
    await outbox.enqueue([anOperation(payloads.create())]);
    expect(await rejected(outbox.enqueue([anOperation(payloads.note())]))).to.equal('kept');
  });

  it('is it kept when storage took it, whatever it said?', async () => {
    class Late extends MemoryStorage {
      override async commit(...rest: Parameters<MemoryStorage['commit']>) {
        await super.commit(...rest);
        throw new StorageError('blocked');
        return null;
      }
    }
    const { outbox, last, states, settled } = aTab(aWorld(new Late()));
    expect(await rejected(outbox.enqueue([anOperation(payloads.note())]))).to.equal('kept');
    await quiet();
    await last().answer({ receipt: 'thanks' });
    expect([states(), settled[0]?.slice(1)]).to.deep.equal([[], ['delivered', 'thanks']]);
  });

  it('is anything sent that storage could not mark, and is the answer of one that was sent ever dropped?', async () => {
    const storage = new Failing();
    storage.fails = false;
    const { add, last, sent, timers, states } = aTab(aWorld(storage));
    await add(anOperation(payloads.note()), anOperation(payloads.subject()));
    storage.fails = true;
    await last().answer();
    await timers.pass(10_000);
    expect([sent.length, states()]).to.deep.equal([1, ['sending', 'queued']]);
    storage.fails = false;
    await timers.pass(MINUTE);
    expect([sent.length, states()]).to.deep.equal([2, ['sending']]);
  });

  it('is what the page still knows written again when storage is emptied under it?', async () => {
    class Emptied extends MemoryStorage {
      override health = { kept: 'disk', fault: null, lost: 0 } as MemoryStorage['health'];
      #tell: () => void = () => undefined;
      override onHealth(listener?: () => void): () => void {
        this.#tell = listener ?? this.#tell;
        return () => undefined;
      }
      async empty(): Promise<void> {
        await this.wipe(ADA.id, 'everything');
        this.health = { kept: 'disk', fault: 'lost', lost: 1 };
        this.#tell();
      }
    }
    const storage = new Emptied();
    const { add, last, states } = aTab(aWorld(storage));
    await add(anOperation(payloads.note()), anOperation(payloads.subject()));
    await last().answer({ kind: 'invalid' });
    await storage.empty();
    await quiet();
    expect(states()).to.deep.equal(['refused', 'queued']);
    expect((await storage.operations(ADA.id)).map(({ state }) => state)).to.deep.equal(['refused', 'queued']);
  });
});

describe('outbox of several tabs', () => {
  it('is what one tab writes sent by the other that is in office, and are both told?', async () => {
    const world = aWorld();
    const [leader, other] = [aTab(world), aTab(world)];
    await leader.add(anOperation(payloads.note()));
    const second = anOperation(payloads.note(uuid(202)), { caseId: uuid(101) });
    await other.add(second);
    await leader.timers.pass(100);
    expect([leader.sent.length, other.sent.length]).to.deep.equal([2, 0]);
    await leader.last().answer({ receipt: 'thanks' });
    expect(other.settled).to.deep.include([second.id, 'delivered', 'thanks']);
    await other.timers.pass(100);
    expect(other.states()).to.deep.equal(['sending']);
  });

  it('does a retry in one tab end the pause in the other?', async () => {
    const world = aWorld();
    const [leader, other] = [aTab(world), aTab(world)];
    await leader.add(anOperation(payloads.note()));
    await leader.last().answer({ kind: 'unavailable', retryAfter: 30_000 });
    await other.timers.pass(100);
    other.outbox.retry(leader.last().operation.id);
    await quiet();
    await leader.timers.pass(100);
    expect([leader.sent.length, other.sent.length]).to.deep.equal([2, 0]);
  });

  it('does looking at one tab end the pause in the other?', async () => {
    const world = aWorld();
    const [leader, other] = [aTab(world), aTab(world)];
    await leader.add(anOperation(payloads.note()));
    for (let i = 0; i < 6; i++) {
      await leader.last().answer(NETWORK);
      await leader.timers.pass(MINUTE);
    }
    await leader.last().answer(NETWORK);
    await leader.timers.pass(2_000);
    other.outbox.wake();
    await quiet();
    expect(leader.sent).to.have.length(8);
  });

  it('is what a dead tab was sending sent again by the next, under the same key?', async () => {
    const world = aWorld();
    const [first, second] = [aTab(world), aTab(world)];
    await first.add(anOperation(payloads.note()));
    await second.timers.pass(100);
    world.office.abandon();
    await quiet();
    expect(second.last().operation).to.deep.include({
      id: first.last().operation.id,
      attempts: 2,
      inDoubt: true,
    });
  });

  it('does a tab that lost its office change anything when its answer comes?', async () => {
    const world = aWorld();
    const [first, second] = [aTab(world), aTab(world)];
    await first.add(anOperation(payloads.note()));
    await second.timers.pass(100);
    world.office.depose();
    await quiet();
    await first.last().answer({ kind: 'invalid' });
    expect((await world.storage.operations(ADA.id)).map(({ state }) => state)).to.deep.equal(['sending']);
    await second.last().answer({ receipt: 'thanks' });
    expect(second.settled).to.deep.equal([[second.last().operation.id, 'delivered', 'thanks']]);
  });

  it('does a tab overtake what was written in another that it has not heard of?', async () => {
    const world = aWorld();
    const [deaf, other] = [aTab(world, { channel: world.hub.channel(false) }), aTab(world)];
    await deaf.timers.pass(0);
    // It is in office, and waits for something else.
    await deaf.add(anOperation(payloads.note(), { caseId: uuid(101) }));
    await other.add(anOperation(payloads.note(uuid(202))));
    await deaf.add(anOperation(payloads.note(uuid(203))));
    expect(deaf.sent.map(({ operation }) => operation.payload)).to.deep.equal([
      payloads.note(),
      payloads.note(uuid(202)),
    ]);
  });

  it('does a tab that hears nothing look?', async () => {
    const world = aWorld();
    const [deaf, other] = [aTab(world, { channel: world.hub.channel(false) }), aTab(world)];
    const note = anOperation(payloads.note());
    await other.add(note);
    deaf.outbox.wake();
    await quiet();
    expect(deaf.states()).to.deep.equal(['sending']);
    await other.last().answer();
    await deaf.timers.pass(2_000);
    expect([deaf.states(), deaf.settled]).to.deep.equal([[], [[note.id, 'delivered']]]);
  });

  it('is what another tab discarded without a word that arrived taken for delivered?', async () => {
    const world = aWorld();
    const [deaf, other] = [aTab(world, { channel: world.hub.channel(false) }), aTab(world)];
    const note = anOperation(payloads.note());
    await other.add(note);
    await other.last().answer({ kind: 'invalid' });
    deaf.outbox.wake();
    await quiet();
    await other.outbox.discard(note.id);
    await deaf.timers.pass(2_000);
    expect(deaf.settled).to.deep.equal([[note.id, 'discarded']]);
  });

  it('is anything of another person shown or sent?', async () => {
    const world = aWorld();
    const ada = aTab(world);
    await ada.add(anOperation(payloads.note()));
    ada.outbox.close();
    world.office.abandon();
    const ben = aTab(world, { viewerId: BEN.id });
    ben.outbox.release(BEN.id);
    await ben.timers.pass(MINUTE);
    expect([ben.shown(), ben.sent]).to.deep.equal([[], []]);
    ben.outbox.close();
    const back = aTab(world);
    await back.timers.pass(100);
    expect(back.last().operation.viewerId).to.equal(ADA.id);
  });
});

describe('outbox with batches', () => {
  const notes = (count: number, cases = count) =>
    Array.from({ length: count }, (_, i) =>
      anOperation(payloads.note(uuid(1000 + i)), { caseId: uuid(100 + (i % cases)) }),
    );
  const ids = (all: readonly { readonly id: string }[]) => all.map(({ id }) => id);

  it('does what belongs to one case go in one request, in order?', async () => {
    const { add, sentTogether, settled } = aTab(aWorld(), { batches: true });
    const all = [
      anOperation(payloads.create()),
      anOperation(payloads.note()),
      anOperation(payloads.note(uuid(202))),
    ];
    await add(...all);
    expect(ids(sentTogether[0]?.operations ?? [])).to.deep.equal(ids(all));
    await sentTogether[0]?.answer([{ receipt: 1 }, { receipt: 2 }, { receipt: 3 }]);
    expect(settled).to.deep.equal(all.map(({ id }, i) => [id, 'delivered', i + 1]));
  });

  it('does one alone go by itself, and a file always?', async () => {
    const { add, sent, sentTogether } = aTab(aWorld(), { batches: true });
    await add(anOperation(payloads.note()), anOperation(payloads.file(), { caseId: uuid(101) }));
    expect([sent.map(({ operation }) => operation.payload.kind), sentTogether]).to.deep.equal([
      ['createNote', 'putAttachment'],
      [],
    ]);
  });

  it('does a change wait for the version that an earlier one of the batch will make?', async () => {
    const { add, sent, sentTogether } = aTab(aWorld(), { batches: true });
    const [create, note, close] = [
      anOperation(payloads.create()),
      anOperation(payloads.note()),
      anOperation(payloads.close()),
    ];
    await add(create, note, close);
    expect(ids(sentTogether[0]?.operations ?? [])).to.deep.equal([create.id, note.id]);
    await sentTogether[0]?.answer([{ version: '3' }, { version: '1' }]);
    expect(sent[0]?.operation).to.deep.include({ id: close.id, baseVersion: '3' });
  });

  it('are there at most fifty in a request, and six requests at once?', async () => {
    const { add, sentTogether } = aTab(aWorld(), { batches: true });
    await add(...notes(400));
    expect(sentTogether.map(({ operations }) => operations.length)).to.deep.equal([50, 50, 50, 50, 50, 50]);
  });

  it('is each answered for itself, and what was not tried neither refused nor in doubt?', async () => {
    const { add, sentTogether, shown } = aTab(aWorld(), { batches: true });
    await add(...notes(4, 2));
    const notTried: Failure = { kind: 'invalid', status: 424, type: 'urn:casement:problem:not-tried' };
    await sentTogether[0]?.answer(
      [{ kind: 'invalid', status: 422 }, {}, notTried, {}].map((answer) => answer as Failure),
    );
    expect(shown().map(({ state, inDoubt }) => [state, inDoubt])).to.deep.equal([
      ['refused', false],
      ['queued', false],
    ]);
  });

  it('is an answer that is missing taken for one?', async () => {
    const { add, sentTogether, states } = aTab(aWorld(), { batches: true });
    await add(...notes(2));
    await sentTogether[0]?.answer([{}]);
    expect(states()).to.deep.equal(['queued']);
  });

  it('does one that brings every batch down keep the others for ever?', async () => {
    const world = aWorld();
    const all = notes(60);
    const poison = all[20]?.id;
    const { outbox, timers, states, shown } = aTab(world, {
      batches: true,
      sendAll: async (operations) => {
        if (operations.some(({ id }) => id === poison)) throw new Error('500');
        return operations.map(() => ({}));
      },
      send: async ({ id }) => {
        if (id === poison) throw new Error('500');
        return {};
      },
    });
    await outbox.enqueue(all);
    await timers.pass(5 * MINUTE);
    expect([states(), shown()[0]?.id]).to.deep.equal([['queued'], poison]);
  });

  it('is anything refused because the batch was turned away as a whole?', async () => {
    const { add, sentTogether, states } = aTab(aWorld(), { batches: true });
    await add(...notes(3));
    await sentTogether[0]?.answer({ kind: 'invalid', status: 413 });
    expect(states()).to.deep.equal(['queued', 'queued', 'queued']);
  });

  it('is all of it held when nobody is signed in?', async () => {
    const { add, sentTogether, states } = aTab(aWorld(), { batches: true });
    await add(...notes(3));
    await sentTogether[0]?.answer({ kind: 'signed-out', status: 401 });
    expect(states()).to.deep.equal(['held', 'held', 'held']);
  });
});

describe('outbox without a network', () => {
  it('is it asked with one write at a time, ever more rarely, and all at once when it is back?', async () => {
    const { add, sent, timers } = aTab();
    await add(
      ...Array.from({ length: 40 }, (_, i) => anOperation(payloads.note(), { caseId: uuid(100 + i) })),
    );
    let answered = 0;
    const failAll = async () => {
      for (; answered < sent.length; answered++) await sent[answered]?.answer(NETWORK);
    };
    await failAll();
    for (let second = 0; second < 600; second++) {
      await timers.pass(1_000);
      await failAll();
    }
    // Six at first, then after 1, 2, 4, 8, 16, 32 and every 60 seconds.
    expect(sent.length).to.be.within(18, 26);
    await timers.pass(MINUTE);
    expect(sent).to.have.length(answered + 1);
    await sent[answered++]?.answer();
    expect(sent).to.have.length(answered + 6);
  });

  it('does a page that was hidden for long try again before somebody looks?', async () => {
    const { add, last, sent, tab, timers, outbox } = aTab();
    await add(anOperation(payloads.note()));
    tab.hidden = true;
    for (let minute = 0; minute < 60; minute++) {
      if (last().operation.attempts === sent.length) await last().answer(NETWORK);
      await timers.pass(MINUTE);
    }
    const before = sent.length;
    expect(timers.now()).to.be.above(10 * HIDDEN_PATIENCE);
    expect(before).to.be.at.most(11);
    outbox.wake();
    await quiet();
    expect(sent).to.have.length(before + 1);
  });

  it('does it leave the office to a tab that somebody looks at?', async () => {
    const world = aWorld();
    const [hidden, seen] = [aTab(world), aTab(world)];
    await hidden.add(anOperation(payloads.note()));
    await seen.timers.pass(100);
    hidden.tab.hidden = true;
    for (let minute = 0; minute < 8; minute++) {
      await hidden.sent.at(-1)?.answer(NETWORK);
      await hidden.timers.pass(MINUTE);
    }
    expect(seen.sent).to.have.length(1);
  });

  it('does it send what was never tried, hidden or not?', async () => {
    const { add, sent, tab, timers } = aTab();
    tab.hidden = true;
    await timers.pass(2 * HIDDEN_PATIENCE);
    await add(anOperation(payloads.note()));
    expect(sent).to.have.length(1);
  });

  it('is a write overdue when it waited for ten minutes with a network, and not without one?', async () => {
    const { add, sent, outbox, tab, timers } = aTab();
    tab.online = false;
    await add(anOperation(payloads.note()));
    await timers.pass(2 * OVERDUE_AFTER);
    expect(outbox.overdue.size).to.equal(0);
    tab.online = true;
    await timers.pass(OVERDUE_AFTER - MINUTE);
    expect(outbox.overdue.size).to.equal(0);
    await timers.pass(MINUTE);
    expect([...outbox.overdue]).to.deep.equal([sent[0]?.operation.id]);
    await sent[0]?.answer();
    expect(outbox.overdue.size).to.equal(0);
  });

  it('is what waits for the customer overdue?', async () => {
    const { add, last, outbox, timers } = aTab();
    await add(anOperation(payloads.note()));
    await last().answer({ kind: 'invalid' });
    await timers.pass(2 * OVERDUE_AFTER);
    expect(outbox.overdue.size).to.equal(0);
  });
});
