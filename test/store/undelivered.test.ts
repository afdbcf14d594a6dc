import { expect } from '@open-wc/testing';
import { DEFAULT_QUERY } from '../../src/model/case.js';
import { MemoryStorage } from '../../src/offline/memory-storage.js';
import { StorageError, type Commit } from '../../src/offline/storage.js';
import { selectCase, selectThread } from '../../src/store/case-selectors.js';
import { selectOutbox } from '../../src/store/outbox-selectors.js';
import { selectList } from '../../src/store/selectors.js';
import { ADA, aCase, aNote, aSummary, CASE_ID, uuid } from '../model/samples.js';
import { json, problem } from '../backend/wire.js';
import {
  aDevice,
  closeAll,
  cut,
  eventually,
  page,
  quiet,
  receipt,
  setUp,
  setUpReady,
  until,
  type World,
} from './set-up.js';

const list = ({ store }: World, state: 'active' | 'closed' = 'active') =>
  selectList(store.get(), { ...DEFAULT_QUERY, state });

/** A page without a network whose person is known from before. */
async function offline(device: ReturnType<typeof aDevice>): Promise<World> {
  const world = setUp(ADA, device);
  cut(world);
  world.store.start();
  await until(() => world.store.get().phase === 'ready');
  return world;
}

/** A device on which Ada was signed in once. */
async function known(): Promise<ReturnType<typeof aDevice>> {
  const device = aDevice();
  const world = setUp(ADA, device);
  world.wire.on('GET /cases', () => page([]));
  world.store.start();
  world.store.watchList(DEFAULT_QUERY);
  world.store.watchList({ ...DEFAULT_QUERY, state: 'closed' });
  await eventually(async () => (await device.storage().ids(ADA.id, 'list')).length === 2);
  world.store.close();
  return device;
}

describe('a case that the backend does not have yet', () => {
  afterEach(closeAll);

  it('is it in the list, on top and without a number, and counted?', async () => {
    const world = await setUpReady();
    world.wire.on('GET /cases', () => page([aSummary()]));
    world.wire.on('POST /cases', () => problem(503));
    world.store.watchList(DEFAULT_QUERY);
    const { id } = world.store.createCase({ subject: 'Help' });
    await until(() => list(world).rows.length === 2);
    const [first] = list(world).rows;
    expect([first?.id, first?.number, first?.status, list(world).total]).to.deep.equal([id, '', 'new', 2]);
    expect(first?.mark?.operationId).to.equal(world.store.undelivered()[0]?.id);
  });

  it('is it in lists that it does not belong to?', async () => {
    const world = await setUpReady();
    world.wire.on('GET /cases', () => page([]));
    world.wire.on('POST /cases', () => problem(503));
    const queries = [
      { ...DEFAULT_QUERY, state: 'closed' },
      { ...DEFAULT_QUERY, text: 'loan' },
      { ...DEFAULT_QUERY, text: 'HÉLP' },
    ] as const;
    for (const query of queries) world.store.watchList(query);
    world.store.createCase({ subject: 'Help' });
    await until(() => world.store.get().operations.length === 1);
    expect(queries.map((query) => selectList(world.store.get(), query).rows.length)).to.deep.equal([0, 0, 1]);
  });

  it('does it open, take notes and changes, and close, before it was ever delivered?', async () => {
    const world = await offline(await known());
    for (const state of ['active', 'closed'] as const) world.store.watchList({ ...DEFAULT_QUERY, state });
    const { id } = world.store.createCase({ subject: 'Help', description: 'It is broken.' });
    world.store.watchCase(id);
    world.store.addNote(id, { text: 'More' });
    world.store.updateCase(id, { subject: 'Help me' });
    world.store.transition(id, { action: 'close' });
    await until(() => world.store.get().operations.length === 4);
    const { case: shown, status } = selectCase(world.store.get(), id);
    expect([status, shown?.subject, shown?.description, shown?.state]).to.deep.equal([
      'ready',
      'Help me',
      'It is broken.',
      'closed',
    ]);
    expect(selectThread(world.store.get(), id).notes.map(({ text }) => text)).to.deep.equal(['More']);
    expect([list(world).rows.length, list(world, 'closed').rows.length]).to.deep.equal([0, 1]);
    expect(world.store.undelivered().map(({ baseVersion }) => baseVersion)).to.deep.equal([
      null,
      null,
      null,
      null,
    ]);
  });

  it('is it known to whoever asks before the outbox was read?', async () => {
    const device = await known();
    const first = await offline(device);
    await first.store.createCase({ subject: 'Help' }).kept;
    first.store.close();
    const { store } = await offline(device);
    expect(store.undelivered()).to.deep.equal([]);
    expect((await store.loadUndelivered()).map(({ payload }) => payload.kind)).to.deep.equal(['createCase']);
  });

  it('does all of it survive, and go out once, in order, against what the backend made of it?', async () => {
    const device = await known();
    const first = await offline(device);
    const { id, kept } = first.store.createCase({ subject: 'Help' });
    first.store.addNote(id, { text: 'More' });
    const closing = first.store.transition(id, { action: 'close' });
    expect([await kept, await closing.kept]).to.deep.equal(['disk', 'disk']);
    first.store.close();
    const second = await offline(device);
    await until(() => second.store.get().operations.length === 3);
    expect(selectOutbox(second.store.get()).cases.map(({ caseTitle }) => caseTitle)).to.deep.equal(['Help']);
    second.store.close();
    const world = setUp(ADA, device);
    const own = aCase({ id, number: 'CAS-00007', version: '5' });
    world.wire.on('GET /cases', () => page([]));
    world.wire.on('POST /cases', (asked) => receipt(asked, id, { case: own }));
    world.wire.on(`POST /cases/${id}/notes`, (asked) => receipt(asked, id, { note: aNote({ caseId: id }) }));
    world.wire.on(`POST /cases/${id}/transitions`, (asked) =>
      receipt(asked, id, { case: { ...own, version: '6', status: 'closed', state: 'closed' } }),
    );
    world.store.start();
    await until(() => world.wire.count(`POST /cases/${id}/transitions`) === 1);
    await until(() => world.store.get().operations.length === 0);
    const writes = world.wire.asked.filter(({ method, target }) => method === 'POST' && target !== '/batch');
    expect(writes.map(({ target }) => target.replace(id, '…'))).to.deep.equal([
      '/cases',
      '/cases/…/notes',
      '/cases/…/transitions',
    ]);
    expect(writes[2]?.headers.get('If-Match')).to.equal('"5"');
  });

  it('is it shown without a gap when it arrives?', async () => {
    const world = await setUpReady();
    world.wire.on('GET /cases', () => page([]));
    const held = world.wire.hold('POST /cases');
    world.store.watchList(DEFAULT_QUERY);
    await until(() => list(world).status === 'ready');
    const { id: own, done } = world.store.createCase({ subject: 'Help' });
    world.store.watchCase(own);
    await until(() => held.length === 1);
    const lengths = new Set<number>();
    const statuses = new Set<string>();
    const lists = world.wire.hold('GET /cases');
    world.wire.on(`GET /cases/${own}`, () => json(aCase({ id: own })));
    world.wire.on(`GET /cases/${own}/notes`, () => json({ items: [], nextCursor: null }));
    world.store.subscribe(() => {
      lengths.add(list(world).rows.length);
      statuses.add(selectCase(world.store.get(), own).status);
      statuses.add(selectThread(world.store.get(), own).status);
    });
    const [one] = held;
    one?.answer(receipt(one.asked, own, { case: aCase({ id: own, contact: ADA }) }));
    await done;
    await until(() => lists.length > 0);
    expect([[...lengths], [...statuses]]).to.deep.equal([[1], ['ready']]);
  });
});

describe('what waits', () => {
  afterEach(closeAll);

  it('is it written anew under another key, for the same record?', async () => {
    const world = await setUpReady();
    world.wire.on('POST /cases', () => problem(422));
    const { id, operationId, settled, done } = world.store.createCase({ subject: 'Help' });
    expect((await settled).state).to.equal('refused');
    world.wire.on('POST /cases', (asked) => receipt(asked, id, { case: aCase({ id }) }));
    expect(
      await world.store.edit(operationId, { kind: 'createCase', draft: { id, subject: 'Help me' } }),
    ).to.equal(true);
    expect((await done).state).to.equal('delivered');
    const [one, other] = world.wire.asked.filter(({ method }) => method === 'POST');
    expect(other?.headers.get('Idempotency-Key')).not.to.equal(one?.headers.get('Idempotency-Key'));
    expect(JSON.parse(other?.body ?? '')).to.deep.include({ id, subject: 'Help me' });
  });

  it('is it written anew as another record, or when it may be stored already?', async () => {
    const world = await setUpReady();
    world.wire.on('POST /cases', () => problem(503));
    const { id, operationId, settled } = world.store.createCase({ subject: 'Help' });
    expect((await settled).state).to.equal('waiting');
    expect(
      await Promise.all([
        world.store.edit(operationId, { kind: 'createCase', draft: { id: uuid(9), subject: 'x' } }),
        world.store.edit(operationId, { kind: 'createCase', draft: { id, subject: 'x' } }),
        world.store.edit(uuid(9), { kind: 'deleteCase' }),
      ]),
    ).to.deep.equal([false, false, false]);
  });

  it('are the bytes of a file that waits at hand?', async () => {
    const world = await offline(await known());
    world.store.addNote(CASE_ID, { text: 'x', files: [new File(['abc'], 'a.txt', { type: 'text/plain' })] });
    await until(() => world.store.get().operations.length === 2);
    const [note, file] = world.store.undelivered();
    await eventually(async () => (await world.store.fileOf(file?.id ?? '')) !== undefined);
    const blob = await world.store.fileOf(file?.id ?? '');
    expect([await blob?.text(), blob?.type, await world.store.fileOf(note?.id ?? '')]).to.deep.equal([
      'abc',
      'text/plain',
      undefined,
    ]);
    const [own] = selectOutbox(world.store.get()).cases;
    expect([own?.entries.length, own?.entries[0]?.files.length]).to.deep.equal([1, 1]);
  });

  it('is anything said to be kept that storage did not take?', async () => {
    class Full extends MemoryStorage {
      override async commit(change: Commit) {
        if (change.add) throw new StorageError('full');
        return await super.commit(change);
      }
    }
    const world = setUp(ADA, aDevice(new Full()));
    world.store.start();
    await until(() => world.store.get().phase === 'ready');
    const { settled, done, kept } = world.store.createCase({ subject: 'Help' });
    let isKept = false;
    void kept.then(() => (isKept = true));
    expect([(await settled).state, (await done).state]).to.deep.equal(['not-kept', 'not-kept']);
    await quiet();
    expect([isKept, world.store.undelivered(), world.wire.count('POST /cases')]).to.deep.equal([
      false,
      [],
      0,
    ]);
  });

  it('does another tab see it, and see it delivered with the answer?', async () => {
    const device = await known();
    const [one, two] = [await offline(device), await offline(device)];
    two.store.watchList(DEFAULT_QUERY);
    const { id } = one.store.createCase({ subject: 'Help' });
    await until(() => list(two).rows.length === 1);
    for (const world of [one, two])
      world.wire.on('POST /cases', (asked) => receipt(asked, id, { case: aCase({ id, number: 'CAS-7' }) }));
    one.store.retry(one.store.undelivered()[0]?.id ?? '');
    await until(() => two.store.get().operations.length === 0 && one.store.get().operations.length === 0);
    await until(() => two.store.get().cases.get(id)?.snapshot?.number === 'CAS-7');
    expect(one.wire.count('POST /cases') + two.wire.count('POST /cases')).to.be.greaterThan(0);
  });
});
