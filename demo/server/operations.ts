/** Which rule answers which operation of the contract. */
import { createActivity, listActivities, updateActivity } from './rules/activities.js';
import { assignCase } from './rules/assignment.js';
import type { Call, Reply } from './rules/call.js';
import { listCases } from './rules/case-list.js';
import { deleteAttachment, getAttachmentContent } from './rules/attachments.js';
import { createCase, deleteCase, getCase, updateCase } from './rules/cases.js';
import { listChanges } from './rules/changes.js';
import { receiveEmail } from './rules/emails.js';
import { getLookup } from './rules/lookups.js';
import { createNote, deleteNote, getNote, listNotes, updateNote } from './rules/notes.js';
import { markCaseRead } from './rules/read-marks.js';
import { getDeflectionReport } from './rules/search-report.js';
import { getArticle, rankArticle, recordDeflection, search } from './rules/search.js';
import { getSession } from './rules/session.js';
import { transitionCase } from './rules/transitions.js';

/** A rule that answers one operation. */
export type Rule = (call: Call) => Promise<Reply>;

/** Operations that read, by id. */
export const READS: Readonly<Record<string, Rule>> = {
  getSession,
  getLookup,
  listCases,
  getCase,
  listNotes,
  getNote,
  getAttachmentContent,
  listActivities,
  search,
  getArticle,
  getDeflectionReport,
  listChanges,
};

/** Operations that write, by id: each runs in one transaction, once for each key. */
export const WRITES: Readonly<Record<string, Rule>> = {
  createCase,
  updateCase,
  deleteCase,
  transitionCase,
  markCaseRead,
  createNote,
  updateNote,
  deleteNote,
  deleteAttachment,
  createActivity,
  updateActivity,
  assignCase,
  receiveEmail,
  recordDeflection,
  rankArticle,
};
