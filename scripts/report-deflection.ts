/**
 * `npm run report:deflection`: what searching before filing came to. `--days 30` how far it looks back, `--json`.
 * Environment as for the demo: `CASEMENT_DATA`, `DATABASE_URL`. A demo that runs on its embedded database answers the
 * same under `GET /reports/deflection`, for staff.
 */
import { parseArgs } from 'node:util';
import { withDemoDatabase } from '../demo/server/db/demo-database.js';
import { StartError } from '../demo/server/node.js';
import { reportOf } from '../demo/server/rules/search-report.js';
import { SOURCE_LABELS } from '../demo/server/rules/search.js';
import type { DeflectionReport } from '../demo/server/types.js';

const TITLE_WIDTH = 48;
const MOST_DAYS = 365;

function linesOf(report: DeflectionReport): string[] {
  const { searches, withoutResult, answered, notAnswered, cases } = report;
  const days = Math.round((Date.parse(report.to) - Date.parse(report.from)) / 86_400_000);
  return [
    `The last ${days} days: ${searches} searches, ${withoutResult} of them without a result.`,
    `${answered} times an answer was found, ${notAnswered} times it was not; ${cases} cases followed a search.`,
    ...queriesOf(report),
    ...articlesOf(report),
  ];
}

function queriesOf({ zeroResultQueries }: DeflectionReport): string[] {
  if (zeroResultQueries.length === 0) return [];
  const lines = zeroResultQueries.map(({ query, searches }) => `${String(searches).padStart(6)}  ${query}`);
  return ['', 'Nothing was found for', ...lines];
}

function articlesOf({ articles }: DeflectionReport): string[] {
  if (articles.length === 0) return [];
  const lines = articles.map((article) => {
    const rate = article.answeredRate === null ? '–' : `${Math.round(article.answeredRate * 100)} %`;
    const figures = [article.read, article.answered, article.notAnswered, rate, article.cases];
    const title = `${article.title} (${SOURCE_LABELS[article.source]})`;
    const short = title.length > TITLE_WIDTH ? `${title.slice(0, TITLE_WIDTH - 1)}…` : title;
    return `${short.padEnd(TITLE_WIDTH)}${figures.map((figure) => String(figure).padStart(9)).join('')}`;
  });
  const heads = ['read', 'answered', 'not', 'rate', 'cases'].map((head) => head.padStart(9));
  return ['', `${'Answers'.padEnd(TITLE_WIDTH)}${heads.join('')}`, ...lines];
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { days: { type: 'string', default: '30' }, json: { type: 'boolean', default: false } },
  });
  const days = Number(values.days);
  if (!Number.isInteger(days) || days < 1 || days > MOST_DAYS)
    throw new StartError(`--days is a whole number from 1 to ${MOST_DAYS}.`);
  const report = await withDemoDatabase((db) => reportOf(db, new Date().toISOString(), days));
  console.log(values.json ? JSON.stringify(report, undefined, 2) : linesOf(report).join('\n'));
}

main().catch((error: unknown) => {
  console.error(error instanceof StartError ? error.message : error);
  process.exitCode = 1;
});
