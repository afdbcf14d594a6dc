/** Deliberate breaks of the outbox: a test that does not notice them does not notice anything. None of them is in `src/`. */
import type { Seams } from './schedule.js';

/** A piece of a source file, and what stands there instead. */
export interface Patch {
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

export interface Plant {
  readonly name: string;
  readonly patches?: readonly Patch[];
  readonly seams?: Seams;
}

const patch = (file: string, from: string, to: string): readonly Patch[] => [
  { file: `src/${file}`, from, to },
];

export const PLANTS: readonly Plant[] = [
  {
    name: 'removed before it is sent',
    patches: patch(
      'offline/sender.ts',
      "sent = stillSendable(batch, change).map(({ id }) => change.apply(id, { type: 'send' }));",
      `sent = stillSendable(batch, change).map(({ id }) => {
        const marked = change.apply(id, { type: 'send' });
        change.apply(id, { type: 'acknowledge' });
        return marked;
      });`,
    ),
  },
  { name: 'no key is sent', seams: { request: () => ({ key: null }) } },
  { name: 'another key at every try', seams: { request: ({ id }, tries) => ({ key: `${id} ${tries}` }) } },
  {
    name: 'no order per case',
    patches: patch(
      'model/operation.ts',
      '!all.some((other) => other.id !== operation.id && blocks(other, operation))',
      'all.length > 0',
    ),
  },
  {
    name: 'order by clock',
    patches: patch('model/operation.ts', 'earlier.seq > later.seq', 'earlier.enqueuedAt > later.enqueuedAt'),
  },
  {
    name: 'any 4xx drops the write',
    patches: patch(
      'offline/outcome.ts',
      'if (isFailure(answer)) change',
      'if (isFailure(answer) && (answer.status ?? 0) >= 400 && (answer.status ?? 0) < 500) acknowledge(change, operation, {});\n    else if (isFailure(answer)) change',
    ),
  },
  {
    name: 'a 500 counts as delivered',
    patches: patch(
      'offline/outcome.ts',
      'if (isFailure(answer)) change',
      'if (isFailure(answer) && answer.status === 500) acknowledge(change, operation, {});\n    else if (isFailure(answer)) change',
    ),
  },
  {
    name: 'a 200 is trusted without its echo',
    seams: { trustsAnyAnswer: true },
  },
  {
    name: 'one that is refused blocks all cases',
    patches: patch(
      'offline/pick.ts',
      "if (state === 'held')",
      "if (state === 'held' || state === 'refused')",
    ),
  },
  {
    name: 'a file blocks the text after it',
    patches: patch('model/operation.ts', "payload.kind === 'putAttachment' ||", ''),
  },
  {
    name: 'acknowledged before the transaction is complete',
    patches: patch(
      'offline/mirror.ts',
      'await this.#turn(() => this.#keep(',
      'void this.#turn(() => this.#keep(',
    ),
  },
  {
    name: 'acknowledged although storage failed',
    patches: patch(
      'offline/mirror.ts',
      'if (own.length === ids.size) return own;',
      'return commit.add ?? own;',
    ),
  },
  {
    name: 'the lock is never stolen',
    patches: patch('offline/leadership.ts', 'silent = isSilent;', 'silent = false;'),
  },
  {
    name: 'the lease of a dead tab never ends',
    patches: patch('offline/leadership.ts', '++looks === SILENT_LOOKS', '++looks < 0'),
  },
  {
    name: 'what a dead tab was sending is left',
    patches: patch(
      'offline/outcome.ts',
      "state === 'sending' && !flying.has(id)",
      "state === 'queued' && flying.has(id)",
    ),
  },
  {
    name: 'a pause that ends is not noticed',
    patches: patch('offline/pauses.ts', 'this.#onEnd();', ''),
  },
  {
    name: 'what was held is not released',
    patches: patch('offline/outbox.ts', 'this.#change(release)', 'undefined'),
  },
  {
    name: 'the request does not say whose it is',
    seams: { request: () => ({ viewerId: null }) },
  },
  {
    name: 'a replacement does not look at the revision',
    patches: patch(
      'offline/memory-storage.ts',
      'holding.operations.get(id)?.revision === revision',
      'holding.operations.has(id) && revision >= 0',
    ),
  },
  {
    name: 'later changes keep the old version',
    patches: patch('offline/outcome.ts', 'if (version !== undefined)', 'if (version === null)'),
  },
  {
    name: 'what may be stored can be written anew',
    patches: patch(
      'model/operation.ts',
      'LEGAL.edit.includes(state) && !inDoubt',
      'LEGAL.edit.includes(state) && inDoubt !== null',
    ),
  },
  {
    name: 'the first answer of a batch goes for all',
    patches: patch(
      'offline/outcome.ts',
      'const answer = answers[i] ?? NO_ANSWER;',
      'const answer = answers[i && 0] ?? NO_ANSWER;',
    ),
  },
  {
    name: 'not tried counts as refused',
    patches: patch('model/operation.ts', '|| inFlight || tooEarly)', '|| inFlight)'),
  },
  {
    name: 'a tab overtakes what it has not heard of',
    patches: patch('offline/mirror.ts', 'seq !== this.#seq + i + 1', 'seq < i'),
  },
  {
    name: 'the discard of a note leaves its file',
    patches: patch(
      'offline/outbox.ts',
      'change.all.filter((other) => needs(other, operation))',
      'change.all.filter(() => false)',
    ),
  },
];
