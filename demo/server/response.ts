/** Writing answers as HTTP, every one with the same protective headers. */
import type { Problem } from './problems.js';
import type { Reply } from './rules/call.js';

const PROTECTION: Readonly<Record<string, string>> = {
  'X-Content-Type-Options': 'nosniff',
  Vary: 'Authorization, Origin',
};

/** An answer that a rule gave. */
export function respond(reply: Reply): Response {
  const headers = new Headers(PROTECTION);
  // What has a validator may be kept and asked about again; nothing else is kept, and nothing by shared caches.
  headers.set('Cache-Control', reply.headers?.['ETag'] ? 'private, no-cache' : 'private, no-store');
  for (const [name, value] of Object.entries(reply.headers ?? {})) headers.set(name, value);
  if (reply.stream) return new Response(reply.stream, { status: reply.status, headers });
  if (reply.body === undefined) return new Response(null, { status: reply.status, headers });
  headers.set('Content-Type', 'application/json');
  return new Response(JSON.stringify(reply.body), { status: reply.status, headers });
}

/** A problem document (RFC 9457). */
export function problemResponse(problem: Problem, instance: string): Response {
  const headers = new Headers({ ...PROTECTION, 'Cache-Control': 'private, no-store' });
  headers.set('Content-Type', 'application/problem+json');
  for (const [name, value] of Object.entries(problem.details.headers ?? {})) headers.set(name, value);
  return new Response(JSON.stringify(problem.document(instance)), { status: problem.status, headers });
}
