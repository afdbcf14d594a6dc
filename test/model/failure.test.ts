import { expect } from '@open-wc/testing';
import { BackendError, isRetriable, toFailure, type FailureKind } from '../../src/model/failure.js';
import { uuidFrom } from '../../src/model/id.js';

describe('failure', () => {
  const kinds: Record<FailureKind, boolean> = {
    network: true,
    unavailable: true,
    protocol: true,
    'signed-out': false,
    forbidden: false,
    'not-found': false,
    invalid: false,
    conflict: false,
    aborted: false,
  };
  for (const [kind, worth] of Object.entries(kinds) as [FailureKind, boolean][]) {
    it(`is ${kind} worth another try: ${worth}`, () => {
      expect(isRetriable({ kind })).to.equal(worth);
    });
  }

  it('is what the backend layer threw passed on whole?', () => {
    const failure = { kind: 'invalid', status: 422, type: 'urn:x' } as const;
    expect(toFailure(new BackendError(failure))).to.equal(failure);
  });

  it('is an aborted request told from a fault, and a stranger by nothing it says?', () => {
    expect(toFailure(new DOMException('gone', 'AbortError'))).to.deep.equal({ kind: 'aborted' });
    expect(toFailure(new Error('401 network offline'))).to.deep.equal({ kind: 'protocol' });
    expect(toFailure('network')).to.deep.equal({ kind: 'protocol' });
  });
});

describe('id', () => {
  it('is it a version 4 UUID of the contract, whatever the bytes?', () => {
    for (const byte of [0, 0x0f, 0xff]) {
      expect(uuidFrom(new Uint8Array(16).fill(byte))).to.match(
        /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
      );
    }
  });
});
