/** Brings what is kept up to date with the changes of others, on screen or not. */
import type { Changes, Tombstone } from '../backend/backend.js';
import type { Attachment, Case, Id } from '../model/case.js';
import type { Note } from '../model/note.js';
import { inScope } from '../model/scope.js';
import type { Session } from '../model/session.js';
import type { CaseStorage, RecordWrite } from '../offline/storage.js';
import type { CachedThread } from './copies.js';
import { summaryOf } from './records.js';

/** Cases that the backend lists in a scope although their rows do not tell, by scope. */
export type Listed = Readonly<Record<string, readonly Id[]>>;

/** How far the rows are: see `FirstSync`. */
export interface SyncProgress {
  /** Scopes whose cases are all here. */
  readonly done: readonly string[];
  /** Leads to the next page of the scope that is being read. */
  readonly cursor: string | null;
  /** Lists can be answered from the rows. */
  readonly complete: boolean;
  /** The rows are read again, since changes were missed: what does not turn up has to go. */
  readonly again: boolean;
}

export class KeptChanges {
  readonly #storage: CaseStorage;
  readonly #viewerId: Id;

  constructor(storage: CaseStorage, viewerId: Id) {
    this.#storage = storage;
    this.#viewerId = viewerId;
  }

  /** Where the changes cursor stands; null: nothing is kept up to date yet. */
  async cursor(): Promise<string | null> {
    const kept = await this.#storage.read<string>(this.#viewerId, 'sync', 'changes');
    return kept?.value ?? null;
  }

  async keepCursor(cursor: string): Promise<void> {
    await this.#storage.write(this.#viewerId, [{ kind: 'sync', id: 'changes', value: cursor }]);
  }

  /** Changes were missed: rows are not answered from before they were read again. */
  async expire(): Promise<void> {
    const progress: SyncProgress = { done: [], cursor: null, complete: false, again: true };
    await this.#storage.write(this.#viewerId, [
      { kind: 'sync', id: 'changes', value: undefined },
      { kind: 'sync', id: 'rows', value: progress },
    ]);
  }

  /** The cursor moves in the same transaction as the records, so that no change is skipped. */
  async take({ cases, notes, tombstones, next }: Changes, session: Session): Promise<void> {
    for (const { kind, id } of tombstones)
      if (kind === 'case') await this.#storage.purgeCase(this.#viewerId, id);
    await this.putRows(cases, session);
    const records = [
      ...(await this.#cases(cases, tombstones)),
      ...(await this.#threads(notes, tombstones)),
      ...tombstones.flatMap(({ kind, id, caseId }): readonly RecordWrite[] =>
        kind === 'attachment' ? [{ kind: 'file', id: `${caseId}/${id}`, value: undefined }] : [],
      ),
    ];
    await this.#storage.write(this.#viewerId, [...records, { kind: 'sync', id: 'changes', value: next }]);
  }

  async putRows(cases: readonly Case[], { scopes, viewer }: Session): Promise<void> {
    if (!cases.length) return;
    const listed = (await this.#storage.read<Listed>(this.#viewerId, 'sync', 'listed'))?.value ?? {};
    const rows = cases.map((snapshot) => ({
      row: summaryOf(snapshot),
      scopes: scopes
        .filter((scope) => inScope(snapshot, scope, viewer.id) || listed[scope.id]?.includes(snapshot.id))
        .map(({ id }) => id),
    }));
    await this.#storage.putRows(this.#viewerId, rows);
  }

  /** Of the cases that were looked at before. */
  async #cases(cases: readonly Case[], tombstones: readonly Tombstone[]): Promise<readonly RecordWrite[]> {
    const files = tombstones.filter(({ kind }) => kind === 'attachment');
    if (!cases.length && !files.length) return [];
    const kept = new Set(await this.#storage.ids(this.#viewerId, 'case'));
    const fresh = new Map(cases.filter(({ id }) => kept.has(id)).map((snapshot) => [snapshot.id, snapshot]));
    for (const { caseId } of files) {
      if (fresh.has(caseId) || !kept.has(caseId)) continue;
      const old = await this.#storage.read<Case>(this.#viewerId, 'case', caseId);
      if (old) fresh.set(caseId, withoutFiles(old.value, files));
    }
    return [...fresh].map(([id, value]) => ({ kind: 'case', id, value }));
  }

  async #threads(notes: readonly Note[], tombstones: readonly Tombstone[]): Promise<readonly RecordWrite[]> {
    const gone = tombstones.filter(({ kind }) => kind !== 'case');
    const touched = new Set([...notes, ...gone].map(({ caseId }) => caseId));
    const kept = touched.size ? await this.#storage.ids(this.#viewerId, 'thread') : [];
    const records: RecordWrite[] = [];
    for (const id of kept.filter((caseId) => touched.has(caseId))) {
      const thread = await this.#storage.read<CachedThread>(this.#viewerId, 'thread', id);
      if (!thread) continue;
      const news = notes.filter(({ caseId }) => caseId === id);
      const replaced = new Set([...news, ...gone].map((one) => one.id));
      const others = thread.value.notes
        .filter((note) => !replaced.has(note.id))
        .map((note) => withoutFiles(note, gone));
      records.push({ kind: 'thread', id, value: { ...thread.value, notes: [...others, ...news] } });
    }
    return records;
  }
}

function withoutFiles<T extends { readonly attachments: readonly Pick<Attachment, 'id'>[] }>(
  record: T,
  gone: readonly Tombstone[],
): T {
  const ids = new Set(gone.map(({ id }) => id));
  return { ...record, attachments: record.attachments.filter(({ id }) => !ids.has(id)) };
}
