import assert from 'node:assert/strict';
import { ACCOUNTS, CASES, HOLDERS, PEOPLE } from '../../demo/server/fixtures.js';
import { newId, onEveryEngine, problemOf, words } from './support/world.js';

const searched = { deflection: { query: 'lost card' } };

onEveryEngine('filing a case', (test) => {
  test('gives it a number and the filer as contact and owner', async (world) => {
    const id = newId();
    const answer = await world.as('ada').post('/cases', { id, subject: ' Card lost ', ...searched });
    assert.equal(answer.status, 201);
    const record = answer.body['case'];
    assert.match(words(record?.['number']), /^CAS-\d{5}$/);
    assert.equal(record?.['subject'], 'Card lost');
    assert.equal(record?.['status'], 'new');
    assert.equal(record?.['priority'], 'normal');
    assert.equal(record?.['origin'], 'web');
    assert.equal(record?.['contact']?.['id'], PEOPLE.ada);
    assert.equal(record?.['owner']?.['id'], PEOPLE.ada);
    assert.equal(answer.etag, `"${words(record?.['version'])}"`);
  });

  test('is refused to customers who did not search, and not to staff', async (world) => {
    const refused = await world.as('ada').post('/cases', { id: newId(), subject: 'Card lost' });
    assert.equal(refused.status, 422);
    assert.equal(problemOf(refused), 'search-required');
    const accepted = await world
      .as('eve')
      .post('/cases', { id: newId(), subject: 'Card lost', contactId: PEOPLE.dan });
    assert.equal(accepted.status, 201);
  });

  test('needs no search where the owner turned that off', async (world) => {
    await world.db.query(`insert into setting values ('HelpDesk/CaseDeflection/Enabled', 'false')`);
    const answer = await world.as('ada').post('/cases', { id: newId(), subject: 'Card lost' });
    assert.equal(answer.status, 201);
  });

  test('names every field that is wrong', async (world) => {
    const draft = { id: newId(), subject: 'x', category: 'no-such', fields: { colour: 'red' }, ...searched };
    const answer = await world.as('ada').post('/cases', draft);
    assert.equal(answer.status, 422);
    const pointers = (answer.body['errors'] as unknown as { pointer: string }[]).map(
      (error) => error.pointer,
    );
    assert.deepEqual(pointers.sort(), ['/category', '/fields/colour']);
  });

  test('refuses a contact who is not of the account, in the exact words', async (world) => {
    const draft = { id: newId(), subject: 'x', accountId: ACCOUNTS.acme, contactId: PEOPLE.dan, ...searched };
    const answer = await world.as('ada').post('/cases', draft);
    assert.equal(answer.status, 422);
    assert.equal(problemOf(answer), 'unrelated-contact');
    assert.equal(
      answer.body['detail'],
      "The specified contact doesn't belong to the account selected as the customer. Specify a contact that belongs to the selected account, and then try again.",
    );
    assert.equal(answer.body['errors']?.[0]?.['pointer'], '/contactId');
  });

  test('refuses an unrelated contact in the words of the owner, if there are any', async (world) => {
    await world.db.query(`insert into replaced_text values ('cases/unrelatedcontact', 'Not one of them.')`);
    const draft = { id: newId(), subject: 'x', accountId: ACCOUNTS.acme, contactId: PEOPLE.dan };
    const answer = await world.as('eve').post('/cases', draft);
    assert.equal(answer.body['detail'], 'Not one of them.');
  });

  test('is not for those who may only read the account', async (world) => {
    const draft = { id: newId(), subject: 'x', accountId: ACCOUNTS.acme, ...searched };
    const answer = await world.as('ben').post('/cases', draft);
    assert.equal(answer.status, 403);
  });

  test('does not tell whether somebody else’s account exists', async (world) => {
    const at = async (accountId: string): Promise<unknown> => {
      const answer = await world
        .as('dan')
        .post('/cases', { id: newId(), subject: 'x', accountId, ...searched });
      return [answer.status, answer.body['detail']];
    };
    assert.deepEqual(await at(ACCOUNTS.acme), await at(newId()));
  });

  test('binds the account’s entitlement until it is used up', async (world) => {
    const file = async (): Promise<Record<string, unknown>> => {
      const draft = { id: newId(), subject: 'x', accountId: ACCOUNTS.acme, ...searched };
      return (await world.as('ada').post('/cases', draft)).body['case'] as unknown as Record<string, unknown>;
    };
    const bound = await file();
    assert.equal((bound['entitlement'] as { name: string }).name, 'Standard support');
    assert.deepEqual(bound['firstResponse'], { dueAt: '2026-01-15T16:00:00.000Z', state: 'running' });
    await file();
    await file();
    assert.equal((await file())['entitlement'], null);
    await world.db.query(`insert into setting values ('entitlement/required', 'true')`);
    const draft = { id: newId(), subject: 'x', accountId: ACCOUNTS.acme, ...searched };
    assert.equal(problemOf(await world.as('ada').post('/cases', draft)), 'entitlement-required');
  });
});

onEveryEngine('changing a case', (test) => {
  test('answers the case as it is now, with a new version', async (world) => {
    const before = await world.as('ada').get(`/cases/${CASES.adaOpen}`);
    const answer = await world.as('ada').change('PATCH', `/cases/${CASES.adaOpen}`, { priority: 'high' });
    assert.equal(answer.status, 200);
    assert.equal(answer.body['case']?.['priority'], 'high');
    assert.notEqual(answer.etag, before.etag);
  });

  test('needs the version that it was made on', async (world) => {
    const path = `/cases/${CASES.adaOpen}`;
    const missing = await world.as('ada').write('PATCH', path, { priority: 'high' });
    assert.equal(missing.status, 428);
    const any = await world.as('ada').write('PATCH', path, { priority: 'high' }, { 'If-Match': '*' });
    assert.equal(any.status, 428);
    const { etag } = await world.as('ada').get(path);
    const weak = await world
      .as('ada')
      .write('PATCH', path, { priority: 'high' }, { 'If-Match': `W/${etag}` });
    assert.equal(weak.status, 412);
    await world.as('ada').change('PATCH', path, { priority: 'low' });
    const stale = await world.as('ada').write('PATCH', path, { priority: 'high' }, { 'If-Match': etag });
    assert.equal(stale.status, 412);
    assert.equal(stale.body['current']?.['priority'], 'low');
  });

  test('does not conflict with a note that came in between', async (world) => {
    const path = `/cases/${CASES.adaOpen}`;
    const { etag } = await world.as('ada').get(path);
    await world.as('eve').post(`${path}/notes`, { id: newId(), text: 'One moment.' });
    const after = await world.as('ada').get(path);
    assert.notEqual(after.etag, etag, 'a cached copy is out of date');
    const answer = await world.as('ada').write('PATCH', path, { priority: 'high' }, { 'If-Match': etag });
    assert.equal(answer.status, 200);
  });

  test('keeps staff’s fields to staff', async (world) => {
    const path = `/cases/${CASES.adaOpen}`;
    for (const change of [{ status: 'on_hold' }, { resolution: 'x' }, { published: true }]) {
      assert.equal((await world.as('ada').change('PATCH', path, change)).status, 403);
    }
    const answer = await world.as('eve').change('PATCH', path, { status: 'on_hold', resolution: 'x' });
    assert.equal(answer.body['case']?.['status'], 'on_hold');
    assert.equal((await world.as('eve').change('PATCH', path, { status: 'closed' })).status, 422);
  });

  test('of a closed case depends on the setting', async (world) => {
    const path = `/cases/${CASES.adaClosed}`;
    assert.equal((await world.as('ada').change('PATCH', path, { subject: 'Better words' })).status, 200);
    await world.db.query(`insert into setting values ('cases/closedcaseseditable', 'false')`);
    assert.equal(
      problemOf(await world.as('ada').change('PATCH', path, { subject: 'Other words' })),
      'transition-refused',
    );
    assert.equal((await world.as('eve').change('PATCH', path, { subject: 'Other words' })).status, 200);
  });

  test('checks contact and account against each other', async (world) => {
    const answer = await world
      .as('eve')
      .change('PATCH', `/cases/${CASES.danOpen}`, { accountId: ACCOUNTS.acme });
    assert.equal(problemOf(answer), 'unrelated-contact');
    const moved = await world
      .as('ada')
      .change('PATCH', `/cases/${CASES.adaOpen}`, { accountId: ACCOUNTS.acme });
    assert.equal(moved.body['case']?.['account']?.['name'], 'Acme Ltd');
  });

  test('is not sent twice to a client that already has it', async (world) => {
    const path = `/cases/${CASES.adaOpen}`;
    const { etag } = await world.as('ada').get(path);
    assert.equal((await world.as('ada').get(path, { 'If-None-Match': `"x", ${etag}` })).status, 304);
    await world.as('ada').write('PUT', `${path}/read-mark`, { readUntil: '2026-01-15T11:00:00.000Z' });
    assert.equal((await world.as('ada').get(path, { 'If-None-Match': etag })).status, 200);
  });
});

onEveryEngine('assigning a case', (test) => {
  test('hands it to a person, a team, a queue and nobody', async (world) => {
    const path = `/cases/${CASES.adaOpen}`;
    const holders = [
      { kind: 'person', id: PEOPLE.finn },
      { kind: 'team', id: HOLDERS.team },
      { kind: 'queue', id: HOLDERS.queue },
    ];
    for (const to of holders) {
      const answer = await world.as('eve').change('PUT', `${path}/assignment`, { to }, path);
      assert.equal(answer.body['case']?.['assignee']?.['id'], to.id);
    }
    const answer = await world.as('eve').change('PUT', `${path}/assignment`, { to: null }, path);
    assert.equal(answer.body['case']?.['assignee'], null);
  });

  test('is for staff, and to staff', async (world) => {
    const path = `/cases/${CASES.adaOpen}`;
    const to = { kind: 'person', id: PEOPLE.finn };
    assert.equal((await world.as('ada').change('PUT', `${path}/assignment`, { to }, path)).status, 403);
    const customer = { kind: 'person', id: PEOPLE.ada };
    assert.equal(
      (await world.as('eve').change('PUT', `${path}/assignment`, { to: customer }, path)).status,
      422,
    );
  });
});

onEveryEngine('removing a case', (test) => {
  test('takes its notes, activities and files along', async (world) => {
    const path = `/cases/${CASES.adaOpen}`;
    const answer = await world.as('finn').change('DELETE', path);
    assert.equal(answer.status, 200);
    for (const table of ['note', 'activity', 'attachment']) {
      const left = await world.db.query(`select 1 from ${table} where case_id = $1`, [CASES.adaOpen]);
      assert.equal(left.length, 0, table);
    }
    assert.equal((await world.as('ada').get(path)).status, 404);
  });

  test('is for those who were granted it', async (world) => {
    assert.equal((await world.as('ada').change('DELETE', `/cases/${CASES.adaOpen}`)).status, 403);
    assert.equal((await world.as('eve').change('DELETE', `/cases/${CASES.adaOpen}`)).status, 403);
    assert.equal((await world.as('cleo').change('DELETE', `/cases/${CASES.adaAcme}`)).status, 200);
  });
});

onEveryEngine('e-mail to a queue', (test) => {
  test('becomes a case of its sender', async (world) => {
    const path = `/queues/${HOLDERS.queue}/emails`;
    const email = { id: newId(), from: 'ADA@example.org', subject: 'Help', text: 'My card is gone.' };
    const answer = await world.as('eve').post(path, email);
    assert.equal(answer.status, 201);
    assert.equal(answer.body['case']?.['contact']?.['id'], PEOPLE.ada);
    assert.equal(answer.body['case']?.['origin'], 'email');
    assert.equal(answer.body['case']?.['assignee']?.['id'], HOLDERS.queue);
    assert.equal((await world.as('ada').get(`/cases/${email.id}`)).status, 200);
  });

  test('makes a contact of an unknown sender, once', async (world) => {
    const path = `/queues/${HOLDERS.queue}/emails`;
    const send = (): Promise<unknown> =>
      world.as('eve').post(path, { id: newId(), from: 'new@example.net', subject: '', text: '' });
    await send();
    await send();
    const people = await world.db.query(`select 1 from person where email = 'new@example.net'`);
    assert.equal(people.length, 1);
  });

  test('keeps what does not fit into the subject', async (world) => {
    const subject = 'word '.repeat(100).trim();
    const email = { id: newId(), from: 'ada@example.org', subject, text: 'Text.' };
    const answer = await world.as('eve').post(`/queues/${HOLDERS.queue}/emails`, email);
    assert.equal(words(answer.body['case']?.['subject']).length, 255);
    assert.ok(words(answer.body['case']?.['description']).startsWith(subject));
  });

  test('is an address that customers do not have', async (world) => {
    const email = { id: newId(), from: 'ada@example.org', subject: 'x', text: '' };
    assert.equal((await world.as('ada').post(`/queues/${HOLDERS.queue}/emails`, email)).status, 404);
  });
});
