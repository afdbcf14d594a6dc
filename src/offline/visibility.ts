/** Waiting, and waiting to be looked at. */
import { isHidden } from './connectivity.js';

/** Resolves at once while the page is visible, else when it is looked at again or the signal aborts. */
export async function untilVisible(signal: AbortSignal): Promise<void> {
  while (isHidden() && !signal.aborted) await nextVisibility(signal);
}

/** Resolves when the page has been hidden for `ms` without a break, or the signal aborts. */
export async function untilHiddenFor(ms: number, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    if (!isHidden()) {
      await nextVisibility(signal);
      continue;
    }
    const shown = new AbortController();
    const changed = nextVisibility(AbortSignal.any([signal, shown.signal])).then(() => false);
    const stayed = delay(ms, signal).then(() => true);
    const over = await Promise.race([changed, stayed]);
    shown.abort();
    if (over) return;
  }
}

/** Resolves after `ms`, or at once when aborted. */
export async function delay(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end);
  });
}

async function nextVisibility(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((resolve) => {
    const end = () => {
      globalThis.document?.removeEventListener('visibilitychange', end);
      signal.removeEventListener('abort', end);
      resolve();
    };
    globalThis.document?.addEventListener('visibilitychange', end);
    signal.addEventListener('abort', end);
  });
}
