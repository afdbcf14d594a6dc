/** Which other origins may call, and what they may send and read. Default: none. */

const METHODS = 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS';
const REQUEST_HEADERS =
  'Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, Casement-Viewer, Last-Event-ID, Repr-Digest, ' +
  'Tus-Resumable, Upload-Length, Upload-Metadata, Upload-Offset';
const RESPONSE_HEADERS =
  'ETag, Retry-After, Location, Content-Disposition, Tus-Resumable, Upload-Offset, Upload-Length, Upload-Expires';
const PREFLIGHT_SECONDS = '600';

/** Headers to add to an answer to `request`. */
export function corsHeaders(request: Request, allowedOrigins: readonly string[]): Record<string, string> {
  const origin = request.headers.get('Origin');
  if (origin === null || !allowedOrigins.includes(origin)) return {};
  const headers: Record<string, string> = {
    'Access-Control-Allow-Origin': origin,
    'Access-Control-Expose-Headers': RESPONSE_HEADERS,
  };
  if (request.method !== 'OPTIONS') return headers;
  return {
    ...headers,
    'Access-Control-Allow-Methods': METHODS,
    'Access-Control-Allow-Headers': REQUEST_HEADERS,
    'Access-Control-Max-Age': PREFLIGHT_SECONDS,
  };
}
