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

/*
 * Signing out: first Casement asks what becomes of words that were not sent, and takes what it keeps off this device; then the
 * bank ends its session. A bank calls nobody signed out who is not, so nothing is done without a connection.
 */
const SIGN_OUT = 'form.who';
const CASEMENT = 'case-provider, case-support';
/** Set while a visitor who signs out elsewhere is on the way to the page of their cases. */
const LEAVING = 'northquay-leaving';
const CASES = `${ROOT}support`;
/** A network, or an element, that says nothing for so long says nothing, ms. */
const PATIENCE = 5000;
let isLeaving = false;

// Before anybody else who answers the site's forms.
document.addEventListener('submit', onSubmit, { capture: true });

function onSubmit(event) {
  if (!event.target.matches(SIGN_OUT)) return;
  event.preventDefault();
  if (!isLeaving) void leave(event.target);
}

async function leave(form) {
  isLeaving = true;
  try {
    if (!(await isConnected())) return tell('Signing out needs a connection. You are still signed in.');
    const casement = casementHere();
    // What waits is known where cases are shown; it is asked about there.
    if (casement) await finish(form, casement);
    else goAndLeave();
  } finally {
    isLeaving = false;
  }
}

async function finish(form, casement) {
  if (casement?.signOut && !(await casement.signOut())) return;
  if (await endSession(form)) return location.assign(ROOT);
  await casement?.reconnect?.();
  tell('The bank did not answer, so you are still signed in. Please try again.');
}

/** The element of this page that knows somebody's cases. */
function casementHere() {
  return [...document.querySelectorAll(CASEMENT)].find(
    ({ store }) => store && store.get().phase !== 'starting',
  );
}

/** Any answer will do. */
async function isConnected() {
  const init = { method: 'HEAD', cache: 'no-store', signal: AbortSignal.timeout(PATIENCE) };
  return (await fetch(ROOT, init).catch(() => undefined)) !== undefined;
}

async function endSession({ action }) {
  const init = { method: 'POST', redirect: 'manual', signal: AbortSignal.timeout(PATIENCE) };
  const answer = await fetch(action, init).catch(() => undefined);
  // The page that it leads to is not asked for here.
  return answer !== undefined && (answer.type === 'opaqueredirect' || answer.status < 400);
}

function goAndLeave() {
  sessionStorage.setItem(LEAVING, '1');
  location.assign(CASES);
}

/** Whoever came here to sign out does so as soon as their cases are known, or take too long to be. */
async function arrive() {
  const form = document.querySelector(SIGN_OUT);
  if (!sessionStorage.getItem(LEAVING) || !form) return;
  sessionStorage.removeItem(LEAVING);
  const until = performance.now() + PATIENCE;
  while (!casementHere() && performance.now() < until) await new Promise(requestAnimationFrame);
  await finish(form, casementHere() ?? document.querySelector(CASEMENT));
}

function tell(words) {
  const message = document.querySelector('.message') ?? document.createElement('p');
  message.className = 'message';
  message.setAttribute('role', 'alert');
  document.querySelector('main').prepend(message);
  message.textContent = words;
}

void arrive();
