import type { Id } from '../model/case.js';
import type { KeyRecord, Sealed } from './schema.js';
import { BYTES_MARK, HAS_BYTES, algorithmOf, deriveKey, openSealed, subtleOf, type Keys } from './sealed.js';

const USES: KeyUsage[] = ['encrypt', 'decrypt'];
const ALGORITHM = { name: 'AES-GCM', length: 256 };

/**
 * The keys of one person, open. It protects what lies on the disk from whoever reads the files without running the page; with a
 * host's secret also from whoever can run it. A page of plain HTTP has no Web Crypto: there it seals nothing.
 */
export class Vault {
  constructor(
    readonly viewerId: Id,
    /** Of this person's record; another one means that everything was wiped. */
    readonly generation: number,
    readonly keys: Keys,
    /** Place of the key that seals; null: none does. */
    private readonly current: number | null,
  ) {}

  /** The key that seals, and its place among the person's; null: nothing can be sealed. */
  get sealing(): { readonly key: CryptoKey; readonly index: number } | null {
    const key = this.current === null ? undefined : this.keys[this.current];
    return key && this.current !== null ? { key, index: this.current } : null;
  }

  async seal(value: unknown, place: string): Promise<Sealed> {
    const { sealing } = this;
    return sealing ? sealWith(sealing.key, sealing.index, value, place) : { plain: value };
  }

  /** @returns undefined: sealed with a key that is not at hand, or damaged */
  open<T>(sealed: Sealed, place: string): Promise<T | undefined> {
    return openSealed<T>(this.keys, sealed, place);
  }
}

/** `index` is the place of the key in the person's record. */
export async function sealWith(
  key: CryptoKey,
  index: number,
  value: unknown,
  place: string,
): Promise<ArrayBuffer> {
  const nonce = crypto.getRandomValues(new Uint8Array(12));
  const body = await crypto.subtle.encrypt(algorithmOf(nonce, place), key, encode(value));
  const sealed = new Uint8Array(1 + nonce.length + body.byteLength);
  sealed[0] = index;
  sealed.set(nonce, 1);
  sealed.set(new Uint8Array(body), 1 + nonce.length);
  return sealed.buffer;
}

function encode(value: unknown): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [];
  let length = 0;
  const text = JSON.stringify(value, (_name, part: unknown) => {
    if (!(part instanceof ArrayBuffer)) return part;
    parts.push(new Uint8Array(part));
    length += part.byteLength;
    return { [BYTES_MARK]: [length - part.byteLength, part.byteLength] };
  });
  const json = new TextEncoder().encode(text);
  const encoded = new Uint8Array(4 + json.length + length);
  new DataView(encoded.buffer).setUint32(0, parts.length > 0 ? json.length | HAS_BYTES : json.length);
  encoded.set(json, 4);
  let at = 4 + json.length;
  for (const part of parts) {
    encoded.set(part, at);
    at += part.length;
  }
  return encoded;
}

export interface MadeKey {
  readonly key: CryptoKey;
  /** How it is remembered. */
  readonly record: KeyRecord;
}

/**
 * A new key; null without Web Crypto.
 * @param index its place among the person's keys
 * @param storable whether the browser's database takes keys; without, the key's bytes are remembered
 */
export async function makeKey(
  viewerId: Id,
  index: number,
  secret: string | undefined,
  storable: boolean,
): Promise<MadeKey | null> {
  const subtle = subtleOf();
  if (!subtle) return null;
  if (secret === undefined) {
    const key = await subtle.generateKey(ALGORITHM, !storable, USES);
    return { key, record: storable ? { key } : { raw: await subtle.exportKey('raw', key) } };
  }
  const salt = crypto.getRandomValues(new Uint8Array(16)).buffer;
  const key = await deriveKey(secret, salt, viewerId);
  if (!key) return null;
  return { key, record: { salt, proof: await sealWith(key, index, 1, `proof/${viewerId}`) } };
}
