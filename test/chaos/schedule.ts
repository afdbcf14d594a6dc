/** One seeded schedule: two tabs, writes, faults, reloads, deaths, another person; then everything heals and must arrive. */
import type { Page } from '@playwright/test';
import { CASES } from '../../demo/server/fixtures.js';
import type { CaseProvider } from '../../src/elements/case-provider.js';
import { RealBrowser } from './browser.js';
import type { Desk, Who } from './desk.js';
import { bytesOf, judge, type Entry } from './journal.js';
import { randomOf, type Random } from './random.js';

const STEPS = 14;
/** How long a page may take to know who is signed in, and to say "Saved", ms. */
const READY_PATIENCE = 2500;
const SAVE_PATIENCE = 5000;
/** How long nothing must wait before it is believed, ms. */
const CALM = 1500;
/** How long everything may take to arrive once nothing is in its way, ms. */
const ARRIVAL_PATIENCE = 90_000;

export interface Result {
  readonly faults: readonly string[];
  readonly written: number;
  readonly acked: number;
  readonly kills: number;
}

interface Wish {
  readonly kind: Entry['kind'];
  readonly caseId: string;
  readonly words: string;
  readonly bytes: readonly number[];
}

export async function runSchedule(
  desk: Desk,
  random: Random,
  prefix: string,
  executable: string,
): Promise<Result> {
  const browser = await RealBrowser.start(executable);
  // Chances of their own: how many requests a page makes is a matter of time.
  desk.proxy.follow(randomOf(random.below(2 ** 31)));
  try {
    const schedule = new Schedule(desk, browser, random, prefix);
    await schedule.run();
    const stuck = await schedule.heal();
    const faults = [...stuck, ...(await judge(schedule.entries, prefix, desk.backend.db))];
    const acked = schedule.entries.filter((entry) => entry.acked).length;
    return { faults, written: schedule.entries.length, acked, kills: browser.kills };
  } finally {
    desk.proxy.harm(0);
    await browser.close();
  }
}

class Schedule {
  readonly entries: Entry[] = [];
  readonly #desk: Desk;
  readonly #browser: RealBrowser;
  readonly #random: Random;
  readonly #prefix: string;
  #who: Who = 'ada';
  #wishes = 0;
  #tabs: Page[] = [];
  #isOffline = false;
  /** Cases that each person may still write to. */
  readonly #open: Record<Who, string[]> = { ada: [CASES.adaOpen], ben: [] };

  constructor(desk: Desk, browser: RealBrowser, random: Random, prefix: string) {
    this.#desk = desk;
    this.#browser = browser;
    this.#random = random;
    this.#prefix = prefix;
  }

  async run(): Promise<void> {
    this.#desk.proxy.harm(0);
    await this.#openTabs();
    await this.#whenReady();
    for (let step = 0; step < STEPS; step++) await this.#step();
  }

  async #step(): Promise<void> {
    const dice = this.#random.next();
    if (dice < 0.52) await this.#write();
    else if (dice < 0.62) this.#desk.proxy.harm(this.#random.pick([0, 0.3, 0.6]));
    else if (dice < 0.7) await this.#setOffline(!this.#isOffline);
    else if (dice < 0.77) await this.#reload();
    else if (dice < 0.87) await this.#killRenderer();
    else if (dice < 0.95) await this.#killBrowser();
    else await this.#switchPerson();
  }

  async #openTabs(): Promise<void> {
    this.#tabs = [];
    for (let tab = 0; tab < 2; tab++) this.#tabs.push(await this.#browser.open(this.#address(this.#who)));
    this.#isOffline = false;
  }

  #address(who: Who): string {
    return `${this.#desk.url}/as/${who}`;
  }

  /** Both tabs know who is signed in, or have had their time: a page that is harmed may never know. */
  async #whenReady(): Promise<void> {
    const isReady = (): boolean =>
      document.querySelector<CaseProvider>('case-provider')?.store?.get().phase === 'ready';
    const waits = this.#tabs.map((tab) =>
      tab.waitForFunction(isReady, undefined, { timeout: READY_PATIENCE }).catch(() => undefined),
    );
    await Promise.all(waits);
  }

  async #write(): Promise<void> {
    const tab = this.#random.pick(this.#tabs);
    const wish = this.#wish();
    const entry: Entry = {
      who: this.#who,
      kind: wish.kind,
      words: wish.words,
      caseId: wish.caseId,
      acked: false,
    };
    const file: Entry | undefined = wish.bytes.length
      ? { ...entry, kind: 'file', words: `${wish.words}.txt` }
      : undefined;
    const saving = tab.evaluate(writeInPage, { ...wish, patience: SAVE_PATIENCE }).catch(() => undefined);
    // Now and then death comes while it is being saved.
    if (this.#random.chance(0.2)) {
      await pause(this.#random.below(60));
      await (this.#random.chance(0.5) ? this.#killRenderer() : this.#killBrowser());
    }
    const saved = await saving;
    const acked = saved?.kept === 'disk';
    const caseId = wish.kind === 'case' ? (saved?.id ?? '') : wish.caseId;
    // Without an id nothing can be said of it; it is in no other entry's way.
    if (!caseId) return;
    this.entries.push({ ...entry, caseId, acked });
    if (file) this.entries.push({ ...file, caseId, acked });
    const open = this.#open[this.#who];
    if (wish.kind === 'case' && acked) open.push(caseId);
    if (wish.kind === 'close') open.splice(open.indexOf(caseId), 1);
  }

  #wish(): Wish {
    // Never the same again, although some leave no entry: what a page that died had kept may arrive all the same.
    const words = `${this.#prefix} ${this.#wishes++}`;
    const open = this.#open[this.#who];
    const own = open.filter((id) => id !== CASES.adaOpen);
    const withFile = this.#random.chance(0.25);
    const bytes = withFile ? [...bytesOf(`${words}.txt`)] : [];
    if (!open.length || this.#random.chance(0.25)) return { kind: 'case', caseId: '', words, bytes };
    if (own.length && this.#random.chance(0.1))
      return { kind: 'close', caseId: this.#random.pick(own), words, bytes: [] };
    return { kind: 'note', caseId: this.#random.pick(open), words, bytes };
  }

  async #setOffline(offline: boolean): Promise<void> {
    this.#isOffline = offline;
    // Both tabs are of one context, of which one that is closed knows as well.
    await this.#tabs[0]
      ?.context()
      .setOffline(offline)
      .catch(() => undefined);
  }

  async #reload(): Promise<void> {
    if (this.#isOffline) await this.#setOffline(false);
    const tab = this.#random.pick(this.#tabs);
    await tab.reload({ waitUntil: 'commit', timeout: READY_PATIENCE }).catch(() => undefined);
    await this.#whenReady();
  }

  async #killRenderer(): Promise<void> {
    await this.#browser.killRenderer((pids) => this.#random.pick(pids));
    await pause(50);
    await this.#replaceDead();
  }

  async #killBrowser(): Promise<void> {
    await this.#browser.killAndRestart();
    await this.#openTabs();
    await this.#whenReady();
  }

  /** Crashed tabs are opened anew: while one of any page is left, the browser stays offline, whatever it is told. */
  async #replaceDead(): Promise<void> {
    const tabs = this.#browser.tabs;
    const alive = await Promise.all(tabs.map((tab) => isAlive(tab)));
    const living = new Set(tabs.filter((_, index) => alive[index]));
    const renewed: Page[] = [];
    // The new ones come first: a browser ends with its last tab.
    for (const [index, tab] of this.#tabs.entries())
      if (!living.has(tab)) renewed.push((this.#tabs[index] = await this.#browser.openEmpty()));
    for (const tab of tabs) if (!living.has(tab)) await tab.close().catch(() => undefined);
    if (this.#isOffline) await this.#setOffline(false);
    for (const tab of renewed) await tab.goto(this.#address(this.#who), { waitUntil: 'commit' });
    await this.#whenReady();
  }

  async #switchPerson(): Promise<void> {
    if (this.#isOffline) await this.#setOffline(false);
    this.#who = this.#who === 'ada' ? 'ben' : 'ada';
    for (const tab of this.#tabs)
      await tab.goto(this.#address(this.#who), { waitUntil: 'commit' }).catch(() => undefined);
    await this.#whenReady();
  }

  /** Ends every trouble and waits until nothing waits any more, for each person. @returns what did not arrive */
  async heal(): Promise<string[]> {
    this.#desk.proxy.harm(0);
    const stuck: string[] = [];
    await this.#browser.killAndRestart();
    for (const who of ['ada', 'ben'] as const) {
      const tab = await this.#browser.open(this.#address(who));
      const left = await tab.evaluate(deliverAll, { patience: ARRIVAL_PATIENCE, calm: CALM });
      stuck.push(...left.map((what) => `stuck: ${who}, ${what}`));
      await tab.close();
    }
    return stuck;
  }
}

async function isAlive(tab: Page): Promise<boolean> {
  const answer = tab.evaluate(() => true).catch(() => false);
  return await Promise.race([answer, pause(1500).then(() => false)]);
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** In the page: writes, and answers when "Saved" may be said, or when patience is over. */
async function writeInPage({ kind, caseId, words, bytes, patience }: Wish & { patience: number }) {
  const store = document.querySelector<CaseProvider>('case-provider')?.store;
  if (store?.get().phase !== 'ready') return undefined;
  const files = bytes.length
    ? [new File([new Uint8Array(bytes)], `${words}.txt`, { type: 'text/plain' })]
    : [];
  const submission =
    kind === 'case'
      ? store.createCase({ subject: words, deflection: { query: words } }, files)
      : kind === 'close'
        ? store.transition(caseId, { action: 'close' })
        : store.addNote(caseId, { text: words, files });
  const late = new Promise<'late'>((resolve) => setTimeout(() => resolve('late'), patience));
  return { id: submission.id, kept: await Promise.race([submission.kept, late]) };
}

/** In the page: tries again what was refused or held, until nothing waits. @returns what does */
async function deliverAll({ patience, calm }: { patience: number; calm: number }): Promise<string[]> {
  const end = performance.now() + patience;
  let since = performance.now();
  /** Counted past the product: an outbox that was not read yet shows nothing, either. */
  const countOnDisk = async (viewerId: string | undefined): Promise<number> => {
    const names = (await indexedDB.databases()).map(({ name = '' }) => name);
    const name = names.find((one) => one.startsWith('casement:'));
    if (!name) return 0;
    const settled = async <T>(request: IDBRequest<T>): Promise<T> =>
      await new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error ?? new Error('unreadable'));
      });
    const database = await settled(indexedDB.open(name));
    const operations = database.transaction('operations').objectStore('operations');
    const all = (await settled(operations.getAll())) as { viewerId: string }[];
    database.close();
    return all.filter((one) => one.viewerId === viewerId).length;
  };
  for (;;) {
    const store = document.querySelector<CaseProvider>('case-provider')?.store;
    const state = store?.get();
    const waiting = store?.undelivered() ?? [];
    // The session must have come from the backend before nothing means nothing.
    const isKnown = state?.phase === 'ready' && state.storage.kept === 'disk' && state.live !== 'off';
    const isWaiting = waiting.length > 0 || (await countOnDisk(state?.session?.viewer.id)) > 0;
    if (!store || !isKnown || isWaiting) since = performance.now();
    else if (performance.now() - since > calm) return [];
    if (performance.now() > end)
      return isKnown
        ? waiting.map(
            ({ payload, state: of, failure }) => `${payload.kind} is ${of} (${failure?.kind ?? ''})`,
          )
        : [
            `the page is ${state?.phase ?? 'without a store'}, storage ${JSON.stringify(state?.storage)}, live ${state?.live}`,
          ];
    for (const { id, state: of } of waiting) if (of === 'refused') store?.retry(id);
    await store?.sync();
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
