/** What customers were told is saved, and whether the backend's database agrees in the end. */
import { createHash } from 'node:crypto';
import { PEOPLE } from '../../demo/server/fixtures.js';
import type { Database } from '../../demo/server/db/database.js';
import type { Who } from './desk.js';

export interface Entry {
  readonly who: Who;
  readonly kind: 'case' | 'note' | 'file' | 'close';
  readonly caseId: string;
  /** Unique words: the subject, the text, the file's name. */
  readonly words: string;
  /** "Saved" was said. Without it the write may be there or not, but never twice. */
  acked: boolean;
}

/** A file's bytes follow from its name. */
export function bytesOf(name: string): Uint8Array {
  return new TextEncoder().encode(name.repeat(400));
}

interface Row {
  readonly words: string;
  readonly case_id: string;
  readonly author: string;
  readonly place: number;
  readonly sha256?: string;
  readonly status?: string;
}

/** Everything that is wrong, in words; empty when nothing is. */
export async function judge(entries: readonly Entry[], prefix: string, db: Database): Promise<string[]> {
  const like = `${prefix}%`;
  const cases = await db.query<Row>(
    `select subject as words, id as case_id, contact_id as author, number::int as place, status
     from support_case where subject like $1`,
    [like],
  );
  const notes = await db.query<Row>(
    `select text as words, case_id, author_id as author, position::int as place from note where text like $1
     order by position`,
    [like],
  );
  const files = await db.query<Row>(
    `select name as words, case_id, author_id as author, 0 as place, sha256 from attachment where name like $1`,
    [like],
  );
  const found = { case: cases, note: notes, file: files };
  const faults: string[] = [];
  for (const entry of entries) {
    if (entry.kind === 'close') {
      const status = cases.find((row) => row.case_id === entry.caseId)?.status;
      if (entry.acked && status !== 'closed')
        faults.push(`lost: close of ${entry.caseId}, which is ${status}`);
      continue;
    }
    const rows = found[entry.kind].filter((row) => row.words === entry.words);
    if (entry.acked && rows.length === 0) faults.push(`lost: ${entry.kind} "${entry.words}"`);
    if (rows.length > 1) faults.push(`duplicated: ${entry.kind} "${entry.words}" ${rows.length} times`);
    for (const row of rows) {
      if (row.author !== PEOPLE[entry.who]) faults.push(`sent as another: ${entry.kind} "${entry.words}"`);
      if (row.case_id !== entry.caseId) faults.push(`in another case: ${entry.kind} "${entry.words}"`);
      if (entry.kind === 'file' && row.sha256 !== sha256(entry.words))
        faults.push(`damaged: file "${entry.words}"`);
    }
  }
  return [...faults, ...misplaced(entries, notes)];
}

/** Notes of one case arrive in the order in which they were written. */
function misplaced(entries: readonly Entry[], notes: readonly Row[]): string[] {
  const order = new Map(entries.map(({ words }, index) => [words, index]));
  const last = new Map<string, number>();
  return notes.flatMap(({ words, case_id: caseId }) => {
    const index = order.get(words) ?? -1;
    const before = last.get(caseId) ?? -1;
    last.set(caseId, Math.max(index, before));
    return index < before ? [`out of order: note "${words}"`] : [];
  });
}

function sha256(name: string): string {
  return createHash('sha256').update(bytesOf(name)).digest('hex');
}
