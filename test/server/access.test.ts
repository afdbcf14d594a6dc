import assert from 'node:assert/strict';
import { ACCOUNTS, ACTIVITIES, CASES, INTERNAL_WORDS, NOTES } from '../../demo/server/fixtures.js';
import { list, newId, onEveryEngine, words } from './support/world.js';
import type { PersonKey, World } from './support/world.js';

async function subjects(world: World, person: PersonKey, query: string): Promise<string[]> {
  const answer = await world.as(person).get(`/cases?${query}`);
  return list(answer.body['items']).map((item) => words(item['subject']));
}

/** Every address that could tell of one of Ada's private cases, with a write that would change it. */
const ADDRESSES: readonly [string, string, unknown?][] = [
  ['GET', `/cases/${CASES.adaOpen}`],
  ['PATCH', `/cases/${CASES.adaOpen}`, { subject: 'x' }],
  ['DELETE', `/cases/${CASES.adaOpen}`],
  ['POST', `/cases/${CASES.adaOpen}/transitions`, { action: 'close' }],
  ['PUT', `/cases/${CASES.adaOpen}/assignment`, { to: null }],
  ['PUT', `/cases/${CASES.adaOpen}/read-mark`, { readUntil: '2026-01-01T00:00:00.000Z' }],
  ['GET', `/cases/${CASES.adaOpen}/notes`],
  ['POST', `/cases/${CASES.adaOpen}/notes`, { id: newId(), text: 'x' }],
  ['GET', `/cases/${CASES.adaOpen}/notes/${NOTES.public}`],
  ['PATCH', `/cases/${CASES.adaOpen}/notes/${NOTES.public}`, { text: 'x' }],
  ['DELETE', `/cases/${CASES.adaOpen}/notes/${NOTES.public}`],
  ['GET', `/cases/${CASES.adaOpen}/activities`],
  ['POST', `/cases/${CASES.adaOpen}/activities`, { id: newId(), type: 'task', subject: 'x' }],
  ['PATCH', `/cases/${CASES.adaOpen}/activities/${ACTIVITIES.open}`, { minutes: 1 }],
  ['GET', `/cases/${CASES.adaOpen}/attachments/${newId()}/content`],
  ['DELETE', `/cases/${CASES.adaOpen}/attachments/${newId()}`],
];

onEveryEngine('what a person may see', (test) => {
  test('own cases and those of accounts they may read', async (world) => {
    assert.equal((await subjects(world, 'ada', 'scope=mine&state=all')).length, 9);
    assert.deepEqual(await subjects(world, 'ben', 'scope=mine&state=all'), []);
    assert.deepEqual(await subjects(world, 'ben', `scope=account:${ACCOUNTS.acme}`), [
      'Company card for a new colleague',
    ]);
    assert.deepEqual(await subjects(world, 'cleo', `scope=account:${ACCOUNTS.borealis}`), [
      'Standing order of Borealis',
    ]);
    assert.deepEqual(await subjects(world, 'dan', 'scope=mine'), ['Cannot sign in']);
    assert.equal((await subjects(world, 'eve', 'scope=all&state=all')).length, 11);
  });

  test('not the scopes of others', async (world) => {
    for (const scope of ['all', 'assigned', `account:${ACCOUNTS.acme}`, `account:${newId()}`, 'nonsense']) {
      assert.equal((await world.as('dan').get(`/cases?scope=${scope}`)).status, 404, scope);
    }
  });

  test('to a stranger every address of a case is nothing, as if the case did not exist', async (world) => {
    for (const [method, path, body] of ADDRESSES) {
      const headers = { 'If-Match': '"1"', 'Idempotency-Key': world.key() };
      const elsewhere = path.replace(CASES.adaOpen, newId());
      const [real, invented] = await Promise.all([
        method === 'GET' ? world.as('dan').get(path) : world.as('dan').write(method, path, body, headers),
        method === 'GET'
          ? world.as('dan').get(elsewhere)
          : world.as('dan').write(method, elsewhere, body, { 'If-Match': '"1"' }),
      ]);
      assert.equal(real.status, 404, `${method} ${path}`);
      assert.deepEqual({ ...real.body, instance: '' }, { ...invented.body, instance: '' });
    }
  });

  test('a file of a case that they cannot see cannot be added, either', async (world) => {
    const answer = await world
      .as('dan')
      .send('PUT', `/cases/${CASES.adaOpen}/attachments/${newId()}?name=a.txt&type=text/plain`, {
        headers: { 'Content-Type': 'application/octet-stream', 'Idempotency-Key': world.key() },
        body: 'text',
      });
    assert.equal(answer.status, 404);
    assert.equal(world.files.count, 0);
  });

  test('a reader of the account reads, and does nothing else', async (world) => {
    const path = `/cases/${CASES.adaAcme}`;
    const { body } = await world.as('ben').get(path);
    const allowed = list(body['actions']).filter((action) => (action['allowed'] as unknown) === true);
    assert.deepEqual(allowed, []);
    assert.equal((await world.as('ben').change('PATCH', path, { subject: 'x' })).status, 403);
    assert.equal((await world.as('ben').post(`${path}/notes`, { id: newId(), text: 'x' })).status, 403);
    assert.equal(
      (await world.as('ben').change('POST', `${path}/transitions`, { action: 'close' }, path)).status,
      403,
    );
  });

  test('losing the account is losing its cases at once', async (world) => {
    const path = `/cases/${CASES.adaAcme}`;
    assert.equal((await world.as('ben').get(path)).status, 200);
    await world.db.query('update membership set can_read = false where person_id = $1', [world.as('ben').id]);
    assert.equal((await world.as('ben').get(path)).status, 404);
  });
});

onEveryEngine('internal notes', (test) => {
  test('exist for staff only', async (world) => {
    const path = `/cases/${CASES.adaOpen}/notes`;
    assert.equal(list((await world.as('ada').get(path)).body['items']).length, 3);
    assert.equal(list((await world.as('eve').get(path)).body['items']).length, 4);
    assert.equal((await world.as('ada').get(`${path}/${NOTES.internal}`)).status, 404);
  });

  test('are not betrayed by counts, times, searches or changes', async (world) => {
    const path = `/cases/${CASES.adaAcme}`;
    const since = words((await world.as('ada').get('/changes')).body['next']);
    const before = await world.as('ada').get(path);
    world.advance({ minutes: 5 });
    const note = { id: newId(), text: `${INTERNAL_WORDS} again`, visibility: 'internal' };
    assert.equal((await world.as('eve').post(`${path}/notes`, note)).status, 201);
    const after = await world.as('ada').get(path);
    assert.deepEqual(after.body, before.body);
    assert.equal(after.etag, before.etag);
    const changes = await world.as('ada').get(`/changes?since=${since}`);
    assert.deepEqual(
      [changes.body['cases'], changes.body['notes'], changes.body['tombstones']] as unknown[],
      [[], [], []],
    );
    for (const query of [`/cases?state=all&q=${INTERNAL_WORDS}`, `/search?q=${INTERNAL_WORDS}`]) {
      assert.deepEqual(list((await world.as('ada').get(query)).body['items']), [], query);
    }
    assert.equal(
      list((await world.as('eve').get(`/cases?scope=all&q=${INTERNAL_WORDS}`)).body['items']).length,
      2,
    );
  });

  test('with the marker of another system are public, and the marker is never shown', async (world) => {
    const { body } = await world.as('ada').get(`/cases/${CASES.adaOpen}/notes/${NOTES.marked}`);
    assert.equal(body['text'], 'The other bank has answered.');
    assert.equal(body['visibility'], 'public');
    assert.equal((await world.as('ada').get(`/cases/${CASES.adaOpen}`)).body['noteCount'], 3);
  });

  test('do not become public because somebody typed the marker', async (world) => {
    const path = `/cases/${CASES.adaOpen}/notes`;
    const draft = { id: newId(), text: 'Say *WEB* nothing', visibility: 'internal' };
    const written = await world.as('eve').post(path, draft);
    assert.equal(written.body['note']?.['visibility'], 'internal');
    assert.equal((await world.as('ada').get(`${path}/${draft.id}`)).status, 404);
  });

  test('cannot be written by customers', async (world) => {
    const draft = { id: newId(), text: 'x', visibility: 'internal' };
    assert.equal((await world.as('ada').post(`/cases/${CASES.adaOpen}/notes`, draft)).status, 403);
  });
});
