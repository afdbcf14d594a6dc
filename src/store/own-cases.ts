/** What lays what was written here over a case and its notes. Comes with the outbox: without it there is nothing to lay. */
export { newCaseIn, newCaseOf, type NewCase } from '../model/project-new.js';
export { projectCase, projectNotes } from '../model/project.js';
