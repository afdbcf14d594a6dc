/** `GET /search`, `GET /articles/{articleId}`, `POST /deflections`: answers before a case. */
import { excerptOf } from '../../../src/offline/search-excerpt.js';
import type { Term } from '../../../src/offline/search-index.js';
import { readSynonyms } from '../../../src/offline/search-question.js';
import { digestOf } from '../digest.js';
import { Problem, forbidden, invalid, notFound } from '../problems.js';
import { engineOf } from '../search/engine.js';
import type { Article, ArticleRank, DeflectionOutcome, SearchResult, SourceKind } from '../types.js';
import { limitOf, optionalText, text } from './call.js';
import type { Call, Reply } from './call.js';
import { loadCases } from './case-rows.js';
import { isUuid, isWhole, readCursor, writeCursor } from './cursors.js';

/** Sources in words. */
export const SOURCE_LABELS: Readonly<Record<SourceKind, string>> = {
  article: 'Help article',
  blog: 'Blog',
  forum: 'Forum',
  issue: 'Known issue',
  page: 'Page',
  case: 'Solved case',
};

/** Setting: words that mean the same, one group a line, its members separated by commas. */
export const SYNONYMS_SETTING = 'search/synonyms';

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
  const from = readCursor(call, isWhole, isUuid);
  const engine = engineOf(call.db);
  const { ids, understood } = await engine.find({
    text: text(call, 'q'),
    source: optionalText(call, 'source') as SourceKind | undefined,
    category: optionalText(call, 'category'),
    synonyms: readSynonyms(call.stored[SYNONYMS_SETTING] ?? ''),
  });
  if (!from) engine.tally.count(call.viewer.id, text(call, 'q'), ids.length > 0, call.now);
  // The order may have changed since the last page: what follows its last result follows it still.
  const start = from === undefined ? 0 : ids.indexOf(from.id) + 1 || Number(from.value);
  const page = ids.slice(start, start + limit);
  const last = start + limit < ids.length ? page.at(-1) : undefined;
  return {
    status: 200,
    body: {
      items: await presentResults(call, page, understood.terms),
      nextCursor: last === undefined ? null : writeCursor(call, { value: String(start + limit), id: last }),
      total: ids.length,
    },
  };
}

async function presentResults(
  call: Call,
  ids: readonly string[],
  terms: readonly Term[],
): Promise<SearchResult[]> {
  if (ids.length === 0) return [];
  const rows = await call.db.query<DocumentRow>(
    `select d.id, d.source, d.title, d.category, d.updated_at, d.url, left(d.body, 20000) as body
     from unnest($1::uuid[]) with ordinality as found (id, place) join document d using (id) order by found.place`,
    [ids],
  );
  return rows.map((row) => ({
    id: row.id,
    source: row.source,
    sourceLabel: SOURCE_LABELS[row.source],
    title: row.title,
    excerpt: excerptOf(row.body, terms),
    category: row.category,
    updatedAt: row.updated_at,
    url: row.url,
  }));
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

/** `PUT /articles/{articleId}/rank` */
export async function rankArticle(call: Call): Promise<Reply> {
  if (call.viewer.side !== 'staff') throw forbidden('Only our staff can rank answers.');
  const { rank } = call.body as ArticleRank;
  const [row] = await call.db.query<{ id: string }>(
    'update document set staff_rank = $2 where id = $1 returning id',
    [text(call, 'articleId'), rank],
  );
  if (!row) throw notFound();
  return { status: 200, body: { operation: call.operationKey, id: row.id } };
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
