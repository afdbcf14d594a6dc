/** What a promise came to, a line each; `npm run test:gates` gathers them. */

/** Runs of a kind: few in `npm test`, as many as the promise is about with `npm run test:gates`. */
export function runsOf(few: number, many: number): number {
  return process.env.CASEMENT_GATES ? many : few;
}

/**
 * Prints `R8 ok: …` or `R8 NOT REACHED: …`. Times are judged here and nowhere else: on a machine that does other things, too,
 * they say little of the product.
 * @returns `holds`
 */
export function printGate(gate: string, holds: boolean, seen: string): boolean {
  console.log(`${gate} ${holds ? 'ok' : 'NOT REACHED'}: ${seen}`);
  return holds;
}

/** For people. @param ms milliseconds */
export const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
