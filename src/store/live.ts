/** Changes of others, without a reload: events say when to look, the changes cursor says what. Loaded after the first list. */
import type { Id } from '../model/case.js';
import { toFailure } from '../model/failure.js';
import { backoff } from '../offline/backoff.js';
import { onWake } from '../offline/connectivity.js';
import { delay, untilHiddenFor, untilVisible } from '../offline/visibility.js';
import type { Changes } from '../backend/backend.js';
import type { Cell } from './cell.js';
import { FirstSync } from './first-sync.js';
import type { Keeper } from './keeper.js';
import type { KeptChanges } from './kept-changes.js';
import { recordsOf } from './records.js';

/** Pause between two looks where events cannot be had, ms. */
const POLL_PAUSE = 30_000;
/** Changes that come together are fetched together, ms. */
const GATHER = 50;
/** A stream that lasted this long counts as one that works, ms. */
const STANDING = 5_000;
/** A page that nobody looks at gives its connection back after this, ms: a browser has only six for one HTTP/1.1 origin. */
const HIDDEN_PAUSE = 15_000;

export interface LiveOptions {
  readonly cell: Cell;
  /** Whatever is on screen must be asked for again. */
  readonly resync: () => Promise<void>;
  /** Lists whose order or members may have changed. */
  readonly refreshLists: () => Promise<void>;
  readonly events: boolean;
  /** Keeps where the cursor stands, and brings what is kept up to date. */
  readonly keeper: Keeper | undefined;
  /** The backend answered a look at the changes. */
  readonly onBack: () => void;
  readonly signal: AbortSignal;
}

export async function runLive(options: LiveOptions): Promise<void> {
  await new Live(options).run();
}

class Live {
  readonly #options: LiveOptions;
  #cursor: string | null = null;
  #pulling: Promise<void> | undefined;
  #again = false;
  #failures = 0;
  #kept: KeptChanges | undefined;
  #sync: FirstSync | undefined;

  constructor(options: LiveOptions) {
    this.#options = options;
  }

  async run(): Promise<void> {
    const { signal, cell, events } = this.#options;
    cell.set({ live: 'connecting' });
    this.#kept = await this.#options.keeper?.changes();
    this.#cursor = (await this.#kept?.cursor().catch(() => null)) ?? null;
    for (;;) {
      await untilVisible(signal);
      if (signal.aborted) break;
      await this.pull();
      if (events && this.#isWanted()) await this.#stream();
      if (!this.#isWanted()) break;
      cell.set({ live: 'polling' });
      await this.#pause(
        events && this.#failures < 3 ? backoff(this.#failures + 1, Math.random()) : POLL_PAUSE,
      );
    }
    // Ended from outside, another one may already be at work.
    if (!signal.aborted) cell.set({ live: 'off' });
  }

  /** Cut short when the network returns or somebody looks: whoever is back wants to know what was missed. */
  async #pause(ms: number): Promise<void> {
    const woken = new AbortController();
    const endWake = onWake(() => {
      this.#failures = 0;
      woken.abort();
    });
    await delay(ms, AbortSignal.any([this.#options.signal, woken.signal]));
    endWake();
  }

  /** Not for nobody: signing in begins anew. */
  #isWanted(): boolean {
    return !this.#options.signal.aborted && this.#options.cell.state.phase !== 'signed-out';
  }

  /** Fetches what changed; a call during a fetch makes it look once more. */
  async pull(): Promise<void> {
    this.#again = true;
    await (this.#pulling ??= this.#pullAll().finally(() => {
      this.#pulling = undefined;
    }));
  }

  async #stream(): Promise<void> {
    const { cell, signal } = this.#options;
    const hidden = new AbortController();
    const either = AbortSignal.any([signal, hidden.signal]);
    const began = performance.now();
    void untilHiddenFor(HIDDEN_PAUSE, either).then(() => hidden.abort());
    try {
      await cell.backend.streamEvents({
        since: this.#cursor,
        signal: either,
        onOpen: () => cell.set({ live: 'live' }),
        onChange: () => void delay(GATHER, signal).then(() => this.pull()),
      });
    } catch (thrown) {
      if (!signal.aborted) cell.heed(toFailure(thrown));
    } finally {
      // A stream that ends as soon as it stands is as good as none.
      const lasted = performance.now() - began >= STANDING;
      this.#failures = lasted || hidden.signal.aborted ? 0 : this.#failures + 1;
      hidden.abort();
    }
  }

  async #pullAll(): Promise<void> {
    while (this.#again && !this.#options.signal.aborted) {
      this.#again = false;
      try {
        await this.#pullOnce();
        this.#options.onBack();
        this.#readAll();
      } catch (thrown) {
        const failure = toFailure(thrown);
        if (this.#options.signal.aborted) return;
        this.#options.cell.heed(failure);
        // The cursor is too old or means nothing to this backend: start from what is there now.
        if ((failure.status !== 410 && failure.status !== 400) || this.#cursor === null) return;
        this.#cursor = null;
        this.#sync = undefined;
        await this.#keepBy((kept) => kept.expire());
        this.#again = true;
      }
    }
  }

  /** Where changes begin: with the first list, or now. */
  async #begin(): Promise<void> {
    const { cell, signal, resync } = this.#options;
    const { firstCursor } = cell;
    cell.firstCursor = undefined;
    this.#cursor = firstCursor ?? (await cell.backend.listChanges(null, signal)).next;
    // What changed between the first load and this cursor is in neither.
    if (!firstCursor) await resync();
    const cursor = this.#cursor;
    await this.#keepBy((kept) => kept.keepCursor(cursor));
  }

  async #keep(changes: Changes): Promise<void> {
    const { session } = this.#options.cell.state;
    this.#sync?.meet(changes.cases);
    if (session) await this.#keepBy((kept) => kept.take(changes, session));
  }

  /** What could not be kept leaves the cursor in storage where it was, for the next page to begin at. */
  async #keepBy(keep: (kept: KeptChanges) => Promise<void>): Promise<void> {
    try {
      if (this.#kept) await keep(this.#kept);
    } catch {
      this.#kept = undefined;
    }
  }

  /** Reads all rows in the background, once; what kept it from going on is tried again after the next look. */
  #readAll(): void {
    const { cell, keeper, signal } = this.#options;
    const { session } = cell.state;
    if (this.#sync || !this.#kept || !keeper || !session) return;
    const sync = (this.#sync = new FirstSync(cell, keeper.storage, session, signal));
    const tryAgain = () => {
      if (this.#sync === sync) this.#sync = undefined;
    };
    void keeper.once('sync', () => sync.run()).then((ran) => ran || tryAgain(), tryAgain);
  }

  async #pullOnce(): Promise<void> {
    const { cell, signal } = this.#options;
    if (this.#cursor === null) {
      await this.#begin();
      return;
    }
    let more = true;
    let touched = false;
    while (more && !signal.aborted) {
      const asked = cell.ask();
      const changes = await cell.backend.listChanges(this.#cursor, signal);
      if (signal.aborted) return;
      touched = applyChanges(cell, changes, asked) || touched;
      await this.#keep(changes);
      // A backend that promises more without moving on would be asked for ever.
      more = changes.hasMore && changes.next !== this.#cursor;
      this.#cursor = changes.next;
    }
    if (touched) await this.#options.refreshLists();
  }
}

/** @returns whether a list may look different now */
function applyChanges(cell: Cell, { cases, notes, tombstones }: Changes, asked: number): boolean {
  for (const snapshot of cases) {
    if (cell.state.cases.has(snapshot.id)) recordsOf(cell).upsertCase(snapshot, asked);
  }
  for (const note of notes) recordsOf(cell).upsertNotes(note.caseId, [note]);
  for (const { kind, id, caseId } of tombstones) removeRecord(cell, kind, id, caseId);
  return cases.length > 0 || tombstones.some(({ kind }) => kind === 'case');
}

function removeRecord(cell: Cell, kind: 'case' | 'note' | 'attachment', id: Id, caseId: Id): void {
  if (kind === 'case') recordsOf(cell).removeCase(id);
  else if (kind === 'note') recordsOf(cell).removeNote(caseId, id);
  else recordsOf(cell).removeAttachment(caseId, id);
}
