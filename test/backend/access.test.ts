import { expect } from '@open-wc/testing';
import { Access, type AccessOptions, type GetToken } from '../../src/backend/rest/access.js';
import { BackendError, toFailure } from '../../src/model/failure.js';

const ok = () => new Response('{}', { headers: { 'Content-Type': 'application/json' } });
const refused = () => new Response(null, { status: 401 });

function setUp(
  getToken: GetToken | undefined,
  answer: (request: Request) => Response | Promise<Response> = ok,
  options: AccessOptions = {},
) {
  const seen: (string | null)[] = [];
  const access = new Access({
    getToken,
    fetch: async (input) => {
      const request = input as Request;
      seen.push(request.headers.get('Authorization'));
      return await answer(request);
    },
    ...options,
  });
  const get = () => access.fetch(new Request('/api/x'));
  const kind = () =>
    get().then(
      () => undefined,
      (thrown: unknown) => toFailure(thrown).kind,
    );
  return { access, seen, get, kind };
}

/** Tokens t1, t2, …, and how many were asked for. */
function tokens() {
  let asked = 0;
  return { getToken: async () => `t${++asked}`, asked: () => asked };
}

describe('access', () => {
  it('do many requests wait for one token?', async () => {
    const { getToken, asked } = tokens();
    const { get, seen } = setUp(getToken);
    await Promise.all([get(), get(), get()]);
    await get();
    expect([asked(), seen]).to.deep.equal([1, Array(4).fill('Bearer t1')]);
  });

  it('is a refused request tried once more, with a new token and the same body?', async () => {
    const { getToken } = tokens();
    const bodies: string[] = [];
    const { access, seen } = setUp(getToken, async (request) => {
      bodies.push(await request.text());
      return bodies.length === 1 ? refused() : ok();
    });
    await access.fetch(new Request('/api/x', { method: 'POST', body: 'hello' }));
    expect([seen, bodies]).to.deep.equal([
      ['Bearer t1', 'Bearer t2'],
      ['hello', 'hello'],
    ]);
  });

  it('and no more than once?', async () => {
    const { getToken } = tokens();
    const { kind, seen } = setUp(getToken, refused);
    expect(await kind()).to.equal('signed-out');
    expect(seen).to.have.length(2);
  });

  it('do many requests that are refused together ask for one new token?', async () => {
    const { getToken, asked } = tokens();
    const { get } = setUp(getToken, (request) =>
      request.headers.get('Authorization') === 'Bearer t1' ? refused() : ok(),
    );
    await get().catch(() => undefined);
    expect(asked()).to.equal(2);
    const many = tokens();
    const crowd = setUp(many.getToken, (request) =>
      request.headers.get('Authorization') === 'Bearer t1' ? refused() : ok(),
    );
    await Promise.all(Array.from({ length: 10 }, () => crowd.get()));
    expect(many.asked()).to.equal(2);
  });

  it('is nothing sent while nobody is signed in, and is the next request asked anew?', async () => {
    let token: string | null = null;
    let asked = 0;
    const { kind, seen } = setUp(() => (asked++, token));
    expect(await kind()).to.equal('signed-out');
    expect([asked, seen]).to.deep.equal([1, []]);
    token = 't';
    expect(await kind()).to.equal(undefined);
  });

  const throwing: readonly [string, GetToken, string][] = [
    [
      'throws',
      () => {
        throw new Error('boom');
      },
      'network',
    ],
    ['rejects', () => Promise.reject(new Error('boom')), 'network'],
    ['says why', () => Promise.reject(new BackendError({ kind: 'unavailable' })), 'unavailable'],
  ];
  for (const [what, getToken, kindOf] of throwing) {
    it(`what when getToken ${what}? And is it asked again?`, async () => {
      let asked = 0;
      const { kind } = setUp(() => (asked++, getToken()));
      expect([await kind(), await kind(), asked]).to.deep.equal([kindOf, kindOf, 2]);
    });
  }

  it('does a token asked for before a reset serve a request after it?', async () => {
    const answers: ((token: string) => void)[] = [];
    const { get, access, seen } = setUp(() => new Promise<string>((resolve) => answers.push(resolve)));
    const before = get();
    access.reset();
    const after = get();
    answers[1]?.('ben');
    await after;
    answers[0]?.('ada');
    await before;
    await get();
    expect(seen).to.deep.equal(['Bearer ben', 'Bearer ada', 'Bearer ben']);
  });

  it('are requests without getToken sent as they are, and not repeated?', async () => {
    const { kind, seen } = setUp(undefined, refused);
    expect(await kind()).to.equal('signed-out');
    expect(seen).to.deep.equal([null]);
  });

  it('is no answer a failure of the network, and an aborted request none?', async () => {
    const { kind, access } = setUp(undefined, () => Promise.reject(new TypeError('Failed to fetch')));
    expect(await kind()).to.equal('network');
    const thrown: unknown = await access
      .fetch(new Request('/api/x', { signal: AbortSignal.abort() }))
      .catch((e: unknown) => e);
    expect(toFailure(thrown).kind).to.equal('aborted');
  });
});
