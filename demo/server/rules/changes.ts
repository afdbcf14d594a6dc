/**
 * `GET /changes`: what changed for a viewer since a cursor.
 *
 * The log is read in the order of its transactions, and only as far as every transaction before is finished
 * (`pg_snapshot_xmin`): a change that commits later than its neighbours is never skipped.
 */
import type { Queryable } from '../db/database.js';
import { Parameters } from '../db/sql.js';
import { Problem, malformed } from '../problems.js';
import type { Changes, Tombstone } from '../types.js';
import { readableAccounts } from './access.js';
import { attachmentsOfCases } from './attachment-rows.js';
import { limitOf, optionalText } from './call.js';
import type { Call, Reply } from './call.js';
import { loadCases } from './case-rows.js';
import type { Audience } from './change-log.js';
import { fromBase64Url, toBase64Url } from './cursors.js';
import { loadNotes, presentNotes } from './notes.js';
import { presentCase } from './present.js';
import type { Viewer } from './viewer.js';

/** A place in the log of one database: everything before it is known. */
export interface LogPosition {
  readonly txid: bigint;
  readonly id: bigint;
}

/** One entry of the log. */
export interface LogRow {
  id: number;
  txid: string;
  kind: 'case' | 'note' | 'attachment' | 'read' | 'rights';
  record_id: string;
  case_id: string;
  removed: boolean;
  before: Audience | null;
  after: Audience | null;
  at: string;
}

/** A stretch of the log. */
export interface LogPage {
  readonly rows: readonly LogRow[];
  readonly next: LogPosition;
  readonly hasMore: boolean;
}

interface Horizon {
  horizon: string;
  purged_to: string;
  database_id: string;
}

/** `GET /changes` */
export async function listChanges(call: Call): Promise<Reply> {
  const since = optionalText(call, 'since');
  if (since === undefined) return { status: 200, body: nothing(await cursorOfNow(call.db)) };
  const horizon = await readHorizon(call.db);
  const position = readPosition(horizon, since);
  const page = await readLog(call.db, call.viewer, position, limitOf(call));
  if (page.rows.some((row) => row.kind === 'rights')) {
    throw new Problem('resync-required', { detail: 'What you may see has changed.' });
  }
  return { status: 200, body: await describe(call, page, writePosition(horizon, page.next)) };
}

function nothing(next: string): Changes {
  return { cases: [], notes: [], tombstones: [], next, hasMore: false };
}

/** The cursor of this moment: what is committed later comes after it. */
export async function cursorOfNow(db: Queryable): Promise<string> {
  const horizon = await readHorizon(db);
  return writePosition(horizon, { txid: BigInt(horizon.horizon), id: 0n });
}

/** Where the log ends for now, and where it begins. */
export async function readHorizon(db: Queryable): Promise<Horizon> {
  const [row] = await db.query<Horizon>(
    `select pg_snapshot_xmin(pg_current_snapshot())::text as horizon, p.purged_to::text as purged_to, s.value as database_id
     from change_log_purge p, setting s where s.name = 'database/id'`,
  );
  if (!row) throw new Error('The change log is not set up.');
  return row;
}

/** A cursor in the words of the contract. */
export function writePosition(horizon: Horizon, position: LogPosition): string {
  return toBase64Url(`${horizon.database_id}.${position.txid}.${position.id}`);
}

/** @throws Problem 400 for what is no cursor, 410 for one of another database, of too long ago or of the future. */
export function readPosition(horizon: Horizon, cursor: string): LogPosition {
  const parts = /^([0-9a-f]{8})\.(\d{1,19})\.(\d{1,19})$/.exec(fromBase64Url(cursor));
  if (!parts) throw malformed('This is not a cursor.', '/query/since');
  const [, databaseId, txid = '0', id = '0'] = parts;
  const position = { txid: BigInt(txid), id: BigInt(id) };
  const tooOld = position.txid <= BigInt(horizon.purged_to) && BigInt(horizon.purged_to) > 0n;
  // A cursor from the future is one of a database that was since restored from an older copy.
  const tooNew = position.txid > BigInt(horizon.horizon);
  if (databaseId !== horizon.database_id || tooOld || tooNew) throw new Problem('resync-required');
  return position;
}

/** What concerns the viewer after `position`, at most `limit` entries. */
export async function readLog(
  db: Queryable,
  viewer: Viewer,
  position: LogPosition,
  limit: number,
): Promise<LogPage> {
  const parameters = new Parameters();
  const txid = parameters.add(String(position.txid));
  const id = parameters.add(String(position.id));
  const person = parameters.add(viewer.id);
  // The horizon is taken by the statement that reads: a later one would promise entries that this one did not see.
  const rows = await db.query<LogRow & { horizon: string }>(
    `select l.id, l.txid::text as txid, l.kind, l.record_id, l.case_id, l.removed, l.before, l.after, l.at,
       pg_snapshot_xmin(pg_current_snapshot())::text as horizon
     from (select 1) as always left join lateral (
       select * from change_log l
       where (l.txid, l.id) > (${txid}::xid8, ${id}::bigint) and l.txid < pg_snapshot_xmin(pg_current_snapshot())
         and (l.person_id = ${person}::uuid or (l.person_id is null and ${concerns(viewer, parameters)}))
       order by l.txid, l.id limit ${limit + 1}) l on true
     order by l.txid, l.id`,
    parameters.values,
  );
  const horizon = BigInt(rows[0]?.horizon ?? '0');
  const found = rows.filter((row) => row.kind !== null);
  const last = found.length > limit ? found[limit - 1] : undefined;
  if (last)
    return {
      rows: found.slice(0, limit),
      next: { txid: BigInt(last.txid), id: BigInt(last.id) },
      hasMore: true,
    };
  const end = { txid: horizon, id: 0n };
  return { rows: found, next: end.txid > position.txid ? end : position, hasMore: false };
}

function concerns(viewer: Viewer, parameters: Parameters): string {
  if (viewer.side === 'staff') return 'true';
  const person = parameters.add(viewer.id);
  const accounts = parameters.add(readableAccounts(viewer));
  const seen = (side: string): string =>
    `coalesce((l.${side}->>'public')::boolean and (l.${side}->'people' ? ${person}::text
      or l.${side}->>'account' = any(${accounts}::text[])), false)`;
  return `(${seen('before')} or ${seen('after')})`;
}

function couldSee(viewer: Viewer, audience: Audience | null): boolean {
  if (audience === null) return false;
  if (viewer.side === 'staff') return true;
  const shared = audience.account !== null && readableAccounts(viewer).includes(audience.account);
  return audience.public && (audience.people.includes(viewer.id) || shared);
}

async function describe(call: Call, page: LogPage, next: string): Promise<Changes> {
  const { db, viewer } = call;
  const caseIds = idsOf(page.rows, (row) =>
    row.kind === 'case' || row.kind === 'read' ? row.record_id : undefined,
  );
  const noteIds = idsOf(page.rows, (row) => (row.kind === 'note' ? row.record_id : undefined));
  const [cases, notes] = await Promise.all([loadCases(db, viewer, caseIds), loadNotes(db, viewer, noteIds)]);
  const attachments = await attachmentsOfCases(
    db,
    viewer,
    cases.map((row) => row.id),
  );
  const caseById = new Map(
    cases.map((row) => [row.id, presentCase(row, attachments.get(row.id) ?? [], call)]),
  );
  const noteById = new Map((await presentNotes(call, notes)).map((note) => [note.id, note]));
  return {
    cases: caseIds.flatMap((id) => caseById.get(id) ?? []),
    notes: noteIds.flatMap((id) => noteById.get(id) ?? []),
    tombstones: tombstonesOf(viewer, page.rows, (id) => caseById.has(id) || noteById.has(id)),
    next,
    hasMore: page.hasMore,
  };
}

function idsOf(rows: readonly LogRow[], pick: (row: LogRow) => string | undefined): string[] {
  return [...new Set(rows.flatMap((row) => pick(row) ?? []))];
}

// What is gone or out of sight now; never for somebody who could not see it before.
function tombstonesOf(
  viewer: Viewer,
  rows: readonly LogRow[],
  isThere: (id: string) => boolean,
): Tombstone[] {
  const last = new Map<string, Tombstone>();
  for (const row of rows) {
    if (row.kind === 'read' || row.kind === 'rights' || isThere(row.record_id)) continue;
    if (row.kind === 'attachment' && !row.removed && couldSee(viewer, row.after)) continue;
    if (!couldSee(viewer, row.before)) continue;
    last.set(row.record_id, {
      kind: row.kind,
      id: row.record_id,
      caseId: row.case_id,
      reason: row.removed ? 'deleted' : 'hidden',
      at: row.at,
    });
  }
  return [...last.values()];
}
