/**
 * `GET /search`, `GET /articles/{articleId}`, `POST /deflections`: answers before a case.
 *
 * A question in a sentence holds many words that no answer repeats, so any word may match, and the order counts:
 * title before keywords before body, and more of the words, closer together, first. A word that no document contains
 * is replaced by the most similar one that does, where `pg_trgm` is installed.
 */
import type { Queryable } from '../db/database.js';
import { Parameters } from '../db/sql.js';
import { digestOf } from '../digest.js';
import { Problem, invalid, notFound } from '../problems.js';
import type { Article, DeflectionOutcome, SearchResult, Segment, SourceKind } from '../types.js';
import { limitOf, optionalText, text } from './call.js';
import type { Call, Reply } from './call.js';
import { loadCases } from './case-rows.js';
import { isUuid, readCursor, writeCursor } from './cursors.js';

/** Sources in words. */
export const SOURCE_LABELS: Readonly<Record<SourceKind, string>> = {
  article: 'Help article',
  blog: 'Blog',
  forum: 'Forum',
  issue: 'Known issue',
  page: 'Page',
  case: 'Solved case',
};

const MAX_WORDS = 40;
const LEAST_SIMILARITY = 0.35;
// Characters that no text contains mark the hits in an excerpt: nothing in a document can be taken for one.
const HIT_BEGIN = '\u{F0000}';
const HIT_END = '\u{F0001}';
const HEADLINE = `StartSel=${HIT_BEGIN}, StopSel=${HIT_END}, MaxFragments=2, MaxWords=24, MinWords=10, FragmentDelimiter=" … "`;

interface DocumentRow {
  id: string;
  source: SourceKind;
  title: string;
  category: string | null;
  updated_at: string;
  url: string | null;
  html: string | null;
  body: string;
}

/** `GET /search` */
export async function search(call: Call): Promise<Reply> {
  const limit = limitOf(call);
  const query = await understood(call.db, text(call, 'q'));
  const from = readCursor(call, isRank, isUuid);
  const parameters = new Parameters();
  const conditions = conditionsOf(call, parameters);
  const words = parameters.add(query);
  const after = from
    ? `where (rank, id) < (${parameters.add(from.value)}::real, ${parameters.add(from.id)}::uuid)`
    : '';
  const rows = await call.db.query<DocumentRow & { rank: string; total: number; excerpt: string }>(
    `with query as (select replace(plainto_tsquery('english', ${words})::text, ' & ', ' | ')::tsquery as words),
       hit as (select d.id, ts_rank_cd('{0.05, 0.2, 0.5, 1.0}', d.words, query.words, 1) + ts_rank(d.words, query.words)
           as rank from document d, query where d.words @@ query.words and ${conditions}),
       page as (select * from hit ${after} order by rank desc, id desc limit ${limit + 1})
     select d.id, d.source, d.title, d.category, d.updated_at, d.url, page.rank::real::text as rank,
       (select count(*)::int from hit) as total,
       ts_headline('english', left(d.body, 20000), query.words, '${HEADLINE}') as excerpt
     from page join document d on d.id = page.id, query order by page.rank desc, page.id desc`,
    parameters.values,
  );
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return {
    status: 200,
    body: {
      items: rows.slice(0, limit).map(presentResult),
      nextCursor: last ? writeCursor(call, { value: last.rank, id: last.id }) : null,
      total: rows[0]?.total ?? 0,
    },
  };
}

// The text of a `real` that the database can read back.
function isRank(value: string): boolean {
  return /^\d{1,6}(\.\d{1,20})?(e-[0-3]?\d)?$/.test(value);
}

function conditionsOf(call: Call, parameters: Parameters): string {
  const conditions = ['true'];
  const source = optionalText(call, 'source');
  const category = optionalText(call, 'category');
  if (source !== undefined) conditions.push(`d.source = ${parameters.add(source)}`);
  if (category !== undefined) conditions.push(`d.category = ${parameters.add(category)}`);
  return conditions.join(' and ');
}

// The question with misspelt words replaced.
async function understood(db: Queryable, question: string): Promise<string> {
  const words = (question.match(/[\p{L}\p{N}'’-]+/gu) ?? []).slice(0, MAX_WORDS);
  const doubtful = words.map((word) => word.toLowerCase()).filter((word) => /^\p{L}{4,30}$/u.test(word));
  if (doubtful.length === 0) return words.join(' ');
  const [extension] = await db.query(`select 1 from pg_extension where extname = 'pg_trgm'`);
  if (!extension) return words.join(' ');
  const corrected = await db.query<{ word: string; better: string }>(
    `select w.word, s.word as better from unnest($1::text[]) as w (word) cross join lateral (
       select word from search_word where word % w.word and similarity(word, w.word) >= ${LEAST_SIMILARITY}
       order by similarity(word, w.word) desc, word limit 1) s
     where numnode(plainto_tsquery('english', w.word)) > 0
       and not exists (select 1 from document d where d.words @@ plainto_tsquery('english', w.word))`,
    [doubtful],
  );
  const better = new Map(corrected.map((row) => [row.word, row.better]));
  return words.map((word) => better.get(word.toLowerCase()) ?? word).join(' ');
}

function presentResult(row: DocumentRow & { excerpt: string }): SearchResult {
  return {
    id: row.id,
    source: row.source,
    sourceLabel: SOURCE_LABELS[row.source],
    title: row.title,
    excerpt: segments(row.excerpt),
    category: row.category,
    updatedAt: row.updated_at,
    url: row.url,
  };
}

function segments(marked: string): Segment[] {
  return marked.split(HIT_BEGIN).flatMap((part, index) => {
    const [hit = '', rest = ''] = index === 0 ? ['', part] : part.split(HIT_END);
    return [
      { text: hit, match: true },
      { text: rest, match: false },
    ].filter((segment) => segment.text !== '');
  });
}

/** `GET /articles/{articleId}` */
export async function getArticle(call: Call): Promise<Reply> {
  const [row] = await call.db.query<DocumentRow>(
    'select id, source, title, category, updated_at, url, html, body from document where id = $1',
    [text(call, 'articleId')],
  );
  if (!row) throw notFound();
  const article: Article = {
    id: row.id,
    source: row.source,
    sourceLabel: SOURCE_LABELS[row.source],
    title: row.title,
    html: row.html,
    text: row.body,
    category: row.category,
    updatedAt: row.updated_at,
    url: row.url,
  };
  return { status: 200, body: article };
}

/** `POST /deflections` */
export async function recordDeflection(call: Call): Promise<Reply> {
  const outcome = call.body as DeflectionOutcome;
  const digest = await digestOf(outcome);
  const [existing] = await call.db.query<{ person_id: string; draft_digest: string }>(
    'select person_id, draft_digest from deflection_outcome where id = $1',
    [outcome.id],
  );
  if (existing && (existing.person_id !== call.viewer.id || existing.draft_digest !== digest))
    throw new Problem('id-taken');
  if (!existing) await insertOutcome(call, outcome, digest);
  return { status: 201, body: { operation: call.operationKey, id: outcome.id } };
}

async function insertOutcome(call: Call, outcome: DeflectionOutcome, digest: string): Promise<void> {
  if (outcome.answeredBy !== undefined) {
    const known = await call.db.query('select 1 from document where id = $1', [outcome.answeredBy]);
    if (known.length === 0) throw invalid('/answeredBy', 'unknown', 'There is no such article.');
  }
  if (
    outcome.caseId !== undefined &&
    (await loadCases(call.db, call.viewer, [outcome.caseId])).length === 0
  ) {
    throw invalid('/caseId', 'unknown', 'There is no such case.');
  }
  await call.db.query(
    `insert into deflection_outcome (id, person_id, trail, outcome, answered_by, case_id, created_at, draft_digest)
     values ($1, $2, $3::jsonb, $4, $5, $6, $7, $8)`,
    [
      outcome.id,
      call.viewer.id,
      JSON.stringify(outcome.trail),
      outcome.outcome,
      outcome.answeredBy ?? null,
      outcome.caseId ?? null,
      call.now,
      digest,
    ],
  );
}
