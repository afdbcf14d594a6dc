/** `npm run bench:sync`: prints a table, or with `--json` the figures; ends with 1 when one is beyond its gate. */
import { parseArgs } from 'node:util';
import { measureStorage, type Figure } from './storage.js';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    /** How many cases are kept, ascending. */
    cases: { type: 'string', default: '1000,10000,100000' },
  },
});

const ratioOf = ({ value, raw }: Figure): number => (raw === null ? NaN : value / raw);

function isBeyond(figure: Figure): boolean {
  const { gate, value } = figure;
  return value > (gate?.value ?? Infinity) || ratioOf(figure) > (gate?.ratio ?? Infinity);
}

function gateOf({ gate }: Figure): string {
  if (gate?.ratio !== undefined) return `${gate.ratio} x`;
  return gate?.value === undefined ? '' : String(gate.value);
}

function line(figure: Figure): string {
  const number = (value: number): string => value.toFixed(value < 100 ? 2 : 0);
  return [
    figure.what.padEnd(48),
    figure.unit.padEnd(8),
    number(figure.value).padStart(9),
    (figure.raw === null ? '' : number(figure.raw)).padStart(9),
    (figure.raw === null ? '' : `${ratioOf(figure).toFixed(2)} x`).padStart(8),
    gateOf(figure).padStart(7),
    isBeyond(figure) ? '  beyond its gate' : '',
  ].join(' ');
}

const figures = await measureStorage(values.cases.split(',').map(Number));
if (values.json) {
  console.log(JSON.stringify(figures, null, 2));
} else {
  console.log(
    `${'what'.padEnd(48)} ${'unit'.padEnd(8)} ${'casement'.padStart(9)} ${'raw'.padStart(9)} ${'ratio'.padStart(8)} ${'gate'.padStart(7)}`,
  );
  for (const figure of figures) console.log(line(figure));
}
process.exitCode = figures.some(isBeyond) ? 1 : 0;
