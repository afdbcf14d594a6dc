/** A filled database, kept for the other test files of a run: to make one takes seconds, to load one does not. */

const CACHE = 'casement-desk';
/** The bundle of the backend: another one has other migrations and another world. */
const BACKEND = '/demo/server/page.ts';

/** Address under which the data of this very backend is kept. */
export async function dataAddress(): Promise<string> {
  const source = await (await fetch(BACKEND)).arrayBuffer();
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', source));
  return `/${Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

export async function loadData(address: string): Promise<Blob | undefined> {
  const kept = await (await caches.open(CACHE)).match(address);
  return kept?.blob();
}

export async function keepData(address: string, data: Blob): Promise<void> {
  await (await caches.open(CACHE)).put(address, new Response(data));
}
