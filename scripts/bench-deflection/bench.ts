/**
 * `npm run bench:deflection -- --data questions.csv`: real questions (columns text and category) become resolved and
 * published cases, others are asked, and a shown result of the same category is a hit. Every question is asked once,
 * of an index that does not know it.
 *
 * Options: `--folds 5` parts of the file; `--rounds n` how many of them are asked, default all; `--ask other.csv`
 * instead: the whole file is indexed, the other one asked; `--engine pglite|postgres|offline`, may be repeated;
 * `--documents n` fills the index up with recombined questions; `--json`.
 */
import { parseArgs } from 'node:util';
import { openEngines } from './engines.js';
import { measure } from './measure.js';
import type { Figures } from './measure.js';
import { foldsOf, readQuestions } from './questions.js';
import type { Fold } from './questions.js';

interface Options {
  readonly folds: readonly Fold[];
  readonly engines: readonly string[];
  readonly documents: number;
  readonly json: boolean;
}

function readOptions(): Options {
  const { values } = parseArgs({
    options: {
      data: { type: 'string' },
      ask: { type: 'string' },
      folds: { type: 'string', default: '5' },
      rounds: { type: 'string' },
      engine: { type: 'string', multiple: true, default: [] },
      documents: { type: 'string', default: '0' },
      json: { type: 'boolean', default: false },
    },
  });
  if (values.data === undefined)
    throw new Error('Name a file: npm run bench:deflection -- --data questions.csv');
  const known = readQuestions(values.data);
  const folds =
    values.ask === undefined
      ? foldsOf(known, Math.max(2, Number(values.folds))).slice(0, Number(values.rounds ?? Infinity))
      : [{ known, asked: readQuestions(values.ask) }];
  return { folds, engines: values.engine, documents: Number(values.documents), json: values.json };
}

function lineOf({ engine, documents, asked, hit1, hit3, hit5, p50, p95, cpu, learnMs }: Figures): string {
  const hits = [hit1, hit3, hit5].map((share) => share.toFixed(4).padStart(8)).join('');
  const times = [p50, p95, cpu].map((ms) => ms.toFixed(1).padStart(8)).join('');
  const learned = (learnMs / 1000).toFixed(1).padStart(8);
  return `${engine.padEnd(10)}${String(documents).padStart(9)}${String(asked).padStart(8)}${hits}${times}${learned}`;
}

async function main(): Promise<void> {
  const options = readOptions();
  if (!options.json)
    console.log('engine    documents   asked   hit@1   hit@3   hit@5  p50 ms  p95 ms  cpu ms learn s');
  const engines = await openEngines(options.engines);
  const figures: Figures[] = [];
  try {
    for (const engine of engines) {
      const measured = await measure(engine, options.folds, options.documents);
      figures.push(measured);
      if (!options.json) console.log(lineOf(measured));
    }
  } finally {
    for (const engine of engines) await engine.stop();
  }
  if (options.json) console.log(JSON.stringify(figures, undefined, 2));
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
