/** Base of the first pause and the longest one, ms. */
export const FIRST_PAUSE = 1000;
export const LONGEST_PAUSE = 60_000;

/**
 * Full jitter: anything from nothing to the doubled pause, so that clients that failed together do not return together.
 * A `Retry-After` is waited for in full, with jitter on top.
 * @param attempts tries so far, from 1
 * @param random in [0, 1)
 * @returns milliseconds
 */
export function backoff(attempts: number, random: number, retryAfter = 0): number {
  const ceiling = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** Math.min(attempts - 1, 16));
  return retryAfter + Math.round(ceiling * random);
}
