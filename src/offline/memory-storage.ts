/** The port of storage for as long as the page lives: where nothing can be kept on disk, and in tests. */
import type { CaseQuery, CaseSummary, Id } from '../model/case.js';
import type { Operation } from '../model/operation.js';
import { compareRows, matchesText } from './row-query.js';
import type {
  CaseStorage,
  Commit,
  Kept,
  KnownPerson,
  RecordKind,
  RecordWrite,
  StorageHealth,
} from './storage.js';

interface Row {
  readonly row: CaseSummary;
  readonly scopes: readonly string[];
}

/** All that is kept of one person. */
class Holding {
  person: KnownPerson | undefined;
  secret: string | undefined;
  epoch = 0;
  beats = 0;
  inOffice = false;
  readonly operations = new Map<Id, Operation>();
  readonly bytes = new Map<Id, ArrayBuffer>();
  /** By kind and id; the most recently written last. */
  readonly records = new Map<string, Kept<unknown>>();
  /** Writes of each record so far; outlives its removal, so that a tab with an old draft finds out. */
  readonly revisions = new Map<string, number>();
  readonly rows = new Map<Id, Row>();

  keep({ kind, id, value }: RecordWrite): number {
    const key = keyOf(kind, id);
    const revision = (this.revisions.get(key) ?? 0) + 1;
    this.revisions.set(key, revision);
    this.records.delete(key);
    if (value !== undefined) this.records.set(key, { value, asOf: new Date().toISOString(), revision });
    return revision;
  }

  /** Drafts; and whatever can be asked for again as long as the person is here. */
  keepAll(records: readonly RecordWrite[]): void {
    for (const record of records) if (record.kind === 'draft' || this.person) this.keep(record);
  }

  get isEmpty(): boolean {
    return !this.person && !this.operations.size && !this.records.size;
  }
}

export class MemoryStorage implements CaseStorage {
  readonly health: StorageHealth = { kept: 'memory', fault: null, lost: 0 };
  readonly #holdings = new Map<Id, Holding>();
  #seq = 0;
  #last: KnownPerson | undefined;

  onHealth(): () => void {
    return () => undefined;
  }

  close(): void {
    // Whoever holds on to it may go on.
  }

  async person(userKey: string | null, secret?: string): Promise<KnownPerson | undefined> {
    const known = [...this.#holdings.values()].filter(({ person }) => person);
    const found =
      userKey === null ? this.#last : known.find(({ person }) => person?.userKey === userKey)?.person;
    return found && this.#holdings.get(found.viewerId)?.secret === secret ? found : undefined;
  }

  async admit(person: KnownPerson, secret?: string): Promise<void> {
    const holding = this.#of(person.viewerId);
    holding.person = person;
    holding.secret = secret;
    this.#last = person;
  }

  async holdings(): Promise<readonly { readonly viewerId: Id; readonly undelivered: number }[]> {
    return [...this.#holdings]
      .filter(([, holding]) => !holding.isEmpty)
      .map(([viewerId, { operations }]) => ({ viewerId, undelivered: operations.size }));
  }

  async wipe(viewerId: Id, what: 'delivered' | 'everything'): Promise<void> {
    if (this.#last?.viewerId === viewerId) this.#last = undefined;
    const holding = this.#of(viewerId);
    holding.person = undefined;
    holding.rows.clear();
    for (const key of [...holding.records.keys()]) {
      if (what === 'everything' || !key.startsWith(keyOf('draft', ''))) holding.records.delete(key);
    }
    if (what === 'delivered') return;
    holding.operations.clear();
    holding.bytes.clear();
  }

  async operations(viewerId: Id): Promise<readonly Operation[]> {
    return [...this.#of(viewerId).operations.values()].sort((a, b) => a.seq - b.seq);
  }

  async commit(change: Commit): Promise<readonly Operation[] | null> {
    const holding = this.#of(change.viewerId);
    const { add = [], replace = [], remove = [], records = [], bytes = [] } = change;
    const { epoch = holding.epoch, tail = Infinity } = change;
    const isLatest = (id: Id, revision: number) => holding.operations.get(id)?.revision === revision;
    const legal =
      epoch >= holding.epoch &&
      [...holding.operations.values()].every(({ seq }) => seq <= tail) &&
      replace.every(({ operation, was, revision }) => isLatest(was ?? operation.id, revision)) &&
      remove.every(({ id, revision }) => isLatest(id, revision)) &&
      !add.some(({ id }) => holding.operations.has(id));
    if (!legal) return null;
    for (const { operation, was } of replace) rename(holding, operation, was ?? operation.id);
    for (const { id } of remove) {
      holding.operations.delete(id);
      holding.bytes.delete(id);
    }
    const added = add.map((operation) => ({ ...operation, seq: ++this.#seq }));
    for (const operation of added) holding.operations.set(operation.id, operation);
    for (const [id, buffer] of bytes) holding.bytes.set(id, buffer);
    holding.keepAll(records);
    return added;
  }

  async bytes(viewerId: Id, operationId: Id): Promise<ArrayBuffer | undefined> {
    return this.#of(viewerId).bytes.get(operationId);
  }

  async beginTerm(viewerId: Id): Promise<number> {
    const holding = this.#of(viewerId);
    holding.inOffice = true;
    return ++holding.epoch;
  }

  async beat(viewerId: Id, epoch: number): Promise<boolean> {
    const holding = this.#of(viewerId);
    if (!holding.inOffice || holding.epoch !== epoch) return false;
    holding.beats++;
    return true;
  }

  async endTerm(viewerId: Id, epoch: number): Promise<void> {
    const holding = this.#of(viewerId);
    if (holding.epoch === epoch) holding.inOffice = false;
  }

  async term(viewerId: Id): Promise<{ readonly epoch: number; readonly beats: number } | null> {
    const { inOffice, epoch, beats } = this.#of(viewerId);
    return inOffice ? { epoch, beats } : null;
  }

  async read<T>(viewerId: Id, kind: RecordKind, id: string): Promise<Kept<T> | undefined> {
    return this.#of(viewerId).records.get(keyOf(kind, id)) as Kept<T> | undefined;
  }

  async ids(viewerId: Id, kind: RecordKind): Promise<readonly string[]> {
    const prefix = keyOf(kind, '');
    return [...this.#of(viewerId).records.keys()]
      .filter((key) => key.startsWith(prefix))
      .map((key) => key.slice(prefix.length))
      .reverse();
  }

  async write(viewerId: Id, records: readonly RecordWrite[]): Promise<void> {
    this.#of(viewerId).keepAll(records);
  }

  async purgeCase(viewerId: Id, caseId: Id): Promise<void> {
    const holding = this.#of(viewerId);
    holding.rows.delete(caseId);
    const files = keyOf('file', `${caseId}/`);
    for (const [key, kept] of holding.records) {
      if (key === keyOf('case', caseId) || key === keyOf('thread', caseId) || key.startsWith(files))
        holding.records.delete(key);
      else if (key.startsWith(keyOf('list', ''))) holding.records.set(key, without(kept, caseId));
    }
  }

  async keepDraft(viewerId: Id, id: string, value: unknown, revision: number): Promise<number | null> {
    const holding = this.#of(viewerId);
    const latest = holding.records.get(keyOf('draft', id))?.revision ?? 0;
    return revision < latest ? null : holding.keep({ kind: 'draft', id, value });
  }

  async putRows(viewerId: Id, rows: readonly Row[]): Promise<void> {
    const holding = this.#of(viewerId);
    if (holding.person) for (const entry of rows) holding.rows.set(entry.row.id, entry);
  }

  async rows(
    viewerId: Id,
    { scope, state, text, sort }: CaseQuery,
    { offset, limit }: { readonly offset: number; readonly limit: number },
  ): Promise<{ readonly items: readonly CaseSummary[]; readonly total: number }> {
    const found = [...this.#of(viewerId).rows.values()]
      .filter(({ row, scopes }) => scopes.includes(scope) && (state === 'all' || row.state === state))
      .map(({ row }) => row)
      .filter((row) => matchesText(row, text))
      .sort(compareRows(sort));
    return { items: found.slice(offset, offset + limit), total: found.length };
  }

  #of(viewerId: Id): Holding {
    let holding = this.#holdings.get(viewerId);
    if (!holding) this.#holdings.set(viewerId, (holding = new Holding()));
    return holding;
  }
}

function keyOf(kind: RecordKind, id: string): string {
  return `${kind} ${id}`;
}

/** Puts an operation where it stood, under its new id if it has one; its bytes go along. */
function rename(holding: Holding, operation: Operation, was: Id): void {
  const bytes = holding.bytes.get(was);
  holding.operations.delete(was);
  holding.bytes.delete(was);
  holding.operations.set(operation.id, operation);
  if (bytes) holding.bytes.set(operation.id, bytes);
}

/** A kept list without the rows of a case. */
function without(kept: Kept<unknown>, caseId: Id): Kept<unknown> {
  const list = kept.value as { readonly items?: readonly CaseSummary[] };
  return list.items
    ? { ...kept, value: { ...list, items: list.items.filter(({ id }) => id !== caseId) } }
    : kept;
}
