/** Figures of single promises, in virtual time, with the outbox itself: one bad write among many, an outage, a death at any step. */
import type { Id } from '../../src/model/case.js';
import { BackendError, type Failure } from '../../src/model/failure.js';
import type { Operation, Payload } from '../../src/model/operation.js';
import { parseRetryAfter } from '../../src/backend/rest/problem.js';
import { TabLeadership } from '../../src/offline/leadership.js';
import { MemoryStorage } from '../../src/offline/memory-storage.js';
import { Outbox, type Entry, type OutboxOptions } from '../../src/offline/outbox.js';
import { isFailure } from '../../src/offline/outcome.js';
import { alone, SILENT } from '../../src/store/solo.js';
import { Browser } from './browser.js';
import { Random, Scheduler } from './clock.js';
import { bytesOf, Oracle, type Intent } from './oracle.js';
import { interpret, Server } from './server.js';
import { Tab } from './tab.js';

type Flush = () => Promise<void>;

const VIEWER = 'ada';
const MINUTE = 60_000;

function anEntry(id: Id, caseId: Id, payload: Payload, dependsOn: Id | null = null): Entry {
  const enqueuedAt = '2026-01-01T00:00:00.000Z';
  return { id, viewerId: VIEWER, caseId, payload, enqueuedAt, baseVersion: null, dependsOn };
}

const aNote = (id: Id, caseId: Id): Entry =>
  anEntry(id, caseId, { kind: 'createNote', draft: { id: `note-${id}`, text: 'Any news?' } });

function aFile(id: Id, note: Entry): Entry {
  const { caseId } = note;
  const attachment = { id: `file-${id}`, caseId, noteId: null, name: 'a.jpg', type: 'image/jpeg', size: 3 };
  return anEntry(id, caseId, { kind: 'putAttachment', attachment }, note.id);
}

/** A page of its own, with storage of its own. */
function anOutbox(
  tab: Tab,
  send: OutboxOptions['send'],
  options: Partial<OutboxOptions> = {},
): { readonly outbox: Outbox; shown: readonly Operation[] } {
  const storage = new MemoryStorage();
  const page: { outbox: Outbox; shown: readonly Operation[] } = {
    shown: [],
    outbox: new Outbox({
      viewerId: VIEWER,
      storage,
      channel: SILENT,
      leadership: alone(storage),
      timers: tab.timers,
      isHidden: () => tab.hidden,
      isOnline: () => true,
      send,
      onChange: (operations) => void (page.shown = operations),
      ...options,
    }),
  };
  return page;
}

export interface PoisonFigures {
  readonly delivered: number;
  /** Shown as refused, with the backend's reason. */
  readonly refused: number;
  /** Of the same case, behind it. */
  readonly waiting: number;
  /** Delivered after the customer discarded what was refused. */
  readonly afterDiscard: number;
}

const REASON = 'The words are too many.';

/** Fifty writes to ten cases, of which the backend refuses one for good. */
export async function measurePoison(flush: Flush, bad: 'file' | 'last' | 'middle'): Promise<PoisonFigures> {
  const scheduler = new Scheduler(flush);
  const tab = new Tab('tab', scheduler);
  const entries = Array.from({ length: 50 }, (_, n) => aNote(`op-${n}`, `case-${n % 10}`));
  const place = bad === 'middle' ? 13 : 43;
  const note = entries[3];
  if (bad === 'file' && note) entries[place] = aFile(`op-${place}`, note);
  const delivered: Id[] = [];
  const page = anOutbox(tab, async ({ id }) => {
    await new Promise<void>((resolve) => tab.after(20, resolve));
    if (id === `op-${place}`) throw new BackendError({ kind: 'invalid', status: 422, detail: REASON });
    delivered.push(id);
    return { receipt: id, version: '1' };
  });
  const bytes = { arrayBuffer: async () => bytesOf('abc') } as Blob;
  void page.outbox.enqueue(entries, new Map(bad === 'file' ? [[`op-${place}`, bytes]] : []));
  await scheduler.runUntil(5 * MINUTE);
  const before = delivered.length;
  const refused = page.shown.filter(
    ({ state, failure }) => state === 'refused' && failure?.detail === REASON,
  );
  const waiting = page.shown.length - refused.length;
  for (const { id } of refused) void page.outbox.discard(id);
  await scheduler.runUntil(10 * MINUTE);
  page.outbox.close();
  return { delivered: before, refused: refused.length, waiting, afterDiscard: delivered.length };
}

export interface JitterFigures {
  readonly clients: number;
  readonly retries: number;
  /** Share of all retries in the fullest second. */
  readonly fullestSecond: number;
  /** The longest pause between two tries, ms. */
  readonly longestPause: number;
}

export interface OutageOptions {
  readonly clients: number;
  /** ms */
  readonly length: number;
  /** Of the `Retry-After` header. */
  readonly retryAfter?: (now: number) => string;
  /** Nobody looks at the pages. */
  readonly hidden?: boolean;
}

/** When each client asked a backend that answers 503, in ms from the moment when all of them first did. */
export async function tryInOutage(
  flush: Flush,
  options: OutageOptions,
): Promise<readonly (readonly number[])[]> {
  const { clients, length, retryAfter, hidden = false } = options;
  const scheduler = new Scheduler(flush);
  const random = new Random(1);
  const began = 1_800_000_000_000;
  const header = (): number | undefined =>
    parseRetryAfter(retryAfter?.(began + scheduler.now) ?? null, began + scheduler.now);
  const all = Array.from({ length: clients }, (_, n) => {
    const tab = new Tab(`tab${n}`, scheduler);
    tab.hidden = hidden;
    const tries: number[] = [];
    const refuse = async (): Promise<never> => {
      tries.push(scheduler.now);
      const wait = header();
      const failure: Failure = {
        kind: 'unavailable',
        status: 503,
        ...(wait === undefined ? {} : { retryAfter: wait }),
      };
      throw new BackendError(failure);
    };
    const { outbox } = anOutbox(tab, refuse, { random: random.next });
    void outbox.enqueue([aNote(`op-${n}`, `case-${n}`)]);
    return { outbox, tries };
  });
  await scheduler.runUntil(length);
  for (const { outbox } of all) outbox.close();
  return all.map(({ tries }) => tries);
}

/** A thousand clients that lost the backend in the same moment. */
export async function measureJitter(flush: Flush): Promise<JitterFigures> {
  const all = await tryInOutage(flush, { clients: 1000, length: 30 * MINUTE });
  const seconds = new Map<number, number>();
  let retries = 0;
  let longestPause = 0;
  for (const tries of all) {
    for (const [n, at] of tries.slice(1).entries()) {
      retries++;
      longestPause = Math.max(longestPause, at - (tries[n] ?? 0));
      const second = Math.floor(at / 1000);
      seconds.set(second, (seconds.get(second) ?? 0) + 1);
    }
  }
  return {
    clients: all.length,
    retries,
    fullestSecond: Math.max(...seconds.values()) / retries,
    longestPause,
  };
}

export interface CrashFigures {
  /** Steps at which the page was killed. */
  readonly steps: number;
  readonly lives: number;
  readonly violations: readonly string[];
}

/** Lives per step: what was under way at the moment of death happens, or does not. */
const LIVES = 8;

/** A case, notes, a file and the close, written without a network; the page is killed at every step, and another one goes on. */
export async function measureCrashes(flush: Flush): Promise<CrashFigures> {
  const violations: string[] = [];
  let steps = 0;
  for (let died = true; died;) {
    died = false;
    for (let seed = 1; seed <= LIVES; seed++) {
      const life = new Life(flush, seed, steps + 1);
      violations.push(...(await life.run()));
      died ||= life.died;
    }
    if (died) steps++;
  }
  return { steps, lives: steps * LIVES, violations };
}

class Life {
  died = false;
  readonly #scheduler: Scheduler;
  readonly #oracle = new Oracle();
  readonly #server: Server;
  readonly #browser: Browser;
  readonly #random: Random;
  #left: number;
  #pages = 0;

  /** @param step at which the first page is killed: a call of storage, or a request */
  constructor(flush: Flush, seed: number, step: number) {
    this.#random = new Random(seed);
    this.#scheduler = new Scheduler(flush);
    this.#server = new Server(this.#scheduler, this.#random, this.#oracle, { expiries: 0, repeats: 0 });
    const conditions = { storageFaults: 0, channelLoss: 0, hasLocks: seed % 2 === 0, hasChannel: true };
    this.#browser = new Browser(this.#scheduler, this.#random, conditions);
    this.#server.signedIn = VIEWER;
    this.#server.isReachable = false;
    this.#left = step;
  }

  async run(): Promise<readonly string[]> {
    const first = this.#open();
    void this.#write(first);
    await this.#scheduler.runUntil(2_000);
    this.#server.isReachable = true;
    first.wake();
    await this.#scheduler.runUntil(10_000);
    const second = this.#open();
    await this.#scheduler.runUntil(5 * MINUTE);
    this.#oracle.close();
    for (const { id, state } of second.operations) this.#oracle.accuse('stuck', `${id} is ${state}`);
    return this.#oracle.violations.map(({ fault, detail }) => `${fault}: ${detail}`);
  }

  #open(): Outbox {
    const tab = new Tab(`tab${++this.#pages}`, this.#scheduler);
    const count = (): void => this.#count(tab);
    const disk = this.#browser.storageOf(tab);
    const storage = {
      ...disk,
      commit: counted(disk.commit, count),
      beginTerm: counted(disk.beginTerm, count),
      bytes: counted(disk.bytes, count),
      endTerm: counted(disk.endTerm, count),
    };
    const outbox = new Outbox({
      viewerId: VIEWER,
      storage,
      leadership: new TabLeadership({
        storage,
        name: 'outbox',
        timers: tab.timers,
        locks: this.#browser.locksOf(tab),
      }),
      channel: this.#browser.channelOf(tab),
      timers: tab.timers,
      random: this.#random.next,
      isHidden: () => false,
      isOnline: () => this.#server.isReachable,
      send: async (operation, bytes) => {
        const request = { key: operation.id, viewerId: VIEWER, operation, bytes };
        const exchanged = this.#server.exchange(tab, [request]);
        count();
        const [response] = await exchanged;
        const answer = response && interpret(response, operation.id);
        if (!answer || isFailure(answer)) throw new BackendError(answer ?? { kind: 'protocol' });
        return answer;
      },
      onChange: () => undefined,
    });
    outbox.release(VIEWER);
    return outbox;
  }

  #count(tab: Tab): void {
    if (this.#pages > 1 || --this.#left !== 0) return;
    this.died = true;
    tab.die();
  }

  async #write(outbox: Outbox): Promise<void> {
    const caseId = 'case-1';
    const note = aNote('op-2', caseId);
    const entries = [
      anEntry('op-1', caseId, { kind: 'createCase', draft: { id: caseId, subject: 'Help' } }),
      note,
      aFile('op-3', note),
      aNote('op-4', caseId),
      anEntry('op-5', caseId, { kind: 'transitionCase', transition: { action: 'close' } }),
    ];
    const intents = new Map<Id, Intent>();
    for (const { id, payload, dependsOn } of entries) {
      const ordered = payload.kind !== 'putAttachment';
      const creates = payload.kind === 'createCase';
      const needs = dependsOn === null ? undefined : intents.get(dependsOn);
      const name = `${payload.kind}:${id}`;
      const intent = this.#oracle.begin(id, { name, viewerId: VIEWER, caseId, ordered, creates, needs });
      intents.set(id, intent);
    }
    for (const entry of entries) {
      const intent = intents.get(entry.id);
      const bytes = { arrayBuffer: async () => bytesOf(intent?.name ?? '') } as Blob;
      const files = new Map(entry.payload.kind === 'putAttachment' ? [[entry.id, bytes]] : []);
      await outbox.enqueue([entry], files);
      if (intent) this.#oracle.keep(intent);
    }
  }
}

/** Runs `count` when a call is under way. */
function counted<A extends unknown[], T>(call: (...args: A) => Promise<T>, count: () => void) {
  return async (...args: A): Promise<T> => {
    const answer = call(...args);
    count();
    return await answer;
  };
}
