import assert from 'node:assert/strict';
import { ACTIVITIES, CASES } from '../../demo/server/fixtures.js';
import { list, newId, onEveryEngine, problemOf, words } from './support/world.js';
import type { Answer, PersonKey, World } from './support/world.js';

function go(world: World, person: PersonKey, id: string, transition: object): Promise<Answer> {
  return world.as(person).change('POST', `/cases/${id}/transitions`, transition, `/cases/${id}`);
}

onEveryEngine('the life of a case', (test) => {
  const table: [string, string, PersonKey, string, number][] = [
    ['close', CASES.adaOpen, 'ada', 'closed', 200],
    ['cancel', CASES.adaNew, 'ada', 'cancelled', 200],
    ['resolve', CASES.adaWaiting, 'eve', 'resolved', 200],
    ['resolve', CASES.adaWaiting, 'ada', '', 403],
    ['reopen', CASES.adaClosed, 'ada', 'open', 200],
    ['reopen', CASES.adaCancelled, 'ada', 'open', 200],
    ['reopen', CASES.adaResolved, 'ada', 'open', 200],
    ['reopen', CASES.adaOpen, 'ada', '', 409],
    ['close', CASES.adaClosed, 'ada', '', 409],
    ['cancel', CASES.adaResolved, 'eve', '', 409],
    ['resolve', CASES.adaClosed, 'eve', '', 409],
  ];
  for (const [action, id, person, status, code] of table) {
    const name = Object.entries(CASES).find(([, value]) => value === id)?.[0] ?? '';
    test(`${person} may ${code === 200 ? '' : 'not '}${action} ${name}`, async (world) => {
      const answer = await go(world, person, id, { action });
      assert.equal(answer.status, code);
      if (code === 200) assert.equal(answer.body['case']?.['status'], status);
      if (code === 409) assert.equal(problemOf(answer), 'transition-refused');
    });
  }

  test('ends with its open activities cancelled', async (world) => {
    const answer = await go(world, 'ada', CASES.adaOpen, { action: 'close' });
    assert.equal(answer.body['case']?.['openActivityCount'], 0);
    const activities = await world.as('eve').get(`/cases/${CASES.adaOpen}/activities`);
    assert.equal(activities.body['items']?.[0]?.['state'], 'cancelled');
  });

  test('takes the time of its activities, unless another is given', async (world) => {
    await world.as('eve').post(`/cases/${CASES.adaOpen}/activities`, {
      id: newId(),
      type: 'task',
      subject: 'x',
      state: 'completed',
      minutes: 30,
    });
    const summed = await go(world, 'eve', CASES.adaOpen, { action: 'resolve', resolution: 'Done.' });
    assert.equal(summed.body['case']?.['timeSpentMinutes'], 40);
    assert.equal(summed.body['case']?.['resolution'], 'Done.');
    const given = await go(world, 'eve', CASES.adaWaiting, { action: 'resolve', timeSpentMinutes: 7 });
    assert.equal(given.body['case']?.['timeSpentMinutes'], 7);
    const seen = await world.as('ada').get(`/cases/${CASES.adaWaiting}`);
    assert.equal(seen.body['timeSpentMinutes'], null, 'not for customers');
  });

  test('can be blocked by open activities', async (world) => {
    await world.db.query(`insert into setting values ('cases/resolvewithopenactivities', 'block')`);
    const blocked = await go(world, 'eve', CASES.adaOpen, { action: 'resolve' });
    assert.equal(problemOf(blocked), 'open-activities');
    const path = `/cases/${CASES.adaOpen}/activities/${ACTIVITIES.open}`;
    await world.as('eve').write('PATCH', path, { state: 'completed' }, { 'If-Match': '"1"' });
    assert.equal((await go(world, 'eve', CASES.adaOpen, { action: 'resolve' })).status, 200);
  });

  test('ends for good after the days that the owner gives, and says so', async (world) => {
    await world.db.query(`insert into setting values ('cases/reopenwithindays', '30')`);
    const { body } = await world.as('ada').get(`/cases/${CASES.adaClosed}`);
    const action = list(body['actions']).find((entry) => words(entry['action']) === 'reopen');
    assert.equal(action?.['allowed'], false);
    assert.equal(action?.['reason'], 'Closed 37 days ago: cases can be reopened for 30 days.');
    const refused = await go(world, 'ada', CASES.adaClosed, { action: 'reopen' });
    assert.equal(refused.body['detail'], 'Closed 37 days ago: cases can be reopened for 30 days.');
    assert.equal((await go(world, 'ada', CASES.adaResolved, { action: 'reopen' })).status, 200);
    assert.equal(
      (await go(world, 'eve', CASES.adaClosed, { action: 'reopen' })).status,
      200,
      'staff always may',
    );
  });

  test('does not let customers write staff’s part', async (world) => {
    assert.equal((await go(world, 'ada', CASES.adaOpen, { action: 'close', published: true })).status, 403);
    assert.equal((await world.as('ada').get(`/cases/${CASES.adaOpen}`)).body['status'], 'open');
  });

  test('ends once when two end it at the same time', async (world) => {
    const { etag } = await world.as('ada').get(`/cases/${CASES.adaOpen}`);
    const path = `/cases/${CASES.adaOpen}/transitions`;
    const answers = await Promise.all(
      (['ada', 'eve', 'finn'] as const).map((person) =>
        world.as(person).post(path, { action: 'close' }, { 'If-Match': etag }),
      ),
    );
    assert.deepEqual(answers.map((answer) => answer.status).sort(), [200, 412, 412]);
  });
});

onEveryEngine('activities', (test) => {
  test('are planned, done and listed by staff', async (world) => {
    const path = `/cases/${CASES.adaNew}/activities`;
    const id = newId();
    const dueAt = '2026-02-01T09:00:00+01:00';
    const planned = await world
      .as('eve')
      .post(path, { id, type: 'appointment', subject: 'Call back', dueAt });
    assert.equal(planned.body['activity']?.['dueAt'], '2026-02-01T08:00:00.000Z');
    assert.equal((await world.as('ada').get(`/cases/${CASES.adaNew}`)).body['openActivityCount'], 1);
    const done = await world
      .as('eve')
      .write('PATCH', `${path}/${id}`, { state: 'completed', minutes: 12 }, { 'If-Match': planned.etag });
    assert.equal(done.body['activity']?.['closedAt'], new Date(world.now).toISOString());
    const stale = await world
      .as('eve')
      .write('PATCH', `${path}/${id}`, { minutes: 1 }, { 'If-Match': planned.etag });
    assert.equal(stale.status, 412);
    assert.equal(stale.body['current']?.['minutes'], 12);
  });

  test('cannot be opened on a closed case', async (world) => {
    const path = `/cases/${CASES.adaClosed}/activities`;
    const refused = await world.as('eve').post(path, { id: newId(), type: 'task', subject: 'x' });
    assert.equal(problemOf(refused), 'transition-refused');
    const logged = await world
      .as('eve')
      .post(path, { id: newId(), type: 'task', subject: 'x', state: 'completed' });
    assert.equal(logged.status, 201);
  });

  test('do not exist for customers', async (world) => {
    assert.equal((await world.as('ada').get(`/cases/${CASES.adaOpen}/activities`)).status, 404);
  });
});
