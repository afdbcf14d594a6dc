/** Base of the first pause and the longest one, ms. */
export const FIRST_PAUSE = 1000;
export const LONGEST_PAUSE = 60_000;

/** The longest wait that a `Retry-After` may ask for, ms: a timer that is set beyond 24.8 days fires at once. */
export const LONGEST_WAIT = 86_400_000;

/**
 * Full jitter: anything from nothing to the doubled pause, so that clients that failed together do not return together.
 * A `Retry-After` is waited for in full, up to a day, with jitter on top.
 * @param attempts tries so far, from 1
 * @param random in [0, 1)
 * @returns milliseconds
 */
export function backoff(attempts: number, random: number, retryAfter = 0): number {
  const ceiling = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** Math.min(attempts - 1, 16));
  return Math.min(retryAfter, LONGEST_WAIT) + Math.round(ceiling * random);
}
