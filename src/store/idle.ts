/** Runs when the page has nothing better to do, within two seconds. */
export function whenIdle(run: () => void): void {
  if (globalThis.requestIdleCallback) globalThis.requestIdleCallback(run, { timeout: 2000 });
  else setTimeout(run, 200);
}
