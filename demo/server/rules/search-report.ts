/** `GET /reports/deflection`: what was searched, what was not found, which answers answered, which cases followed. */
import type { Queryable } from '../db/database.js';
import { forbidden } from '../problems.js';
import { engineOf } from '../search/engine.js';
import type { DeflectionReport, SourceKind } from '../types.js';
import type { Call, Reply } from './call.js';

const DAY_MS = 86_400_000;
const MOST_QUERIES = 50;
const MOST_ARTICLES = 100;

/** `GET /reports/deflection` */
export async function getDeflectionReport(call: Call): Promise<Reply> {
  if (call.viewer.side !== 'staff') throw forbidden('Only our staff can see reports.');
  await engineOf(call.db).tally.flush();
  return { status: 200, body: await reportOf(call.db, call.now, Number(call.parameters['days'])) };
}

/** The report of the `days` before `now`. */
export async function reportOf(db: Queryable, now: string, days: number): Promise<DeflectionReport> {
  const from = new Date(Date.parse(now) - days * DAY_MS).toISOString();
  const [counts] = await db.query<Counts>(COUNTS, [from, now]);
  return {
    from,
    to: now,
    ...(counts ?? { searches: 0, withoutResult: 0, answered: 0, notAnswered: 0, cases: 0 }),
    zeroResultQueries: await db.query<ZeroResultQuery>(ZERO_RESULTS, [from, now]),
    articles: (await db.query<ArticleRow>(ARTICLES, [from, now])).map((row) => {
      const verdicts = row.answered + row.notAnswered;
      return { ...row, answeredRate: verdicts === 0 ? null : row.answered / verdicts };
    }),
  };
}

type Counts = Pick<DeflectionReport, 'searches' | 'withoutResult' | 'answered' | 'notAnswered' | 'cases'>;
type ZeroResultQuery = DeflectionReport['zeroResultQueries'][number];

interface ArticleRow {
  id: string;
  source: SourceKind;
  title: string;
  read: number;
  answered: number;
  notAnswered: number;
  cases: number;
  rank: number;
}

const DURING = `between $1::timestamptz and $2::timestamptz`;
const SEARCHED = `from search_tally where last_at ${DURING}`;

const COUNTS = `
  select (select coalesce(sum(searches), 0)::int ${SEARCHED}) as searches,
    (select coalesce(sum(without_result), 0)::int ${SEARCHED}) as "withoutResult",
    (select count(*)::int from deflection_outcome where outcome = 'answered' and created_at ${DURING}) as answered,
    (select count(*)::int from deflection_outcome where outcome = 'not_answered' and created_at ${DURING})
      as "notAnswered",
    (select count(*)::int from support_case where deflection is not null and created_at ${DURING}) as cases`;

const ZERO_RESULTS = `
  select query, sum(without_result)::int as searches, max(last_at) as "lastAt"
  ${SEARCHED} and without_result > 0 group by query order by 2 desc, 3 desc, 1 limit ${MOST_QUERIES}`;

const ARTICLES = `
  with opened as (
    select o.id, false as filed, a.id::uuid as document_id, null::text as outcome from deflection_outcome o,
      jsonb_array_elements_text(o.trail -> 'opened') as a (id) where o.created_at ${DURING} and o.case_id is null
    union select c.id, true, a.id::uuid, null from support_case c,
      jsonb_array_elements_text(c.deflection -> 'opened') as a (id) where c.created_at ${DURING}
    union select o.id, false, o.answered_by, o.outcome from deflection_outcome o
      where o.answered_by is not null and o.created_at ${DURING}
  )
  select d.id, d.source, d.title, count(distinct opened.id)::int as read,
    count(*) filter (where outcome = 'answered')::int as answered,
    count(*) filter (where outcome = 'not_answered')::int as "notAnswered",
    count(*) filter (where filed)::int as cases, d.staff_rank as rank
  from opened join document d on d.id = opened.document_id
  group by d.id order by 4 desc, 5 desc, d.title, d.id limit ${MOST_ARTICLES}`;
