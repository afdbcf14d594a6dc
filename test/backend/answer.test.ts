import { expect } from '@open-wc/testing';
import { checkAnswer, readJson } from '../../src/backend/rest/answer.js';
import { parseRetryAfter } from '../../src/backend/rest/problem.js';
import {
  isDoubtful,
  isRetriable,
  toFailure,
  type Failure,
  type FailureKind,
} from '../../src/model/failure.js';

async function failureOf(work: () => Promise<unknown>): Promise<Failure | undefined> {
  try {
    await work();
    return undefined;
  } catch (thrown) {
    return toFailure(thrown);
  }
}

const answer = (body: BodyInit | null, status = 200, headers: Record<string, string> = {}) =>
  new Response(body, { status, headers });
const problem = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  answer(JSON.stringify(body), status, {
    'Content-Type': 'application/problem+json; charset=utf-8',
    ...headers,
  });
const redirected = (response: Response) => Object.defineProperty(response, 'redirected', { value: true });

describe('what an HTTP status means', () => {
  const kinds: readonly [number, FailureKind][] = [
    [400, 'invalid'],
    [401, 'signed-out'],
    [403, 'forbidden'],
    [405, 'invalid'],
    [408, 'unavailable'],
    [409, 'conflict'],
    [412, 'conflict'],
    [413, 'invalid'],
    [415, 'invalid'],
    [422, 'invalid'],
    [424, 'unavailable'],
    [425, 'unavailable'],
    [428, 'conflict'],
    [429, 'unavailable'],
    [500, 'unavailable'],
    [502, 'unavailable'],
    [503, 'unavailable'],
    [504, 'unavailable'],
    [304, 'protocol'],
  ];
  for (const [status, kind] of kinds) {
    for (const [type, body] of [
      ['text/html', '<h1>Oops</h1>'],
      ['application/problem+json', '{'],
      ['', null],
    ] as const) {
      it(`${status} with ${type || 'nothing'}: ${kind}, and no words of a stranger`, async () => {
        const response = answer(status === 304 ? null : body, status, type ? { 'Content-Type': type } : {});
        expect(await failureOf(() => checkAnswer(response))).to.deep.equal({ kind, status });
      });
    }
  }
});

describe('what is gone', () => {
  for (const status of [404, 410]) {
    it(`is it the backend that says ${status}?`, async () => {
      const type = 'urn:casement:problem:not-found';
      expect(await failureOf(() => checkAnswer(problem(status, { type })))).to.deep.equal({
        kind: 'not-found',
        status,
        type,
      });
      const look = answer(null, status, { 'Content-Type': 'application/problem+json' });
      expect(await failureOf(() => checkAnswer(look))).to.deep.equal({ kind: 'not-found', status });
    });

    for (const type of ['text/html', 'application/json', '']) {
      it(`does a ${status} with ${type || 'nothing'}, by whoever sits between, take a case away?`, async () => {
        const response = answer('{}', status, type ? { 'Content-Type': type } : {});
        expect(await failureOf(() => checkAnswer(response))).to.deep.equal({ kind: 'protocol', status });
      });
    }
  }
});

describe('a problem document', () => {
  it('which members are taken?', async () => {
    const errors = [{ pointer: '/subject', detail: 'Too long.', code: 'maxLength' }];
    const body = {
      type: 'urn:x',
      title: 'T',
      status: 999,
      detail: 'No.',
      instance: 'urn:uuid:1',
      errors,
      current: { version: '2' },
      stack: 'at x',
    };
    expect(await failureOf(() => checkAnswer(problem(412, body)))).to.deep.equal({
      kind: 'conflict',
      status: 412,
      type: 'urn:x',
      detail: 'No.',
      reference: 'urn:uuid:1',
      errors,
      current: { version: '2' },
    });
  });

  it('are members of the wrong type left out?', async () => {
    const body = {
      type: 1,
      detail: ['a'],
      instance: {},
      errors: ['x', null, { pointer: 1, detail: 'd', code: 'c' }],
      current: 'x',
    };
    expect(await failureOf(() => checkAnswer(problem(422, body)))).to.deep.equal({
      kind: 'invalid',
      status: 422,
      errors: [],
    });
  });

  for (const body of [null, [], 'text', 7]) {
    it(`is ${JSON.stringify(body)} one?`, async () => {
      expect(await failureOf(() => checkAnswer(problem(500, body)))).to.deep.equal({
        kind: 'unavailable',
        status: 500,
      });
    });
  }

  it('does a backend set prototypes?', async () => {
    const body = '{"__proto__":{"detail":"evil","kind":"network"},"type":"urn:x"}';
    const failure = await failureOf(() =>
      checkAnswer(answer(body, 422, { 'Content-Type': 'application/problem+json' })),
    );
    expect(failure).to.deep.equal({ kind: 'invalid', status: 422, type: 'urn:x' });
    expect(failure?.detail).to.equal(undefined);
  });

  it('is Retry-After read with it?', async () => {
    expect(await failureOf(() => checkAnswer(problem(429, {}, { 'Retry-After': '7' })))).to.include({
      retryAfter: 7000,
    });
  });
});

describe('Retry-After', () => {
  const now = Date.parse('2026-01-01T00:00:00Z');
  const values: readonly [string | null, number | undefined][] = [
    [null, undefined],
    ['', undefined],
    ['0', 0],
    ['120', 120_000],
    [' 5 ', 5000],
    ['Thu, 01 Jan 2026 00:01:00 GMT', 60_000],
    ['Wed, 31 Dec 2025 23:00:00 GMT', 0],
    ['soon', undefined],
    ['-5', undefined],
    ['1.5', undefined],
    ['2026-01-01', undefined],
    ['9'.repeat(400), Number.MAX_SAFE_INTEGER],
  ];
  for (const [value, wait] of values) {
    it(`${JSON.stringify(value)?.slice(0, 40)}: ${wait ?? 'nothing'}`, () => {
      expect(parseRetryAfter(value, now)).to.equal(wait);
    });
  }
});

describe('too many requests', () => {
  it('until when is another try pointless?', async () => {
    const began = Date.now();
    const failure = await failureOf(() => checkAnswer(problem(429, {}, { 'Retry-After': '600' })));
    expect(failure).to.include({ kind: 'unavailable', retryAfter: 600_000 });
    expect(failure?.busyUntil).to.be.within(began + 600_000, Date.now() + 600_000);
    expect(await failureOf(() => checkAnswer(problem(429, {})))).not.to.have.property('busyUntil');
  });
});

describe('a login page in place of an answer', () => {
  it('is a 200 with a 401 in X-Responded-JSON one?', async () => {
    const response = answer('{}', 200, {
      'Content-Type': 'application/json',
      'X-Responded-JSON': '{"status": 401,"headers":{}}',
    });
    expect(await failureOf(() => checkAnswer(response))).to.include({ kind: 'signed-out' });
  });

  for (const status of [200, 403]) {
    it(`is a page with ${status} after a redirect one?`, async () => {
      const response = redirected(answer('<form>', status, { 'Content-Type': 'text/html; charset=utf-8' }));
      expect(await failureOf(() => checkAnswer(response))).to.include({ kind: 'signed-out' });
    });
  }

  it('is a page with 200 one, for certain? Or one that is a download?', async () => {
    const page = { 'Content-Type': 'text/html' };
    const failure = await failureOf(() => checkAnswer(answer('<form>', 200, page)));
    expect(failure).to.deep.equal({ kind: 'signed-out', status: 200 });
    expect(failure && [isDoubtful(failure), isRetriable(failure)]).to.deep.equal([true, true]);
    const file = answer('<p>', 200, { ...page, 'Content-Disposition': 'attachment; filename="a.html"' });
    expect(await checkAnswer(file)).to.equal(file);
  });

  for (const status of [500, 502, 503]) {
    it(`is the error page of a proxy with ${status} one?`, async () => {
      const page = answer('<h1>', status, { 'Content-Type': 'text/html', 'Retry-After': '3' });
      expect(await failureOf(() => checkAnswer(page))).to.deep.equal({
        kind: 'unavailable',
        status,
        retryAfter: 3000,
      });
    });
  }

  it('is JSON after a redirect one? Or an error page?', async () => {
    expect(
      await failureOf(() =>
        checkAnswer(redirected(answer('{}', 200, { 'Content-Type': 'application/json' }))),
      ),
    ).to.equal(undefined);
    const broken = redirected(answer('<h1>', 502, { 'Content-Type': 'text/html' }));
    expect(await failureOf(() => checkAnswer(broken))).to.include({ kind: 'unavailable' });
  });
});

describe('the JSON of an answer', () => {
  for (const type of ['application/json', 'Application/JSON; charset=utf-8', 'application/vnd.x+json']) {
    it(`is ${type} read?`, async () => {
      expect(await readJson(answer('{"a":1}', 200, { 'Content-Type': type }))).to.deep.equal({ a: 1 });
    });
  }

  const broken: readonly [string, string, string][] = [
    ['a page', '<!doctype html>', 'text/html'],
    ['an empty body', '', 'application/json'],
    ['half of it', '{"a":', 'application/json'],
    ['another type', '{}', 'text/plain'],
    ['no type', '{}', ''],
    ['a look-alike', '{}', 'application/jsonp'],
  ];
  for (const [what, body, type] of broken) {
    it(`is ${what} a fault of the protocol?`, async () => {
      const response = answer(new Blob([body]), 200, type ? { 'Content-Type': type } : {});
      if (!type) response.headers.delete('Content-Type');
      expect(await failureOf(() => readJson(response))).to.deep.equal({ kind: 'protocol', status: 200 });
    });
  }

  it('is an answer that breaks off a failure of the network, so that it is asked for again?', async () => {
    const body = new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode('{"a":'));
        controller.error(new TypeError('reset'));
      },
    });
    expect(
      await failureOf(() => readJson(answer(body, 200, { 'Content-Type': 'application/json' }))),
    ).to.deep.equal({ kind: 'network' });
  });
});
