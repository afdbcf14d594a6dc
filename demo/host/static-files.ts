/** The site's own style sheets, scripts and pictures, under `/host/`. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { answer, plain } from './http.js';

// A list, not a folder walk: a path from the network never reaches the file system.
const TYPES: Readonly<Record<string, string>> = {
  'host.css': 'text/css; charset=utf-8',
  'casement-theme.css': 'text/css; charset=utf-8',
  'host.js': 'text/javascript; charset=utf-8',
  'offline.js': 'text/javascript; charset=utf-8',
  'desk.js': 'text/javascript; charset=utf-8',
  'logo.svg': 'image/svg+xml',
};

/** Names of the files that pages load: what a page needs without a network. */
export const STATIC_FILES: readonly string[] = Object.keys(TYPES);

/** The file behind `/host/<name>`, revalidated by its content's hash; 404 for any name that is not listed. */
export async function staticFile(name: string, request: Request): Promise<Response> {
  const type = Object.hasOwn(TYPES, name) ? TYPES[name] : undefined;
  if (type === undefined) return plain(404, 'Northquay Bank has no such file.');
  const content = await readFile(new URL(`./static/${name}`, import.meta.url));
  const etag = `"${createHash('sha256').update(content).digest('base64url').slice(0, 22)}"`;
  const headers = { 'Content-Type': type, 'Cache-Control': 'no-cache', ETag: etag };
  if (request.headers.get('If-None-Match') === etag) return answer(null, 304, headers);
  return answer(new Uint8Array(content), 200, headers);
}
