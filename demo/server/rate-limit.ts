/** A token bucket for each person: bursts are fine, floods are not. */
import { Problem } from './problems.js';

/** How many writes a person may make. */
export interface RateLimit {
  /** At once, after a pause. */
  readonly burst: number;
  /** In the long run. */
  readonly perSecond: number;
}

/** Generous to a person, and to an outbox that delivers a week of work at once. */
export const DEFAULT_RATE_LIMIT: RateLimit = { burst: 1_500, perSecond: 20 };

/** Counts writes by person. */
export class RateLimiter {
  readonly #buckets = new Map<string, { tokens: number; at: number }>();

  constructor(
    private readonly limit: RateLimit,
    private readonly now: () => number,
  ) {}

  /** @throws Problem 429 with `Retry-After`. */
  take(personId: string): void {
    const now = this.now();
    const { burst, perSecond } = this.limit;
    const bucket = this.#buckets.get(personId) ?? { tokens: burst, at: now };
    const tokens = Math.min(burst, bucket.tokens + (Math.max(0, now - bucket.at) / 1000) * perSecond);
    if (tokens < 1) {
      const seconds = Math.max(1, Math.ceil((1 - tokens) / perSecond));
      this.#buckets.set(personId, { tokens, at: now });
      throw new Problem('rate-limited', { headers: { 'Retry-After': String(seconds) } });
    }
    this.#buckets.set(personId, { tokens: tokens - 1, at: now });
    if (this.#buckets.size > 10_000) this.#forgetFull(now);
  }

  #forgetFull(now: number): void {
    for (const [personId, bucket] of this.#buckets) {
      if (bucket.tokens + ((now - bucket.at) / 1000) * this.limit.perSecond >= this.limit.burst) {
        this.#buckets.delete(personId);
      }
    }
  }
}
