import { expect } from '@open-wc/testing';
import { BEAT, SILENT_LOOKS, TabLeadership } from '../../src/offline/leadership.js';
import { MemoryStorage } from '../../src/offline/memory-storage.js';
import { StorageError, type TermStorage } from '../../src/offline/storage.js';
import { untilAborted } from '../../src/offline/timers.js';
import { ADA } from '../model/samples.js';
import { FakeLocks } from './fake-locks.js';
import { FakeTimers, quiet } from './tabs.js';

interface Term {
  readonly epoch: number;
  readonly signal: AbortSignal;
}

/** A tab that runs for office; its time stands still when it is frozen. */
function candidate(storage: TermStorage, locks: LockManager | undefined, isShared?: () => boolean) {
  const timers = new FakeTimers();
  const leadership = new TabLeadership({
    storage,
    name: 'casement:1',
    timers,
    locks,
    ...(isShared && { isShared }),
  });
  const terms: Term[] = [];
  const ending = new AbortController();
  const lead = leadership.lead(
    ADA.id,
    async (term) => {
      terms.push(term);
      await untilAborted(term.signal);
    },
    ending.signal,
  );
  const isInOffice = () => terms.at(-1)?.signal.aborted === false;
  const leave = async () => {
    ending.abort();
    await lead;
  };
  return { timers, terms, isInOffice, leave };
}

/** Time for all of them. */
async function pass(ms: number, ...all: { readonly timers: FakeTimers }[]): Promise<void> {
  for (let passed = 0; passed < ms; passed += BEAT / 4) {
    for (const { timers } of all) await timers.pass(BEAT / 4);
  }
}

/** Storage of one tab, which leaves the disk that the others use when it is told to. */
class Leaving implements TermStorage {
  isShared = true;
  /** With the next term. */
  leavesSoon = false;
  readonly #memory = new MemoryStorage();
  readonly #disk: MemoryStorage;

  constructor(disk: MemoryStorage) {
    this.#disk = disk;
  }

  beginTerm(viewerId: string): Promise<number> {
    if (this.leavesSoon) this.isShared = false;
    return this.#here.beginTerm(viewerId);
  }

  async beat(viewerId: string, epoch: number): Promise<boolean> {
    return (await this.#here.beat(viewerId, epoch)) || !this.isShared;
  }

  endTerm(viewerId: string, epoch: number): Promise<void> {
    return this.#here.endTerm(viewerId, epoch);
  }

  term(viewerId: string): ReturnType<TermStorage['term']> {
    return this.#here.term(viewerId);
  }

  get #here(): MemoryStorage {
    return this.isShared ? this.#disk : this.#memory;
  }
}

const SILENCE = BEAT * (SILENT_LOOKS + 2);

describe('leadership where the browser has locks', () => {
  it('is the office of a tab that was closed without a word free at once?', async () => {
    const [storage, locks] = [new MemoryStorage(), new FakeLocks()];
    candidate(storage, locks.manager);
    await quiet();
    const next = candidate(storage, locks.manager);
    await quiet();
    expect(next.isInOffice()).to.equal(false);
    locks.kill();
    await quiet();
    expect(next.isInOffice()).to.equal(true);
  });
});

for (const kind of ['locks', 'a lease'] as const) {
  describe(`leadership by ${kind}`, () => {
    const setUp = () => {
      const storage = new MemoryStorage();
      const locks = kind === 'locks' ? new FakeLocks().manager : undefined;
      return { storage, locks, one: () => candidate(storage, locks) };
    };

    it('is one in office, and only one, for as long as it lives?', async () => {
      const { one } = setUp();
      const first = one();
      await quiet();
      const second = one();
      await pass(10 * SILENCE, first, second);
      expect([first.isInOffice(), second.terms, first.terms.length]).to.deep.equal([true, [], 1]);
    });

    it('does the next one follow at once when the first leaves?', async () => {
      const { one } = setUp();
      const first = one();
      await quiet();
      const second = one();
      await pass(BEAT, first, second);
      await first.leave();
      await pass(BEAT, second);
      expect([first.isInOffice(), second.isInOffice()]).to.deep.equal([false, true]);
      expect(second.terms[0]?.epoch).to.be.above(first.terms[0]?.epoch ?? 0);
    });

    it('does a second one come in at once where nobody is in office any more?', async () => {
      const { one } = setUp();
      await one().leave();
      const next = one();
      await quiet();
      expect(next.isInOffice()).to.equal(true);
    });

    it('is the office taken from one that fell silent, soon but not too soon, and does it hear of that?', async () => {
      const { one } = setUp();
      const frozen = one();
      await quiet();
      const second = one();
      await pass(BEAT * (SILENT_LOOKS - 1), second);
      expect(second.isInOffice()).to.equal(false);
      await pass(BEAT * 3, second);
      expect(second.isInOffice()).to.equal(true);
      await pass(BEAT * 2, frozen, second);
      expect([frozen.isInOffice(), second.isInOffice(), second.terms.length]).to.deep.equal([false, true, 1]);
    });

    it('does one that was put out come back when the other falls silent?', async () => {
      const { one } = setUp();
      const [first, second] = [one(), one()];
      await quiet();
      await pass(SILENCE, second);
      await pass(BEAT * 2, first, second);
      await pass(SILENCE, first);
      expect(first.isInOffice()).to.equal(true);
    });

    it('does it leave no timer when it is called off, in office or waiting?', async () => {
      const { one } = setUp();
      const [first, second] = [one(), one()];
      await pass(BEAT, first, second);
      await second.leave();
      await first.leave();
      expect([first.timers.pending, second.timers.pending]).to.deep.equal([0, 0]);
    });

    it('is somebody put out because storage could not be read for a while?', async () => {
      class Moody extends MemoryStorage {
        fails = false;
        override async beat(...rest: Parameters<MemoryStorage['beat']>) {
          if (this.fails) throw new StorageError('blocked');
          return await super.beat(...rest);
        }
        override async term(...rest: Parameters<MemoryStorage['term']>) {
          if (this.fails) throw new StorageError('blocked');
          return await super.term(...rest);
        }
      }
      const storage = new Moody();
      const locks = kind === 'locks' ? new FakeLocks().manager : undefined;
      const first = candidate(storage, locks);
      await quiet();
      const second = candidate(storage, locks);
      storage.fails = true;
      await pass(3 * SILENCE, first, second);
      expect([first.isInOffice(), second.isInOffice()]).to.deep.equal([true, false]);
    });

    it('is an office that could not be entered run for again?', async () => {
      class Late extends MemoryStorage {
        tries = 0;
        override async beginTerm(...rest: Parameters<MemoryStorage['beginTerm']>) {
          if (++this.tries < 3) throw new StorageError('blocked');
          return await super.beginTerm(...rest);
        }
      }
      const only = candidate(new Late(), kind === 'locks' ? new FakeLocks().manager : undefined);
      await only.timers.pass(BEAT * 2 - 1);
      expect(only.isInOffice()).to.equal(false);
      await only.timers.pass(1);
      expect(only.isInOffice()).to.equal(true);
    });

    describe('of a tab whose storage is memory for now', () => {
      const setUpLeaving = () => {
        const { storage: disk, locks, one } = setUp();
        const storage = new Leaving(disk);
        const leaving = () => candidate(storage, locks, () => storage.isShared);
        return { disk, storage, one, leaving };
      };

      it('does it send what it holds from the start, and leave the office to the others?', async () => {
        const { disk, storage, one, leaving } = setUpLeaving();
        storage.isShared = false;
        const alone = leaving();
        await quiet();
        const healthy = one();
        await pass(10 * SILENCE, alone, healthy);
        expect([alone, healthy].map(({ terms }) => terms.length)).to.deep.equal([1, 1]);
        expect([alone.isInOffice(), healthy.isInOffice()]).to.deep.equal([true, true]);
        expect((await disk.term(ADA.id))?.epoch).to.equal(healthy.terms[0]?.epoch);
      });

      it('does one that waits for office stop waiting, and put nobody out?', async () => {
        const { storage, one, leaving } = setUpLeaving();
        const healthy = one();
        await quiet();
        const alone = leaving();
        await pass(BEAT, healthy, alone);
        storage.isShared = false;
        await pass(10 * SILENCE, healthy, alone);
        expect([alone, healthy].map(({ terms }) => terms.length)).to.deep.equal([1, 1]);
        expect([alone.isInOffice(), healthy.isInOffice()]).to.deep.equal([true, true]);
      });

      it('does one in office go on, and is what the others hold sent soon, without any to and fro?', async () => {
        const { storage, one, leaving } = setUpLeaving();
        const alone = leaving();
        await quiet();
        const healthy = one();
        await pass(BEAT, healthy, alone);
        storage.isShared = false;
        await pass(BEAT * 2, healthy, alone);
        expect(alone.isInOffice()).to.equal(true);
        await pass(SILENCE, healthy, alone);
        expect([alone.isInOffice(), healthy.isInOffice()]).to.deep.equal([true, true]);
        const before = [alone, healthy].map(({ terms }) => terms.length);
        await pass(10 * SILENCE, healthy, alone);
        expect([alone, healthy].map(({ terms }) => terms.length)).to.deep.equal(before);
      });

      it('does it stand back in line when it is back on the disk?', async () => {
        const { storage, one, leaving } = setUpLeaving();
        storage.isShared = false;
        const alone = leaving();
        const healthy = one();
        await pass(SILENCE, alone, healthy);
        storage.isShared = true;
        await pass(BEAT * 2, alone, healthy);
        expect([alone.isInOffice(), healthy.isInOffice()]).to.deep.equal([false, true]);
        await healthy.leave();
        await pass(BEAT, alone);
        expect(alone.isInOffice()).to.equal(true);
      });

      it('does it hold an office that its storage left while it was entered?', async () => {
        const { storage, one, leaving } = setUpLeaving();
        storage.leavesSoon = true;
        const alone = leaving();
        await pass(BEAT * 2, alone);
        const healthy = one();
        await quiet();
        expect([alone.isInOffice(), healthy.isInOffice()]).to.deep.equal([true, true]);
      });

      it('does it leave a timer when it is called off?', async () => {
        const { storage, leaving } = setUpLeaving();
        storage.isShared = false;
        const alone = leaving();
        await pass(BEAT * 2, alone);
        await alone.leave();
        expect(alone.timers.pending).to.equal(0);
      });
    });

    it('is the office of one person that of another?', async () => {
      const { storage, one } = setUp();
      const { isInOffice } = one();
      await quiet();
      expect([isInOffice(), await storage.term('somebody else')]).to.deep.equal([true, null]);
    });
  });
}
