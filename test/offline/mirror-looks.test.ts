import { expect } from '@open-wc/testing';
import type { Operation } from '../../src/model/operation.js';
import { MemoryStorage } from '../../src/offline/memory-storage.js';
import type { Mirror } from '../../src/offline/mirror.js';
import { StorageError, type Commit } from '../../src/offline/storage.js';
import { ADA, anOperation, payloads, uuid } from '../model/samples.js';
import { mirrored } from './mirrored.js';

/** Storage whose answers the test bends. */
class Bent extends MemoryStorage {
  adds: 'well' | 'not at all' | 'without a word' = 'well';
  unreadable: string | undefined;

  override async commit(change: Commit): Promise<readonly Operation[] | null> {
    if (change.add && this.adds === 'not at all') throw new StorageError('full');
    const result = await super.commit(change);
    if (change.add && this.adds === 'without a word') throw new StorageError('blocked');
    return result;
  }

  override async operations(viewerId: string): Promise<readonly Operation[]> {
    return (await super.operations(viewerId)).filter(({ id }) => id !== this.unreadable);
  }
}

function setUp(storage = new Bent()) {
  const stored = async () => (await storage.operations(ADA.id)).map(({ id }) => id);
  /** What another tab does to storage. */
  const elsewhere = (change: Omit<Commit, 'viewerId'>) => storage.commit({ viewerId: ADA.id, ...change });
  return { ...mirrored(storage), stored, elsewhere };
}

const outcome = async (promise: Promise<unknown>) =>
  await promise.then(
    () => 'kept',
    () => 'rejected',
  );
const discard = (id: string) => (change: Parameters<Parameters<Mirror['change']>[0]>[0]) =>
  change.settle(change.apply(id, { type: 'discard' }));

describe('mirror that looks', () => {
  it('is a write of another tab shown before all that belongs to it is known?', async () => {
    const { mirror, ids, changes } = setUp();
    mirror.hear([{ operation: { ...anOperation(payloads.file()), state: 'refused', revision: 2 } }]);
    expect([ids(), changes()]).to.deep.equal([[], 0]);
  });

  it('is the end of one told that was never seen here, once?', async () => {
    const { mirror, news } = setUp();
    const delivered = { operation: { ...anOperation(payloads.note()), state: 'delivered' as const } };
    mirror.hear([delivered]);
    mirror.hear([delivered]);
    expect(news).to.deep.equal([delivered]);
  });

  it('does one that was written anew elsewhere count as delivered?', async () => {
    const { mirror, add, ids, elsewhere, news } = setUp();
    const [note, later] = [anOperation(payloads.note()), anOperation(payloads.close())];
    await add(note, later);
    const anew = { ...(mirror.kept.get(note.id) as Operation), id: uuid(999), revision: 1 };
    await elsewhere({ replace: [{ operation: anew, was: note.id, revision: 0 }] });
    await mirror.refresh();
    expect([ids(), news]).to.deep.equal([[anew.id, later.id], []]);
  });

  it('are only those told as gone that are?', async () => {
    const { mirror, add, elsewhere, news } = setUp();
    const [gone, left] = [anOperation(payloads.note()), anOperation(payloads.close())];
    await add(gone, left);
    await elsewhere({ remove: [{ id: gone.id, revision: 0 }] });
    await mirror.refresh();
    expect(news.map(({ operation }) => [operation.id, operation.state])).to.deep.equal([
      [gone.id, 'delivered'],
    ]);
  });

  it('does one that this tab has not heard of stand before what it writes?', async () => {
    const { add, ids, elsewhere } = setUp();
    const [first, unheard, last] = [202, 203, 204].map((n) => anOperation(payloads.note(uuid(n))));
    await add(first as Operation);
    await elsewhere({ add: [unheard as Operation] });
    await add(last as Operation);
    expect(ids()).to.deep.equal([first?.id, unheard?.id, last?.id]);
  });

  it('does a look without need follow a write?', async () => {
    const { storage, add } = setUp();
    let looks = 0;
    const look = storage.operations.bind(storage);
    storage.operations = async (viewerId) => (looks++, await look(viewerId));
    await add(anOperation(payloads.note()), anOperation(payloads.close()));
    await add(anOperation(payloads.note(uuid(202))), anOperation(payloads.note(uuid(203))));
    expect(looks).to.equal(0);
  });

  it('does one that cannot be read keep the others from being sent?', async () => {
    const { storage, mirror, add, elsewhere } = setUp();
    const [note, damaged] = [anOperation(payloads.note()), anOperation(payloads.note(uuid(202)))];
    await add(note);
    await elsewhere({ add: [damaged] });
    storage.unreadable = damaged.id;
    const send = mirror.change((change) => void change.apply(note.id, { type: 'send' }), 1);
    expect(await send).to.equal('done');
  });
});

describe('mirror whose storage was emptied', () => {
  it('is what is left of it written a second time?', async () => {
    const { mirror, add, ids, stored, elsewhere } = setUp();
    const [first, second] = [anOperation(payloads.note()), anOperation(payloads.close())];
    await add(first, second);
    await elsewhere({ remove: [{ id: first.id, revision: 0 }] });
    await mirror.restore();
    expect(await stored()).to.have.members([first.id, second.id]);
    expect(ids()).to.have.members([first.id, second.id]);
  });

  it('is it left alone where nothing is missing?', async () => {
    const { mirror, add, stored } = setUp();
    const note = anOperation(payloads.note());
    await add(note);
    await mirror.restore();
    expect(await stored()).to.deep.equal([note.id]);
  });

  it('does what leaves after that come back?', async () => {
    const { mirror, add, ids, stored, elsewhere } = setUp();
    const note = anOperation(payloads.note());
    await add(note);
    await mirror.restore();
    await elsewhere({ remove: [{ id: note.id, revision: 0 }] });
    await mirror.refresh();
    expect([ids(), await stored()]).to.deep.equal([[], []]);
  });
});

describe('mirror whose storage takes nothing', () => {
  it('does what has nothing to do with the rejected case still get kept?', async () => {
    const { storage, add, ids } = setUp();
    storage.adds = 'not at all';
    const other = anOperation(payloads.note(), { caseId: uuid(101) });
    expect(await outcome(add(anOperation(payloads.create())))).to.equal('rejected');
    storage.adds = 'well';
    expect(await outcome(add(other))).to.equal('kept');
    expect(await outcome(add(anOperation(payloads.note())))).to.equal('rejected');
    expect(ids()).to.deep.equal([other.id]);
  });

  it('are all of one step rejected when one of them has nothing to be about?', async () => {
    const { storage, add, ids } = setUp();
    storage.adds = 'not at all';
    await outcome(add(anOperation(payloads.create())));
    storage.adds = 'well';
    const both = add(anOperation(payloads.note(), { caseId: uuid(101) }), anOperation(payloads.note()));
    expect([await outcome(both), ids()]).to.deep.equal(['rejected', []]);
  });

  it('is the case itself kept at another try, and then what belongs to it?', async () => {
    const { storage, add } = setUp();
    storage.adds = 'not at all';
    const create = anOperation(payloads.create());
    await outcome(add(create));
    storage.adds = 'well';
    const all = [await outcome(add(create)), await outcome(add(anOperation(payloads.note())))];
    expect(all).to.deep.equal(['kept', 'kept']);
  });

  it('is only part of what was written taken for all of it?', async () => {
    const { storage, add, ids } = setUp();
    storage.adds = 'without a word';
    const [note, lost] = [anOperation(payloads.note()), anOperation(payloads.close())];
    storage.unreadable = lost.id;
    expect([await outcome(add(note, lost)), ids()]).to.deep.equal(['rejected', []]);
  });

  it('is what was kept without a word shown beside what is there already, not in its stead?', async () => {
    const { storage, add, ids } = setUp();
    const [note, close] = [anOperation(payloads.note()), anOperation(payloads.close())];
    await add(note);
    storage.adds = 'without a word';
    expect([await outcome(add(close)), ids()]).to.deep.equal(['kept', [note.id, close.id]]);
  });

  it('is a write with the key of another one taken for it?', async () => {
    const { add, ids } = setUp();
    const note = anOperation(payloads.note());
    await add(note);
    await add(note);
    expect(ids()).to.deep.equal([note.id]);
  });

  it('does a discard that another tab made first count as this one’s?', async () => {
    const { mirror, add, elsewhere } = setUp();
    const note = anOperation(payloads.note());
    await add(note);
    await elsewhere({ remove: [{ id: note.id, revision: 0 }] });
    expect(await outcome(mirror.change(discard(note.id)))).to.equal('rejected');
  });
});
