/** What the model says about the promises, a line each: the name of the promise, what was seen, and whether that is enough. */
import type * as main from '../../test/sync/main.js';
import type { Result, Tally } from '../../test/sync/main.js';
import { printGate } from './gate.js';

const flush = async (): Promise<void> => await new Promise((resolve) => setImmediate(resolve));
const MINUTE = 60_000;
/** Schedules a promise must hold in to count as shown. */
const LEAST_SCHEDULES = 300;
/** Largest share of a thousand clients' retries in one second. */
const FULLEST_SECOND = 0.05;

/** How often schedules met what a promise is about. */
export class Tallies {
  readonly #schedules = new Map<keyof Tally, number>();
  readonly #times = new Map<keyof Tally, number>();

  add(result: Result): void {
    for (const [what, times] of Object.entries(result.tally) as [keyof Tally, number][]) {
      this.#times.set(what, (this.#times.get(what) ?? 0) + times);
      if (times > 0) this.#schedules.set(what, (this.#schedules.get(what) ?? 0) + 1);
    }
  }

  schedules(what: keyof Tally): number {
    return this.#schedules.get(what) ?? 0;
  }

  times(what: keyof Tally): number {
    return this.#times.get(what) ?? 0;
  }
}

/**
 * The promises that every schedule is about.
 * @param faults times that each kind of fault was seen
 */
export function printSoak(schedules: number, tallies: Tallies, faults: ReadonlyMap<string, number>): boolean {
  const of = (...kinds: readonly string[]): number =>
    kinds.reduce((sum, kind) => sum + (faults.get(kind) ?? 0), 0);
  const met = (what: keyof Tally): string =>
    `${tallies.schedules(what)} schedules, ${tallies.times(what)} times`;
  const wrong = of(...faults.keys());
  const enough = (what: keyof Tally): boolean =>
    tallies.schedules(what) >= Math.min(LEAST_SCHEDULES, schedules / 20);
  return [
    printGate('R1', wrong === 0, `${schedules} schedules, ${wrong} faults of any kind`),
    printGate(
      'R4',
      enough('expiries') && of('lost') === 0,
      `the sign-in expired in ${met('expiries')}: ${of('lost')} lost`,
    ),
    printGate(
      'R5',
      enough('repeats') && of('duplicated') === 0,
      `the network brought a request two or three times in ${met('repeats')}: ${of('duplicated')} duplicated`,
    ),
    printGate(
      'R14',
      enough('switches') && of('sent as another') === 0,
      `somebody else signed in in ${met('switches')}: ${of('sent as another')} sent as another`,
    ),
    printGate(
      'R16',
      of('not shown') === 0,
      `${tallies.times('looks')} looks at pages: ${of('not shown')} showed another number than is outstanding`,
    ),
  ].every(Boolean);
}

/** The promises that have a life of their own. */
export async function printScenes(model: typeof main): Promise<boolean> {
  return [await poison(model), await pauses(model), await clock(model), await deaths(model)].every(Boolean);
}

async function poison({ measurePoison }: typeof main): Promise<boolean> {
  const [file, last, middle] = await Promise.all([
    measurePoison(flush, 'file'),
    measurePoison(flush, 'last'),
    measurePoison(flush, 'middle'),
  ]);
  const isRight = (one: main.PoisonFigures, waiting: number): boolean =>
    one.delivered === 49 - waiting && one.refused === 1 && one.waiting === waiting && one.afterDiscard === 49;
  return printGate(
    'R7',
    isRight(file, 0) && isRight(last, 0) && isRight(middle, 3),
    `1 refused among 50 writes to 10 cases: ${file.delivered} delivered where it was a file, ${last.delivered} where it was the last ` +
      `of its case; in the midst of a case ${middle.delivered}, and ${middle.afterDiscard} once the customer decided about it`,
  );
}

async function pauses({ measureJitter, tryInOutage }: typeof main): Promise<boolean> {
  const jitter = await measureJitter(flush);
  const asked = 30_000;
  const least = async (retryAfter: (now: number) => string): Promise<number> => {
    const all = await tryInOutage(flush, { clients: 50, length: 10 * MINUTE, retryAfter });
    return Math.min(...all.flatMap((tries) => tries.slice(1).map((at, n) => at - (tries[n] ?? 0))));
  };
  const seconds = await least(() => String(asked / 1000));
  // A date has no fractions of a second: it is waited for to within one.
  const date = await least((now) => new Date(now + asked).toUTCString());
  const hidden = await tryInOutage(flush, { clients: 50, length: 60 * MINUTE, hidden: true });
  const unseen = hidden.flat().filter((at) => at > 6 * MINUTE).length;
  return printGate(
    'R12',
    jitter.fullestSecond <= FULLEST_SECOND &&
      jitter.longestPause <= MINUTE &&
      seconds >= asked &&
      date >= asked - 1000 &&
      unseen === 0,
    `${jitter.retries} retries of ${jitter.clients} clients in an outage of 30 min: ${(100 * jitter.fullestSecond).toFixed(1)} % in the ` +
      `fullest second, longest pause ${(jitter.longestPause / 1000).toFixed(0)} s; Retry-After of 30 s: earliest after ` +
      `${seconds / 1000} s, as a date ${date / 1000} s; ${unseen} tries of 50 pages hidden for longer than 5 min`,
  );
}

/** The same lives with a clock that is right: what is delivered, and in which order, must not differ. */
async function clock({ run }: typeof main): Promise<boolean> {
  let [jumps, schedules, same] = [0, 0, 0];
  for (let seed = 1; schedules < LEAST_SCHEDULES; seed++) {
    const wrong = await run(seed, flush);
    if (!wrong.tally.clockJumps) continue;
    const right = await run(seed, flush, { steadyClock: true });
    jumps += wrong.tally.clockJumps;
    schedules++;
    if (wrong.effects === right.effects && wrong.violations.length === 0) same++;
  }
  return printGate(
    'R13',
    same === schedules,
    `${schedules} schedules in which the clock was set by ten years ${jumps} times, and again without: ${same} with the same effects in the same order`,
  );
}

async function deaths({ measureCrashes }: typeof main): Promise<boolean> {
  const { steps, lives, violations } = await measureCrashes(flush);
  for (const violation of violations.slice(0, 5)) console.log(`  ${violation}`);
  return printGate(
    'R15',
    steps >= 12 && violations.length === 0,
    `a case, two notes, a file and the close written without a network, the page killed at each of ${steps} steps, ${lives} lives: ${violations.length} faults`,
  );
}
