/**
 * Versions and preconditions (RFC 9110, section 13). A version is `<n>` or `<n>.<mark>`: n counts the changes that
 * conflict with each other; the mark tells representations apart that differ in what others did to the record
 * (notes, read marks, deadlines). `If-Match` is about n, `If-None-Match` about the whole.
 */
import type { ProblemDocument } from '../types.js';
import { Problem } from '../problems.js';

/**
 * @throws Problem 428 without a usable precondition (`*` says nothing about what the change was made on),
 *   412 with `current` when none of the versions named is the record's.
 */
export function requireMatch(
  headers: Headers,
  version: number,
  current: () => Promise<ProblemDocument['current']> | ProblemDocument['current'],
): Promise<void> {
  const header = headers.get('If-Match')?.trim();
  if (!header || header === '*') {
    throw new Problem('precondition-required', { detail: 'Send the ETag of the record as If-Match.' });
  }
  const named = header.split(',').map((entry) => /^"(\d+)(?:\.[0-9a-f]*)?"$/.exec(entry.trim())?.[1]);
  if (named.includes(String(version))) return Promise.resolve();
  return Promise.resolve(current()).then((record) => {
    throw new Problem('precondition-failed', { current: record });
  });
}

/** Whether the client already has this representation (weak comparison, as 304 allows). */
export function isNotModified(headers: Headers, version: string): boolean {
  const header = headers.get('If-None-Match');
  if (header === null) return false;
  const tags = header.split(',').map((entry) => entry.trim().replace(/^W\//, ''));
  return tags.includes('*') || tags.includes(`"${version}"`);
}
