import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { CASES, NOTES } from '../../demo/server/fixtures.js';
import { disposition } from '../../demo/server/rules/attachments.js';
import { newId, onEveryEngine, problemOf } from './support/world.js';
import type { Answer, PersonKey, World } from './support/world.js';

const PNG = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3]);
const path = `/cases/${CASES.adaOpen}/attachments`;

interface Upload {
  readonly person?: PersonKey;
  readonly id?: string;
  readonly query?: string;
  readonly body?: BodyInit;
  readonly key?: string;
}

function put(
  world: World,
  {
    person = 'ada',
    id = newId(),
    query = 'name=a.png&type=image/png',
    body = PNG,
    key = world.key(),
  }: Upload,
): Promise<Answer> {
  return world.as(person).send('PUT', `${path}/${id}?${query}`, {
    headers: { 'Content-Type': 'application/octet-stream', 'Idempotency-Key': key },
    body,
  });
}

onEveryEngine('attachments', (test) => {
  test('are stored whole, with their digest', async (world) => {
    const id = newId();
    const answer = await put(world, { id, query: 'name=a.png&type=image/png&alt=A%20card' });
    assert.equal(answer.status, 201);
    const attachment = answer.body['attachment'];
    assert.equal(attachment?.['size'], PNG.length);
    assert.equal(attachment?.['sha256'], createHash('sha256').update(PNG).digest('hex'));
    assert.equal(attachment?.['alt'], 'A card');
    const seen = await world.as('ada').get(`/cases/${CASES.adaOpen}`);
    assert.equal(seen.body['attachments']?.[0]?.['id'], id);
  });

  test('come back as downloads that nothing runs', async (world) => {
    const id = newId();
    await put(world, { id, query: `name=${encodeURIComponent('Ré"sumé\u202Egnp.png')}&type=image/png` });
    const token = await world.signToken(world.as('ada').id);
    const url = `http://backend.example/api${path}/${id}/content`;
    const response = await world.handler(new Request(url, { headers: { Authorization: `Bearer ${token}` } }));
    assert.deepEqual(new Uint8Array(await response.arrayBuffer()), PNG);
    const read = (name: string): string => response.headers.get(name) ?? '';
    assert.equal(read('X-Content-Type-Options'), 'nosniff');
    assert.equal(read('Content-Security-Policy'), "sandbox; default-src 'none'");
    assert.equal(read('Cache-Control'), 'private, no-store');
    assert.match(
      read('Content-Disposition'),
      /^attachment; filename="R__sum__gnp\.png"; filename\*=UTF-8''R%C3%A9%22/,
    );
  });

  test('may have any name', () => {
    assert.equal(
      disposition("a'b(c)*.txt"),
      `attachment; filename="a'b(c)*.txt"; filename*=UTF-8''a%27b%28c%29%2A.txt`,
    );
    return Promise.resolve();
  });

  const refusals: [string, Upload, number, string][] = [
    ['of no bytes', { body: new Uint8Array() }, 422, 'attachment-refused'],
    [
      'that are not what they say',
      { body: new TextEncoder().encode('<script>alert(1)</script>') },
      422,
      'attachment-refused',
    ],
    ['of a type that is not allowed', { query: 'name=a.html&type=text/html' }, 422, 'attachment-refused'],
    ['whose ending is another type’s', { query: 'name=a.exe&type=image/png' }, 422, 'attachment-refused'],
    [
      'on the notes of others',
      { query: `name=a.png&type=image/png&noteId=${NOTES.answer}` },
      403,
      'forbidden',
    ],
    [
      'on notes that they cannot see',
      { query: `name=a.png&type=image/png&noteId=${NOTES.internal}` },
      404,
      'not-found',
    ],
    ['with a path in the name', { query: 'name=..%2Fa.png&type=image/png' }, 400, 'malformed-request'],
    ['without a name', { query: 'type=image/png' }, 400, 'malformed-request'],
  ];
  for (const [what, upload, status, kind] of refusals) {
    test(`${what} are refused, and nothing is kept`, async (world) => {
      const answer = await put(world, upload);
      assert.equal(answer.status, status);
      assert.equal(problemOf(answer), kind);
      assert.equal(world.files.count, 0);
    });
  }

  test('that are too large are refused while they come', async (world) => {
    await world.db.query(`insert into setting values ('attachments/maxbytes', '100000')`);
    let sent = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 1;
        controller.enqueue(sent === 1 ? PNG : new Uint8Array(20_000));
      },
    });
    const answer = await put(world, { body: endless });
    assert.equal(answer.status, 413);
    assert.equal(answer.body['detail'], 'A file has at most 97.7 KB.');
    assert.ok(sent < 20, `stopped after ${sent} pieces`);
    assert.equal(world.files.count, 0);
  });

  test('are limited in number', async (world) => {
    await world.db.query(`insert into setting values ('attachments/maxcount', '1')`);
    assert.equal((await put(world, {})).status, 201);
    assert.equal(problemOf(await put(world, {})), 'attachment-refused');
    assert.equal(world.files.count, 1);
  });

  test('sent again are stored once', async (world) => {
    const id = newId();
    const first = await put(world, { id, key: 'upload-key-1' });
    const second = await put(world, { id, key: 'upload-key-1' });
    assert.deepEqual(second.body, first.body);
    const unkeyed = await put(world, { id });
    assert.equal(unkeyed.status, 201);
    const other = await put(world, { id, body: new Uint8Array([...PNG, 9]) });
    assert.equal(problemOf(other), 'id-taken');
    const mismatch = await put(world, { id, key: 'upload-key-1', body: new Uint8Array([...PNG, 9]) });
    assert.equal(problemOf(mismatch), 'idempotency-mismatch');
    assert.equal(world.files.count, 1);
  });

  test('of internal notes are as internal', async (world) => {
    const noteId = newId();
    await world
      .as('eve')
      .post(`/cases/${CASES.adaOpen}/notes`, { id: noteId, text: 'x', visibility: 'internal' });
    const id = newId();
    assert.equal(
      (await put(world, { person: 'eve', id, query: `name=a.png&type=image/png&noteId=${noteId}` })).status,
      201,
    );
    assert.equal((await world.as('ada').get(`${path}/${id}/content`)).status, 404);
    assert.equal((await world.as('eve').get(`${path}/${id}/content`)).status, 200);
    assert.equal((await world.as('eve').get(`/cases/${CASES.adaNew}/attachments/${id}/content`)).status, 404);
  });

  test('can be removed by their sender for a while, bytes and all', async (world) => {
    const [early, late] = [newId(), newId()];
    await put(world, { id: early });
    await put(world, { id: late });
    const remove = (person: PersonKey, id: string): Promise<Answer> =>
      world.as(person).write('DELETE', `${path}/${id}`, undefined, { 'If-Match': '"1"' });
    assert.equal((await remove('eve', early)).status, 403);
    assert.equal((await remove('ada', early)).status, 200);
    assert.equal(world.files.count, 1);
    world.advance({ minutes: 20 });
    assert.equal((await remove('ada', late)).status, 403);
  });

  test('go with the note and the case that they belong to', async (world) => {
    const noteId = newId();
    await world.as('ada').post(`/cases/${CASES.adaOpen}/notes`, { id: noteId, text: '' });
    await put(world, { query: `name=a.png&type=image/png&noteId=${noteId}` });
    const note = await world.as('ada').get(`/cases/${CASES.adaOpen}/notes/${noteId}`);
    assert.equal(note.body['attachments']?.[0]?.['name'], 'a.png');
    await world.as('ada').change('DELETE', `/cases/${CASES.adaOpen}/notes/${noteId}`);
    assert.equal(world.files.count, 0);
    await put(world, {});
    await world.as('finn').change('DELETE', `/cases/${CASES.adaOpen}`);
    assert.equal(world.files.count, 0);
  });
});
