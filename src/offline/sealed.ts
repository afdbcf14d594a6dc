/**
 * How values are sealed, as far as it takes to read them: small, since the first paint from the cache needs it.
 *
 * Sealed: one byte naming the key, twelve of nonce, then AES-GCM. Within: four bytes with the length of the JSON (the
 * first bit says that bytes follow), the JSON, then what stood in the value as `ArrayBuffer`s, one after the other.
 */
import type { Id } from '../model/case.js';
import type { KeyRecord, Sealed } from './schema.js';

const NONCE = 12;
const HEAD = 1 + NONCE;
/** In the length of the JSON: bytes follow. */
export const HAS_BYTES = 0x8000_0000;
/** Stands in the JSON where bytes stood in the value. */
export const BYTES_MARK = '\u0000bytes';

export type Keys = readonly (CryptoKey | undefined)[];

/** Web Crypto, where this page has it: a page of plain HTTP has not. */
export const subtleOf = (): SubtleCrypto | undefined =>
  (globalThis.crypto as { readonly subtle?: SubtleCrypto } | undefined)?.subtle;

/** `place` is bound into the seal: a value that was moved to another place does not open there. */
export const algorithmOf = (nonce: BufferSource, place: string): AesGcmParams => ({
  name: 'AES-GCM',
  iv: nonce,
  additionalData: new TextEncoder().encode(place),
});

/** @returns undefined: another key, another place, or damaged */
export async function openSealed<T>(keys: Keys, sealed: Sealed, place: string): Promise<T | undefined> {
  if (!(sealed instanceof ArrayBuffer)) return sealed.plain as T;
  const subtle = subtleOf();
  const key = keys[new Uint8Array(sealed, 0, 1)[0] ?? 0];
  if (!key || !subtle) return undefined;
  try {
    const algorithm = algorithmOf(new Uint8Array(sealed, 1, NONCE), place);
    return decode(await subtle.decrypt(algorithm, key, new Uint8Array(sealed, HEAD))) as T;
  } catch {
    return undefined;
  }
}

function decode(encoded: ArrayBuffer): unknown {
  const head = new DataView(encoded).getUint32(0);
  const length = head % HAS_BYTES;
  const end = 4 + length;
  const json = new TextDecoder().decode(new Uint8Array(encoded, 4, length));
  // Most values have no bytes in them, and a reviver would be slow for nothing.
  if (head === length) return JSON.parse(json);
  return JSON.parse(json, (_name, value: unknown) => {
    const span = isSpan(value) ? value[BYTES_MARK] : null;
    return span ? encoded.slice(end + span[0], end + span[0] + span[1]) : value;
  });
}

function isSpan(value: unknown): value is Readonly<Record<typeof BYTES_MARK, readonly [number, number]>> {
  return typeof value === 'object' && value !== null && BYTES_MARK in value;
}

/** The keys of a person: those that are stored, and the one that the secret gives, where it is the right one. */
export function openKeys(viewerId: Id, records: readonly KeyRecord[], secret?: string): Promise<Keys> {
  return Promise.all(records.map((record) => openKey(viewerId, record, secret)));
}

async function openKey(viewerId: Id, record: KeyRecord, secret?: string): Promise<CryptoKey | undefined> {
  if ('key' in record) return record.key;
  if ('raw' in record)
    return subtleOf()?.importKey('raw', record.raw, 'AES-GCM', false, ['encrypt', 'decrypt']);
  if (secret === undefined) return undefined;
  const key = await deriveKey(secret, record.salt, viewerId);
  return key && (await openProof(key, record.proof, viewerId)) ? key : undefined;
}

async function openProof(key: CryptoKey, proof: ArrayBuffer, viewerId: Id): Promise<boolean> {
  const place = new Uint8Array(proof, 0, 1)[0] ?? 0;
  const keys: (CryptoKey | undefined)[] = [];
  keys[place] = key;
  return (await openSealed(keys, proof, `proof/${viewerId}`)) !== undefined;
}

/** HKDF of the host's secret; undefined without Web Crypto. */
export async function deriveKey(
  secret: string,
  salt: BufferSource,
  viewerId: Id,
): Promise<CryptoKey | undefined> {
  const subtle = subtleOf();
  const text = new TextEncoder();
  const material = await subtle?.importKey('raw', text.encode(secret), 'HKDF', false, ['deriveKey']);
  if (!subtle || !material) return undefined;
  const algorithm = { name: 'HKDF', hash: 'SHA-256', salt, info: text.encode(`casement/${viewerId}`) };
  const target = { name: 'AES-GCM', length: 256 };
  return subtle.deriveKey(algorithm, material, target, false, ['encrypt', 'decrypt']);
}

/** SHA-256 in lower-case hex; null without Web Crypto. */
export async function sha256(bytes: BufferSource): Promise<string | null> {
  const hash = await subtleOf()?.digest('SHA-256', bytes);
  if (!hash) return null;
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** How the host's name of a person stands in the database. */
export const userKeyDigest = (userKey: string): Promise<string | null> =>
  sha256(new TextEncoder().encode(userKey));

/** Where things are sealed to. */
export const PLACES = {
  session: (viewerId: Id): string => `session/${viewerId}`,
  record: (viewerId: Id, kind: string, id: string): string => `record/${viewerId}/${kind}/${id}`,
  operation: (viewerId: Id, id: Id): string => `operation/${viewerId}/${id}`,
  bytes: (viewerId: Id): string => `bytes/${viewerId}`,
  row: (id: Id): string => `row/${id}`,
};
