/* The desk: what is chosen in the list opens beside it. The address carries the case, so Back, reload and a bookmark work. */

const desk = document.getElementById('desk');
const list = desk.querySelector('case-list');
const view = desk.querySelector('case-view');
const back = desk.querySelector('.desk-back');
const PREFIX = '#case=';
/** Where the site begins: `/`, or the folder that it was put into. */
const ROOT = new URL('..', import.meta.url).pathname;
/** Shown in place of the case while its fields are changed. */
let form;

/** The id of the case in the address, or '' when there is none or it is garbled. */
function caseInAddress() {
  if (!location.hash.startsWith(PREFIX)) return '';
  try {
    return decodeURIComponent(location.hash.slice(PREFIX.length));
  } catch {
    return '';
  }
}

/** Shows the case in the address, or the list alone. Moves focus only if the place where it was is about to go. */
function show({ moveFocus }) {
  const caseId = caseInAddress();
  leaveForm();
  const isOpen = caseId !== '';
  const loses = desk.querySelector(isOpen ? '.desk-list' : '.desk-case').contains(document.activeElement);
  desk.classList.toggle('case-open', isOpen);
  view.hidden = !isOpen;
  view.caseId = caseId;
  list.selected = caseId || null;
  if (!moveFocus || !loses) return;
  if (!isOpen) document.getElementById('desk-list-title').focus();
  else if (isStacked()) document.getElementById('desk-case-title').focus();
}

/** Whether list and case take turns on a narrow screen: the style sheet says so by showing the way back. */
function isStacked() {
  return getComputedStyle(back).getPropertyValue('--desk-layout').trim() === 'stacked';
}

// In the list, or among what waits.
desk.addEventListener('case-select', (event) => {
  const address = PREFIX + encodeURIComponent(event.caseId);
  if (location.hash === address) show({ moveFocus: true });
  else location.hash = address;
});

/** Closes the case; the browser's Back opens it again. */
function close() {
  history.pushState(null, '', location.pathname + location.search);
  show({ moveFocus: true });
}

back.addEventListener('click', (event) => {
  event.preventDefault();
  close();
});
view.addEventListener('case-back', close);

/* Changing fields takes the place of the case until it is saved or left. */
view.addEventListener('case-edit', ({ caseId }) => {
  form = document.createElement('case-form');
  form.setAttribute('case-id', caseId);
  form.addEventListener('case-back', backToCase);
  form.addEventListener('case-submitted', backToCase);
  view.hidden = true;
  view.after(form);
  document.getElementById('desk-case-title').focus();
});

function leaveForm() {
  form?.remove();
  form = undefined;
}

function backToCase() {
  leaveForm();
  view.hidden = false;
  view.focus();
}

/* The desk files no cases: whoever wants to does it where customers do. */
list.addEventListener('case-new', () => location.assign(`${ROOT}support`));

addEventListener('hashchange', () => show({ moveFocus: true }));
addEventListener('popstate', () => show({ moveFocus: true }));
show({ moveFocus: false });
