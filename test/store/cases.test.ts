import { expect } from '@open-wc/testing';
import { selectCase, selectThread } from '../../src/store/case-selectors.js';
import { DEFAULT_QUERY } from '../../src/model/case.js';
import type { Note } from '../../src/model/note.js';
import { aCase, aNote, aSummary, CASE_ID, uuid } from '../model/samples.js';
import { json, problem } from '../backend/wire.js';
import { closeAll, page, quiet, receipt, setUpReady, until, type World } from './set-up.js';

const CASE = `/cases/${CASE_ID}`;
const view = ({ store }: World) => selectCase(store.get(), CASE_ID);
const thread = ({ store }: World) => selectThread(store.get(), CASE_ID);
const moment = (day: number) => `2026-02-${String(day).padStart(2, '0')}T00:00:00.000Z`;
const note = (number: number, patch: Partial<Note> = {}) =>
  aNote({ id: uuid(number), createdAt: moment(number), ...patch });
const notes = (items: readonly Note[], nextCursor: string | null = null) => json({ items, nextCursor });
const shown = (world: World) => thread(world).notes.map(({ id }) => Number(id.slice(-12)));

/** A case on screen, its notes newest first. */
async function opened(
  items: readonly Note[] = [note(3), note(2)],
  nextCursor: string | null = null,
): Promise<World> {
  const world = await setUpReady();
  world.wire.on(`GET ${CASE}`, () => json(aCase({ unreadCount: 2, noteCount: 2 })));
  world.wire.on(`GET ${CASE}/notes`, () => notes(items, nextCursor));
  world.store.watchCase(CASE_ID);
  await until(() => view(world).status === 'ready' && thread(world).status === 'ready');
  return world;
}

describe('cases', () => {
  afterEach(closeAll);

  it('is a case that is not found gone, and out of the lists?', async () => {
    const world = await opened();
    world.wire.on('GET /cases', () => page([aSummary()]));
    await world.store.refreshList(DEFAULT_QUERY);
    world.wire.on(`GET ${CASE}`, () => problem(404));
    world.wire.on(`GET ${CASE}/notes`, () => problem(404));
    await world.store.refreshCase(CASE_ID);
    expect([view(world).status, view(world).case, shown(world)]).to.deep.equal(['gone', null, []]);
    expect([...world.store.get().lists.values()][0]).to.deep.include({ items: [], total: 0 });
  });

  it('does a failure keep what is shown?', async () => {
    const world = await opened();
    world.wire.on(`GET ${CASE}`, () => problem(503));
    world.wire.on(`GET ${CASE}/notes`, () => problem(503));
    await world.store.refreshCase(CASE_ID);
    expect([view(world).status, view(world).failure?.kind, shown(world)]).to.deep.equal([
      'ready',
      'unavailable',
      [2, 3],
    ]);
  });

  it('does an older answer replace a newer one?', async () => {
    const world = await opened();
    const held = world.wire.hold(`GET ${CASE}`);
    void world.store.refreshCase(CASE_ID);
    void world.store.refreshCase(CASE_ID);
    await until(() => held.length === 2);
    held[1]?.answer(json(aCase({ subject: 'New', updatedAt: moment(9) })));
    await quiet();
    held[0]?.answer(json(aCase({ subject: 'Old', updatedAt: moment(8) })));
    await quiet();
    expect(view(world).case?.subject).to.equal('New');
  });

  it('does an answer that was asked for before a write undo it?', async () => {
    const world = await opened();
    const cases = world.wire.hold(`GET ${CASE}`);
    const lists = world.wire.hold('GET /cases');
    void world.store.refreshCase(CASE_ID);
    void world.store.refreshList(DEFAULT_QUERY);
    await until(() => cases.length + lists.length === 2);
    const written = aCase({ version: '2', subject: 'Written', updatedAt: moment(9) });
    world.wire.on(`PATCH ${CASE}`, (asked) => receipt(asked, CASE_ID, { case: written }));
    await world.store.updateCase(CASE_ID, { subject: 'Written' }).done;
    cases[0]?.answer(json(aCase()));
    lists[0]?.answer(page([aSummary()]));
    await until(() => [...world.store.get().lists.values()][0]?.status === 'ready');
    expect([view(world).case?.subject, view(world).case?.version]).to.deep.equal(['Written', '2']);
    expect([...world.store.get().lists.values()][0]?.items[0]?.subject).to.equal('Written');
  });

  it('does a page of notes that was asked for before a note was sent lose that note?', async () => {
    const world = await opened();
    const held = world.wire.hold(`GET ${CASE}/notes`);
    void world.store.refreshCase(CASE_ID);
    await until(() => held.length === 1);
    const sent = note(9);
    world.wire.on(`POST ${CASE}/notes`, (asked) => receipt(asked, sent.id, { note: sent }));
    await world.store.addNote(CASE_ID, { text: sent.text }).done;
    world.wire.on(`GET ${CASE}/notes`, () => notes([sent, note(3), note(2)]));
    held[0]?.answer(notes([note(3), note(2)]));
    await quiet();
    expect(shown(world)).to.deep.equal([2, 3, 9]);
  });

  it('are older notes loaded in front, and kept at the next refresh?', async () => {
    const world = await opened([note(9), note(8)], 'c1');
    world.wire.on(`GET ${CASE}/notes`, ({ target }) =>
      target.includes('cursor=c1')
        ? notes([note(8), note(7), note(6)], 'c2')
        : notes([note(9), note(8)], 'c1'),
    );
    await world.store.loadOlderNotes(CASE_ID);
    expect([shown(world), thread(world).hasOlder]).to.deep.equal([[6, 7, 8, 9], true]);
    await world.store.refreshCase(CASE_ID);
    expect(shown(world)).to.deep.equal([6, 7, 8, 9]);
    await world.store.loadOlderNotes(CASE_ID);
    expect(world.wire.asked.at(-1)?.target).to.contain('cursor=c2');
  });

  it('is a note of the very moment at which the page ends kept?', async () => {
    const twin = note(7, { createdAt: moment(8) });
    const world = await opened([note(9), note(8)], 'c1');
    world.wire.on(`GET ${CASE}/notes`, ({ target }) =>
      target.includes('cursor=c1') ? notes([twin], 'c2') : notes([note(9), note(8)], 'c1'),
    );
    await world.store.loadOlderNotes(CASE_ID);
    await world.store.refreshCase(CASE_ID);
    expect(shown(world)).to.deep.equal([7, 8, 9]);
  });

  it('does a note that was removed elsewhere go at the next refresh?', async () => {
    const world = await opened([note(9), note(8)]);
    world.wire.on(`GET ${CASE}/notes`, () => notes([note(9)]));
    await world.store.refreshCase(CASE_ID);
    expect(shown(world)).to.deep.equal([9]);
  });

  it('does a failure to load older notes keep the thread, and let it be tried again?', async () => {
    const world = await opened([note(9)], 'c1');
    world.wire.on(`GET ${CASE}/notes`, () => problem(500));
    await world.store.loadOlderNotes(CASE_ID);
    expect(thread(world)).to.deep.include({ status: 'ready', hasOlder: true, loadingOlder: false });
  });

  it('does a watcher that ends twice keep the case awake, or put another to sleep?', async () => {
    const world = await opened();
    const before = world.wire.count(`GET ${CASE}`);
    const end = world.store.watchCase(CASE_ID);
    end();
    end();
    end();
    await world.store.reconnect();
    expect(world.wire.count(`GET ${CASE}`)).to.equal(before + 1);
  });

  it('does every case that was ever opened stay in memory?', async () => {
    const world = await setUpReady();
    for (let number = 0; number < 60; number++) {
      const id = uuid(500 + number);
      world.wire.on(`GET /cases/${id}`, () => json(aCase({ id })));
      world.wire.on(`GET /cases/${id}/notes`, () => notes([]));
      const leave = world.store.watchCase(id);
      await until(() => world.store.get().threads.get(id)?.status === 'ready');
      leave();
    }
    expect(world.store.get().cases.size).to.be.at.most(21);
    expect(world.store.get().threads.size).to.be.at.most(21);
  });
});
