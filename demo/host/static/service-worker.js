/*
 * Keeps "My cases" and what it is made of, so that the page opens without a network; what is in it then is Casement's part.
 * Never the cases themselves (/api), never a token: they do not pass through here. The server puts VERSION and FILES in front.
 */

const FILES_CACHE = `northquay-files-${VERSION}`;
const PAGE_CACHE = 'northquay-page';
const PAGE = '/support';
/** A network that says nothing for so long is as good as none, ms. */
const PATIENCE = 3000;

/** Counts sign-ins and sign-outs: a page that was asked for before is not kept after. */
let changes = 0;

addEventListener('install', (event) => event.waitUntil(install()));
addEventListener('activate', (event) => event.waitUntil(removeOldFiles()));

addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== location.origin) return;
  if (request.method === 'POST') {
    if (pathname === '/signin' || pathname === '/signout') event.waitUntil(forgetPage());
  } else if (request.method !== 'GET') {
    return;
  } else if (request.mode === 'navigate') {
    if (pathname === PAGE) event.respondWith(freshOrKept(PAGE_CACHE, PAGE, fetch(request), event));
  } else if (pathname.startsWith('/casement/')) {
    event.respondWith(caches.match(request).then((kept) => kept ?? fetch(request)));
  } else if (pathname.startsWith('/host/')) {
    event.respondWith(freshOrKept(FILES_CACHE, pathname, fetch(request), event));
  }
});

async function install() {
  const files = await caches.open(FILES_CACHE);
  await files.addAll(FILES);
  // Whoever is here has the page already, but the page was not asked for through us.
  const before = changes;
  await keep(PAGE_CACHE, PAGE, await fetch(PAGE), before).catch(() => undefined);
}

async function removeOldFiles() {
  for (const name of await caches.keys()) {
    if (name !== FILES_CACHE && name !== PAGE_CACHE) await caches.delete(name);
  }
}

/** The network's answer if it comes soon, else the one that was kept, else the network's after all. */
async function freshOrKept(cache, key, fetched, event) {
  const before = changes;
  const fresh = fetched.then((response) => {
    event.waitUntil(keep(cache, key, response.clone(), before));
    return response;
  });
  const soon = await Promise.race([fresh.catch(() => undefined), wait(PATIENCE)]);
  return soon ?? (await caches.match(key, { cacheName: cache })) ?? fresh;
}

async function keep(cache, key, response, before) {
  if (!response.ok || response.redirected || before !== changes) return;
  await (await caches.open(cache)).put(key, response);
  // Somebody signed in or out while it was being written.
  if (cache === PAGE_CACHE && before !== changes) await caches.delete(PAGE_CACHE);
}

/** Its header names a person. */
async function forgetPage() {
  changes += 1;
  await caches.delete(PAGE_CACHE);
}

function wait(ms) {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
