import { expect } from '@open-wc/testing';
import { deleteDB } from 'idb';
import { advance, type Operation } from '../../src/model/operation.js';
import { IndexedDbStorage } from '../../src/offline/indexeddb-storage.js';
import { ResilientStorage } from '../../src/offline/resilient-storage.js';
import { StorageError, type CaseStorage } from '../../src/offline/storage.js';
import { ADA, CASE_ID, aCase, anOperation, payloads, uuid } from '../model/samples.js';
import { aTab, clearShelves, closedLater, freshName, replaced } from './shelves.js';
import { ada, adds, bytesOf } from './storage-conformance.js';

/** A timer that a test lets go off. */
class Clock {
  #run: (() => void) | null = null;
  /** Called when it is set. */
  onSet: () => void = () => undefined;
  readonly timers = {
    set: (run: () => void): unknown => {
      this.onSet();
      return (this.#run = run);
    },
    clear: (): void => void (this.#run = null),
    now: (): number => 0,
  };
  goOff(): void {
    this.#run?.();
  }
}

interface Page {
  readonly storage: CaseStorage;
  /** The disk is tried again; resolves when that is over. */
  retry(): Promise<void>;
}

function aPage(name: string): Page {
  const clock = new Clock();
  const storage = closedLater(new ResilientStorage(new IndexedDbStorage(name), clock.timers));
  return {
    storage,
    retry: () =>
      new Promise((resolve) => {
        // Either it works, or there is to be another try.
        clock.onSet = resolve;
        storage.onHealth(() => storage.health.kept === 'disk' && resolve());
        clock.goOff();
      }),
  };
}

/** A request that nobody answers. */
const NEVER = { addEventListener: { value: () => undefined } };

const FAILURES = { full: 'QuotaExceededError', broken: 'DataError' } as const;

/** Every write of an operation, a file or a draft fails; the end of it is in the return value. */
function aDiskThatIs(fault: keyof typeof FAILURES): () => void {
  const ends = (['add', 'put'] as const).map((method) => {
    const works = IDBObjectStore.prototype[method];
    return replaced(IDBObjectStore.prototype, method, function (this: IDBObjectStore, ...args) {
      if (['operations', 'bytes', 'records'].includes(this.name)) throw new DOMException('', FAILURES[fault]);
      return works.apply(this, args);
    });
  });
  return () => ends.forEach((end) => end());
}

async function added(storage: CaseStorage, ...operations: Operation[]): Promise<readonly Operation[]> {
  const kept = await storage.commit(adds(...operations));
  if (!kept) throw new Error('it was refused');
  return kept;
}

const subjects = (operations: readonly Operation[]): unknown[] =>
  operations.map(({ payload }) => (payload.kind === 'updateCase' ? payload.change.subject : payload.kind));

for (const fault of ['full', 'broken'] as const) {
  describe(`a disk that is ${fault}`, () => {
    let repair: (() => void) | undefined;
    afterEach(async () => {
      repair?.();
      await clearShelves();
    });
    const fail = (): void => {
      repair = aDiskThatIs(fault);
    };

    it('is a write taken, and is it said before that memory has it?', async () => {
      const { storage } = aPage(freshName());
      await storage.operations(ADA.id);
      fail();
      const told: unknown[] = [];
      storage.onHealth(() => told.push(storage.health));
      await added(storage, anOperation(payloads.subject('kept')));
      expect(told).to.deep.equal([{ kept: 'memory', fault, lost: 0 }]);
      expect(subjects(await storage.operations(ADA.id))).to.deep.equal(['kept']);
    });

    it('is what the disk has still there, before what memory has?', async () => {
      const { storage } = aPage(freshName());
      await added(storage, anOperation(payloads.subject('disk')));
      fail();
      await added(storage, anOperation(payloads.subject('memory')));
      expect(subjects(await storage.operations(ADA.id))).to.deep.equal(['disk', 'memory']);
    });

    it('when it works again, has it all that memory took: new, changed and gone, with files?', async () => {
      const name = freshName();
      const page = aPage(name);
      const [changed, gone] = await added(
        page.storage,
        anOperation(payloads.subject('changed')),
        anOperation(payloads.subject('gone')),
      );
      if (!changed || !gone) throw new Error('two');
      fail();
      const file = anOperation(payloads.file());
      await page.storage.commit({ ...adds(file), bytes: new Map([[file.id, bytesOf(1, 2)]]) });
      const sending = advance(changed, { type: 'send' });
      await page.storage.commit({
        viewerId: ADA.id,
        replace: [{ operation: sending, revision: 0 }],
        remove: [{ id: gone.id, revision: 0 }],
      });
      repair?.();
      await page.retry();
      expect(page.storage.health).to.deep.equal({ kept: 'disk', fault: null, lost: 0 });
      const after = aTab(name);
      const states = (await after.operations(ADA.id)).map(({ id, state }) => [id, state]);
      expect(states).to.deep.equal([
        [changed.id, 'sending'],
        [file.id, 'queued'],
      ]);
      expect((await after.bytes(ADA.id, file.id))?.byteLength).to.equal(2);
    });

    it('does an operation that got another key in memory keep its place on the disk?', async () => {
      const name = freshName();
      const page = aPage(name);
      const [first] = await added(
        page.storage,
        anOperation(payloads.subject('first')),
        anOperation(payloads.subject('second')),
      );
      if (!first) throw new Error('one');
      fail();
      const edited = advance(first, { type: 'edit', id: uuid(9001), payload: payloads.subject('edited') });
      await page.storage.commit({
        viewerId: ADA.id,
        replace: [{ operation: edited, was: first.id, revision: 0 }],
      });
      repair?.();
      await page.retry();
      expect(subjects(await aTab(name).operations(ADA.id))).to.deep.equal(['edited', 'second']);
    });

    it('does what another tab changed on the disk meanwhile stand?', async () => {
      const name = freshName();
      const page = aPage(name);
      const [shared] = await added(page.storage, anOperation(payloads.subject('shared')));
      if (!shared) throw new Error('one');
      fail();
      const mine = advance(shared, { type: 'send' });
      await page.storage.commit({ viewerId: ADA.id, replace: [{ operation: mine, revision: 0 }] });
      await added(page.storage, anOperation(payloads.subject('mine')));
      repair?.();
      await aTab(name).commit({ viewerId: ADA.id, remove: [{ id: shared.id, revision: 0 }] });
      await page.retry();
      expect(subjects(await page.storage.operations(ADA.id))).to.deep.equal(['mine']);
    });

    it('is a draft kept in memory, and then on the disk, with revisions that go on?', async () => {
      const name = freshName();
      const page = aPage(name);
      const first = (await page.storage.keepDraft(ADA.id, 'form', 'a', 0)) ?? NaN;
      fail();
      const second = (await page.storage.keepDraft(ADA.id, 'form', 'ab', first)) ?? NaN;
      const third = (await page.storage.keepDraft(ADA.id, 'form', 'abc', second)) ?? NaN;
      expect((await page.storage.read(ADA.id, 'draft', 'form'))?.value).to.equal('abc');
      repair?.();
      await page.retry();
      expect((await aTab(name).read(ADA.id, 'draft', 'form'))?.value).to.equal('abc');
      expect(await page.storage.keepDraft(ADA.id, 'form', 'abcd', third)).to.be.a('number');
      expect((await aTab(name).read(ADA.id, 'draft', 'form'))?.value).to.equal('abcd');
    });

    it('is a person who signs out meanwhile wiped from the disk?', async () => {
      const name = freshName();
      const page = aPage(name);
      await page.storage.admit(ada());
      await page.storage.write(ADA.id, [{ kind: 'case', id: CASE_ID, value: aCase() }]);
      fail();
      await added(page.storage, anOperation(payloads.subject('late')));
      await page.storage.wipe(ADA.id, 'everything');
      repair?.();
      await page.retry();
      const after = aTab(name);
      expect(await after.person('ada')).to.equal(undefined);
      expect(await after.operations(ADA.id)).to.deep.equal([]);
    });

    it('is it tried again and again, without a word, as long as it fails?', async () => {
      const page = aPage(freshName());
      await page.storage.operations(ADA.id);
      fail();
      await added(page.storage, anOperation(payloads.subject('kept')));
      const told: unknown[] = [];
      page.storage.onHealth(() => told.push(page.storage.health.kept));
      await page.retry();
      await page.retry();
      expect(told).to.deep.equal([]);
      repair?.();
      await page.retry();
      expect(told).to.deep.equal(['disk']);
    });
  });
}

describe('a disk that is full', () => {
  afterEach(clearShelves);

  it('can what was read before still be read?', async () => {
    const { storage } = aPage(freshName());
    await storage.admit(ada());
    await storage.write(ADA.id, [{ kind: 'case', id: CASE_ID, value: aCase() }]);
    const repair = aDiskThatIs('full');
    await added(storage, anOperation(payloads.subject()));
    await storage.write(ADA.id, [{ kind: 'case', id: uuid(101), value: aCase() }]);
    expect((await storage.read(ADA.id, 'case', CASE_ID))?.value).to.deep.equal(aCase());
    repair();
  });

  it('does a copy that finds no room move everything to memory?', async () => {
    const { storage } = aPage(freshName());
    await storage.admit(ada());
    const repair = aDiskThatIs('full');
    await storage.write(ADA.id, [{ kind: 'case', id: CASE_ID, value: aCase() }]);
    repair();
    expect(storage.health.kept).to.equal('disk');
  });
});

describe('a disk that is slow', () => {
  afterEach(clearShelves);

  it('does a copy that does not come in time move everything to memory?', async () => {
    const storage = closedLater(
      new ResilientStorage(new IndexedDbStorage(freshName(), { open: 3000, call: 500 }), new Clock().timers),
    );
    await storage.admit(ada());
    replaced(IDBObjectStore.prototype, 'get', () => Object.create(IDBRequest.prototype, NEVER) as IDBRequest);
    const outcome = await storage.read(ADA.id, 'case', CASE_ID).catch((thrown: unknown) => thrown);
    expect(outcome).to.be.instanceOf(StorageError);
    expect(storage.health.kept).to.equal('disk');
  });
});

describe('a database that goes away under a page', () => {
  afterEach(clearShelves);

  it('is what was not delivered there again, with its file, and the person?', async () => {
    const name = freshName();
    const { storage } = aPage(name);
    await storage.admit(ada());
    const file = anOperation(payloads.file());
    await added(storage, anOperation(payloads.subject('first')));
    await storage.commit({ ...adds(file), bytes: new Map([[file.id, bytesOf(1, 2)]]) });
    await deleteDB(name);
    expect(subjects(await storage.operations(ADA.id))).to.deep.equal(['first', 'putAttachment']);
    expect(storage.health).to.deep.equal({ kept: 'disk', fault: null, lost: 0 });
    const after = aTab(name);
    expect(await after.operations(ADA.id)).to.have.length(2);
    expect((await after.bytes(ADA.id, file.id))?.byteLength).to.equal(2);
    expect((await after.person('ada'))?.viewerId).to.equal(ADA.id);
  });

  it('is what is written at that moment kept, behind what was there?', async () => {
    const name = freshName();
    const { storage } = aPage(name);
    await added(storage, anOperation(payloads.subject('before')));
    const deleting = deleteDB(name);
    await added(storage, anOperation(payloads.subject('during')));
    await deleting;
    await added(storage, anOperation(payloads.subject('after')));
    expect(subjects(await storage.operations(ADA.id))).to.deep.equal(['before', 'during', 'after']);
    expect(subjects(await aTab(name).operations(ADA.id))).to.deep.equal(['before', 'during', 'after']);
  });

  it('when two pages have it, is every operation there once?', async () => {
    const name = freshName();
    const [one, two] = [aPage(name).storage, aPage(name).storage];
    await added(one, anOperation(payloads.subject('one')));
    await added(two, anOperation(payloads.subject('two')));
    await Promise.all([one.operations(ADA.id), two.operations(ADA.id)]);
    await deleteDB(name);
    await Promise.all([one.operations(ADA.id), two.operations(ADA.id)]);
    expect(subjects(await aTab(name).operations(ADA.id))).to.have.members(['one', 'two']);
  });
});

describe('a page that was overtaken by a newer version', () => {
  afterEach(clearShelves);

  it('does it go on in memory, and say why?', async () => {
    const name = freshName();
    const { storage } = aPage(name);
    await added(storage, anOperation(payloads.subject('before')));
    const { openDB } = await import('idb');
    closedLater(await openDB(name, 99));
    await added(storage, anOperation(payloads.subject('after')));
    expect(storage.health).to.deep.equal({ kept: 'memory', fault: 'outdated', lost: 0 });
    expect(subjects(await storage.operations(ADA.id))).to.deep.equal(['before', 'after']);
  });
});
