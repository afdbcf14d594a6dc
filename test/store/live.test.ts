import { expect } from '@open-wc/testing';
import { Cell } from '../../src/store/cell.js';
import { runLive } from '../../src/store/live.js';
import { recordsOf } from '../../src/store/records.js';
import { aCase, aNote, aSession, CASE_ID } from '../model/samples.js';
import { json, problem, Wire } from '../backend/wire.js';
import { quiet, until } from './set-up.js';

const changes = (patch: object = {}) =>
  json({ cases: [], notes: [], tombstones: [], next: 'c2', hasMore: false, ...patch });
let visibility: DocumentVisibilityState = 'visible';

const gone = (kind: string, id: string) => ({
  kind,
  id,
  caseId: CASE_ID,
  reason: 'hidden',
  at: '2026-01-01T00:00:00.000Z',
});

/** Live changes of one case on screen; events come when the test pushes them. */
function setUp(events = true) {
  const wire = new Wire();
  const cell = new Cell(wire.backend);
  const records = recordsOf(cell);
  const end = new AbortController();
  const counts = { resync: 0, lists: 0 };
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  cell.set({ session: aSession(), phase: 'ready' });
  records.upsertCase(aCase());
  records.setThread(CASE_ID, { status: 'ready', notes: [aNote()] });
  wire.on('GET /changes', ({ target }) => changes(target.includes('since') ? {} : { next: 'c1' }));
  wire.on('GET /events', ({ signal }) => {
    const body = new ReadableStream<Uint8Array>({ start: (c) => (controller = c) });
    signal.addEventListener('abort', () => controller?.error(new DOMException('', 'AbortError')));
    return new Response(body, { headers: { 'Content-Type': 'text/event-stream' } });
  });
  const running = runLive({
    cell,
    events,
    signal: end.signal,
    keeper: undefined,
    onBack: () => undefined,
    resync: async () => void counts.resync++,
    refreshLists: async () => void counts.lists++,
  });
  const change = () =>
    controller?.enqueue(new TextEncoder().encode(`event: change\ndata: {"cases":["${CASE_ID}"]}\n\n`));
  const stop = async () => {
    end.abort();
    await running;
  };
  return { wire, cell, counts, change, stop, running, end };
}

describe('live changes', () => {
  // Test pages that run side by side are not all on screen.
  before(() =>
    Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => visibility }),
  );
  after(() => Reflect.deleteProperty(document, 'visibilityState'));
  beforeEach(() => (visibility = 'visible'));

  it('is anything asked for while nobody looks, and at once when somebody does?', async () => {
    visibility = 'hidden';
    const { wire, cell, stop } = setUp();
    await quiet();
    expect(wire.asked).to.have.length(0);
    visibility = 'visible';
    document.dispatchEvent(new Event('visibilitychange'));
    await until(() => cell.state.live === 'live');
    await stop();
  });

  it('what is asked for first, and where do the events resume?', async () => {
    const { wire, cell, counts, stop } = setUp();
    await until(() => cell.state.live === 'live');
    expect([wire.asked.map(({ target }) => target), counts.resync]).to.deep.equal([
      ['/changes', '/events'],
      1,
    ]);
    expect(wire.asked[1]?.headers.get('Last-Event-ID')).to.equal('c1');
    await stop();
  });

  it('does an event bring what changed into the case, the thread and the lists?', async () => {
    const { wire, cell, counts, change, stop } = setUp();
    await until(() => cell.state.live === 'live');
    const note = aNote({ id: aNote().id.replace(/.$/, '9') });
    wire.on('GET /changes', () =>
      changes({ cases: [aCase({ subject: 'New', updatedAt: '2026-06-01T00:00:00.000Z' })], notes: [note] }),
    );
    change();
    await until(() => counts.lists === 1);
    expect(cell.state.cases.get(CASE_ID)?.snapshot?.subject).to.equal('New');
    expect(cell.state.threads.get(CASE_ID)?.notes).to.have.length(2);
    await stop();
  });

  it('do tombstones take every copy away?', async () => {
    const { wire, cell, counts, change, stop } = setUp();
    await until(() => cell.state.live === 'live');
    wire.on('GET /changes', () => changes({ tombstones: [gone('note', aNote().id)] }));
    change();
    await until(() => cell.state.threads.get(CASE_ID)?.notes.length === 0);
    wire.on('GET /changes', () => changes({ tombstones: [gone('case', CASE_ID)], next: 'c3' }));
    change();
    await until(() => counts.lists === 1);
    expect([cell.state.cases.get(CASE_ID), cell.state.threads.has(CASE_ID)]).to.deep.equal([
      { status: 'gone', snapshot: null, failure: null, asOf: null },
      false,
    ]);
    await stop();
  });

  for (const status of [410, 400]) {
    it(`is everything asked for again when the cursor answers ${status}?`, async () => {
      const { wire, cell, counts, change, stop } = setUp();
      await until(() => cell.state.live === 'live');
      wire.on('GET /changes', ({ target }) =>
        target.includes('since=c1') ? problem(status) : changes({ next: 'c9' }),
      );
      change();
      await until(() => counts.resync === 2);
      change();
      await until(() => wire.asked.at(-1)?.target === '/changes?since=c9');
      await stop();
    });

    it(`is a backend that answers ${status} to everything hammered?`, async () => {
      const { wire, stop } = setUp(false);
      wire.on('GET /changes', () => problem(status));
      await quiet();
      expect(wire.count('GET /changes')).to.equal(1);
      await stop();
    });
  }

  it('is a backend that promises more without moving on asked for ever?', async () => {
    const { wire, cell, change, stop } = setUp();
    await until(() => cell.state.live === 'live');
    wire.on('GET /changes', () => changes({ next: 'c1', hasMore: true }));
    change();
    await until(() => wire.count('GET /changes') === 2);
    await quiet();
    expect(wire.count('GET /changes')).to.equal(2);
    await stop();
  });

  it('are all pages of changes fetched?', async () => {
    const { wire, cell, change, stop } = setUp();
    await until(() => cell.state.live === 'live');
    wire.on('GET /changes', ({ target }) =>
      changes(target.endsWith('c1') ? { next: 'c2', hasMore: true } : { next: 'c3' }),
    );
    change();
    await until(() => wire.asked.at(-1)?.target === '/changes?since=c2');
    await stop();
  });

  it('does it poll where events cannot be had?', async () => {
    const { wire, cell, stop } = setUp(false);
    await until(() => cell.state.live === 'polling');
    expect(wire.count('GET /events')).to.equal(0);
    await stop();
  });

  it('does it go on asking when nobody is signed in any more?', async () => {
    const { wire, cell, running } = setUp();
    wire.on('GET /changes', () => problem(401));
    wire.on('GET /events', () => problem(401));
    await running;
    expect([cell.state.phase, cell.state.live]).to.deep.equal(['signed-out', 'off']);
  });

  it('does an answer that comes after the end change anything?', async () => {
    const { wire, cell, change, end } = setUp();
    await until(() => cell.state.live === 'live');
    const held = wire.hold('GET /changes');
    change();
    await until(() => held.length === 1);
    end.abort();
    held[0]?.answer(changes({ cases: [aCase({ subject: 'Late', updatedAt: '2026-06-01T00:00:00.000Z' })] }));
    await quiet();
    expect(cell.state.cases.get(CASE_ID)?.snapshot?.subject).to.equal('Card is blocked');
  });

  it('does an older word of others undo what was just written?', async () => {
    const { wire, cell, change, stop } = setUp();
    await until(() => cell.state.live === 'live');
    const held = wire.hold('GET /changes');
    change();
    await until(() => held.length === 1);
    recordsOf(cell).upsertCase(aCase({ subject: 'Written', updatedAt: '2026-06-02T00:00:00.000Z' }));
    held[0]?.answer(
      changes({ cases: [aCase({ subject: 'Before', updatedAt: '2026-06-01T00:00:00.000Z' })] }),
    );
    await quiet();
    expect(cell.state.cases.get(CASE_ID)?.snapshot?.subject).to.equal('Written');
    await stop();
  });
});
