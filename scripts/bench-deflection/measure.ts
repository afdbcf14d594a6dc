/** Figures of a search: how often one of the first results is of the question's category, and how soon it came. */
import type { Contender, Engine } from './engines.js';
import { filledUp } from './questions.js';
import type { Fold } from './questions.js';

/** Of all questions asked; times in milliseconds. */
export interface Figures {
  readonly engine: string;
  /** In the index, when it was asked. */
  readonly documents: number;
  readonly asked: number;
  readonly hit1: number;
  readonly hit3: number;
  readonly hit5: number;
  readonly p50: number;
  readonly p95: number;
  /** Processor time of this process for one question; a database server's is not in it. */
  readonly cpu: number;
  /** From an empty index until it can be asked. */
  readonly learnMs: number;
}

const WARM_UP = 20;
// Every so many questions are typed letter by letter.
const TYPED_EVERY = 25;
const FIRST_KEYSTROKE = 3;

/** Asks every question of every fold. `documents`: the index is filled up to so many. */
export async function measure(engine: Engine, folds: readonly Fold[], documents: number): Promise<Figures> {
  const hits = [0, 0, 0];
  const times: number[] = [];
  let [learnMs, cpu, asked, size] = [0, 0, 0, 0];
  for (const fold of folds) {
    const known = filledUp(fold.known, documents);
    const began = performance.now();
    const contender = await engine.learn(known);
    for (const { text } of fold.asked.slice(0, WARM_UP)) await contender.ask(text);
    learnMs += (performance.now() - began) / folds.length;
    size = known.length;
    for (const [at, { text, category }] of fold.asked.entries()) {
      if (engine.isTyped && at % TYPED_EVERY === 0) times.push(...(await typed(contender, text)));
      const processor = process.cpuUsage();
      const started = performance.now();
      const shown = await contender.ask(text);
      if (!engine.isTyped) times.push(performance.now() - started);
      const used = process.cpuUsage(processor);
      cpu += (used.user + used.system) / 1000;
      const place = shown.indexOf(category);
      [1, 3, 5].forEach((within, which) => {
        if (place >= 0 && place < within) hits[which] = (hits[which] ?? 0) + 1;
      });
      asked += 1;
    }
    await contender.close();
  }
  const rate = (which: number): number => (hits[which] ?? 0) / asked;
  const [p50, p95] = [percentile(times, 0.5), percentile(times, 0.95)];
  return {
    engine: engine.name,
    documents: size,
    asked,
    hit1: rate(0),
    hit3: rate(1),
    hit5: rate(2),
    p50,
    p95,
    cpu: cpu / asked,
    learnMs,
  };
}

// Milliseconds of each keystroke from the first that searches.
async function typed(contender: Contender, text: string): Promise<number[]> {
  const times: number[] = [];
  for (let length = FIRST_KEYSTROKE; length <= text.length; length += 1) {
    const started = performance.now();
    await contender.ask(text.slice(0, length));
    times.push(performance.now() - started);
  }
  return times;
}

function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
