import assert from 'node:assert/strict';
import { CASES, NOTES, PEOPLE } from '../../demo/server/fixtures.js';
import { list, newId, onEveryEngine, problemOf, words } from './support/world.js';

const path = `/cases/${CASES.adaOpen}`;

onEveryEngine('notes', (test) => {
  test('come newest first, a page at a time', async (world) => {
    const first = await world.as('ada').get(`${path}/notes?limit=2`);
    assert.deepEqual(
      list(first.body['items']).map((note) => words(note['id'])),
      [NOTES.marked, NOTES.answer],
    );
    const second = await world
      .as('ada')
      .get(`${path}/notes?limit=2&cursor=${words(first.body['nextCursor'])}`);
    assert.deepEqual(
      list(second.body['items']).map((note) => words(note['id'])),
      [NOTES.public],
    );
    assert.equal(second.body['nextCursor'], null);
  });

  test('of one millisecond keep the order in which they came', async (world) => {
    const ids = [newId(), newId(), newId()];
    for (const id of ids) await world.as('ada').post(`${path}/notes`, { id, text: id });
    const page = await world.as('ada').get(`${path}/notes?limit=3`);
    assert.deepEqual(
      list(page.body['items']).map((note) => words(note['id'])),
      ids.reverse(),
    );
  });

  test('by others are unread until the viewer has seen them', async (world) => {
    assert.equal((await world.as('ada').get(path)).body['unreadCount'], 2);
    const mark = { readUntil: '2026-01-14T08:00:00.000Z' };
    const receipt = await world.as('ada').write('PUT', `${path}/read-mark`, mark);
    assert.equal(receipt.body['unreadCount'], 1);
    const future = await world
      .as('ada')
      .write('PUT', `${path}/read-mark`, { readUntil: '2099-01-01T00:00:00.000Z' });
    assert.equal(future.body['unreadCount'], 0);
    const back = await world.as('ada').write('PUT', `${path}/read-mark`, mark);
    assert.equal(back.body['unreadCount'], 0, 'a mark never moves back');
    world.advance({ minutes: 1 });
    await world.as('eve').post(`${path}/notes`, { id: newId(), text: 'News.' });
    assert.equal((await world.as('ada').get(path)).body['unreadCount'], 1);
  });

  test('of staff answer the case for the first time, once', async (world) => {
    const read = async (): Promise<unknown> =>
      (
        await world.db.query<{ first_responded_at: string }>(
          'select first_responded_at from support_case where id = $1',
          [CASES.adaNew],
        )
      )[0]?.first_responded_at;
    await world
      .as('eve')
      .post(`/cases/${CASES.adaNew}/notes`, { id: newId(), text: 'hm', visibility: 'internal' });
    assert.equal(await read(), null);
    await world.as('eve').post(`/cases/${CASES.adaNew}/notes`, { id: newId(), text: 'Hello' });
    const first = await read();
    assert.equal(first, new Date(world.now).toISOString());
    world.advance({ minutes: 1 });
    await world.as('eve').post(`/cases/${CASES.adaNew}/notes`, { id: newId(), text: 'Again' });
    assert.equal(await read(), first);
  });

  test('can be corrected and removed by their author for a while', async (world) => {
    const id = newId();
    await world.as('ada').post(`${path}/notes`, { id, text: 'Frst' });
    const corrected = await world.as('ada').change('PATCH', `${path}/notes/${id}`, { text: 'First' });
    assert.equal(corrected.body['note']?.['text'], 'First');
    assert.equal(corrected.body['note']?.['editedAt'], new Date(world.now).toISOString());
    assert.equal(
      (await world.as('eve').change('PATCH', `${path}/notes/${id}`, { text: 'Mine' })).status,
      403,
    );
    const stale = await world
      .as('ada')
      .write('PATCH', `${path}/notes/${id}`, { text: 'x' }, { 'If-Match': '"1"' });
    assert.equal(stale.status, 412);
    assert.equal(stale.body['current']?.['text'], 'First');
    world.advance({ minutes: 16 });
    assert.equal(
      (await world.as('ada').change('PATCH', `${path}/notes/${id}`, { text: 'Late' })).status,
      403,
    );
    assert.equal((await world.as('ada').change('DELETE', `${path}/notes/${id}`)).status, 403);
  });

  test('that were removed are gone, and counted no more', async (world) => {
    const id = newId();
    await world.as('ada').post(`${path}/notes`, { id, text: 'Oops' });
    assert.equal((await world.as('ada').change('DELETE', `${path}/notes/${id}`)).status, 200);
    assert.equal((await world.as('ada').get(`${path}/notes/${id}`)).status, 404);
    assert.equal((await world.as('ada').get(path)).body['noteCount'], 3);
  });

  test('cannot be longer than the owner allows', async (world) => {
    await world.db.query(`insert into setting values ('notes/maxlength', '5')`);
    const answer = await world.as('ada').post(`${path}/notes`, { id: newId(), text: '123456' });
    assert.equal(problemOf(answer), 'validation');
    assert.equal(answer.body['errors']?.[0]?.['pointer'], '/text');
  });

  test('keep a marked note public when its author corrects it', async (world) => {
    await world.db.query(`update note set created_at = $1 where id = $2`, [
      new Date(world.now).toISOString(),
      NOTES.marked,
    ]);
    const answer = await world
      .as('finn')
      .change('PATCH', `${path}/notes/${NOTES.marked}`, { text: 'It has answered.' });
    assert.equal(answer.body['note']?.['visibility'], 'public');
    assert.equal(answer.body['note']?.['author']?.['id'], PEOPLE.finn);
  });
});
