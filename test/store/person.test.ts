import { expect } from '@open-wc/testing';
import { DEFAULT_QUERY } from '../../src/model/case.js';
import type { Outcome } from '../../src/store/store.js';
import { ADA, BEN, aCase, aNote, aSession, aSummary, CASE_ID, uuid } from '../model/samples.js';
import { json, problem } from '../backend/wire.js';
import { closeAll, page, quiet, receipt, setUp, setUpReady, until, type World } from './set-up.js';

const CASE = `/cases/${CASE_ID}`;
const ADAS = 'only for Ada';

/** Anything of Ada in the state, in whatever place. */
function leaks({ store }: World): boolean {
  const { lists, cases, threads, operations } = store.get();
  return JSON.stringify([
    [...lists.values()],
    [...cases.values()],
    [...threads.values()],
    operations,
  ]).includes(ADAS);
}

async function signIn({ wire, store }: World): Promise<void> {
  wire.on('GET /session', () => json(aSession(BEN)));
  wire.on('GET /cases', () => page([]));
  wire.on(`GET ${CASE}`, () => problem(404));
  wire.on(`GET ${CASE}/notes`, () => problem(404));
  await store.reconnect();
}

describe('who the page works for', () => {
  afterEach(closeAll);

  it('is the session asked for once?', async () => {
    const { wire, store } = await setUpReady();
    store.start();
    await quiet();
    expect([wire.count('GET /session'), store.get().session?.viewer.id]).to.deep.equal([1, ADA.id]);
  });

  it('is nobody signed in, or is the backend broken?', async () => {
    for (const [status, phase] of [
      [401, 'signed-out'],
      [500, 'failed'],
      [404, 'failed'],
    ] as const) {
      const { wire, store } = setUp();
      wire.on('GET /session', () => problem(status));
      store.start();
      await until(() => store.get().phase !== 'starting');
      expect(store.get().phase).to.equal(phase);
    }
  });

  it('does a case alone on its page load after signing in?', async () => {
    const { wire, store } = setUp();
    for (const route of ['GET /session', `GET ${CASE}`, `GET ${CASE}/notes`])
      wire.on(route, () => problem(401));
    store.start();
    store.watchCase(CASE_ID);
    await until(
      () => store.get().phase === 'signed-out' && store.get().cases.get(CASE_ID)?.status === 'failed',
    );
    wire.on('GET /session', () => json(aSession()));
    wire.on(`GET ${CASE}`, () => json(aCase()));
    wire.on(`GET ${CASE}/notes`, () => json({ items: [], nextCursor: null }));
    await store.reconnect();
    expect([store.get().phase, store.get().cases.get(CASE_ID)?.status]).to.deep.equal(['ready', 'ready']);
  });

  it('does a refused list say that nobody is signed in any more?', async () => {
    const { wire, store } = await setUpReady();
    wire.on('GET /cases', () => problem(401));
    await store.refreshList(DEFAULT_QUERY);
    expect(store.get().phase).to.equal('signed-out');
  });

  describe('a page in place of the answer to a write', () => {
    const html = () => new Response('<h1>Wait', { headers: { 'Content-Type': 'text/html' } });

    it('does the page go on where the backend says that somebody is signed in, and is it sent again?', async () => {
      const { wire, store } = await setUpReady();
      wire.on('POST /cases', html);
      const { done, settled } = store.createCase({ subject: 'Help' });
      expect((await settled).state).to.equal('waiting');
      await until(() => wire.count('GET /session') === 2);
      await quiet();
      expect([store.get().phase, store.undelivered()[0]?.state]).to.deep.equal(['ready', 'queued']);
      wire.on('POST /cases', (asked) => receipt(asked, CASE_ID, { case: aCase() }));
      await store.sync();
      expect((await done).state).to.equal('delivered');
    });

    it('is somebody signed out where the backend says so, and nothing lost?', async () => {
      const { wire, store } = await setUpReady();
      wire.on('POST /cases', html);
      wire.on('GET /session', () => problem(401));
      store.createCase({ subject: 'Help' });
      await until(() => store.get().phase === 'signed-out');
      expect(store.get().operations.map(({ state }) => state)).to.deep.equal(['queued']);
    });
  });

  it('does a page in use go on with its session when asking again fails?', async () => {
    const { wire, store } = await setUpReady();
    wire.on('GET /session', () => problem(503));
    await store.reconnect();
    expect(store.get()).to.deep.include({ phase: 'ready', failure: null });
  });

  it('is a page that is signed out in use because asking again failed?', async () => {
    const { wire, store } = await setUpReady();
    wire.on('GET /session', () => problem(401));
    await store.reconnect();
    wire.on('GET /session', () => problem(503));
    await store.reconnect();
    expect(store.get().phase).to.equal('signed-out');
  });

  it('does an answer to who this was name who this is?', async () => {
    const { wire, store } = setUp();
    const held = wire.hold('GET /session');
    store.start();
    await until(() => held.length === 1);
    const reconnecting = store.reconnect();
    await until(() => held.length === 2);
    held[1]?.answer(json(aSession(BEN)));
    await reconnecting;
    held[0]?.answer(json(aSession(ADA)));
    await quiet();
    expect(store.get().session?.viewer.id).to.equal(BEN.id);
  });

  it('does a closed store wake up when its session arrives?', async () => {
    const { wire, store } = setUp();
    const held = wire.hold('GET /session');
    store.start();
    await until(() => held.length === 1);
    store.close();
    held[0]?.answer(json(aSession(ADA, { capabilities: { ...aSession().capabilities, changes: true } })));
    await quiet();
    expect([store.get().session, store.get().live]).to.deep.equal([null, 'off']);
  });
});

describe('another person signs in', () => {
  afterEach(closeAll);

  it('is everything of the first person dropped?', async () => {
    const world = await setUpReady();
    world.wire.on('GET /cases', () => page([aSummary({ subject: ADAS })]));
    world.wire.on(`GET ${CASE}`, () => json(aCase({ subject: ADAS })));
    world.wire.on(`GET ${CASE}/notes`, () => json({ items: [aNote({ text: ADAS })], nextCursor: null }));
    world.wire.hold(`POST ${CASE}/notes`);
    world.store.watchList(DEFAULT_QUERY);
    world.store.watchCase(CASE_ID);
    world.store.addNote(CASE_ID, { text: ADAS });
    await until(
      () =>
        world.store.get().threads.get(CASE_ID)?.status === 'ready' &&
        world.store.get().operations.length === 1,
    );
    expect(leaks(world)).to.equal(true);
    await signIn(world);
    await quiet();
    expect([leaks(world), world.store.get().session?.viewer.id]).to.deep.equal([false, BEN.id]);
  });

  const questions: readonly [string, string, Response, (world: World) => void][] = [
    [
      'a list',
      'GET /cases',
      page([aSummary({ subject: ADAS })]),
      ({ store }) => void store.refreshList(DEFAULT_QUERY),
    ],
    ['a case', `GET ${CASE}`, json(aCase({ subject: ADAS })), ({ store }) => void store.refreshCase(CASE_ID)],
    [
      'notes',
      `GET ${CASE}/notes`,
      json({ items: [aNote({ text: ADAS })], nextCursor: null }),
      ({ store }) => void store.refreshCase(CASE_ID),
    ],
  ];
  for (const [what, route, late, ask] of questions) {
    it(`does ${what} for the first person land with the second?`, async () => {
      const world = await setUpReady();
      const held = world.wire.hold(route);
      ask(world);
      await until(() => held.length === 1);
      await signIn(world);
      held[0]?.answer(late.clone());
      await quiet();
      expect(leaks(world)).to.equal(false);
    });

    it(`does a refusal of ${what} for the first person sign the second out?`, async () => {
      const world = await setUpReady();
      const held = world.wire.hold(route);
      ask(world);
      await until(() => held.length === 1);
      await signIn(world);
      held[0]?.answer(problem(401));
      await quiet();
      expect(world.store.get().phase).to.equal('ready');
    });
  }

  it('does what the first person read before a session was known land with the second?', async () => {
    const world = setUp();
    const sessions = world.wire.hold('GET /session');
    world.wire.on('GET /cases', () => page([aSummary({ subject: ADAS })]));
    world.store.start();
    await world.store.refreshList(DEFAULT_QUERY);
    expect([leaks(world), sessions.length]).to.deep.equal([true, 1]);
    await signIn(world);
    expect(leaks(world)).to.equal(false);
  });

  it('does the receipt of a write of the first person land with the second?', async () => {
    const world = await setUpReady();
    const held = world.wire.hold('POST /cases');
    const { done } = world.store.createCase({ subject: ADAS });
    await until(() => held.length === 1);
    await signIn(world);
    const [one] = held;
    one?.answer(receipt(one.asked, CASE_ID, { case: aCase({ subject: ADAS }) }));
    await quiet();
    expect([leaks(world), (await done).state]).to.deep.equal([false, 'discarded']);
  });

  it('is what the first person wrote ever sent as the second?', async () => {
    const world = await setUpReady();
    world.wire.on('POST /cases', () => problem(503));
    world.store.createCase({ subject: ADAS });
    await until(() => world.store.get().operations[0]?.failure?.kind === 'unavailable');
    await signIn(world);
    world.store.retry(uuid(1));
    globalThis.dispatchEvent(new Event('online'));
    await quiet();
    const bens = world.wire.asked.filter((one) => one.headers.get('Casement-Viewer') === BEN.id);
    expect([bens, world.wire.count('POST /cases')]).to.deep.equal([[], 1]);
  });

  it('does the same person come back to what was held?', async () => {
    const world = await setUpReady();
    world.wire.on('POST /cases', () => problem(401));
    const { settled, done } = world.store.createCase({ subject: 'Help' });
    expect(await settled).to.deep.include({ state: 'held' });
    expect(world.store.get().phase).to.equal('signed-out');
    world.wire.on('POST /cases', (asked) => receipt(asked, CASE_ID, { case: aCase() }));
    await world.store.reconnect();
    expect((await done).state).to.equal('delivered');
  });

  it('is a write without anybody signed in said to be kept?', async () => {
    const { wire, store } = setUp();
    wire.on('GET /session', () => problem(401));
    store.start();
    await until(() => store.get().phase === 'signed-out');
    const { settled, done } = store.createCase({ subject: 'Help' });
    const outcomes: Outcome[] = [await settled, await done];
    expect(outcomes).to.deep.equal([
      { state: 'refused', failure: { kind: 'signed-out' } },
      { state: 'discarded' },
    ]);
  });
});
