/** Files as the database gives them. */
import type { Queryable } from '../db/database.js';
import type { Attachment } from '../types.js';
import type { Viewer } from './viewer.js';

/** A row of `attachment`. */
export interface AttachmentRow {
  id: string;
  case_id: string;
  note_id: string | null;
  version: number;
  author_id: string;
  file_id: string;
  name: string;
  type: string;
  size: number;
  sha256: string;
  alt: string | null;
  created_at: string;
  draft_digest: string | null;
}

/** All columns of the table. */
export const ATTACHMENT_COLUMNS =
  'id, case_id, note_id, version, author_id, file_id, name, type, size, sha256, alt, created_at, draft_digest';

/** A file in the words of the contract. */
export function presentAttachment(row: AttachmentRow, viewer: Viewer): Attachment {
  return {
    id: row.id,
    caseId: row.case_id,
    noteId: row.note_id,
    version: String(row.version),
    name: row.name,
    type: row.type,
    size: row.size,
    sha256: row.sha256,
    alt: row.alt,
    createdAt: row.created_at,
    own: row.author_id === viewer.id,
  };
}

/** Files of these cases themselves, not of their notes, oldest first, by case. */
export function attachmentsOfCases(
  db: Queryable,
  viewer: Viewer,
  caseIds: readonly string[],
): Promise<Map<string, Attachment[]>> {
  return grouped(db, viewer, caseIds, 'case_id', 'note_id is null');
}

/** Files of these notes, oldest first, by note. */
export function attachmentsOfNotes(
  db: Queryable,
  viewer: Viewer,
  noteIds: readonly string[],
): Promise<Map<string, Attachment[]>> {
  return grouped(db, viewer, noteIds, 'note_id', 'true');
}

async function grouped(
  db: Queryable,
  viewer: Viewer,
  ids: readonly string[],
  column: 'case_id' | 'note_id',
  condition: string,
): Promise<Map<string, Attachment[]>> {
  const groups = new Map<string, Attachment[]>();
  if (ids.length === 0) return groups;
  const rows = await db.query<AttachmentRow>(
    `select ${ATTACHMENT_COLUMNS} from attachment where ${column} = any($1::uuid[]) and ${condition}
     order by created_at, id`,
    [ids],
  );
  for (const row of rows) {
    const key = row[column];
    if (key !== null) groups.set(key, [...(groups.get(key) ?? []), presentAttachment(row, viewer)]);
  }
  return groups;
}
