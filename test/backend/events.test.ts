import { expect } from '@open-wc/testing';
import { Access } from '../../src/backend/rest/access.js';
import { streamEvents } from '../../src/backend/rest/events.js';
import { toFailure } from '../../src/model/failure.js';

/** A stream whose bytes and end are in the test's hands. */
function setUp(type = 'text/event-stream; charset=utf-8') {
  let controller!: ReadableStreamDefaultController<Uint8Array>;
  const requests: Request[] = [];
  const body = new ReadableStream<Uint8Array>({ start: (c) => (controller = c) });
  const access = new Access({
    fetch: async (input) => {
      const request = input as Request;
      requests.push(request);
      request.signal.addEventListener('abort', () => controller.error(new DOMException('', 'AbortError')));
      return new Response(body, { headers: { 'Content-Type': type } });
    },
  });
  const seen: (readonly string[])[] = [];
  const end = new AbortController();
  let opened = 0;
  const run = (since: string | null = null, silence?: number) =>
    streamEvents(
      '/api/events',
      access,
      { since, signal: end.signal, onChange: (ids) => seen.push(ids), onOpen: () => opened++ },
      silence,
    ).then(
      () => 'ended',
      (thrown: unknown) => toFailure(thrown).kind,
    );
  const push = (bytes: Uint8Array | string) =>
    controller.enqueue(typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes);
  return {
    run,
    push,
    close: () => controller.close(),
    fail: () => controller.error(new TypeError('reset')),
    seen,
    end,
    requests,
    opened: () => opened,
  };
}

describe('events', () => {
  it('are they read, wherever the chunks are cut?', async () => {
    const bytes = new TextEncoder().encode(
      'retry: 1000\n\n: ping ✓\r\n\r\nevent: change\nid: 7\ndata: {"cases":["a","b"]}\n\n',
    );
    for (let cut = 1; cut < bytes.length; cut += 5) {
      const { run, push, close, seen } = setUp();
      const running = run();
      push(bytes.slice(0, cut));
      push(bytes.slice(cut));
      close();
      expect([await running, seen]).to.deep.equal(['ended', [['a', 'b']]]);
    }
  });

  it('what is made of other events and of wrong data?', async () => {
    const { run, push, close, seen } = setUp();
    const running = run();
    push('event: other\ndata: {"cases":["x"]}\n\ndata: {"cases":["y"]}\n\n');
    for (const data of ['{', '[]', 'null', '{"cases":"z"}', '{"cases":[1,"k",null]}'])
      push(`event: change\ndata: ${data}\n\n`);
    close();
    await running;
    // Something changed, even where it does not say what.
    expect(seen).to.deep.equal([[], [], [], [], ['k']]);
  });

  it('does it resume where it was, and never ask a cache?', async () => {
    const { run, close, requests } = setUp();
    const running = run('cursor-9');
    close();
    await running;
    expect(requests[0]?.headers.get('Last-Event-ID')).to.equal('cursor-9');
    expect([requests[0]?.cache, new URL(requests[0]?.url ?? '').search]).to.deep.equal(['no-store', '']);
  });

  it('is the pause that the backend asks for passed on?', async () => {
    const access = new Access({
      fetch: async () => new Response(null, { status: 429, headers: { 'Retry-After': '7' } }),
    });
    const signal = new AbortController().signal;
    const failure = await streamEvents('/api/events', access, { signal, onChange: () => undefined }).then(
      () => undefined,
      toFailure,
    );
    expect(failure).to.include({ kind: 'unavailable', status: 429, retryAfter: 7000 });
  });

  it('is something else in place of the stream a fault, and not an open stream?', async () => {
    const { run, opened } = setUp('text/plain');
    expect([await run(), opened()]).to.deep.equal(['protocol', 0]);
  });

  it('is a page in place of the stream a sign-in that must come first?', async () => {
    const { run, opened } = setUp('text/html');
    expect([await run(), opened()]).to.deep.equal(['signed-out', 0]);
  });

  it('is a stream that breaks off a failure of the network?', async () => {
    const { run, fail, opened } = setUp();
    const running = run();
    setTimeout(fail);
    expect([await running, opened()]).to.deep.equal(['network', 1]);
  });

  it('is a stream that falls silent given up?', async () => {
    const { run } = setUp();
    expect(await run(null, 5)).to.equal('network');
  });

  it('can it be ended?', async () => {
    const { run, end } = setUp();
    const running = run();
    setTimeout(() => end.abort());
    expect(await running).to.equal('aborted');
  });
});
