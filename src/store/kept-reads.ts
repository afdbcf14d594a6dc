/** Reads that fall back on what is kept: lists on rows, articles and files on their copies. */
import type { Article } from '../model/article.js';
import type { Attachment, CasePage, CaseQuery, Id, Instant } from '../model/case.js';
import { toFailure } from '../model/failure.js';
import type { CaseStorage, RecordWrite } from '../offline/storage.js';
import { isUnreachable, type Cell, type ListCases } from './cell.js';
import type { SyncProgress } from './kept-changes.js';
import { queryKey } from './state.js';

/** Bytes of opened files that are kept, those opened last. */
const FILES_KEPT = 50_000_000;
/** A copy of an article is shown when the backend takes longer than this, ms. */
const ARTICLE_PATIENCE = 1500;

type KeptPage = CasePage & { readonly asOf: Instant };
/** What is kept of files, the one opened last at the end. */
type FileIndex = readonly { readonly id: string; readonly size: number; readonly type: string }[];

/** Leads to the rows that are kept after these; no backend ever sees it. */
export function keptCursor(page: {
  readonly items: readonly unknown[];
  readonly total: number;
}): string | null {
  return page.items.length < page.total ? 'kept' : null;
}

export class KeptReads {
  readonly #cell: Cell;
  readonly #storage: CaseStorage;
  readonly #viewerId: () => Id | null;
  /** One change of the index of files after the other. */
  #indexing: Promise<void> = Promise.resolve();

  constructor(cell: Cell, storage: CaseStorage, viewerId: () => Id | null) {
    this.#cell = cell;
    this.#storage = storage;
    this.#viewerId = viewerId;
  }

  /** The backend's page; where there is no backend, the rows that are kept from there on. */
  readonly listCases: ListCases = async (query, page = {}) => {
    const list = this.#cell.state.lists.get(queryKey(query));
    const offset = page.cursor ? (list?.items.length ?? 0) : 0;
    const limit = page.limit ?? 50;
    if (page.cursor === 'kept') {
      const rows = await this.rows(query, offset, limit);
      return rows ?? { items: [], nextCursor: null, total: list?.total ?? 0, asOf: list?.asOf ?? null };
    }
    try {
      return await this.#cell.backend.listCases(query, page);
    } catch (thrown) {
      // What the backend itself answered stays on the screen.
      const isAnswered = !page.cursor && list?.status === 'ready' && !list.asOf;
      const rows =
        isUnreachable(toFailure(thrown)) && !isAnswered ? await this.rows(query, offset, limit) : undefined;
      if (!rows) throw thrown;
      return rows;
    }
  };

  /** Rows as of the last look at the changes; undefined while not all of them are here. */
  async rows(query: CaseQuery, offset: number, limit: number): Promise<KeptPage | undefined> {
    const viewerId = this.#viewerId();
    if (!viewerId || this.#cell.state.phase === 'signed-out') return undefined;
    try {
      const synced = await this.#storage.read<SyncProgress>(viewerId, 'sync', 'rows');
      if (!synced?.value.complete) return undefined;
      const changes = await this.#storage.read(viewerId, 'sync', 'changes');
      const { items, total } = await this.#storage.rows(viewerId, query, { offset, limit });
      const nextCursor = offset + items.length < total ? 'kept' : null;
      return { items, total, nextCursor, asOf: (changes ?? synced).asOf };
    } catch {
      return undefined;
    }
  }

  /** The copy, when the backend cannot be reached or takes its time; the next opening shows what it answered then. */
  async getArticle(id: Id, signal?: AbortSignal): Promise<Article> {
    const asked = this.#cell.backend.getArticle(id, signal);
    const viewerId = this.#viewerId();
    if (!viewerId) return await asked;
    void asked.then(
      (article) => this.#write(viewerId, [{ kind: 'article', id, value: article }]),
      () => undefined,
    );
    const late = this.#cell.state.reachable ? ARTICLE_PATIENCE : 0;
    const copy = async () => (await this.#storage.read<Article>(viewerId, 'article', id))?.value;
    const waited = new Promise<undefined>((resolve) => setTimeout(resolve, late));
    try {
      return (await Promise.race([asked, waited])) ?? (await copy()) ?? (await asked);
    } catch (thrown) {
      const article = isUnreachable(toFailure(thrown)) ? await copy().catch(() => undefined) : undefined;
      if (!article) throw thrown;
      return article;
    }
  }

  /** The copy, if there is one: the bytes of a file never change. */
  async getAttachment(
    { id, caseId }: Pick<Attachment, 'id' | 'caseId'>,
    signal?: AbortSignal,
  ): Promise<Blob> {
    const viewerId = this.#viewerId();
    const name = `${caseId}/${id}`;
    const ask = async () => await this.#cell.backend.getAttachment({ id, caseId }, signal);
    if (!viewerId || this.#cell.state.phase === 'signed-out') return await ask();
    const copy = await this.#file(viewerId, name).catch(() => undefined);
    if (copy) return copy;
    const blob = await ask();
    this.#indexing = this.#indexing.then(() => this.#keepFile(viewerId, name, blob)).catch(() => undefined);
    return blob;
  }

  async #file(viewerId: Id, name: string): Promise<Blob | undefined> {
    const known = (await this.#files(viewerId)).find((file) => file.id === name);
    const bytes = known && (await this.#storage.read<ArrayBuffer>(viewerId, 'file', name));
    return bytes && new Blob([bytes.value], { type: known.type });
  }

  async #files(viewerId: Id): Promise<FileIndex> {
    return (await this.#storage.read<FileIndex>(viewerId, 'sync', 'files'))?.value ?? [];
  }

  async #keepFile(viewerId: Id, id: string, blob: Blob): Promise<void> {
    if (blob.size > FILES_KEPT / 2) return;
    const bytes = await blob.arrayBuffer();
    const files = [
      ...(await this.#files(viewerId)).filter((file) => file.id !== id),
      { id, size: blob.size, type: blob.type },
    ];
    let room = FILES_KEPT;
    const kept = files.toReversed().filter(({ size }) => (room -= size) >= 0);
    const gone = files.filter((file) => !kept.includes(file));
    if (viewerId !== this.#viewerId()) return;
    await this.#storage.write(viewerId, [
      ...gone.map((file): RecordWrite => ({ kind: 'file', id: file.id, value: undefined })),
      { kind: 'file', id, value: bytes },
      { kind: 'sync', id: 'files', value: kept.reverse() },
    ]);
  }

  async #write(viewerId: Id, records: readonly RecordWrite[]): Promise<void> {
    if (viewerId === this.#viewerId()) await this.#storage.write(viewerId, records).catch(() => undefined);
  }
}
