/** Writing down what changed, and who could see it before and after: what `/changes` and `/events` read. */
import type { Queryable } from '../db/database.js';
import type { Owned } from './access.js';

/** The channel on which PostgreSQL tells other processes of a commit. */
export const CHANGE_CHANNEL = 'casement_change';

/** Who could see a record, apart from staff, who see all. */
export interface Audience {
  readonly people: readonly string[];
  readonly account: string | null;
  /** Customers could see it at all. */
  readonly public: boolean;
}

/** One change of one record. */
export interface Change {
  readonly kind: 'case' | 'note' | 'attachment' | 'read';
  readonly recordId: string;
  readonly caseId: string;
  readonly removed?: boolean;
  /** The only person concerned. */
  readonly personId?: string;
  /** Null: it did not exist. */
  readonly before: Audience | null;
  /** Null: it exists no more. */
  readonly after: Audience | null;
  /** RFC 3339. */
  readonly at: string;
}

/** Who sees a case, or a public or internal record on it. */
export function audienceOf(row: Owned, isPublic = true): Audience {
  return {
    people: [...new Set([row.contact_id, row.created_by])],
    account: row.account_id,
    public: isPublic,
  };
}

/** Appends to the log, in the transaction of the change itself. */
export async function logChange(db: Queryable, change: Change): Promise<void> {
  await db.query(
    `insert into change_log (kind, record_id, case_id, removed, person_id, before, after, at)
     values ($1, $2, $3, $4, $5, $6::jsonb, $7::jsonb, $8)`,
    [
      change.kind,
      change.recordId,
      change.caseId,
      change.removed ?? false,
      change.personId ?? null,
      change.before && JSON.stringify(change.before),
      change.after && JSON.stringify(change.after),
      change.at,
    ],
  );
}
