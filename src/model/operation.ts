import type { AttachmentDraft, NoteDraft } from './note.js';
import type { CaseChange, CaseDraft, Holder, Id, Instant, Transition } from './case.js';
import type { DeflectionOutcome } from './article.js';
import { isRetriable, NOT_TRIED, type Failure } from './failure.js';
import { isOutstanding } from './outstanding.js';

export { isOutstanding };

/** What a customer wrote, as data. The record's id is in the draft, so that a second delivery is the same record. */
export type Payload =
  | { readonly kind: 'createCase'; readonly draft: CaseDraft }
  | { readonly kind: 'updateCase'; readonly change: CaseChange }
  | { readonly kind: 'transitionCase'; readonly transition: Transition }
  | { readonly kind: 'assignCase'; readonly to: Omit<Holder, 'name'> | null }
  | { readonly kind: 'deleteCase' }
  | { readonly kind: 'markCaseRead'; readonly readUntil: Instant }
  | { readonly kind: 'createNote'; readonly draft: NoteDraft }
  | { readonly kind: 'updateNote'; readonly noteId: Id; readonly text: string }
  | { readonly kind: 'deleteNote'; readonly noteId: Id }
  | { readonly kind: 'putAttachment'; readonly attachment: AttachmentDraft }
  | { readonly kind: 'deleteAttachment'; readonly attachmentId: Id }
  | { readonly kind: 'recordDeflection'; readonly outcome: DeflectionOutcome };

/**
 * queued -> sending -> delivered
 *                   -> queued   (worth another try)
 *                   -> held     (the person must sign in first)
 *                   -> refused  (the backend said no: the customer decides)
 * held and refused return to queued; queued, held and refused may be discarded by the customer.
 */
export type OperationState = 'queued' | 'sending' | 'held' | 'refused' | 'delivered' | 'discarded';

export interface Operation {
  /** UUID; the Idempotency-Key of every try. */
  readonly id: Id;
  /** Order of writing; clocks play no part. */
  readonly seq: number;
  /** Who wrote it. It is never sent as anybody else. */
  readonly viewerId: Id;
  /** The case; operations of one case are sent in order, those of others do not wait for them. */
  readonly caseId: Id;
  readonly payload: Payload;
  readonly state: OperationState;
  /** Changes of this operation so far: of two tabs that change it, the later one finds out. */
  readonly revision: number;
  /** Tries so far. */
  readonly attempts: number;
  /** A try may have been stored without its answer reaching us: only the same key may be sent again. */
  readonly inDoubt: boolean;
  /** For the customer's eyes only. */
  readonly enqueuedAt: Instant;
  /** The version of the record that the customer saw; null where none is needed. */
  readonly baseVersion: string | null;
  /** The operation that must be delivered first, beyond the order of the case: the note of a file. */
  readonly dependsOn: Id | null;
  /** Why the last try did not succeed. */
  readonly failure: Failure | null;
}

export type OperationEvent =
  | { readonly type: 'send' }
  | { readonly type: 'acknowledge' }
  | { readonly type: 'fail'; readonly failure: Failure }
  /** The tab that was sending is gone: the key makes another try safe. */
  | { readonly type: 'recover' }
  /** Signed in again, or the customer asked for another try. */
  | { readonly type: 'retry' }
  | { readonly type: 'discard' }
  /** The customer wrote it anew. Another request needs another key; the record's id stays. */
  | { readonly type: 'edit'; readonly id: Id; readonly payload: Payload }
  /** An earlier change of the same record was delivered, or the customer chose to overwrite. */
  | { readonly type: 'rebase'; readonly version: string };

const LEGAL: Readonly<Record<OperationEvent['type'], readonly OperationState[]>> = {
  send: ['queued'],
  acknowledge: ['sending'],
  fail: ['sending'],
  recover: ['sending'],
  retry: ['held', 'refused', 'queued'],
  discard: ['queued', 'held', 'refused'],
  edit: ['queued', 'held', 'refused'],
  rebase: ['queued', 'held', 'refused'],
};

/** The outbox state machine. An event that is not legal in the operation's state is a fault of the program and throws. */
export function advance(operation: Operation, event: OperationEvent): Operation {
  if (!LEGAL[event.type].includes(operation.state)) {
    throw new Error(`${event.type} is not legal for an operation that is ${operation.state}`);
  }
  return { ...operation, ...outcome(operation, event), revision: operation.revision + 1 };
}

function outcome(operation: Operation, event: OperationEvent): Partial<Operation> {
  switch (event.type) {
    case 'send':
      return { state: 'sending', attempts: operation.attempts + 1 };
    case 'acknowledge':
      return { state: 'delivered', failure: null, inDoubt: false };
    case 'fail': {
      const state = afterFailure(event.failure);
      // A refusal is a word on this very key; what was turned away at the door says nothing of the tries before.
      const isSilent = state === 'held' || wasTurnedAway(event.failure);
      const inDoubt = isSilent ? operation.inDoubt : state === 'queued';
      return { state, failure: event.failure, inDoubt };
    }
    case 'recover':
      return { state: 'queued', inDoubt: true };
    case 'retry':
      return { state: 'queued', failure: null };
    case 'discard':
      return { state: 'discarded' };
    case 'edit':
      if (!isEditable(operation)) throw new Error('edit is not legal while a try may have been stored');
      return { id: event.id, payload: event.payload, state: 'queued', attempts: 0, failure: null };
    case 'rebase':
      return { baseVersion: event.version };
  }
}

/** The backend did not even look at it. */
function wasTurnedAway({ type, status }: Failure): boolean {
  return type === NOT_TRIED || status === 425 || status === 429;
}

/** May the customer still change what it says? Not while it may be stored already: then it is a second write. */
export function isEditable({ state, inDoubt }: Operation): boolean {
  return LEGAL.edit.includes(state) && !inDoubt;
}

/** Retry what may succeed later, hold what needs the person, leave the rest to the customer. Nothing is ever dropped. */
function afterFailure(failure: Failure): OperationState {
  // The first try of this very key is still running at the backend: its answer will be replayed.
  const inFlight = failure.type === 'urn:casement:problem:idempotency-in-flight';
  // Something before it, in the same request or of the same file, has to come first.
  const tooEarly = failure.status === 424 || failure.type === NOT_TRIED;
  if (isRetriable(failure) || failure.kind === 'aborted' || inFlight || tooEarly) return 'queued';
  return isHeldBy(failure) ? 'held' : 'refused';
}

/** Does it need the person? With a token of somebody else, the right one may still come back. */
export function isHeldBy({ kind, type }: Failure): boolean {
  return kind === 'signed-out' || type === 'urn:casement:problem:viewer-mismatch';
}

/**
 * May this operation be sent now? Within a case, in order: everything earlier must be gone, but a refused or failing
 * attachment never blocks what follows it, nor does a mark of reading.
 */
export function isSendable(operation: Operation, all: readonly Operation[]): boolean {
  return (
    operation.state === 'queued' &&
    !all.some((other) => other.id !== operation.id && blocks(other, operation))
  );
}

function blocks(earlier: Operation, later: Operation): boolean {
  if (!isOutstanding(earlier) || earlier.seq > later.seq || earlier.caseId !== later.caseId) return false;
  if (later.dependsOn === earlier.id || earlier.payload.kind === 'createCase') return true;
  return !isSideline(earlier.payload) && !isSideline(later.payload);
}

/** Writes whose order against others of the case means nothing. */
function isSideline(payload: Payload): boolean {
  return (
    payload.kind === 'putAttachment' || payload.kind === 'markCaseRead' || payload.kind === 'recordDeflection'
  );
}
