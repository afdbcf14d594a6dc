/** Word from tab to tab, where the browser carries it. */
import type { Channel, ChannelMessage } from './storage.js';

/** @param name of the database that the tabs share */
export function openChannel(name: string): Channel {
  const channel = tryOpen(name);
  const listeners = new Set<(message: ChannelMessage) => void>();
  channel?.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (!isMessage(data)) return;
    for (const listener of [...listeners]) listener(data);
  });
  return {
    isOpen: channel !== undefined,
    post: (message) => {
      try {
        channel?.postMessage(message);
      } catch {
        // Closed meanwhile, or not to be cloned: whoever relies on it also looks.
      }
    },
    listen: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close: () => {
      listeners.clear();
      channel?.close();
    },
  };
}

/** None in old browsers; some refuse it in a sandbox. */
function tryOpen(name: string): BroadcastChannel | undefined {
  try {
    return new BroadcastChannel(name);
  } catch {
    return undefined;
  }
}

/** A page of another release may say what this one does not know. */
function isMessage(data: unknown): data is ChannelMessage {
  const type = typeof data === 'object' && data !== null && 'type' in data ? data.type : undefined;
  return (
    type === 'wake' || type === 'records' || type === 'person' || (type === 'operations' && hasSettled(data))
  );
}

function hasSettled(data: unknown): boolean {
  return Array.isArray((data as { readonly settled?: unknown }).settled);
}
