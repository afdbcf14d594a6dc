/** A case and the words around it. Instants are RFC 3339 strings in UTC, as the backend sends them. */

export type Id = string;
/** RFC 3339, UTC. */
export type Instant = string;

export type Status =
  'new' | 'open' | 'in_progress' | 'waiting' | 'on_hold' | 'resolved' | 'closed' | 'cancelled';
/** `active` covers the first five statuses, `closed` the last three. */
export type CaseState = 'active' | 'closed';
export type Priority = 'low' | 'normal' | 'high';
export type Origin = 'web' | 'email' | 'phone' | 'other';
export type Side = 'customer' | 'staff';
export type FieldValue = string | number | boolean | null;

export interface Reference {
  readonly id: Id;
  readonly name: string;
}

export interface Person extends Reference {
  readonly side: Side;
}

/** Who a case is assigned to or owned by. */
export interface Holder extends Reference {
  readonly kind: 'person' | 'team' | 'queue';
}

/** What a viewer may want to do to a case; `transition` actions change its state. */
export type TransitionAction = 'close' | 'cancel' | 'resolve' | 'reopen';
export type ActionName = TransitionAction | 'edit' | 'addNote' | 'delete' | 'assign';

export interface CaseAction {
  readonly action: ActionName;
  readonly allowed: boolean;
  /** In words for the viewer; null when allowed or when there is nothing to say. */
  readonly reason: string | null;
}

/** A promise of the service level agreement. */
export interface Deadline {
  readonly dueAt: Instant;
  readonly state: 'running' | 'nearing' | 'met' | 'missed';
}

export interface Attachment {
  readonly id: Id;
  readonly caseId: Id;
  readonly noteId: Id | null;
  readonly version: string;
  readonly name: string;
  readonly type: string;
  /** Bytes. */
  readonly size: number;
  /** Lower-case hex. */
  readonly sha256: string;
  readonly alt: string | null;
  readonly createdAt: Instant;
  readonly own: boolean;
}

/** A case as lists show it. */
export interface CaseSummary {
  readonly id: Id;
  /** What people quote, such as `CAS-01042`. */
  readonly number: string;
  /** The strong ETag without its quotes. */
  readonly version: string;
  readonly subject: string;
  readonly status: Status;
  readonly statusLabel: string;
  readonly state: CaseState;
  readonly priority: Priority;
  readonly category: string | null;
  readonly origin: Origin;
  readonly contact: Reference;
  readonly account: Reference | null;
  readonly assignee: Holder | null;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  readonly closedAt: Instant | null;
  readonly noteCount: number;
  readonly unreadCount: number;
}

/** What was searched, shown and read before a case was filed. */
export interface SearchTrail {
  readonly query: string;
  readonly shown?: readonly Id[];
  readonly opened?: readonly Id[];
}

/** The whole case, as one viewer may see it. */
export interface Case extends CaseSummary {
  readonly description: string;
  readonly resolution: string | null;
  readonly owner: Holder | null;
  readonly published: boolean;
  readonly firstResponse: Deadline | null;
  readonly resolveBy: Deadline | null;
  readonly entitlement: Reference | null;
  readonly timeSpentMinutes: number | null;
  /** Files of the case itself; those of notes are in the notes. */
  readonly attachments: readonly Attachment[];
  readonly actions: readonly CaseAction[];
  /** Activities that ending the case would close. */
  readonly openActivityCount: number;
  readonly deflection: SearchTrail | null;
  readonly fields: Readonly<Record<string, FieldValue>>;
}

/** What a viewer files. `id` is made by the client, so that a repeated delivery is the same case. */
export interface CaseDraft {
  readonly id: Id;
  readonly subject: string;
  readonly description?: string;
  readonly priority?: Priority;
  readonly category?: string | null;
  readonly contactId?: Id;
  readonly accountId?: Id | null;
  readonly deflection?: SearchTrail;
  readonly fields?: Readonly<Record<string, FieldValue>>;
}

/** Only what is to change. */
export type CaseChange = Partial<Omit<CaseDraft, 'id' | 'deflection'>> & {
  readonly status?: Status;
  readonly resolution?: string | null;
  readonly published?: boolean;
};

export interface Transition {
  readonly action: TransitionAction;
  readonly resolution?: string;
  readonly timeSpentMinutes?: number;
  readonly published?: boolean;
}

export type CaseSort =
  | '-updatedAt'
  | 'updatedAt'
  | '-createdAt'
  | 'createdAt'
  | '-number'
  | 'number'
  | '-subject'
  | 'subject'
  | '-priority'
  | 'priority'
  | '-status'
  | 'status';

/** What a list asks for. Equal queries (by value) share one result in the store. */
export interface CaseQuery {
  /** A `Scope.id` of the session. */
  readonly scope: string;
  readonly state: CaseState | 'all';
  readonly text: string;
  readonly sort: CaseSort;
}

export const DEFAULT_QUERY: CaseQuery = { scope: 'mine', state: 'active', text: '', sort: '-updatedAt' };

export interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}

export interface CasePage extends Page<CaseSummary> {
  /** Cases that match the whole query. */
  readonly total: number;
  /** What changes after this page was read comes after this changes cursor. */
  readonly changesCursor?: string;
}
