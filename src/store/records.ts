import type { Case, CaseSummary, Id } from '../model/case.js';
import type { Note } from '../model/note.js';
import type { Cell } from './cell.js';
import type { CaseEntry, ListState, ThreadState } from './state.js';

const made = new WeakMap<Cell, Records>();

/** The records of a cell; made with the first case that is opened or written. */
export function recordsOf(cell: Cell): Records {
  let records = made.get(cell);
  if (!records) made.set(cell, (records = new Records(cell)));
  return records;
}

/** Cases and their notes in the state: the one place where the newest word on a record is told from older ones. */
class Records {
  readonly #cell: Cell;

  constructor(cell: Cell) {
    this.#cell = cell;
    cell.reconcile = (items, asked) => this.#reconcile(items, asked);
  }

  setCase(id: Id, patch: Partial<CaseEntry>): void {
    const entry = this.#cell.state.cases.get(id) ?? {
      status: 'loading',
      snapshot: null,
      failure: null,
      asOf: null,
    };
    this.#cell.set({ cases: new Map(this.#cell.state.cases).set(id, { ...entry, ...patch }) });
  }

  setThread(id: Id, patch: Partial<ThreadState>): void {
    const thread = this.#cell.state.threads.get(id) ?? {
      status: 'loading',
      notes: [],
      nextCursor: null,
      loadingOlder: false,
      failure: null,
      asOf: null,
    };
    this.#cell.set({ threads: new Map(this.#cell.state.threads).set(id, { ...thread, ...patch }) });
  }

  /**
   * The backend's word on a case, wherever the case is shown.
   * @param asked when it was asked for: an older answer never replaces a newer one; the answer to a write is new by itself
   */
  upsertCase(snapshot: Case, asked = this.#cell.ask()): void {
    if (this.#cell.isForeign(asked)) return;
    if (isOvertaken(this.#cell, snapshot.id, asked) && !this.#isNewer(snapshot)) return;
    learn(this.#cell, snapshot.id, asked);
    this.setCase(snapshot.id, { status: 'ready', snapshot, failure: null, asOf: null });
    this.patchSummary(snapshot.id, summaryOf(snapshot));
  }

  patchSummary(id: Id, patch: Partial<CaseSummary>): void {
    const touched = [...this.#cell.state.lists].filter(([, list]) =>
      list.items.some((item) => item.id === id),
    );
    if (!touched.length) return;
    const lists = new Map(this.#cell.state.lists);
    for (const [key, list] of touched) {
      lists.set(key, {
        ...list,
        items: list.items.map((item) => (item.id === id ? { ...item, ...patch } : item)),
      });
    }
    this.#cell.set({ lists });
  }

  upsertNotes(caseId: Id, notes: readonly Note[]): void {
    learn(this.#cell, notesOf(caseId));
    const thread = this.#cell.state.threads.get(caseId);
    if (!thread || !notes.length) return;
    const byId = new Map([...thread.notes, ...notes].map((note) => [note.id, note]));
    this.setThread(caseId, { notes: [...byId.values()] });
  }

  removeCase(id: Id): void {
    learn(this.#cell, id);
    learn(this.#cell, notesOf(id));
    const holds = (list: ListState) => list.items.some((item) => item.id === id);
    const lists = new Map(
      [...this.#cell.state.lists].map(([key, list]) => [
        key,
        holds(list)
          ? {
              ...list,
              items: list.items.filter((item) => item.id !== id),
              total: Math.max(0, list.total - 1),
            }
          : list,
      ]),
    );
    const threads = new Map(this.#cell.state.threads);
    threads.delete(id);
    const cases = new Map(this.#cell.state.cases);
    if (cases.has(id)) cases.set(id, { status: 'gone', snapshot: null, failure: null, asOf: null });
    this.#cell.set({ lists, threads, cases });
  }

  removeNote(caseId: Id, noteId: Id): void {
    learn(this.#cell, notesOf(caseId));
    const thread = this.#cell.state.threads.get(caseId);
    if (thread) this.setThread(caseId, { notes: thread.notes.filter((note) => note.id !== noteId) });
  }

  /** Takes a file out of its note or its case. */
  removeAttachment(caseId: Id, attachmentId: Id): void {
    learn(this.#cell, caseId);
    learn(this.#cell, notesOf(caseId));
    const without = <T extends { readonly attachments: readonly { readonly id: Id }[] }>(record: T): T =>
      record.attachments.some((file) => file.id === attachmentId)
        ? { ...record, attachments: record.attachments.filter((file) => file.id !== attachmentId) }
        : record;
    const snapshot = this.#cell.state.cases.get(caseId)?.snapshot;
    if (snapshot) this.setCase(caseId, { snapshot: without(snapshot) });
    const thread = this.#cell.state.threads.get(caseId);
    if (thread) this.setThread(caseId, { notes: thread.notes.map(without) });
  }

  /** Rows of a list, with what became known since they were asked for. */
  #reconcile(items: readonly CaseSummary[], asked: number): readonly CaseSummary[] {
    return items.flatMap((item) => {
      const entry = this.#cell.state.cases.get(item.id);
      if (!entry || !isOvertaken(this.#cell, item.id, asked)) return [item];
      if (!entry.snapshot) return entry.status === 'gone' ? [] : [item];
      return [this.#isNewer(item) ? item : summaryOf(entry.snapshot)];
    });
  }

  #isNewer({ id, updatedAt }: Pick<CaseSummary, 'id' | 'updatedAt'>): boolean {
    const held = this.#cell.state.cases.get(id)?.snapshot;
    return held !== null && held !== undefined && updatedAt > held.updatedAt;
  }
}

/** Has something newer than the answer to a question become known about a case, or about `notesOf` it? */
export function isOvertaken({ known }: Cell, subject: string, asked: number): boolean {
  return asked < (known.get(subject) ?? 0);
}

/** Something is known about a subject as of a moment. */
export function learn(cell: Cell, subject: string, moment = cell.ask()): void {
  cell.known.set(subject, Math.max(moment, cell.known.get(subject) ?? 0));
}

/** The name of a case's notes, as something that is known or not. */
export function notesOf(caseId: Id): string {
  return `${caseId}/notes`;
}

/** What lists show of a case. */
export function summaryOf(snapshot: Case): CaseSummary {
  const {
    description: _d,
    resolution: _r,
    owner: _o,
    published: _p,
    firstResponse: _f,
    resolveBy: _b,
    entitlement: _e,
    timeSpentMinutes: _t,
    attachments: _a,
    actions: _x,
    openActivityCount: _c,
    deflection: _s,
    fields: _v,
    ...summary
  } = snapshot;
  return summary;
}
