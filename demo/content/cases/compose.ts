import type { ContentActivity, ContentCase, ContentNote, ContentStatus } from '../types';
import {
  acknowledgements,
  additions,
  cities,
  days,
  merchants,
  thanks,
  weekdays,
  withdrawals,
} from './details';
import type { Scenario } from './scenario';

/** Statuses in the proportion a help desk has them: mostly settled, some in every other state. */
const statusCycle: ContentStatus[] = [
  'resolved',
  'resolved',
  'open',
  'resolved',
  'closed',
  'resolved',
  'in_progress',
  'resolved',
  'resolved',
  'new',
  'resolved',
  'waiting',
  'resolved',
  'cancelled',
  'resolved',
  'resolved',
  'on_hold',
  'closed',
  'resolved',
];
const privateFilers = [
  'layla',
  'tobias',
  'layla',
  'maren',
  'ines',
  'layla',
  'tobias',
  'ines',
  'layla',
  'maren',
];
const businessFilers = [
  { by: 'maren', account: 'harbour-pine' },
  { by: 'ines', account: 'kestrel-yard' },
  { by: 'maren', account: 'harbour-pine' },
  { by: 'ines', account: 'saltmarsh' },
  { by: 'maren', account: 'harbour-pine' },
];
const activityTypes: ContentActivity['type'][] = ['task', 'phone', 'email', 'task', 'appointment'];

/** The `index`-th entry, counting round and round. */
function pick<T>(list: readonly T[], index: number): T {
  const entry = list[index % list.length];
  if (entry === undefined) throw new RangeError('pick() needs a list with entries');
  return entry;
}

const settled = (status: ContentStatus): boolean =>
  status === 'resolved' || status === 'closed' || status === 'cancelled';

const round = (value: number): number => Math.round(value * 100) / 100;

/** Replaces the placeholders of a scenario's text by the details of case number `serial`. */
function filler(scenario: Scenario, turn: number, serial: number): (text: string) => string {
  const pence = (scenario.upToPounds ? 310 : 1240) + ((serial * 7919) % ((scenario.upToPounds ?? 880) * 100));
  const amount = scenario.poundStep
    ? `£${(scenario.poundStep * (4 + turn)).toLocaleString('en-GB')}`
    : `£${(pence / 100).toFixed(2)}`;
  const details: Record<string, string> = {
    amount,
    merchant: pick(merchants, serial * 5 + turn),
    city: pick(cities, serial * 3 + turn),
    weekday: pick(weekdays, serial * 2 + turn),
    day: pick(days, serial * 5 + turn),
    last4: String(1000 + ((serial * 3571) % 9000)),
  };
  return (text) => text.replace(/\{(\w+)\}/g, (whole, name: string) => details[name] ?? whole);
}

/** The cause that fits the description of the same turn; a spare one takes its place every other round. */
function causeOf(scenario: Scenario, turn: number): Scenario['causes'][number] {
  const { causes, descriptions, looseCauses } = scenario;
  if (looseCauses) return pick(causes, turn + Math.floor(turn / 3));
  const position = turn % descriptions.length;
  const spare = position + descriptions.length;
  return pick(causes, turn % 2 === 1 && spare < causes.length ? spare : position);
}

/** How long ago it was filed and, when settled, how many hours it took. */
function timing(status: ContentStatus, serial: number): { daysAgo: number; hours: number } {
  if (settled(status)) {
    const hours = 9 + ((serial * 31) % 170);
    return { daysAgo: round(9 + ((serial * 37) % 690) + (serial % 24) / 24), hours };
  }
  const longest = status === 'on_hold' ? 60 : status === 'new' ? 2 : 21;
  const daysAgo = round(0.15 + ((serial * 13) % (longest * 4)) / 4);
  return { daysAgo, hours: round(daysAgo * 24 * 0.9) };
}

/** Which parts of a conversation have happened by the time a case is in a status. */
function thread(
  scenario: Scenario,
  status: ContentStatus,
  turn: number,
  serial: number,
  hours: number,
  filedBy: string,
) {
  const fill = filler(scenario, turn, serial);
  const cause = causeOf(scenario, turn);
  const notes: ContentNote[] = [];
  const say = (by: string, share: number, text: string, isPublic = true): void => {
    notes.push({ by, hoursAfter: round(hours * share), text: fill(text), isPublic });
  };
  if (status === 'new') return notes;
  if (status === 'cancelled') {
    say(filedBy, 0.9, pick(withdrawals, serial + turn));
    return notes;
  }
  if (serial % 4 !== 1) say(scenario.agent, 0.12, pick(acknowledgements, serial * 3 + turn));
  if (status === 'open') return notes;
  if (serial % 3 === 0) say(scenario.agent, 0.2, scenario.aside, false);
  if (serial % 2 === 0 || status === 'waiting') say(scenario.agent, 0.3, scenario.question);
  if (status === 'waiting') return notes;
  if (serial % 5 < 3) say(filedBy, 0.45, pick(additions, serial * 4 + turn));
  if (status === 'on_hold')
    say(scenario.agent, 0.6, 'Waiting for an answer from outside; reminder set for the {day}.', false);
  if (!settled(status)) return notes;
  say(scenario.agent, 0.8, cause.finding);
  if (serial % 7 < 5) say(filedBy, 0.95, pick(thanks, serial * 5 + turn));
  return notes;
}

/** The work on a case, in states that agree with the status of the case. */
function work(scenario: Scenario, status: ContentStatus, serial: number): ContentActivity[] {
  if (status === 'new' || serial % 3 === 1) return [];
  const type = pick(activityTypes, serial);
  const minutes = 5 + ((serial * 7) % 50);
  const state = status === 'cancelled' ? 'cancelled' : settled(status) ? 'completed' : 'open';
  const spent = state === 'completed' ? minutes : state === 'open' && serial % 2 === 0 ? 5 : 0;
  const activities: ContentActivity[] = [
    { type, subject: scenario.work, state, minutes: spent, by: scenario.agent },
  ];
  if (serial % 5 === 0 && settled(status))
    activities.push({
      type: 'phone',
      subject: 'Call back with the result',
      state: 'cancelled',
      minutes: 0,
      by: 'priya',
    });
  return activities;
}

/** Case number `turn` of a scenario; `serial` is its number among all composed cases. */
function compose(scenario: Scenario, turn: number, serial: number): ContentCase {
  const fill = filler(scenario, turn, serial);
  const status = pick(statusCycle, serial);
  const filer = scenario.business ? pick(businessFilers, serial) : { by: pick(privateFilers, serial + turn) };
  const { daysAgo, hours } = timing(status, serial);
  const advice = causeOf(scenario, turn).resolution;
  const untouched = status === 'new' || (status === 'open' && serial % 4 === 1);
  return {
    key: `${scenario.key}-${turn + 1}`,
    subject: fill(pick(scenario.subjects, turn)),
    description: fill(pick(scenario.descriptions, turn)),
    category: scenario.category,
    priority:
      scenario.category === 'security' || serial % 9 === 0 ? 'high' : serial % 6 === 0 ? 'low' : 'normal',
    origin: pick(
      ['web', 'web', 'phone', 'web', 'email', 'web', 'web', 'email', 'web', 'other'] as const,
      serial,
    ),
    status,
    filedBy: filer.by,
    ...('account' in filer ? { account: filer.account } : {}),
    queue: scenario.queue,
    ...(untouched ? {} : { assignedTo: scenario.agent }),
    daysAgo,
    ...(settled(status) ? { closedDaysAgo: round(daysAgo - hours / 24) } : {}),
    ...(status === 'resolved' ? { published: serial % 9 !== 4, resolution: advice } : {}),
    ...(status === 'closed' ? { resolution: advice } : {}),
    notes: thread(scenario, status, turn, serial, hours, filer.by),
    activities: work(scenario, status, serial),
  };
}

/** Composes `perScenario` cases of each scenario; the same arguments always give the same cases. */
export function composeCases(scenarios: readonly Scenario[], perScenario: number): ContentCase[] {
  return scenarios.flatMap((scenario, number) =>
    Array.from({ length: perScenario }, (_, turn) => compose(scenario, turn, number * perScenario + turn)),
  );
}
