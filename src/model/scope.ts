/** Which of the viewer's scopes a case belongs to, as far as its row tells. */
import type { CaseSummary, Id } from './case.js';
import type { Scope } from './session.js';

/**
 * Whoever keeps rows decides by it when a row changes. A backend may count more as the viewer's own than the row shows, such
 * as what the viewer filed for somebody else, or to a team of theirs: those stay where the backend listed them.
 */
export function inScope(
  { contact, account, assignee }: Pick<CaseSummary, 'contact' | 'account' | 'assignee'>,
  scope: Pick<Scope, 'kind' | 'account'>,
  viewerId: Id,
): boolean {
  switch (scope.kind) {
    case 'mine':
      return contact.id === viewerId;
    case 'account':
      return account !== null && account.id === scope.account?.id;
    case 'assigned':
      return assignee?.kind === 'person' && assignee.id === viewerId;
    case 'all':
      return true;
  }
}
