/** Time as the outbox sees it, so that tests can run years of it in a moment. */
export interface Timers {
  set(run: () => void, ms: number): unknown;
  clear(timer: unknown): void;
  /** Milliseconds since some moment of this page's life; never jumps. */
  now(): number;
}

export const REAL_TIMERS: Timers = {
  set: (run, ms) => setTimeout(run, ms),
  clear: (timer) => clearTimeout(timer as number),
  now: () => performance.now(),
};

/** Resolves after `ms`, or at once when aborted. */
export async function rest(timers: Timers, ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((resolve) => {
    const end = () => {
      timers.clear(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = timers.set(end, ms);
    signal.addEventListener('abort', end);
  });
}

/** Resolves when the signal aborts, or has. */
export async function untilAborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
