import { expect } from '@open-wc/testing';
import { DEFAULT_QUERY } from '../../src/model/case.js';
import { toFailure, type Failure } from '../../src/model/failure.js';
import type { Operation, Payload } from '../../src/model/operation.js';
import {
  ADA,
  aCase,
  aFile,
  aNote,
  anOperation,
  aSession,
  aSummary,
  CASE_ID,
  payloads,
  uuid,
} from '../model/samples.js';
import { json, problem, Wire } from './wire.js';

const NOTE = uuid(200);
const CASE = `/cases/${CASE_ID}`;

async function failureOf(work: Promise<unknown>): Promise<Failure | undefined> {
  return await work.then(() => undefined, toFailure);
}

/** Answers any write with its key echoed. */
function echo(wire: Wire, route: string, extra: object = {}): void {
  wire.on(route, ({ headers }) =>
    json({ operation: headers.get('Idempotency-Key')?.replaceAll('"', ''), id: CASE_ID, ...extra }),
  );
}

interface Write {
  readonly payload: Payload;
  readonly route: string;
  readonly body: unknown;
  readonly baseVersion: string | null;
}

const writes: Record<Payload['kind'], Write> = {
  createCase: {
    payload: payloads.create(),
    route: 'POST /cases',
    body: { id: CASE_ID, subject: 'Help' },
    baseVersion: null,
  },
  updateCase: {
    payload: payloads.subject('S'),
    route: `PATCH ${CASE}`,
    body: { subject: 'S' },
    baseVersion: '3.a',
  },
  deleteCase: { payload: { kind: 'deleteCase' }, route: `DELETE ${CASE}`, body: '', baseVersion: '3.a' },
  transitionCase: {
    payload: payloads.close(),
    route: `POST ${CASE}/transitions`,
    body: { action: 'close' },
    baseVersion: '3.a',
  },
  assignCase: {
    payload: { kind: 'assignCase', to: { kind: 'team', id: uuid(5) } },
    route: `PUT ${CASE}/assignment`,
    body: { to: { kind: 'team', id: uuid(5) } },
    baseVersion: '3.a',
  },
  markCaseRead: {
    payload: payloads.read('2026-01-01T00:00:00.000Z'),
    route: `PUT ${CASE}/read-mark`,
    body: { readUntil: '2026-01-01T00:00:00.000Z' },
    baseVersion: null,
  },
  createNote: {
    payload: payloads.note(NOTE, 'Hi'),
    route: `POST ${CASE}/notes`,
    body: { visibility: 'public', id: NOTE, text: 'Hi' },
    baseVersion: null,
  },
  updateNote: {
    payload: { kind: 'updateNote', noteId: NOTE, text: 'Ho' },
    route: `PATCH ${CASE}/notes/${NOTE}`,
    body: { text: 'Ho' },
    baseVersion: '1',
  },
  deleteNote: {
    payload: { kind: 'deleteNote', noteId: NOTE },
    route: `DELETE ${CASE}/notes/${NOTE}`,
    body: '',
    baseVersion: '1',
  },
  putAttachment: {
    payload: payloads.file(uuid(301), NOTE),
    route: `PUT ${CASE}/attachments/${uuid(301)}`,
    body: 'abc',
    baseVersion: null,
  },
  deleteAttachment: {
    payload: { kind: 'deleteAttachment', attachmentId: uuid(301) },
    route: `DELETE ${CASE}/attachments/${uuid(301)}`,
    body: '',
    baseVersion: '1',
  },
  recordDeflection: {
    payload: {
      kind: 'recordDeflection',
      outcome: { id: uuid(7), trail: { query: 'q' }, outcome: 'answered' },
    },
    route: 'POST /deflections',
    body: { id: uuid(7), trail: { query: 'q' }, outcome: 'answered' },
    baseVersion: null,
  },
};

describe('a write on the wire', () => {
  for (const [kind, { payload, route, body, baseVersion }] of Object.entries(writes)) {
    it(`what does ${kind} send, and is it the same at the second try?`, async () => {
      const wire = new Wire();
      echo(wire, route);
      const operation = anOperation(payload, { baseVersion });
      const bytes = new Blob(['abc']);
      await wire.backend.send(operation, { bytes });
      await wire.backend.send(operation, { bytes });
      expect(wire.count(route)).to.equal(2);
      for (const { headers, body: sent } of wire.asked) {
        expect(headers.get('Idempotency-Key')).to.equal(`"${operation.id}"`);
        expect(headers.get('Casement-Viewer')).to.equal(ADA.id);
        expect(headers.get('If-Match')).to.equal(baseVersion && `"${baseVersion}"`);
        expect(sent.startsWith('{') ? (JSON.parse(sent) as unknown) : sent).to.deep.equal(body);
      }
    });
  }

  it('how is a file named on the wire, and its bytes typed?', async () => {
    const wire = new Wire();
    echo(wire, writes.putAttachment.route);
    const attachment = {
      id: uuid(301),
      caseId: CASE_ID,
      noteId: null,
      name: 'Müller & Söhne #1?.pdf',
      type: '',
      size: 3,
      alt: 'a b',
    };
    await wire.backend.send(anOperation({ kind: 'putAttachment', attachment }), {
      bytes: new Blob(['abc'], { type: 'text/html' }),
    });
    const query = new URLSearchParams(wire.asked[0]?.target.split('?')[1]);
    expect(Object.fromEntries(query)).to.deep.equal({
      name: 'Müller & Söhne #1?.pdf',
      type: 'application/octet-stream',
      alt: 'a b',
    });
    expect(wire.asked[0]?.headers.get('Content-Type')).to.equal('application/octet-stream');
  });

  it('is a file whose bytes are gone sent empty?', async () => {
    const wire = new Wire();
    expect(await failureOf(wire.backend.send(anOperation(payloads.file())))).to.deep.equal({
      kind: 'invalid',
    });
    expect(wire.asked).to.have.length(0);
  });

  const wrong: readonly [string, (operation: Operation) => Response][] = [
    ['no echo', () => json({ id: CASE_ID, case: aCase() })],
    ['the echo of another write', () => json({ operation: uuid(1), id: CASE_ID })],
    ['text', () => new Response('OK', { headers: { 'Content-Type': 'text/plain' } })],
    ['nothing', () => new Response(null, { status: 204 })],
    [
      'a case of another schema',
      ({ id }) => json({ operation: id, id: CASE_ID, case: { ...aCase(), actions: null } }),
    ],
    [
      'a note of another schema',
      ({ id }) => json({ operation: id, id: NOTE, note: { ...aNote(), author: 'Ada' } }),
    ],
    [
      'a file of another schema',
      ({ id }) => json({ operation: id, id: NOTE, attachment: { ...aFile(), name: 7 } }),
    ],
  ];
  for (const [what, answer] of wrong) {
    it(`is ${what} with 200 the answer to a write?`, async () => {
      const wire = new Wire();
      const operation = anOperation(payloads.note());
      wire.on(`POST ${CASE}/notes`, () => answer(operation));
      expect(await failureOf(wire.backend.send(operation))).to.include({ kind: 'protocol' });
    });
  }

  it('is a page with 200 an answer to a write, or a sign-in that must come first?', async () => {
    const wire = new Wire();
    const page = () => new Response('<!doctype html>', { headers: { 'Content-Type': 'text/html' } });
    wire.on(`POST ${CASE}/notes`, page);
    expect(await failureOf(wire.backend.send(anOperation(payloads.note())))).to.include({
      kind: 'signed-out',
    });
  });

  it('is a refusal passed on with its pointers?', async () => {
    const wire = new Wire();
    const errors = [{ pointer: '/subject', detail: 'Too long.', code: 'maxLength' }];
    wire.on('POST /cases', () => problem(422, 'urn:casement:problem:validation', { detail: 'No.', errors }));
    expect(await failureOf(wire.backend.send(anOperation(payloads.create())))).to.deep.include({
      kind: 'invalid',
      errors,
    });
  });
});

describe('a question on the wire', () => {
  it('how is a list asked for?', async () => {
    const wire = new Wire();
    wire.on('GET /cases', () => json({ items: [aSummary()], nextCursor: null, total: 1 }));
    const query = { ...DEFAULT_QUERY, scope: 'account:1&2', text: ' 50 % + 1 ' };
    await wire.backend.listCases(query, { cursor: 'a/b=', limit: 10 });
    const sent = new URLSearchParams(wire.asked[0]?.target.split('?')[1]);
    expect(Object.fromEntries(sent)).to.deep.equal({
      scope: 'account:1&2',
      state: 'active',
      sort: '-updatedAt',
      q: '50 % + 1',
      cursor: 'a/b=',
      limit: '10',
    });
  });

  it('is a blank filter left out?', async () => {
    const wire = new Wire();
    await failureOf(wire.backend.listCases({ ...DEFAULT_QUERY, text: '  ' }));
    expect(wire.asked[0]?.target).to.equal('/cases?scope=mine&state=active&sort=-updatedAt');
  });

  for (const base of ['/api', '/api/', `${location.origin}/api`, `${location.origin}/api/`]) {
    it(`where does ${base.replace(location.origin, 'an absolute ')} lead?`, async () => {
      const wire = new Wire(base);
      wire.on('GET /session', () => json(aSession()));
      expect((await wire.backend.getSession()).viewer.id).to.equal(ADA.id);
    });
  }

  it('is an id from outside kept inside its segment?', async () => {
    const wire = new Wire();
    await failureOf(wire.backend.getCase('../session?x'));
    expect(wire.asked[0]?.target).to.equal('/cases/..%2Fsession%3Fx');
  });

  it('can it be given up?', async () => {
    const wire = new Wire();
    const end = new AbortController();
    wire.on(
      'GET /session',
      ({ signal }) =>
        new Promise((_, reject) =>
          signal.addEventListener('abort', () => reject(new DOMException('', 'AbortError'))),
        ),
    );
    const asking = failureOf(wire.backend.getSession(end.signal));
    setTimeout(() => end.abort());
    expect(await asking).to.deep.equal({ kind: 'aborted' });
  });

  /** Never answers, and ends when it is given up, as the browser's own does. */
  const silence = ({ signal }: { signal: AbortSignal }): Promise<Response> =>
    new Promise((_, reject) =>
      signal.addEventListener('abort', () => reject(new DOMException('', 'AbortError'))),
    );

  it('does a backend that never answers keep anybody waiting for ever?', async () => {
    const wire = new Wire('/api', { timeout: 20 });
    wire.on('GET /session', silence);
    wire.on('POST /cases', silence);
    expect(await failureOf(wire.backend.getSession())).to.deep.equal({ kind: 'network' });
    expect(await failureOf(wire.backend.send(anOperation(payloads.create())))).to.deep.equal({
      kind: 'network',
    });
  });

  it('is an answer that stops in the middle given up?', async () => {
    const wire = new Wire('/api', { timeout: 20 });
    wire.on('GET /session', ({ signal }) => {
      const body = new ReadableStream({
        start(controller) {
          controller.enqueue(new TextEncoder().encode('{'));
          signal.addEventListener('abort', () => controller.error(signal.reason));
        },
      });
      return new Response(body, { headers: { 'Content-Type': 'application/json' } });
    });
    expect(await failureOf(wire.backend.getSession())).to.deep.equal({ kind: 'network' });
  });

  it('is a download that falls silent given up?', async () => {
    const wire = new Wire('/api', { timeout: 20 });
    wire.on(`GET ${CASE}/attachments/${uuid(300)}/content`, ({ signal }) => {
      const body = new ReadableStream({
        start: (controller) => signal.addEventListener('abort', () => controller.error(signal.reason)),
      });
      return new Response(body);
    });
    expect(await failureOf(wire.backend.getAttachment(aFile()))).to.deep.equal({ kind: 'network' });
  });

  it('is a download that breaks off a failure of the network?', async () => {
    const wire = new Wire();
    wire.on(
      `GET ${CASE}/attachments/${uuid(300)}/content`,
      () => new Response(new ReadableStream({ start: (c) => c.error(new TypeError('reset')) })),
    );
    expect(await failureOf(wire.backend.getAttachment(aFile()))).to.deep.equal({ kind: 'network' });
  });
});

describe('an answer of another schema', () => {
  const session = aSession();
  const shapes: readonly [string, string, (wire: Wire) => Promise<unknown>, unknown][] = [
    [
      'a session without a viewer',
      'GET /session',
      (w) => w.backend.getSession(),
      { ...session, viewer: null },
    ],
    [
      'a session whose texts are no strings',
      'GET /session',
      (w) => w.backend.getSession(),
      { ...session, texts: { 'list/empty': { one: 1 } } },
    ],
    [
      'a session without limits',
      'GET /session',
      (w) => w.backend.getSession(),
      { ...session, limits: undefined },
    ],
    ['a list that is a list', 'GET /cases', (w) => w.backend.listCases(DEFAULT_QUERY), []],
    [
      'a list without a total',
      'GET /cases',
      (w) => w.backend.listCases(DEFAULT_QUERY),
      { items: [], nextCursor: null },
    ],
    [
      'a list without a cursor',
      'GET /cases',
      (w) => w.backend.listCases(DEFAULT_QUERY),
      { items: [], total: 0 },
    ],
    [
      'a list with a hole',
      'GET /cases',
      (w) => w.backend.listCases(DEFAULT_QUERY),
      { items: [null], nextCursor: null, total: 1 },
    ],
    [
      'a case without actions',
      `GET ${CASE}`,
      (w) => w.backend.getCase(CASE_ID),
      { ...aCase(), actions: undefined },
    ],
    ['null for a case', `GET ${CASE}`, (w) => w.backend.getCase(CASE_ID), null],
    [
      'notes without text',
      `GET ${CASE}/notes`,
      (w) => w.backend.listNotes(CASE_ID),
      { items: [{ ...aNote(), text: null }], nextCursor: null },
    ],
    [
      'changes without a cursor',
      'GET /changes',
      (w) => w.backend.listChanges(null),
      { cases: [], notes: [], tombstones: [], hasMore: false },
    ],
    [
      'results without a title',
      'GET /search',
      (w) => w.backend.search({ text: 'x' }),
      { items: [{ id: '1' }], nextCursor: null, total: 1 },
    ],
  ];
  for (const [what, route, ask, body] of shapes) {
    it(`is ${what} a fault of the protocol?`, async () => {
      const wire = new Wire();
      wire.on(route, () => json(body));
      expect(await failureOf(ask(wire))).to.deep.equal({ kind: 'protocol' });
    });
  }

  it('do members come from a prototype that the answer names?', async () => {
    const wire = new Wire();
    const text = `{"__proto__":${JSON.stringify(aCase())}}`;
    wire.on(`GET ${CASE}`, () => new Response(text, { headers: { 'Content-Type': 'application/json' } }));
    expect(await failureOf(wire.backend.getCase(CASE_ID))).to.deep.equal({ kind: 'protocol' });
  });

  it('are members that nobody knows let through?', async () => {
    const wire = new Wire();
    wire.on(`GET ${CASE}`, () => json({ ...aCase(), invented: 1 }));
    expect((await wire.backend.getCase(CASE_ID)).id).to.equal(CASE_ID);
  });
});
