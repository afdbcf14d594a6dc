import assert from 'node:assert/strict';
import type { Queryable } from '../../demo/server/db/database.js';
import { CASES, FIXTURE_TIME, PEOPLE } from '../../demo/server/fixtures.js';
import { inSitting, purge } from '../../demo/server/rules/idempotency.js';
import { newId, onEveryEngine, problemOf, words } from './support/world.js';

const path = `/cases/${CASES.adaOpen}/notes`;

onEveryEngine('a write that is sent again', (test) => {
  test('is answered as the first time, and done once', async (world) => {
    const draft = { id: newId(), text: 'Once' };
    const headers = { 'Idempotency-Key': '"the-same-key"' };
    const first = await world.as('ada').post(path, draft, headers);
    const second = await world
      .as('ada')
      .post(path, { text: 'Once', id: draft.id }, { 'Idempotency-Key': 'the-same-key' });
    assert.equal(first.status, 201);
    assert.deepEqual([second.status, second.body, second.etag], [first.status, first.body, first.etag]);
    assert.equal(first.body['operation'], 'the-same-key');
    const notes = await world.db.query('select 1 from note where id = $1', [draft.id]);
    assert.equal(notes.length, 1);
  });

  test('is answered even when what it was about is gone', async (world) => {
    const headers = { 'Idempotency-Key': 'delete-key-1', 'If-Match': '"1"' };
    const remove = (): Promise<unknown> =>
      world
        .as('finn')
        .write('DELETE', `/cases/${CASES.danOpen}`, undefined, headers)
        .then((answer) => [answer.status, answer.body]);
    const first = await remove();
    assert.deepEqual(await remove(), first);
    assert.equal((first as [number])[0], 200);
  });

  test('with the key of another write is refused', async (world) => {
    const headers = { 'Idempotency-Key': 'the-same-key' };
    await world.as('ada').post(path, { id: newId(), text: 'One' }, headers);
    const other = await world.as('ada').post(path, { id: newId(), text: 'Two' }, headers);
    assert.equal(other.status, 422);
    assert.equal(problemOf(other), 'idempotency-mismatch');
  });

  test('does not share its key with other people', async (world) => {
    const headers = { 'Idempotency-Key': 'the-same-key' };
    assert.equal((await world.as('ada').post(path, { id: newId(), text: 'One' }, headers)).status, 201);
    assert.equal((await world.as('eve').post(path, { id: newId(), text: 'Two' }, headers)).status, 201);
  });

  test('while the first try runs is told to wait', async (world) => {
    const draft = { id: newId(), text: 'Once' };
    const headers = { 'Idempotency-Key': 'the-same-key' };
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => world.as('ada').post(path, draft, headers)),
    );
    const waiting = answers.filter((answer) => answer.status === 409);
    assert.equal(answers.filter((answer) => answer.status === 201).length, answers.length - waiting.length);
    assert.ok(waiting.length > 0);
    assert.equal(waiting[0]?.headers.get('Retry-After'), '1');
    const notes = await world.db.query('select 1 from note where id = $1', [draft.id]);
    assert.equal(notes.length, 1);
  });

  test('without a key is refused', async (world) => {
    const answer = await world
      .as('ada')
      .send('POST', path, { headers: { 'Content-Type': 'application/json' }, body: '{}' });
    assert.equal(problemOf(answer), 'idempotency-key-required');
    const short = await world.as('ada').post(path, {}, { 'Idempotency-Key': 'x' });
    assert.equal(short.status, 400);
  });

  test('after a refusal is tried anew', async (world) => {
    const draft = { id: newId(), text: 'x', visibility: 'internal' };
    const headers = { 'Idempotency-Key': 'the-same-key' };
    assert.equal((await world.as('ada').post(path, draft, headers)).status, 403);
    assert.equal((await world.as('ada').post(path, { ...draft, visibility: 'public' }, headers)).status, 201);
  });

  test('after thirty days is recognised by its id and content', async (world) => {
    const draft = { id: newId(), text: 'Once' };
    const headers = { 'Idempotency-Key': 'the-same-key' };
    await world.as('ada').post(path, draft, headers);
    world.advance({ days: 29 });
    await purge(world.db, new Date(world.now).toISOString());
    assert.equal((await world.as('ada').post(path, draft, headers)).status, 201);
    world.advance({ days: 2 });
    await purge(world.db, new Date(world.now).toISOString());
    assert.equal((await world.db.query('select 1 from answered_write')).length, 0);
    const again = await world.as('ada').post(path, draft, headers);
    assert.equal(again.status, 201);
    assert.equal(again.body['note']?.['createdAt'], '2026-01-15T12:00:00.000Z');
    const other = await world.as('ada').post(path, { ...draft, text: 'Other' });
    assert.equal(problemOf(other), 'id-taken');
    const foreign = await world.as('eve').post(path, draft);
    assert.equal(problemOf(foreign), 'id-taken');
  });

  test('for a case that exists is recognised, too', async (world) => {
    const draft = { id: newId(), subject: 'Once', deflection: { query: 'once' } };
    const first = await world.as('ada').post('/cases', draft);
    const again = await world.as('ada').post('/cases', draft);
    assert.equal(again.status, 201);
    assert.equal(again.body['case']?.['number'], first.body['case']?.['number']);
    assert.equal(problemOf(await world.as('dan').post('/cases', draft)), 'id-taken');
    assert.notEqual(words(first.body['operation']), words(again.body['operation']));
  });

  test('by somebody else than its writer is refused before anything', async (world) => {
    const answer = await world
      .as('eve')
      .post(path, { nonsense: true }, { 'Casement-Viewer': world.as('ada').id });
    assert.equal(answer.status, 403);
    assert.equal(problemOf(answer), 'viewer-mismatch');
  });
});

onEveryEngine('writes of one sitting', (test) => {
  const sitting = { personId: PEOPLE.ada, keys: ['key-first', 'key-second', 'key-third'], now: FIXTURE_TIME };
  const teams = ['Eins', 'Zwei', 'Drei'].map((name) => ({ id: newId(), name }));
  const write = (db: Queryable, n: number): Promise<unknown> =>
    db.query('insert into team (id, name) values ($1, $2)', [teams[n]?.id ?? '', teams[n]?.name ?? '']);
  const written = (db: Queryable): Promise<unknown> =>
    db.query(
      `select name, key from team left join answered_write on key = 'key-' || case name
        when 'Eins' then 'first' when 'Zwei' then 'second' else 'third' end
      where id = any($1::uuid[]) order by name`,
      [teams.map(({ id }) => id)],
    );

  const failures = {
    'is refused': () => Promise.reject(new Error('refused after it wrote')),
    'breaks its statement': (db: Queryable) => db.query('select 1 / $1::int', [0]),
  };
  for (const [how, fail] of Object.entries(failures)) {
    test(`stay when another one ${how}, of which nothing stays`, async ({ db }) => {
      const outcomes = await inSitting(db, { ...sitting, forgives: true }, async (once) => {
        const seen: string[] = [];
        for (const [n, key] of sitting.keys.entries()) {
          const done = once({ key, fingerprint: key }, async (desk) => {
            await write(desk.db, n);
            if (n === 1) await fail(desk.db);
            return { status: 201, body: { n } };
          });
          seen.push(
            await done.then(
              ({ status }) => String(status),
              () => 'failed',
            ),
          );
        }
        return seen;
      });
      assert.deepEqual(outcomes, ['201', 'failed', '201']);
      assert.deepEqual(await written(db), [
        { name: 'Drei', key: 'key-third' },
        { name: 'Eins', key: 'key-first' },
      ]);
    });
  }

  test('go together where none may be left behind', async ({ db }) => {
    const done = inSitting(db, { ...sitting, forgives: false }, async (once) => {
      for (const [n, key] of sitting.keys.entries()) {
        await once({ key, fingerprint: key }, async (desk) => {
          await write(desk.db, n);
          if (n === 2) throw new Error('refused after it wrote');
          return { status: 201, body: {} };
        });
      }
    });
    await assert.rejects(done, /refused after it wrote/);
    assert.deepEqual(await written(db), []);
  });

  test('are done anew, all of them, when another process was in the way', async ({ db }) => {
    let tries = 0;
    await inSitting(db, { ...sitting, forgives: true }, async (once) => {
      tries += 1;
      for (const [n, key] of sitting.keys.entries()) {
        await once({ key, fingerprint: key }, async (desk) => {
          await write(desk.db, n);
          if (n === 2 && tries === 1) throw Object.assign(new Error('deadlock'), { code: '40P01' });
          return { status: 201, body: {} };
        });
      }
    });
    assert.equal(tries, 2);
    assert.equal(((await written(db)) as unknown[]).length, 3);
  });
});
