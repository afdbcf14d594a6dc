/** The first sync of a customer's cases, by the code that runs it in the background, from a backend that answers at once. */
import type { CaseBackend } from '../../src/backend/backend.js';
import type { CasePage, CaseSummary } from '../../src/model/case.js';
import type { CaseStorage } from '../../src/offline/storage.js';
import { Cell } from '../../src/store/cell.js';
import { FirstSync } from '../../src/store/first-sync.js';
import { whenIdle } from '../../src/store/idle.js';
import { ADA, aSession } from '../../test/model/samples.js';

const PAGE = 100;

/** Answers to questions for all cases, as they come over the wire: text. */
export function answersOf(cases: readonly CaseSummary[]): readonly string[] {
  return Array.from({ length: Math.ceil(cases.length / PAGE) }, (_, n) => {
    const items = cases.slice(n * PAGE, (n + 1) * PAGE);
    const nextCursor = (n + 1) * PAGE < cases.length ? String(n + 1) : null;
    return JSON.stringify({ items, nextCursor, total: cases.length } satisfies CasePage);
  });
}

const parse = (text: string | undefined): CasePage => JSON.parse(text ?? '') as CasePage;

/** @returns milliseconds until all cases are kept */
export async function firstSync(storage: CaseStorage, pages: readonly string[]): Promise<number> {
  const listCases: CaseBackend['listCases'] = async (_query, page) =>
    await Promise.resolve(parse(pages[Number(page?.cursor ?? 0)]));
  const cell = new Cell({ listCases } as unknown as CaseBackend);
  const session = aSession(ADA);
  const [mine] = session.scopes;
  const begun = performance.now();
  const only = { ...session, scopes: mine ? [mine] : [] };
  await new FirstSync(cell, storage, only, new AbortController().signal).run();
  return performance.now() - begun;
}

/** The same pages, each when the page has nothing better to do. */
export async function eachPage(
  pages: readonly string[],
  take: (rows: readonly CaseSummary[]) => Promise<void>,
): Promise<void> {
  for (const text of pages) {
    await new Promise<void>((resolve) => whenIdle(resolve));
    await take(parse(text).items);
  }
}
