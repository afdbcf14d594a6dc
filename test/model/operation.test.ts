import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import type { Failure } from '../../src/model/failure.js';
import {
  advance,
  isEditable,
  isOutstanding,
  isSendable,
  type Operation,
  type OperationEvent,
  type OperationState,
  type Payload,
} from '../../src/model/operation.js';
import { anOperation, payloads, uuid } from './samples.js';

const STATES: OperationState[] = ['queued', 'sending', 'held', 'refused', 'delivered', 'discarded'];
const NETWORK: Failure = { kind: 'network' };

/** What each event makes of each state; what is missing is not legal. */
const TABLE: Record<OperationEvent['type'], Partial<Record<OperationState, OperationState>>> = {
  send: { queued: 'sending' },
  acknowledge: { sending: 'delivered' },
  fail: { sending: 'queued' },
  recover: { sending: 'queued' },
  retry: { queued: 'queued', held: 'queued', refused: 'queued' },
  discard: { queued: 'discarded', held: 'discarded', refused: 'discarded' },
  edit: { queued: 'queued', held: 'queued', refused: 'queued' },
  rebase: { queued: 'queued', held: 'held', refused: 'refused' },
};

function eventOf(type: OperationEvent['type'], failure: Failure = NETWORK): OperationEvent {
  if (type === 'fail') return { type, failure };
  if (type === 'edit') return { type, id: uuid(99), payload: payloads.note() };
  return type === 'rebase' ? { type, version: '2' } : { type };
}

describe('operation', () => {
  for (const type of Object.keys(TABLE) as OperationEvent['type'][]) {
    for (const state of STATES) {
      const next = TABLE[type][state];
      it(`what does ${type} make of an operation that is ${state}?`, () => {
        const operation = anOperation(payloads.note(), { state });
        if (next) expect(advance(operation, eventOf(type)).state).to.equal(next);
        else expect(() => advance(operation, eventOf(type))).to.throw(`${type} is not legal`);
      });
    }
  }

  it('counts every change', () => {
    const sent = advance(anOperation(payloads.note()), { type: 'send' });
    expect(advance(sent, { type: 'recover' }).revision).to.equal(2);
  });

  const doubts: readonly [string, readonly OperationEvent[], boolean][] = [
    ['never sent', [], true],
    ['refused', [{ type: 'send' }, { type: 'fail', failure: { kind: 'invalid' } }], true],
    ['held at the first try', [{ type: 'send' }, { type: 'fail', failure: { kind: 'signed-out' } }], true],
    [
      'turned away for the moment',
      [{ type: 'send' }, { type: 'fail', failure: { kind: 'unavailable', status: 429 } }],
      true,
    ],
    ['sent without an answer', [{ type: 'send' }, { type: 'fail', failure: NETWORK }], false],
    ['on its way', [{ type: 'send' }], false],
    ['found on its way by a new page', [{ type: 'send' }, { type: 'recover' }], false],
    [
      'sent without an answer, then held',
      [
        { type: 'send' },
        { type: 'fail', failure: NETWORK },
        { type: 'send' },
        { type: 'fail', failure: { kind: 'signed-out' } },
      ],
      false,
    ],
    [
      'sent without an answer, then refused',
      [
        { type: 'send' },
        { type: 'fail', failure: NETWORK },
        { type: 'send' },
        { type: 'fail', failure: { kind: 'invalid' } },
      ],
      true,
    ],
  ];
  for (const [what, events, editable] of doubts) {
    it(`may what was ${what} be written anew?`, () => {
      const operation = events.reduce(advance, anOperation(payloads.note()));
      expect(isEditable(operation)).to.equal(editable);
    });
  }

  for (const failure of [
    { kind: 'unavailable', status: 425 },
    { kind: 'unavailable', status: 429 },
    { kind: 'invalid', type: 'urn:casement:problem:not-tried' },
  ] as const) {
    it(`does the word of a door that was shut say anything of the try before (${failure.status ?? failure.type})?`, () => {
      const again = (operation: Operation, next: Failure) =>
        advance(advance(operation, { type: 'send' }), { type: 'fail', failure: next });
      const fresh = again(anOperation(payloads.note()), failure);
      const doubtful = again(again(anOperation(payloads.note()), NETWORK), failure);
      expect([fresh.inDoubt, doubtful.inDoubt]).to.deep.equal([false, true]);
    });
  }

  it('is what may be stored already ever given another key?', () => {
    const doubtful = anOperation(payloads.note(), { inDoubt: true });
    expect(() => advance(doubtful, eventOf('edit'))).to.throw('may have been stored');
  });

  it('sends what was written anew under another key, as the same record', () => {
    const operation = anOperation(payloads.note());
    const edited = advance(operation, { type: 'edit', id: uuid(99), payload: payloads.note() });
    expect(edited).to.deep.include({ id: uuid(99), seq: operation.seq, attempts: 0, failure: null });
  });

  const fates: readonly [Failure, OperationState][] = [
    [{ kind: 'network' }, 'queued'],
    [{ kind: 'unavailable', status: 503 }, 'queued'],
    [{ kind: 'protocol' }, 'queued'],
    [{ kind: 'aborted' }, 'queued'],
    [{ kind: 'signed-out', status: 401 }, 'held'],
    [{ kind: 'forbidden', status: 403 }, 'refused'],
    [{ kind: 'forbidden', status: 403, type: 'urn:casement:problem:viewer-mismatch' }, 'held'],
    [{ kind: 'not-found', status: 404 }, 'refused'],
    [{ kind: 'invalid', status: 424 }, 'queued'],
    [{ kind: 'invalid', type: 'urn:casement:problem:not-tried' }, 'queued'],
    [{ kind: 'invalid', status: 422 }, 'refused'],
    [{ kind: 'conflict', status: 412 }, 'refused'],
    [{ kind: 'conflict', status: 409, type: 'urn:casement:problem:idempotency-in-flight' }, 'queued'],
  ];
  for (const [failure, state] of fates) {
    it(`what becomes of a write that failed with ${failure.type ?? failure.kind}?`, () => {
      const failed = advance(anOperation(payloads.note(), { state: 'sending' }), { type: 'fail', failure });
      expect(failed).to.deep.include({ state, failure });
    });
  }

  it('does it count its tries, and keep its key through all of them?', () => {
    const first = anOperation(payloads.note());
    const second = advance(advance(advance(first, { type: 'send' }), eventOf('fail')), { type: 'send' });
    expect(second).to.include({ id: first.id, attempts: 2 });
  });

  it('is nothing outstanding ever lost, whatever happens in whatever order?', () => {
    const failures: Failure[] = fates.map(([failure]) => failure);
    const event = fc.oneof(
      fc
        .constantFrom(...(['send', 'acknowledge', 'recover', 'retry', 'rebase'] as const))
        .map((type) => eventOf(type)),
      fc.constantFrom(...failures).map((failure) => eventOf('fail', failure)),
    );
    fc.assert(
      fc.property(fc.array(event, { maxLength: 40 }), (events) => {
        let operation = anOperation(payloads.note());
        let acknowledged = false;
        for (const next of events) {
          if (!TABLE[next.type][operation.state]) continue;
          operation = advance(operation, next);
          acknowledged ||= next.type === 'acknowledge';
        }
        return isOutstanding(operation) === !acknowledged;
      }),
    );
  });
});

describe('order of operations', () => {
  it('does a write wait for the one before it in the same case?', () => {
    const [first, second] = [anOperation(payloads.subject()), anOperation(payloads.note())];
    expect([first, second].map((op) => isSendable(op, [first, second]))).to.deep.equal([true, false]);
  });

  it('does it wait for another case?', () => {
    const other = anOperation(payloads.note(), { caseId: uuid(101) });
    const own = anOperation(payloads.note());
    expect(isSendable(own, [other, own])).to.equal(true);
  });

  for (const state of ['sending', 'held', 'refused'] as const) {
    it(`does what follows wait for one that is ${state}?`, () => {
      const first = anOperation(payloads.note(), { state });
      const second = anOperation(payloads.close());
      expect(isSendable(second, [first, second])).to.equal(false);
    });

    it(`does a file that is ${state} block the text after it?`, () => {
      const file = anOperation(payloads.file(), { state });
      const note = anOperation(payloads.note());
      expect(isSendable(note, [file, note])).to.equal(true);
    });
  }

  it('does a mark of reading, or what came of a search, block anything, or wait?', () => {
    const trail = { query: 'card', suggested: [], opened: [] };
    const outcome = { id: uuid(400), trail, outcome: 'not_answered' } as const;
    const marks: readonly Payload[] = [payloads.read(), { kind: 'recordDeflection', outcome }];
    for (const payload of marks) {
      const [mark, note] = [anOperation(payload, { state: 'refused' }), anOperation(payloads.note())];
      const late = anOperation(payload);
      expect([isSendable(note, [mark, note]), isSendable(late, [note, late])]).to.deep.equal([true, true]);
    }
  });

  it('does a file wait for its note?', () => {
    const note = anOperation(payloads.note());
    const file = anOperation(payloads.file(uuid(301), uuid(201)), { dependsOn: note.id });
    expect(isSendable(file, [note, file])).to.equal(false);
    expect(isSendable(file, [file])).to.equal(true);
  });

  it('does everything wait for the case to be filed, reading marks too?', () => {
    const create = anOperation(payloads.create());
    const later = [payloads.note(), payloads.file(), payloads.read()].map((payload) => anOperation(payload));
    expect(later.map((op) => isSendable(op, [create, ...later]))).to.deep.equal([false, false, false]);
  });

  it('is at most one ordered write of a case sendable, and the earliest?', () => {
    const payload = fc.constantFrom(payloads.note(), payloads.subject(), payloads.close());
    const state = fc.constantFrom<OperationState>('queued', 'held', 'refused', 'delivered', 'discarded');
    const operations = fc
      .array(fc.tuple(payload, state, fc.constantFrom(uuid(100), uuid(101))), { maxLength: 12 })
      .map((all) => all.map(([p, s, caseId]) => anOperation(p, { state: s, caseId })));
    fc.assert(
      fc.property(operations, (all) =>
        [uuid(100), uuid(101)].every((caseId) => {
          const own = all.filter((op) => op.caseId === caseId);
          const sendable = own.filter((op) => isSendable(op, all));
          const earliest: Operation | undefined = own.find(isOutstanding);
          return earliest?.state === 'queued'
            ? sendable.length === 1 && sendable[0] === earliest
            : sendable.length === 0;
        }),
      ),
    );
  });
});
