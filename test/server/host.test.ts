/** The bank's help centre: who gets in, where they are sent, and what its pages may contain. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SignJWT, UnsecuredJWT } from 'jose';
import { articles, posts } from '../../demo/content/index.js';
import { answerPath } from '../../demo/host/answers.js';
import { type HostOptions, type HostPerson, createHost } from '../../demo/host/host.js';
import { CONTENT_SECURITY_POLICY, localPath } from '../../demo/host/http.js';
import { SESSION_SECONDS } from '../../demo/host/session.js';

const SITE = 'http://bank.test';
const SECRET = new Uint8Array(32).fill(1);
const CUSTOMER: HostPerson = {
  id: '0d3e3c4e-0001-4000-8000-000000000001',
  name: 'Maren Ashdown',
  email: 'maren@example.org',
  role: 'customer',
  blurb: 'Files the cases.',
  account: 'Harbour & Pine Ltd',
};
const HOSTILE: HostPerson = {
  id: '0d3e3c4e-0001-4000-8000-000000000002',
  name: `"><img src=x onerror='alert(1)'></script>`,
  email: 'x@example.org',
  role: 'customer',
  blurb: '</button><script>alert(2)</script>',
  account: '<i>Co</i> & "Sons"',
};
const AGENT: HostPerson = {
  id: '0d3e3c4e-0001-4000-8000-000000000003',
  name: 'Sam Okoro',
  email: 'sam@example.org',
  role: 'agent',
  blurb: 'Front line.',
};
const ARTICLE = {
  slug: 'freeze-card',
  title: 'Freeze a card <now>',
  category: 'cards',
  bodyHtml: '<p>Tap <strong>Freeze</strong>.</p>',
};
const POST = { ...ARTICLE, slug: 'why-freezing', source: 'blog', title: 'Why freezing' } as const;

/** What a build always makes. */
const BUILT = /^\/casement\/(casement|chunks\/(core|case-[a-z]+))\.js$/;

function host(overrides: Partial<HostOptions> = {}): (request: Request) => Promise<Response> {
  const handle = createHost({
    people: [CUSTOMER, HOSTILE, AGENT],
    signToken: (personId) => Promise.resolve(`token-of-${personId}`),
    assets: (path) => Promise.resolve(BUILT.test(path) ? new Response('export {};') : undefined),
    secret: SECRET,
    apiPath: '/api',
    articles: [ARTICLE, POST],
    ...overrides,
  });
  return async (request) => {
    const response = await handle(request);
    assert.ok(response, `${request.url} was not answered`);
    return response;
  };
}

function get(path: string, cookie?: string, headers: Record<string, string> = {}): Request {
  return new Request(SITE + path, {
    headers: { ...headers, ...(cookie !== undefined && { Cookie: cookie }) },
  });
}

function post(path: string, fields: Record<string, string>, headers: Record<string, string> = {}): Request {
  return new Request(SITE + path, {
    method: 'POST',
    headers: { 'Sec-Fetch-Site': 'same-origin', ...headers },
    body: new URLSearchParams(fields),
  });
}

/** The `name=value` part of the cookie that signing in as a person sets. */
async function cookieOf(person: HostPerson, ask = host()): Promise<string> {
  const response = await ask(post('/signin', { person: person.id }));
  return (response.headers.get('Set-Cookie') ?? '').split(';')[0] ?? '';
}

async function tokenStatus(cookie: string, ask = host()): Promise<number> {
  return (await ask(get('/token', cookie))).status;
}

describe('signing in', () => {
  it('sets a cookie that scripts cannot read, other sites do not send, and that ends after twelve hours', async () => {
    const response = await host()(post('/signin', { person: CUSTOMER.id, return: '/support' }));

    assert.equal(response.status, 303);
    assert.equal(response.headers.get('Location'), '/support');
    const [pair, ...flags] = (response.headers.get('Set-Cookie') ?? '').split('; ');
    assert.match(pair ?? '', /^northquay_session=[\w-]+\.[\w-]+\.[\w-]+$/);
    assert.deepEqual(flags.sort(), ['HttpOnly', 'Max-Age=43200', 'Path=/', 'SameSite=Lax']);
  });

  it('marks the cookie Secure where the site is served over TLS', async () => {
    const body = new URLSearchParams({ person: CUSTOMER.id });
    const headers = { 'Sec-Fetch-Site': 'same-origin' };
    const response = await host()(new Request('https://bank.test/signin', { method: 'POST', headers, body }));

    assert.match(response.headers.get('Set-Cookie') ?? '', /; Secure$/);
  });

  it('goes to the page that fits the person when no page was asked for', async () => {
    const customer = await host()(post('/signin', { person: CUSTOMER.id }));
    const agent = await host()(post('/signin', { person: AGENT.id }));

    assert.equal(customer.headers.get('Location'), '/support');
    assert.equal(agent.headers.get('Location'), '/agent');
  });

  it('does not send a customer to the desk, which would send them back', async () => {
    const response = await host()(post('/signin', { person: CUSTOMER.id, return: '/agent?x=1' }));

    assert.equal(response.headers.get('Location'), '/support');
  });

  it('shows the chooser again for a person who does not exist', async () => {
    const response = await host()(post('/signin', { person: 'nobody', return: '/card' }));

    assert.equal(response.status, 422);
    assert.equal(response.headers.get('Set-Cookie'), null);
    const body = await response.text();
    assert.match(body, /role="alert"/);
    assert.match(body, /name="return" value="\/card"/);
  });

  it('reads neither another type of body nor an endless one', async () => {
    const headers = { 'Sec-Fetch-Site': 'same-origin', 'Content-Type': 'application/json' };
    const body = JSON.stringify({ person: CUSTOMER.id });
    const asJson = await host()(new Request(`${SITE}/signin`, { method: 'POST', headers, body }));
    const endless = await host()(post('/signin', { padding: 'x'.repeat(10_000), person: CUSTOMER.id }));

    assert.equal(asJson.headers.get('Set-Cookie'), null);
    assert.equal(endless.headers.get('Set-Cookie'), null);
  });

  it('carries the chosen page through the form', async () => {
    const body = await (await host()(get('/signin?return=%2Fsupport%3Fa%3D1%23b'))).text();

    assert.match(body, /<input type="hidden" name="return" value="\/support\?a=1#b" ?\/>/);
  });
});

describe('forms from elsewhere', () => {
  const refused: readonly [string, Record<string, string>][] = [
    ['another site by Sec-Fetch-Site', { 'Sec-Fetch-Site': 'cross-site', Origin: SITE }],
    ['a sister site', { 'Sec-Fetch-Site': 'same-site' }],
    ['another origin', { Origin: 'http://evil.test' }],
    ['an opaque origin', { Origin: 'null' }],
    ['a client that says nothing', {}],
  ];
  for (const path of ['/signin', '/signout']) {
    for (const [name, headers] of refused) {
      it(`refuses ${path} from ${name}`, async () => {
        const body = new URLSearchParams({ person: CUSTOMER.id });
        const response = await host()(new Request(SITE + path, { method: 'POST', headers, body }));

        assert.equal(response.status, 403);
        assert.equal(response.headers.get('Set-Cookie'), null);
      });
    }
  }

  it('accepts its own origin from a browser that sends no Sec-Fetch-Site', async () => {
    const body = new URLSearchParams({ person: CUSTOMER.id });
    const response = await host()(
      new Request(`${SITE}/signin`, { method: 'POST', headers: { Origin: SITE }, body }),
    );

    assert.equal(response.status, 303);
  });
});

describe('where signing in may lead', () => {
  const elsewhere = [
    'http://evil.test/',
    'https:evil.test',
    '//evil.test',
    '///evil.test',
    '/\\evil.test',
    '\\\\evil.test',
    '/\t/evil.test',
    '/\n/evil.test',
    '/.//evil.test',
    '/a/..//evil.test',
    '/%2e//evil.test',
    'javascript:alert(1)',
    ' //evil.test',
    'support',
    '',
    `/${'a'.repeat(3000)}`,
    '/signin?return=/signin',
    '/signout',
    '/token',
  ];
  for (const target of elsewhere) {
    it(`stays at home for ${JSON.stringify(target.slice(0, 40))}`, async () => {
      const response = await host()(post('/signin', { person: CUSTOMER.id, return: target }));

      assert.equal(response.headers.get('Location'), '/support');
    });
  }

  it('keeps query and fragment of a page of this site', () => {
    assert.equal(localPath('/support?a=b&c=%2F#case=1', '/'), '/support?a=b&c=%2F#case=1');
  });

  it('does not turn a trailing slash into another site', async () => {
    const ask = host();
    const tidy = await ask(get('/support/?a=1'));
    const hostile = await ask(get('//evil.test/'));

    assert.equal(tidy.headers.get('Location'), '/support?a=1');
    assert.equal(hostile.status, 404);
    assert.equal(hostile.headers.get('Location'), null);
  });
});

describe('the session', () => {
  const now = () => new Date('2026-03-01T12:00:00Z');
  const seconds = now().getTime() / 1000;

  /** A session as the site would write it, but for the changes. */
  function forge(changes: {
    typ?: string;
    aud?: string;
    exp?: number;
    key?: Uint8Array;
    sub?: string;
  }): Promise<string> {
    return new SignJWT()
      .setProtectedHeader({ alg: 'HS256', typ: changes.typ ?? 'session+jwt' })
      .setSubject(changes.sub ?? CUSTOMER.id)
      .setIssuer('northquay-site')
      .setAudience(changes.aud ?? 'northquay-session')
      .setIssuedAt(seconds)
      .setExpirationTime(changes.exp ?? seconds + 60)
      .sign(changes.key ?? SECRET);
  }
  const status = async (token: string) => tokenStatus(`northquay_session=${token}`, host({ now }));

  it('accepts what the site signed', async () => {
    assert.equal(await status(await forge({})), 200);
  });

  it('refuses a forged, foreign, expired, orphaned or garbled cookie', async () => {
    const unsigned = new UnsecuredJWT({ sub: CUSTOMER.id })
      .setIssuer('northquay-site')
      .setAudience('northquay-session')
      .setExpirationTime(seconds + 60)
      .encode();
    const [header, , signature] = (await forge({})).split('.');
    const payload = Buffer.from(JSON.stringify({ sub: AGENT.id, exp: seconds + 60 })).toString('base64url');

    assert.equal(await status(await forge({ key: new Uint8Array(32).fill(2) })), 401, 'another key');
    assert.equal(await status(await forge({ aud: 'casement' })), 401, 'another audience');
    assert.equal(await status(await forge({ typ: 'JWT' })), 401, 'another type');
    assert.equal(await status(await forge({ exp: seconds - 1 })), 401, 'expired');
    assert.equal(await status(await forge({ sub: 'gone' })), 401, 'a person who no longer exists');
    assert.equal(await status(unsigned), 401, 'alg none');
    assert.equal(await status(`${header}.${payload}.${signature}`), 401, 'payload exchanged');
    assert.equal(await status('garbage'), 401, 'garbage');
    assert.equal(await status(''), 401, 'empty');
  });

  it('ends after twelve hours', async () => {
    let time = now();
    const ask = host({ now: () => time });
    const cookie = await cookieOf(CUSTOMER, ask);

    time = new Date(now().getTime() + (SESSION_SECONDS - 1) * 1000);
    assert.equal(await tokenStatus(cookie, ask), 200);
    time = new Date(now().getTime() + SESSION_SECONDS * 1000);
    assert.equal(await tokenStatus(cookie, ask), 401);
  });

  it('is not signed with a key short enough to guess', () => {
    assert.throws(() => host({ secret: new Uint8Array(31) }), RangeError);
  });

  it('is found among other cookies, by its whole name only', async () => {
    const cookie = await cookieOf(CUSTOMER);

    assert.equal(await tokenStatus(`a=b; ${cookie}; c=d`), 200);
    assert.equal(await tokenStatus(`x${cookie}`), 401);
  });

  it('is taken away by signing out', async () => {
    const response = await host()(post('/signout', {}, { Cookie: await cookieOf(CUSTOMER) }));

    assert.equal(response.status, 303);
    assert.equal(response.headers.get('Location'), '/');
    assert.equal(
      response.headers.get('Set-Cookie'),
      'northquay_session=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax',
    );
  });
});

describe('the token for the cases API', () => {
  it('is signed for the person of the session, and kept by no cache', async () => {
    const response = await host()(get('/token', await cookieOf(CUSTOMER)));

    assert.equal(response.headers.get('Content-Type'), 'application/json');
    assert.equal(response.headers.get('Cache-Control'), 'no-store');
    assert.deepEqual(await response.json(), { token: `token-of-${CUSTOMER.id}` });
  });

  it('is refused as a problem document to a visitor who is not signed in', async () => {
    const response = await host()(get('/token'));

    assert.equal(response.status, 401);
    assert.equal(response.headers.get('Content-Type'), 'application/problem+json');
    assert.equal(response.headers.get('Cache-Control'), 'no-store');
    assert.equal(((await response.json()) as { status: number }).status, 401);
  });
});

describe('the desk', () => {
  it('asks a visitor to sign in', async () => {
    const response = await host()(get('/agent'));

    assert.equal(response.status, 303);
    assert.equal(response.headers.get('Location'), '/signin?return=%2Fagent');
  });

  it('is closed to customers, and says why', async () => {
    const ask = host();
    const cookie = await cookieOf(CUSTOMER);
    const response = await ask(get('/agent', cookie));

    assert.equal(response.headers.get('Location'), '/signin?return=%2Fagent');
    assert.doesNotMatch(await response.text(), /case-list/);
    assert.match(
      await (await ask(get('/signin?return=%2Fagent', cookie))).text(),
      /role="alert">The desk is for/,
    );
  });

  it('is open to agents, who alone see the way to it', async () => {
    const ask = host();
    const desk = await (await ask(get('/agent', await cookieOf(AGENT)))).text();
    const customer = await (await ask(get('/', await cookieOf(CUSTOMER)))).text();

    assert.match(desk, /<case-provider base-url="\/api" token-url="\/token" user-key="[\w-]{36}">/);
    assert.match(desk, /<case-list scope="all">/);
    assert.match(desk, /href="\/agent" aria-current="page"/);
    assert.doesNotMatch(customer, /href="\/agent"/);
  });
});

const PAGES = [
  '/',
  '/support',
  '/card',
  '/signin?return=%2Fagent',
  '/help/cards',
  '/help/freeze-card',
  '/blog/why-freezing',
  '/nowhere',
  '/agent',
];

describe('every page', () => {
  for (const path of PAGES) {
    it(`${path} carries the policy and has nothing in it that the policy forbids`, async () => {
      const response = await host()(get(path, await cookieOf(AGENT)));
      const body = await response.text();

      assert.equal(response.headers.get('Content-Security-Policy'), CONTENT_SECURITY_POLICY);
      assert.equal(response.headers.get('X-Content-Type-Options'), 'nosniff');
      assert.equal(response.headers.get('Referrer-Policy'), 'same-origin');
      assert.equal(response.headers.get('Cache-Control'), 'private, no-store');
      assert.match(body, /^<!doctype html>/);
      assert.doesNotMatch(body, /<script(?![^>]*\ssrc=)[^>]*>/i, 'an inline script');
      assert.doesNotMatch(body, /<style|<[^>]+\sstyle\s*=/i, 'an inline style');
      assert.doesNotMatch(body, /<[^>]+\son[a-z]+\s*=/i, 'an inline handler');
      assert.doesNotMatch(body, /(?:src|href|action)="(?:https?:)?\/\//i, 'another origin');
      assert.equal(body.match(/<h1[\s>]/g)?.length, 1, 'one main heading');
    });

    it(`${path} shows a hostile name and company as text`, async () => {
      const body = await (await host()(get(path, await cookieOf(HOSTILE)))).text();

      assert.doesNotMatch(body, /<img src=x|<script>alert|<i>Co/);
      if (path !== '/agent')
        assert.ok(body.includes('&quot;&gt;&lt;img src=x onerror=&#39;alert(1)&#39;&gt;'));
    });
  }

  it('names the policy in full, so that a weaker one cannot slip in', () => {
    assert.equal(
      CONTENT_SECURITY_POLICY,
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; connect-src 'self'; worker-src 'self'; " +
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types casement northquay",
    );
  });
});

describe('the pages with Casement', () => {
  it('embed it in one tag, and start loading it at once', async () => {
    const body = await (await host()(get('/support'))).text();

    assert.match(body, /<link rel="modulepreload" href="\/casement\/casement\.js" ?\/>/);
    assert.match(body, /<script type="module" src="\/casement\/casement\.js"><\/script>/);
    assert.match(body, /<case-support routing="hash" base-url="\/api" token-url="\/token"><\/case-support>/);
  });

  it('offer it behind a launcher on the product page', async () => {
    const body = await (await host()(get('/card'))).text();

    assert.match(body, /<case-support mode="launcher" base-url="\/api" token-url="\/token"><\/case-support>/);
  });
});

describe('what is kept for when there is no network', () => {
  const casementPath = '/casement/v-1/';
  const files = ['/casement/v-1/casement.js', '/casement/v-1/chunks/core.js'];

  it('is Casement from the folder that the site names, and the site’s own files', async () => {
    const ask = host({ casementPath, casementFiles: files });
    const body = await (await ask(get('/support'))).text();
    assert.match(body, /<script type="module" src="\/casement\/v-1\/casement\.js"><\/script>/);
    const worker = await ask(get('/service-worker.js'));
    assert.match(worker.headers.get('Content-Type') ?? '', /^text\/javascript/);
    assert.equal(worker.headers.get('Cache-Control'), 'no-cache');
    assert.match(worker.headers.get('Content-Security-Policy') ?? '', /connect-src 'self'/);
    const script = await worker.text();
    for (const file of [...files, '/host/host.css', '/host/host.js', '/host/casement-theme.css'])
      assert.ok(script.includes(`"${file}"`), file);
  });

  it('is another version when the files are others', async () => {
    const version = async (casementFiles: readonly string[]): Promise<string> =>
      (await (await host({ casementFiles })(get('/service-worker.js'))).text()).split('\n')[0] ?? '';
    assert.match(await version(files), /^const VERSION = '[0-9a-f]{12}';$/);
    assert.equal(await version(files), await version(files));
    assert.notEqual(await version(files), await version(['/casement/v-2/casement.js']));
  });

  it('names whoever is signed in to the elements, and nobody else', async () => {
    const cookie = await cookieOf(CUSTOMER);
    for (const path of ['/support', '/card']) {
      assert.match(await (await host()(get(path, cookie))).text(), new RegExp(`user-key="${CUSTOMER.id}"`));
      assert.doesNotMatch(await (await host()(get(path))).text(), /user-key/);
    }
  });
});

describe('addresses', () => {
  it('leaves the API alone, and only the API', async () => {
    const handle = createHost({
      people: [],
      signToken: () => Promise.reject(new Error('not asked for')),
      assets: () => Promise.resolve(undefined),
      secret: SECRET,
      apiPath: '/api',
    });

    assert.equal(await handle(get('/api')), undefined);
    assert.equal(await handle(get('/api/cases?x=1')), undefined);
    assert.equal((await handle(get('/apiary')))?.status, 404);
  });

  it('serves the files its pages name', async () => {
    const ask = host();
    const cookie = await cookieOf(AGENT);
    const named = new Set<string>();
    for (const path of PAGES) {
      const body = await (await ask(get(path, cookie))).text();
      for (const [, file] of body.matchAll(/(?:src|href)="(\/(?:host|casement)\/[^"]+)"/g))
        named.add(file ?? '');
    }

    assert.ok(named.size >= 6, [...named].join());
    for (const file of named) assert.equal((await ask(get(file))).status, 200, file);
  });

  it('answers 304 while a file is unchanged', async () => {
    const first = await host()(get('/host/host.css'));
    const second = await host()(
      get('/host/host.css', undefined, { 'If-None-Match': first.headers.get('ETag') ?? '' }),
    );

    assert.equal(first.headers.get('Content-Type'), 'text/css; charset=utf-8');
    assert.equal(second.status, 304);
  });

  it('gives away no other file', async () => {
    for (const path of [
      '/host/../host.ts',
      '/host/..%2Fhost.ts',
      '/host/%2e%2e/host.ts',
      '/host/',
      '/host/constructor',
    ]) {
      const response = await host()(get(path));

      assert.equal(response.status, 404, path);
      assert.doesNotMatch(await response.text(), /createHost/, path);
    }
  });

  it('answers a missing script in plain words, not with a page', async () => {
    const response = await host()(get('/casement/missing.js'));

    assert.equal(response.status, 404);
    assert.match(response.headers.get('Content-Type') ?? '', /^text\/plain/);
  });

  it('lists answers under their topic and shows each one', async () => {
    const topic = await (await host()(get('/help/cards'))).text();
    const answer = await (await host()(get('/help/freeze-card'))).text();

    assert.match(topic, /href="\/help\/freeze-card">Freeze a card &lt;now&gt;</);
    assert.ok(answer.includes(ARTICLE.bodyHtml));
    assert.equal((await host()(get('/help/unknown'))).status, 404);
  });

  it('shows a post where it was published, not among the help articles', async () => {
    const topic = await (await host()(get('/help/cards'))).text();

    assert.equal((await host()(get('/blog/why-freezing'))).status, 200);
    assert.equal((await host()(get('/help/why-freezing'))).status, 404);
    assert.equal((await host()(get('/blog/freeze-card'))).status, 404);
    assert.doesNotMatch(topic, /why-freezing/);
  });

  it('leads somewhere with every link of the demo’s own content', async () => {
    const ask = host({ articles: [...articles, ...posts] });
    const answers = [...articles, ...posts].map((answer) => answerPath(answer));
    const linked = [...articles, ...posts].flatMap(({ bodyHtml }) =>
      [...bodyHtml.matchAll(/href="(\/[^"]*)"/g)].map(([, href]) => href ?? ''),
    );

    assert.ok(linked.length > 20, `${linked.length} links`);
    assert.equal(new Set(answers).size, answers.length, 'two answers share an address');
    for (const path of [...answers, ...linked]) assert.equal((await ask(get(path))).status, 200, path);
  });

  it('hides no answer behind a topic of the same name', async () => {
    const ask = host({ articles });
    for (const article of articles) {
      assert.ok(
        (await (await ask(get(answerPath(article)))).text()).includes(article.bodyHtml),
        article.slug,
      );
    }
  });

  it('answers HEAD like GET without a body, and names the methods it knows for others', async () => {
    const head = await host()(new Request(`${SITE}/support`, { method: 'HEAD' }));
    const put = await host()(new Request(`${SITE}/signin`, { method: 'PUT' }));
    const wrong = await host()(get('/signout'));

    assert.equal(head.status, 200);
    assert.equal(await head.text(), '');
    assert.equal(head.headers.get('Content-Security-Policy'), CONTENT_SECURITY_POLICY);
    assert.equal(put.status, 405);
    assert.equal(put.headers.get('Allow'), 'GET, HEAD, POST');
    assert.equal(wrong.headers.get('Allow'), 'POST');
  });
});
