/** The port: what the store needs of a system that keeps cases. Adapters implement it; nothing in it is REST. */
import type { Article, SearchPage, SearchQuery } from '../model/article.js';
import type { Attachment, Case, CasePage, CaseQuery, Id, Instant, Page } from '../model/case.js';
import type { Failure } from '../model/failure.js';
import type { Option } from '../model/form.js';
import type { Note } from '../model/note.js';
import type { Operation } from '../model/operation.js';
import type { Session } from '../model/session.js';

export interface PageRequest {
  readonly cursor?: string | null;
  /** Records wanted; the backend may give fewer. */
  readonly limit?: number;
  readonly signal?: AbortSignal;
}

export interface Tombstone {
  readonly kind: 'case' | 'note' | 'attachment';
  readonly id: Id;
  readonly caseId: Id;
  /** `hidden`: no longer permitted, every copy must go. */
  readonly reason: 'deleted' | 'hidden';
  readonly at: Instant;
}

export interface Changes {
  readonly cases: readonly Case[];
  readonly notes: readonly Note[];
  readonly tombstones: readonly Tombstone[];
  /** The cursor for the next call. */
  readonly next: string;
  readonly hasMore: boolean;
}

/** The answer to a write. `operation` echoes the operation's id, or it is not an answer. */
export interface Receipt {
  readonly operation: Id;
  readonly id: Id;
  readonly case?: Case;
  readonly note?: Note;
  readonly attachment?: Attachment;
  /** Of a case that was marked read. */
  readonly unreadCount?: number;
}

export interface SendOptions {
  /** Bytes of a `putAttachment`. */
  readonly bytes?: Blob;
  /** Share of the bytes that left, 0 to 1. */
  readonly onProgress?: (share: number) => void;
  readonly signal?: AbortSignal;
}

export interface EventOptions {
  /** A changes cursor, to resume from. */
  readonly since?: string | null;
  /** Something about these cases changed. */
  readonly onChange: (caseIds: readonly Id[]) => void;
  /** The stream stands. */
  readonly onOpen?: () => void;
  readonly signal: AbortSignal;
}

/** Every method rejects with a `BackendError`. */
export interface CaseBackend {
  /** What tells this backend from every other, the same on every page and every day: what is stored of it goes by it. */
  readonly identity: string;
  getSession(signal?: AbortSignal): Promise<Session>;
  listCases(query: CaseQuery, page?: PageRequest): Promise<CasePage>;
  getCase(id: Id, signal?: AbortSignal): Promise<Case>;
  /** Newest first. */
  listNotes(caseId: Id, page?: PageRequest): Promise<Page<Note>>;
  getAttachment(attachment: Pick<Attachment, 'id' | 'caseId'>, signal?: AbortSignal): Promise<Blob>;
  getLookup(
    lookup: string,
    query: { q?: string; dependsOn?: string },
    page?: PageRequest,
  ): Promise<Page<Option>>;
  search(query: SearchQuery, signal?: AbortSignal): Promise<SearchPage>;
  getArticle(id: Id, signal?: AbortSignal): Promise<Article>;
  /** Without `since`: nothing but the cursor of now. */
  listChanges(since: string | null, signal?: AbortSignal): Promise<Changes>;
  /** Resolves when the stream ends, rejects when it cannot be had. */
  streamEvents(options: EventOptions): Promise<void>;
  /** Delivers one operation under its own id as idempotency key. */
  send(operation: Operation, options?: SendOptions): Promise<Receipt>;
  /**
   * Delivers operations of one person in as few requests as may be, each as if it were sent alone; those of one case in the
   * order given. Answers align with `operations`: after one of a case that did not succeed, the others of that case have a
   * failure of type `NOT_TRIED`. Rejects as a whole when no answer came: any of them may have been stored. Files and what a
   * backend without the capability `batch` is given are not for it.
   */
  sendAll?(operations: readonly Operation[], signal?: AbortSignal): Promise<readonly (Receipt | Failure)[]>;
  /** The person changed: forget tokens held in memory. */
  reset(): void;
}
