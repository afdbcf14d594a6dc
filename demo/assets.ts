/**
 * Serves the built page module and what it fetches, compressed once and kept in memory. Below a folder that is named after its
 * contents, browsers keep it for good; at its plain address it is asked for again each time.
 */
import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.map': 'application/json',
};
const FOR_GOOD = 'public, max-age=31536000, immutable';

type Encoding = 'br' | 'gzip' | 'identity';

/** One file, its compressed forms made at the first request for it. */
class Asset {
  readonly etag: string;
  #bodies: Promise<Readonly<Record<Encoding, Buffer>>> | undefined;

  constructor(
    readonly type: string,
    readonly content: Buffer,
  ) {
    this.etag = digestOf(content).slice(0, 22);
  }

  body(encoding: Encoding): Promise<Buffer> {
    this.#bodies ??= this.#compress();
    return this.#bodies.then((bodies) => bodies[encoding]);
  }

  async #compress(): Promise<Readonly<Record<Encoding, Buffer>>> {
    const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
    const [br, zipped] = await Promise.all([
      promisify(brotliCompress)(this.content, { params }),
      promisify(gzip)(this.content),
    ]);
    return { br, gzip: zipped, identity: this.content };
  }
}

function digestOf(content: Buffer | string): string {
  return createHash('sha256').update(content).digest('base64url');
}

/** The first encoding of ours that the request accepts; a weight of zero is a refusal. */
function chooseEncoding(header: string): Encoding {
  const accepted = new Set(
    header
      .split(',')
      .map((part) => part.trim().split(/\s*;\s*/))
      .filter(([, weight]) => !/^q=0(\.0*)?$/.test(weight ?? ''))
      .map(([name]) => name),
  );
  return (['br', 'gzip'] as const).find((encoding) => accepted.has(encoding)) ?? 'identity';
}

async function respond(request: Request, asset: Asset, cacheControl: string): Promise<Response> {
  const encoding = chooseEncoding(request.headers.get('accept-encoding') ?? '');
  const etag = `"${asset.etag}-${encoding}"`;
  const headers = new Headers({
    'content-type': asset.type,
    etag,
    'cache-control': cacheControl,
    vary: 'Accept-Encoding',
    'x-content-type-options': 'nosniff',
    'access-control-allow-origin': '*',
  });
  if (encoding !== 'identity') headers.set('content-encoding', encoding);
  if (request.headers.get('if-none-match') === etag) return new Response(null, { status: 304, headers });
  const body = await asset.body(encoding);
  headers.set('content-length', String(body.length));
  return new Response(request.method === 'HEAD' ? null : new Uint8Array(body), { headers });
}

/** The built files as they are served. */
export interface Assets {
  /** The folder that browsers keep for good, such as `/casement/v-Ab3…/`: another build has another name. */
  readonly path: string;
  /** Paths, below `path`, of all modules that a page may come to fetch. */
  readonly modules: readonly string[];
  /** Answers GET and HEAD of what lies below the prefix; undefined for everything else. */
  readonly handler: (request: Request) => Promise<Response | undefined>;
}

/**
 * Reads the built files, once: a build that is made meanwhile is served after the next start, and never half of it.
 * @param prefix with slashes at both ends
 */
export async function openAssets(folder: string, prefix = '/casement/'): Promise<Assets> {
  const assets = await readAll(folder);
  const names = [...assets.keys()].sort();
  const version = digestOf(names.map((name) => `${name} ${assets.get(name)?.etag ?? ''}`).join('\n'));
  const path = `${prefix}v-${version.slice(0, 12)}/`;
  return {
    path,
    // The single script is for pages that cannot use modules.
    modules: names
      .filter((name) => name.endsWith('.js') && !name.includes('iife'))
      .map((name) => path + name),
    handler: async (request) => {
      const { pathname } = new URL(request.url);
      if (!pathname.startsWith(prefix) || !/^(GET|HEAD)$/.test(request.method)) return undefined;
      const isForGood = pathname.startsWith(path);
      const asset = assets.get(pathname.slice((isForGood ? path : prefix).length));
      return asset && respond(request, asset, isForGood ? FOR_GOOD : 'no-cache');
    },
  };
}

/** The handler alone, for whoever knows the plain addresses. */
export function createAssets(folder: string, prefix?: string): Assets['handler'] {
  const opened = openAssets(folder, prefix);
  return async (request) => (await opened).handler(request);
}

/** All files that are served, by their path below the folder; none where there is no build. */
async function readAll(folder: string): Promise<ReadonlyMap<string, Asset>> {
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  const assets = new Map<string, Asset>();
  for (const name of names) {
    const type = TYPES[extname(name)];
    if (type !== undefined)
      assets.set(name.replaceAll('\\', '/'), new Asset(type, await readFile(join(folder, name))));
  }
  return assets;
}
