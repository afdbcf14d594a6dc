import { expect } from '@open-wc/testing';
import { toFailure, type Failure } from '../../src/model/failure.js';
import { anOperation, CASE_ID, payloads, uuid } from '../model/samples.js';
import { json, problem, Wire, type Asked } from './wire.js';

const MB = 1024 * 1024;
const FILE = uuid(301);
const AT = `/uploads/${FILE}`;
const PUT = `PUT /cases/${CASE_ID}/attachments/${FILE}`;

const bytes = new Blob([new Uint8Array(12 * MB).map((_, index) => index % 127)]);

/** A backend with an upload that stands somewhere; undefined: there is none yet. */
function setUp(start?: number) {
  const wire = new Wire();
  let stands = start;
  const sent: [number, number][] = [];
  wire.on(`HEAD ${AT}`, () =>
    stands === undefined
      ? new Response(null, { status: 404, headers: { 'Content-Type': 'application/problem+json' } })
      : new Response(null, { headers: { 'Upload-Offset': String(stands) } }),
  );
  wire.on('POST /uploads', () => {
    stands = 0;
    return new Response(null, { status: 201 });
  });
  const take = ({ headers, body }: Asked): Response => {
    const from = Number(headers.get('Upload-Offset'));
    stands = from + new TextEncoder().encode(body).length;
    sent.push([from, stands]);
    return new Response(null, { status: 204, headers: { 'Upload-Offset': String(stands) } });
  };
  wire.on(`PATCH ${AT}`, take);
  wire.on(PUT, ({ headers }) =>
    json({ operation: headers.get('Idempotency-Key')?.replaceAll('"', ''), id: FILE }, 201),
  );
  const operation = anOperation(payloads.file(FILE), { attempts: start === undefined ? 1 : 2 });
  const send = (blob = bytes) => wire.backend.send(operation, { bytes: blob });
  const asked = () => wire.asked.map(({ method, target }) => `${method} ${target.split('?')[0] ?? ''}`);
  return { wire, send, sent, asked, take, operation };
}

async function failureOf(work: Promise<unknown>): Promise<Failure | undefined> {
  return await work.then(() => undefined, toFailure);
}

describe('a large file', () => {
  it('does it go in pieces, and become an attachment under the key of its operation?', async () => {
    const { send, sent, asked, wire, operation } = setUp();
    expect((await send()).operation).to.equal(operation.id);
    expect(asked()).to.deep.equal(['POST /uploads', `PATCH ${AT}`, `PATCH ${AT}`, `PATCH ${AT}`, PUT]);
    expect(sent.map(([from]) => from)).to.deep.equal([0, 5 * MB, 10 * MB]);
    const last = wire.asked.at(-1);
    expect(last?.target).to.include('uploaded=true');
    expect(last?.body).to.equal('');
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await bytes.arrayBuffer()));
    expect(last?.headers.get('Repr-Digest')).to.equal(`sha-256=:${btoa(String.fromCharCode(...digest))}:`);
    expect(wire.asked[0]?.headers.get('Upload-Length')).to.equal(String(12 * MB));
    expect(
      wire.asked.every(({ headers, method }) => method === 'PUT' || headers.get('Tus-Resumable')),
    ).to.equal(true);
  });

  it('does it go on where it broke off, with nothing remembered?', async () => {
    const { send, sent, asked } = setUp(7 * MB);
    await send();
    expect(asked()).not.to.include('POST /uploads');
    expect(sent[0]?.[0]).to.equal(7 * MB);
  });

  it('is it begun anew where nothing is left of the first try?', async () => {
    const { send, asked, wire } = setUp(0);
    wire.on(`HEAD ${AT}`, () => problem(404));
    await send();
    expect(asked().slice(0, 3)).to.deep.equal([`HEAD ${AT}`, 'POST /uploads', `PATCH ${AT}`]);
  });

  it('is one that is all there, but whose answer was lost, sent again?', async () => {
    const { send, asked } = setUp(12 * MB);
    await send();
    expect(asked()).to.deep.equal([`HEAD ${AT}`, PUT]);
  });

  it('is a small one sent whole?', async () => {
    const { send, asked } = setUp();
    await send(new Blob([new Uint8Array(5 * MB)]));
    expect(asked()).to.deep.equal([PUT]);
  });

  it('is it sent whole to a backend that knows no pieces?', async () => {
    const { send, asked, wire } = setUp();
    wire.routes.delete('POST /uploads');
    await send();
    expect(asked()).to.deep.equal(['POST /uploads', PUT]);
    expect(wire.asked.at(-1)?.target).not.to.include('uploaded');
    expect(wire.asked.at(-1)?.body).to.have.length.greaterThan(0);
  });

  it('is a refusal before the first byte the refusal of the file?', async () => {
    const { send, wire, asked } = setUp();
    wire.on('POST /uploads', () => problem(413, 'urn:casement:problem:payload-too-large'));
    expect(await failureOf(send())).to.include({ kind: 'invalid', status: 413 });
    expect(asked()).not.to.include(PUT);
  });

  for (const status of [409, 423, 404]) {
    it(`is it tried again later when a piece is answered ${status}?`, async () => {
      const { send, wire } = setUp(0);
      wire.on(`PATCH ${AT}`, () => problem(status));
      expect(await failureOf(send())).to.deep.equal({ kind: 'unavailable', status });
    });
  }

  it('is a refusal of the question where it stands the customer’s to see?', async () => {
    const { send, wire } = setUp(0);
    wire.on(`HEAD ${AT}`, () => problem(406));
    expect(await failureOf(send())).to.include({ kind: 'invalid', status: 406 });
  });

  it('is it tried again later when the backend misses bytes after all?', async () => {
    const { send, wire } = setUp(12 * MB);
    wire.on(PUT, () => problem(424, 'urn:casement:problem:upload-incomplete'));
    expect(await failureOf(send())).to.include({ kind: 'unavailable', status: 424 });
  });

  it('does a backend that does not move on end in a loop?', async () => {
    const { send, wire } = setUp(0);
    wire.on(`PATCH ${AT}`, () => new Response(null, { status: 204, headers: { 'Upload-Offset': '0' } }));
    expect(await failureOf(send())).to.deep.equal({ kind: 'protocol' });
  });

  it('is a lost connection in the middle a failure of the network?', async () => {
    const { send, wire } = setUp(0);
    wire.on(`PATCH ${AT}`, () => Promise.reject(new TypeError('reset')));
    expect(await failureOf(send())).to.deep.equal({ kind: 'network' });
  });
});
