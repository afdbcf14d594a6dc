/** The site's service worker: one script, with the list of what it keeps in front. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { answer } from './http.js';
import { STATIC_FILES } from './static-files.js';

/** Where it is served: what it keeps lies beside it and below. */
export const SERVICE_WORKER_PATH = '/service-worker.js';

/** @param files paths of Casement's files; a build with other contents must have other paths */
export async function serviceWorker(files: readonly string[]): Promise<Response> {
  const kept = [...STATIC_FILES.map((name) => `/host/${name}`), ...files];
  const script = await readFile(new URL('./static/service-worker.js', import.meta.url), 'utf8');
  const version = createHash('sha256').update(JSON.stringify(kept)).digest('hex').slice(0, 12);
  const head = `const VERSION = '${version}';\nconst FILES = ${JSON.stringify(kept)};\n`;
  return answer(head + script, 200, {
    'Content-Type': 'text/javascript; charset=utf-8',
    'Cache-Control': 'no-cache',
  });
}
