/** When to try again: the network is back, or somebody looks. `navigator.onLine` is never asked: it says "yes" without internet. */

/** Calls back when the network returns, or the page is looked at again; returns the end of it. */
export function onWake(wake: () => void): () => void {
  const look = () => {
    if (!isHidden()) wake();
  };
  globalThis.addEventListener?.('online', wake);
  globalThis.addEventListener?.('focus', look);
  globalThis.document?.addEventListener('visibilitychange', look);
  return () => {
    globalThis.removeEventListener?.('online', wake);
    globalThis.removeEventListener?.('focus', look);
    globalThis.document?.removeEventListener('visibilitychange', look);
  };
}

export function isHidden(): boolean {
  return globalThis.document?.visibilityState === 'hidden';
}

/** A page for which this is false has surely no network; one for which it is true may have none either. */
export function isOnline(): boolean {
  return globalThis.navigator?.onLine !== false;
}
