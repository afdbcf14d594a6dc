/** A page that shares its storage with nobody. */
import type { Channel, Leadership, TermStorage } from '../offline/storage.js';

/** There is nobody to talk to, and nothing that another page could have done. */
export const SILENT: Channel = {
  isOpen: true,
  post: () => undefined,
  listen: () => () => undefined,
  close: () => undefined,
};

/** Always in office. */
export function alone(storage: TermStorage): Leadership {
  return {
    lead: async (viewerId, work, signal) => {
      while (!signal.aborted) await work({ epoch: await storage.beginTerm(viewerId), signal });
    },
  };
}
