/** Who can sign in to the demo. */
import type { Queryable } from './db/database.js';

/** A person in the host site's words. */
export interface DemoPerson {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: 'customer' | 'agent';
  /** Name of the first account that they belong to. */
  readonly account?: string;
}

interface PersonRow {
  id: string;
  name: string;
  email: string;
  side: 'customer' | 'staff';
  account: string | null;
}

/** Everybody who signed up, not those who only wrote an e-mail or were imported. */
export async function listPeople(db: Queryable): Promise<DemoPerson[]> {
  const rows = await db.query<PersonRow>(
    `select p.id, p.name, p.email, p.side,
       (select a.name from membership m join account a on a.id = m.account_id where m.person_id = p.id
        order by a.name limit 1) as account
     from person p where p.can_sign_in order by p.side, p.name`,
  );
  return rows.map(({ side, account, ...person }) => ({
    ...person,
    role: side === 'staff' ? 'agent' : 'customer',
    ...(account === null ? {} : { account }),
  }));
}
