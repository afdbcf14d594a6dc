/** Reading a request strictly: what cannot be understood is refused here, before any rule sees it. */
import type { Contract, ContractParameter, Operation, ParameterValue } from './contract.js';
import { Problem, malformed, notFound } from './problems.js';
import type { FieldFault } from './problems.js';

/** Bytes of the largest JSON body. */
export const MAX_JSON_BYTES = 1024 * 1024;
const MAX_DEPTH = 32;

/** Decoded path segments below `basePath`. @throws Problem 404 outside of it, 400 for wrong escapes. */
export function segmentsOf(url: URL, basePath: string): string[] {
  const below = url.pathname === basePath ? '' : url.pathname.slice(basePath.length + 1);
  if (url.pathname !== basePath && !url.pathname.startsWith(`${basePath}/`)) throw notFound();
  return below.split('/').map((segment) => decode(segment));
}

function decode(escaped: string): string {
  try {
    return decodeURIComponent(escaped);
  } catch {
    throw malformed('The address contains a wrong percent escape.');
  }
}

/** Path, query and header parameters by name: converted, with their defaults, checked. */
export function readParameters(
  contract: Contract,
  operation: Operation,
  path: ReadonlyMap<string, string>,
  url: URL,
  headers: Headers,
): Record<string, ParameterValue> {
  const query = readQuery(url);
  const values: Record<string, ParameterValue> = {};
  for (const parameter of operation.parameters) {
    if (parameter.in === 'header') {
      checkHeader(contract, parameter, headers.get(parameter.name));
      continue;
    }
    const raw = parameter.in === 'path' ? path.get(parameter.name) : query.get(parameter.name);
    const value = raw === undefined ? parameter.fallback : convert(raw, parameter.type);
    if (value === undefined) {
      if (parameter.required)
        throw malformed(`The parameter ${parameter.name} is required.`, pointerOf(parameter));
      continue;
    }
    const breach = contract.parameterBreach(parameter, value);
    // An id that cannot exist is an id that does not exist.
    if (breach && parameter.in === 'path') throw notFound();
    if (breach) throw malformed(`${parameter.name}: ${breach.detail}`, pointerOf(parameter));
    values[parameter.name] = value;
  }
  return values;
}

function pointerOf(parameter: ContractParameter): string {
  return `/${parameter.in === 'header' ? 'headers' : 'query'}/${parameter.name}`;
}

function checkHeader(contract: Contract, parameter: ContractParameter, value: string | null): void {
  if (value === null) {
    if (!parameter.required) return;
    if (parameter.name === 'Idempotency-Key') throw new Problem('idempotency-key-required');
    throw malformed(`The header ${parameter.name} is required.`, pointerOf(parameter));
  }
  const breach = contract.parameterBreach(parameter, value);
  if (breach) throw malformed(`${parameter.name}: ${breach.detail}`, pointerOf(parameter));
}

function readQuery(url: URL): Map<string, string> {
  const values = new Map<string, string>();
  for (const pair of url.search.replace(/^\?/, '').split('&')) {
    if (pair === '') continue;
    const [name = '', ...rest] = pair.replaceAll('+', ' ').split('=');
    const key = decode(name);
    if (values.has(key)) throw malformed(`The parameter ${key.slice(0, 50)} is given twice.`);
    values.set(key, decode(rest.join('=')));
  }
  return values;
}

function convert(raw: string, type: string): ParameterValue {
  if (type === 'integer' || type === 'number') return /^-?\d{1,15}$/.test(raw) ? Number(raw) : raw;
  if (type === 'boolean') return raw === 'true' ? true : raw === 'false' ? false : raw;
  return raw;
}

/** @throws Problem 415 unless the body has a media type of the operation, in UTF-8 and not compressed. */
export function checkMediaType(operation: Operation, headers: Headers): void {
  const [type = '', ...parameters] = (headers.get('Content-Type') ?? '').toLowerCase().split(';');
  const encoding = headers.get('Content-Encoding')?.toLowerCase() ?? 'identity';
  const charset =
    parameters.map((entry) => /^\s*charset="?([^"\s]+)"?\s*$/.exec(entry)?.[1]).find(Boolean) ?? 'utf-8';
  const acceptable =
    operation.requestTypes.includes(type.trim()) &&
    encoding === 'identity' &&
    /^(utf-?8|us-ascii)$/.test(charset);
  if (!acceptable) {
    throw new Problem('unsupported-media-type', {
      detail: `Send ${operation.requestTypes.join(' or ')} in UTF-8.`,
    });
  }
}

/** @throws Problem 406 when no successful answer of the operation is acceptable. */
export function checkAccept(operation: Operation, headers: Headers): void {
  const accept = headers.get('Accept');
  const { responseTypes } = operation;
  // An answer without a body suits everybody.
  if (responseTypes.length === 0 || responseTypes.includes('*/*')) return;
  if (accept === null || accept.trim() === '') return;
  const ranges = accept
    .toLowerCase()
    .split(',')
    .filter((range) => !/;\s*q=0(\.0*)?\s*(;|$)/.test(range))
    .map((range) => (range.split(';')[0] ?? '').trim());
  const isAcceptable = responseTypes.some((type) =>
    ranges.some((range) => range === '*/*' || range === type || range === `${type.split('/')[0]}/*`),
  );
  if (!isAcceptable)
    throw new Problem('not-acceptable', {
      detail: `This address answers ${responseTypes.join(', ')}.`,
    });
}

/** The JSON body, checked against the contract. */
export async function readJson(contract: Contract, operation: Operation, request: Request): Promise<unknown> {
  const body = parseJson(await readBytes(request));
  checkJson(contract, operation, body);
  return body;
}

/** @throws Problem unless the parsed body can be stored, and is what the contract has. */
export function checkJson(contract: Contract, operation: Operation, body: unknown): void {
  checkTexts(body);
  const breaches = contract.requestBreaches(operation, body);
  if (breaches.length > 0) throw new Problem('validation', { errors: breaches });
}

async function readBytes(request: Request): Promise<Uint8Array> {
  const announced = Number(request.headers.get('Content-Length') ?? 0);
  if (announced > MAX_JSON_BYTES) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = request.body?.getReader();
  while (reader) {
    const part = await reader.read();
    if (part.done) break;
    size += part.value.length;
    if (size > MAX_JSON_BYTES) {
      await reader.cancel().catch(() => undefined);
      throw tooLarge();
    }
    chunks.push(part.value);
  }
  const bytes = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return bytes;
}

function tooLarge(): Problem {
  return new Problem('payload-too-large', { detail: 'A request has at most 1 MB.' });
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes)) as unknown;
  } catch {
    throw malformed('The body is not JSON in UTF-8.');
  }
}

// What a PostgreSQL text cannot hold: NUL, and halves of surrogate pairs.
const UNSTORABLE = /\0|\p{Surrogate}/u;

function checkTexts(body: unknown): void {
  const faults: FieldFault[] = [];
  const visit = (value: unknown, pointer: string, depth: number): void => {
    if (depth > MAX_DEPTH) throw malformed('The body is nested too deeply.');
    if (typeof value === 'string' && UNSTORABLE.test(value)) {
      faults.push({
        pointer,
        code: 'characters',
        detail: 'This contains a character that cannot be stored.',
      });
    } else if (typeof value === 'object' && value !== null) {
      for (const [name, member] of Object.entries(value)) {
        if (UNSTORABLE.test(name)) throw malformed('The body contains a character that cannot be stored.');
        visit(member, `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`, depth + 1);
      }
    }
  };
  visit(body, '', 0);
  if (faults.length > 0) throw new Problem('validation', { errors: faults.slice(0, 20) });
}
