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

/** Writes them down, in the transaction of the changes themselves. */
export async function storeChanges(db: Queryable, changes: readonly Change[]): Promise<void> {
  if (changes.length === 0) return;
  await db.query(
    `insert into change_log (kind, record_id, case_id, removed, person_id, before, after, at)
     select r.kind, r."recordId", r."caseId", coalesce(r.removed, false), r."personId",
       nullif(r.before, 'null'), nullif(r.after, 'null'), r.at
     from rows from (jsonb_to_recordset($1::jsonb) as (kind text, "recordId" uuid, "caseId" uuid, removed boolean,
       "personId" uuid, before jsonb, after jsonb, at timestamptz)) with ordinality as r
     order by r.ordinality`,
    [JSON.stringify(changes)],
  );
}
