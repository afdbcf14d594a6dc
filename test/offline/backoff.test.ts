import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import { backoff, FIRST_PAUSE, LONGEST_PAUSE, LONGEST_WAIT } from '../../src/offline/backoff.js';

/** The largest delay that timers of browsers know, ms. */
const TIMER_MAX = 2 ** 31 - 1;

describe('backoff', () => {
  it('is the first pause up to a second, each next one up to twice as long, up to a minute?', () => {
    expect([1, 2, 3, 7, 8, 1000].map((attempts) => backoff(attempts, 1))).to.deep.equal([
      FIRST_PAUSE,
      2 * FIRST_PAUSE,
      4 * FIRST_PAUSE,
      LONGEST_PAUSE,
      LONGEST_PAUSE,
      LONGEST_PAUSE,
    ]);
  });

  it('is it anything between nothing and that?', () => {
    expect([backoff(3, 0), backoff(3, 0.5)]).to.deep.equal([0, 2000]);
  });

  it('is Retry-After waited for in full, with jitter on top?', () => {
    expect([backoff(1, 0, 30_000), backoff(1, 1, 30_000)]).to.deep.equal([30_000, 31_000]);
  });

  it('does it stay within what a timer can do, whatever the backend asks for?', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1e6 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, noNaN: true }),
        (n, r, wait) => {
          const pause = backoff(n, r, wait);
          return pause >= Math.min(wait, LONGEST_WAIT) && pause <= TIMER_MAX;
        },
      ),
    );
  });

  it('do clients that failed together come back together?', () => {
    let seed = 7;
    const random = () => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647;
    const buckets = new Map<number, number>();
    for (let client = 0; client < 1000; client++) {
      const second = Math.floor(backoff(7, random()) / 1000);
      buckets.set(second, (buckets.get(second) ?? 0) + 1);
    }
    expect(Math.max(...buckets.values())).to.be.at.most(50);
  });
});
