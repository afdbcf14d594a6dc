/** A web host that knows files and nothing else, with the files in a folder of it. */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { readFile, stat } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
};

export interface StaticHost {
  /** Where the folder is served, with a slash at its end. */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Serves `folder` on this machine, to itself.
 * @param path of the folder on the host, with slashes at both ends
 * @param port 0: any that is free
 */
export async function serveFolder(folder: string, path: string, port = 0): Promise<StaticHost> {
  const server = createServer((request, response) => {
    void answer(folder, path, request).then(({ status, headers, body }) =>
      response.writeHead(status, headers).end(body),
    );
  });
  await listen(server, port);
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Buffer;
}

async function answer(folder: string, path: string, request: IncomingMessage): Promise<Answer> {
  const nothing = { status: 404, headers: {} };
  const { pathname, search } = new URL(request.url ?? '/', 'http://host.invalid');
  const name = normalize(decodeURIComponent(pathname));
  if (request.method !== 'GET' || !name.startsWith(path)) return nothing;
  const file = join(folder, name.slice(path.length), name.endsWith('/') ? 'index.html' : '');
  const found = await stat(file).catch(() => undefined);
  // As every host does whose pages are folders.
  if (found?.isDirectory()) return { status: 301, headers: { Location: `${pathname}/${search}` } };
  if (!found) return { ...nothing, body: await readFile(join(folder, '404.html')) };
  const type = TYPES[extname(file)] ?? 'application/octet-stream';
  return { status: 200, headers: { 'Content-Type': type }, body: await readFile(file) };
}

async function listen(server: Server, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
}
