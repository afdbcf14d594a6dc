import { expect } from '@open-wc/testing';
import type { Operation } from '../../src/model/operation.js';
import { MemoryStorage } from '../../src/offline/memory-storage.js';
import type { Delivery } from '../../src/offline/outcome.js';
import type { Commit } from '../../src/offline/storage.js';
import { ADA, anOperation, payloads } from '../model/samples.js';
import { aTab, aWorld, quiet } from './tabs.js';

/** A disk that outlives the tabs; what a dead tab asks of it is never answered. */
class Disk extends MemoryStorage {
  /** Commits until the tab in front dies, and whether the one during which it dies is still done. */
  deadline: { left: number; done: boolean } | undefined;

  override async commit(change: Commit): Promise<readonly Operation[] | null> {
    if (!this.deadline) return await super.commit(change);
    if (this.deadline.left-- > 0) return await super.commit(change);
    if (this.deadline.done && this.deadline.left === -1) await super.commit(change);
    return await new Promise(() => undefined);
  }
}

/** A backend that takes each key once and answers it the same ever after. */
class Backend {
  readonly done: string[] = [];
  readonly #answers = new Map<string, Delivery>();
  #version = 0;

  readonly send = async ({ id, payload, baseVersion }: Operation): Promise<Delivery> => {
    const before = this.#answers.get(id);
    if (before) return before;
    this.done.push(payload.kind === 'transitionCase' ? `${payload.kind} at ${baseVersion}` : payload.kind);
    const isOfCase = payload.kind !== 'createNote';
    const answer = { receipt: id, version: isOfCase ? String(++this.#version) : 'n' };
    this.#answers.set(id, answer);
    return answer;
  };
}

const LIFE = ['createCase', 'createNote', 'createNote', 'transitionCase at 1'];
const lifeOfACase = (): Operation[] => [
  anOperation(payloads.create()),
  anOperation(payloads.note()),
  anOperation(payloads.note('00000000-0000-4000-8000-000000000202')),
  anOperation(payloads.close()),
];

describe('a case that is filed, discussed and closed without a network', () => {
  it('does all of it arrive once, in order, and the close against the case as it was filed?', async () => {
    const backend = new Backend();
    const { outbox } = aTab(aWorld(), { send: backend.send });
    await outbox.enqueue(lifeOfACase());
    await quiet();
    expect([backend.done, outbox.operations]).to.deep.equal([LIFE, []]);
  });

  // Keeping it, and for each of the four a mark of sending and the end of it: at each of these steps the tab dies.
  for (let step = 1; step <= 8; step++) {
    for (const done of [false, true]) {
      const moment = `${done ? 'after' : 'before'} step ${step} of 8`;
      it(`does it when the tab dies ${moment}?`, async () => {
        const backend = new Backend();
        const disk = new Disk();
        const world = aWorld(disk);
        disk.deadline = { left: step, done };
        const first = aTab(world, { send: backend.send });
        await first.outbox.enqueue(lifeOfACase());
        await quiet();
        first.outbox.close();
        disk.deadline = undefined;
        world.office.abandon();
        const second = aTab(world, { send: backend.send });
        await second.timers.pass(120_000);
        expect([backend.done, await disk.operations(ADA.id)]).to.deep.equal([LIFE, []]);
      });
    }
  }
});

describe('an outbox on a machine whose clock jumps', () => {
  for (const years of [-10, 10]) {
    it(`is the result another when it jumps by ${years} years in between?`, async () => {
      const now = Date.now;
      const backend = new Backend();
      const { outbox, timers } = aTab(aWorld(), {
        send: async (operation) => {
          Date.now = () => now() + years * 365 * 86_400_000;
          return await backend.send(operation);
        },
      });
      try {
        const dated = lifeOfACase().map((operation, i) => {
          const jump = i === 0 ? 0 : years * 365 * 86_400_000;
          return { ...operation, enqueuedAt: new Date(now() + jump).toISOString() };
        });
        await Promise.all(dated.map((operation) => outbox.enqueue([operation])));
        await timers.pass(60_000);
        expect([backend.done, outbox.operations]).to.deep.equal([LIFE, []]);
      } finally {
        Date.now = now;
      }
    });
  }
});
