/** What lays what was written here over a case and its notes. Comes with the outbox: without it there is nothing to lay. */
import { newCaseIn, newCaseOf } from '../model/project-new.js';
import { projectCase, projectNotes } from '../model/project.js';

export type { NewCase } from '../model/project-new.js';

export const ownCases = { newCaseIn, newCaseOf, projectCase, projectNotes };
