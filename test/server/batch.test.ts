import assert from 'node:assert/strict';
import { CASES, NOTES, PEOPLE } from '../../demo/server/fixtures.js';
import { list, newId, onEveryEngine, problemOf, words } from './support/world.js';
import type { Answer, Json, PersonKey, World } from './support/world.js';

interface Entry {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly ifMatch?: string;
  readonly body?: unknown;
}

function send(world: World, person: PersonKey, operations: readonly Entry[]): Promise<Answer> {
  return world.as(person).send('POST', '/batch', {
    headers: { 'Content-Type': 'application/json', 'Casement-Viewer': PEOPLE[person] },
    body: JSON.stringify({ operations }),
  });
}

function note(
  world: World,
  caseId: string,
  text: string,
  extra: object = {},
): Entry & { body: { id: string } } {
  const body = { id: newId(), text, ...extra };
  return { id: world.key(), method: 'POST', path: `/cases/${caseId}/notes`, body };
}

function answersOf(answer: Answer): Json[] {
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  return list(answer.body['answers']);
}

const statuses = (answers: readonly Json[]): unknown[] => answers.map((answer) => answer['status']);

function problemIn(answer: Json | undefined): string {
  return words(answer?.['body']?.['type']).replace('urn:casement:problem:', '');
}

onEveryEngine('a batch', (test) => {
  test('does every write and answers each as if it had come alone', async (world) => {
    const draft = { id: newId(), subject: 'From a train', deflection: { query: 'train' } };
    const operations: Entry[] = [
      { id: world.key(), method: 'POST', path: '/cases', body: draft },
      note(world, draft.id, 'And one thing more'),
      {
        id: world.key(),
        method: 'POST',
        path: `/cases/${CASES.adaOpen}/transitions`,
        ifMatch: '"1"',
        body: { action: 'close' },
      },
      {
        id: world.key(),
        method: 'PUT',
        path: `/cases/${CASES.adaNew}/read-mark`,
        body: { readUntil: '2026-01-15T11:00:00.000Z' },
      },
    ];
    const { etag } = await world.as('ada').get(`/cases/${CASES.adaOpen}`);
    operations[2] = { ...(operations[2] as Entry), ifMatch: etag };
    const answers = answersOf(await send(world, 'ada', operations));
    assert.deepEqual(statuses(answers), [201, 201, 200, 200]);
    assert.deepEqual(
      answers.map((answer) => [answer['id'], answer['body']?.['operation']] as unknown),
      operations.map(({ id }) => [id, id]),
    );
    const closed = await world.as('ada').get(`/cases/${CASES.adaOpen}`);
    assert.equal(answers[2]?.['headers']?.['etag'], closed.etag);
    const notes = await world.as('ada').get(`/cases/${draft.id}/notes`);
    assert.deepEqual(
      list(notes.body['items']).map((item) => item['text']),
      ['And one thing more'],
    );
  });

  test('keeps the order within a case', async (world) => {
    const operations = Array.from({ length: 20 }, (_, index) => note(world, CASES.adaOpen, `No. ${index}`));
    assert.ok(
      answersOf(await send(world, 'ada', operations)).every((answer) => Number(answer['status']) === 201),
    );
    const written = await world.db.query<{ id: string }>(
      `select record_id as id from change_log where kind = 'note' order by txid, change_log.id`,
    );
    assert.deepEqual(
      written.map(({ id }) => id),
      operations.map(({ body }) => body.id),
    );
  });

  test('does not try what follows a refusal in the same case, and other cases do not wait', async (world) => {
    const operations = [
      note(world, CASES.adaOpen, 'Fine'),
      note(world, CASES.adaOpen, 'Not allowed', { visibility: 'internal' }),
      note(world, CASES.adaNew, 'Elsewhere'),
      note(world, CASES.adaOpen, 'Waits'),
    ];
    const answers = answersOf(await send(world, 'ada', operations));
    assert.deepEqual(statuses(answers), [201, 403, 201, 424]);
    assert.equal(problemIn(answers[3]), 'not-tried');
    const later = await send(world, 'ada', operations.slice(3));
    assert.deepEqual(statuses(answersOf(later)), [201], 'nothing was kept under its key');
  });

  test('is replayed, whole or one by one, alone or in another batch', async (world) => {
    const operations = [note(world, CASES.adaOpen, 'One'), note(world, CASES.adaNew, 'Two')];
    const first = answersOf(await send(world, 'ada', operations));
    assert.deepEqual(answersOf(await send(world, 'ada', operations)), first);
    const [one] = operations;
    assert.ok(one);
    const alone = await world.as('ada').post(one.path, one.body, { 'Idempotency-Key': `"${one.id}"` });
    assert.deepEqual([alone.status, alone.body], [201, first[0]?.['body']]);
    const mixed = answersOf(await send(world, 'ada', [note(world, CASES.adaNew, 'Three'), one]));
    assert.deepEqual(mixed[1], first[0]);
    const [count] = await world.db.query<{ notes: number }>(
      `select count(*)::int as notes from note where id = any($1::uuid[])`,
      [operations.map(({ body }) => body.id)],
    );
    assert.equal(count?.notes, 2);
  });

  test('replays what was sent alone before', async (world) => {
    const entry = note(world, CASES.adaOpen, 'Once');
    const alone = await world.as('ada').post(entry.path, entry.body, { 'Idempotency-Key': entry.id });
    const [again] = answersOf(await send(world, 'ada', [entry]));
    assert.deepEqual(again?.['body'], alone.body);
    const other = await send(world, 'ada', [{ ...entry, body: { ...entry.body, text: 'Other' } }]);
    assert.equal(problemIn(answersOf(other)[0]), 'idempotency-mismatch');
  });

  test('tells of a conflict with the record as it is', async (world) => {
    const stale = {
      id: world.key(),
      method: 'PATCH',
      path: `/cases/${CASES.adaOpen}`,
      ifMatch: '"stale"',
      body: { subject: 'New' },
    };
    const [answer] = answersOf(await send(world, 'ada', [stale]));
    assert.equal(answer?.['status'], 412);
    assert.equal(words(answer?.['body']?.['current']?.['id']), CASES.adaOpen);
    const { ifMatch: _ifMatch, ...blind } = { ...stale, id: world.key() };
    assert.equal(answersOf(await send(world, 'ada', [blind]))[0]?.['status'], 428);
  });

  test('opens no door: what a person may not do alone they may not do together', async (world) => {
    const operations = [
      note(world, CASES.danOpen, 'A stranger'),
      { id: world.key(), method: 'DELETE', path: `/cases/${CASES.adaOpen}`, ifMatch: '"1"' },
      {
        id: world.key(),
        method: 'PATCH',
        path: `/cases/${CASES.adaNew}/notes/${NOTES.internal}`,
        ifMatch: '"1"',
        body: { text: 'x' },
      },
      { id: world.key(), method: 'POST', path: '/batch', body: { operations: [] } },
      { id: world.key(), method: 'PUT', path: `/cases/${CASES.adaWaiting}/attachments/${newId()}`, body: {} },
      { id: world.key(), method: 'POST', path: '/nothing' },
    ];
    const answers = answersOf(await send(world, 'ada', operations));
    assert.deepEqual(statuses(answers), [404, 403, 404, 422, 400, 404]);
    const other = await world.as('ada').send('POST', '/batch', {
      headers: { 'Content-Type': 'application/json', 'Casement-Viewer': PEOPLE.eve },
      body: JSON.stringify({ operations: [note(world, CASES.adaOpen, 'As Eve')] }),
    });
    assert.equal(problemOf(other), 'viewer-mismatch');
  });

  test('has at most fifty writes, at paths of the contract', async (world) => {
    const one = note(world, CASES.adaOpen, 'x');
    for (const bad of [
      [],
      Array.from({ length: 51 }, () => note(world, CASES.adaOpen, 'x')),
      [{ ...one, path: '//elsewhere.example/cases' }],
      [{ ...one, path: '/cases/../session' }],
      [{ ...one, path: `${one.path}?x=1` }],
      [{ ...one, method: 'GET' }],
      [{ ...one, id: 'short' }],
    ]) {
      const answer = await send(world, 'ada', bad);
      assert.equal(answer.status, 422, JSON.stringify(bad.slice(0, 1)));
    }
    const anonymous = await world.send('POST', '/batch', {
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ operations: [one] }),
    });
    assert.equal(anonymous.status, 401);
  });

  test(
    'counts each of its writes, and says when to go on',
    async (world) => {
      const operations = [
        note(world, CASES.adaOpen, '1'),
        note(world, CASES.adaOpen, '2'),
        note(world, CASES.adaOpen, '3'),
      ];
      const answers = answersOf(await send(world, 'ada', operations));
      assert.deepEqual(statuses(answers), [201, 201, 429]);
      assert.equal(words(answers[2]?.['headers']?.['retryAfter']), '2');
    },
    { rateLimit: { burst: 2, perSecond: 0.5 } },
  );
});
