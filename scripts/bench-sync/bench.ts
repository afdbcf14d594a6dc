/** `npm run bench:sync`: prints a table, or with `--json` the figures; ends with 1 when one is beyond its gate. */
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { printGate } from '../lib/gate.js';
import { measureDrain } from './drain.js';
import { measureStorage, type Figure } from './storage.js';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    /** How many cases are kept, ascending. */
    cases: { type: 'string', default: '1000,10000,100000' },
    /** `drain` or `storage`: only that half. */
    only: { type: 'string' },
  },
});

const ratioOf = ({ value, raw }: Figure): number => (raw === null ? NaN : value / raw);

const WIDTH = 64;
const number = (value: number): string => value.toFixed(value < 100 ? 2 : 0);

function isBeyond(figure: Figure): boolean {
  const { gate, value } = figure;
  if (value < (gate?.least ?? 0)) return true;
  return value > (gate?.value ?? Infinity) || ratioOf(figure) > (gate?.ratio ?? Infinity);
}

function line(figure: Figure): string {
  return [
    figure.what.padEnd(WIDTH),
    figure.unit.padEnd(8),
    number(figure.value).padStart(9),
    (figure.raw === null ? '' : number(figure.raw)).padStart(9),
    (figure.raw === null ? '' : `${ratioOf(figure).toFixed(2)} x`).padStart(8),
  ].join(' ');
}

function judge(figure: Figure): boolean {
  const { what, unit, gate, value, raw } = figure;
  const seen =
    gate?.ratio === undefined || raw === null
      ? `${number(value)} ${unit} (gate ${gate?.least ?? gate?.value})`
      : `${number(value)} ${unit}, ${ratioOf(figure).toFixed(2)} x of raw reads (gate ${gate.ratio})`;
  return printGate(what, !isBeyond(figure), seen);
}

const sizes = values.cases.split(',').filter(Boolean).map(Number);
const figures = [
  ...(values.only === 'storage' ? [] : await measureDrain()),
  ...(values.only === 'drain' ? [] : await measureStorage(sizes)),
];
if (values.json) {
  console.log(JSON.stringify(figures, null, 2));
  process.exitCode = figures.some(isBeyond) ? 1 : 0;
} else {
  const head = [
    'what'.padEnd(WIDTH),
    'unit'.padEnd(8),
    'casement'.padStart(9),
    'raw'.padStart(9),
    'ratio'.padStart(8),
  ];
  console.log(head.join(' '));
  for (const figure of figures) console.log(line(figure));
  console.log(
    `load of the machine: ${loadavg()
      .map((load) => load.toFixed(1))
      .join(' ')}`,
  );
  const judged = figures.filter(({ gate }) => gate !== null).map(judge);
  process.exitCode = judged.includes(false) ? 1 : 0;
}
