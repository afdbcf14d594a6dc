/** How operations of one case hang together. */
import type { Id } from './case.js';
import type { Failure } from './failure.js';
import type { Operation } from './operation.js';

/** Does `later` change the same record on top of what `earlier` left? Then it goes out against its result. */
export function restsOn(later: Operation, earlier: Operation): boolean {
  const record = recordOf(later);
  return (
    record !== undefined &&
    later.seq > earlier.seq &&
    later.caseId === earlier.caseId &&
    record === recordOf(earlier)
  );
}

/** Is `later` about something that exists only when `earlier` is delivered? Then it cannot be without it. */
export function needs(later: Operation, earlier: Operation): boolean {
  if (later.id === earlier.id || later.caseId !== earlier.caseId) return false;
  if (later.dependsOn === earlier.id || earlier.payload.kind === 'createCase') return true;
  return earlier.payload.kind === 'createNote' && recordOf(later) === earlier.payload.draft.id;
}

/** The version in the `current` record of a conflict. */
export function currentVersion(failure: Failure | null): string | undefined {
  const current = failure?.kind === 'conflict' ? failure.current : undefined;
  if (typeof current !== 'object' || current === null || !('version' in current)) return undefined;
  return typeof current.version === 'string' ? current.version : undefined;
}

/** The record whose version an operation is made against. */
function recordOf({ payload, caseId }: Operation): Id | undefined {
  switch (payload.kind) {
    case 'createNote':
      return payload.draft.id;
    case 'updateNote':
    case 'deleteNote':
      return payload.noteId;
    case 'deleteAttachment':
      return payload.attachmentId;
    case 'createCase':
    case 'updateCase':
    case 'transitionCase':
    case 'assignCase':
    case 'deleteCase':
      return caseId;
    default:
      return undefined;
  }
}
