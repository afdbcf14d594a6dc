/** Who is signed in to the bank, kept by the tab: another tab may be somebody else. */
import type { Sessions } from '../host/session.js';

/** @param root path of the site: each has its own visitors */
export function tabSessions(root: string): Sessions {
  const key = `northquay-person:${root}`;
  return {
    open: async (personId) => {
      sessionStorage.setItem(key, personId);
      return '';
    },
    close: () => {
      sessionStorage.removeItem(key);
      return '';
    },
    read: async () => sessionStorage.getItem(key) ?? undefined,
  };
}
