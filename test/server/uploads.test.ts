/** Large files in pieces: the contract's part, against a folder on disk and a client that is not ours. */
import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before } from 'node:test';
import { Upload } from 'tus-js-client';
import { CASES, PEOPLE } from '../../demo/server/fixtures.js';
import { openUploads } from '../../demo/server/files/tus-uploads.js';
import type { Uploads } from '../../demo/server/files/uploads.js';
import { startServer } from '../../demo/server/node.js';
import { newId, onEveryEngine, problemOf } from './support/world.js';
import type { Answer, PersonKey, World } from './support/world.js';

let folder = '';
let opened: Uploads | undefined;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'casement-uploads-'));
  opened = await openUploads(folder);
});
after(() => rm(folder, { recursive: true, force: true }));

/** The folder's, which is there by the time that a test asks. */
const uploads: Uploads = {
  answer: (...args) => theOpened().answer(...args),
  finished: (...args) => theOpened().finished(...args),
  remove: (...args) => theOpened().remove(...args),
  removeExpired: () => theOpened().removeExpired(),
};

function theOpened(): Uploads {
  assert.ok(opened);
  return opened;
}

// Browsers always say what they accept.
const TUS = { 'Tus-Resumable': '1.0.0', Accept: '*/*' };
const FILE = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), randomBytes(200_000)]);

function digestHeader(bytes: Uint8Array): string {
  return `sha-256=:${createHash('sha256').update(bytes).digest('base64')}:`;
}

function metadata(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`)
    .join(',');
}

interface Beginning {
  readonly id: string;
  readonly length?: number;
  readonly caseId?: string;
  readonly name?: string;
  readonly type?: string;
}

function begin(world: World, person: PersonKey, upload: Beginning): Promise<Answer> {
  const {
    id,
    length = FILE.length,
    caseId = CASES.adaOpen,
    name = 'Foto – é.png',
    type = 'image/png',
  } = upload;
  const headers = {
    ...TUS,
    'Upload-Length': String(length),
    'Upload-Metadata': metadata({ id, caseId, name, type }),
  };
  return world.as(person).send('POST', '/uploads', { headers });
}

function piece(world: World, person: PersonKey, id: string, from: number, to = FILE.length): Promise<Answer> {
  return world.as(person).send('PATCH', `/uploads/${id}`, {
    headers: { ...TUS, 'Upload-Offset': String(from), 'Content-Type': 'application/offset+octet-stream' },
    body: new Uint8Array(FILE.subarray(from, to)),
  });
}

async function offset(
  world: World,
  person: PersonKey,
  id: string,
): Promise<readonly [number, string | null]> {
  const answer = await world.as(person).send('HEAD', `/uploads/${id}`, { headers: TUS });
  return [answer.status, answer.headers.get('Upload-Offset')];
}

function finish(
  world: World,
  person: PersonKey,
  id: string,
  changes: { key?: string; digest?: string; caseId?: string } = {},
): Promise<Answer> {
  const { key = world.key(), digest = digestHeader(FILE), caseId = CASES.adaOpen } = changes;
  const query = new URLSearchParams({ name: 'Foto – é.png', type: 'image/png', uploaded: 'true' });
  return world.as(person).send('PUT', `/cases/${caseId}/attachments/${id}?${query}`, {
    headers: { 'Content-Type': 'application/octet-stream', 'Idempotency-Key': key, 'Repr-Digest': digest },
  });
}

onEveryEngine('an upload in pieces', (define) => {
  const test = (title: string, body: (world: World) => Promise<void>): void =>
    define(title, body, { uploads });

  test('goes on where it broke off, and becomes the attachment', async (world) => {
    const id = newId();
    const begun = await begin(world, 'ada', { id });
    assert.deepEqual([begun.status, begun.headers.get('Location')], [201, `/api/uploads/${id}`]);
    assert.deepEqual(await offset(world, 'ada', id), [200, '0']);
    assert.equal((await piece(world, 'ada', id, 0, 120_000)).status, 204);
    assert.deepEqual(await offset(world, 'ada', id), [200, '120000']);
    const last = await piece(world, 'ada', id, 120_000);
    assert.deepEqual([last.status, last.headers.get('Upload-Offset')], [204, String(FILE.length)]);
    const made = await finish(world, 'ada', id);
    assert.equal(made.status, 201, JSON.stringify(made.body));
    const sha256 = createHash('sha256').update(FILE).digest('hex');
    assert.deepEqual(
      [
        made.body['attachment']?.['id'],
        made.body['attachment']?.['sha256'],
        made.body['attachment']?.['name'],
      ] as unknown,
      [id, sha256, 'Foto – é.png'],
    );
    const stored = await world.files.get(
      (await world.db.query<{ id: string }>('select file_id as id from attachment where id = $1', [id]))[0]
        ?.id ?? '',
    );
    assert.ok(Buffer.from(await new Response(stored).arrayBuffer()).equals(FILE));
    assert.deepEqual(
      (await readdir(folder)).filter((name) => name.includes(id)),
      [],
      'nothing of it is left',
    );
  });

  test('whose last answer was lost is answered again, and not a byte is sent twice', async (world) => {
    const id = newId();
    await begin(world, 'ada', { id });
    await piece(world, 'ada', id, 0);
    const first = await finish(world, 'ada', id, { key: 'the-same-key' });
    assert.deepEqual(await offset(world, 'ada', id), [200, String(FILE.length)]);
    const again = await finish(world, 'ada', id, { key: 'the-same-key' });
    assert.deepEqual([again.status, again.body], [201, first.body]);
    const whole = await world
      .as('ada')
      .send(
        'PUT',
        `/cases/${CASES.adaOpen}/attachments/${id}?${new URLSearchParams({ name: 'Foto – é.png', type: 'image/png' })}`,
        {
          headers: { 'Content-Type': 'application/octet-stream', 'Idempotency-Key': 'the-same-key' },
          body: new Uint8Array(FILE),
        },
      );
    assert.deepEqual(
      [whole.status, whole.body],
      [201, first.body],
      'the same write, whichever way the bytes come',
    );
    const rows = await world.db.query('select 1 from attachment where id = $1', [id]);
    assert.equal(rows.length, 1);
  });

  test('that is not complete is no attachment yet', async (world) => {
    const id = newId();
    assert.equal(problemOf(await finish(world, 'ada', id)), 'upload-incomplete');
    await begin(world, 'ada', { id });
    await piece(world, 'ada', id, 0, 10);
    const early = await finish(world, 'ada', id);
    assert.deepEqual([early.status, problemOf(early)], [424, 'upload-incomplete']);
    await piece(world, 'ada', id, 10);
    assert.equal((await finish(world, 'ada', id)).status, 201);
  });

  test('whose bytes are not those announced is begun anew', async (world) => {
    const id = newId();
    await begin(world, 'ada', { id });
    await piece(world, 'ada', id, 0);
    const damaged = await finish(world, 'ada', id, { digest: digestHeader(randomBytes(9)) });
    assert.equal(problemOf(damaged), 'upload-incomplete');
    assert.deepEqual(await offset(world, 'ada', id), [404, null]);
    assert.equal(world.files.count, 0);
  });

  test('belongs to the person who began it', async (world) => {
    const id = newId();
    await begin(world, 'ada', { id });
    await piece(world, 'ada', id, 0, 100);
    assert.deepEqual(await offset(world, 'eve', id), [404, null]);
    assert.equal((await piece(world, 'eve', id, 100)).status, 404);
    assert.equal(problemOf(await finish(world, 'eve', id)), 'upload-incomplete');
    const anonymous = await world.send('HEAD', `/uploads/${id}`, { headers: TUS });
    assert.equal(anonymous.status, 401);
    await uploads.remove(PEOPLE.ada, id);
  });

  test('is refused before a byte is sent, where the file would be', async (world) => {
    const refused = async (upload: Omit<Beginning, 'id'>): Promise<unknown> => {
      const answer = await begin(world, 'ada', { id: newId(), ...upload });
      return [answer.status, problemOf(answer)];
    };
    assert.deepEqual(await refused({ caseId: CASES.danOpen }), [404, 'not-found']);
    assert.deepEqual(await refused({ length: 900_000_000 }), [413, 'payload-too-large']);
    assert.deepEqual(await refused({ name: 'x.exe', type: 'application/x-msdownload' }), [
      422,
      'attachment-refused',
    ]);
    assert.deepEqual(await refused({ name: 'x.pdf' }), [422, 'attachment-refused']);
    const nameless = await world.as('ada').send('POST', '/uploads', {
      headers: { ...TUS, 'Upload-Length': '5', 'Upload-Metadata': 'id !!!' },
    });
    assert.equal(problemOf(nameless), 'malformed-request');
    const old = await world
      .as('ada')
      .send('HEAD', `/uploads/${newId()}`, { headers: { 'Tus-Resumable': '0.2.2' } });
    assert.equal(old.status, 400);
  });

  test('does not take a piece that begins elsewhere, or is too much', async (world) => {
    const id = newId();
    await begin(world, 'ada', { id, length: 100 });
    assert.equal(problemOf(await piece(world, 'ada', id, 50, 60)), 'upload-conflict');
    assert.equal(problemOf(await piece(world, 'ada', id, 0, 200)), 'payload-too-large');
    assert.deepEqual(await offset(world, 'ada', id), [200, '0']);
    await uploads.remove(PEOPLE.ada, id);
  });

  test('can be sent by any client of the protocol', async (world) => {
    const id = newId();
    const server = await startServer({ host: '127.0.0.1', port: 0, handlers: [world.handler] });
    try {
      await new Promise<void>((resolve, reject) => {
        const authorized = world.signToken(PEOPLE.ada);
        const upload = new Upload(FILE, {
          endpoint: `${server.url}/api/uploads`,
          chunkSize: 70_000,
          metadata: { id, caseId: CASES.adaOpen, name: 'Foto – é.png', type: 'image/png' },
          onBeforeRequest: async (request) =>
            request.setHeader('Authorization', `Bearer ${await authorized}`),
          onSuccess: () => resolve(),
          onError: reject,
        });
        upload.start();
      });
      assert.equal((await finish(world, 'ada', id)).status, 201);
    } finally {
      await server.close();
    }
  });
});

onEveryEngine('a backend that takes files whole', (test) => {
  test('says so', async (world) => {
    const { body } = await world.as('ada').get('/session');
    assert.equal(body['capabilities']?.['resumableUploads'], false);
    assert.equal((await begin(world, 'ada', { id: newId() })).status, 404);
  });
});
