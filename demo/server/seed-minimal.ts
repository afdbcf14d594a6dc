/** Fills an empty database with the small world of `fixtures.ts`. */
import type { Database, Queryable } from './db/database.js';
import {
  ACCOUNTS,
  ACTIVITIES,
  CASES,
  DOCUMENTS,
  FIXTURE_TIME,
  HOLDERS,
  INTERNAL_WORDS,
  NOTES,
  PEOPLE,
} from './fixtures.js';
import type { Status } from './types.js';

const HOUR_MS = 3_600_000;

/** An instant before `FIXTURE_TIME`. */
function hoursAgo(hours: number): string {
  return new Date(Date.parse(FIXTURE_TIME) - hours * HOUR_MS).toISOString();
}

/** Fills an empty, migrated database. */
export async function seedMinimal(db: Database): Promise<void> {
  await db.transaction(async (transaction) => {
    await seedPeople(transaction);
    await seedCases(transaction);
    await seedNotes(transaction);
    await seedDocuments(transaction);
  });
}

async function seedPeople(db: Queryable): Promise<void> {
  await db.query(
    `insert into category (value, label, position) values ('cards', 'Cards', 1), ('payments', 'Payments', 2), ('other', 'Something else', 3)`,
  );
  await db.query(`insert into account (id, name) values ($1, 'Acme Ltd'), ($2, 'Borealis Ltd')`, [
    ACCOUNTS.acme,
    ACCOUNTS.borealis,
  ]);
  const people: [keyof typeof PEOPLE, string, 'customer' | 'staff', boolean][] = [
    ['ada', 'Ada Quill', 'customer', false],
    ['ben', 'Ben Okafor', 'customer', false],
    ['cleo', 'Cleo Marsh', 'customer', false],
    ['dan', 'Dan Iversen', 'customer', false],
    ['eve', 'Eve Lindqvist', 'staff', false],
    ['finn', 'Finn Abara', 'staff', true],
  ];
  for (const [key, name, side, mayDelete] of people) {
    await db.query('insert into person (id, name, email, side, may_delete) values ($1, $2, $3, $4, $5)', [
      PEOPLE[key],
      name,
      `${key}@example.org`,
      side,
      mayDelete,
    ]);
  }
  await db.query(
    `insert into membership (person_id, account_id, can_create, can_read, can_write, can_delete) values
       ($1, $4, true, true, true, false), ($2, $4, false, true, false, false), ($3, $4, true, true, true, true),
       ($3, $5, true, true, true, false)`,
    [PEOPLE.ada, PEOPLE.ben, PEOPLE.cleo, ACCOUNTS.acme, ACCOUNTS.borealis],
  );
  await db.query(`insert into team (id, name) values ($1, 'Front line')`, [HOLDERS.team]);
  await db.query(`insert into queue (id, name) values ($1, 'General')`, [HOLDERS.queue]);
  await db.query('insert into team_member (team_id, person_id) values ($1, $2)', [HOLDERS.team, PEOPLE.eve]);
  await db.query(
    `insert into entitlement (id, account_id, name, total_cases, remaining_cases, first_response_minutes, resolve_minutes)
     values ('f2000000-0000-4000-8000-000000000001', $1, 'Standard support', 3, 3, 240, 2880)`,
    [ACCOUNTS.acme],
  );
}

interface SeedCase {
  readonly id: string;
  readonly subject: string;
  readonly status: Status;
  readonly contact: string;
  readonly account?: string;
  readonly hours: number;
  readonly closedHours?: number;
}

const SEED_CASES: readonly SeedCase[] = [
  { id: CASES.adaNew, subject: 'Card has not arrived', status: 'new', contact: PEOPLE.ada, hours: 1 },
  { id: CASES.adaOpen, subject: 'Transfer is missing', status: 'open', contact: PEOPLE.ada, hours: 48 },
  {
    id: CASES.adaInProgress,
    subject: 'Charged twice at the same shop',
    status: 'in_progress',
    contact: PEOPLE.ada,
    hours: 50,
  },
  { id: CASES.adaWaiting, subject: 'Identity check', status: 'waiting', contact: PEOPLE.ada, hours: 60 },
  {
    id: CASES.adaOnHold,
    subject: 'New limit for card payments',
    status: 'on_hold',
    contact: PEOPLE.ada,
    hours: 70,
  },
  {
    id: CASES.adaResolved,
    subject: 'PIN is blocked',
    status: 'resolved',
    contact: PEOPLE.ada,
    hours: 200,
    closedHours: 150,
  },
  {
    id: CASES.adaClosed,
    subject: 'Statement for last year',
    status: 'closed',
    contact: PEOPLE.ada,
    hours: 1000,
    closedHours: 900,
  },
  {
    id: CASES.adaCancelled,
    subject: 'Wrong address',
    status: 'cancelled',
    contact: PEOPLE.ada,
    hours: 1100,
    closedHours: 1099,
  },
  {
    id: CASES.adaAcme,
    subject: 'Company card for a new colleague',
    status: 'open',
    contact: PEOPLE.ada,
    account: ACCOUNTS.acme,
    hours: 30,
  },
  {
    id: CASES.cleoBorealis,
    subject: 'Standing order of Borealis',
    status: 'open',
    contact: PEOPLE.cleo,
    account: ACCOUNTS.borealis,
    hours: 20,
  },
  { id: CASES.danOpen, subject: 'Cannot sign in', status: 'open', contact: PEOPLE.dan, hours: 10 },
];

async function seedCases(db: Queryable): Promise<void> {
  for (const entry of SEED_CASES) {
    const resolved = entry.status === 'resolved';
    const touched = hoursAgo(entry.closedHours ?? entry.hours);
    await db.query(
      `insert into support_case (id, subject, description, status, priority, category, origin, contact_id, account_id,
         created_by, owner_person_id, resolution, published, created_at, updated_at, public_updated_at, closed_at)
       values ($1, $2, $3, $4, 'normal', 'cards', 'web', $5, $6, $5, $5, $7, $8, $9, $10, $10, $11)`,
      [
        entry.id,
        entry.subject,
        `${entry.subject}: what happened, in a sentence.`,
        entry.status,
        entry.contact,
        entry.account ?? null,
        resolved ? 'Ask for a new PIN in the app; it comes by post within three days.' : null,
        resolved,
        hoursAgo(entry.hours),
        touched,
        entry.closedHours === undefined ? null : touched,
      ],
    );
  }
}

async function seedNotes(db: Queryable): Promise<void> {
  const notes: [string, string, string, string, boolean, number][] = [
    [NOTES.public, CASES.adaOpen, PEOPLE.ada, 'I sent it on Monday.', true, 40],
    [NOTES.answer, CASES.adaOpen, PEOPLE.eve, 'We are asking the other bank.', true, 30],
    [NOTES.internal, CASES.adaOpen, PEOPLE.eve, `Looks like a typing error: ${INTERNAL_WORDS}.`, false, 20],
    [NOTES.marked, CASES.adaOpen, PEOPLE.finn, '*WEB* The other bank has answered.', false, 10],
    [NOTES.acmeInternal, CASES.adaAcme, PEOPLE.eve, `Check the signatures: ${INTERNAL_WORDS}.`, false, 5],
  ];
  for (const [id, caseId, author, text, isPublic, hours] of notes) {
    await db.query(
      'insert into note (id, case_id, author_id, text, is_public, created_at) values ($1, $2, $3, $4, $5, $6)',
      [id, caseId, author, text, isPublic, hoursAgo(hours)],
    );
  }
  await db.query(`update support_case set updated_at = $2, public_updated_at = $2 where id = $1`, [
    CASES.adaOpen,
    hoursAgo(10),
  ]);
  await db.query(`update support_case set updated_at = $2 where id = $1`, [CASES.adaAcme, hoursAgo(5)]);
  await db.query(
    `insert into activity (id, case_id, type, subject, state, minutes, created_by, created_at, closed_at) values
       ($1, $2, 'phone', 'Call the other bank', 'open', 10, $3, $4, null),
       ($5, $6, 'task', 'Order a new PIN', 'completed', 25, $3, $7, $8)`,
    [
      ACTIVITIES.open,
      CASES.adaOpen,
      PEOPLE.eve,
      hoursAgo(30),
      ACTIVITIES.done,
      CASES.adaResolved,
      hoursAgo(190),
      hoursAgo(160),
    ],
  );
}

async function seedDocuments(db: Queryable): Promise<void> {
  await db.query(
    `insert into document (id, source, title, category, keywords, body, html, url, updated_at) values
       ($1, 'article', 'Lost or stolen card', 'cards', 'lost stolen missing theft freeze',
        'Freeze your card in the app at once. Then order a new one.',
        '<p>Freeze your card in the app at once. Then order a new one.</p>', '/help/lost-card', $3),
       ($2, 'article', 'When will my transfer arrive?', 'payments', 'transfer pending late delayed',
        'A transfer within the country arrives the next working day.',
        '<p>A transfer within the country arrives the next working day.</p>', '/help/transfer', $3)`,
    [DOCUMENTS.lostCard, DOCUMENTS.transfer, hoursAgo(500)],
  );
}
