/** A failure whose message is the whole explanation: it is printed without a stack. */
export class PlainFailure extends Error {}

/**
 * Runs `main` and ends the process with its exit code.
 * @param {() => Promise<number | void>} main resolves with an exit code; nothing means 0
 */
export async function runMain(main) {
  try {
    process.exitCode = (await main()) ?? 0;
  } catch (error) {
    console.error(error instanceof PlainFailure ? error.message : error);
    process.exitCode = 1;
  }
}
