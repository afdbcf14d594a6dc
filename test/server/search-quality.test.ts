import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openEngines } from '../../scripts/bench-deflection/engines.js';
import type { Contender, Engine } from '../../scripts/bench-deflection/engines.js';
import { measure } from '../../scripts/bench-deflection/measure.js';
import { filledUp, foldsOf } from '../../scripts/bench-deflection/questions.js';
import type { Question } from '../../scripts/bench-deflection/questions.js';

/** Matters, and how people name the thing and what is wrong with it. */
const MATTERS: Readonly<Record<string, readonly [string, string]>> = {
  arrival: [
    'new card|replacement card|card I ordered',
    'has not arrived|is still on its way|never came in the post',
  ],
  declined: [
    'card|card payment|purchase in a shop',
    'was declined|got refused at the till|did not go through',
  ],
  top_up: ['top up|money I added|top up by card', 'failed|was reverted|is not on my balance'],
  passcode: ['passcode|code for the app|login code', 'is forgotten|must be reset|does not open the app'],
  swallowed: [
    'cash machine|ATM|machine at the station',
    'swallowed my card|kept my card|did not give it back',
  ],
  rate: ['exchange rate|rate for euros|currency rate', 'was wrong|is different from yesterday|seems too low'],
  refund: [
    'refund|money from the merchant|reimbursement',
    'is missing|has not shown up|was promised last week',
  ],
  age: [
    'account for my child|account for a teenager|youth account',
    'needs what age|is possible from when|asks how old',
  ],
  transfer: [
    'transfer to a friend|bank transfer|transfer abroad',
    'is pending|takes so long|was not received',
  ],
  identity: [
    'identity check|proof of identity|passport photo',
    'was not accepted|is necessary why|cannot be verified',
  ],
};
const OPENINGS = [
  '',
  'Hello, my',
  'Why is it that the',
  'Please help, the',
  'I think that my',
  'What can I do if the',
];

/** Every way to say every matter, in the order of a seedless shuffle: 540 questions. */
function questions(): Question[] {
  return Object.entries(MATTERS).flatMap(([category, [things, troubles]]) =>
    things
      .split('|')
      .flatMap((thing) =>
        troubles
          .split('|')
          .flatMap((trouble) =>
            OPENINGS.map((opening) => ({ text: `${opening} ${thing} ${trouble}`.trim(), category })),
          ),
      ),
  );
}

async function offline(): Promise<Engine> {
  const [engine] = await openEngines(['offline']);
  assert.ok(engine);
  return engine;
}

describe('a search among hundreds of cases', () => {
  it('finds a case of the same matter, and fails to where there is nothing to learn', async () => {
    const engine = await offline();
    const known = questions();
    const figures = await measure(engine, foldsOf(known, 5), 0);
    assert.equal(figures.asked, known.length);
    assert.ok(figures.hit1 >= 0.95, `hit@1 ${figures.hit1}`);
    assert.ok(figures.hit5 >= figures.hit3 && figures.hit3 >= figures.hit1);
    const names = Object.keys(MATTERS);
    const senseless = known.map(({ text }, at) => ({ text, category: names[(at * 7) % names.length] ?? '' }));
    const none = await measure(engine, foldsOf(senseless, 5), 0);
    assert.ok(none.hit1 < 0.5, `hit@1 ${none.hit1} of categories without a meaning`);
  });

  it('shows other matters, too, before many cases of the likeliest one', async () => {
    const known = questions();
    const contender: Contender = await (await offline()).learn(known);
    const asked = known.filter((_question, at) => at % 9 === 0);
    let different = 0;
    for (const { text } of asked) different += new Set(await contender.ask(text)).size;
    // Of the 54 cases of each matter, five of one would be shown without it, or nearly so.
    assert.ok(different / asked.length >= 2, `${different / asked.length} matters of 5`);
  });

  it('still finds it with a slip of the keyboard in every question', async () => {
    const known = questions();
    const slips = known
      .filter((_question, at) => at % 5 === 0)
      .map(({ text, category }) => ({ text: withSlip(text), category }));
    const figures = await measure(await offline(), [{ known, asked: slips }], 0);
    assert.ok(figures.hit3 >= 0.9, `hit@3 ${figures.hit3}`);
  });

  it('is filled up for the bench with questions of the same matters', () => {
    const known = questions();
    const filled = filledUp(known, 1_000);
    assert.equal(filled.length, 1_000);
    assert.equal(new Set(filled.map(({ text }) => text)).size, 1_000);
    assert.deepEqual(new Set(filled.map(({ category }) => category)), new Set(Object.keys(MATTERS)));
    assert.deepEqual(filledUp(known, 1_000), filled);
  });
});

// The longest word with two letters exchanged.
function withSlip(text: string): string {
  const longest = text.split(' ').sort((a, b) => b.length - a.length)[0] ?? '';
  const slip = `${longest.slice(0, 2)}${longest[3] ?? ''}${longest[2] ?? ''}${longest.slice(4)}`;
  return text.replace(longest, slip);
}
