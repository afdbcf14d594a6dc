/** A small world with fixed ids for tests: the same in every engine, in Node and in a page. */

/** People: Ada and Ben are colleagues on Acme, Cleo is on Acme and Borealis, Dan is on neither, Eve and Finn are staff. */
export const PEOPLE = {
  ada: 'a0000000-0000-4000-8000-000000000001',
  ben: 'a0000000-0000-4000-8000-000000000002',
  cleo: 'a0000000-0000-4000-8000-000000000003',
  dan: 'a0000000-0000-4000-8000-000000000004',
  eve: 'a0000000-0000-4000-8000-000000000005',
  finn: 'a0000000-0000-4000-8000-000000000006',
} as const;

/** Accounts. Acme has an entitlement of three cases with deadlines, Borealis has none. */
export const ACCOUNTS = {
  acme: 'b0000000-0000-4000-8000-000000000001',
  borealis: 'b0000000-0000-4000-8000-000000000002',
} as const;

/** Ada's cases, one in every status, and one of each of the others. */
export const CASES = {
  adaNew: 'c0000000-0000-4000-8000-000000000001',
  adaOpen: 'c0000000-0000-4000-8000-000000000002',
  adaInProgress: 'c0000000-0000-4000-8000-000000000003',
  adaWaiting: 'c0000000-0000-4000-8000-000000000004',
  adaOnHold: 'c0000000-0000-4000-8000-000000000005',
  adaResolved: 'c0000000-0000-4000-8000-000000000006',
  adaClosed: 'c0000000-0000-4000-8000-000000000007',
  adaCancelled: 'c0000000-0000-4000-8000-000000000008',
  adaAcme: 'c0000000-0000-4000-8000-000000000009',
  cleoBorealis: 'c0000000-0000-4000-8000-00000000000a',
  danOpen: 'c0000000-0000-4000-8000-00000000000b',
} as const;

/** Notes on `adaOpen` but for the last, which is on `adaAcme`. `marked` is public by the marker in its text. */
export const NOTES = {
  public: 'd0000000-0000-4000-8000-000000000001',
  answer: 'd0000000-0000-4000-8000-000000000002',
  internal: 'd0000000-0000-4000-8000-000000000003',
  marked: 'd0000000-0000-4000-8000-000000000004',
  acmeInternal: 'd0000000-0000-4000-8000-000000000005',
} as const;

/** Activities on `adaOpen` (open) and `adaResolved` (completed). */
export const ACTIVITIES = {
  open: 'e0000000-0000-4000-8000-000000000001',
  done: 'e0000000-0000-4000-8000-000000000002',
} as const;

/** Groups and lines of staff; Eve is in the team. */
export const HOLDERS = {
  team: 'f0000000-0000-4000-8000-000000000001',
  queue: 'f0000000-0000-4000-8000-000000000002',
} as const;

/** Articles that a search finds. */
export const DOCUMENTS = {
  lostCard: 'f1000000-0000-4000-8000-000000000001',
  transfer: 'f1000000-0000-4000-8000-000000000002',
} as const;

/** Words that only `NOTES.internal` contains: whoever reads them elsewhere reads what they should not. */
export const INTERNAL_WORDS = 'zebra-internal-remark';

/** The moment at which the fixtures are new. */
export const FIXTURE_TIME = '2026-01-15T12:00:00.000Z';
