import { expect } from '@open-wc/testing';
import { DEFAULT_QUERY } from '../../src/model/case.js';
import { selectCase, selectThread } from '../../src/store/case-selectors.js';
import { aCase, aFile, aNote, aSummary, CASE_ID, uuid } from '../model/samples.js';
import { json, problem, type Asked } from '../backend/wire.js';
import { closeAll, page, quiet, receipt, setUpReady, until, type World } from './set-up.js';

const CASE = `/cases/${CASE_ID}`;
const view = ({ store }: World) => selectCase(store.get(), CASE_ID).case;
const thread = ({ store }: World) => selectThread(store.get(), CASE_ID).notes;

async function opened(): Promise<World> {
  const world = await setUpReady();
  world.wire.on('GET /cases', () => page([aSummary({ noteCount: 1, unreadCount: 1 })]));
  world.wire.on(`GET ${CASE}`, () => json(aCase({ noteCount: 1, unreadCount: 1 })));
  world.wire.on(`GET ${CASE}/notes`, () => json({ items: [aNote()], nextCursor: null }));
  world.store.watchList(DEFAULT_QUERY);
  world.store.watchCase(CASE_ID);
  await until(() => world.store.get().threads.get(CASE_ID)?.status === 'ready' && view(world) !== null);
  return world;
}

const noted = (asked: Asked) => {
  const { id, text } = JSON.parse(asked.body) as { id: string; text: string };
  return receipt(asked, id, { note: aNote({ id, text, own: true, createdAt: '2026-03-01T00:00:00.000Z' }) });
};

describe('writes', () => {
  afterEach(closeAll);

  it('does a note show at once, then as it was stored, and is it counted once?', async () => {
    const world = await opened();
    const held = world.wire.hold(`POST ${CASE}/notes`);
    const { settled, id } = world.store.addNote(CASE_ID, { text: 'Any news?' });
    await until(() => held.length === 1);
    expect(thread(world).map((note) => note.mark?.state)).to.deep.equal([undefined, 'sending']);
    expect(view(world)?.noteCount).to.equal(2);
    const [one] = held;
    if (one) one.answer(noted(one.asked));
    expect(await settled).to.deep.include({ state: 'delivered' });
    expect(thread(world).map((note) => [note.id, note.mark])).to.deep.equal([
      [aNote().id, null],
      [id, null],
    ]);
    expect(view(world)?.noteCount).to.equal(2);
  });

  it('is a note counted twice when the event is faster than the answer?', async () => {
    const world = await opened();
    const held = world.wire.hold(`POST ${CASE}/notes`);
    const { done, id } = world.store.addNote(CASE_ID, { text: 'Any news?' });
    await until(() => held.length === 1);
    const stored = aNote({ id, createdAt: '2026-03-01T00:00:00.000Z' });
    world.wire.on(`GET ${CASE}`, () => json(aCase({ noteCount: 2 })));
    world.wire.on(`GET ${CASE}/notes`, () => json({ items: [stored, aNote()], nextCursor: null }));
    await world.store.refreshCase(CASE_ID);
    const [one] = held;
    if (one) one.answer(noted(one.asked));
    await done;
    expect([view(world)?.noteCount, thread(world).length]).to.deep.equal([2, 2]);
  });

  it('does every change carry the version that the customer saw, and the next one the version that came of it?', async () => {
    const world = await opened();
    let version = 1;
    for (const route of [`PATCH ${CASE}`, `POST ${CASE}/transitions`]) {
      world.wire.on(route, (asked) =>
        receipt(asked, CASE_ID, {
          case: aCase({ version: `${++version}`, updatedAt: `2026-04-0${version}T00:00:00.000Z` }),
        }),
      );
    }
    world.store.updateCase(CASE_ID, { subject: 'A' });
    await world.store.transition(CASE_ID, { action: 'close' }).done;
    await world.store.transition(CASE_ID, { action: 'reopen' }).done;
    const matches = world.wire.asked
      .filter(({ method }) => method !== 'GET')
      .map(({ headers }) => headers.get('If-Match'));
    expect(matches).to.deep.equal(['"1"', '"2"', '"3"']);
  });

  it('is the list asked for again when a case was filed?', async () => {
    const world = await opened();
    world.wire.on('POST /cases', (asked) =>
      receipt(asked, uuid(101), { case: aCase({ id: uuid(101), number: 'CAS-9' }) }),
    );
    const before = world.wire.count('GET /cases');
    const outcome = await world.store.createCase({ subject: 'Help' }).done;
    await until(() => world.wire.count('GET /cases') === before + 1);
    expect(outcome.state === 'delivered' && outcome.case?.number).to.equal('CAS-9');
  });

  it('do files follow their note, under keys of their own, and show in it?', async () => {
    const world = await opened();
    const held = world.wire.hold(`POST ${CASE}/notes`);
    const files = [new File(['abc'], 'a.txt', { type: 'text/plain' }), new File(['de'], 'b.bin')];
    const { done, id } = world.store.addNote(CASE_ID, { text: 'See files', files });
    await until(() => held.length === 1);
    for (const { payload } of world.store.get().operations) {
      if (payload.kind !== 'putAttachment') continue;
      const { attachment } = payload;
      world.wire.on(`PUT ${CASE}/attachments/${attachment.id}`, (asked) =>
        receipt(asked, attachment.id, { attachment: aFile({ ...attachment }) }),
      );
    }
    const [one] = held;
    one?.answer(noted(one.asked));
    await done;
    await until(() => world.store.get().operations.length === 0);
    expect(
      thread(world)
        .find((note) => note.id === id)
        ?.attachments.map(({ name }) => name),
    ).to.have.members(['a.txt', 'b.bin']);
    const writes = world.wire.asked.filter(({ method }) => method !== 'GET');
    expect(new Set(writes.map(({ headers }) => headers.get('Idempotency-Key'))).size).to.equal(3);
    expect(
      writes
        .map(({ body }) => body)
        .slice(1)
        .sort(),
    ).to.deep.equal(['abc', 'de']);
  });

  it('does a refused write stay with its words, and can it be given up?', async () => {
    const world = await opened();
    world.wire.on(`POST ${CASE}/notes`, () =>
      problem(422, 'urn:casement:problem:validation', { detail: 'Too long.' }),
    );
    const { settled, done, operationId } = world.store.addNote(CASE_ID, { text: 'x' });
    const outcome = await settled;
    expect(outcome.state === 'refused' && outcome.failure.detail).to.equal('Too long.');
    expect(thread(world).at(-1)?.mark?.failure?.detail).to.equal('Too long.');
    world.store.discard(operationId);
    expect(await done).to.deep.equal({ state: 'discarded' });
    expect(thread(world)).to.have.length(1);
  });

  it('is what did not arrive tried again when the network is back, under the same key?', async () => {
    const world = await opened();
    world.wire.on(`POST ${CASE}/notes`, () => problem(503, 'about:blank'));
    const { settled, done } = world.store.addNote(CASE_ID, { text: 'x' });
    expect((await settled).state).to.equal('waiting');
    world.wire.on(`POST ${CASE}/notes`, noted);
    globalThis.dispatchEvent(new Event('online'));
    expect((await done).state).to.equal('delivered');
    const keys = world.wire.asked
      .filter(({ method }) => method === 'POST')
      .map(({ headers }) => headers.get('Idempotency-Key'));
    expect(new Set(keys).size).to.equal(1);
  });

  it('is a case marked read up to its newest note, and once, whatever the backend counts?', async () => {
    const world = await opened();
    world.wire.on(`PUT ${CASE}/read-mark`, (asked) => receipt(asked, CASE_ID, { unreadCount: 1 }));
    for (let i = 0; i < 5; i++) {
      world.store.markRead(CASE_ID);
      await quiet();
    }
    const marks = world.wire.asked.filter(({ method }) => method === 'PUT').map(({ body }) => body);
    expect(marks).to.deep.equal([JSON.stringify({ readUntil: aNote().createdAt })]);
  });

  it('does a mark of reading reach the lists, and leave the rest of the row alone?', async () => {
    const world = await opened();
    world.wire.on('GET /cases', () =>
      page([aSummary({ subject: 'Newer', unreadCount: 1, updatedAt: '2026-05-01T00:00:00.000Z' })]),
    );
    await world.store.refreshList(DEFAULT_QUERY);
    world.wire.on(`PUT ${CASE}/read-mark`, (asked) => receipt(asked, CASE_ID, { unreadCount: 0 }));
    world.store.markRead(CASE_ID);
    await until(() => view(world)?.unreadCount === 0 && world.store.get().operations.length === 0);
    expect([...world.store.get().lists.values()][0]?.items[0]).to.include({
      subject: 'Newer',
      unreadCount: 0,
    });
  });

  it('does a listener that throws keep others from hearing, or the write from going out?', async () => {
    const world = await opened();
    world.wire.on(`POST ${CASE}/notes`, noted);
    const { queueMicrotask: real } = globalThis;
    const thrown: unknown[] = [];
    globalThis.queueMicrotask = (run) =>
      real(() => {
        try {
          run();
        } catch (fault) {
          thrown.push(fault);
        }
      });
    let heard = 0;
    const ends = [
      world.store.subscribe(() => {
        throw new Error('mine');
      }),
      world.store.subscribe(() => heard++),
    ];
    const outcome = await world.store.addNote(CASE_ID, { text: 'x' }).done;
    for (const end of ends) end();
    await quiet();
    globalThis.queueMicrotask = real;
    expect([outcome.state, heard > 0, thrown.length > 0]).to.deep.equal(['delivered', true, true]);
  });
});
