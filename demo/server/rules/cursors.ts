/** Opaque cursors: where a page ended, bound to the query that it belongs to. */
import { mark } from '../digest.js';
import { malformed } from '../problems.js';
import type { Call } from './call.js';

/** Sort value and tie-breaker of the last row of a page, as texts. */
export interface Position {
  readonly value: string;
  readonly id: string;
}

/** What a query is, apart from page and size. */
function queryMark(call: Call): string {
  const entries = Object.entries(call.parameters).filter(([name]) => name !== 'cursor' && name !== 'limit');
  return mark(JSON.stringify(entries.sort(([a], [b]) => (a < b ? -1 : 1))));
}

/** The `nextCursor` after `position`. */
export function writeCursor(call: Call, position: Position): string {
  return toBase64Url(JSON.stringify([queryMark(call), position.value, position.id]));
}

/** Where to go on; undefined on the first page. @throws Problem 400 for a cursor of something else. */
export function readCursor(
  call: Call,
  isValue: (value: string) => boolean,
  isId = isUuid,
): Position | undefined {
  const cursor = call.parameters['cursor'];
  if (cursor === undefined) return undefined;
  const parts = parse(fromBase64Url(String(cursor)));
  const [query, value, id] = parts;
  if (
    parts.length !== 3 ||
    query !== queryMark(call) ||
    value === undefined ||
    id === undefined ||
    !isValue(value) ||
    !isId(id)
  ) {
    throw malformed('The cursor does not belong to this query.', '/query/cursor');
  }
  return { value, id };
}

/** Whether it is the text of an instant that the database understands. */
export function isInstant(value: string): boolean {
  return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/.test(value) && !Number.isNaN(Date.parse(value));
}

/** Whether it is the text of a whole number that fits a database `bigint`. */
export function isWhole(value: string): boolean {
  return /^\d{1,18}$/.test(value);
}

/** Whether it is a UUID as the contract writes it. */
export function isUuid(value: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value);
}

/** Base64url of a text's UTF-8. */
export function toBase64Url(text: string): string {
  const bytes = new TextEncoder().encode(text);
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** The text of a base64url; empty when it is none. */
export function fromBase64Url(encoded: string): string {
  try {
    const binary = atob(encoded.replaceAll('-', '+').replaceAll('_', '/'));
    return new TextDecoder('utf-8', { fatal: true }).decode(
      Uint8Array.from(binary, (char) => char.charCodeAt(0)),
    );
  } catch {
    return '';
  }
}

function parse(json: string): string[] {
  try {
    const value: unknown = JSON.parse(json);
    return Array.isArray(value) && value.every((part) => typeof part === 'string') ? value : [];
  } catch {
    return [];
  }
}
