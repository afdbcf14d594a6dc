import assert from 'node:assert/strict';
import { openPostgres } from '../../demo/server/db/postgres.js';
import { EventHub } from '../../demo/server/events.js';
import { ACCOUNTS, CASES, NOTES } from '../../demo/server/fixtures.js';
import { CHANGE_CHANNEL } from '../../demo/server/rules/change-log.js';
import { purge } from '../../demo/server/rules/idempotency.js';
import { list, newId, onEveryEngine, problemOf, words } from './support/world.js';
import type { Answer, PersonKey, World } from './support/world.js';

async function cursor(world: World, person: PersonKey): Promise<string> {
  return words((await world.as(person).get('/changes')).body['next']);
}

function since(world: World, person: PersonKey, from: string): Promise<Answer> {
  return world.as(person).get(`/changes?since=${from}`);
}

function ids(value: unknown): string[] {
  return list(value).map((record) => words(record['id']));
}

onEveryEngine('changes', (test) => {
  test('bring what others did, in order, and then nothing', async (world) => {
    const from = await cursor(world, 'ada');
    const noteId = newId();
    await world.as('eve').post(`/cases/${CASES.adaOpen}/notes`, { id: noteId, text: 'News.' });
    await world.as('eve').change('PATCH', `/cases/${CASES.adaNew}`, { priority: 'high' });
    const { body } = await since(world, 'ada', from);
    assert.deepEqual(ids(body['cases']), [CASES.adaOpen, CASES.adaNew]);
    assert.deepEqual(ids(body['notes']), [noteId]);
    assert.equal(body['hasMore'], false);
    const rest = await since(world, 'ada', words(body['next']));
    assert.deepEqual(ids(rest.body['cases']), []);
  });

  test('come in pages', async (world) => {
    const from = await cursor(world, 'ada');
    for (const id of [CASES.adaNew, CASES.adaOpen, CASES.adaWaiting]) {
      await world.as('eve').change('PATCH', `/cases/${id}`, { priority: 'high' });
    }
    const seen: string[] = [];
    let at = from;
    for (let more = true; more;) {
      const { body } = await world.as('ada').get(`/changes?limit=1&since=${at}`);
      seen.push(...ids(body['cases']));
      at = words(body['next']);
      more = (body['hasMore'] as unknown) === true;
    }
    assert.deepEqual(seen, [CASES.adaNew, CASES.adaOpen, CASES.adaWaiting]);
  });

  test('are not told to those whom they do not concern', async (world) => {
    const from = await cursor(world, 'dan');
    await world.as('eve').change('PATCH', `/cases/${CASES.adaOpen}`, { priority: 'high' });
    await world.as('finn').change('DELETE', `/cases/${CASES.adaNew}`);
    const { body } = await since(world, 'dan', from);
    assert.deepEqual([ids(body['cases']), ids(body['tombstones'])], [[], []]);
    assert.equal(JSON.stringify(body).includes(CASES.adaNew), false);
  });

  test('bury what was removed', async (world) => {
    const from = await cursor(world, 'ada');
    const noteId = newId();
    await world.as('ada').post(`/cases/${CASES.adaOpen}/notes`, { id: noteId, text: 'Oops' });
    await world.as('ada').change('DELETE', `/cases/${CASES.adaOpen}/notes/${noteId}`);
    await world.as('finn').change('DELETE', `/cases/${CASES.adaNew}`);
    const { body } = await since(world, 'ada', from);
    const tombstones = list(body['tombstones']).map(
      (entry) => [entry['kind'], entry['id'], entry['reason']] as unknown,
    );
    assert.deepEqual(tombstones, [
      ['note', noteId, 'deleted'],
      ['case', CASES.adaNew, 'deleted'],
    ]);
  });

  test('hide what a person may see no more', async (world) => {
    await world.db.query('update membership set can_read = true where person_id = $1', [world.as('ben').id]);
    const from = await cursor(world, 'ben');
    const moved = await world.as('eve').change('PATCH', `/cases/${CASES.adaAcme}`, { accountId: null });
    assert.equal(moved.status, 200);
    const { body } = await since(world, 'ben', from);
    assert.deepEqual(ids(body['cases']), []);
    assert.equal(body['tombstones']?.[0]?.['reason'], 'hidden');
    assert.deepEqual(ids(body['tombstones']), [CASES.adaAcme]);
  });

  test('hide what moved away once and for all, with everything of it, and bring it back', async (world) => {
    await world.db.query('update membership set can_read = true where person_id = $1', [world.as('ben').id]);
    const from = await cursor(world, 'ben');
    await world.as('eve').post(`/cases/${CASES.adaAcme}/notes`, { id: newId(), text: 'Seen by both' });
    await world.as('eve').change('PATCH', `/cases/${CASES.adaAcme}`, { accountId: null });
    await world
      .as('eve')
      .post(`/cases/${CASES.adaAcme}/notes`, { id: newId(), text: 'zebra-after-the-move' });
    const hidden = await since(world, 'ben', from);
    assert.deepEqual([ids(hidden.body['cases']), ids(hidden.body['notes'])], [[], []]);
    const tombstones = list(hidden.body['tombstones']);
    assert.ok(tombstones.every((entry) => words(entry['caseId']) === CASES.adaAcme));
    assert.ok(tombstones.every((entry) => words(entry['reason']) === 'hidden'));
    assert.ok(ids(tombstones).includes(CASES.adaAcme));
    assert.equal(JSON.stringify(hidden.body).includes('zebra'), false);
    const gone = words(hidden.body['next']);
    await world.as('finn').change('PATCH', `/cases/${CASES.adaAcme}`, { priority: 'low' });
    assert.deepEqual(list((await since(world, 'ben', gone)).body['tombstones']), [], 'buried once');
    await world.as('eve').change('PATCH', `/cases/${CASES.adaAcme}`, { accountId: ACCOUNTS.acme });
    const back = await since(world, 'ben', gone);
    assert.deepEqual([ids(back.body['cases']), list(back.body['tombstones'])], [[CASES.adaAcme], []]);
  });

  test('begin where a list ends, so that nothing between the two is missed', async (world) => {
    const page = await world.as('ada').get('/cases');
    await world.as('eve').change('PATCH', `/cases/${CASES.adaNew}`, { priority: 'high' });
    const { body } = await since(world, 'ada', words(page.body['changesCursor']));
    assert.deepEqual(ids(body['cases']), [CASES.adaNew]);
    const later = words((await world.as('ada').get('/cases?limit=1')).body['changesCursor']);
    assert.deepEqual(ids((await since(world, 'ada', later)).body['cases']), []);
  });

  test('start anew when the rights of a person change, for that person only', async (world) => {
    const [ben, ada] = [await cursor(world, 'ben'), await cursor(world, 'ada')];
    await world.db.query('update membership set can_write = true where person_id = $1 and account_id = $2', [
      world.as('ben').id,
      ACCOUNTS.acme,
    ]);
    const gone = await since(world, 'ben', ben);
    assert.equal(gone.status, 410);
    assert.equal(problemOf(gone), 'resync-required');
    assert.equal((await since(world, 'ada', ada)).status, 200);
    assert.equal((await since(world, 'ben', await cursor(world, 'ben'))).status, 200);
  });

  test('are kept for thirty days', async (world) => {
    const from = await cursor(world, 'ada');
    await world.as('eve').change('PATCH', `/cases/${CASES.adaOpen}`, { priority: 'high' });
    await world.as('eve').change('PATCH', `/cases/${CASES.adaOpen}`, { priority: 'low' });
    world.advance({ days: 31 });
    await purge(world.db, new Date(world.now).toISOString());
    assert.equal((await since(world, 'ada', from)).status, 410);
    assert.equal((await since(world, 'ada', await cursor(world, 'ada'))).status, 200);
  });

  test('refuse what is no cursor, and one of another database', async (world) => {
    for (const bad of ['x', 'AAAA', '..', 'MTIz'])
      assert.equal((await since(world, 'ada', bad)).status, 400, bad);
    const from = await cursor(world, 'ada');
    await world.db.query(`update setting set value = 'ffffffff' where name = 'database/id'`);
    assert.equal((await since(world, 'ada', from)).status, 410);
  });

  test('tell a person’s other devices what was read', async (world) => {
    const [ada, eve] = [await cursor(world, 'ada'), await cursor(world, 'eve')];
    await world
      .as('ada')
      .write('PUT', `/cases/${CASES.adaOpen}/read-mark`, { readUntil: '2026-01-15T11:00:00.000Z' });
    const { body } = await since(world, 'ada', ada);
    assert.deepEqual(ids(body['cases']), [CASES.adaOpen]);
    assert.equal(body['cases']?.[0]?.['unreadCount'], 0);
    assert.deepEqual(ids((await since(world, 'eve', eve)).body['cases']), []);
  });

  test('skip nothing that commits late', async (world) => {
    if (world.url === undefined) return;
    const other = await openPostgres(world.url, 2);
    try {
      const from = await cursor(world, 'ada');
      let at = from;
      await other.transaction(async (slow) => {
        await slow.query('update note set edited_at = created_at where id = $1', [NOTES.public]);
        await slow.query(
          `insert into change_log (kind, record_id, case_id, before, after, at) select 'case', id, id, a.a, a.a, now()
           from support_case, (select '{"people":["${world.as('ada').id}"],"account":null,"public":true}'::jsonb as a) a where id = $1`,
          [CASES.adaWaiting],
        );
        await world.as('eve').change('PATCH', `/cases/${CASES.adaNew}`, { priority: 'high' });
        const early = await since(world, 'ada', at);
        assert.deepEqual(ids(early.body['cases']), [], 'held back until everything before it is known');
        at = words(early.body['next']);
      });
      assert.deepEqual(
        ids((await since(world, 'ada', at)).body['cases']).sort(),
        [CASES.adaNew, CASES.adaWaiting].sort(),
      );
    } finally {
      await other.close();
    }
  });
});

/** Reads a stream of events until it has `count` of them. */
async function readEvents(response: Response, count: number): Promise<string[]> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  assert.ok(reader);
  let text = '';
  const events = (): string[] =>
    text
      .split('\n\n')
      .slice(0, -1)
      .filter((block) => block.includes('event: change'));
  while (events().length < count) {
    const part = await reader.read();
    if (part.done) break;
    text += part.value;
  }
  await reader.cancel();
  return events();
}

async function openEvents(
  world: World,
  person: PersonKey,
  headers: Record<string, string> = {},
): Promise<Response> {
  const token = await world.signToken(world.as(person).id);
  return world.handler(
    new Request('http://backend.example/api/events', {
      headers: { Authorization: `Bearer ${token}`, Accept: 'text/event-stream', ...headers },
    }),
  );
}

onEveryEngine('events', (test) => {
  test('carry ids only, and a cursor to fetch the rest with', async (world) => {
    const response = await openEvents(world, 'ada');
    assert.equal(response.headers.get('Content-Type'), 'text/event-stream');
    const from = await cursor(world, 'ada');
    await world.as('eve').post(`/cases/${CASES.adaOpen}/notes`, { id: newId(), text: 'Secret words' });
    const [event = ''] = await readEvents(response, 1);
    assert.ok(event.includes(`data: {"cases":["${CASES.adaOpen}"]}`), event);
    assert.equal(event.includes('Secret'), false);
    const id = /^id: (.+)$/m.exec(event)?.[1] ?? '';
    assert.deepEqual(ids((await since(world, 'ada', id)).body['cases']), []);
    assert.deepEqual(ids((await since(world, 'ada', from)).body['cases']), [CASES.adaOpen]);
  });

  test('of others and of internal notes are not sent', async (world) => {
    const response = await openEvents(world, 'ada');
    await world.as('dan').post(`/cases/${CASES.danOpen}/notes`, { id: newId(), text: 'x' });
    await world
      .as('eve')
      .post(`/cases/${CASES.adaOpen}/notes`, { id: newId(), text: 'x', visibility: 'internal' });
    await world.as('eve').change('PATCH', `/cases/${CASES.adaWaiting}`, { priority: 'high' });
    const events = await readEvents(response, 1);
    assert.ok(events[0]?.includes(`{"cases":["${CASES.adaWaiting}"]}`), events[0]);
  });

  test('resume where a connection was lost', async (world) => {
    const from = await cursor(world, 'ada');
    await world.as('eve').change('PATCH', `/cases/${CASES.adaWaiting}`, { priority: 'high' });
    const events = await readEvents(await openEvents(world, 'ada', { 'Last-Event-ID': from }), 1);
    assert.ok(events[0]?.includes(CASES.adaWaiting));
  });

  test('say that there is something to ask about when the place is lost', async (world) => {
    const events = await readEvents(await openEvents(world, 'ada', { 'Last-Event-ID': 'nonsense' }), 1);
    assert.ok(events[0]?.includes('data: {"cases":[]}'));
  });

  test('leave nothing behind when the client goes', async (world) => {
    const responses = await Promise.all(Array.from({ length: 12 }, () => openEvents(world, 'ada')));
    const tooMany = await openEvents(world, 'ada');
    assert.equal(tooMany.status, 429);
    for (const response of responses) await response.body?.cancel();
    assert.equal(world.events.size, 0);
  });

  test('keep a quiet connection alive', async (world) => {
    const response = await openEvents(world, 'ada');
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    while (!text.includes(': still here')) text += (await reader?.read())?.value ?? '';
    assert.ok(text.startsWith('retry: 1000\n\n'));
    await reader?.cancel();
  });

  test('come from other processes, too', async (world) => {
    if (world.url === undefined) return;
    const other = await openPostgres(world.url, 2);
    const hub = new EventHub(other, { lookAgainMs: 20 });
    const stop = await other.listen?.(CHANGE_CHANNEL, () => hub.changed());
    try {
      const response = await openEvents(await world.another(other, hub), 'ada');
      await world.as('eve').change('PATCH', `/cases/${CASES.adaWaiting}`, { priority: 'high' });
      const events = await readEvents(response, 1);
      assert.ok(events[0]?.includes(CASES.adaWaiting));
    } finally {
      hub.close();
      await stop?.();
      await other.close();
    }
  });
});
