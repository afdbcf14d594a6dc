import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { takeFolder } from '../../demo/server/data-folder.js';
import { DiskFiles } from '../../demo/server/files/disk-files.js';
import { FileTooLarge } from '../../demo/server/files/file-store.js';
import { StartError, requirePort, startServer } from '../../demo/server/node.js';
import type { RunningServer } from '../../demo/server/node.js';
import { createReferenceBackend } from '../../demo/server/reference.js';
import type { ReferenceBackend } from '../../demo/server/reference.js';
import { CASES, PEOPLE } from '../../demo/server/fixtures.js';
import { seedMinimal } from '../../demo/server/seed-minimal.js';
import { onEveryEngine } from './support/world.js';
import { importQuestions } from '../../demo/server/import.js';

let folder = '';
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'casement-node-'));
});
after(() => rm(folder, { recursive: true, force: true }));

describe('the data folder', () => {
  it('belongs to one process', async () => {
    const path = join(folder, 'one/two');
    const taken = await takeFolder(path);
    await assert.rejects(takeFolder(path), StartError);
    await taken.release();
    await (await takeFolder(path)).release();
  });

  it('names the other process, in one sentence', async () => {
    const path = join(folder, 'other');
    await (await takeFolder(path)).release();
    await writeFile(join(path, 'lock'), String(process.ppid));
    await assert.rejects(takeFolder(path), {
      message: `The data folder ${path} is in use by another process (${process.ppid}): stop it first.`,
    });
  });

  it('is taken over from a process that died', async () => {
    const path = join(folder, 'dead');
    await (await takeFolder(path)).release();
    await writeFile(join(path, 'lock'), '4194304');
    await (await takeFolder(path)).release();
    assert.equal(existsSync(join(path, 'lock')), false);
  });

  it('that cannot be written says so', async () => {
    await assert.rejects(takeFolder('/proc/casement'), { name: 'StartError' });
  });
});

describe('a database server that is not there', () => {
  it('is named in one sentence, without its password', async () => {
    const databaseUrl = 'postgres://casement:s3cret@127.0.0.1:1/casement';
    await assert.rejects(createReferenceBackend({ databaseUrl, dataDir: join(folder, 'no-server') }), {
      name: 'StartError',
      message:
        'The PostgreSQL server at 127.0.0.1:1 cannot be used (ECONNREFUSED): is it running, and may you in?',
    });
  });
});

describe('a port that is taken', () => {
  it('is noticed before anything is begun', async () => {
    const server = await startServer({ host: '127.0.0.1', port: 0, handlers: [] });
    const port = Number(new URL(server.url).port);
    await assert.rejects(requirePort('127.0.0.1', port), StartError);
    await server.close();
    await requirePort('127.0.0.1', port);
  });
});

describe('files on disk', () => {
  it('are stored whole or not at all', async () => {
    const files = new DiskFiles(join(folder, 'files'));
    const id = crypto.randomUUID();
    const stream = (): ReadableStream<Uint8Array> => new Blob(['hello']).stream();
    await assert.rejects(files.put(id, stream(), 4), FileTooLarge);
    assert.equal(await files.get(id), undefined);
    const stored = await files.put(id, stream(), 5);
    assert.deepEqual(stored, {
      size: 5,
      sha256: '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824',
    });
    assert.equal(await new Response((await files.get(id)) ?? null).text(), 'hello');
    await files.delete(id);
    assert.equal(await files.get(id), undefined);
    await assert.rejects(files.get('../../etc/passwd'));
  });
});

describe('the backend behind HTTP', () => {
  let backend: ReferenceBackend;
  let server: RunningServer;
  let dataDir = '';
  const start = async (): Promise<void> => {
    backend = await createReferenceBackend({ dataDir, seed: (db) => seedMinimal(db) });
    server = await startServer({ host: '127.0.0.1', port: 0, handlers: [backend.handler] });
  };
  before(async () => {
    dataDir = join(folder, 'backend');
    await start();
  });
  after(async () => {
    await server.close();
    await backend.close();
  });

  const ask = async (path: string, init: RequestInit & { duplex?: 'half' } = {}): Promise<Response> => {
    const headers = new Headers(init.headers);
    headers.set('Authorization', `Bearer ${await backend.signToken(PEOPLE.ada)}`);
    return fetch(`${server.url}${path}`, { ...init, headers });
  };

  it('answers what is below its path, and leaves the rest', async () => {
    assert.equal((await ask('/api/session')).status, 200);
    assert.equal((await ask('/apiary')).status, 404);
    assert.equal((await ask('/apiary')).headers.get('content-type'), 'text/plain; charset=utf-8');
  });

  it('refuses a second server on its port in one sentence', async () => {
    const port = Number(new URL(server.url).port);
    await assert.rejects(startServer({ host: '127.0.0.1', port, handlers: [] }), (error: Error) => {
      assert.ok(error instanceof StartError);
      assert.match(error.message, new RegExp(`^Port ${port} is already in use: [^.]+\\.?.*$`));
      return true;
    });
  });

  it('streams events and files, and notices when the client goes', async () => {
    const leave = new AbortController();
    const events = await ask('/api/events', { signal: leave.signal });
    const reader = events.body?.getReader();
    const first = await reader?.read();
    assert.match(new TextDecoder().decode(first?.value), /^retry: /);
    leave.abort();
    await assert.rejects(async () => {
      for (;;) if ((await reader?.read())?.done !== false) throw new Error('ended');
    });
    const path = `/api/cases/${CASES.adaOpen}/attachments/${crypto.randomUUID()}`;
    const bytes = new Uint8Array(300_000).fill(65);
    const put = await ask(`${path}?name=a.txt&type=text/plain`, {
      method: 'PUT',
      headers: { 'Content-Type': 'application/octet-stream', 'Idempotency-Key': crypto.randomUUID() },
      body: bytes,
    });
    assert.equal(put.status, 201);
    const got = await ask(`${path}/content`);
    assert.deepEqual(new Uint8Array(await got.arrayBuffer()), bytes);
  });

  it('has everything after a restart, and still knows its tokens', async () => {
    const token = await backend.signToken(PEOPLE.ada);
    await server.close();
    await backend.close();
    await start();
    assert.equal(backend.seeded, false);
    const response = await fetch(`${server.url}/api/cases/${CASES.adaOpen}`, {
      headers: { Authorization: `Bearer ${token}` },
    });
    assert.equal(response.status, 200);
    assert.equal(
      (JSON.parse(await readFile(join(dataDir, 'keys.json'), 'utf8')) as { publicKey: { kty: string } })
        .publicKey.kty,
      'EC',
    );
  });

  it('closes while streams are open', async () => {
    const response = await ask('/api/events');
    await server.close();
    await response.body?.cancel().catch(() => undefined);
    await backend.close();
    await start();
  });
});

onEveryEngine('importing questions', (test) => {
  test('skips wrong rows with their lines, and is safe to repeat', async (world) => {
    const path = join(folder, 'questions.csv');
    await writeFile(
      path,
      '\uFEFFtext,category\n"Where, please, is my card?",card_arrival\n,cards\nonly one\n"bad "quote",cards\nWhere,card_arrival\n',
    );
    const first = await importQuestions(world.db, path);
    assert.equal(first.imported, 2);
    assert.deepEqual(
      first.skipped.map(({ line }) => line),
      [3, 4, 5],
    );
    const again = await importQuestions(world.db, path);
    assert.deepEqual([again.imported, again.known], [0, 2]);
    const found = await world.as('dan').get('/search?q=where%20card&source=case');
    assert.equal(found.body['items']?.[0]?.['title'], 'Where, please, is my card?');
  });

  test('needs its two columns', async (world) => {
    const path = join(folder, 'other.csv');
    await writeFile(path, 'question,topic\na,b\n');
    await assert.rejects(importQuestions(world.db, path), StartError);
    await assert.rejects(importQuestions(world.db, join(folder, 'none.csv')), StartError);
  });

  test('takes ten thousand in well under half a minute', async (world) => {
    const path = join(folder, 'many.csv');
    const rows = Array.from({ length: 10_000 }, (_, index) => `How do I pay bill number ${index}?,payments`);
    await writeFile(path, `text,category\n${rows.join('\n')}\n`);
    // Time of the processor: a busy machine must not fail the test.
    const started = process.cpuUsage();
    assert.equal((await importQuestions(world.db, path)).imported, 10_000);
    const { user, system } = process.cpuUsage(started);
    assert.ok((user + system) / 1000 < 20_000, `${(user + system) / 1000} ms`);
  });
});
