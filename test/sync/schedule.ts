/** One seeded life of a browser: customers write, tabs come and go, everything fails that can, and then all is well again. */
import type { Id } from '../../src/model/case.js';
import { BackendError } from '../../src/model/failure.js';
import type { Operation, Payload } from '../../src/model/operation.js';
import { TabLeadership } from '../../src/offline/leadership.js';
import { Outbox, type Entry } from '../../src/offline/outbox.js';
import { isFailure } from '../../src/offline/outcome.js';
import { Browser, type TabStorage } from './browser.js';
import { Random, Scheduler } from './clock.js';
import { bytesOf, Oracle, type Intent } from './oracle.js';
import { interpret, LARGEST_FILE, Server, type Request } from './server.js';
import { Tab } from './tab.js';

/** Where a deliberate break can be put; none in the tests of the product itself. */
export interface Seams {
  readonly request?: (operation: Operation, tries: number) => Partial<Request>;
  /** Takes any 2xx for an answer. */
  readonly trustsAnyAnswer?: boolean;
}

export interface Result {
  readonly seed: number;
  readonly violations: readonly { readonly fault: string; readonly detail: string }[];
  readonly written: number;
  readonly requests: number;
  readonly redundant: number;
  readonly tally: Tally;
  /** What the backend did, in its order. */
  readonly effects: string;
  /** What happened, for whoever looks into a failure. */
  readonly log: readonly string[];
}

/** How often happened what the promises are about. */
export interface Tally {
  /** The sign-in expired, of itself or as one request was answered. */
  expiries: number;
  /** Somebody else signed in. */
  switches: number;
  /** The clock was set ten years forward or back. */
  clockJumps: number;
  /** Requests that the network brought two or three times. */
  repeats: number;
  /** A page's count was held against what is outstanding. */
  looks: number;
}

export interface Conditions {
  /** The clock goes wrong now and then. */
  readonly clockJumps: boolean;
}

const ADA = 'ada';
const BEN = 'ben';
/** Length of the troubled part, ms. */
const TROUBLE = 180_000;
/** Longest time that the good end may take, in rounds of a minute. */
const ROUNDS = 25;
const DECADE = 10 * 365 * 86_400_000;

interface Page {
  readonly tab: Tab;
  readonly storage: TabStorage;
  outbox: Outbox;
  viewerId: Id;
  /** What the page shows. */
  shown: readonly Operation[];
}

export async function runSchedule(
  seed: number,
  flush: () => Promise<void>,
  seams: Seams = {},
  conditions: Conditions = { clockJumps: true },
): Promise<Result> {
  const wall = Date.now;
  const schedule = new Schedule(seed, flush, seams, conditions);
  Date.now = () => schedule.wallClock;
  try {
    return await schedule.run();
  } finally {
    Date.now = wall;
  }
}

class Schedule {
  readonly #seed: number;
  readonly #seams: Seams;
  readonly #random: Random;
  readonly #scheduler: Scheduler;
  readonly #oracle = new Oracle();
  readonly #server: Server;
  readonly #browser: Browser;
  readonly #log: string[] = [];
  readonly #batches: boolean;
  readonly #tries = new Map<Id, number>();
  #pages: Page[] = [];
  readonly #cases: { readonly id: Id; readonly viewerId: Id }[] = [];
  #count = 0;
  #clockOffset = 0;
  #isWell = false;
  readonly #conditions: Conditions;
  readonly #tally: Tally = { expiries: 0, switches: 0, clockJumps: 0, repeats: 0, looks: 0 };

  constructor(seed: number, flush: () => Promise<void>, seams: Seams, conditions: Conditions) {
    this.#seed = seed;
    this.#seams = seams;
    this.#conditions = conditions;
    const random = (this.#random = new Random(seed));
    this.#scheduler = new Scheduler(flush);
    this.#server = new Server(this.#scheduler, random, this.#oracle, this.#tally);
    this.#browser = new Browser(this.#scheduler, random, {
      storageFaults: random.chance(0.3) ? 0.05 : 0,
      channelLoss: random.chance(0.3) ? 0.3 : 0,
      hasLocks: random.chance(0.75),
      hasChannel: random.chance(0.85),
    });
    const { channelLoss, hasChannel } = this.#browser.conditions;
    this.#server.isDeaf = channelLoss > 0 || !hasChannel;
    this.#batches = random.chance(0.5);
    this.#server.faultRate = random.pick([0, 0.1, 0.3, 0.6]);
  }

  get wallClock(): number {
    return 1_800_000_000_000 + this.#scheduler.now + this.#clockOffset;
  }

  async run(): Promise<Result> {
    this.#signIn(ADA);
    for (const viewerId of [ADA, BEN]) this.#found(viewerId);
    for (let tabs = this.#random.between(1, 3); tabs > 0; tabs--) this.#openPage();
    const steps = this.#random.between(8, 30);
    for (let i = 0; i < steps; i++) {
      await this.#scheduler.runUntil(this.#scheduler.now + this.#random.below((2 * TROUBLE) / steps));
      this.#step();
      this.#compareCounts();
    }
    await this.#recover();
    const { violations, intents, requests, redundant, effects } = this.#oracle;
    return {
      seed: this.#seed,
      violations,
      written: intents.length,
      requests,
      redundant,
      tally: this.#tally,
      effects: effects.join(' '),
      log: this.#log,
    };
  }

  #step(): void {
    const random = this.#random;
    const page = this.#somePage();
    const dice = random.below(100);
    if (dice < 32) this.#write(page);
    else if (dice < 36) this.#edit(page);
    else if (dice < 42) this.#writeInTwoTabs(page);
    else if (dice < 48) this.#undo(page);
    else if (dice < 54) this.#handleOne(page);
    else if (dice < 57) this.#edit(page);
    else if (dice < 62) this.#crash(page);
    else if (dice < 68) this.#openPage();
    else if (dice < 72) this.#freeze(page);
    else if (dice < 75) this.#pages.filter(({ tab }) => tab.frozen).forEach((other) => this.#thaw(other));
    else if (dice < 81) this.#toggleNetwork();
    else if (dice < 86) this.#expire();
    else if (dice < 90) this.#switchPerson();
    else if (dice < 93) this.#setClock();
    else if (dice < 95) page.tab.hidden = !page.tab.hidden;
    else if (dice < 97) this.#killBrowser();
    else this.#server.touch(random.pick(this.#cases).id);
  }

  #note(text: string): void {
    this.#log.push(`${(this.#scheduler.now / 1000).toFixed(3)} ${text}`);
  }

  #found(viewerId: Id): void {
    for (let i = this.#random.between(1, 2); i > 0; i--) {
      const id = `case-${viewerId}-${i}`;
      this.#cases.push({ id, viewerId });
      this.#server.found(id);
    }
  }

  #openPage(): void {
    if (this.#pages.length >= 4 || !this.#server.signedIn) return;
    const tab = new Tab(`tab${++this.#count}`, this.#scheduler);
    const storage = this.#browser.storageOf(tab);
    const viewerId = this.#server.signedIn;
    const page: Page = {
      tab,
      storage,
      viewerId,
      shown: [],
      outbox: this.#outboxOf(tab, storage, viewerId, () => page),
    };
    this.#pages.push(page);
    page.outbox.release(viewerId);
    this.#note(`${tab.name} opens for ${viewerId}`);
  }

  #outboxOf(tab: Tab, storage: TabStorage, viewerId: Id, page: () => Page): Outbox {
    const leadership = new TabLeadership({
      storage,
      name: 'outbox',
      timers: tab.timers,
      locks: this.#browser.locksOf(tab),
    });
    const trusts = this.#seams.trustsAnyAnswer ?? false;
    const answer = async (operations: readonly Operation[], bytes?: ArrayBuffer) => {
      const requests = operations.map((operation) => this.#requestOf(operation, bytes));
      if (this.#random.chance(0.2)) this.#regret(tab, operations);
      const responses = await this.#server.exchange(tab, requests);
      const names = operations.map(({ id, attempts }) => `${this.#nameOf(id)}#${attempts}`).join(' ');
      this.#note(`${tab.name} hears ${responses.map(({ status }) => status).join(' ')} of ${names}`);
      return responses.map((response, i) => interpret(response, operations[i]?.id ?? '', trusts));
    };
    return new Outbox({
      viewerId,
      storage,
      leadership,
      channel: this.#browser.channelOf(tab),
      timers: tab.timers,
      random: this.#random.next,
      isHidden: () => tab.hidden,
      isOnline: () => this.#server.isReachable,
      send: async (operation, bytes) => {
        const [first] = await answer([operation], bytes);
        if (!first || isFailure(first)) throw new BackendError(first ?? { kind: 'protocol' });
        return first;
      },
      ...(this.#batches ? { sendAll: (operations: readonly Operation[]) => answer(operations) } : {}),
      onChange: (operations, settled) => {
        // Called once while the page is being made.
        if (this.#pages.some((one) => one.tab === tab)) page().shown = operations;
        for (const { operation, receipt } of settled) {
          if (operation.state === 'delivered' && receipt !== undefined)
            this.#oracle.hearDelivered(operation.id);
        }
      },
    });
  }

  #requestOf(operation: Operation, bytes?: ArrayBuffer): Request {
    const tries = (this.#tries.get(operation.id) ?? 0) + 1;
    this.#tries.set(operation.id, tries);
    const { id: key, viewerId } = operation;
    return { key, viewerId, operation, bytes, ...this.#seams.request?.(operation, tries) };
  }

  #somePage(): Page {
    const usable = this.#pages.filter(({ tab }) => !tab.frozen);
    if (usable.length) return this.#random.pick(usable);
    if (!this.#server.signedIn) this.#signIn(this.#random.pick([ADA, BEN]));
    for (const page of this.#pages) this.#thaw(page);
    if (!this.#pages.length) this.#openPage();
    return this.#random.pick(this.#pages);
  }

  #write(page: Page): void {
    const random = this.#random;
    const { viewerId } = page;
    const dice = random.below(100);
    if (dice < 20) {
      const id = `case-${++this.#count}`;
      this.#cases.push({ id, viewerId });
      void this.#submit(page, id, { kind: 'createCase', draft: { id, subject: 'Help' } });
      return;
    }
    const caseId = random.pick(this.#casesOf(page));
    if (dice < 65) {
      const draft = { id: `note-${++this.#count}`, text: 'Any news?' };
      void this.#submit(page, caseId, { kind: 'createNote', draft }, dice < 35);
    } else if (dice < 80)
      void this.#submit(page, caseId, { kind: 'updateCase', change: { subject: 'Better' } });
    else if (dice < 88)
      void this.#submit(page, caseId, { kind: 'transitionCase', transition: { action: 'close' } });
    else void this.#submit(page, caseId, { kind: 'markCaseRead', readUntil: '2026-01-01T00:00:00.000Z' });
  }

  /** One after the other, to the same case: whatever the tabs have heard of one another by then. */
  #writeInTwoTabs(page: Page): void {
    const [caseId] = this.#casesOf(page);
    const other = this.#pages.find(
      (one) => one !== page && one.viewerId === page.viewerId && !one.tab.frozen,
    );
    if (!caseId || !other) return;
    const note = (): Payload => ({
      kind: 'createNote',
      draft: { id: `note-${++this.#count}`, text: 'Any news?' },
    });
    // The other one is in office with this when the note is written.
    void this.#submit(other, caseId, { kind: 'markCaseRead', readUntil: '2026-01-01T00:00:00.000Z' });
    page.tab.after(this.#random.between(5, 40), () => void this.#submitInTurn(page, other, caseId, note));
  }

  async #submitInTurn(page: Page, other: Page, caseId: Id, note: () => Payload): Promise<void> {
    const { viewerId } = page;
    if (this.#isWell || other.viewerId !== viewerId || !(await this.#submit(page, caseId, note()))) return;
    other.tab.after(this.#random.below(60), () => {
      if (!this.#isWell && other.viewerId === viewerId) void this.#submit(other, caseId, note());
    });
  }

  /** Takes back in one tab what another is about to send, and what the one has not heard is on its way. */
  #regret(tab: Tab, operations: readonly Operation[]): void {
    for (const page of this.#pages.filter((one) => one.tab !== tab && !one.tab.frozen)) {
      const shown = page.shown.find(
        ({ id, state }) => state !== 'sending' && operations.some((sent) => sent.id === id),
      );
      if (shown && this.#random.chance(0.5)) this.#rewrite(page, shown);
      else if (shown) this.#discard(page, shown);
    }
  }

  /** Writes, and thinks better of it, where it was written or in another tab. */
  #undo(page: Page): void {
    this.#write(page);
    const other = this.#random.pick(this.#pages);
    other.tab.after(this.#random.below(250), () => {
      const last = other.shown.at(-1);
      if (!this.#isWell && last && last.state !== 'sending') this.#discard(other, last);
    });
  }

  /** Customers write to cases that they see. */
  #casesOf(page: Page): readonly Id[] {
    const isFiled = (id: Id) =>
      page.shown.some(({ payload, caseId }) => payload.kind === 'createCase' && caseId === id);
    return this.#cases
      .filter(
        ({ id, viewerId }) =>
          viewerId === page.viewerId && (isFiled(id) || this.#server.versionOf(id) !== null),
      )
      .map(({ id }) => id);
  }

  /** @returns whether it was kept */
  async #submit(page: Page, caseId: Id, payload: Payload, withFile = false): Promise<boolean> {
    const { viewerId } = page;
    const enqueuedAt = new Date(this.wallClock).toISOString();
    const base = {
      viewerId,
      caseId,
      enqueuedAt,
      baseVersion: this.#server.versionOf(caseId),
      dependsOn: null,
    };
    const main: Entry = { ...base, id: `op-${++this.#count}`, payload };
    const intents = [this.#begin(main, undefined)];
    const entries = [main];
    const files = new Map<Id, Blob>();
    if (withFile) {
      const id = `op-${++this.#count}`;
      const size = this.#random.chance(0.2) ? LARGEST_FILE + 1 : 3;
      const attachment = {
        id: `file-${id}`,
        caseId,
        noteId: null,
        name: 'photo.jpg',
        type: 'image/jpeg',
        size,
      };
      const file: Entry = { ...base, id, payload: { kind: 'putAttachment', attachment }, dependsOn: main.id };
      const intent = this.#begin(file, intents[0]);
      intents.push(intent);
      entries.push(file);
      // Node reads a real one in its own time.
      files.set(id, { arrayBuffer: async () => bytesOf(intent.name) } as Blob);
    }
    this.#note(
      `${page.tab.name} ${viewerId} writes ${intents.map(({ name }) => name).join(' + ')} on ${caseId}`,
    );
    const names = intents.map(({ name }) => name).join(' + ');
    try {
      await page.outbox.enqueue(entries, files);
    } catch {
      this.#note(`${page.tab.name} did not keep ${names}`);
      return false;
    }
    this.#note(`${page.tab.name} kept ${names}`);
    for (const intent of intents) this.#oracle.keep(intent);
    return true;
  }

  #begin({ id, payload, viewerId, caseId }: Entry, needs: Intent | undefined): Intent {
    const creates = payload.kind === 'createCase';
    const ordered = payload.kind !== 'putAttachment' && payload.kind !== 'markCaseRead';
    const name = `${payload.kind}:${id}`;
    return this.#oracle.begin(id, { name, viewerId, caseId, ordered, creates, needs });
  }

  #nameOf(id: Id): string {
    return this.#oracle.of(id)?.name ?? id;
  }

  /** The customer decides about something that is outstanding. */
  #handleOne(page: Page): void {
    const waiting = page.shown.filter(({ state }) => state !== 'sending');
    if (!waiting.length) return page.outbox.retry();
    const operation = this.#random.pick(waiting);
    if (this.#random.chance(0.5)) page.outbox.retry(operation.id);
    else this.#discard(page, operation);
  }

  #discard(page: Page, operation: Operation): void {
    this.#note(`${page.tab.name} discards ${this.#nameOf(operation.id)}`);
    void page.outbox.discard(operation.id).then((isOut) => {
      // Storage that neither answers nor can be read leaves it open.
      if (isOut || this.#browser.conditions.storageFaults > 0) this.#oracle.doubt(operation, isOut);
    });
  }

  #edit(page: Page): void {
    const notes = page.shown.filter(({ payload }) => payload.kind === 'createNote');
    // What does not go through is what customers come back to.
    const doubtful = notes.filter(({ inDoubt }) => inDoubt);
    if (notes.length) this.#rewrite(page, this.#random.pick(doubtful.length ? doubtful : notes));
  }

  #rewrite(page: Page, operation: Operation): void {
    if (operation.payload.kind !== 'createNote') return;
    const id = `op-${++this.#count}`;
    this.#oracle.rekey(operation.id, id);
    this.#note(`${page.tab.name} edits ${this.#nameOf(operation.id)}, now ${id}`);
    const payload: Payload = { kind: 'createNote', draft: { ...operation.payload.draft, text: 'Edited' } };
    void page.outbox.edit(operation.id, payload, id).then((edited) => {
      if (edited) this.#oracle.retire(operation.id);
    });
  }

  #crash({ tab }: Page): void {
    this.#note(`${tab.name} dies`);
    tab.die();
    this.#pages = this.#pages.filter((page) => page.tab !== tab);
  }

  #killBrowser(): void {
    this.#note('the browser is killed');
    for (const page of [...this.#pages]) this.#crash(page);
    this.#openPage();
  }

  /** Often just when it has begun to send. */
  #freeze(page: Page): void {
    const { tab } = page;
    if (this.#random.chance(0.5)) this.#write(page);
    this.#scheduler.after(this.#random.below(100), () => {
      if (this.#isWell || tab.frozen || !tab.alive) return;
      this.#note(`${tab.name} freezes`);
      tab.freeze();
    });
  }

  #thaw(page: Page): void {
    if (!page.tab.frozen) return;
    this.#note(`${page.tab.name} thaws`);
    page.tab.thaw();
    // A person may have left while it was frozen; pages find out as soon as they look.
    this.#follow(page);
  }

  #toggleNetwork(): void {
    this.#server.isReachable = !this.#server.isReachable;
    this.#note(this.#server.isReachable ? 'the network is back' : 'the network is gone');
    if (this.#server.isReachable) this.#wakeAll();
  }

  #wakeAll(): void {
    for (const { tab, outbox } of this.#pages) tab.after(0, () => outbox.wake());
  }

  #setClock(): void {
    const years = this.#random.chance(0.5) ? DECADE : -DECADE;
    if (!this.#conditions.clockJumps) return;
    this.#tally.clockJumps++;
    this.#clockOffset += years;
  }

  /** Whoever looks at a page sees as many as there are. */
  #compareCounts(): void {
    for (const { tab, outbox, shown } of this.#pages) {
      this.#tally.looks++;
      if (shown.length !== outbox.operations.length)
        this.#oracle.accuse('not shown', `${tab.name} shows ${shown.length} of ${outbox.operations.length}`);
    }
  }

  #expire(): void {
    if (this.#server.signedIn) {
      this.#tally.expiries++;
      this.#note('the sign-in expires');
      this.#server.signedIn = null;
    } else this.#signIn(this.#pages[0]?.viewerId ?? ADA);
  }

  #switchPerson(): void {
    this.#tally.switches++;
    this.#signIn(this.#server.signedIn === ADA ? BEN : ADA);
  }

  #signIn(viewerId: Id): void {
    this.#note(`${viewerId} signs in`);
    this.#server.signedIn = viewerId;
    for (const page of this.#pages) page.tab.after(this.#random.below(2_000), () => this.#follow(page));
  }

  /** A page finds out who is signed in. */
  #follow(page: Page): void {
    const viewerId = this.#server.signedIn;
    if (!viewerId) return;
    if (page.viewerId !== viewerId) {
      page.outbox.close();
      page.viewerId = viewerId;
      page.shown = [];
      page.outbox = this.#outboxOf(page.tab, page.storage, viewerId, () => page);
    }
    page.outbox.release(viewerId);
  }

  /** All is well from now on: whatever was kept must arrive, and every page must show that. */
  async #recover(): Promise<void> {
    this.#note('all is well');
    this.#isWell = true;
    this.#server.faultRate = 0;
    this.#server.isReachable = true;
    this.#browser.conditions.storageFaults = 0;
    this.#browser.conditions.channelLoss = 0;
    for (const { tab } of this.#pages) tab.hidden = false;
    // One that stays frozen must not keep the others from delivering.
    const frozen = this.#pages.filter(({ tab }) => tab.frozen);
    for (const page of frozen.slice(this.#pages.length > frozen.length ? 1 : 0)) this.#thaw(page);
    for (const viewerId of [ADA, BEN]) await this.#settle(viewerId);
    this.#oracle.close();
  }

  async #settle(viewerId: Id): Promise<void> {
    this.#signIn(viewerId);
    if (!this.#pages.some(({ tab }) => !tab.frozen)) this.#openPage();
    for (let round = 0; round < ROUNDS; round++) {
      await this.#pass(round === 0 ? 45_000 : 60_000);
      const left = await this.#browser.disk.operations(viewerId);
      if (!left.length && !this.#pages.some(({ tab }) => tab.frozen)) return await this.#checkShown(viewerId);
      // What a frozen page was about to keep comes now.
      if (!left.length) for (const one of this.#pages) this.#thaw(one);
      const page = this.#pages.find(({ tab }) => !tab.frozen);
      const refused = left.find(({ state }) => state === 'refused');
      // What does not wait for the customer has had its time.
      const late =
        round > 1
          ? left.find((operation) => operation.state !== 'refused' && !this.#waits(operation, left))
          : undefined;
      if (late) return this.#oracle.accuse('stuck', `${this.#nameOf(late.id)} is ${late.state}`);
      if (page && refused && round > 1 && !this.#decide(page, refused)) return;
    }
    this.#oracle.accuse('stuck', `${viewerId} was never done`);
  }

  async #pass(ms: number): Promise<void> {
    await this.#scheduler.runUntil(this.#scheduler.now + ms);
  }

  /** Is there something refused in its case that has to be decided first? */
  #waits(operation: Operation, all: readonly Operation[]): boolean {
    const intent = this.#oracle.of(operation.id);
    return all.some((other) => {
      const earlier = this.#oracle.of(other.id);
      if (!intent || !earlier || earlier.caseId !== intent.caseId || other.seq >= operation.seq) return false;
      const blocks = earlier === intent.needs || earlier.creates || (earlier.ordered && intent.ordered);
      return blocks && (other.state === 'refused' || this.#waits(other, all));
    });
  }

  /** What changed meanwhile is overwritten, what cannot be is given up. */
  #decide(page: Page, operation: Operation): boolean {
    const status = operation.failure?.status;
    if (status === 412) page.outbox.retry(operation.id);
    else if (status === 413 || status === 404) this.#discard(page, operation);
    else {
      const reason = status ?? operation.failure?.kind ?? 'nothing';
      this.#oracle.accuse('stuck', `${this.#nameOf(operation.id)} was refused with ${reason}`);
      return false;
    }
    return true;
  }

  async #checkShown(viewerId: Id): Promise<void> {
    await this.#pass(20_000);
    for (const { tab, outbox } of this.#pages.filter((page) => page.viewerId === viewerId)) {
      if (outbox.operations.length)
        this.#oracle.accuse('not shown', `${tab.name} still shows what is delivered`);
    }
  }
}
