/** Loads the demo's content into an empty database. Ids depend on the content alone, times on the moment of seeding. */
import { accounts, articles, cases, categories, people, posts, queues, teams } from '../content/index.js';
import type { ContentArticle } from '../content/index.js';
import { answerPath } from '../host/answers.js';
import { insertAll } from './db/bulk.js';
import type { Database, Queryable } from './db/database.js';
import { namedUuid } from './digest.js';
import type { FileStore } from './files/file-store.js';
import { plainText } from './plain-text.js';
import { ContentKeys, seedCases } from './seed-cases.js';

const DAY_MS = 86_400_000;

/** Fills an empty, migrated database as of `now` (milliseconds since 1970); files go to `files`. */
export async function seedContent(db: Database, files: FileStore, now: number = Date.now()): Promise<void> {
  await db.transaction(async (transaction) => {
    await seedPeople(transaction);
    await seedDocuments(transaction, now);
    await seedCases(transaction, files, new ContentKeys({ accounts, people, queues }), cases, now);
  });
}

async function seedPeople(db: Queryable): Promise<void> {
  await insertAll(
    db,
    'category',
    { value: 'text', label: 'text', position: 'int' },
    categories.map((category, position) => ({ ...category, position })),
  );
  const named = { id: 'uuid', name: 'text' };
  await insertAll(db, 'account', named, accounts);
  await insertAll(db, 'team', named, teams);
  await insertAll(db, 'queue', named, queues);
  await insertAll(
    db,
    'person',
    { ...named, email: 'text', side: 'text' },
    people.map(({ id, name, email, role }) => ({
      id,
      name,
      email,
      side: role === 'agent' ? 'staff' : 'customer',
    })),
  );
  await seedRights(db);
}

async function seedRights(db: Queryable): Promise<void> {
  const accountId = new Map(accounts.map((account) => [account.key, account.id]));
  const teamId = new Map(teams.map((team) => [team.key, team.id]));
  await insertAll(
    db,
    'membership',
    {
      person_id: 'uuid',
      account_id: 'uuid',
      can_create: 'boolean',
      can_read: 'boolean',
      can_write: 'boolean',
      can_delete: 'boolean',
    },
    people.flatMap((person) =>
      person.memberships.map(({ account, rights }) => ({
        person_id: person.id,
        account_id: accountId.get(account),
        can_create: rights.create,
        can_read: rights.read,
        can_write: rights.write,
        can_delete: rights.delete,
      })),
    ),
  );
  await insertAll(
    db,
    'team_member',
    { team_id: 'uuid', person_id: 'uuid' },
    people.flatMap((person) =>
      person.team === undefined ? [] : [{ team_id: teamId.get(person.team), person_id: person.id }],
    ),
  );
}

async function seedDocuments(db: Queryable, now: number): Promise<void> {
  const rows = await Promise.all([...articles, ...posts].map((article) => documentRow(article, now)));
  await insertAll(
    db,
    'document',
    {
      id: 'uuid',
      source: 'text',
      title: 'text',
      category: 'text',
      keywords: 'text',
      body: 'text',
      html: 'text',
      url: 'text',
      updated_at: 'timestamptz',
    },
    rows,
  );
}

async function documentRow(article: ContentArticle, now: number): Promise<Record<string, unknown>> {
  return {
    id: await namedUuid(`document ${article.slug}`),
    source: article.source,
    title: article.title,
    category: article.category,
    keywords: article.keywords.join(', '),
    body: plainText(article.bodyHtml),
    html: article.bodyHtml,
    url: answerPath(article),
    updated_at: new Date(now - article.daysAgo * DAY_MS).toISOString(),
  };
}
