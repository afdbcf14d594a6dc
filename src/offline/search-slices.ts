/** Long work in short pieces, so that whoever waits for the same thread does not notice it. */

/** Lets others have the thread; resolves when it is this work's turn again. */
export type Pause = () => Promise<void>;

/** A turn of the timers. */
export const pauseByTimer: Pause = () => new Promise((resolve) => setTimeout(resolve, 0));

/**
 * Does `work` on each item and pauses whenever it has had the thread for `sliceMs`.
 * @param clock milliseconds
 */
export async function inSlices<Item>(
  items: Iterable<Item>,
  work: (item: Item) => void,
  pause: Pause = pauseByTimer,
  sliceMs = 8,
  clock: () => number = () => performance.now(),
): Promise<void> {
  let since = clock();
  for (const item of items) {
    work(item);
    if (clock() - since < sliceMs) continue;
    await pause();
    since = clock();
  }
}
