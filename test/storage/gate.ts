/** What a promise came to, printed where a long run asks for figures. */

/** Runs of a kind: few in `npm test`, as many as the promise is about with `npm run test:gates`. */
export function runsOf(few: number, many: number): number {
  return process.env.CASEMENT_GATES ? many : few;
}

/**
 * Prints `R8 ok: …` or `R8 NOT REACHED: …`. Times are judged here and nowhere else: on a machine that does other things, too,
 * they say little of the product.
 */
export function printGate(gate: string, holds: boolean, seen: string): void {
  console.log(`${gate} ${holds ? 'ok' : 'NOT REACHED'}: ${seen}`);
}

/** In seconds, for people. */
export const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
