/** The application: one state, named commands. Elements read it through selectors and never talk to a backend. */
import type { Article, DeflectionOutcome, SearchPage, SearchQuery } from '../model/article.js';
import type {
  Attachment,
  Case,
  CaseChange,
  CaseDraft,
  CaseQuery,
  Id,
  Page,
  Transition,
} from '../model/case.js';
import type { Failure } from '../model/failure.js';
import type { Option } from '../model/form.js';
import type { Note } from '../model/note.js';
import type { Operation, Payload } from '../model/operation.js';
import type { Kept } from '../offline/storage.js';
import type { StoreState } from './state.js';

/** How a write fared at its first try. `waiting`: not delivered yet, tried again by itself. */
export type Outcome =
  | { readonly state: 'delivered'; readonly case?: Case; readonly note?: Note }
  | { readonly state: 'waiting'; readonly failure: Failure }
  | { readonly state: 'held' | 'refused'; readonly failure: Failure }
  /** It was not taken at all, and is nowhere but on the screen: the code or the storage failed. */
  | { readonly state: 'not-kept'; readonly failure: Failure }
  | { readonly state: 'discarded' };

export interface Submission {
  /** Of the record that is written: the new case, the new note, the changed case. */
  readonly id: Id;
  /** Of the main write, files apart; for `retry` and `discard`. */
  readonly operationId: Id;
  /** Of the main write; never rejects. Files follow on their own, seen in `operations` and `progress`. */
  readonly settled: Promise<Outcome>;
  /** Where it waits, as soon as the outbox has it: only then is it "saved on this device". Never, if it was not kept. */
  readonly kept: Promise<'disk' | 'memory'>;
  /** Resolves when the main write left the outbox (delivered, discarded) or never came there. */
  readonly done: Promise<Outcome>;
}

export interface NewNote {
  readonly text: string;
  readonly visibility?: 'public' | 'internal';
  readonly files?: readonly File[];
}

/** Commands never throw; what goes wrong is in the state or in the outcome. Queries reject with a `BackendError`. */
export interface CaseStore {
  get(): StoreState;
  /** Called after every change; returns the end of it. */
  subscribe(listener: () => void): () => void;

  /** Asks for the session, once; later calls do nothing. */
  start(): void;
  /** Asks again: after a sign-in, a sign-out, or a failure. Another person's data is dropped first. */
  reconnect(): Promise<void>;

  /** Loads the list and keeps it fresh until the returned function is called. */
  watchList(query: CaseQuery): () => void;
  refreshList(query: CaseQuery): Promise<void>;
  loadMore(query: CaseQuery): Promise<void>;

  /** Loads the case and its notes and keeps them fresh until the returned function is called. */
  watchCase(id: Id): () => void;
  refreshCase(id: Id): Promise<void>;
  loadOlderNotes(id: Id): Promise<void>;

  createCase(draft: Omit<CaseDraft, 'id'>, files?: readonly File[]): Submission;
  updateCase(id: Id, change: CaseChange): Submission;
  transition(id: Id, transition: Transition): Submission;
  addNote(caseId: Id, note: NewNote): Submission;
  updateNote(caseId: Id, noteId: Id, text: string): Submission;
  deleteNote(caseId: Id, noteId: Id): Submission;
  deleteAttachment(caseId: Id, attachmentId: Id): Submission;
  /** The viewer saw the newest note that is loaded. */
  markRead(caseId: Id): void;
  recordDeflection(outcome: Omit<DeflectionOutcome, 'id'>): void;

  /** Tries a waiting, held or refused operation again, now. */
  retry(operationId: Id): void;
  discard(operationId: Id): void;
  /**
   * Writes an undelivered operation anew; the record's id stays, the operation gets another.
   * @returns false: it is on its way, may be stored already, or is gone; nothing was changed
   */
  edit(operationId: Id, payload: Payload): Promise<boolean>;
  /** What the customer wrote and the backend does not have, in the order it was written; as far as it has been read. */
  undelivered(): readonly Operation[];
  /** The same, once all that is kept of the person in charge has been read. Rejects where the code for that cannot be had. */
  loadUndelivered(): Promise<readonly Operation[]>;
  /** The bytes of a file that waits; undefined: there are none, or they are damaged. */
  fileOf(operationId: Id): Promise<Blob | undefined>;
  /** Tries now whatever waits, and asks again for what is on screen. */
  sync(): Promise<void>;

  /** What was typed under this name by the person in charge. */
  readDraft<T>(id: string): Promise<Kept<T> | undefined>;
  /**
   * Keeps what is being typed, for the person in charge; an expired sign-in changes nobody's drafts.
   * @param value JSON, files as `ArrayBuffer`s within; undefined removes the draft
   * @param revision of the draft that it replaces; 0: there was none
   * @returns the new revision; null: another tab has kept a newer one, or nothing can be kept
   */
  keepDraft(id: string, value: unknown, revision: number): Promise<number | null>;
  /** Calls back when another tab kept or removed a draft of this name; returns the end of it. */
  onDraft(id: string, listener: () => void): () => void;
  /**
   * Before the host signs the person out: takes what was read off this device. Other tabs follow.
   * @param undelivered `keep`: what was not delivered stays, sealed, until the person is back. `discard`: it goes, too.
   */
  signOut(undelivered: 'keep' | 'discard'): Promise<void>;

  search(query: SearchQuery, signal?: AbortSignal): Promise<SearchPage>;
  getArticle(id: Id, signal?: AbortSignal): Promise<Article>;
  getLookup(
    lookup: string,
    query: { q?: string; dependsOn?: string },
    signal?: AbortSignal,
  ): Promise<Page<Option>>;
  getAttachment(attachment: Pick<Attachment, 'id' | 'caseId'>, signal?: AbortSignal): Promise<Blob>;

  /** Ends streams and timers; the state stays readable. */
  close(): void;
}
