/** Collects the parameters of a statement that is put together from parts. */
import type { Parameter } from './database.js';

/** `add(value)` gives the placeholder to write into the statement. */
export class Parameters {
  readonly values: Parameter[] = [];

  add(value: Parameter): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }
}

/** `like` pattern that finds `text` anywhere, whatever it contains; for `like … escape '\'`. */
export function containing(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`;
}
