/** What can go wrong, one constant title per type (RFC 9457). Nothing here tells more than the contract allows. */
import type { ProblemDocument } from './types.js';

const PREFIX = 'urn:casement:problem:';

/** A fault of one member of the request. */
export type FieldFault = NonNullable<ProblemDocument['errors']>[number];

const KINDS = {
  validation: [422, 'Some values are not acceptable.'],
  'unrelated-contact': [422, 'The contact does not belong to the account.'],
  'search-required': [422, 'Search for an answer before filing a case.'],
  'entitlement-required': [422, 'The account has no entitlement left.'],
  'malformed-request': [400, 'The request cannot be understood.'],
  unauthenticated: [401, 'Sign in to go on.'],
  forbidden: [403, 'This is not permitted.'],
  'viewer-mismatch': [403, 'The request was written by somebody else.'],
  'not-found': [404, 'There is nothing here.'],
  'method-not-allowed': [405, 'This address does not know the method.'],
  'not-acceptable': [406, 'No acceptable form of the answer exists.'],
  'unsupported-media-type': [415, 'The media type of the request is not supported.'],
  'payload-too-large': [413, 'The request is too large.'],
  'attachment-refused': [422, 'The file cannot be accepted.'],
  'precondition-required': [428, 'Say which version the change was made on.'],
  'precondition-failed': [412, 'It was changed in the meantime.'],
  'id-taken': [409, 'The id belongs to another record.'],
  'transition-refused': [409, 'The case does not allow this now.'],
  'open-activities': [409, 'Activities of the case are still open.'],
  'idempotency-key-required': [400, 'Every write needs an Idempotency-Key.'],
  'idempotency-mismatch': [422, 'The Idempotency-Key was used for another request.'],
  'idempotency-in-flight': [409, 'The first try of this request is still running.'],
  'not-tried': [424, 'A write before this one did not succeed, so this one was not tried.'],
  'upload-incomplete': [424, 'The bytes of the file are not all there.'],
  'upload-conflict': [409, 'The upload goes on from another place.'],
  'upload-locked': [423, 'Another request is sending this upload.'],
  'rate-limited': [429, 'Too many requests.'],
  'resync-required': [410, 'The cursor has expired.'],
  unavailable: [503, 'Not available at the moment.'],
  internal: [500, 'Something went wrong here.'],
} as const satisfies Record<string, readonly [number, string]>;

/** Last part of a problem's `type`. */
export type ProblemKind = keyof typeof KINDS;

/** What a problem says beyond its kind. */
export interface ProblemDetails {
  readonly detail?: string;
  readonly errors?: readonly FieldFault[];
  /** Of a 412: the record as it now is. */
  readonly current?: ProblemDocument['current'];
  readonly headers?: Readonly<Record<string, string>>;
}

/** An answer that is an error; thrown by rules, answered by the handler. */
export class Problem extends Error {
  readonly status: number;

  constructor(
    readonly kind: ProblemKind,
    readonly details: ProblemDetails = {},
  ) {
    super(details.detail ?? KINDS[kind][1]);
    this.name = 'Problem';
    this.status = KINDS[kind][0];
  }

  /** The document to answer; `instance` is the correlation id to quote. */
  document(instance: string): ProblemDocument {
    const { detail, errors, current } = this.details;
    return {
      type: `${PREFIX}${this.kind}`,
      title: KINDS[this.kind][1],
      status: this.status,
      ...(detail === undefined ? {} : { detail }),
      instance,
      ...(errors === undefined ? {} : { errors: [...errors] }),
      ...(current === undefined ? {} : { current }),
    };
  }
}

/** 422 with one faulty member of the body. */
export function invalid(pointer: string, code: string, detail: string): Problem {
  return new Problem('validation', { detail, errors: [{ pointer, code, detail }] });
}

/** 400 about something that is not the body. */
export function malformed(detail: string, pointer?: string): Problem {
  return new Problem('malformed-request', {
    detail,
    ...(pointer === undefined ? {} : { errors: [{ pointer, code: 'malformed', detail }] }),
  });
}

/** 404: the same words whether it does not exist or may not be seen. */
export function notFound(): Problem {
  return new Problem('not-found');
}

/** 403 with the reason in words. */
export function forbidden(detail: string): Problem {
  return new Problem('forbidden', { detail });
}
