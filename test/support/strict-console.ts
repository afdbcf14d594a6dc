/**
 * Loaded before every browser test file by the test runner: a promise rejected unseen, anything written by
 * `console.error`, and any warning by Lit, fails the test during which it happened.
 */

/** What Lit writes once because tests load its development build. */
const LIT_DEV_MODE = 'Lit is in dev mode';

const faults: string[] = [];
const expected: RegExp[] = [];

/** Says that the running test provokes a message on the console or a rejection, once or more often. */
export function expectConsoleError(pattern: RegExp): void {
  expected.push(pattern);
}

function describeValue(value: unknown): string {
  return value instanceof Error ? `${value.name}: ${value.message}` : String(value);
}

function note(kind: string, text: string): void {
  if (!expected.some((pattern) => pattern.test(text))) faults.push(`${kind}: ${text}`);
}

function watch(level: 'error' | 'warn', isFault: (text: string) => boolean): void {
  const write = console[level].bind(console);
  console[level] = (...values: unknown[]) => {
    const text = values.map(describeValue).join(' ');
    if (expected.some((pattern) => pattern.test(text))) return;
    if (isFault(text)) note(`console.${level}`, text);
    write(...values);
  };
}

addEventListener('unhandledrejection', (event) => {
  note('A promise was rejected and nobody looked', describeValue(event.reason));
  event.preventDefault();
});
watch('error', () => true);
watch('warn', (text) => text.includes('lit.dev/msg') && !text.includes(LIT_DEV_MODE));

afterEach('the console stays quiet', async () => {
  // A rejection is reported one task after its cause.
  await new Promise((resolve) => setTimeout(resolve));
  expected.length = 0;
  const seen = faults.splice(0);
  if (seen.length > 0) throw new Error(seen.join('\n'));
});
