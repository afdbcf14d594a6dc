/**
 * What this browser keeps for the person in charge: who it is, what was read, what is being typed. Loaded beside the first
 * request, or with the first write; what is kept is never waited for by a request.
 */
import type { Attachment, Id } from '../model/case.js';
import type { Article } from '../model/article.js';
import type { Session } from '../model/session.js';
import type { CaseStorage, Channel, ChannelMessage, Kept, Leadership } from '../offline/storage.js';
import type { OutboxOptions } from '../offline/outbox.js';
import type { Cell } from './cell.js';
import { KeptChanges } from './kept-changes.js';
import { KeptReads } from './kept-reads.js';
import { openChannel } from '../offline/channel.js';
import { TabLeadership } from '../offline/leadership.js';
import { MemoryStorage } from '../offline/memory-storage.js';
import { openStorage } from '../offline/resilient-storage.js';
import type { StoreOptions } from './create-store.js';
import { Copies, type CachedThread } from './copies.js';
import { KNOWN_HERE } from './person.js';
import { alone, SILENT } from './solo.js';

/** What becomes of others on this device when somebody signs in; see `StoreOptions.others`. */
export type Others = 'seal' | 'keep' | 'wipe';

/** @param name of the database */
export type OpenStorage = (name: string) => Promise<CaseStorage> | CaseStorage;

interface KeeperOptions extends Pick<StoreOptions, 'userKey' | 'secret' | 'others'> {
  readonly cell: Cell;
  readonly storage: CaseStorage;
  readonly name: string;
  readonly channel: Channel;
  readonly leadership: Leadership;
  /** What is read is kept, too; otherwise only what is written. */
  readonly caches: boolean;
  /** Another tab: somebody else signed in, or nobody is signed in any more (null). */
  readonly onPerson: (viewerId: Id | null) => void;
}

/** Without a storage of the host's choice: for as long as the page lives, and shared with nobody. */
export async function openKeeper(
  cell: Cell,
  options: StoreOptions,
  onPerson: KeeperOptions['onPerson'],
): Promise<Keeper> {
  const { storage: open, name = databaseName(options.backend.identity) } = options;
  if (!open) {
    const storage = new MemoryStorage();
    const leadership = alone(storage);
    return new Keeper({ cell, storage, name, channel: SILENT, leadership, caches: false, onPerson });
  }
  const storage = open === 'disk' ? openStorage(name) : await open(name);
  const leadership = new TabLeadership({ storage, name, isShared: () => storage.health.kept === 'disk' });
  return new Keeper({
    ...options,
    cell,
    storage,
    name,
    channel: openChannel(name),
    leadership,
    caches: true,
    onPerson,
  });
}

function databaseName(identity: string): string {
  return `casement:${shortHash(identity)}`;
}

/** Two hashes of 32 bits: two backends of one page must not share a name by chance; nobody gains by making them. */
function shortHash(text: string): string {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (const letter of text) {
    const code = letter.codePointAt(0) ?? 0;
    a = Math.imul(a ^ code, 2654435761);
    b = Math.imul(b ^ code, 1597334677);
  }
  return [a, b].map((half) => (half >>> 0).toString(36)).join('');
}

export class Keeper {
  readonly storage: CaseStorage;
  /** What is read is kept, too. */
  readonly caches: boolean;
  readonly #name: string;
  readonly #channel: Channel;
  readonly #leadership: Leadership;
  readonly #options: KeeperOptions;
  readonly #reads: KeptReads;
  readonly #drafts = new Map<string, Set<() => void>>();
  readonly #ends: (() => void)[] = [];
  /** Whose drafts, records and operations these are; stays when a sign-in expires. */
  #viewerId: Id | null = null;
  /** The session that was written last, or read. */
  #session: Session | null = null;
  #admitting: Promise<void> = Promise.resolve();
  #copies: Copies | undefined;

  constructor(options: KeeperOptions) {
    const { cell, storage, name, channel, leadership, caches } = options;
    this.#options = options;
    this.storage = storage;
    this.caches = caches;
    this.#name = name;
    this.#channel = channel;
    this.#leadership = leadership;
    this.#reads = new KeptReads(cell, storage, () => this.#viewerId);
    const health = () => caches && cell.set({ storage: storage.health });
    this.#ends.push(
      storage.onHealth(health),
      cell.subscribe(() => this.#follow()),
    );
    this.#ends.push(this.#channel.listen((message) => this.#hear(message)));
    if (caches) cell.listCases = this.#reads.listCases;
    health();
    this.#follow();
  }

  /**
   * Shows what is kept of the person whom the host names, or of the last one where it names none. Nothing happens when it is
   * known already who this is, or that nobody is.
   * @returns whether a session came of it
   */
  async recall(): Promise<boolean> {
    const { cell, storage, userKey = null } = this.#options;
    const person = await storage.person(userKey, await this.#secret()).catch(() => undefined);
    const { session, phase } = cell.state;
    if (!person || session || phase === 'signed-out') return false;
    this.#session = person.session;
    this.#begin(person.viewerId);
    cell.set({ session: person.session, phase: 'ready', failure: null });
    return true;
  }

  /** Resolves when whoever is in charge can be written for; with whom. */
  async person(): Promise<Id | null> {
    await this.#until(() => this.#options.cell.state.phase !== 'starting');
    await this.#admitting;
    return this.#viewerId;
  }

  /** Nobody is in charge any more: what is on its way to storage is left. */
  leave(): void {
    this.#copies?.end();
    this.#copies = undefined;
    this.#viewerId = this.#session = null;
  }

  /** Takes a person off this device: the one given, or whoever would be shown next. */
  async wipe(viewerId: Id | null, what: 'delivered' | 'everything'): Promise<void> {
    this.leave();
    try {
      const id =
        viewerId ??
        (await this.storage.person(this.#options.userKey ?? null, await this.#secret()))?.viewerId;
      if (id) await this.storage.wipe(id, what);
    } catch {
      // Storage that fails says so by its health.
    }
    this.#channel.post({ type: 'person', viewerId: null });
  }

  /** What an outbox needs. Nothing is written before whoever wrote it can be written for. */
  outboxParts(): Pick<OutboxOptions, 'storage' | 'channel' | 'leadership'> {
    const { storage } = this;
    const admitted = async () => await this.#admitting;
    return {
      channel: this.#channel,
      leadership: this.#leadership,
      storage: {
        operations: (viewerId) => admitted().then(() => storage.operations(viewerId)),
        commit: (change) => admitted().then(() => storage.commit(change)),
        bytes: (...args) => storage.bytes(...args),
        onHealth: (listener) => storage.onHealth(listener),
        get health() {
          return storage.health;
        },
      },
    };
  }

  /** Notes of a case as they are kept. */
  async threadOf(caseId: Id): Promise<CachedThread | undefined> {
    const viewerId = this.#viewerId;
    if (!viewerId) return undefined;
    const kept = await this.storage.read<CachedThread>(viewerId, 'thread', caseId).catch(() => undefined);
    return kept?.value;
  }

  /** Keeps what others change up to date; undefined while nobody can be written for. */
  async changes(): Promise<KeptChanges | undefined> {
    const viewerId = await this.person();
    return viewerId && this.caches ? new KeptChanges(this.storage, viewerId) : undefined;
  }

  /** Runs in one tab at a time; @returns false: another one is at it. */
  async once(what: string, work: () => Promise<void>): Promise<boolean> {
    const run = async (lock: unknown) => {
      if (lock) await work();
      return lock !== null;
    };
    // Missing on pages without HTTPS, whatever the types say.
    const locks = globalThis.navigator?.locks as LockManager | undefined;
    return locks ? await locks.request(`${this.#name} ${what}`, { ifAvailable: true }, run) : await run({});
  }

  async readDraft<T>(id: string): Promise<Kept<T> | undefined> {
    const viewerId = await this.person();
    return viewerId ? await this.storage.read<T>(viewerId, 'draft', id).catch(() => undefined) : undefined;
  }

  async keepDraft(id: string, value: unknown, revision: number): Promise<number | null> {
    const viewerId = await this.person();
    if (!viewerId) return null;
    const kept = await this.storage.keepDraft(viewerId, id, value, revision).catch(() => null);
    if (kept !== null) this.#channel.post({ type: 'records', viewerId, ids: [draftName(id)] });
    return kept;
  }

  onDraft(id: string, listener: () => void): () => void {
    const name = draftName(id);
    const listeners = this.#drafts.get(name) ?? new Set();
    this.#drafts.set(name, listeners.add(listener));
    return () => void listeners.delete(listener);
  }

  async getArticle(id: Id, signal?: AbortSignal): Promise<Article> {
    return await this.#reads.getArticle(id, signal);
  }

  async getAttachment(attachment: Pick<Attachment, 'id' | 'caseId'>, signal?: AbortSignal): Promise<Blob> {
    return await this.#reads.getAttachment(attachment, signal);
  }

  close(): void {
    this.leave();
    for (const end of this.#ends.splice(0)) end();
    this.#channel.close();
    this.storage.close();
  }

  /** Whoever the backend names is admitted, once per session. */
  #follow(): void {
    const { session, phase } = this.#options.cell.state;
    if (!session || phase !== 'ready' || session === this.#session) return;
    this.#session = session;
    const { id } = session.viewer;
    if (id !== this.#viewerId) this.leave();
    this.#session = session;
    this.#admitting = this.#admit(session).catch(() => undefined);
    this.#begin(id);
  }

  async #admit(session: Session): Promise<void> {
    const { storage, userKey = null, others } = this.#options;
    const { id: viewerId } = session.viewer;
    if (this.caches) markKnown();
    const here = await storage.holdings().catch(() => []);
    await storage.admit({ viewerId, userKey, session, asOf: new Date().toISOString() }, await this.#secret());
    const away = here.filter((one) => one.viewerId !== viewerId);
    if (away.length) this.#channel.post({ type: 'person', viewerId });
    if (others === 'keep') return;
    const what = others === 'wipe' ? 'everything' : 'delivered';
    await Promise.all(away.map((one) => storage.wipe(one.viewerId, what)));
  }

  async #secret(): Promise<string | undefined> {
    try {
      return (await this.#options.secret?.()) ?? undefined;
    } catch {
      return undefined;
    }
  }

  #begin(viewerId: Id): void {
    if (this.#viewerId === viewerId && this.#copies) return;
    this.#viewerId = viewerId;
    const { cell, storage, caches } = this.#options;
    if (caches) this.#copies = new Copies(cell, storage, this.#reads, viewerId, () => this.#admitting);
  }

  #hear(message: ChannelMessage): void {
    if (message.type === 'person') {
      if (message.viewerId !== this.#viewerId) this.#options.onPerson(message.viewerId);
    } else if (message.type === 'records' && message.viewerId === this.#viewerId) {
      for (const name of message.ids) for (const listener of this.#drafts.get(name) ?? []) listener();
    }
  }

  async #until(holds: () => boolean): Promise<void> {
    if (holds()) return;
    await new Promise<void>((resolve) => {
      const end = this.#options.cell.subscribe(() => {
        if (!holds()) return;
        end();
        resolve();
      });
    });
  }
}

function markKnown(): void {
  try {
    localStorage.setItem(KNOWN_HERE, '1');
  } catch {
    // Refused: what is kept is shown a little later.
  }
}

function draftName(id: string): string {
  return `draft/${id}`;
}
