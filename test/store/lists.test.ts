import { expect } from '@open-wc/testing';
import { DEFAULT_QUERY } from '../../src/model/case.js';
import { selectList } from '../../src/store/selectors.js';
import { aSummary, uuid } from '../model/samples.js';
import { problem } from '../backend/wire.js';
import { closeAll, nextTask, page, quiet, setUp, setUpReady, until, type World } from './set-up.js';

const row = (number: number) => aSummary({ id: uuid(number), subject: `Case ${number}` });
const rows = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => row(from + i));
const view = ({ store }: World) => selectList(store.get(), DEFAULT_QUERY);
const ids = (world: World) => view(world).rows.map(({ id }) => Number(id.slice(-12)));
const range = (from: number, to: number) => rows(from, to).map(({ id }) => Number(id.slice(-12)));

/** A list on screen with its first page, more to come. */
async function listed(first = rows(1, 50), cursor: string | null = 'c1'): Promise<World> {
  const world = await setUpReady();
  world.wire.on('GET /cases', () => page(first, cursor, 120));
  world.store.watchList(DEFAULT_QUERY);
  await until(() => view(world).status === 'ready');
  return world;
}

describe('lists', () => {
  afterEach(closeAll);

  it('is a list loading, then ready, and asked for once by two watchers?', async () => {
    const world = setUp();
    const held = world.wire.hold('GET /cases');
    world.store.watchList(DEFAULT_QUERY);
    world.store.watchList({ ...DEFAULT_QUERY, text: ' ' });
    await until(() => held.length > 0);
    expect(view(world).status).to.equal('loading');
    held[0]?.answer(page([row(1)]));
    await until(() => view(world).status === 'ready');
    expect([held.length, ids(world)]).to.deep.equal([1, [1]]);
  });

  it('does an older answer replace a newer one?', async () => {
    const world = await listed();
    const held = world.wire.hold('GET /cases');
    void world.store.refreshList(DEFAULT_QUERY);
    void world.store.refreshList(DEFAULT_QUERY);
    await until(() => held.length === 2);
    held[1]?.answer(page([row(2)]));
    await until(() => ids(world).length === 1);
    held[0]?.answer(page([row(1)]));
    await quiet();
    expect(ids(world)).to.deep.equal([2]);
  });

  it('does an older failure stand beside a newer answer?', async () => {
    const world = await listed();
    const held = world.wire.hold('GET /cases');
    void world.store.refreshList(DEFAULT_QUERY);
    void world.store.refreshList(DEFAULT_QUERY);
    await until(() => held.length === 2);
    held[1]?.answer(page([row(2)]));
    held[0]?.answer(problem(500));
    await quiet();
    expect(view(world).failure).to.equal(null);
  });

  it('does a failure leave the rows where they are, and say so?', async () => {
    const world = await listed();
    world.wire.on('GET /cases', () => problem(503));
    await world.store.refreshList(DEFAULT_QUERY);
    expect(view(world)).to.deep.include({
      status: 'ready',
      failure: { kind: 'unavailable', status: 503, type: 'about:blank' },
    });
    expect(ids(world)).to.have.length(50);
  });

  it('is a list that never came failed, and loading again when asked again?', async () => {
    const world = await setUpReady();
    world.wire.on('GET /cases', () => problem(500));
    world.store.watchList(DEFAULT_QUERY);
    await until(() => view(world).status === 'failed');
    world.wire.on('GET /cases', () => page([row(1)]));
    const asking = world.store.refreshList(DEFAULT_QUERY);
    expect(view(world)).to.include({ status: 'loading', failure: null });
    await asking;
    expect(view(world)).to.include({ status: 'ready', failure: null });
  });

  it('does load more append, without a case twice?', async () => {
    const world = await listed();
    world.wire.on('GET /cases', ({ target }) =>
      target.includes('cursor=c1') ? page(rows(50, 99), 'c2', 120) : page([]),
    );
    await world.store.loadMore(DEFAULT_QUERY);
    expect(ids(world)).to.deep.equal(range(1, 99));
    expect(view(world)).to.include({ hasMore: true, loadingMore: false, total: 120 });
  });

  it('is more asked for once, however often?', async () => {
    const world = await listed();
    const held = world.wire.hold('GET /cases');
    void world.store.loadMore(DEFAULT_QUERY);
    void world.store.loadMore(DEFAULT_QUERY);
    await quiet();
    expect([held.length, view(world).loadingMore]).to.deep.equal([1, true]);
  });

  it('does a failure to load more keep the rows and let it be tried again?', async () => {
    const world = await listed();
    world.wire.on('GET /cases', () => problem(500));
    await world.store.loadMore(DEFAULT_QUERY);
    expect(view(world)).to.deep.include({ status: 'ready', loadingMore: false, hasMore: true });
    expect(view(world).failure?.kind).to.equal('unavailable');
  });

  it('are both done when a refresh begins while more is loaded?', async () => {
    const world = await listed();
    const held = world.wire.hold('GET /cases');
    const more = world.store.loadMore(DEFAULT_QUERY);
    await until(() => held.length === 1);
    const refresh = world.store.refreshList(DEFAULT_QUERY);
    await until(() => held.length === 2);
    held[0]?.answer(page(rows(51, 99), 'c2', 120));
    held[1]?.answer(page(rows(0, 49), 'c1b', 121));
    await until(() => held.length === 3);
    expect(held[2]?.asked.target).to.contain('cursor=c1b');
    held[2]?.answer(page(rows(50, 99), 'c2', 121));
    await Promise.all([more, refresh]);
    expect(ids(world)).to.deep.equal(range(0, 99));
    expect(view(world).loadingMore).to.equal(false);
  });

  it('are both done when more is asked for during a refresh?', async () => {
    const world = await listed();
    const held = world.wire.hold('GET /cases');
    const refresh = world.store.refreshList(DEFAULT_QUERY);
    const more = world.store.loadMore(DEFAULT_QUERY);
    await until(() => held.length === 1);
    held[0]?.answer(page(rows(0, 49), 'c1b', 121));
    await until(() => held.length === 2);
    held[1]?.answer(page(rows(50, 99), null, 121));
    await Promise.all([refresh, more]);
    expect(ids(world)).to.deep.equal(range(0, 99));
  });

  it('does a long list lose a case when a new one pushes it over the edge of the fresh page?', async () => {
    const world = await listed(rows(1, 200), 'c1');
    world.wire.on('GET /cases', ({ target }) =>
      target.includes('cursor') ? page(rows(201, 250), 'c2') : page(rows(0, 199), 'c0', 400),
    );
    await world.store.loadMore(DEFAULT_QUERY);
    await world.store.refreshList(DEFAULT_QUERY);
    expect(ids(world)).to.deep.equal(range(0, 250));
  });

  it('does a case that is gone from the fresh page stay in a long list?', async () => {
    const world = await listed(rows(1, 200), 'c1');
    world.wire.on('GET /cases', ({ target }) =>
      target.includes('cursor')
        ? page(rows(201, 250), 'c2')
        : page([...rows(1, 4), ...rows(6, 201)], 'c0', 400),
    );
    await world.store.loadMore(DEFAULT_QUERY);
    await world.store.refreshList(DEFAULT_QUERY);
    expect(ids(world)).to.deep.equal([...range(1, 4), ...range(6, 250)]);
  });

  it('does a list that became short stay long?', async () => {
    const world = await listed();
    world.wire.on('GET /cases', () => page([row(7)]));
    await world.store.refreshList(DEFAULT_QUERY);
    expect([ids(world), view(world).hasMore]).to.deep.equal([[7], false]);
  });

  it('does every filter that was ever typed stay in memory?', async () => {
    const world = await setUpReady();
    world.wire.on('GET /cases', () => page([row(1)]));
    for (let i = 0; i < 40; i++) {
      const leave = world.store.watchList({ ...DEFAULT_QUERY, text: `text ${i}` });
      await nextTask();
      leave();
      leave();
    }
    await quiet();
    expect(world.store.get().lists.size).to.be.at.most(9);
    expect([...world.store.get().lists.keys()].at(-1)).to.contain('text 39');
  });

  it('is a list that somebody watches ever forgotten?', async () => {
    const world = await listed();
    for (let i = 0; i < 40; i++) world.store.watchList({ ...DEFAULT_QUERY, text: `text ${i}` })();
    await quiet();
    expect(ids(world)).to.have.length(50);
  });

  it('do rows without writes of their own keep their identity when another case is written to?', async () => {
    const world = await listed();
    const [first, second] = view(world).rows;
    world.wire.hold(`POST /cases/${uuid(1)}/notes`);
    world.store.addNote(uuid(1), { text: 'Hello' });
    await until(() => view(world).rows[0]?.mark !== null);
    expect(view(world).rows[0]).not.to.equal(first);
    expect(view(world).rows[1]).to.equal(second);
  });
});
