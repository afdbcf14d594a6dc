/* The bank's part of the conversation with Casement: who signs people in. */

/** Where the site begins: `/`, or the folder that it was put into. */
const ROOT = new URL('..', import.meta.url).pathname;

/** Casement asks for a sign-in: send the visitor there, and back to this very place afterwards. */
document.addEventListener('case-sign-in', () => {
  const here = `/${location.pathname.slice(ROOT.length)}${location.search}${location.hash}`;
  location.assign(`${ROOT}signin?return=${encodeURIComponent(here)}`);
});

/** A page brought back by the browser's Back button may show somebody who has signed out since. */
addEventListener('pageshow', (event) => {
  if (event.persisted) location.reload();
});
