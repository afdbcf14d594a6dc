/** How fast a long queue is delivered, in real time: the outbox itself over memory, and a backend that takes a while to answer. */
import type { Operation } from '../../src/model/operation.js';
import { TabLeadership } from '../../src/offline/leadership.js';
import { MemoryStorage } from '../../src/offline/memory-storage.js';
import { Outbox, type Entry } from '../../src/offline/outbox.js';
import type { Delivery } from '../../src/offline/outcome.js';
import type { Channel } from '../../src/offline/storage.js';

export interface DrainOptions {
  readonly operations: number;
  readonly cases: number;
  /** Until a request is answered, ms. */
  readonly latency: number;
  readonly batches: boolean;
}

const VIEWER = 'ada';
const NO_CHANNEL: Channel = {
  isOpen: true,
  post: () => undefined,
  listen: () => () => undefined,
  close: () => undefined,
};

/** @returns operations per second, from the first request to the last acknowledgement */
export async function measureDrain(options: DrainOptions): Promise<number> {
  const answer = async <T>(value: T): Promise<T> =>
    await new Promise((resolve) => setTimeout(() => resolve(value), options.latency));
  const seen = new Map<string, string[]>();
  const take = ({ id, caseId }: Operation): Delivery => {
    seen.set(caseId, [...(seen.get(caseId) ?? []), id]);
    return { version: '1', receipt: id };
  };
  const storage = new MemoryStorage();
  const entries = writes(options);
  let began = 0;
  let outbox: Outbox | undefined;
  await new Promise<void>((resolve, reject) => {
    outbox = new Outbox({
      viewerId: VIEWER,
      storage,
      channel: NO_CHANNEL,
      leadership: new TabLeadership({ storage, name: 'drain', locks: undefined }),
      send: async (operation) => await answer(take(operation)),
      ...(options.batches
        ? { sendAll: async (all: readonly Operation[]) => await answer(all.map(take)) }
        : {}),
      onChange: (operations) => {
        if (began > 0 && operations.length === 0) resolve();
      },
    });
    outbox.enqueue(entries).then(() => (began = performance.now()), reject);
  });
  const seconds = (performance.now() - began) / 1000;
  outbox?.close();
  for (const [caseId, ids] of seen) {
    const written = entries.filter((entry) => entry.caseId === caseId).map(({ id }) => id);
    if (ids.join() !== written.join()) throw new Error(`${caseId} was not delivered in order`);
  }
  return entries.length / seconds;
}

/** Each case is filed and then written to. */
function writes({ operations, cases }: DrainOptions): readonly Entry[] {
  return Array.from({ length: operations }, (_, i) => {
    const caseId = `case-${i % cases}`;
    const payload =
      i < cases
        ? ({ kind: 'createCase', draft: { id: caseId, subject: 'Help' } } as const)
        : ({ kind: 'createNote', draft: { id: `note-${i}`, text: 'Any news?' } } as const);
    const enqueuedAt = '2026-01-01T00:00:00.000Z';
    return {
      id: `op-${i}`,
      viewerId: VIEWER,
      caseId,
      payload,
      enqueuedAt,
      baseVersion: null,
      dependsOn: null,
    };
  });
}
