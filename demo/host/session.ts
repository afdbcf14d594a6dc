/** Who is signed in to the bank's site: a cookie that holds a signed, compact JWT and nothing else. */
import { SignJWT, errors, jwtVerify } from 'jose';

/** Name of the session cookie. */
export const SESSION_COOKIE = 'northquay_session';
/** How long a session lasts, in seconds: twelve hours. */
export const SESSION_SECONDS = 12 * 60 * 60;

// Issuer, audience and type keep a token that the site signs for the cases API from being used as a session, even if
// an operator gives both the same key.
const ISSUER = 'northquay-site';
const AUDIENCE = 'northquay-session';
const TYPE = 'session+jwt';

/** Writes and reads session cookies. */
export interface Sessions {
  /** The `Set-Cookie` value that signs `personId` in. */
  open(personId: string, request: Request): Promise<string>;
  /** The `Set-Cookie` value that signs out. */
  close(request: Request): string;
  /** The person a request comes from; undefined for no, an expired, a forged or a foreign cookie. */
  read(request: Request): Promise<string | undefined>;
}

/** Sessions signed with `secret` (HS256), which must have 32 bytes or more, else a RangeError; `now` gives the time. */
export function createSessions(secret: Uint8Array, now: () => Date): Sessions {
  if (secret.byteLength < 32) throw new RangeError('The key of the session cookie needs at least 32 bytes.');
  return {
    async open(personId, request) {
      const issuedAt = Math.floor(now().getTime() / 1000);
      const token = await new SignJWT()
        .setProtectedHeader({ alg: 'HS256', typ: TYPE })
        .setSubject(personId)
        .setIssuer(ISSUER)
        .setAudience(AUDIENCE)
        .setIssuedAt(issuedAt)
        .setExpirationTime(issuedAt + SESSION_SECONDS)
        .sign(secret);
      return cookie(token, SESSION_SECONDS, request);
    },
    close: (request) => cookie('', 0, request),
    async read(request) {
      const token = readCookie(request.headers.get('Cookie') ?? '');
      return token === undefined ? undefined : subject(token, secret, now());
    },
  };
}

async function subject(token: string, secret: Uint8Array, currentDate: Date): Promise<string | undefined> {
  try {
    const { payload } = await jwtVerify(token, secret, {
      algorithms: ['HS256'],
      issuer: ISSUER,
      audience: AUDIENCE,
      typ: TYPE,
      requiredClaims: ['sub', 'exp'],
      currentDate,
    });
    return payload.sub;
  } catch (error) {
    if (error instanceof errors.JOSEError) return undefined;
    throw error;
  }
}

function cookie(value: string, maxAge: number, request: Request): string {
  const secure = new URL(request.url).protocol === 'https:' ? '; Secure' : '';
  return `${SESSION_COOKIE}=${value}; Path=/; Max-Age=${maxAge}; HttpOnly; SameSite=Lax${secure}`;
}

function readCookie(header: string): string | undefined {
  const prefix = `${SESSION_COOKIE}=`;
  const pair = header.split(';').find((part) => part.trim().startsWith(prefix));
  return pair?.trim().slice(prefix.length);
}
