import assert from 'node:assert/strict';
import { ACCOUNTS, CASES, DOCUMENTS, PEOPLE } from '../../demo/server/fixtures.js';
import { list, newId, onEveryEngine, problemOf, words } from './support/world.js';
import type { World } from './support/world.js';

async function walk(world: World, query: string): Promise<string[]> {
  const seen: string[] = [];
  let cursor = '';
  do {
    const { body } = await world.as('eve').get(`/cases?scope=all&state=all&limit=3&${query}${cursor}`);
    assert.equal(body['total'], 11);
    seen.push(...list(body['items']).map((item) => words(item['id'])));
    cursor =
      body['nextCursor'] === null || body['nextCursor'] === undefined
        ? ''
        : `&cursor=${encodeURIComponent(words(body['nextCursor']))}`;
    if ((body['nextCursor'] as unknown) === null) break;
  } while (cursor !== '');
  return seen;
}

onEveryEngine('the list of cases', (test) => {
  for (const sort of ['updatedAt', 'createdAt', 'number', 'subject', 'priority', 'status']) {
    test(`sorted by ${sort} shows every case once, and backwards the other way round`, async (world) => {
      await world.db.query(`update support_case set priority = 'high' where id = $1`, [CASES.danOpen]);
      const forwards = await walk(world, `sort=${sort}`);
      const backwards = await walk(world, `sort=-${sort}`);
      assert.equal(new Set(forwards).size, 11);
      assert.deepEqual(backwards, [...forwards].reverse());
    });
  }

  test('refuses the cursor of another query', async (world) => {
    const { body } = await world.as('eve').get('/cases?scope=all&limit=1&sort=subject');
    const cursor = encodeURIComponent(words(body['nextCursor']));
    const answer = await world.as('eve').get(`/cases?scope=all&limit=1&sort=number&cursor=${cursor}`);
    assert.equal(problemOf(answer), 'malformed-request');
  });

  test('is filtered by state, status, category and words', async (world) => {
    const total = async (query: string): Promise<unknown> =>
      (await world.as('ada').get(`/cases?${query}`)).body['total'];
    assert.equal(await total(''), 6);
    assert.equal(await total('state=closed'), 3);
    assert.equal(await total('status=waiting'), 1);
    assert.equal(await total('category=payments'), 0);
    assert.equal(await total('q=TRANSFER'), 1);
    assert.equal(await total('q=transfer%20missing'), 1);
    assert.equal(await total('q=transfer%20nowhere'), 0);
    assert.equal(await total('q=Monday'), 1, 'words of a note');
    assert.equal(await total('q=CAS-01002'), 1);
    assert.equal(await total('q=100%25'), 0);
  });

  test('shows staff what is assigned to them and their team', async (world) => {
    const path = `/cases/${CASES.adaOpen}`;
    await world
      .as('finn')
      .change('PUT', `${path}/assignment`, { to: { kind: 'person', id: PEOPLE.eve } }, path);
    assert.equal((await world.as('eve').get('/cases?scope=assigned')).body['total'], 1);
    assert.equal((await world.as('finn').get('/cases?scope=assigned')).body['total'], 0);
  });
});

onEveryEngine('the session', (test) => {
  test('says who the viewer is and what there is to see', async (world) => {
    const { body, etag } = await world.as('ben').get('/session');
    assert.equal(body['viewer']?.['name'], 'Ben Okafor');
    assert.deepEqual(
      list(body['scopes']).map((scope) => words(scope['id'])),
      ['mine', `account:${ACCOUNTS.acme}`],
    );
    assert.equal(body['capabilities']?.['internalNotes'], false);
    assert.equal(body['settings']?.['noteEditMinutes'], 15);
    assert.equal((await world.as('ben').get('/session', { 'If-None-Match': etag })).status, 304);
    await world.db.query(`insert into setting values ('HelpDesk/CaseDeflection/Enabled', 'false')`);
    const changed = await world.as('ben').get('/session', { 'If-None-Match': etag });
    assert.equal(changed.body['settings']?.['deflectionEnabled'], false);
  });

  test('brings the owner’s own form, and the backend keeps to it', async (world) => {
    const fields = [
      { name: 'subject', type: 'text', label: 'Subject', required: true, maxLength: 20 },
      {
        name: 'branch',
        type: 'choice',
        label: 'Branch',
        required: true,
        options: [{ value: 'hull', label: 'Hull' }],
      },
    ];
    await world.db.query('insert into form values ($1, $2::jsonb)', ['create', JSON.stringify({ fields })]);
    const { body } = await world.as('ada').get('/session');
    assert.deepEqual(
      list(body['forms']?.['create']?.['fields']).map((field) => words(field['name'])),
      ['subject', 'branch'],
    );
    const file = (draft: object): Promise<unknown> =>
      world
        .as('ada')
        .post('/cases', { id: newId(), subject: 'x', deflection: { query: 'x' }, ...draft })
        .then((answer) => [answer.status, answer.body['errors']?.[0]?.['pointer']]);
    assert.deepEqual(await file({}), [422, '/fields/branch']);
    assert.deepEqual(await file({ fields: { branch: 'york' } }), [422, '/fields/branch']);
    assert.deepEqual(await file({ fields: { branch: 'hull' }, subject: 'x'.repeat(21) }), [422, '/subject']);
    assert.deepEqual(await file({ fields: { branch: 'hull' } }), [201, undefined]);
  });

  test('looks up accounts and contacts, for those who may file for them', async (world) => {
    const labels = async (person: 'ada' | 'ben' | 'dan' | 'eve', path: string): Promise<string[]> =>
      list((await world.as(person).get(path)).body['items']).map((item) => words(item['label']));
    assert.deepEqual(await labels('ada', '/lookups/accounts'), ['Acme Ltd']);
    assert.deepEqual(await labels('ben', '/lookups/accounts'), []);
    assert.deepEqual(await labels('ada', `/lookups/contacts?dependsOn=${ACCOUNTS.acme}`), [
      'Ada Quill',
      'Ben Okafor',
      'Cleo Marsh',
    ]);
    assert.deepEqual(await labels('dan', `/lookups/contacts?dependsOn=${ACCOUNTS.acme}`), []);
    assert.deepEqual(await labels('dan', '/lookups/contacts'), ['Dan Iversen']);
    assert.deepEqual(await labels('eve', '/lookups/people?q=finn'), ['Finn Abara']);
    assert.equal((await world.as('ada').get('/lookups/people')).status, 404);
    const first = await world.as('eve').get('/lookups/contacts?limit=1');
    const next = await world
      .as('eve')
      .get(`/lookups/contacts?limit=1&cursor=${words(first.body['nextCursor'])}`);
    assert.deepEqual(
      [first, next].map((page) => page.body['items']?.[0]?.['label']),
      ['Ada Quill', 'Ben Okafor'],
    );
  });
});

onEveryEngine('the search for an answer', (test) => {
  const titles = async (world: World, query: string): Promise<string[]> =>
    list((await world.as('dan').get(`/search?q=${encodeURIComponent(query)}`)).body['items']).map((item) =>
      words(item['title']),
    );

  test('understands a question in a sentence', async (world) => {
    assert.equal(
      (await titles(world, 'Help, I think somebody has stolen my card yesterday'))[0],
      'Lost or stolen card',
    );
    assert.equal((await titles(world, 'why is my transfer so late?'))[0], 'When will my transfer arrive?');
    assert.deepEqual(await titles(world, 'zzzz qqqq'), []);
    assert.deepEqual(await titles(world, `'; drop table document; --`), []);
  });

  test('forgives a misspelt word', async (world) => {
    assert.equal((await titles(world, 'trasnfer'))[0], 'When will my transfer arrive?');
  });

  test('marks what it found', async (world) => {
    const { body } = await world.as('dan').get('/search?q=freeze');
    const excerpt = list(body['items']?.[0]?.['excerpt']);
    assert.deepEqual(excerpt[0], { text: 'Freeze', match: true });
    assert.match(
      excerpt.map((segment) => words(segment['text'])).join(''),
      /^Freeze your card in the app at once\. Then/,
    );
  });

  test('finds resolved and published cases, by their public fields only', async (world) => {
    const { body } = await world.as('dan').get('/search?q=blocked%20PIN&source=case');
    assert.equal(body['items']?.[0]?.['id'], CASES.adaResolved);
    const article = await world.as('dan').get(`/articles/${CASES.adaResolved}`);
    const everything = JSON.stringify([body, article.body]);
    for (const secret of ['Ada', PEOPLE.ada, 'CAS-0'])
      assert.equal(everything.includes(secret), false, secret);
    assert.match(words(article.body['text']), /Ask for a new PIN/);
    assert.equal((await world.as('dan').get(`/cases/${CASES.adaResolved}`)).status, 404);
  });

  test('forgets a case that is published no more', async (world) => {
    await world.as('eve').change('PATCH', `/cases/${CASES.adaResolved}`, { published: false });
    assert.equal((await world.as('dan').get(`/articles/${CASES.adaResolved}`)).status, 404);
    await world.as('eve').change('PATCH', `/cases/${CASES.adaResolved}`, { published: true });
    assert.equal((await world.as('dan').get(`/articles/${CASES.adaResolved}`)).status, 200);
    await world
      .as('ada')
      .change(
        'POST',
        `/cases/${CASES.adaResolved}/transitions`,
        { action: 'reopen' },
        `/cases/${CASES.adaResolved}`,
      );
    assert.equal((await world.as('dan').get(`/articles/${CASES.adaResolved}`)).status, 404);
  });

  test('is remembered with what became of it', async (world) => {
    const outcome = {
      id: newId(),
      trail: { query: 'lost card' },
      outcome: 'answered',
      answeredBy: DOCUMENTS.lostCard,
    };
    assert.equal((await world.as('dan').post('/deflections', outcome)).status, 201);
    assert.equal((await world.as('dan').post('/deflections', outcome)).status, 201);
    assert.equal((await world.as('ada').post('/deflections', outcome)).status, 409);
    const foreign = { ...outcome, id: newId(), caseId: CASES.adaOpen };
    assert.equal((await world.as('dan').post('/deflections', foreign)).status, 422);
    assert.equal((await world.db.query('select 1 from deflection_outcome')).length, 1);
  });

  test('travels with the case that is filed after all, for staff to see', async (world) => {
    const id = newId();
    const deflection = { query: 'lost card', opened: [DOCUMENTS.lostCard] };
    await world.as('dan').post('/cases', { id, subject: 'x', deflection });
    assert.deepEqual((await world.as('eve').get(`/cases/${id}`)).body['deflection'], deflection);
    assert.equal((await world.as('dan').get(`/cases/${id}`)).body['deflection'], null);
  });
});
