import { expect } from '@open-wc/testing';
import type { Receipt } from '../../src/backend/backend.js';
import { NOT_TRIED, toFailure, type Failure } from '../../src/model/failure.js';
import type { Operation } from '../../src/model/operation.js';
import { ADA, aCase, anOperation, CASE_ID, payloads, uuid } from '../model/samples.js';
import { json, problem, Wire, type Asked } from './wire.js';

interface Sent {
  readonly operations: readonly {
    readonly id: string;
    readonly method: string;
    readonly path: string;
    readonly ifMatch?: string;
    readonly body?: unknown;
  }[];
}
type Answer = Readonly<Record<string, unknown>>;

const sentOf = ({ body }: Asked) => (JSON.parse(body) as Sent).operations;
const done = (id: string, extra: object = {}): Answer => ({
  id,
  status: 201,
  headers: {},
  body: { operation: id, id: CASE_ID, ...extra },
});
const refusal = (id: string, status: number, type: string, headers: object = {}): Answer => ({
  id,
  status,
  headers,
  body: { type: `urn:casement:problem:${type}`, title: 'T', status },
});

/** A backend that answers every operation of a batch as `answer` says. */
function setUp(answer: (id: string, index: number) => Answer = (id) => done(id), options = {}) {
  const wire = new Wire('/api', options);
  const batches: (readonly string[])[] = [];
  wire.on('POST /batch', (asked) => {
    const ids = sentOf(asked).map(({ id }) => id);
    batches.push(ids);
    return json({ answers: ids.map(answer) });
  });
  const sendAll = async (operations: readonly Operation[]): Promise<readonly (Receipt | Failure)[]> =>
    (await wire.backend.sendAll?.(operations)) ?? [];
  return { wire, batches, sendAll };
}

function notes(count: number, text = 'Hi'): Operation[] {
  return Array.from({ length: count }, (_, index) =>
    anOperation(payloads.note(uuid(500 + index), text), { id: uuid(700 + index), caseId: uuid(900 + index) }),
  );
}

const kinds = (outcomes: readonly (Receipt | Failure)[]) =>
  outcomes.map((outcome) => ('kind' in outcome ? (outcome.type ?? outcome.kind) : 'done'));

describe('many operations with one request', () => {
  it('what is sent of each?', async () => {
    const { wire, sendAll } = setUp();
    const close = anOperation(payloads.close(), { id: uuid(1), baseVersion: '3.a' });
    const remove = anOperation({ kind: 'deleteCase' }, { id: uuid(2), baseVersion: '4.a' });
    await sendAll([anOperation(payloads.create(), { id: uuid(3) }), close, remove]);
    const [asked] = wire.asked;
    expect(asked?.headers.get('Casement-Viewer')).to.equal(ADA.id);
    expect(asked && sentOf(asked)).to.deep.equal([
      { id: uuid(3), method: 'POST', path: '/cases', body: { id: CASE_ID, subject: 'Help' } },
      {
        id: uuid(1),
        method: 'POST',
        path: `/cases/${CASE_ID}/transitions`,
        ifMatch: '"3.a"',
        body: { action: 'close' },
      },
      { id: uuid(2), method: 'DELETE', path: `/cases/${CASE_ID}`, ifMatch: '"4.a"' },
    ]);
  });

  it('do the answers align, whatever their order on the wire?', async () => {
    const { wire, sendAll } = setUp();
    wire.on('POST /batch', (asked) =>
      json({
        answers: sentOf(asked)
          .map(({ id }) => done(id, { case: aCase() }))
          .reverse(),
      }),
    );
    const operations = notes(3);
    const receipts = await sendAll(operations);
    expect(receipts.map((receipt) => 'operation' in receipt && receipt.operation)).to.deep.equal(
      operations.map(({ id }) => id),
    );
  });

  it('is a refusal read as the one of a single request, with its pause?', async () => {
    const { sendAll } = setUp((id, index) =>
      index === 0 ? refusal(id, 422, 'validation') : refusal(id, 429, 'rate-limited', { retryAfter: '7' }),
    );
    const [invalid, busy] = await sendAll(notes(2));
    expect(invalid).to.deep.equal({ kind: 'invalid', status: 422, type: 'urn:casement:problem:validation' });
    expect(busy).to.include({
      kind: 'unavailable',
      status: 429,
      retryAfter: 7000,
      type: 'urn:casement:problem:rate-limited',
    });
  });

  it('is what was not tried told from what failed?', async () => {
    const { sendAll } = setUp((id, index) =>
      index === 0 ? refusal(id, 422, 'validation') : refusal(id, 424, 'not-tried'),
    );
    expect(kinds(await sendAll(notes(2)))).to.deep.equal(['urn:casement:problem:validation', NOT_TRIED]);
  });

  const wrong: readonly [string, (id: string) => Answer | undefined][] = [
    ['no echo', (id) => ({ ...done(id), body: { id: CASE_ID } })],
    ['the echo of another write', (id) => ({ ...done(id), body: { operation: uuid(99), id: CASE_ID } })],
    ['nothing', () => undefined],
    ['no body', (id) => ({ id, status: 200, headers: {} })],
    ['a case of another schema', (id) => done(id, { case: { id: CASE_ID } })],
  ];
  for (const [what, answer] of wrong) {
    it(`is ${what} the answer to a write, and do the others count?`, async () => {
      const { wire, sendAll } = setUp();
      wire.on('POST /batch', (asked) => {
        const [first, second] = sentOf(asked);
        return json({ answers: [answer(first?.id ?? ''), done(second?.id ?? '')].filter(Boolean) });
      });
      expect(kinds(await sendAll(notes(2)))).to.deep.equal(['protocol', 'done']);
    });
  }

  it('is it split where it is too many, or too long?', async () => {
    const many = setUp();
    await many.sendAll(notes(120));
    expect(many.batches.map(({ length }) => length)).to.deep.equal([50, 50, 20]);
    const long = setUp();
    await long.sendAll(notes(5, 'x'.repeat(100_000)));
    expect(long.batches.map(({ length }) => length)).to.deep.equal([2, 2]);
    expect(long.wire.asked.map(({ method, target }) => `${method} ${target.split('/')[1]}`)).to.deep.equal([
      'POST batch',
      'POST batch',
      'POST cases',
    ]);
  });

  it('does a later part overtake an earlier one of the same case that was refused?', async () => {
    const { batches, sendAll } = setUp((id) =>
      id === uuid(700) ? refusal(id, 422, 'validation') : done(id),
    );
    const operations = notes(53).map((operation, index) =>
      index === 50 ? { ...operation, caseId: uuid(900) } : operation,
    );
    const outcomes = kinds(await sendAll(operations));
    expect(outcomes.indexOf(NOT_TRIED)).to.equal(50);
    expect(batches.flat()).not.to.include(operations[50]?.id);
    expect(outcomes.filter((kind) => kind === 'done')).to.have.length(51);
  });

  it('is a lost answer thrown, so that all of them go again?', async () => {
    const { wire, sendAll } = setUp();
    wire.on('POST /batch', () => Promise.reject(new TypeError('reset')));
    const failure = await sendAll(notes(2)).then(() => undefined, toFailure);
    expect(failure).to.deep.equal({ kind: 'network' });
  });

  it('does a part that was answered count when the next is lost?', async () => {
    const { wire, sendAll } = setUp();
    let asked = 0;
    wire.on('POST /batch', (request) =>
      ++asked === 1
        ? json({ answers: sentOf(request).map(({ id }) => done(id)) })
        : Promise.reject(new TypeError('reset')),
    );
    const outcomes = kinds(await sendAll(notes(110)));
    expect([outcomes[0], outcomes[49], outcomes[50], outcomes[99], outcomes[100]]).to.deep.equal([
      'done',
      'done',
      'network',
      'network',
      NOT_TRIED,
    ]);
  });

  it('is a batch that is refused as a whole thrown?', async () => {
    const { wire, sendAll } = setUp();
    wire.on('POST /batch', () => problem(403, 'urn:casement:problem:viewer-mismatch'));
    expect(await sendAll(notes(2)).then(() => undefined, toFailure)).to.include({
      kind: 'forbidden',
      type: 'urn:casement:problem:viewer-mismatch',
    });
  });

  it('does a session that ends in the middle get one more try with a new token, in order?', async () => {
    let asked = 0;
    const getToken = () => `t${++asked}`;
    const first = new Set<string>();
    const answer = (id: string, index: number): Answer => {
      const again = first.has(id);
      first.add(id);
      if (again || index === 0) return done(id);
      return index === 1 ? refusal(id, 401, 'unauthenticated') : refusal(id, 424, 'not-tried');
    };
    const { wire, batches, sendAll } = setUp(answer, { getToken });
    const operations = notes(3).map((operation, index) =>
      index === 2 ? { ...operation, caseId: uuid(901) } : operation,
    );
    expect(kinds(await sendAll(operations))).to.deep.equal(['done', 'done', 'done']);
    expect(batches).to.deep.equal([operations.map(({ id }) => id), operations.slice(1).map(({ id }) => id)]);
    expect(wire.asked.map(({ headers }) => headers.get('Authorization'))).to.deep.equal([
      'Bearer t1',
      'Bearer t2',
    ]);
  });

  it('is it held when the new token is refused as well, or there is none to ask for?', async () => {
    const refuse = (id: string) => refusal(id, 401, 'unauthenticated');
    const withToken = setUp(refuse, { getToken: () => 't' });
    expect(await withToken.sendAll(notes(2))).to.deep.include.members([
      { kind: 'signed-out', status: 401, type: 'urn:casement:problem:unauthenticated' },
    ]);
    expect(withToken.batches).to.have.length(2);
    const withCookies = setUp(refuse);
    await withCookies.sendAll(notes(2));
    expect(withCookies.batches).to.have.length(1);
  });
});
