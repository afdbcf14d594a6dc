import { expect } from '@open-wc/testing';
import { DEFAULT_QUERY } from '../../src/model/case.js';
import { MemoryStorage } from '../../src/offline/memory-storage.js';
import type { StorageHealth } from '../../src/offline/storage.js';
import { openStorage } from '../../src/offline/resilient-storage.js';
import { selectList } from '../../src/store/selectors.js';
import { ADA, aCase, aSession, aSummary, BEN, CASE_ID } from '../model/samples.js';
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
  until,
  type World,
} from './set-up.js';

type Device = ReturnType<typeof aDevice>;

const storageOf = (device: Device) => device.storage() as MemoryStorage;
const undelivered = async (device: Device) =>
  (await storageOf(device).holdings()).map((one) => [one.viewerId, one.undelivered]);

/** Ada's page with one case on screen and one write that waits. */
async function adas(device: Device): Promise<World> {
  const world = setUp(ADA, device);
  world.wire.on('GET /cases', () => page([aSummary()]));
  world.wire.on('POST /cases', () => problem(503));
  world.store.start();
  world.store.watchList(DEFAULT_QUERY);
  await until(() => world.store.get().phase === 'ready');
  await world.store.createCase({ subject: 'Only for Ada' }).kept;
  await eventually(async () => (await storageOf(device).ids(ADA.id, 'list')).length > 0);
  return world;
}

async function ben(device: Device): Promise<World> {
  const world = setUp(BEN, { ...device, userKey: 'ben' });
  world.wire.on('GET /cases', () => page([]));
  world.store.start();
  await until(() => world.store.get().phase === 'ready');
  await world.store.readDraft('x');
  return world;
}

describe('several people at one device', () => {
  afterEach(closeAll);

  for (const [others, left] of [
    ['seal', [0, 1]],
    ['keep', [1, 1]],
    ['wipe', [0, 0]],
  ] as const) {
    it(`does "${others}" leave the records, and what was not delivered, of whoever was here before?`, async () => {
      const device = aDevice();
      (await adas(device)).store.close();
      await ben({ ...device, ...{ others } });
      await eventually(async () => {
        const [ids, operations] = await Promise.all([
          storageOf(device).ids(ADA.id, 'list'),
          storageOf(device).operations(ADA.id),
        ]);
        return ids.length === left[0] && operations.length === left[1];
      });
    });
  }

  it('is what was sealed delivered when its person is back, and by nobody else?', async () => {
    const device = aDevice();
    (await adas(device)).store.close();
    const other = await ben(device);
    await quiet();
    expect([other.store.undelivered(), other.wire.count('POST /cases')]).to.deep.equal([[], 0]);
    other.store.close();
    const world = setUp(ADA, device);
    world.wire.on('GET /cases', () => page([]));
    world.wire.on('POST /cases', (asked) => receipt(asked, CASE_ID, { case: aCase() }));
    world.store.start();
    await until(() => world.wire.count('POST /cases') === 1 && world.store.undelivered().length === 0);
  });

  it('does a page of the first person let go when another signs in elsewhere?', async () => {
    const device = aDevice();
    const first = await adas(device);
    first.wire.on('GET /session', () => json(aSession(BEN)));
    first.wire.on('GET /cases', () => page([]));
    await ben(device);
    await until(() => first.store.get().session?.viewer.id === BEN.id);
    expect([first.store.undelivered(), JSON.stringify([...first.store.get().lists.values()])]).to.satisfy(
      ([waiting, lists]: [readonly unknown[], string]) => !waiting.length && !lists.includes(CASE_ID),
    );
  });
});

describe('signing out', () => {
  afterEach(closeAll);

  it('does "keep" leave what was not delivered, and nothing else?', async () => {
    const device = aDevice();
    const world = await adas(device);
    await world.store.keepDraft('note', 'half a', 0);
    await world.store.signOut('keep');
    expect([
      world.store.get().phase,
      world.store.get().operations,
      world.store.get().lists.size,
    ]).to.deep.equal(['signed-out', [], 0]);
    expect(await undelivered(device)).to.deep.equal([[ADA.id, 1]]);
    expect(await storageOf(device).ids(ADA.id, 'list')).to.deep.equal([]);
    expect((await storageOf(device).read(ADA.id, 'draft', 'note'))?.value).to.equal('half a');
  });

  it('does "discard" leave anything?', async () => {
    const device = aDevice();
    const world = await adas(device);
    await world.store.keepDraft('note', 'half a', 0);
    await world.store.signOut('discard');
    expect(await undelivered(device)).to.deep.equal([]);
  });

  it('do other tabs follow, and is anything shown on the next page?', async () => {
    const device = aDevice();
    const [one, two] = [await adas(device), await adas(device)];
    await one.store.signOut('keep');
    await until(() => two.store.get().phase === 'signed-out');
    expect([two.store.get().session, two.store.get().operations]).to.deep.equal([null, []]);
    const next = setUp(ADA, device);
    cut(next);
    next.store.start();
    await until(() => next.store.get().phase === 'failed');
  });

  it('is anything that is under way kept after it?', async () => {
    const device = aDevice();
    const world = await adas(device);
    const held = world.wire.hold('GET /cases');
    void world.store.refreshList(DEFAULT_QUERY);
    await until(() => held.length === 1);
    await world.store.signOut('keep');
    held[0]?.answer(page([aSummary()]));
    await quiet();
    await new Promise<void>((resolve) => requestIdleCallback(() => resolve()));
    expect(await storageOf(device).ids(ADA.id, 'list')).to.deep.equal([]);
  });

  it('does an expired sign-in keep what waits, and let it go after the next one?', async () => {
    const device = aDevice();
    const world = await adas(device);
    world.wire.on('POST /cases', () => problem(401));
    world.store.retry(world.store.undelivered()[0]?.id ?? '');
    await until(() => world.store.get().phase === 'signed-out');
    expect(world.store.undelivered().map(({ state }) => state)).to.deep.equal(['held']);
    expect(await world.store.keepDraft('note', 'half a', 0)).to.equal(1);
    world.wire.on('POST /cases', (asked) => receipt(asked, CASE_ID, { case: aCase() }));
    await world.store.reconnect();
    await until(() => world.store.undelivered().length === 0);
    expect((await world.store.readDraft('note'))?.value).to.equal('half a');
  });

  it('is somebody else asked for when the backend knows somebody else?', async () => {
    const device = aDevice();
    const world = await adas(device);
    world.wire.on('GET /session', () => json(aSession(BEN)));
    world.wire.on('GET /cases', () => page([]));
    world.wire.on('POST /cases', () => problem(403, 'urn:casement:problem:viewer-mismatch'));
    world.store.retry(world.store.undelivered()[0]?.id ?? '');
    await until(() => world.store.get().session?.viewer.id === BEN.id);
    expect((await storageOf(device).operations(ADA.id)).map(({ state }) => state)).to.deep.equal(['held']);
  });
});

describe('drafts', () => {
  afterEach(closeAll);

  it('is a draft there after a reload, and not for another person?', async () => {
    const device = aDevice();
    const first = await adas(device);
    expect(await first.store.keepDraft('form', { subject: 'Hel' }, 0)).to.equal(1);
    first.store.close();
    const other = await ben(device);
    expect(await other.store.readDraft('form')).to.equal(undefined);
    other.store.close();
    const again = setUp(ADA, device);
    cut(again);
    again.store.start();
    // Wiped with what was delivered of her: she has to sign in.
    await until(() => again.store.get().phase === 'failed');
    again.wire.on('GET /session', () => json(aSession()));
    await again.store.reconnect();
    expect((await again.store.readDraft('form'))?.value).to.deep.equal({ subject: 'Hel' });
  });

  it('does an older draft of another tab replace a newer one, and is the other tab told?', async () => {
    const device = aDevice();
    const [one, two] = [await adas(device), await adas(device)];
    let told = 0;
    await two.store.readDraft('form');
    const end = two.store.onDraft('form', () => told++);
    expect(await one.store.keepDraft('form', 'newer', 0)).to.equal(1);
    await until(() => told === 1);
    expect(await two.store.keepDraft('form', 'older', 0)).to.equal(null);
    expect((await two.store.readDraft('form'))?.value).to.equal('newer');
    end();
    await one.store.keepDraft('form', 'newest', 1);
    await quiet();
    expect(told).to.equal(1);
  });

  it('are drafts kept where nothing outlives the page?', async () => {
    const world = setUp();
    world.store.start();
    expect([
      await world.store.keepDraft('form', 'x', 0),
      (await world.store.readDraft('form'))?.value,
    ]).to.deep.equal([1, 'x']);
  });
});

describe('the health of storage', () => {
  afterEach(closeAll);

  it('is it in the state, and every change of it?', async () => {
    class Failing extends MemoryStorage {
      tell: () => void = () => undefined;
      override health: StorageHealth = { kept: 'disk', fault: null, lost: 2 };
      override onHealth(listener?: () => void) {
        this.tell = listener ?? this.tell;
        return () => undefined;
      }
    }
    const storage = new Failing();
    const world = setUp(ADA, aDevice(storage));
    world.store.start();
    await until(() => world.store.get().storage.lost === 2);
    storage.health = { kept: 'memory', fault: 'full', lost: 2 };
    storage.tell();
    expect(world.store.get().storage).to.deep.equal(storage.health);
  });

  it('is there a fault where none was asked for?', async () => {
    const world = setUp();
    world.store.start();
    await world.store.readDraft('x');
    expect(world.store.get().storage).to.deep.equal({ kept: 'memory', fault: null, lost: 0 });
  });
});

describe('on the disk', () => {
  afterEach(closeAll);

  it('do the list, what waits and a draft survive in IndexedDB, and go with the person?', async () => {
    const { name } = aDevice();
    const device = { name, userKey: 'ada', storage: (database: string) => openStorage(database) };
    const list = ({ store }: World) => selectList(store.get(), DEFAULT_QUERY);
    const first = setUp(ADA, device);
    first.wire.on('GET /cases', () => page([aSummary()]));
    first.wire.on('POST /cases', () => problem(503));
    first.store.start();
    first.store.watchList(DEFAULT_QUERY);
    await until(() => list(first).rows.length === 1);
    expect(await first.store.createCase({ subject: 'Help' }).kept).to.equal('disk');
    expect(await first.store.keepDraft('form', { subject: 'Hel' }, 0)).to.equal(1);
    // What is kept of the list is written when the page has nothing better to do.
    const look = openStorage(name);
    await eventually(async () => (await look.ids(ADA.id, 'list')).length === 1);
    first.store.close();
    const second = setUp(ADA, device);
    cut(second);
    second.store.start();
    second.store.watchList(DEFAULT_QUERY);
    await until(() => list(second).rows.length === 2);
    expect(list(second).rows.map(({ subject }) => subject)).to.deep.equal(['Help', aSummary().subject]);
    expect((await second.store.readDraft('form'))?.value).to.deep.equal({ subject: 'Hel' });
    expect(second.store.get().storage).to.deep.equal({ kept: 'disk', fault: null, lost: 0 });
    await second.store.signOut('discard');
    expect(await look.holdings()).to.deep.equal([]);
    look.close();
    indexedDB.deleteDatabase(name);
  });
});
