import assert from 'node:assert/strict';
import { CASES, DOCUMENTS, INTERNAL_WORDS, PEOPLE } from '../../demo/server/fixtures.js';
import { insertAll } from '../../demo/server/db/bulk.js';
import { openPostgres } from '../../demo/server/db/postgres.js';
import { engineOf } from '../../demo/server/search/engine.js';
import { list, newId, onEveryEngine, problemOf, words } from './support/world.js';
import type { Answer, PersonKey, World } from './support/world.js';

const EVERYBODY = Object.keys(PEOPLE) as PersonKey[];

interface NewDocument {
  readonly id?: string;
  readonly source?: string;
  readonly title: string;
  readonly category?: string | null;
  readonly body?: string;
}

async function publish(world: World, documents: readonly NewDocument[]): Promise<string[]> {
  const rows = documents.map((document) => ({
    id: newId(),
    source: 'article',
    category: null,
    keywords: '',
    body: '',
    updated_at: '2026-01-01T00:00:00Z',
    ...document,
  }));
  const columns = {
    id: 'uuid',
    source: 'text',
    title: 'text',
    category: 'text',
    keywords: 'text',
    body: 'text',
  };
  await insertAll(world.db, 'document', { ...columns, updated_at: 'timestamptz' }, rows);
  return rows.map(({ id }) => id);
}

function ask(world: World, question: string, rest = ''): Promise<Answer> {
  return world.as('dan').get(`/search?q=${encodeURIComponent(question)}${rest}`);
}

async function idsOf(world: World, question: string, rest = ''): Promise<string[]> {
  return list((await ask(world, question, rest)).body['items']).map((item) => words(item['id']));
}

async function titlesOf(world: World, question: string, rest = ''): Promise<string[]> {
  return list((await ask(world, question, rest)).body['items']).map((item) => words(item['title']));
}

onEveryEngine('what a search may find', (test) => {
  const PRIVATE = Object.values(CASES).filter((id) => id !== CASES.adaResolved);

  test('is nothing private, whoever asks', async (world) => {
    const subjects = await world.db.query<{ subject: string }>('select subject from support_case');
    const questions = [...subjects.map(({ subject }) => subject), INTERNAL_WORDS, 'Ada Quill', 'CAS 1001'];
    for (const person of EVERYBODY) {
      for (const question of questions) {
        const { body } = await world.as(person).get(`/search?q=${encodeURIComponent(question)}&limit=100`);
        const found = list(body['items']).map((item) => words(item['id']));
        assert.deepEqual(
          found.filter((id) => PRIVATE.some((secret) => secret === id)),
          [],
          `${person} asks for ${question}`,
        );
        assert.equal(JSON.stringify(body['items']).includes(INTERNAL_WORDS), false);
        assert.equal(JSON.stringify(body['items']).includes('Quill'), false);
      }
    }
  });

  test('ends the moment that a case is published no more, is reopened or is gone', async (world) => {
    const isFound = async (): Promise<boolean> =>
      (await idsOf(world, 'my PIN is blocked')).includes(CASES.adaResolved);
    const set = (change: string): Promise<unknown> =>
      world.db.query(`update support_case set ${change} where id = $1`, [CASES.adaResolved]);
    assert.equal(await isFound(), true);
    await set('published = false');
    assert.equal(await isFound(), false);
    await set('published = true');
    assert.equal(await isFound(), true);
    await set(`status = 'open', closed_at = null`);
    assert.equal(await isFound(), false);
    await set(`status = 'resolved', closed_at = now()`);
    assert.equal(await isFound(), true);
    await world.db.query('delete from support_case where id = $1', [CASES.adaResolved]);
    assert.equal(await isFound(), false);
  });

  test('follows a document that changes its words, and forgets all when all are gone', async (world) => {
    await world.db.query(
      `update document set title = 'Marmalade', keywords = '', body = 'toast' where id = $1`,
      [DOCUMENTS.transfer],
    );
    assert.deepEqual(await idsOf(world, 'marmalade'), [DOCUMENTS.transfer]);
    assert.deepEqual(await idsOf(world, 'arrive'), []);
    await world.db.exec('truncate document');
    assert.deepEqual(await idsOf(world, 'marmalade'), []);
    const [id] = await publish(world, [{ title: 'Marmalade again' }]);
    assert.deepEqual(await idsOf(world, 'marmalade'), [id]);
  });

  test('is the same for another process', async (world) => {
    if (world.url === undefined) return;
    const elsewhere = await openPostgres(world.url, 1);
    try {
      const other = engineOf(elsewhere);
      assert.deepEqual((await other.find({ text: 'lemonade' })).ids, []);
      const ids = await publish(world, [{ title: 'Lemonade' }]);
      assert.deepEqual((await other.find({ text: 'lemonade' })).ids, ids);
      await world.db.query('delete from document where id = $1', ids);
      assert.deepEqual((await other.find({ text: 'lemonade' })).ids, []);
    } finally {
      await elsewhere.close();
    }
  });

  test('is limited to a source and to a category', async (world) => {
    await publish(world, [
      { title: 'Teapot news', source: 'blog', category: 'payments' },
      { title: 'Teapot talk', source: 'forum', category: 'cards' },
      { title: 'Teapot help', source: 'article', category: 'cards' },
    ]);
    assert.deepEqual(await titlesOf(world, 'teapot', '&source=blog'), ['Teapot news']);
    assert.deepEqual((await titlesOf(world, 'teapot', '&category=cards')).sort(), [
      'Teapot help',
      'Teapot talk',
    ]);
    assert.deepEqual(await titlesOf(world, 'teapot', '&category=cards&source=forum'), ['Teapot talk']);
    assert.deepEqual(await titlesOf(world, 'teapot', '&category=none-such'), []);
  });

  test('comes in pages, each result once', async (world) => {
    const ids = await publish(
      world,
      Array.from({ length: 23 }, (_, at) => ({
        title: `Teapot number ${at}`,
        body: 'All about the teapot.',
      })),
    );
    const seen: string[] = [];
    let cursor = '';
    for (;;) {
      const { body } = await ask(world, 'teapot', `&limit=5${cursor}`);
      seen.push(...list(body['items']).map((item) => words(item['id'])));
      assert.equal(body['total'], 23);
      if ((body['nextCursor'] as unknown) === null) break;
      cursor = `&cursor=${encodeURIComponent(words(body['nextCursor']))}`;
    }
    assert.deepEqual([...seen].sort(), [...ids].sort());
  });
});

onEveryEngine('the words of a search', (test) => {
  test('may be misspelt, unfinished, or in another form', async (world) => {
    const [payee, refunds] = await publish(world, [
      { title: 'Adding a beneficiary', body: 'Give their account number.' },
      { title: 'Refunds from a merchant', body: 'They take up to ten days.' },
    ]);
    for (const question of ['beneficary', 'benefciary', 'How do I add beneficiaries', 'benefic'])
      assert.equal((await idsOf(world, question))[0], payee, question);
    for (const question of ['refnud', 'a refund?', 'refunded', 'when is my merchnat refund coming'])
      assert.equal((await idsOf(world, question))[0], refunds, question);
  });

  test('may be German, with its endings and compounds', async (world) => {
    const [bill, card, words] = await publish(world, [
      { title: 'Abrechnung der Kreditkarte', body: 'Die Abrechnungen kommen am Monatsende.' },
      { title: 'Bankkarten sperren', body: 'Eine Karte wird sofort gesperrt. Die Bank hilft.' },
      { title: 'Bücher bestellen', body: 'Ein Buch kommt mit der Post.' },
    ]);
    assert.equal((await idsOf(world, 'Wo ist meine Kreditkartenabrechnung?'))[0], bill);
    assert.ok((await idsOf(world, 'Karten')).includes(card ?? ''));
    assert.equal((await idsOf(world, 'Buches'))[0], words);
  });

  test('may be written without blanks between them', async (world) => {
    const [id] = await publish(world, [{ title: '銀行カードを紛失しました' }]);
    assert.equal((await idsOf(world, 'カードの紛失'))[0], id);
  });

  test('mean what the owner says they mean', async (world) => {
    const [id] = await publish(world, [{ title: 'Cash machine kept my money' }]);
    assert.deepEqual(await idsOf(world, 'bancomat'), []);
    await world.db.query(`insert into setting (name, value) values ('search/synonyms', $1)`, [
      'cash machine, ATM, Bancomat\nSIM, mobile chip',
    ]);
    assert.equal((await idsOf(world, 'the Bancomat!'))[0], id);
  });

  test('find nothing when they say nothing', async (world) => {
    for (const question of [
      'what is it that I should do',
      'und wie oder',
      '???',
      '12',
      `'; drop table document; --`,
    ])
      assert.deepEqual(await idsOf(world, question), [], question);
  });

  test('are marked in the excerpt, around the place that says most', async (world) => {
    const body = `${'Nothing to see here. '.repeat(60)}Order a blue teapot in the app.${' And so on.'.repeat(60)}`;
    await publish(world, [{ title: 'Kitchen', body }]);
    const { body: page } = await ask(world, 'blue teapots');
    const excerpt = list(page['items']?.[0]?.['excerpt']);
    const marked = excerpt.filter((segment) => (segment['match'] as unknown) === true);
    assert.deepEqual(
      marked.map((segment) => words(segment['text'])),
      ['blue', 'teapot'],
    );
    const whole = excerpt.map((segment) => words(segment['text'])).join('');
    assert.match(whole, /^… .*Order a blue teapot in the app\. .* …$/);
    assert.ok(whole.length < 400, `${whole.length} characters`);
  });
});

onEveryEngine('the order of what is found', (test) => {
  const SAME = Array.from({ length: 6 }, (_, at) => ({
    source: 'case',
    category: 'top-up',
    title: `My top up by card failed again, number ${at}`,
  }));

  test('shows the one article and the other matter before the same case again', async (world) => {
    const cases = await publish(world, SAME);
    const [article, other] = await publish(world, [
      { title: 'When a top up fails', body: 'Try another card.' },
      { source: 'case', category: 'card-declined', title: 'My card was declined in a shop, again' },
    ]);
    const shown = (await idsOf(world, 'my card top up failed again')).slice(0, 5);
    assert.ok(cases.includes(shown[0] ?? ''), 'a case of the matter comes first');
    assert.ok(shown.includes(article ?? ''), 'the article is shown');
    assert.ok(shown.slice(0, 4).includes(other ?? ''), 'and the other matter');
  });

  test('follows what people say, one say each, and staff', async (world) => {
    const [first = '', second = ''] = (
      await publish(world, [{ title: 'Blue teapot' }, { title: 'Blue teapot' }])
    ).sort();
    const say = (person: PersonKey, outcome: string, answeredBy: string): Promise<Answer> =>
      world.as(person).post('/deflections', { id: newId(), trail: { query: 'teapot' }, outcome, answeredBy });
    const best = async (): Promise<string | undefined> => (await idsOf(world, 'blue teapot'))[0];
    const before = await best();
    const other = before === first ? second : first;
    assert.equal((await say('ada', 'answered', other)).status, 201);
    assert.equal(await best(), other);
    await say('ada', 'answered', other);
    world.advance({ minutes: 1 });
    await say('ben', 'not_answered', other);
    world.advance({ minutes: 1 });
    await say('ada', 'not_answered', other);
    assert.equal(await best(), before, 'who changes their mind is counted once');
    const counts = await world.db.query('select answered, not_answered from document where id = $1', [other]);
    assert.deepEqual(counts, [{ answered: 0, not_answered: 2 }]);
    const rank = (person: PersonKey, value: number): Promise<Answer> =>
      world.as(person).write('PUT', `/articles/${other}/rank`, { rank: value });
    assert.equal((await rank('ada', 3)).status, 403);
    assert.equal(await best(), before);
    assert.equal((await rank('eve', 3)).status, 200);
    assert.equal(await best(), other);
    assert.equal((await rank('eve', 4)).status, 422);
    assert.equal((await world.as('eve').write('PUT', `/articles/${newId()}/rank`, { rank: 1 })).status, 404);
  });
});

onEveryEngine('the report of what searching came to', (test) => {
  test('is for staff', async (world) => {
    for (const person of ['ada', 'ben', 'cleo', 'dan'] as const) {
      assert.equal(problemOf(await world.as(person).get('/reports/deflection')), 'forbidden');
    }
    assert.equal((await world.as('eve').get('/reports/deflection')).status, 200);
  });

  test('counts searches, what was not found, what answered, and the cases that followed', async (world) => {
    await world.as('eve').get('/reports/deflection');
    const search = async (person: PersonKey, question: string): Promise<void> => {
      await world.as(person).get(`/search?q=${encodeURIComponent(question)}`);
      world.advance({ minutes: 1 });
    };
    for (const typed of ['los', 'lost ca', 'lost card']) {
      await world.as('dan').get(`/search?q=${encodeURIComponent(typed)}`);
      world.advance({ milliseconds: 800 });
    }
    world.advance({ minutes: 1 });
    await search('dan', 'xylophone 4111 1111 1111 1111 of jo@example.org');
    await search('ada', 'xylophone 4222 2222 2222 2222 of al@example.org');
    const opened = [DOCUMENTS.lostCard];
    const trail = { query: 'lost card', opened };
    await world.as('dan').post('/deflections', {
      id: newId(),
      trail,
      outcome: 'answered',
      answeredBy: DOCUMENTS.lostCard,
    });
    await world.as('ada').post('/cases', { id: newId(), subject: 'x', deflection: trail });
    const { body } = await world.as('eve').get('/reports/deflection?days=7');
    assert.deepEqual(
      ['searches', 'withoutResult', 'answered', 'notAnswered', 'cases'].map((name) => body[name]),
      [3, 2, 1, 0, 1],
    );
    assert.deepEqual(
      list(body['zeroResultQueries']).map(({ query, searches }) => [query, searches]),
      [['xylophone # of @', 2]],
    );
    assert.deepEqual(body['articles']?.[0], {
      id: DOCUMENTS.lostCard,
      source: 'article',
      title: 'Lost or stolen card',
      read: 2,
      answered: 1,
      notAnswered: 0,
      answeredRate: 1,
      cases: 1,
      rank: 0,
    });
    const stored = JSON.stringify(await world.db.query('select * from search_tally'));
    for (const secret of [PEOPLE.dan, '4111', 'jo@']) assert.equal(stored.includes(secret), false, secret);
  });
});
