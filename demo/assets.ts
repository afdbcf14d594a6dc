/** Serves the built page module and what it fetches, compressed once and kept in memory. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.map': 'application/json',
};

interface Asset {
  type: string;
  etag: string;
  bodies: Readonly<Record<Encoding, Buffer>>;
}

type Encoding = 'br' | 'gzip' | 'identity';

async function loadAsset(file: string): Promise<Asset | undefined> {
  const type = TYPES[extname(file)];
  const content = type === undefined ? undefined : await readFile(file).catch(() => undefined);
  if (type === undefined || content === undefined) return undefined;
  const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
  const [br, zipped] = await Promise.all([
    promisify(brotliCompress)(content, { params }),
    promisify(gzip)(content),
  ]);
  const etag = createHash('sha256').update(content).digest('base64url').slice(0, 22);
  return { type, etag, bodies: { br, gzip: zipped, identity: content } };
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

function respond(request: Request, asset: Asset): Response {
  const encoding = chooseEncoding(request.headers.get('accept-encoding') ?? '');
  const etag = `"${asset.etag}-${encoding}"`;
  const headers = new Headers({
    'content-type': asset.type,
    etag,
    // Names stay the same from build to build, so each is asked for again; the tag makes that cheap.
    'cache-control': 'no-cache',
    vary: 'Accept-Encoding',
    'x-content-type-options': 'nosniff',
    'access-control-allow-origin': '*',
  });
  if (encoding !== 'identity') headers.set('content-encoding', encoding);
  if (request.headers.get('if-none-match') === etag) return new Response(null, { status: 304, headers });
  const body = asset.bodies[encoding];
  headers.set('content-length', String(body.length));
  return new Response(request.method === 'HEAD' ? null : new Uint8Array(body), { headers });
}

/**
 * Answers GET and HEAD of what lies below `prefix` (with slashes at both ends); undefined for everything else.
 * @param folder where the built files are; they are read once, at the first request for each
 */
export function createAssets(
  folder: string,
  prefix = '/casement/',
): (request: Request) => Promise<Response | undefined> {
  const assets = new Map<string, Promise<Asset | undefined>>();
  return async (request) => {
    const { pathname } = new URL(request.url);
    if (!pathname.startsWith(prefix) || !/^(GET|HEAD)$/.test(request.method)) return undefined;
    const path = normalize(pathname.slice(prefix.length));
    // The address's own dots are resolved by now; this is for encoded ones.
    if (path.startsWith('..') || path.includes('%')) return undefined;
    if (!assets.has(path)) assets.set(path, loadAsset(join(folder, path)));
    const asset = await assets.get(path);
    if (!asset) assets.delete(path);
    return asset && respond(request, asset);
  };
}
