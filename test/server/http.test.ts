import assert from 'node:assert/strict';
import { SignJWT, generateKeyPair } from 'jose';
import { CASES, PEOPLE } from '../../demo/server/fixtures.js';
import { newId, onEveryEngine, problemOf, words } from './support/world.js';
import type { World } from './support/world.js';

async function forged(claims: { audience?: string; issuer?: string }, now: number): Promise<string> {
  const { privateKey } = await generateKeyPair('ES256');
  const seconds = Math.floor(now / 1000);
  return new SignJWT()
    .setProtectedHeader({ alg: 'ES256' })
    .setSubject(PEOPLE.ada)
    .setAudience(claims.audience ?? 'casement')
    .setIssuer(claims.issuer ?? 'casement-host')
    .setExpirationTime(seconds + 300)
    .sign(privateKey);
}

function unsigned(): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'none' })}.${part({ sub: PEOPLE.ada, aud: 'casement', iss: 'casement-host', exp: 9e9 })}.`;
}

async function withToken(world: World, token: string): Promise<unknown> {
  const answer = await world.send('GET', '/session', { headers: { Authorization: `Bearer ${token}` } });
  assert.match(answer.headers.get('WWW-Authenticate') ?? '', /^Bearer/);
  return [answer.status, problemOf(answer)];
}

onEveryEngine('identity', (test) => {
  test('is a token of the host, for this backend, in time', async (world) => {
    const refused = [401, 'unauthenticated'];
    const good = await world.signToken(PEOPLE.ada);
    assert.deepEqual(await withToken(world, await forged({}, world.now)), refused);
    assert.deepEqual(await withToken(world, unsigned()), refused);
    assert.deepEqual(await withToken(world, `${good.slice(0, -4)}AAAA`), refused);
    assert.deepEqual(await withToken(world, 'nonsense'), refused);
    assert.deepEqual(await withToken(world, await world.signToken(newId())), refused, 'of somebody unknown');
    world.advance({ minutes: 6 });
    assert.deepEqual(await withToken(world, good), refused, 'expired');
    const answer = await world.send('GET', '/session');
    assert.equal(answer.status, 401);
  });

  test('never appears in the log', async (world) => {
    const token = await world.signToken(PEOPLE.ada);
    await world.send('GET', '/session?x=1', { headers: { Authorization: `Bearer ${token}` } });
    const log = JSON.stringify(world.log);
    assert.equal(log.includes(token), false);
    assert.equal(log.includes('?x=1'), false);
    assert.ok(log.includes('"/api/session"'));
  });
});

onEveryEngine('HTTP', (test) => {
  test('protects every answer', async (world) => {
    for (const answer of [
      await world.as('ada').get('/cases'),
      await world.send('GET', '/cases'),
      await world.send('GET', '/x'),
    ]) {
      assert.equal(answer.headers.get('X-Content-Type-Options'), 'nosniff');
      assert.equal(answer.headers.get('Cache-Control'), 'private, no-store');
      assert.equal(answer.headers.get('Vary'), 'Authorization, Origin');
    }
  });

  test('knows which methods an address has', async (world) => {
    const answer = await world.as('ada').send('PUT', '/session');
    assert.equal(answer.status, 405);
    assert.equal(answer.headers.get('Allow'), 'GET, HEAD, OPTIONS');
    const head = await world.as('ada').send('HEAD', '/session');
    assert.deepEqual([head.status, words(head.body['text'])], [200, '']);
    assert.equal((await world.as('ada').send('BREW', '/session')).status, 405);
    const options = await world.send('OPTIONS', `/cases/${CASES.adaOpen}`);
    assert.deepEqual(
      [options.status, options.headers.get('Allow')],
      [204, 'GET, DELETE, PATCH, HEAD, OPTIONS'],
    );
  });

  test('refuses what it cannot read', async (world) => {
    const post = async (body: BodyInit, headers: Record<string, string> = {}): Promise<number> => {
      const all = { 'Content-Type': 'application/json', 'Idempotency-Key': world.key(), ...headers };
      return (await world.as('ada').send('POST', '/cases', { body, headers: all })).status;
    };
    assert.equal(await post('{'), 400);
    assert.equal(await post(''), 400);
    assert.equal(await post(new Uint8Array([0x7b, 0xff, 0x7d])), 400);
    assert.equal(await post('['.repeat(100_000)), 400);
    assert.equal(await post(`${'['.repeat(100)}${']'.repeat(100)}`), 400);
    assert.equal(await post('x'.repeat(1_100_000)), 413);
    assert.equal(await post('{}', { 'Content-Type': 'text/plain' }), 415);
    assert.equal(await post('{}', { 'Content-Type': 'application/json; charset=utf-16' }), 415);
    assert.equal(await post('{}', { 'Content-Encoding': 'gzip' }), 415);
    assert.equal(await post('{}', { Accept: 'text/html' }), 406);
    assert.equal(
      await post(JSON.stringify({ id: newId(), subject: 'a\u0000b', deflection: { query: 'x' } })),
      422,
    );
    assert.equal(await post(`{"id":"${newId()}","subject":"\\ud800","deflection":{"query":"x"}}`), 422);
    assert.equal(await post('{"__proto__":{},"id":1e999}'), 422);
  });

  test('refuses queries that are not in order', async (world) => {
    for (const query of [
      'limit=0',
      'limit=x',
      'limit=99999999999999999999',
      'sort=nope',
      'state=a&state=b',
      'q=%00',
      'q=%zz',
      'q=%ff',
      'cursor=x',
    ]) {
      const answer = await world.as('ada').get(`/cases?${query}`);
      assert.equal(answer.status, 400, query);
    }
    assert.equal((await world.as('ada').get('/cases/%ff')).status, 400);
    assert.equal((await world.as('ada').get('/cases/nonsense')).status, 404);
  });

  test('quotes a correlation id, and no more than the contract says', async (world) => {
    const answer = await world.as('ada').get('/cases/nonsense');
    assert.match(words(answer.body['instance']), /^urn:uuid:[0-9a-f-]{36}$/);
    assert.deepEqual(Object.keys(answer.body).sort(), ['instance', 'status', 'title', 'type']);
  });

  test(
    'lets floods wait',
    async (world) => {
      const path = `/cases/${CASES.adaOpen}/read-mark`;
      const write = (): Promise<{ status: number; headers: Headers }> =>
        world.as('ada').write('PUT', path, { readUntil: '2026-01-01T00:00:00.000Z' });
      assert.deepEqual([(await write()).status, (await write()).status], [200, 200]);
      const third = await write();
      assert.deepEqual([third.status, third.headers.get('Retry-After')], [429, '2']);
      world.advance({ milliseconds: 2_000 });
      assert.equal((await write()).status, 200);
    },
    { rateLimit: { burst: 2, perSecond: 0.5 } },
  );

  test(
    'answers other origins only where the owner says so',
    async (world) => {
      const allowed = await world.send('OPTIONS', '/cases', { headers: { Origin: 'https://bank.example' } });
      assert.equal(allowed.headers.get('Access-Control-Allow-Origin'), 'https://bank.example');
      assert.match(
        allowed.headers.get('Access-Control-Allow-Headers') ?? '',
        /Idempotency-Key.*Casement-Viewer/,
      );
      const answer = await world.as('ada').get('/cases', { Origin: 'https://bank.example' });
      const exposed = (answer.headers.get('Access-Control-Expose-Headers') ?? '').split(', ');
      for (const name of [
        'ETag',
        'Retry-After',
        'Location',
        'Upload-Offset',
        'Upload-Length',
        'Content-Disposition',
      ])
        assert.ok(exposed.includes(name), name);
      const sent = (allowed.headers.get('Access-Control-Allow-Headers') ?? '').split(', ');
      for (const name of [
        'Tus-Resumable',
        'Upload-Length',
        'Upload-Metadata',
        'Upload-Offset',
        'Repr-Digest',
      ])
        assert.ok(sent.includes(name), name);
      assert.match(allowed.headers.get('Access-Control-Allow-Methods') ?? '', /HEAD.*PATCH/);
      const other = await world.as('ada').get('/cases', { Origin: 'https://evil.example' });
      assert.equal(other.headers.get('Access-Control-Allow-Origin'), null);
    },
    { allowedOrigins: ['https://bank.example'] },
  );

  test('answers no other origin by default', async (world) => {
    const answer = await world.send('OPTIONS', '/cases', { headers: { Origin: 'https://bank.example' } });
    assert.equal(answer.headers.get('Access-Control-Allow-Origin'), null);
  });
});
