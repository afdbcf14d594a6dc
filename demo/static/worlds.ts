/** Which of the worlds that began in this browser is the one that counts. Starting over begins another. */
const FIRST = 'first';

const keyOf = (root: string): string => `northquay-world:${root}`;

/** The address of a world's worker. */
export function worldAddress(root: URL, world: string): URL {
  const address = new URL('demo/world.js', root);
  address.searchParams.set('world', world);
  return address;
}

/** The name of the world whose worker has that address. */
export function worldOf(address: URL): string {
  return address.searchParams.get('world') ?? FIRST;
}

/** Where a world's cases API answers, on the site: elements that kept something of one world show it in no other. */
export function apiPath(world: string): string {
  return `/api/${world}`;
}

/** The world that counts. */
export function currentWorld(root: string): string {
  try {
    return localStorage.getItem(keyOf(root)) ?? FIRST;
  } catch {
    return FIRST;
  }
}

/** Leaves the world for a new one, in all tabs. */
export function forgetWorld(root: string): void {
  sessionStorage.clear();
  localStorage.setItem(keyOf(root), crypto.randomUUID().slice(0, 8));
}

/** Calls back when another tab starts over. */
export function whenForgotten(root: string, leave: () => void): void {
  addEventListener('storage', ({ key }) => {
    if (key !== keyOf(root)) return;
    sessionStorage.clear();
    leave();
  });
}
