/** Files that a customer might attach, as Playwright takes them. */

export interface TestFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

export function textFile(name: string, text = 'Receipt no. 17, paid at the counter.\n'): TestFile {
  return { name, mimeType: 'text/plain', buffer: Buffer.from(text) };
}

/** The smallest picture that is one: a single dot. */
export function picture(name: string): TestFile {
  const dot =
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
  return { name, mimeType: 'image/png', buffer: Buffer.from(dot, 'base64') };
}
