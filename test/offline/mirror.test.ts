import { expect } from '@open-wc/testing';
import type { Operation } from '../../src/model/operation.js';
import { MemoryStorage } from '../../src/offline/memory-storage.js';
import type { Mirror } from '../../src/offline/mirror.js';
import { StorageError, type Commit } from '../../src/offline/storage.js';
import { ADA, anOperation, payloads, uuid } from '../model/samples.js';
import { mirrored } from './mirrored.js';

/** Storage that fails as it is told: before it wrote anything, or after. */
class Moody extends MemoryStorage {
  mood: 'well' | 'fails' | 'fails after' = 'well';
  reads = 0;
  deaf = false;

  override async commit(change: Commit): Promise<readonly Operation[] | null> {
    if (this.mood === 'fails') throw new StorageError('broken');
    const result = await super.commit(change);
    if (this.mood === 'fails after') throw new StorageError('blocked');
    return result;
  }

  override async operations(viewerId: string): Promise<readonly Operation[]> {
    this.reads++;
    if (this.deaf) throw new StorageError('blocked');
    return await super.operations(viewerId);
  }
}

const setUp = () => mirrored(new Moody());

const discard = (id: string) => (change: Parameters<Parameters<Mirror['change']>[0]>[0]) => {
  if (change.find(id)) change.settle(change.apply(id, { type: 'discard' }));
};
const fail = async (promise: Promise<unknown>) =>
  await promise.then(
    () => false,
    () => true,
  );

describe('mirror', () => {
  it('is what several calls add kept in their order, however long their files take?', async () => {
    const { mirror, storage } = setUp();
    const [first, second] = [anOperation(payloads.note()), anOperation(payloads.note(uuid(202)))];
    let read: (bytes: Map<string, ArrayBuffer>) => void = () => undefined;
    const slow = mirror.add([first], new Promise((resolve) => (read = resolve)));
    const quick = mirror.add([second], Promise.resolve(new Map()));
    expect(mirror.operations.map(({ id }) => id)).to.deep.equal([first.id, second.id]);
    read(new Map());
    await Promise.all([slow, quick]);
    expect((await storage.operations(ADA.id)).map(({ id }) => id)).to.deep.equal([first.id, second.id]);
  });

  it('does one whose file cannot be read leave, and keep nobody waiting?', async () => {
    const { mirror, add, ids } = setUp();
    const second = anOperation(payloads.note(uuid(202)));
    const first = fail(mirror.add([anOperation(payloads.file())], Promise.reject(new Error('gone'))));
    await add(second);
    expect([await first, ids()]).to.deep.equal([true, [second.id]]);
  });

  it('does it tell the other tabs of every change, and of what was settled?', async () => {
    const { mirror, add, posted } = setUp();
    const note = anOperation(payloads.note());
    await add(note);
    await mirror.change(discard(note.id));
    expect(posted.map((message) => message.type === 'operations' && message.settled.length)).to.deep.equal([
      0, 1,
    ]);
  });

  it('is a change that changes nothing told to anybody, or written?', async () => {
    const { mirror, posted, changes } = setUp();
    expect(await mirror.change(() => undefined)).to.equal('nothing');
    expect([posted, changes()]).to.deep.equal([[], 0]);
  });

  it('is a change decided anew when another tab was faster?', async () => {
    const { storage, mirror, add } = setUp();
    const note = anOperation(payloads.note());
    await add(note);
    const [stored] = await storage.operations(ADA.id);
    const other = { ...(stored as Operation), revision: 1, attempts: 7 };
    await storage.commit({ viewerId: ADA.id, replace: [{ operation: other, revision: 0 }] });
    const seen: number[] = [];
    const verdict = await mirror.change((change) => {
      seen.push(change.find(note.id)?.attempts ?? -1);
      discard(note.id)(change);
    });
    expect([verdict, seen]).to.deep.equal(['done', [0, 7]]);
  });

  it('is a change given up when storage refuses it again and again, as when a term is over?', async () => {
    const { storage, mirror, add, ids } = setUp();
    const note = anOperation(payloads.note());
    await add(note);
    await storage.beginTerm(ADA.id);
    let asked = 0;
    const verdict = await mirror.change((change) => {
      asked++;
      discard(note.id)(change);
    }, 0);
    expect([verdict, asked, ids()]).to.deep.equal(['over', 4, [note.id]]);
  });

  it('is a change that storage made, though it says that it did not, taken for made?', async () => {
    const { storage, mirror, add } = setUp();
    const note = anOperation(payloads.note());
    await add(note);
    storage.mood = 'fails after';
    expect(await mirror.change((change) => void change.apply(note.id, { type: 'send' }))).to.equal('done');
    expect(mirror.kept.get(note.id)?.state).to.equal('sending');
  });

  it('is one that it did not make?', async () => {
    const { storage, mirror, add } = setUp();
    const note = anOperation(payloads.note());
    await add(note);
    storage.mood = 'fails';
    expect(await fail(mirror.change((change) => void change.apply(note.id, { type: 'send' })))).to.equal(
      true,
    );
    expect(await fail(mirror.change(discard(note.id)))).to.equal(true);
    expect(mirror.kept.get(note.id)?.state).to.equal('queued');
  });

  it('is what was told not to be kept taken out again when it turns out that it was?', async () => {
    const { storage, mirror, add, ids } = setUp();
    const [lost, kept] = [anOperation(payloads.note()), anOperation(payloads.note(uuid(202)))];
    storage.mood = 'fails after';
    storage.deaf = true;
    expect(await fail(add(lost))).to.equal(true);
    storage.mood = 'well';
    storage.deaf = false;
    await add(kept);
    await mirror.refresh();
    expect([ids(), (await storage.operations(ADA.id)).map(({ id }) => id)]).to.deep.equal([
      [kept.id],
      [kept.id],
    ]);
  });

  it('is it left when another tab built on it, or sends it?', async () => {
    for (const patch of [
      { payload: payloads.note(), revision: 0 },
      { payload: payloads.close(), revision: 0, send: true },
    ]) {
      const { storage, mirror, add, ids } = setUp();
      const create = anOperation(payloads.create());
      storage.mood = 'fails after';
      storage.deaf = true;
      await fail(add(create));
      storage.mood = 'well';
      storage.deaf = false;
      const [stored] = await storage.operations(ADA.id);
      const sending = { ...(stored as Operation), state: 'sending' as const, revision: 1 };
      await storage.commit(
        patch.send
          ? { viewerId: ADA.id, replace: [{ operation: sending, revision: 0 }] }
          : { viewerId: ADA.id, add: [anOperation(patch.payload)] },
      );
      await mirror.refresh();
      expect(ids()[0]).to.equal(create.id);
    }
  });

  it('is one look enough for many who ask at once?', async () => {
    const { storage, mirror } = setUp();
    await Promise.all([mirror.refresh(), mirror.refresh(), mirror.refresh()]);
    expect(storage.reads).to.equal(1);
    await mirror.refresh();
    expect(storage.reads).to.equal(2);
  });

  it('is anybody told of a look that showed nothing new?', async () => {
    const { mirror, add, changes } = setUp();
    await add(anOperation(payloads.note()));
    const before = changes();
    await mirror.refresh();
    expect(changes()).to.equal(before);
  });

  it('does word of another tab count only if it is newer?', async () => {
    const { mirror, add, news } = setUp();
    const note = anOperation(payloads.note());
    await add(note);
    await mirror.change((change) => void change.apply(note.id, { type: 'send' }));
    const current = mirror.kept.get(note.id) as Operation;
    mirror.hear([{ operation: { ...current, state: 'refused', revision: 1 } }]);
    expect([mirror.kept.get(note.id)?.state, news]).to.deep.equal(['sending', []]);
    mirror.hear([{ operation: { ...current, state: 'refused', revision: 2 } }]);
    expect(mirror.kept.get(note.id)?.state).to.equal('refused');
    const delivered = { operation: { ...current, state: 'delivered' as const, revision: 3 }, receipt: 1 };
    mirror.hear([delivered]);
    mirror.hear([delivered]);
    expect([mirror.operations, news.length]).to.deep.equal([[], 2]);
  });

  it('does the answer still arrive when the look that missed the operation came before the word?', async () => {
    const { storage, mirror, add, news } = setUp();
    const note = anOperation(payloads.note());
    await add(note);
    const [kept] = await storage.operations(ADA.id);
    await storage.commit({ viewerId: ADA.id, remove: [{ id: note.id, revision: kept?.revision ?? 0 }] });
    await mirror.refresh();
    const delivered = { operation: { ...note, state: 'delivered' as const, revision: 2 }, receipt: 1 };
    mirror.hear([delivered]);
    mirror.hear([delivered]);
    expect(news.map(({ operation, receipt }) => [operation.state, receipt])).to.deep.equal([
      ['delivered', undefined],
      ['delivered', 1],
    ]);
  });

  it('does an older look bring back what has left?', async () => {
    const { storage, mirror, add, ids } = setUp();
    const note = anOperation(payloads.note());
    await add(note);
    mirror.hear([{ operation: { ...note, state: 'delivered', revision: 9 } }]);
    await mirror.refresh();
    expect([ids(), (await storage.operations(ADA.id)).length]).to.deep.equal([[], 1]);
  });
});
