/** A case that was written here and that the backend does not have yet, as if it had. */
import type { ActionName, Case, CaseDraft, Id, Reference } from './case.js';
import type { Operation } from './operation.js';
import { isOutstanding } from './outstanding.js';
import type { Session } from './session.js';

export interface NewCase extends Operation {
  readonly payload: { readonly kind: 'createCase'; readonly draft: CaseDraft };
}

export function isNewCase(operation: Operation): operation is NewCase {
  return operation.payload.kind === 'createCase' && isOutstanding(operation);
}

/** The write that will make this case; undefined: the backend has it, or nobody wrote it. */
export function newCaseIn(operations: readonly Operation[], caseId: Id): NewCase | undefined {
  return operations.find(
    (operation): operation is NewCase => operation.caseId === caseId && isNewCase(operation),
  );
}

const ACTIONS: readonly ActionName[] = ['edit', 'addNote', 'close', 'cancel', 'reopen'];

/**
 * What the backend would make of the draft, before anything written on top of it. It has no number and no version, and what
 * only the backend decides is empty.
 */
export function newCaseOf({ payload: { draft }, enqueuedAt }: NewCase, session: Session): Case {
  const { viewer, enumerations } = session;
  return {
    id: draft.id,
    number: '',
    version: '',
    subject: draft.subject,
    status: 'new',
    statusLabel: enumerations.status.find(({ value }) => value === 'new')?.label ?? 'new',
    state: 'active',
    priority: draft.priority ?? 'normal',
    category: draft.category ?? null,
    origin: 'web',
    contact: !draft.contactId || draft.contactId === viewer.id ? viewer : { id: draft.contactId, name: '' },
    account: accountOf(draft, session),
    assignee: null,
    createdAt: enqueuedAt,
    updatedAt: enqueuedAt,
    closedAt: null,
    noteCount: 0,
    unreadCount: 0,
    description: draft.description ?? '',
    resolution: null,
    owner: null,
    published: false,
    firstResponse: null,
    resolveBy: null,
    entitlement: null,
    timeSpentMinutes: null,
    attachments: [],
    actions: ACTIONS.map((action) => ({ action, allowed: true, reason: null })),
    openActivityCount: 0,
    deflection: draft.deflection ?? null,
    fields: draft.fields ?? {},
  };
}

function accountOf({ accountId }: CaseDraft, { scopes }: Session): Reference | null {
  if (!accountId) return null;
  return scopes.find(({ account }) => account?.id === accountId)?.account ?? { id: accountId, name: '' };
}
