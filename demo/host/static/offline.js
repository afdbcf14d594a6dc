/* Has the site keep what it needs to open without a network. */

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
