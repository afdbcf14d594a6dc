/** Readings of one case and of its notes; apart from those of lists, which are needed first. */
import type { Attachment, Case, Id, Instant } from '../model/case.js';
import type { Failure } from '../model/failure.js';
import type { Operation } from '../model/operation.js';
import { compareNotes, type Note } from '../model/note.js';
import type { CaseDetail, FileView, NoteView } from '../model/project.js';
import type { NewCase } from './own-cases.js';
import { labelsOf, memo } from './selectors.js';
import type { CaseEntry, LoadStatus, StoreState, ThreadState } from './state.js';

export interface CaseView {
  readonly status: CaseEntry['status'];
  readonly case: CaseDetail | null;
  readonly failure: Failure | null;
  /** When a copy was current; null: it is the backend's word. */
  readonly asOf: Instant | null;
}

export interface ThreadView {
  readonly status: LoadStatus;
  /** Oldest first, own unsent ones last. */
  readonly notes: readonly NoteView[];
  readonly hasOlder: boolean;
  readonly loadingOlder: boolean;
  readonly failure: Failure | null;
  /** As in `CaseView`. */
  readonly asOf: Instant | null;
}

const NO_CASE: CaseView = { status: 'loading', case: null, failure: null, asOf: null };
const NO_THREAD: ThreadView = {
  status: 'loading',
  notes: [],
  hasOlder: false,
  loadingOlder: false,
  failure: null,
  asOf: null,
};

const makeCase = memo((entry: CaseEntry, id: Id, state): CaseView => ({
  status: entry.status,
  failure: entry.failure,
  asOf: entry.asOf,
  case: entry.snapshot && caseOf(entry.snapshot, id, state),
}));

/** Written here and not delivered: whatever the backend says, it does not know it yet. */
const makeNewCase = memo((own: NewCase, id: Id, state): CaseView => ({
  status: 'ready',
  failure: null,
  asOf: null,
  case: state.session && state.ownCases && caseOf(state.ownCases.newCaseOf(own, state.session), id, state),
}));

export function selectCase(state: StoreState, id: Id): CaseView {
  const entry = state.cases.get(id);
  const own = !entry?.snapshot && state.ownCases?.newCaseIn(state.operations, id);
  if (own && state.session) return makeNewCase(own, id, state, [state.operations, state.session]);
  return entry ? makeCase(entry, id, state, [state.operations, state.session]) : NO_CASE;
}

const makeThread = memo((thread: ThreadState, id: Id, state): ThreadView => ({
  status: thread.status,
  failure: thread.failure,
  asOf: thread.asOf,
  hasOlder: thread.nextCursor !== null,
  loadingOlder: thread.loadingOlder,
  notes: notesOf(thread.notes, id, state),
}));

const makeNewThread = memo((_own: NewCase, id: Id, state): ThreadView => ({
  ...NO_THREAD,
  status: 'ready',
  notes: notesOf([], id, state),
}));

export function selectThread(state: StoreState, caseId: Id): ThreadView {
  const thread = state.threads.get(caseId);
  const own = thread?.status !== 'ready' && state.ownCases?.newCaseIn(state.operations, caseId);
  if (own && state.session) return makeNewThread(own, caseId, state, [state.operations, state.session]);
  return thread ? makeThread(thread, caseId, state, [state.operations, state.session]) : NO_THREAD;
}

function caseOf(snapshot: Case, id: Id, state: StoreState): CaseDetail {
  const { ownCases } = state;
  return ownCases
    ? ownCases.projectCase(snapshot, ownOf(state, id), labelsOf(state))
    : { ...snapshot, mark: null, attachments: snapshot.attachments.map(plainFile) };
}

function notesOf(notes: readonly Note[], id: Id, state: StoreState): readonly NoteView[] {
  const { session, ownCases } = state;
  if (!session) return [];
  if (ownCases) return ownCases.projectNotes(notes, ownOf(state, id), session.viewer);
  return [...notes]
    .sort(compareNotes)
    .map((note) => ({ ...note, mark: null, attachments: note.attachments.map(plainFile) }));
}

/** As it is, where nothing was written here. */
function plainFile(file: Attachment): FileView {
  return { ...file, mark: null };
}

function ownOf(state: StoreState, caseId: Id): readonly Operation[] {
  return state.operations.filter((operation) => operation.caseId === caseId);
}
