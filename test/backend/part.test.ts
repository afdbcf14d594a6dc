import { expect } from '@open-wc/testing';
import { part } from '../../src/backend/rest/part.js';
import { toFailure } from '../../src/model/failure.js';

describe('code that is fetched when it is needed', () => {
  it('that cannot be had is a lost connection, not an answer that nobody understands', async () => {
    // What an `import()` rejects with, in each browser in other words.
    const missing = Promise.reject(new TypeError('Failed to fetch dynamically imported module'));
    const failure = await part(missing).catch(toFailure);
    expect(failure).to.deep.equal({ kind: 'network' });
  });

  it('that is there is handed on', async () => {
    expect(await part(Promise.resolve(1))).to.equal(1);
  });
});
