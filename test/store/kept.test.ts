import { expect } from '@open-wc/testing';
import type { Article } from '../../src/model/article.js';
import { DEFAULT_QUERY } from '../../src/model/case.js';
import { selectCase, selectThread } from '../../src/store/case-selectors.js';
import { selectList } from '../../src/store/selectors.js';
import { ADA, aCase, aNote, aSession, aSummary, BEN, CASE_ID, uuid } from '../model/samples.js';
import { json, problem } from '../backend/wire.js';
import { aDevice, closeAll, cut, eventually, page, quiet, setUp, until, type World } from './set-up.js';

const CASE = `/cases/${CASE_ID}`;
const list = ({ store }: World) => selectList(store.get(), DEFAULT_QUERY);
const view = ({ store }: World) => selectCase(store.get(), CASE_ID);
const thread = ({ store }: World) => selectThread(store.get(), CASE_ID);

const anArticle: Article = {
  id: uuid(7),
  source: 'article',
  sourceLabel: 'Knowledge base',
  title: 'Blocked cards',
  html: null,
  text: 'Call us.',
  category: null,
  updatedAt: '2026-01-01T10:00:00.000Z',
  url: null,
};

/** The answers of a backend with one case. */
function serve(world: World): World {
  world.wire.on('GET /cases', () => page([aSummary()]));
  world.wire.on(`GET ${CASE}`, () => json(aCase()));
  world.wire.on(`GET ${CASE}/notes`, () => json({ items: [aNote()], nextCursor: null }));
  return world;
}

/** A page that has read its list and one case, with everything kept; then it is closed. */
async function read(device: ReturnType<typeof aDevice>): Promise<void> {
  const world = serve(setUp(ADA, device));
  const storage = device.storage();
  world.store.start();
  world.store.watchList(DEFAULT_QUERY);
  world.store.watchCase(CASE_ID);
  await until(() => list(world).status === 'ready' && thread(world).status === 'ready');
  for (const kind of ['list', 'case', 'thread'] as const) {
    await eventually(async () => (await storage.ids(ADA.id, kind)).length > 0);
  }
  world.store.close();
}

/** The next page on that device, its requests on the way for ever. */
function reopen(device: ReturnType<typeof aDevice>): World {
  const world = setUp(ADA, device);
  for (const route of ['GET /session', 'GET /cases', `GET ${CASE}`, `GET ${CASE}/notes`])
    world.wire.hold(route);
  world.store.start();
  return world;
}

describe('what is kept', () => {
  afterEach(closeAll);

  it('is a list there before any answer, with its age, where the host names the person?', async () => {
    const device = aDevice();
    await read(device);
    const world = reopen(device);
    world.store.watchList(DEFAULT_QUERY);
    await until(() => list(world).status === 'ready');
    expect(list(world).rows.map(({ id }) => id)).to.deep.equal([CASE_ID]);
    expect([typeof list(world).asOf, world.store.get().session?.viewer.id]).to.deep.equal(['string', ADA.id]);
  });

  it('is the age gone with the answer?', async () => {
    const device = aDevice();
    await read(device);
    const world = serve(setUp(ADA, device));
    const [held] = [world.wire.hold('GET /cases')];
    world.store.start();
    world.store.watchList(DEFAULT_QUERY);
    await until(() => list(world).status === 'ready' && held.length > 0);
    held[0]?.answer(page([aSummary({ subject: 'New' })]));
    await until(() => list(world).asOf === null);
    expect(list(world).rows.map(({ subject }) => subject)).to.deep.equal(['New']);
  });

  it('do a case and its notes open without a backend?', async () => {
    const device = aDevice();
    await read(device);
    const world = setUp(ADA, device);
    cut(world);
    world.store.start();
    world.store.watchCase(CASE_ID);
    await until(() => view(world).status === 'ready' && thread(world).status === 'ready');
    expect([view(world).case?.description, thread(world).notes[0]?.text]).to.deep.equal([
      aCase().description,
      aNote().text,
    ]);
    await until(() => !world.store.get().reachable);
  });

  it('is anything shown before the backend says who this is, where the host does not?', async () => {
    const device = aDevice();
    await read(device);
    const world = reopen({ ...device, userKey: null });
    world.store.watchList(DEFAULT_QUERY);
    await quiet();
    expect([list(world).status, world.store.get().session]).to.deep.equal(['loading', null]);
  });

  it('is the last person shown when there is no backend to say who this is?', async () => {
    const device = { ...aDevice(), userKey: null };
    await read(device);
    const world = setUp(ADA, device);
    cut(world);
    world.store.start();
    world.store.watchList(DEFAULT_QUERY);
    await until(() => list(world).status === 'ready');
    expect([world.store.get().phase, list(world).rows.length]).to.deep.equal(['ready', 1]);
  });

  it('is anything shown to whom the backend does not let in?', async () => {
    const device = aDevice();
    await read(device);
    const world = setUp(ADA, device);
    for (const route of ['GET /session', 'GET /cases']) world.wire.on(route, () => problem(401));
    world.store.start();
    world.store.watchList(DEFAULT_QUERY);
    await until(() => world.store.get().phase === 'signed-out');
    await quiet();
    expect([world.store.get().session, list(world).rows]).to.deep.equal([null, []]);
  });

  it('is anything shown any longer when a later answer says that nobody is signed in?', async () => {
    const device = aDevice();
    await read(device);
    const world = setUp(ADA, device);
    world.wire.hold('GET /session');
    const held = world.wire.hold('GET /cases');
    world.store.start();
    world.store.watchList(DEFAULT_QUERY);
    await until(() => list(world).rows.length === 1 && held.length > 0);
    held[0]?.answer(problem(401));
    await until(() => world.store.get().phase === 'signed-out');
    await quiet();
    expect([world.store.get().session, list(world).rows]).to.deep.equal([null, []]);
  });

  it('is what is on screen asked for again when the backend is back?', async () => {
    const device = aDevice();
    await read(device);
    const world = setUp(ADA, device);
    cut(world);
    world.store.start();
    world.store.watchList(DEFAULT_QUERY);
    await until(() => list(world).rows.length === 1 && !world.store.get().reachable);
    serve(world);
    world.wire.on('GET /session', () => json(aSession()));
    globalThis.dispatchEvent(new Event('online'));
    await until(() => list(world).asOf === null);
    expect(world.store.get().reachable).to.equal(true);
  });

  it('is a copy shown to another person whom the host names?', async () => {
    const device = aDevice();
    await read(device);
    const world = setUp(BEN, { ...device, userKey: 'ben' });
    cut(world);
    world.store.start();
    world.store.watchList(DEFAULT_QUERY);
    await until(() => world.store.get().phase === 'failed');
    expect(list(world).rows).to.deep.equal([]);
  });

  it('does an article that was read open again without a backend?', async () => {
    const device = aDevice();
    const first = setUp(ADA, device);
    first.wire.on(`GET /articles/${uuid(7)}`, () => json(anArticle));
    first.store.start();
    await until(() => first.store.get().phase === 'ready');
    await first.store.readDraft('x');
    await first.store.getArticle(uuid(7));
    let ids: readonly string[] = [];
    await until(() => {
      void device
        .storage()
        .ids(ADA.id, 'article')
        .then((found) => (ids = found));
      return ids.length > 0;
    });
    const world = setUp(ADA, device);
    cut(world);
    world.store.start();
    await until(() => world.store.get().phase === 'ready');
    expect((await world.store.getArticle(uuid(7))).id).to.equal(uuid(7));
  });

  it('does a file that was opened open again, in its type, without being asked for?', async () => {
    const device = aDevice();
    const file = { id: uuid(300), caseId: CASE_ID };
    const content = `GET ${CASE}/attachments/${file.id}/content`;
    const first = setUp(ADA, device);
    first.wire.on(content, () => new Response('abc', { headers: { 'Content-Type': 'text/plain' } }));
    first.store.start();
    await until(() => first.store.get().phase === 'ready');
    await first.store.readDraft('x');
    await first.store.getAttachment(file);
    let ids: readonly string[] = [];
    await until(() => {
      void device
        .storage()
        .ids(ADA.id, 'file')
        .then((found) => (ids = found));
      return ids.length > 0;
    });
    const blob = await first.store.getAttachment(file);
    expect([await blob.text(), blob.type, first.wire.count(content)]).to.deep.equal(['abc', 'text/plain', 1]);
  });

  it('does a case that is gone leave the device?', async () => {
    const device = aDevice();
    await read(device);
    const world = serve(setUp(ADA, device));
    world.wire.on(`GET ${CASE}`, () => problem(404));
    world.wire.on('GET /cases', () => page([]));
    world.store.start();
    world.store.watchCase(CASE_ID);
    await until(() => view(world).status === 'gone');
    await eventually(async () => !(await device.storage().read(ADA.id, 'case', CASE_ID)));
  });
});

describe('rows of all cases', () => {
  afterEach(closeAll);

  const rows = Array.from({ length: 60 }, (_, i) =>
    aSummary({ id: uuid(1000 + i), number: `CAS-${i}`, subject: i % 2 ? 'Card' : 'Loan' }),
  );

  /** Reads them in two pages. */
  async function sync(device: ReturnType<typeof aDevice>): Promise<void> {
    const world = setUp(ADA, device);
    const capabilities = { ...aSession().capabilities, changes: true };
    world.wire.on('GET /session', () => json(aSession(ADA, { capabilities })));
    world.wire.on('GET /changes', () =>
      json({ cases: [], notes: [], tombstones: [], next: 'c1', hasMore: false }),
    );
    world.wire.on('GET /cases', ({ target }) =>
      target.includes('cursor=p2') ? page(rows.slice(30)) : page(rows.slice(0, 30), 'p2', 60),
    );
    world.store.start();
    world.store.watchList(DEFAULT_QUERY);
    await eventually(
      async () =>
        (await device.storage().read<{ complete: boolean }>(ADA.id, 'sync', 'rows'))?.value.complete === true,
    );
    world.store.close();
  }

  it('is any list answered from them without a backend, page by page?', async () => {
    const device = aDevice();
    await sync(device);
    const world = setUp(ADA, device);
    cut(world);
    const query = { ...DEFAULT_QUERY, state: 'all', text: 'CAS', sort: 'number' } as const;
    const shown = () => selectList(world.store.get(), query);
    world.store.start();
    world.store.watchList(query);
    await until(() => shown().rows.length === 50);
    expect([shown().total, shown().hasMore, shown().asOf === null]).to.deep.equal([60, true, false]);
    await world.store.loadMore(query);
    expect([shown().rows.length, shown().hasMore, shown().rows[59]?.number]).to.deep.equal([
      60,
      false,
      'CAS-59',
    ]);
  });

  it('do changes reach what is not on screen?', async () => {
    const device = aDevice();
    await read(device);
    const world = serve(setUp(ADA, device));
    const capabilities = { ...aSession().capabilities, changes: true };
    world.wire.on('GET /session', () => json(aSession(ADA, { capabilities })));
    await device.storage().write(ADA.id, [{ kind: 'sync', id: 'changes', value: 'c1' }]);
    world.wire.on('GET /changes', ({ target }) =>
      json({
        cases: target.includes('since=c1') ? [aCase({ subject: 'Changed' })] : [],
        notes: target.includes('since=c1') ? [aNote({ text: 'Changed, too' })] : [],
        tombstones: [],
        next: 'c2',
        hasMore: false,
      }),
    );
    world.store.start();
    world.store.watchList(DEFAULT_QUERY);
    await eventually(async () => (await device.storage().read(ADA.id, 'sync', 'changes'))?.value === 'c2');
    world.store.close();
    const offline = setUp(ADA, device);
    cut(offline);
    offline.store.start();
    offline.store.watchCase(CASE_ID);
    await until(() => view(offline).status === 'ready' && thread(offline).status === 'ready');
    expect([view(offline).case?.subject, thread(offline).notes[0]?.text]).to.deep.equal([
      'Changed',
      'Changed, too',
    ]);
  });

  it('do they go when the changes were missed, until all of them were read again without those that are gone?', async () => {
    const device = aDevice();
    await sync(device);
    const world = setUp(ADA, device);
    const capabilities = { ...aSession().capabilities, changes: true };
    world.wire.on('GET /session', () => json(aSession(ADA, { capabilities })));
    world.wire.on('GET /changes', ({ target }) =>
      target.includes('since=c1')
        ? problem(410)
        : json({ cases: [], notes: [], tombstones: [], next: 'c9', hasMore: false }),
    );
    world.wire.on('GET /cases', () => page(rows.slice(0, 10)));
    world.store.start();
    const query = { ...DEFAULT_QUERY, state: 'all' } as const;
    const kept = () => device.storage().rows(ADA.id, query, { offset: 0, limit: 1 });
    await eventually(async () => (await kept()).total === 10);
    await eventually(
      async () => (await device.storage().read<string>(ADA.id, 'sync', 'changes'))?.value === 'c9',
    );
  });

  it('is a withdrawn case gone from everything that is kept?', async () => {
    const device = aDevice();
    await read(device);
    await device.storage().write(ADA.id, [{ kind: 'sync', id: 'changes', value: 'c1' }]);
    await device.storage().putRows(ADA.id, [{ row: aSummary(), scopes: ['mine'] }]);
    const world = setUp(ADA, device);
    const capabilities = { ...aSession().capabilities, changes: true };
    world.wire.on('GET /session', () => json(aSession(ADA, { capabilities })));
    world.wire.on('GET /cases', () => page([]));
    const at = '2026-01-03T10:00:00.000Z';
    const tombstones = [{ kind: 'case', id: CASE_ID, caseId: CASE_ID, reason: 'hidden', at }];
    world.wire.on('GET /changes', () =>
      json({ cases: [], notes: [], tombstones, next: 'c2', hasMore: false }),
    );
    world.store.start();
    await eventually(async () => {
      const storage = device.storage();
      const [snapshot, thread, { total }] = await Promise.all([
        storage.read(ADA.id, 'case', CASE_ID),
        storage.read(ADA.id, 'thread', CASE_ID),
        storage.rows(ADA.id, DEFAULT_QUERY, { offset: 0, limit: 1 }),
      ]);
      return !snapshot && !thread && total === 0;
    });
  });
});
