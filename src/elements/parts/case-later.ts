/** What `<case-view>` needs only when the case itself is there; fetched while the backend answers. */
export { renderFacts } from './case-facts.js';
export { changesStyles as styles, renderPending, renderQuestion } from './case-changes.js';
