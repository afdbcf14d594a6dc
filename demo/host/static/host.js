/* The bank's part of the conversation with Casement: who signs people in. */

/** Casement asks for a sign-in: send the visitor there, and back to this very place afterwards. */
document.addEventListener('case-sign-in', () => {
  const here = location.pathname + location.search + location.hash;
  location.assign(`/signin?return=${encodeURIComponent(here)}`);
});

/** A page brought back by the browser's Back button may show somebody who has signed out since. */
addEventListener('pageshow', (event) => {
  if (event.persisted) location.reload();
});

/** Keeps "My cases" for when there is no network. Asked for last: nobody waits for it. */
async function keepForOffline() {
  const policy = globalThis.trustedTypes?.createPolicy('northquay', {
    createScriptURL: (url) => {
      if (url !== '/service-worker.js') throw new TypeError('Only the site’s own service worker is started.');
      return url;
    },
  });
  const script = '/service-worker.js';
  // Refused in some private windows: then the page is there with a network only.
  await navigator.serviceWorker.register(policy?.createScriptURL(script) ?? script).catch(() => undefined);
}

if ('serviceWorker' in navigator) {
  if (document.readyState === 'complete') void keepForOffline();
  else addEventListener('load', () => void keepForOffline(), { once: true });
}
