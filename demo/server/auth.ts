/** Identity: the host page's server signs a short-lived JWT for its signed-in person; the backend verifies it. */
import { SignJWT, errors, exportJWK, generateKeyPair, importJWK, jwtVerify } from 'jose';
import type { CryptoKey, JWK } from 'jose';

const ALGORITHM = 'ES256';
const CLOCK_TOLERANCE_SECONDS = 5;
/** Who the tokens are for. */
export const AUDIENCE = 'casement';
/** Who signs them unless told otherwise. */
export const DEFAULT_ISSUER = 'casement-host';

/** Why a token was not accepted. */
export class TokenError extends Error {
  constructor(readonly reason: 'expired' | 'invalid') {
    super(`The token is ${reason}.`);
    this.name = 'TokenError';
  }
}

/** Resolves to the person a token speaks for. @throws TokenError when it speaks for nobody. */
export type VerifyToken = (token: string) => Promise<{ personId: string }>;

/** A pair of JSON Web Keys; the private one belongs to the host's server alone. */
export interface KeyPair {
  readonly publicKey: JWK;
  readonly privateKey: JWK;
}

/** A new ES256 pair. */
export async function createKeys(): Promise<KeyPair> {
  const pair = await generateKeyPair(ALGORITHM, { extractable: true });
  return { publicKey: await exportJWK(pair.publicKey), privateKey: await exportJWK(pair.privateKey) };
}

/** What both sides agree on. */
export interface TokenOptions {
  readonly issuer?: string;
  /** The time in milliseconds since 1970. */
  readonly now: () => number;
}

/** The backend's side. */
export async function createVerifier(publicKey: JWK, options: TokenOptions): Promise<VerifyToken> {
  const key = (await importJWK(publicKey, ALGORITHM)) as CryptoKey;
  return async (token) => {
    try {
      const { payload } = await jwtVerify(token, key, {
        algorithms: [ALGORITHM],
        issuer: options.issuer ?? DEFAULT_ISSUER,
        audience: AUDIENCE,
        clockTolerance: CLOCK_TOLERANCE_SECONDS,
        requiredClaims: ['sub', 'exp'],
        currentDate: new Date(options.now()),
      });
      if (!payload.sub) throw new TokenError('invalid');
      return { personId: payload.sub };
    } catch (error) {
      throw new TokenError(error instanceof errors.JWTExpired ? 'expired' : 'invalid');
    }
  };
}

/** The host's side: resolves to a token for `personId` that lives `seconds` (default: five minutes). */
export type SignToken = (personId: string, seconds?: number) => Promise<string>;

/** Makes the function with which the host's server signs. */
export async function createSigner(privateKey: JWK, options: TokenOptions): Promise<SignToken> {
  const key = (await importJWK(privateKey, ALGORITHM)) as CryptoKey;
  return (personId, seconds = 300) => {
    const issuedAt = Math.floor(options.now() / 1000);
    return new SignJWT()
      .setProtectedHeader({ alg: ALGORITHM, typ: 'JWT' })
      .setSubject(personId)
      .setIssuer(options.issuer ?? DEFAULT_ISSUER)
      .setAudience(AUDIENCE)
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + seconds)
      .sign(key);
  };
}
