/** A mirror over storage that a test bends, and what became known by it. */
import type { Operation } from '../../src/model/operation.js';
import { Mirror } from '../../src/offline/mirror.js';
import type { CaseStorage, Channel, ChannelMessage, Settled } from '../../src/offline/storage.js';
import { ADA } from '../model/samples.js';

export function mirrored<S extends CaseStorage>(storage: S) {
  const posted: ChannelMessage[] = [];
  const channel: Channel = {
    isOpen: true,
    post: (message) => void posted.push(message),
    listen: () => () => undefined,
    close: () => undefined,
  };
  const news: Settled[] = [];
  let changes = 0;
  const mirror = new Mirror({
    viewerId: ADA.id,
    storage,
    channel,
    onChange: (settled) => {
      changes++;
      news.push(...settled);
    },
  });
  const add = (...operations: Operation[]) => mirror.add(operations, Promise.resolve(new Map()));
  const ids = () => mirror.operations.map(({ id }) => id);
  return { storage, mirror, add, ids, posted, news, changes: () => changes };
}
