/** Keeps what one person wrote and sees it delivered, exactly once and in order per case, with other tabs that do the same. */
import type { Id } from '../model/case.js';
import { currentVersion, needs } from '../model/dependence.js';
import { isSendable, type Operation, type Payload } from '../model/operation.js';
import type { Change } from './change.js';
import { isHidden, isOnline } from './connectivity.js';
import { Mirror } from './mirror.js';
import { byCase, isOnHold } from './pick.js';
import { Sender, type Send, type SendAll } from './sender.js';
import type {
  Channel,
  ChannelMessage,
  Leadership,
  OutboxStorage,
  Settled,
  StorageHealth,
} from './storage.js';
import { REAL_TIMERS, type Timers } from './timers.js';
import { Watchdog } from './watchdog.js';

/** What the customer wrote; the rest of an operation is the outbox's own. */
export type Entry = Omit<Operation, 'seq' | 'state' | 'revision' | 'attempts' | 'inDoubt' | 'failure'>;

export interface OutboxOptions {
  /** Whose outbox it is. What others wrote is neither shown nor sent. */
  readonly viewerId: Id;
  readonly storage: OutboxStorage & {
    readonly health: StorageHealth;
    onHealth(listener: () => void): () => void;
  };
  readonly channel: Channel;
  readonly leadership: Leadership;
  readonly send: Send;
  /** Where the backend takes batches. */
  readonly sendAll?: SendAll;
  /** The operations changed, in this tab or another; those settled were just delivered, failed or discarded. */
  readonly onChange: (operations: readonly Operation[], settled: readonly Settled[]) => void;
  readonly timers?: Timers;
  /** In [0, 1). */
  readonly random?: () => number;
  readonly isHidden?: () => boolean;
  readonly isOnline?: () => boolean;
}

/** A page that nobody has looked at for this long tries nothing again until somebody does, ms. */
export const HIDDEN_PATIENCE = 300_000;
/** How often to look for what other tabs did: messages may be lost, or there are none, ms. */
const LOOK = 15_000;
const LOOK_WITHOUT_CHANNEL = 2_000;
/** What other tabs report together is looked at together, ms. */
const GATHER = 50;

export class Outbox {
  readonly #options: Required<Omit<OutboxOptions, 'sendAll'>> & Pick<OutboxOptions, 'sendAll'>;
  readonly #mirror: Mirror;
  readonly #watchdog: Watchdog;
  readonly #ends: (() => void)[];
  #sender: Sender | undefined;
  /** Runs for office while there is something to send. */
  #campaign: AbortController | undefined;
  /** When the page was last known to be looked at. */
  #seenAt: number;
  #lookTimer: unknown;
  #gatherTimer: unknown;
  #closed = false;
  #signIns = 0;

  constructor(options: OutboxOptions) {
    this.#options = { timers: REAL_TIMERS, random: Math.random, isHidden, isOnline, ...options };
    const { timers, storage, channel } = this.#options;
    this.#seenAt = timers.now();
    this.#watchdog = new Watchdog(timers, this.#options.isOnline, () => this.#notify([]));
    this.#mirror = new Mirror({ ...options, onChange: (settled) => this.#notify(settled) });
    this.#ends = [
      channel.listen((message) => this.#hear(message)),
      storage.onHealth(() => {
        if (storage.health.fault === 'lost') void this.#mirror.restore().catch(() => undefined);
      }),
    ];
    void this.refresh();
    this.#look();
  }

  /** All that is outstanding, in order. */
  get operations(): readonly Operation[] {
    return this.#mirror.operations;
  }

  /** Operations that have not been delivered for long although there is a network. */
  get overdue(): ReadonlySet<Id> {
    return this.#watchdog.overdue;
  }

  /**
   * Takes operations in one step, or none of them. They are shown at once, in the order of the calls.
   * @param files bytes by the id of their operation
   * @returns resolves when they are kept; rejects when they are not, and then nothing of them stays
   */
  async enqueue(entries: readonly Entry[], files: ReadonlyMap<Id, Blob> = new Map()): Promise<void> {
    const last = this.operations.at(-1)?.seq ?? 0;
    const operations = entries.map((entry, i): Operation => ({
      ...entry,
      seq: last + i + 1,
      state: 'queued',
      revision: 0,
      attempts: 0,
      inDoubt: false,
      failure: null,
    }));
    await this.#mirror.add(operations, readAll(files));
  }

  /**
   * The customer asks for another try, of one operation or of all that only wait for it. One that was refused because the
   * record had changed goes out against the record as it now is: whoever asks has seen that it changed.
   */
  retry(id?: Id): void {
    if (id !== undefined) void this.#change((change) => retry(change, id));
    this.#wake(true);
    this.#options.channel.post({ type: 'wake', asked: true });
  }

  /** Somebody looks, or the network is back, or the host says so. */
  wake(): void {
    this.#wake(false);
    this.#options.channel.post({ type: 'wake', asked: false });
    void this.refresh();
  }

  /** The person is signed in: what was held for that may go. */
  release(viewerId: Id): void {
    if (viewerId !== this.#options.viewerId) return;
    this.#signIns++;
    // What was held in a page before this one is only known after a look.
    void this.refresh().then(() => this.#change(release));
  }

  /**
   * Takes an operation out, with whatever cannot be without it: files of a note, everything of a case that is not to be.
   * @returns whether it is out; not while it is on its way
   */
  async discard(id: Id): Promise<boolean> {
    // With all that another tab may have added to it.
    await this.refresh();
    return await this.#change((change) => discard(change, id));
  }

  /**
   * Writes an operation anew, in its place in the order, under another key.
   * @returns whether it was; not while it is on its way, or may be stored already
   */
  async edit(id: Id, payload: Payload, newId: Id): Promise<boolean> {
    return await this.#change((change) => edit(change, id, payload, newId));
  }

  /** This page sends and shows nothing any more; what is kept stays. */
  close(): void {
    this.#closed = true;
    this.#campaign?.abort();
    this.#watchdog.end();
    this.#options.timers.clear(this.#lookTimer);
    this.#options.timers.clear(this.#gatherTimer);
    for (const end of this.#ends) end();
  }

  /** Resolves when what is kept has been read. What cannot be read now is read at the next look. */
  async refresh(): Promise<void> {
    await this.#mirror.refresh().catch(() => undefined);
  }

  async #change(decide: (change: Change) => void): Promise<boolean> {
    try {
      return (await this.#mirror.change(decide)) === 'done';
    } catch {
      // Storage did not take it; or it is gone, or on its way, and must not be changed.
      return false;
    }
  }

  #hear(message: ChannelMessage): void {
    if (message.type === 'wake') this.#wake(message.asked);
    if (message.type !== 'operations' || message.viewerId !== this.#options.viewerId) return;
    this.#mirror.hear(message.settled);
    this.#gatherTimer ??= this.#options.timers.set(() => {
      this.#gatherTimer = undefined;
      void this.refresh();
    }, GATHER);
  }

  #wake(force: boolean): void {
    this.#seenAt = this.#options.timers.now();
    this.#sender?.wake(force);
    this.#seek();
  }

  #notify(settled: readonly Settled[]): void {
    if (this.#closed) return;
    const operations = this.operations;
    this.#watchdog.watch(operations);
    this.#options.onChange(operations, settled);
    this.#seek();
  }

  /** Runs for office where there is something to send, sends what may go, and leaves when there is nothing. */
  #seek(): void {
    if (this.#closed) return;
    if (this.#isWanted()) {
      this.#campaign ??= this.#run();
      this.#sender?.look();
    } else if (this.#sender?.isIdle ?? true) {
      this.#campaign?.abort();
      this.#campaign = undefined;
    }
  }

  #run(): AbortController {
    const campaign = new AbortController();
    const { leadership, viewerId } = this.#options;
    void leadership.lead(viewerId, (term) => this.#serve(term.epoch, term.signal), campaign.signal);
    return campaign;
  }

  async #serve(epoch: number, signal: AbortSignal): Promise<void> {
    const { viewerId, storage, send, sendAll, timers, random } = this.#options;
    const mirror = this.#mirror;
    const sender = new Sender(
      {
        ...{ viewerId, storage, mirror, send, sendAll, timers, random },
        isAsleep: () => this.#isAsleep(),
        signIns: () => this.#signIns,
        onRest: () => this.#rest(),
      },
      epoch,
    );
    this.#sender = sender;
    // What the one before left, and what was written while it was in office.
    await this.refresh();
    await sender.run(signal);
  }

  #rest(): void {
    if (!this.#isWanted()) this.#seek();
  }

  /** Is there anything that this page should send, or see sent? */
  #isWanted(): boolean {
    const operations = [...this.#mirror.kept.values()];
    if (isOnHold(operations)) return false;
    if (!this.#isAsleep()) return operations.some(({ state }) => state === 'queued' || state === 'sending');
    return [...byCase(operations).values()].some((own) =>
      own.some((operation) => operation.attempts === 0 && isSendable(operation, own)),
    );
  }

  #isAsleep(): boolean {
    const { isHidden: hidden, timers } = this.#options;
    if (!hidden()) this.#seenAt = timers.now();
    return timers.now() - this.#seenAt > HIDDEN_PATIENCE;
  }

  #look(): void {
    const { channel, timers } = this.#options;
    const again = () => {
      if (!this.#isAsleep() && this.operations.length) void this.refresh();
      this.#look();
    };
    this.#lookTimer = timers.set(again, channel.isOpen ? LOOK : LOOK_WITHOUT_CHANNEL);
  }
}

function retry(change: Change, id: Id): void {
  overwrite(change, id);
  change.apply(id, { type: 'retry' });
}

function release(change: Change): void {
  const held = change.all.filter(({ state }) => state === 'held');
  for (const { id } of held) change.apply(id, { type: 'retry' });
}

function discard(change: Change, id: Id): void {
  const operation = change.get(id);
  const all = [...change.all.filter((other) => needs(other, operation)), operation];
  for (const one of all) change.settle(change.apply(one.id, { type: 'discard' }));
}

function edit(change: Change, id: Id, payload: Payload, newId: Id): void {
  overwrite(change, id);
  const dependents = change.all.filter(({ dependsOn }) => dependsOn === id);
  change.apply(id, { type: 'edit', id: newId, payload });
  for (const dependent of dependents) change.repoint(dependent.id, newId);
}

/** Whoever tries again after a conflict, or writes it anew, has seen the record as it now is. */
function overwrite(change: Change, id: Id): void {
  const version = currentVersion(change.get(id).failure);
  if (version !== undefined) change.apply(id, { type: 'rebase', version });
}

async function readAll(files: ReadonlyMap<Id, Blob>): Promise<ReadonlyMap<Id, ArrayBuffer>> {
  return new Map(
    await Promise.all([...files].map(async ([id, blob]) => [id, await blob.arrayBuffer()] as const)),
  );
}
