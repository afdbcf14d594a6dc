/** Whoever asks, with everything that decides what they may see and do. */
import type { Queryable } from '../db/database.js';
import { Problem } from '../problems.js';
import type { Rights } from '../types.js';
import type { Call } from './call.js';
import { loadForms } from './forms.js';
import type { Forms } from './forms.js';
import { readSettings } from './settings.js';
import type { StoredSettings } from './settings.js';

/** A person's place on one account. */
export interface Membership {
  readonly accountId: string;
  readonly accountName: string;
  readonly rights: Rights;
}

/** The token's subject, as the database knows them. */
export interface Viewer {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly side: 'customer' | 'staff';
  /** Of staff: may remove cases for good. */
  readonly mayDelete: boolean;
  readonly memberships: readonly Membership[];
  readonly teamIds: readonly string[];
}

interface ViewerRow {
  id: string;
  name: string;
  email: string;
  side: 'customer' | 'staff';
  may_delete: boolean;
  memberships: {
    account_id: string;
    account_name: string;
    can_create: boolean;
    can_read: boolean;
    can_write: boolean;
    can_delete: boolean;
  }[];
  teams: string[];
  settings: StoredSettings;
}

const SELECT = `
  select p.id, p.name, p.email, p.side, p.may_delete,
    coalesce((select json_agg(json_build_object('account_id', m.account_id, 'account_name', a.name,
        'can_create', m.can_create, 'can_read', m.can_read, 'can_write', m.can_write, 'can_delete', m.can_delete)
        order by a.name, a.id)
      from membership m join account a on a.id = m.account_id where m.person_id = p.id), '[]') as memberships,
    coalesce((select json_agg(t.team_id) from team_member t where t.person_id = p.id), '[]') as teams,
    (select coalesce(json_object_agg(s.name, s.value), '{}') from setting s) as settings
  from person p where p.id = $1`;

/** The person and the settings in force. @throws Problem `unauthenticated` when the person is not known here. */
export async function loadViewer(
  db: Queryable,
  personId: string,
): Promise<Pick<Call, 'viewer' | 'settings' | 'stored' | 'forms'>> {
  const [row] = UUID.test(personId) ? await db.query<ViewerRow>(SELECT, [personId]) : [];
  if (!row) {
    throw new Problem('unauthenticated', {
      detail: 'The signed-in person is not known here.',
      headers: { 'WWW-Authenticate': 'Bearer error="invalid_token"' },
    });
  }
  const viewer: Viewer = {
    id: row.id,
    name: row.name,
    email: row.email,
    side: row.side,
    mayDelete: row.may_delete,
    memberships: row.memberships.map((entry) => ({
      accountId: entry.account_id,
      accountName: entry.account_name,
      rights: {
        create: entry.can_create,
        read: entry.can_read,
        write: entry.can_write,
        delete: entry.can_delete,
      },
    })),
    teamIds: row.teams,
  };
  let forms: Promise<Forms> | undefined;
  return {
    viewer,
    settings: readSettings(row.settings),
    stored: row.settings,
    forms: () => (forms ??= loadForms(db, viewer)),
  };
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
